"""Partners in the database: who acts for them, and which venues are theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.people.person import Person
from safespaces.store.people import person_with_id
from safespaces.store.rows import Base, UtcDateTime


class PartnerRow(Base):
    """The organisation behind one or more venues."""

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(150))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PartnerPersonRow(Base):
    """Somebody who may act for a partner."""

    __tablename__ = "partner_people"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)


class PartnerInviteRow(Base):
    """An address that was asked to act for a partner, until whoever has it says yes."""

    __tablename__ = "partner_invites"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    by: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class VenuePartnerRow(Base):
    """Whose a venue is."""

    __tablename__ = "venue_partners"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)


@dataclass(frozen=True, slots=True)
class Partner:
    """The organisation behind one or more venues."""

    id: str
    name: str


def add_partner(session: Session, partner: Partner, at: datetime) -> None:
    """Put a new partner in."""
    session.add(PartnerRow(id=partner.id, name=partner.name, made_at=at))
    session.flush()


def partner_with_id(session: Session, partner_id: str) -> Partner:
    """One partner. Raises NotFound."""
    row = session.get(PartnerRow, partner_id)
    if row is None:
        raise NotFound("There is no such partner.")
    return Partner(row.id, row.name)


def partner_of(session: Session, person_id: str) -> Partner | None:
    """Whom somebody acts for, or None."""
    row = session.get(PartnerPersonRow, person_id)
    return partner_with_id(session, row.partner_id) if row else None


def partner_names(session: Session) -> dict[str, str]:
    """For whom everybody acts, by their ids."""
    query = select(PartnerPersonRow.person_id, PartnerRow.name).join(
        PartnerRow, PartnerRow.id == PartnerPersonRow.partner_id
    )
    return {row[0]: row[1] for row in session.execute(query)}


def put_person_with(session: Session, partner_id: str, person_id: str) -> None:
    """Let somebody act for a partner."""
    session.merge(PartnerPersonRow(person_id=person_id, partner_id=partner_id))
    session.flush()


def people_of(session: Session, partner_id: str) -> list[Person]:
    """Who acts for a partner, by address."""
    ids = session.scalars(
        select(PartnerPersonRow.person_id).where(PartnerPersonRow.partner_id == partner_id)
    )
    return sorted((person_with_id(session, each) for each in ids), key=lambda person: person.email)


def take_person_out(session: Session, person_id: str) -> None:
    """Let somebody act for no partner any more."""
    session.execute(delete(PartnerPersonRow).where(PartnerPersonRow.person_id == person_id))


def add_invite(
    session: Session, digest: str, partner_id: str, email: str, *, by: str, at: datetime
) -> None:
    """Keep that an address was asked to act for a partner."""
    session.add(PartnerInviteRow(digest=digest, partner_id=partner_id, email=email, by=by, at=at))
    session.flush()


def invite_with(session: Session, digest: str, since: datetime) -> tuple[Partner, str] | None:
    """The partner and the address of an invitation made after an instant, or None."""
    row = session.get(PartnerInviteRow, digest)
    return (partner_with_id(session, row.partner_id), row.email) if row and row.at > since else None


def remove_invites_by(session: Session, email: str) -> None:
    """What somebody asked others counts no more."""
    session.execute(delete(PartnerInviteRow).where(PartnerInviteRow.by == email))


def remove_invites(session: Session, partner_id: str, email: str) -> None:
    """Delete an address's open invitations."""
    session.execute(
        delete(PartnerInviteRow).where(
            PartnerInviteRow.partner_id == partner_id, PartnerInviteRow.email == email
        )
    )


def forget_invites(session: Session, before: datetime) -> None:
    """Let go of invitations nobody answered."""
    session.execute(delete(PartnerInviteRow).where(PartnerInviteRow.at < before))


def invited_to(session: Session, partner_id: str) -> list[str]:
    """Addresses that were asked and have not said yes."""
    query = (
        select(PartnerInviteRow.email).where(PartnerInviteRow.partner_id == partner_id).distinct()
    )
    return sorted(session.scalars(query))


def put_venue_with(session: Session, partner_id: str, venue_id: str) -> None:
    """Make a venue a partner's."""
    session.merge(VenuePartnerRow(venue_id=venue_id, partner_id=partner_id))
    session.flush()


def venue_ids_of(session: Session, partner_id: str) -> list[str]:
    """The ids of the venues that a partner looks after."""
    return list(
        session.scalars(
            select(VenuePartnerRow.venue_id).where(VenuePartnerRow.partner_id == partner_id)
        )
    )


def partner_of_venue(session: Session, venue_id: str) -> Partner | None:
    """Whose a venue is, or None."""
    row = session.get(VenuePartnerRow, venue_id)
    return partner_with_id(session, row.partner_id) if row else None
