"""Publish: make the register's listed venues what the public reads, in one step."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.reference.nations import nation_of
from safespaces.errors import StoreError
from safespaces.hours.wall_time import to_minute
from safespaces.snapshot.parts import (
    DamagedPart,
    Manifest,
    decode_part,
    encode_part,
    part_of,
    parts_for,
)
from safespaces.snapshot.public_venue import PublicVenue, is_public, public_venue
from safespaces.snapshot.shared_list import read_shared_list, taken_over
from safespaces.snapshot.snapshot import Encoded, Snapshot, take_snapshot
from safespaces.store.calendar import calendar_of
from safespaces.store.closures import closures_after, closures_of, venues_closed_otherwise
from safespaces.store.database import Database
from safespaces.store.departures import note_departures
from safespaces.store.locks import take_lock
from safespaces.store.neighbour_lists import neighbour_lists
from safespaces.store.snapshots import (
    LastPublication,
    current_number,
    current_snapshot,
    keep_encoded,
    keep_snapshot,
    last_publication,
    parts_with,
)
from safespaces.store.venues import listed_venues, venues_changed_after, venues_with_ids

_CLOCKS_APART = timedelta(hours=1)  # of machines that write to one database
_PROVED_EVERY = timedelta(hours=20)
_MANY = 2_000  # changed venues: reading the whole register is then no slower


@dataclass(frozen=True, slots=True)
class Publication:
    """The number of the public list, and how many Safe Spaces are on it."""

    number: str
    count: int


def publish(database: Database, *, at: datetime) -> Snapshot:
    """The new public snapshot, of the whole register."""
    with database.writing() as session:
        return publish_whole_in(session, at=at)


def snapshot_of(session: Session, at: datetime) -> Snapshot:
    """What the register would publish."""
    return take_snapshot(
        listed_venues(session),
        at,
        closures_after(session, to_minute(at)),
        nation_of(),
        calendar_of(session),
        _of_neighbours(session),
    )


def _of_neighbours(session: Session) -> Iterator[PublicVenue]:
    """The places of neighbours' lists. One that cannot be read, because another version of the
    service kept it, is left out until it comes again.
    """
    for kept in neighbour_lists(session):
        with suppress(StoreError):
            yield from taken_over(read_shared_list(kept.content), kept.site)


def publish_whole_in(session: Session, *, at: datetime) -> Snapshot:
    """Publish the whole register in a transaction: after rows were taken away, or to prove it."""
    session.flush()
    snapshot = snapshot_of(session, at)
    before = _public_now(session)
    keep_snapshot(session, snapshot)
    if before is not None:
        _note_departures(session, before, snapshot.venues, at)
    return snapshot


def _public_now(session: Session) -> tuple[PublicVenue, ...] | None:
    """What is public still; None before the first list, and where it is damaged."""
    with suppress(StoreError):
        snapshot = current_snapshot(session)
        return snapshot.venues if snapshot else None
    return None


def _note_departures(
    session: Session, before: Iterable[PublicVenue], after: Iterable[PublicVenue], at: datetime
) -> None:
    """Whatever takes a place off the list goes through here, so nobody is untold: neighbours' lists
    are their own.
    """
    were, are = (
        {venue.id: venue.name for venue in venues if not venue.list_of}
        for venues in (before, after)
    )
    left = {venue_id: name for venue_id, name in were.items() if venue_id not in are}
    joined = are.keys() - were.keys()
    if left or joined:
        note_departures(session, left, joined, at)


def publish_in(session: Session, *, at: datetime) -> Publication:
    """Publish in the transaction that changes venues, so that both happen or neither does.

    Of a long list only what was changed since the last publication is read and kept. Writers go
    one after the other (Database.writing), so nothing can be changed in between and left out.
    """
    session.flush()
    last, done = last_publication(session), None
    if last:
        with suppress(DamagedPart):
            done = _publish_changes(session, last, at)
    if done is None:
        snapshot = publish_whole_in(session, at=at)
        done = Publication(snapshot.number, len(snapshot.venues))
    return done


def prove_published(database: Database, *, at: datetime) -> None:
    """Once a day, in the background: what is public is what the whole register would publish.

    Publishes the whole where it is not, and raises StoreError to tell of it.
    """
    with database.writing() as session:
        if not take_lock(session, "list proved", at, at + _PROVED_EVERY):
            return
    with database.reading() as session:
        if last_publication(session) is None or _is_as_the_register(session, at):
            return
    with database.writing() as session:
        publish_in(session, at=at)  # closures that are over are no fault
        was_wrong = not _is_as_the_register(session, at)
        if was_wrong:
            publish_whole_in(session, at=at)
    if was_wrong:
        raise StoreError("The public list was not as the register. It was published whole.")


def _is_as_the_register(session: Session, at: datetime) -> bool:
    return current_number(session) == snapshot_of(session, at).number


def _publish_changes(session: Session, last: LastPublication, at: datetime) -> Publication | None:
    """None where that cannot be done: the list is cut otherwise now, much of it was changed, or the
    times of closures tell nothing.
    """
    if at < last.at - _CLOCKS_APART:  # published by a machine whose clock is far ahead
        return None
    minute = to_minute(at)
    changed = venues_changed_after(session, last.versions_until) | venues_closed_otherwise(
        session, last.at - _CLOCKS_APART, to_minute(last.at - _CLOCKS_APART), minute
    )
    if len(changed) > _MANY:
        return None
    digests = list(last.manifest.parts)
    touched = {part_of(venue_id, len(digests)) for venue_id in changed}
    texts = parts_with(session, [digests[number] for number in touched])
    if any(digests[number] not in texts for number in touched):
        return None
    now_public = _public(session, changed, minute)
    were_public: list[PublicVenue] = []
    count, new = last.manifest.count, dict[str, str]()
    for number in touched:
        before = decode_part(digests[number], texts[digests[number]])
        after = [venue for venue in before if venue.id not in changed]
        were_public += [venue for venue in before if venue.id in changed]
        after += [each for each in now_public if part_of(each.id, len(digests)) == number]
        count += len(after) - len(before)
        digests[number], text = encode_part(after)
        new[digests[number]] = text
    if parts_for(count) != len(digests):
        return None
    manifest = Manifest(tuple(digests), count, calendar_of(session))
    encoded = Encoded(manifest.encode(), new)
    keep_encoded(session, encoded, at)
    _note_departures(session, were_public, now_public, at)
    return Publication(encoded.number, count)


def _public(session: Session, ids: set[str], minute: int) -> list[PublicVenue]:
    nation, closures = nation_of(), closures_of(session, ids, minute)
    venues = venues_with_ids(session, ids).values()
    return [public_venue(v, closures.get(v.id, ()), nation(v)) for v in venues if is_public(v)]
