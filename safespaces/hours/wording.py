"""What is said of a status, in words that are the same on every page and on the phone (static/js/wording.js)."""

from zoneinfo import ZoneInfo

from safespaces.hours.status import State, Status
from safespaces.hours.wall_time import local

HOURS_UNKNOWN = "Hours not known: ring or try the next one"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def status_text(status: Status, at: int, zone: ZoneInfo, now: int | None = None) -> str:
    """One line for a status at an instant, read at `now` (the same when left out): "Open until 19:00", "Opens tomorrow at 09:00"."""
    read = at if now is None else now
    match status.state:
        case State.OPEN if status.open_until is None:
            return "Open day and night"
        case State.OPEN:
            return f"Open until {clock_text(status.open_until, at, zone, read)}"
        case State.CLOSING:
            return f"Closes at {clock_text(status.open_until, at, zone, read)}, before you could walk there"
        case State.OPENS_LATER:
            return f"{'Opens soon: ' if status.opens_soon(at) else 'Opens '}{_opening(status.opens_at, at, zone, read)}"
        case State.CLOSED:
            return "Closed. No opening known in the next 7 days"
        case _:
            return HOURS_UNKNOWN


def clock_text(minute: int | None, at: int, zone: ZoneInfo, now: int) -> str:
    """A clock time, with its day where that is not the day of `at` or, up to 06:00, the night that follows."""
    if minute is None:
        return ""
    then = local(minute, zone)
    days = (then.date() - local(at, zone).date()).days
    name = "midnight" if (then.hour, then.minute) == (0, 0) else f"{then:%H:%M}"
    if days == 0 or (days == 1 and then.hour < 6):
        return name
    day = day_text(minute, now, zone)
    return f"{name} {day if day == 'tomorrow' else 'on ' + _DAYS[then.weekday()]}"


def day_text(at: int, now: int, zone: ZoneInfo) -> str:
    """ "today", "tomorrow" or the weekday of an instant, seen from now."""
    then, here = local(at, zone).date(), local(now, zone).date()
    return {0: "today", 1: "tomorrow"}.get((then - here).days, _DAYS[then.weekday()])


def walk_text(minutes: int, distance_m: int, compass: str) -> str:
    """ "about 6 minutes' walk, 450 m, north-east". The time is an estimate and always says so."""
    return f"about {minutes} minute{'s’' if minutes != 1 else '’s'} walk, {distance_text(distance_m)}, {compass}"


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
