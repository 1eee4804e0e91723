"""What is said of a status, in words that are the same on every page and on the phone
(static/js/public/wording.js).
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from safespaces.hours.status import SOON_MIN, State, Status
from safespaces.hours.wall_time import local

HOURS_UNKNOWN = "Hours not known"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MORNING_HOUR = 6  # what ends before it belongs to the night of the day before


def status_text(
    status: Status, at: int, zone: ZoneInfo, now: int | None = None, arrive: int | None = None
) -> str:
    """One line for a status at an instant, read at `now` (the same when left out): "Open until
    19:00", "Opens tomorrow at 09:00".

    With `arrive` it is for somebody who gets there then, and says so when the door shuts soon
    after.
    """
    read = at if now is None else now
    match status.state:
        case State.OPEN:
            return _open_text(status, at, zone, read, arrive)
        case State.CLOSING:
            return (
                f"Closes at {clock_text(status.open_until, at, zone, read)}: too soon for you to"
                " get there"
            )
        case State.OPENS_LATER:
            opens = "Opens soon: " if status.opens_soon(at) else "Opens "
            return opens + _opening(status.opens_at, at, zone, read)
        case State.CLOSED:
            return "Closed. No opening known in the next 7 days"
        case _:
            return _unknown_text(status, at, zone, read)


def _open_text(status: Status, at: int, zone: ZoneInfo, now: int, arrive: int | None) -> str:
    if status.open_until is None:
        text = "Open day and night"
    else:
        text = f"Open until {clock_text(status.open_until, at, zone, now)}"
        if arrive is not None and status.open_until - arrive < SOON_MIN:
            text += ": closes soon after you get there"
    if status.opens_at is None:
        return text
    return f"Opens {_opening(status.opens_at, at, zone, now)}, before you get there. {text}"


def _unknown_text(status: Status, at: int, zone: ZoneInfo, now: int) -> str:
    text = HOURS_UNKNOWN
    if status.open_until is not None:
        text = (
            f"Usually open until {clock_text(status.open_until, at, zone, now)}, but it may be shut"
            " today"
        )
    return (
        text
        if status.opens_at is None
        else f"{text}. Sure to open {_opening(status.opens_at, at, zone, now)}"
    )


def clock_text(minute: int | None, at: int, zone: ZoneInfo, now: int) -> str:
    """When something ends: a clock time, and the night or day it belongs to where that is not the
    one of `at`.

    Midnight and the small hours belong to the night of the day before: 00:00 on a Friday is
    "midnight on Thursday night".
    """
    if minute is None:
        return ""
    then = local(minute, zone)
    is_night = then.hour < _MORNING_HOUR
    its_day = then.date() - timedelta(days=1) if is_night else then.date()
    name = "midnight" if (then.hour, then.minute) == (0, 0) else f"{then:%H:%M}"
    here = local(at, zone)
    if then.date() == here.date() or (its_day == here.date() and here.hour >= _MORNING_HOUR):
        return name
    is_tomorrow = (its_day - local(now, zone).date()).days == 1
    day = "tomorrow" if is_tomorrow else f"on {_DAYS[its_day.weekday()]}"
    return f"{name} {day}{' night' if is_night else ''}"


def day_text(at: int, now: int, zone: ZoneInfo) -> str:
    """ "today", "tomorrow" or the weekday of an instant, seen from now."""
    then, here = local(at, zone).date(), local(now, zone).date()
    return {0: "today", 1: "tomorrow"}.get((then - here).days, _DAYS[then.weekday()])


def walk_text(minutes: int, distance_m: int, compass: str) -> str:
    """ "about 6 minutes' walk, 450 m, north-east". The time is an estimate and always says so."""
    return (
        f"about {minutes} minute{'s’' if minutes != 1 else '’s'} walk, {distance_text(distance_m)},"
        f" {compass}"
    )


def distance_text(metres: int) -> str:
    """Metres to the nearest ten below 1 km, else kilometres with one decimal below 20 km."""
    if metres < 995:
        return f"{(metres + 5) // 10 * 10} m"
    if metres < 19_950:
        tenths = (metres + 50) // 100
        return f"{tenths // 10}.{tenths % 10} km"
    return f"{(metres + 500) // 1000} km"


def _opening(minute: int | None, at: int, zone: ZoneInfo, now: int) -> str:
    """ "Tomorrow" is seen from where the reader is in time, not from the time they ask about."""
    assert minute is not None
    then = local(minute, zone)
    when = "" if then.date() == local(at, zone).date() else f"{day_text(minute, now, zone)} "
    return f"{when}at {then:%H:%M}"
