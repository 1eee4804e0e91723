"""The times at which an under-16 without an adult may not be in a place that sells alcohol to drink
there.

Licensing Act 2003, section 145: between midnight and 5 am in any such premises. (Premises used
wholly or mainly for drinking are barred to them at all times: those are offered to nobody who has
not said they are 16 or over, see venues/venue.py.)
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from safespaces.hours.spans import Span
from safespaces.hours.wall_time import local, minute_of_wall

BARRED_UNTIL_MIN = 5 * 60


def barred_nights(start: int, end: int, zone: ZoneInfo) -> list[Span]:
    """Midnight to 5 am of every date that the window [start, end) touches."""
    on, last = local(start, zone).date(), local(end, zone).date()
    nights = []
    while on <= last:
        nights.append(Span(minute_of_wall(on, 0, zone), minute_of_wall(on, BARRED_UNTIL_MIN, zone)))
        on += timedelta(days=1)
    return nights
