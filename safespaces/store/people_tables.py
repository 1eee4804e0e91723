"""The tables of people who sign in, of what they are told, and of what was done by whom. Imported only in this folder."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


class PersonRow(Base):
    """Somebody who may sign in."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    is_active: Mapped[bool] = mapped_column(Boolean)
    totp_secret: Mapped[str] = mapped_column(String(64))  # "" while no authenticator app is set up
    totp_step: Mapped[int] = mapped_column(Integer)  # of the last code that was used: a code is good once
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCodeRow(Base):
    """A code for whoever has lost the phone: its digest, gone once used."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)


class SignInLinkRow(Base):
    """A one-time link in an e-mail."""

    __tablename__ = "sign_in_links"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SessionRow(Base):
    """Somebody signed in on one device; `is_full` once the second factor, where one is needed, was given."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), unique=True)  # to name it when somebody ends it
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    is_full: Mapped[bool] = mapped_column(Boolean)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(60))  # "Chrome on Android"
    new_secret: Mapped[str] = mapped_column(String(64))  # of an authenticator app that is being set up, until its first code


class ParkedFormRow(Base):
    """What somebody typed into a form whose session had ended, until they are signed in again. For that person only."""

    __tablename__ = "parked_forms"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    fields: Mapped[str] = mapped_column(Text)  # JSON list of name and value
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttemptRow(Base):
    """One try at something that is limited; the subject is a digest, so that no address stands here."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_subject", "subject", "at"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxRow(Base):
    """A message to be sent, written in the same transaction as the deed it tells of."""

    __tablename__ = "outbox"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    is_secret: Mapped[bool] = mapped_column(Boolean)  # holds a link that opens something: its body is emptied once it is sent
    once: Mapped[str | None] = mapped_column(String(100), unique=True)  # a message with the same key is written only once
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)  # None once it is sent or given up
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer)
    trouble: Mapped[str] = mapped_column(String(200))  # why the last try failed, "" otherwise


class AuditRow(Base):
    """What was done, by whom, when. Lines are added, never changed or deleted: the database itself refuses."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_what", "what", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    who: Mapped[str] = mapped_column(String(254))  # an e-mail address, or a part of the service
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(100), index=True)  # id of what it was done to
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)


class LockRow(Base):
    """A task that runs in one process at a time, and until when it is taken at the latest."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
