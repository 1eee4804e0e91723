"""Many venues at once: first a plan, what would change and what would not and why; then all or
nothing, one audit line each; and undone in one step.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.bulk_deeds import UNDOABLE, Acting, Deed
from safespaces.actions.register.listing import check_may_list
from safespaces.actions.register.publish import publish_in
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.bulk import (
    BulkRecord,
    add_bulk,
    bulk_with,
    last_bulks,
    made_by_bulk,
    note_bulk_undone,
)
from safespaces.store.closures import undo_closure
from safespaces.store.database import Database
from safespaces.store.records import take_training_back
from safespaces.store.venues import (
    change_venues,
    last_versions,
    venue_with_id,
    venues_with_ids,
    version_of,
)
from safespaces.store.verifications import take_verification_back, verifications_of
from safespaces.venues.venue import ListingStatus, Venue

MOST = 5_000  # at once


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a deed would do: `changes` are the venues it would be done to, `left` those that it
    cannot be done to, each with why. `seen` tells whether any has moved on since.
    """

    words: str
    changes: tuple[Venue, ...]
    left: tuple[tuple[Venue, str], ...]
    seen: str


@dataclass(frozen=True, slots=True)
class BulkUndone:
    """How many are as they were, and which were left, because somebody has worked on them since."""

    undone: int
    left: tuple[Venue, ...]


def plan_bulk(database: Database, ids: Sequence[str], deed: Deed) -> BulkPlan:
    """What it would do; changes nothing. Raises BadInput for none, or too many."""
    with database.reading() as session:
        return _plan(session, ids, deed)


def do_bulk(
    database: Database, ids: Sequence[str], name: str, deed: Deed, *, seen: str, acting: Acting
) -> int:
    """Do it to all that the plan said, in one transaction, and publish; returns its number.

    Raises BadInput where one of them was changed since the plan was read, and where there is
    nothing to do.
    """
    with database.writing() as session:
        plan = _plan(session, ids, deed)
        if plan.seen != seen:
            raise BadInput(
                _(
                    "Somebody has changed some of these places meanwhile. Read anew what would be"
                    " done."
                )
            )
        if not plan.changes:
            raise BadInput(_("There is nothing to do: see below why."))
        made = deed.do(session, plan.changes, acting)
        number = add_bulk(
            session, at=acting.at, by=acting.by, deed=name, words=deed.words, made=made
        )
        words = f"{deed.words} ({len(plan.changes)})"
        note(session, AuditLine(acting.at, acting.by, "done to many", f"bulk {number}", new=words))
        publish_in(session, at=acting.at)
    return number


def bulk_deed(database: Database, number: int) -> tuple[BulkRecord, list[Venue]]:
    """A deed that was done, and its venues as they are now. Raises NotFound."""
    with database.reading() as session:
        record = _record(session, number)
        found = venues_with_ids(session, made_by_bulk(session, number))
    return record, sorted(found.values(), key=lambda venue: (venue.name, venue.id))


def last_bulk_deeds(database: Database) -> list[BulkRecord]:
    """The newest first."""
    with database.reading() as session:
        return last_bulks(session)


def undo_bulk(database: Database, number: int, *, by: str, at: datetime, today: date) -> BulkUndone:
    """Take it back, in one transaction. A venue that was changed since, or that may not be listed
    today, is left as it is. Raises NotFound and BadInput.
    """
    with database.writing() as session:
        record = _record(session, number)
        if record.undone_at:
            raise BadInput(_("That is undone already."))
        if record.deed not in UNDOABLE:
            raise BadInput(_("A mail that was sent cannot be taken back."))
        made, left = made_by_bulk(session, number), list[str]()
        for venue_id, each in made.items():
            try:
                _undo_one(session, record.deed, venue_id, each, by=by, at=at, today=today)
            except BadInput:
                left.append(venue_id)
        note_bulk_undone(session, number, by=by, at=at)
        words = f"{len(made) - len(left)} as before, {len(left)} left"
        note(session, AuditLine(at, by, "undone of many", f"bulk {number}", new=words))
        publish_in(session, at=at)
        kept = tuple(venues_with_ids(session, left).values())
    return BulkUndone(len(made) - len(left), kept)


def _undo_one(
    session: Session, deed: str, venue_id: str, made: str, *, by: str, at: datetime, today: date
) -> None:
    """Raises BadInput where somebody has gone on from there."""
    if deed == "close":
        try:
            undo_closure(session, made, at)
        except NotFound as error:
            raise BadInput(str(error)) from error
        note(session, AuditLine(at, by, "closure undone", venue_id, old=made))
    elif deed == "check":
        take_verification_back(session, made, at)
        _date_as_checked(session, venue_id, by=by, at=at)
        note(session, AuditLine(at, by, "check taken back", venue_id, old=made))
    elif deed == "training":
        take_training_back(session, int(made), at)
        note(session, AuditLine(at, by, "training taken back", venue_id, old=made))
    else:
        _bring_back(session, venue_id, int(made), by=by, at=at, today=today)


def _date_as_checked(session: Session, venue_id: str, *, by: str, at: datetime) -> None:
    """The public reads the day of the newest check that was not taken back."""
    venue, checks = venue_with_id(session, venue_id), verifications_of(session, venue_id)
    dated = replace(venue, checked_on=checks[0].on if checks else None)
    if dated != venue:
        change_venues(session, [dated], at=at, author=by, reason="a check taken back")


def _bring_back(
    session: Session, venue_id: str, version: int, *, by: str, at: datetime, today: date
) -> None:
    if last_versions(session, [venue_id])[venue_id] != version:
        raise BadInput(_("Somebody has changed it since."))
    older = version_of(session, venue_id, version - 1).venue
    now = venue_with_id(session, venue_id)
    if older.status is ListingStatus.LISTED and now.status is not ListingStatus.LISTED:
        check_may_list(session, older, today)
    change_venues(session, [older], at=at, author=by, reason="a deed on many undone")
    note(session, AuditLine(at, by, "version restored", venue_id, new=f"{version - 1}"))


def _plan(session: Session, ids: Sequence[str], deed: Deed) -> BulkPlan:
    chosen = list(dict.fromkeys(ids))
    if not chosen:
        raise BadInput(_("No place is ticked. Tick some, or take all of a filter."))
    if len(chosen) > MOST:
        raise BadInput(
            _(
                "These are %(number)s places, and %(most)s can be done at once. Filter them"
                " further.",
                number=len(chosen),
                most=MOST,
            )
        )
    found = venues_with_ids(session, chosen)
    venues = [found[each] for each in chosen if each in found]
    judged = [(venue, deed.why_not(session, venue)) for venue in venues]
    return BulkPlan(
        deed.words,
        tuple(venue for venue, why in judged if not why),
        tuple((venue, why) for venue, why in judged if why),
        _digest(last_versions(session, chosen), [venue.id for venue, why in judged if not why]),
    )


def _digest(versions: dict[str, int], changes: Sequence[str]) -> str:
    text = " ".join(f"{each}:{versions.get(each, 0)}" for each in sorted(changes))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _record(session: Session, number: int) -> BulkRecord:
    found = bulk_with(session, number)
    if found is None:
        raise NotFound(_("There is no such deed."))
    return found
