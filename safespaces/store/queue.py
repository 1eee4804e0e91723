"""What waits for an officer, read in a few questions to the database however many venues there
are.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from safespaces.moderation.record import Training
from safespaces.moderation.submission import SubmissionState
from safespaces.store.duplicates import DuplicateRow
from safespaces.store.partners import PartnerPersonRow, PartnerRow, VenuePartnerRow
from safespaces.store.people import PersonRow
from safespaces.store.records import TrainingRow, VisitRow, newest_trainings
from safespaces.store.reports import ReportRow
from safespaces.store.submissions import SubmissionRow
from safespaces.store.venues import VenueRow, VenueVersionRow
from safespaces.store.verifications import VerificationRow, counts
from safespaces.venues.venue import ListingStatus

Waiting = tuple[str, str, datetime]  # id of what waits, name of its venue, since when


def waiting_submissions(session: Session) -> Iterator[tuple[str, str, datetime, bool]]:
    """Submissions with the council; the last value is whether the venue is new."""
    query = select(SubmissionRow.id, VenueRow.name, SubmissionRow.changed_at, SubmissionRow.is_new)
    query = query.join(VenueRow, VenueRow.id == SubmissionRow.venue_id).where(
        SubmissionRow.state == SubmissionState.SENT.value
    )
    yield from map(tuple, session.execute(query))


def waiting_reports(session: Session) -> Iterator[tuple[str, str, datetime, str]]:
    """Reports nobody has answered; the last value is what was wrong."""
    query = select(ReportRow.id, VenueRow.name, ReportRow.at, ReportRow.what).join(
        VenueRow, VenueRow.id == ReportRow.venue_id
    )
    yield from session.execute(query.where(ReportRow.done_at.is_(None)))


def running_out(session: Session, until: date) -> Iterator[tuple[str, str, date]]:
    """Listed venues whose last check counts to `until` at most: venue id, name, last day."""
    last = func.max(VerificationRow.last_day)
    query = select(VenueRow.id, VenueRow.name, last).join(
        VerificationRow, VerificationRow.venue_id == VenueRow.id
    )
    query = (
        query.where(VenueRow.status == ListingStatus.LISTED.value, counts())
        .group_by(VenueRow.id, VenueRow.name)
        .having(last <= until)
    )
    yield from map(tuple, session.execute(query))


def to_be_mended(session: Session) -> Iterator[tuple[str, str, date, date | None]]:
    """Venues where a visit found something that is not mended: venue id, name, day of the visit,
    day by which it has to be.
    """
    query = select(VenueRow.id, VenueRow.name, VisitRow.on, VisitRow.follow_up).join(
        VisitRow, VisitRow.venue_id == VenueRow.id
    )
    yield from map(
        tuple,
        session.execute(query.where(VisitRow.passed.is_(False), VisitRow.mended_at.is_(None))),
    )


def without_point(session: Session) -> Iterator[Waiting]:
    """Listed and applied venues that nobody could be sent to: venue id, name, when it last
    changed.
    """
    query = select(VenueRow.id, VenueRow.name, func.max(VenueVersionRow.at)).join(
        VenueVersionRow, VenueVersionRow.venue_id == VenueRow.id
    )
    query = query.where(
        VenueRow.lat.is_(None),
        VenueRow.status.in_([ListingStatus.LISTED.value, ListingStatus.APPLIED.value]),
    )
    yield from session.execute(query.group_by(VenueRow.id, VenueRow.name))


def waiting_duplicates(session: Session) -> Iterator[tuple[str, str, str, str, str, datetime]]:
    """Pairs nobody has decided on: both ids, both names, why, since when.

    One that is withdrawn or declined is settled by that.
    """
    first, second = aliased(VenueRow), aliased(VenueRow)
    gone = [ListingStatus.WITHDRAWN.value, ListingStatus.DECLINED.value]
    query = select(
        first.id, second.id, first.name, second.name, DuplicateRow.why, DuplicateRow.found_at
    )
    query = query.join(first, first.id == DuplicateRow.first_id).join(
        second, second.id == DuplicateRow.second_id
    )
    query = query.where(
        DuplicateRow.done_at.is_(None), first.status.not_in(gone), second.status.not_in(gone)
    )
    yield from map(tuple, session.execute(query))


def last_trainings(session: Session) -> Iterator[tuple[str, str, Training]]:
    """Listed venues with the newest training that was noted: venue id, name, training."""
    newest = newest_trainings(session)
    listed = select(VenueRow.id, VenueRow.name).where(
        VenueRow.status == ListingStatus.LISTED.value,
        VenueRow.id.in_(select(TrainingRow.venue_id)),
    )
    for venue_id, name in session.execute(listed):
        if venue_id in newest:
            yield venue_id, name, newest[venue_id]


def is_known(session: Session, venue_id: str) -> bool:
    """Whether the register has a venue."""
    return session.get(VenueRow, venue_id) is not None


def of_nobody(session: Session) -> Iterator[Waiting]:
    """Listed venues of a partner for whom nobody signs in any more: venue id, name, since when it
    has been the partner's at least.
    """
    active = (
        select(PartnerPersonRow.partner_id)
        .join(PersonRow, PersonRow.id == PartnerPersonRow.person_id)
        .where(PersonRow.is_active.is_(True))
    )
    query = (
        select(VenueRow.id, VenueRow.name, PartnerRow.made_at)
        .join(VenuePartnerRow, VenuePartnerRow.venue_id == VenueRow.id)
        .join(PartnerRow, PartnerRow.id == VenuePartnerRow.partner_id)
        .where(VenueRow.status == ListingStatus.LISTED.value, PartnerRow.id.not_in(active))
    )
    yield from map(tuple, session.execute(query))
