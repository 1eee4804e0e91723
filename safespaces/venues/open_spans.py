"""When a venue is a Safe Space, as instants: its safe hours, less the nights the law bars under-16s
from, less its closures.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.licensing import barred_nights
from safespaces.hours.safe_hours import SafeHours, parse_safe_hours
from safespaces.hours.spans import Span, Spans, Timetabled, clipped, spans_between
from safespaces.venues.categories import MAINLY_FOR_DRINKING, MAY_SELL_ALCOHOL_TO_DRINK_THERE


def open_spans(
    hours: Timetabled | None,
    *,
    is_licensed: bool,
    closures: Iterable[tuple[int, int]],
    start: int,
    end: int,
    zone: ZoneInfo,
    holidays: Holidays,
) -> Spans | None:
    """The spans in the window [start, end), minutes since 1970 UTC; None where neither hours nor
    closures are known.
    """
    gone = [Span(*closure) for closure in closures]
    if hours is None and not gone:
        return None
    spans = (
        spans_between(hours, start, end, zone, holidays)
        if hours
        else Spans(unknown=(Span(start, end),))
    )
    nights = barred_nights(start, end, zone) if is_licensed else []
    return clipped(spans, [*nights, *gone])


def may_sell_alcohol(kind: str, said: str = "") -> bool:
    """Whether under-16s alone are kept from a venue between midnight and 5 am (Licensing Act 2003,
    s145): as it has said of alcohol (a key of ALCOHOL), or by its kind where it has not. What is
    mainly for drinking sells it whatever is said.
    """
    if kind in MAINLY_FOR_DRINKING:
        return True
    return said == "yes" or (said != "no" and kind in MAY_SELL_ALCOHOL_TO_DRINK_THERE)


def hours_or_unknown(text: str) -> SafeHours | None:
    """Hours that cannot be read count as not known: never as open."""
    try:
        return parse_safe_hours(text) if text else None
    except BadHours:
        return None
