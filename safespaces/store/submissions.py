"""Submissions in the database, and what was said about them. Remarks are added, never changed."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.codes import known_fields, stored
from safespaces.errors import BadInput, NotFound
from safespaces.moderation.submission import Contact, Remark, Submission, SubmissionState
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueRow


class SubmissionRow(Base):
    """What a partner sends; see moderation/submission.py.

    `key_digest` is of the link to a form before anybody signs in.
    """

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
    # of the link that confirms the contact's address
    confirm_digest: Mapped[str | None] = mapped_column(String(64), unique=True)


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


_PLAIN = (
    "id",
    "partner_id",
    "venue_id",
    "is_new",
    "version",
    "seen_version",
    "made_at",
    "changed_at",
    "answer",
)


def add_submission(session: Session, submission: Submission, key_digest: str | None = None) -> None:
    """Put a new submission in."""
    session.add(SubmissionRow(key_digest=key_digest, **_to_columns(submission)))
    session.flush()


def change_submission(session: Session, after: Submission) -> Submission:
    """Put a submission's next state in; `after.version` is still the one it was made from, and goes
    up by one.

    Raises BadInput when somebody was quicker: one statement decides, whichever node asks.
    """
    values = {**_to_columns(after), "version": after.version + 1}
    same = (SubmissionRow.id == after.id, SubmissionRow.version == after.version)
    if rows_changed(session, update(SubmissionRow).where(*same).values(values)) != 1:
        raise BadInput("Somebody was quicker. Load the page again to see what they did.")
    return submission_with_id(session, after.id)


def submission_with_id(session: Session, submission_id: str) -> Submission:
    """One submission. Raises NotFound."""
    row = session.get(SubmissionRow, submission_id, populate_existing=True)
    if row is None:
        raise NotFound("There is nothing sent with that id.")
    return _to_submission(row)


def submission_with_key(session: Session, key_digest: str) -> Submission | None:
    """The submission behind a link, or None."""
    row = session.scalar(select(SubmissionRow).where(SubmissionRow.key_digest == key_digest))
    return _to_submission(row) if row else None


def set_confirm_link(session: Session, submission_id: str, digest: str | None) -> None:
    """Keep the digest of the link that confirms the contact's address, or take it away."""
    session.execute(
        update(SubmissionRow).where(SubmissionRow.id == submission_id).values(confirm_digest=digest)
    )


def end_form_link(session: Session, submission_id: str) -> None:
    """The link of a form opens nothing any more: whoever signs in goes on with it."""
    session.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == submission_id)
        .values(key_digest=None, confirm_digest=None)
    )


def submission_to_confirm(session: Session, digest: str) -> Submission | None:
    """The submission whose contact a link confirms, or None."""
    row = session.scalar(select(SubmissionRow).where(SubmissionRow.confirm_digest == digest))
    return _to_submission(row) if row else None


def submissions_of_partner(session: Session, partner_id: str) -> list[Submission]:
    """A partner's submissions, the one last changed first."""
    query = (
        select(SubmissionRow)
        .where(SubmissionRow.partner_id == partner_id)
        .order_by(SubmissionRow.changed_at.desc(), SubmissionRow.id)
    )
    return [_to_submission(row) for row in session.scalars(query)]


def submissions_of_venue(session: Session, venue_id: str) -> list[Submission]:
    """What was sent, or begun, about a venue, newest first."""
    query = select(SubmissionRow).where(SubmissionRow.venue_id == venue_id)
    return [
        _to_submission(row)
        for row in session.scalars(
            query.order_by(SubmissionRow.changed_at.desc(), SubmissionRow.id)
        )
    ]


def submissions_asked(session: Session) -> list[tuple[Submission, str]]:
    """Those that wait for their partner's answer, with the names of their venues."""
    query = (
        select(SubmissionRow, VenueRow.name)
        .join(VenueRow, VenueRow.id == SubmissionRow.venue_id)
        .where(SubmissionRow.state == SubmissionState.ASKED.value)
        .order_by(SubmissionRow.changed_at, SubmissionRow.id)
    )
    return [(_to_submission(row), name) for row, name in session.execute(query)]


def remove_draft(session: Session, submission_id: str) -> None:
    """Remove one that was never sent: nobody but its writer ever saw it."""
    session.execute(delete(SubmissionRow).where(SubmissionRow.id == submission_id))


def forget_drafts(session: Session, before: datetime, empty_before: datetime) -> None:
    """Remove forms that were begun and not sent, and not touched since: nobody but their sender
    ever saw them. Those that a stranger began and wrote nothing in go sooner.
    """
    unsent = [SubmissionState.DRAFT.value, SubmissionState.HELD.value]
    # one that was sent once and taken back stays: the council has seen it
    had_steps = select(RemarkRow.submission_id)
    old = (
        SubmissionRow.state.in_(unsent),
        (SubmissionRow.changed_at < before)
        | (
            (SubmissionRow.changed_at < empty_before)
            & (SubmissionRow.version == 1)
            & SubmissionRow.key_digest.is_not(None)
        ),
        SubmissionRow.id.not_in(had_steps),
    )
    session.execute(delete(SubmissionRow).where(*old))


def add_remark(session: Session, submission_id: str, remark: Remark) -> None:
    """Keep a step and what was said."""
    session.add(
        RemarkRow(
            submission_id=submission_id,
            at=remark.at,
            by=remark.by,
            what=remark.what,
            words=remark.words,
            fields=" ".join(remark.fields),
        )
    )
    session.flush()


def remarks_of(session: Session, submission_id: str) -> list[Remark]:
    """The steps of a submission, oldest first."""
    rows = session.scalars(
        select(RemarkRow).where(RemarkRow.submission_id == submission_id).order_by(RemarkRow.number)
    )
    return [_to_remark(row) for row in rows]


def remarks_by_submission(session: Session, partner_id: str) -> dict[str, list[Remark]]:
    """The steps of all that a partner has sent or begun, by submission, oldest first."""
    theirs = (
        select(RemarkRow)
        .join(SubmissionRow, SubmissionRow.id == RemarkRow.submission_id)
        .where(SubmissionRow.partner_id == partner_id)
    )
    found: dict[str, list[Remark]] = {}
    for row in session.scalars(theirs.order_by(RemarkRow.number)):
        found.setdefault(row.submission_id, []).append(_to_remark(row))
    return found


def _to_remark(row: RemarkRow) -> Remark:
    return Remark(row.at, row.by, row.what, row.words, tuple(row.fields.split()))


def _to_columns(submission: Submission) -> dict[str, object]:
    return {
        **{name: getattr(submission, name) for name in _PLAIN},
        "state": submission.state.value,
        "content": json.dumps(submission.values, ensure_ascii=False),
        "contact": json.dumps(asdict(submission.contact), ensure_ascii=False),
    }


def _to_submission(row: SubmissionRow) -> Submission:
    return Submission(
        **{name: getattr(row, name) for name in _PLAIN},
        state=stored(SubmissionState, row.state),
        values=json.loads(row.content),
        contact=Contact(**known_fields(Contact, json.loads(row.contact))),
    )
