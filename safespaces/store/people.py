"""People in the database."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.codes import stored
from safespaces.errors import NotFound
from safespaces.people.person import Person
from safespaces.roles import COUNCIL, Role
from safespaces.store.rows import SECRET, Base, UtcDateTime, keyring_of


class PersonRow(Base):
    """Somebody who may sign in."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    # besides, separated by commas
    also: Mapped[str] = mapped_column(String(100), default="")
    is_active: Mapped[bool] = mapped_column(Boolean)
    # encrypted (people/keyring.py); "" while no authenticator app is set up
    totp_secret: Mapped[str] = mapped_column(SECRET)
    # of the last code that was used: a code is good once
    totp_step: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCodeRow(Base):
    """A code for whoever has lost the phone: its digest, gone once used."""

    __tablename__ = "recovery_codes"

    # salted and stretched (people/tokens.py)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)


def add_person(session: Session, person: Person) -> None:
    """Put a new person in."""
    session.add(
        PersonRow(
            id=person.id,
            email=person.email,
            name=person.name,
            role=person.role.value,
            also=_also_text(person.also),
            is_active=person.is_active,
            totp_secret="",
            totp_step=0,
            created_at=person.created_at,
        )
    )
    session.flush()


def person_with_id(session: Session, person_id: str) -> Person:
    """One person. Raises NotFound."""
    return _to_person(_row(session, person_id))


def person_with_email(session: Session, email: str) -> Person | None:
    """The person with an address, or None."""
    row = session.scalar(select(PersonRow).where(PersonRow.email == email))
    return _to_person(row) if row else None


def all_people(session: Session) -> list[Person]:
    """Everybody, by role then address."""
    return [
        _to_person(row)
        for row in session.scalars(select(PersonRow).order_by(PersonRow.role, PersonRow.email))
    ]


def council_members(session: Session) -> list[Person]:
    """Whoever of the council may sign in: they are told what happens by itself."""
    return [person for person in all_people(session) if person.is_active and person.roles & COUNCIL]


def change_person(
    session: Session,
    person_id: str,
    *,
    role: Role,
    is_active: bool,
    name: str,
    also: frozenset[Role] = frozenset(),
) -> None:
    """Change what may change. Raises NotFound."""
    row = _row(session, person_id)
    row.role, row.also, row.is_active, row.name = role.value, _also_text(also), is_active, name


def second_factor_of(session: Session, person_id: str) -> tuple[str, int]:
    """The secret shared with the authenticator app ("" for none), and the step of the last code
    used. Raises WrongKey.
    """
    row = _row(session, person_id)
    return keyring_of(session).decrypted(row.totp_secret), row.totp_step


def set_second_factor(session: Session, person_id: str, secret: str, step: int) -> None:
    """Keep a new secret, or the step of the code that was just used."""
    row = _row(session, person_id)
    row.totp_secret, row.totp_step = keyring_of(session).encrypted(secret), step


def people_with_secrets(session: Session, only_clear: bool = False) -> list[str]:
    """Ids of those who have an authenticator app; or only of those whose secret is in clear."""
    query = select(PersonRow.id).where(PersonRow.totp_secret != "")
    if only_clear:
        query = query.where(PersonRow.totp_secret.not_like("fernet:%"))
    return list(session.scalars(query.order_by(PersonRow.id)))


def set_recovery_codes(session: Session, person_id: str, digests: list[str]) -> None:
    """Replace somebody's recovery codes."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
    if digests:
        session.execute(
            insert(RecoveryCodeRow),
            [{"digest": digest, "person_id": person_id} for digest in digests],
        )


def use_recovery_code(session: Session, person_id: str, digest: str) -> bool:
    """Use a recovery code up; False when there is no such code."""
    row = session.scalar(
        select(RecoveryCodeRow).where(
            RecoveryCodeRow.digest == digest, RecoveryCodeRow.person_id == person_id
        )
    )
    if row is None:
        return False
    session.delete(row)
    return True


def _row(session: Session, person_id: str) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFound("There is nobody with that id.")
    return row


def _to_person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.email,
        row.name,
        stored(Role, row.role),
        row.is_active,
        bool(row.totp_secret),
        row.created_at,
        frozenset(stored(Role, each) for each in row.also.split(",") if each),
    )


def _also_text(roles: frozenset[Role]) -> str:
    return ",".join(sorted(roles))
