"""One-time links and sessions in the database. Only digests of secrets come here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.people.sign_in_rules import LINKS_KNOWN, SESSIONS_KNOWN
from safespaces.store.changed import rows_changed
from safespaces.store.rows import SECRET, Base, UtcDateTime, keyring_of


class SignInLinkRow(Base):
    """A one-time link in an e-mail."""

    __tablename__ = "sign_in_links"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    # nobody's, where an address that nobody has asked for one
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SessionRow(Base):
    """Somebody signed in on one device; `is_full` once the second factor, where one is needed, was
    given.
    """

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), unique=True)  # to name it when somebody ends it
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    is_full: Mapped[bool] = mapped_column(Boolean)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(60))  # "Chrome on Android"
    factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the last second factor
    # as which of their roles; "" as the first
    role: Mapped[str] = mapped_column(String(20), default="")
    # of an authenticator app that is being set up, until its first code
    new_secret: Mapped[str] = mapped_column(SECRET)


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as it is kept. `is_full` once the second factor, where one is needed, was given;
    `role` is the one that its person works in, "" for their first.
    """

    id: str
    person_id: str
    is_full: bool
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    device: str
    factor_at: datetime | None = None
    role: str = ""


def last_seen(session: Session) -> dict[str, datetime]:
    """When somebody was last seen in a session that is still kept, by their ids."""
    query = select(SessionRow.person_id, func.max(SessionRow.seen_at)).group_by(
        SessionRow.person_id
    )
    return {row[0]: row[1] for row in session.execute(query)}


def add_link(session: Session, digest: str, person_id: str | None, ends_at: datetime) -> None:
    """Keep a link; earlier ones stay good until one is used. None for one that opens nothing."""
    session.add(SignInLinkRow(digest=digest, person_id=person_id, ends_at=ends_at, used_at=None))


def link_owner(session: Session, digest: str, at: datetime) -> str | None:
    """Whose link it is, while it is good; None for one that is used, over or never was."""
    row = session.get(SignInLinkRow, digest)
    return row.person_id if row and row.used_at is None and row.ends_at > at else None


def spent_link_owner(session: Session, digest: str) -> str | None:
    """Whose link it was, good or not; None for one that never was, or was forgotten."""
    row = session.get(SignInLinkRow, digest)
    return row.person_id if row else None


def use_link(session: Session, digest: str, at: datetime) -> bool:
    """Use a link up, and with it all others of the same person.

    False when somebody else was quicker: one statement decides, whichever node asks.
    """
    good = (
        SignInLinkRow.digest == digest,
        SignInLinkRow.used_at.is_(None),
        SignInLinkRow.ends_at > at,
    )
    if rows_changed(session, update(SignInLinkRow).where(*good).values(used_at=at)) != 1:
        return False
    owner = select(SignInLinkRow.person_id).where(SignInLinkRow.digest == digest)
    others = (SignInLinkRow.person_id == owner.scalar_subquery(), SignInLinkRow.used_at.is_(None))
    session.execute(update(SignInLinkRow).where(*others).values(used_at=at))
    return True


def add_session(session: Session, digest: str, kept: KeptSession) -> None:
    """Keep a new session."""
    values = {
        name: getattr(kept, name)
        for name in ("id", "person_id", "is_full", "began_at", "seen_at", "ends_at", "device")
    }
    session.add(SessionRow(digest=digest, new_secret="", **values))


def session_with(session: Session, digest: str) -> KeptSession | None:
    """The session behind a cookie, or None."""
    row = session.get(SessionRow, digest)
    return _to_session(row) if row else None


def sessions_of(session: Session, person_id: str, at: datetime) -> list[KeptSession]:
    """Somebody's sessions that are not over, the one last used first."""
    query = select(SessionRow).where(SessionRow.person_id == person_id, SessionRow.ends_at > at)
    rows = session.scalars(query.order_by(SessionRow.seen_at.desc()))
    return [_to_session(row) for row in rows]


def touch_session(session: Session, session_id: str, at: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(SessionRow).where(SessionRow.id == session_id).values(seen_at=at))


def set_role(session: Session, session_id: str, role: str) -> None:
    """Note as what somebody works in a session from now on."""
    session.execute(update(SessionRow).where(SessionRow.id == session_id).values(role=role))


def complete_session(session: Session, session_id: str, digest: str, at: datetime) -> datetime:
    """Note that the second factor was given, and when; from now on the session has another cookie.
    Returns when it ends.
    """
    row = session.scalars(select(SessionRow).where(SessionRow.id == session_id)).one()
    session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id)
        .values(is_full=True, digest=digest, factor_at=at)
    )
    return row.ends_at


def new_secret_of(session: Session, session_id: str) -> str:
    """The secret of an authenticator app that is being set up in a session, "" for none."""
    kept = session.scalar(select(SessionRow.new_secret).where(SessionRow.id == session_id)) or ""
    return keyring_of(session).decrypted(kept)


def set_new_secret(session: Session, session_id: str, secret: str) -> None:
    """Keep the secret of an app that is being set up."""
    kept = keyring_of(session).encrypted(secret)
    session.execute(update(SessionRow).where(SessionRow.id == session_id).values(new_secret=kept))


def end_session(session: Session, session_id: str, person_id: str) -> bool:
    """End one of somebody's sessions; False when it is not theirs or gone already."""
    return (
        rows_changed(
            session,
            delete(SessionRow).where(
                SessionRow.id == session_id, SessionRow.person_id == person_id
            ),
        )
        == 1
    )


def end_sessions_of(session: Session, person_id: str) -> None:
    """End all of somebody's sessions, and void links that are under way to them."""
    session.execute(delete(SessionRow).where(SessionRow.person_id == person_id))
    session.execute(delete(SignInLinkRow).where(SignInLinkRow.person_id == person_id))


def end_other_sessions(session: Session, person_id: str, but: str) -> None:
    """End all of somebody's sessions but one."""
    others = (SessionRow.person_id == person_id, SessionRow.id != but)
    session.execute(delete(SessionRow).where(*others))


def forget_old(session: Session, at: datetime) -> None:
    """Remove links a day after they were over, so that a late tap can be told of, and sessions some
    days after their end: until then they own parked forms.
    """
    session.execute(delete(SessionRow).where(SessionRow.ends_at <= at - SESSIONS_KNOWN))
    session.execute(delete(SignInLinkRow).where(SignInLinkRow.ends_at <= at - LINKS_KNOWN))


def _to_session(row: SessionRow) -> KeptSession:
    return KeptSession(
        row.id,
        row.person_id,
        row.is_full,
        row.began_at,
        row.seen_at,
        row.ends_at,
        row.device,
        row.factor_at,
        row.role,
    )
