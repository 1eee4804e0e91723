"""The tables of partners and of what they send. Imported only in this folder."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


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


class SubmissionRow(Base):
    """What a partner sends; see moderation/submission.py. `key_digest` is of the link to a form before anybody signs in."""

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    partner_id: Mapped[str] = mapped_column(String(40), index=True)  # "" until a first form is sent
    venue_id: Mapped[str] = mapped_column(String(40), index=True)  # "" until a new venue is sent
    is_new: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)  # JSON
    contact: Mapped[str] = mapped_column(Text)  # JSON; private
    answer: Mapped[str] = mapped_column(Text)  # to the council's question, while it is written
    seen_version: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    key_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirm_digest: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the link that confirms the contact's address


class RemarkRow(Base):
    """One step of a submission; added, never changed."""

    __tablename__ = "remarks"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    fields: Mapped[str] = mapped_column(Text)  # names parted by spaces
