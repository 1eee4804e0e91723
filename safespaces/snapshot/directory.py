"""The directory that every phone gets alike: all Safe Spaces with ready-made open spans for 16
days, so that a phone needs no parser.

Columns instead of objects, each schedule once: 2,000 venues stay under 60 KB compressed. Read by
static/js/public/directory.js.

    snapshot   number of the snapshot
    zone       IANA time zone of the venues
    start      first minute of the window, in minutes since 1970 UTC (local midnight)
    days       length of the window in days
    offsets    [[minute since start, minutes that the wall clock is ahead of UTC], ...] first entry
               at 0
    kinds      [[code, label], ...] of the kinds in use
    schedules  [[open, unknown], ...] or null for hours not known; open and unknown are flat lists
               of gaps: start, length, gap, length ...
    venues     {slug, name, address, kind, lat, lon, schedule, age, flags}: equal long lists; kind
               and schedule are numbers of the lists
               above, lat and lon whole hundred-thousandths of a degree, age the youngest who may be
               there alone, flags the sum of
               STEP_FREE and ROUGH
"""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from safespaces.hours.spans import Span, Spans
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.timetable import WINDOW_DAYS
from safespaces.venues.categories import KINDS

STEP_FREE, ROUGH = 1, 2


def directory_json(finder: Finder, today: date) -> bytes:
    """The directory from local midnight of `today`, in UTF-8."""
    venues, zone = finder.snapshot.venues, finder.zone
    start = minute_of_wall(today, 0, zone)
    kinds = sorted({venue.kind for venue in venues})
    content = {
        "snapshot": finder.snapshot.number,
        "zone": zone.key,
        "start": start,
        "days": WINDOW_DAYS,
        "offsets": _offsets(today, start, zone),
        "kinds": [[kind, KINDS[kind]] for kind in kinds],
        "schedules": [_schedule(spans, start) for spans in finder.timetable.fortnight(today)],
        "venues": {
            "slug": [venue.slug for venue in venues],
            "name": [venue.name for venue in venues],
            "address": [address_line(venue) for venue in venues],
            "kind": [kinds.index(venue.kind) for venue in venues],
            "lat": [round(venue.lat * 100_000) for venue in venues],
            "lon": [round(venue.lon * 100_000) for venue in venues],
            "schedule": list(finder.timetable.schedule_of),
            "age": [venue.youngest_alone for venue in venues],
            "flags": [_flags(venue) for venue in venues],
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def address_line(venue: PublicVenue) -> str:
    """Address and postcode in one line."""
    return ", ".join(filter(None, (venue.address, venue.postcode)))


def _flags(venue: PublicVenue) -> int:
    return STEP_FREE * ("step_free" in venue.access) + ROUGH * venue.rough


def _schedule(spans: Spans | None, start: int) -> list[list[int]] | None:
    return None if spans is None else [_gaps(spans.open, start), _gaps(spans.unknown, start)]


def _gaps(spans: tuple[Span, ...], start: int) -> list[int]:
    """Each span as the gap since the one before and its own length: small numbers compress well."""
    numbers, last = [], start
    for span in spans:
        numbers += [span.start - last, span.end - span.start]
        last = span.end
    return numbers


def _offsets(first: date, start: int, zone: ZoneInfo) -> list[list[int]]:
    changes: list[list[int]] = []
    end = minute_of_wall(first + timedelta(days=WINDOW_DAYS + 1), 0, zone)
    for minute in range(start, end, 15):  # clock changes fall on quarter hours
        moment = local(minute, zone).utcoffset()
        assert moment is not None
        ahead = int(moment.total_seconds() // 60)
        if not changes or changes[-1][1] != ahead:
            changes.append([minute - start, ahead])
    return changes
