"""A facility, in the words of location science: a venue that young people could walk to, and until
when it is open.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.changed_hours import ChangedHours, HoursChange
from safespaces.coverage.openings import Openings, never, openings_of
from safespaces.coverage.week import HOURS, Week
from safespaces.geo.point import Point
from safespaces.hours.bank_holidays import BUILT_IN, Holidays, Nation
from safespaces.hours.days import Day
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.spans import Spans, Timetabled, merged
from safespaces.venues.open_spans import hours_or_unknown, may_sell_alcohol, open_spans

UNDER_16, FROM_16 = 15, 16  # the two ages that the look-up asks about


@dataclass(frozen=True, slots=True)
class Facility:
    """A Safe Space, or a candidate.

    Hours of "" are not known and never count as open. `changes`: what somebody thinks of changing.
    """

    id: str
    name: str
    kind: str
    point: Point
    safe_hours: str
    youngest_alone: int = 0
    closures: tuple[tuple[int, int], ...] = ()
    changes: tuple[HoursChange, ...] = ()
    nation: Nation = Nation.ENGLAND_AND_WALES
    alcohol: str = ""  # a key of categories.ALCOHOL, or "" for not said

    def is_for(self, age: int) -> bool:
        """Whether somebody of an age may be there without an adult (Licensing Act 2003, section
        145, and the venue's own rule).
        """
        return self.youngest_alone <= age


def digest_of(facilities: Sequence[Facility]) -> str:
    """Other whenever anything of any of them is; short enough to be a key."""
    return hashlib.sha256(repr(facilities).encode()).hexdigest()


class _NeverKnown:
    """Hours of which nobody can say anything on any day."""

    def day(self, _on: date, _holidays: Holidays) -> Day:
        """The whole day, not known."""
        return Day(unknown=(Session(0, MINUTES_A_DAY),))


_NEVER_KNOWN = _NeverKnown()


def openings(
    facilities: Sequence[Facility],
    week: Week,
    zone: ZoneInfo,
    *,
    unknown_too: bool = False,
) -> Openings:
    """When each facility is open around half past each hour: shape (SPANS, facilities, 168); with
    `unknown_too` as if each were open whenever nobody knows.

    Between midnight and 5 am whoever sells alcohol may have nobody under 16 there alone (Licensing
    Act 2003, section 145); of those who are older the Act says nothing, but the look-up sends none
    of them there then either.
    """
    rows: dict[object, Openings] = {}
    out = never(len(facilities), HOURS)
    instants = week.instants(zone)
    for number, facility in enumerate(facilities):
        key = (
            facility.safe_hours,
            may_sell_alcohol(facility.kind, facility.alcohol),
            facility.closures,
            facility.changes,
            facility.nation,
        )
        if key not in rows:
            rows[key] = _openings(
                _timetable(facility),
                key[1],
                facility.closures,
                week,
                zone,
                instants,
                facility.nation,
                unknown_too,
            )
        out.starts[:, number], out.ends[:, number] = rows[key]
    return out


def spans_in_week(facility: Facility, week: Week, zone: ZoneInfo) -> Spans:
    """When a facility is open and when nobody knows, in the week and one day more, in minutes since
    1970 UTC.
    """
    is_licensed = may_sell_alcohol(facility.kind, facility.alcohol)
    return _spans(_timetable(facility), is_licensed, facility.closures, week, zone, facility.nation)


def minutes_left_of(hours: Timetabled | None, week: Week, zone: ZoneInfo) -> NDArray[np.int16]:
    """For how many minutes one timetable without closures or licence goes on from half past each
    hour: shape (168,).
    """
    return _openings(
        hours, False, (), week, zone, week.instants(zone), Nation.ENGLAND_AND_WALES
    ).left


def _timetable(facility: Facility) -> Timetabled | None:
    hours = hours_or_unknown(facility.safe_hours)
    return ChangedHours(hours, facility.changes) if facility.changes else hours


def _openings(
    hours: Timetabled | None,
    is_licensed: bool,
    closures: tuple[tuple[int, int], ...],
    week: Week,
    zone: ZoneInfo,
    instants: NDArray[np.int64],
    nation: Nation,
    unknown_too: bool = False,
) -> Openings:
    spans = _spans(hours, is_licensed, closures, week, zone, nation)
    kept = merged((*spans.open, *spans.unknown)) if unknown_too else spans.open
    return openings_of(kept, instants)


def _spans(
    hours: Timetabled | None,
    is_licensed: bool,
    closures: tuple[tuple[int, int], ...],
    week: Week,
    zone: ZoneInfo,
    nation: Nation,
) -> Spans:
    start, end = week.bounds(zone)
    spans = open_spans(
        hours or _NEVER_KNOWN,
        is_licensed=is_licensed,
        closures=closures,
        start=start,
        end=end,
        zone=zone,
        holidays=BUILT_IN.of(nation),
    )
    assert spans is not None, "only where neither hours nor closures are given"
    return spans
