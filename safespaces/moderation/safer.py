"""What of a partner's change counts at once, because it promises less: shorter hours, fewer things, a higher age. The rest waits.

A young person who is sent to a door that is shut comes to harm; one who is not told of a longer evening does not.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from safespaces.hours.safe_hours import DayState, SafeHours, Session, parse_safe_hours
from safespaces.venues.categories import SELLS_ALCOHOL_TO_DRINK_THERE
from safespaces.venues.venue import OVER_16_ALONE, Venue
from safespaces.venues.weekly_hours import CODES, Sessions, WeeklyHours, text_of, weekly_from_text

Holidays = Callable[[date], str | None]
_DAYS_COMPARED = 2 * 366  # every bank holiday and both clock changes, twice


def safer_part(before: Venue, wanted: Venue, today: date, holidays: Holidays) -> Venue:
    """The venue as it stands at once: as before, but for what `wanted` promises less. Name, place and links wait for an officer."""
    return replace(
        before,
        kit=tuple(code for code in before.kit if code in wanted.kit),
        access=tuple(code for code in before.access if code in wanted.access),
        safe_hours=safer_hours(before.safe_hours, wanted.safe_hours, today, holidays),
        minimum_age=max(before.minimum_age, wanted.minimum_age, key=_youngest),
        kind=wanted.kind if wanted.kind in SELLS_ALCOHOL_TO_DRINK_THERE else before.kind,  # the law's rule for under-16s counts at once
    )


def safer_hours(before: str, wanted: str, today: date, holidays: Holidays) -> str:
    """The hours that both texts promise: what was said is open and still is. "" promises nothing."""
    if not before or not wanted or before == wanted:
        return wanted if before else ""
    old, new = weekly_from_text(before), weekly_from_text(wanted)
    if old and new:
        both = _both(old, new, holidays)
        return wanted if _same(both, new, today, holidays) else before if _same(both, old, today, holidays) else text_of(both)
    return wanted if _is_within(parse_safe_hours(wanted), parse_safe_hours(before), today, holidays) else before


def _youngest(age: str) -> int:
    return 16 if age == OVER_16_ALONE else int(age or 0)


def _both(old: WeeklyHours, new: WeeklyHours, holidays: Holidays) -> WeeklyHours:
    dates = {on: _overlap(old.on(on, bool(holidays(on))), new.on(on, bool(holidays(on)))) for on in {*old.dates, *new.dates}}
    on_holidays = _overlap_on_holidays(old.bank_holidays, new.bank_holidays)
    return WeeklyHours({code: _overlap(old.days[code], new.days[code]) for code in CODES}, on_holidays, dates)


def _overlap_on_holidays(some: Sessions | None, others: Sessions | None) -> Sessions | None:
    """Shut, where either says shut: "not known" would promise more."""
    if some == () or others == ():
        return ()
    return None if some is None or others is None else _overlap(some, others)


def _overlap(some: Sessions, others: Sessions) -> Sessions:
    cut = (Session(max(a.start_min, b.start_min), min(a.end_min, b.end_min)) for a in some for b in others)
    return tuple(session for session in cut if session.start_min < session.end_min)


def _same(one: WeeklyHours, other: WeeklyHours, today: date, holidays: Holidays) -> bool:
    return (one.bank_holidays is None) == (other.bank_holidays is None) and all(
        one.on(on, bool(holidays(on))) == other.on(on, bool(holidays(on))) for on in _days(today)
    )


def _is_within(inner: SafeHours, outer: SafeHours, today: date, holidays: Holidays) -> bool:
    """Whether whatever `inner` says is open, `outer` says too, on every day compared."""
    for on in _days(today):
        a, b = inner.day(on, holidays(on)), outer.day(on, holidays(on))
        if a.state is DayState.OPEN and a.sessions and (b.state is not DayState.OPEN or _overlap(a.sessions, b.sessions) != a.sessions):
            return False
    return True


def _days(today: date) -> list[date]:
    return [today + timedelta(days=ahead) for ahead in range(_DAYS_COMPARED)]
