"""Hours that a kind of place hardly ever keeps: likelier a slip of the pen than an open door, so
they are asked about.

In the published list of 4,231 libraries in England (LibrariesHacked/librarydata-db) none but eight
slips begin before 06:00 or end after midnight.
"""

from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.safe_hours import SafeHours, parse_safe_hours
from safespaces.hours.week_text import session_text

# places that may well be open in the small hours
LATE_KINDS = frozenset(
    {
        "fast_food",
        "restaurant",
        "licensed_premises",
        "shop",
        "hotel",
        "transport",
        "entertainment",
        "cinema",
        "theatre",
    }
)
DAY_KINDS = frozenset(
    {
        "library",
        "family_hub",
        "community_centre",
        "cafe",
        "food_hub",
        "leisure_centre",
        "shopping_centre",
        "museum",
        "university",
        "youth_club",
        "faith",
        "other",
    }
)
_EARLIEST_MIN, _LATEST_MIN, _LONGEST_MIN = 5 * 60, 26 * 60, 16 * 60
_AFTERNOON_MIN = 13 * 60


def odd_session(hours: SafeHours, kind: str) -> str:
    """The first session that is odd for a kind of place, such as "09:30-04:00"; "" where none is,
    and at kinds that are open late.
    """
    if kind in LATE_KINDS or hours.always_open:
        return ""
    return next(
        (session_text(each) for rule in hours.rules for each in rule.sessions if _is_odd(each)), ""
    )


def long_session(hours: SafeHours) -> str:
    """The first session of more than 16 hours, not being the whole day; "" where none is.

    At late places it is worth a look.
    """
    every = (each for rule in hours.rules for each in rule.sessions if not hours.always_open)
    return next((session_text(each) for each in every if _is_long(each)), "")


def _is_long(session: Session) -> bool:
    return MINUTES_A_DAY != session.end_min - session.start_min > _LONGEST_MIN


def odd_sessions(text: str, kind: str) -> list[str]:
    """Every session of hours that a person should be asked about, each once; none for blank
    hours.
    """
    hours = parse_safe_hours(text) if text else None
    if hours is None or hours.always_open:
        return []
    every = (each for rule in hours.rules for each in rule.sessions)
    return list(
        dict.fromkeys(
            session_text(each)
            for each in every
            if _is_long(each) or (kind not in LATE_KINDS and _is_odd(each))
        )
    )


def _is_odd(session: Session) -> bool:
    if (session.start_min, session.end_min) == (0, MINUTES_A_DAY):
        return False
    is_long = session.end_min - session.start_min > _LONGEST_MIN
    runs_on_from_morning = session.end_min > MINUTES_A_DAY and session.start_min < _AFTERNOON_MIN
    return (
        is_long
        or runs_on_from_morning
        or session.start_min < _EARLIEST_MIN
        or session.end_min > _LATEST_MIN
    )
