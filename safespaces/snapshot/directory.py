"""The directory that every phone gets alike: all Safe Spaces with ready-made open spans for 16
days, so that a phone needs no parser. A long one is an index of cells (cells.py), and each cell a
directory of its own.

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
    streets    number of the walking network, "" without one: its files are
               /streets/network-NUMBER.bin and /streets/names-NUMBER.bin
    venues     {slug, name, address, kind, lat, lon, schedule, age, flags}: equal long lists; kind
               and schedule are numbers of the lists
               above, lat and lon whole hundred-thousandths of a degree, age the youngest who may be
               there alone, flags the sum of
               STEP_FREE and ROUGH

In place of kinds, schedules and venues an index has

    cells      {box, tree, home}: south, west, north and east of the whole, how it is cut, and the
               middle of the town, as lat and lon; all whole hundred-thousandths
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from safespaces.geo.point import Point
from safespaces.hours.spans import Span, Spans
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.snapshot.cells import FINE, WORLD, Cells
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.timetable import WINDOW_DAYS
from safespaces.venues.categories import KINDS

STEP_FREE, ROUGH = 1, 2


def directory_json(finder: Finder, today: date, streets: str = "") -> bytes:
    """The directory from local midnight of `today`, in UTF-8; `streets` is the number of the
    walking network.
    """
    window = {"snapshot": finder.snapshot.number, "streets": streets, **_window(finder, today)}
    return _packed({**window, **_places(finder, range(len(finder.snapshot.venues)), today)})


def cell_json(finder: Finder, today: date, rows: Iterable[int]) -> bytes:
    """The directory of some of the places. It changes only where one of them does: it has no number
    of a snapshot.
    """
    return _packed({**_window(finder, today), **_places(finder, list(rows), today)})


def index_json(finder: Finder, today: date, cells: Cells, home: Point, streets: str = "") -> bytes:
    """The index of the cells; `home` is the middle of the town, whose cell every phone has."""
    told = {"box": WORLD, "tree": cells.tree, "home": [_fine(home.lat), _fine(home.lon)]}
    return _packed({"streets": streets, **_window(finder, today), "cells": told})


def _window(finder: Finder, today: date) -> dict[str, object]:
    start = minute_of_wall(today, 0, finder.zone)
    return {
        "zone": finder.zone.key,
        "start": start,
        "days": WINDOW_DAYS,
        "offsets": _offsets(today, start, finder.zone),
    }


def _places(finder: Finder, rows: Sequence[int], today: date) -> dict[str, object]:
    start = minute_of_wall(today, 0, finder.zone)
    venues = [finder.snapshot.venues[row] for row in rows]
    kinds = sorted({venue.kind for venue in venues})
    schedule_of = [finder.timetable.schedule_of[row] for row in rows]
    used = {number: place for place, number in enumerate(dict.fromkeys(schedule_of))}
    return {
        "kinds": [[kind, KINDS[kind]] for kind in kinds],
        "schedules": [_schedule(spans, start) for spans in finder.timetable.fortnight(today, used)],
        "venues": {
            "slug": [venue.slug for venue in venues],
            "name": [venue.name for venue in venues],
            "address": [address_line(venue) for venue in venues],
            "kind": [kinds.index(venue.kind) for venue in venues],
            "lat": [_fine(venue.lat) for venue in venues],
            "lon": [_fine(venue.lon) for venue in venues],
            "schedule": [used[number] for number in schedule_of],
            "age": [venue.youngest_alone for venue in venues],
            "flags": [_flags(venue) for venue in venues],
        },
    }


def _packed(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _fine(degrees: float) -> int:
    return round(degrees * FINE)


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
