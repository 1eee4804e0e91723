"""What of a partner's change counts at once, because it promises less: shorter hours, fewer things,
a higher age. The rest waits.

A young person who is sent to a door that is shut comes to harm; one who is not told of a longer
evening does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.rules import Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, Spans, merged, spans_between
from safespaces.hours.wall_time import minute_of_wall
from safespaces.hours.week_text import CODES
from safespaces.venues.categories import MAINLY_FOR_DRINKING, MAY_SELL_ALCOHOL_TO_DRINK_THERE
from safespaces.venues.open_spans import may_sell_alcohol
from safespaces.venues.venue import OVER_16_ALONE, Venue
from safespaces.venues.weekly_hours import Sessions, WeeklyHours, text_of, weekly_from_text

_DAYS_BACK = 3  # a session lasts two days at most
_DAYS_COMPARED = 4 * 366  # every bank holiday, both clock changes, a 29 February


@dataclass(frozen=True, slots=True)
class Today:
    """The day and the zone from which timetables are compared, and the bank holidays."""

    on: date
    zone: ZoneInfo
    holidays: Holidays


def safer_part(before: Venue, wanted: Venue, today: Today) -> Venue:
    """The venue as it stands at once: as before, but for what `wanted` promises less.

    Name, place and links wait for an officer.
    """
    return replace(
        before,
        kit=tuple(code for code in before.kit if code in wanted.kit),
        access=tuple(code for code in before.access if code in wanted.access),
        safe_hours=safer_hours(before.safe_hours, wanted.safe_hours, today),
        minimum_age=max(before.minimum_age, wanted.minimum_age, key=_youngest),
        # the law's rule for under-16s counts at once
        kind=max(before.kind, wanted.kind, key=_barred),
        alcohol=_safer_alcohol(before, wanted),
    )


def _safer_alcohol(before: Venue, wanted: Venue) -> str:
    """That alcohol is sold counts at once; that none is waits, wherever more hours come of it."""
    is_more = may_sell_alcohol(before.kind, before.alcohol) and not may_sell_alcohol(
        before.kind, wanted.alcohol
    )
    return before.alcohol if is_more else wanted.alcohol


def safer_hours(before: str, wanted: str, today: Today) -> str:
    """Hours that promise nothing that `before` does not: `wanted` where that is so, else what both
    say, else `before`.

    Each candidate is laid out as instants and compared, so that no spelling (past midnight, a dated
    rule, a bank holiday) slips through.
    """
    if (
        not before or not wanted or before == wanted
    ):  # hours that are emptied are "not known", which is more than "closed"
        return before
    return next(
        (
            each
            for each in (wanted, _both_text(before, wanted, today))
            if each and _promises_no_more(each, before, today)
        ),
        before,
    )


def _youngest(age: str) -> int:
    return 16 if age == OVER_16_ALONE else int(age or 0)


def _barred(kind: str) -> int:
    """How much the law keeps young people out of places of a kind."""
    return (kind in MAINLY_FOR_DRINKING) + (kind in MAY_SELL_ALCOHOL_TO_DRINK_THERE)


def _promises_no_more(hours: str, before: str, today: Today) -> bool:
    """Whether all that is open or not known is so before too, day for day; and no rule is new that
    reaches beyond the days compared.
    """
    if not _unusual_rules(hours, today) <= _unusual_rules(before, today) or not _far_dates(
        before, today
    ) <= set(_rules(hours)):
        return False
    old, new = _laid_out(before, today), _laid_out(hours, today)
    return _within(new.open, old.open) and _within(new.unknown, merged((*old.open, *old.unknown)))


def _rules(hours: str) -> list[str]:
    return [rule.strip() for rule in hours.split(";")]


def _unusual_rules(hours: str, today: Today) -> set[str]:
    """Rules that are no plain week, bank holiday or near date: seasons, weeks of the year, far
    years, names.
    """
    return {rule for rule in _rules(hours) if weekly_from_text(rule) is None} | _far_dates(
        hours, today
    )


def _far_dates(hours: str, today: Today) -> set[str]:
    last_seen = today.on + timedelta(days=_DAYS_COMPARED)
    found = ((rule, weekly_from_text(rule)) for rule in _rules(hours))
    return {rule for rule, week in found if week and any(on >= last_seen for on in week.dates)}


def _laid_out(hours: str, today: Today) -> Spans:
    start = minute_of_wall(today.on - timedelta(days=_DAYS_BACK), 0, today.zone)
    end = minute_of_wall(today.on + timedelta(days=_DAYS_COMPARED), 0, today.zone)
    return spans_between(parse_safe_hours(hours), start, end, today.zone, today.holidays)


def _within(inner: Iterable[Span], outer: Iterable[Span]) -> bool:
    """Whether every span of `inner` lies in one of `outer`; both in order and apart."""
    waiting, row = list(outer), 0
    for span in inner:
        while row < len(waiting) and waiting[row].end < span.end:
            row += 1
        if row == len(waiting) or waiting[row].start > span.start:
            return False
    return True


def _both_text(before: str, wanted: str, today: Today) -> str:
    """What both weeks say; "" where a form has no boxes for one of them, or it would be too long to
    read.
    """
    old, new = weekly_from_text(before), weekly_from_text(wanted)
    if old is None or new is None:
        return ""
    try:
        return parse_safe_hours(text_of(_both(old, new, today))).text
    except BadHours:
        return ""


def _both(old: WeeklyHours, new: WeeklyHours, today: Today) -> WeeklyHours:
    dates = {
        on: _overlap(old.on(on, bool(today.holidays(on))), new.on(on, bool(today.holidays(on))))
        for on in {*old.dates, *new.dates}
        if on in old.dates or on >= today.on - timedelta(days=_DAYS_BACK)
    }
    on_holidays = _overlap_or_unknown(old.bank_holidays, new.bank_holidays)
    return WeeklyHours(
        {code: _overlap_or_unknown(old.days[code], new.days[code]) for code in CODES},
        on_holidays,
        dates,
    )


def _overlap_or_unknown(some: Sessions | None, others: Sessions | None) -> Sessions | None:
    """Shut, where either says shut: "not known" would promise more."""
    if some == () or others == ():
        return ()
    return None if some is None or others is None else _overlap(some, others)


def _overlap(some: Sessions, others: Sessions) -> Sessions:
    cut = (
        Session(max(a.start_min, b.start_min), min(a.end_min, b.end_min))
        for a in some
        for b in others
    )
    return tuple(session for session in cut if session.start_min < session.end_min)
