"""The demonstration and a register of its own are never mixed: what came with the one is marked, is
never served as real, and is taken out as a whole.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_whole_in
from safespaces.errors import BadInput, SettingsError
from safespaces.moderation.submission import Remark, SubmissionState
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.demonstration import (
    count_listed_demonstration,
    count_own,
    demonstration_ids,
)
from safespaces.store.people import all_people, change_person
from safespaces.store.sign_in import end_sessions_of
from safespaces.store.submissions import add_remark, change_submission, submissions_of_venue
from safespaces.store.undoing import referred_to, remove_added
from safespaces.store.venue_json import venue_to_json
from safespaces.store.venues import change_venues, last_versions, venues_with_ids
from safespaces.venues.venue import ListingStatus, Venue

PEOPLE_AT = "@demo.example"  # nobody can have an address there (RFC 2606)
_WHY = "the demonstration was taken out"
_GONE = {
    ListingStatus.LISTED: ListingStatus.WITHDRAWN,
    ListingStatus.PAUSED: ListingStatus.WITHDRAWN,
    ListingStatus.APPLIED: ListingStatus.DECLINED,
    ListingStatus.CANDIDATE: ListingStatus.DECLINED,
}


@dataclass(frozen=True, slots=True)
class TakenOut:
    """How many venues are gone, those that somebody has worked on and that are kept off the list,
    and how many people cannot sign in any more.
    """

    removed: int
    kept: tuple[Venue, ...]
    people: int


def refuse_as_real(database: Database, *, is_called_demonstration: bool) -> None:
    """Raises SettingsError where venues of the demonstration are listed and pages do not say so."""
    if is_called_demonstration:
        return
    with database.reading() as session:
        count = count_listed_demonstration(session)
    if count:
        raise SettingsError(
            f"{count} listed venues are of the demonstration, and SAFESPACES_DEMO_BANNER=off would"
            " show them as real. Run: safespaces demo remove (or leave the banner on)"
        )


def refuse_beside_own(database: Database) -> None:
    """Raises BadInput where the register has venues of its own."""
    with database.reading() as session:
        own = count_own(session)
    if own:
        raise BadInput(
            f"This register has {own} venues of its own, so it is not filled with made-up records."
            " Choose another database."
        )


def take_out_demonstration(database: Database, *, by: str, at: datetime) -> TakenOut:
    """Remove every venue that came with the demonstration, in one transaction, and publish.

    One that something else speaks of, a check, a closure, a partner, stays in the register and is
    withdrawn or declined. Nobody of the demonstration signs in any more.
    """
    with database.writing() as session:
        marked = venues_with_ids(session, demonstration_ids(session))
        people = _let_nobody_in(session, by, at)
        versions = last_versions(session)
        untouched = {each for each in marked if versions[each] == 1}
        removable = untouched - referred_to(session, untouched)
        kept = [venue for venue in marked.values() if venue.id not in removable]
        gone = [
            replace(venue, status=_GONE[venue.status]) for venue in kept if venue.status in _GONE
        ]
        change_venues(session, gone, at=at, author=by, reason=_WHY)
        for venue in gone:
            old = marked[venue.id].status
            note(
                session,
                AuditLine(
                    at, by, "listing status", venue.id, old=old, new=f"{venue.status}: {_WHY}"
                ),
            )
        for venue in kept:
            _close_forms(session, venue.id, by, at)
        for venue_id in sorted(removable):
            whole = venue_to_json(marked[venue_id])
            note(session, AuditLine(at, by, "removed with the demonstration", venue_id, old=whole))
        remove_added(session, removable)
        publish_whole_in(session, at=at)  # versions were taken away
    return TakenOut(len(removable), tuple(kept), people)


def _let_nobody_in(session: Session, by: str, at: datetime) -> int:
    theirs = [
        person
        for person in all_people(session)
        if person.is_active and person.email.endswith(PEOPLE_AT)
    ]
    for person in theirs:
        change_person(session, person.id, role=person.role, is_active=False, name=person.name)
        end_sessions_of(session, person.id)
        note(session, AuditLine(at, by, "removed", person.id, old=f"{person.role}, active"))
    return len(theirs)


def _close_forms(session: Session, venue_id: str, by: str, at: datetime) -> None:
    for form in submissions_of_venue(session, venue_id):
        if form.state.is_open:
            add_remark(session, form.id, Remark(at, by, SubmissionState.DECLINED.value, _WHY))
            change_submission(session, replace(form, state=SubmissionState.DECLINED, changed_at=at))
