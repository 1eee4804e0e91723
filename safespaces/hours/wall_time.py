"""Wall-clock times and instants, through both clock changes.

Instants are whole minutes since 1970-01-01 00:00 UTC.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from safespaces.hours.rules import MINUTES_A_DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_minute(moment: datetime) -> int:
    """The minute an aware instant lies in."""
    return int((moment - _EPOCH).total_seconds() // 60)


def from_minute(minute: int) -> datetime:
    """The instant at which a minute begins, in UTC."""
    return _EPOCH + timedelta(minutes=minute)


def local(minute: int, zone: ZoneInfo) -> datetime:
    """The wall clock in a zone at an instant."""
    return from_minute(minute).astimezone(zone)


@lru_cache(maxsize=65536)  # venues share opening and closing times
def minute_of_wall(on: date, minutes: int, zone: ZoneInfo) -> int:
    """The first instant at which the wall clock has reached `minutes` after midnight of a date (may
    be beyond 1440).

    When clocks go back and a time comes twice, that is the first time: a door that shuts at 01:30
    stays shut. When clocks go forward and a time is left out, that is the change itself.
    """
    days, rest = divmod(minutes, MINUTES_A_DAY)
    wall = datetime.combine(on + timedelta(days=days), datetime.min.time()) + timedelta(
        minutes=rest
    )
    early, late = (
        to_minute(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)) for fold in (0, 1)
    )
    if late >= early:
        return early
    return _first_reaching(wall, late, early, zone)


def _first_reaching(wall: datetime, low: int, high: int, zone: ZoneInfo) -> int:
    """The first minute in (low, high] whose wall clock is at or past `wall`, which the clocks leave
    out.
    """
    while high - low > 1:
        middle = (low + high) // 2
        if local(middle, zone).replace(tzinfo=None) >= wall:
            high = middle
        else:
            low = middle
    return high
