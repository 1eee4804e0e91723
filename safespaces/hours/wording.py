"""What is said of a status, in words that are the same on every page and on the phone
(static/js/public/wording.js).
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from safespaces.dates import weekday
from safespaces.hours.status import SOON_MIN, State, Status
from safespaces.hours.wall_time import local
from safespaces.language import gettext as _
from safespaces.language import marked, ngettext

HOURS_UNKNOWN = marked("Hours not known")
_MORNING_HOUR = 6  # what ends before it belongs to the night of the day before
_FAR_M = 5_000  # beyond it nobody counts a walk in minutes


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
            return _(
                "Closes at %(time)s: too soon for you to get there",
                time=clock_text(status.open_until, at, zone, read),
            )
        case State.OPENS_LATER:
            opening = _opening(status.opens_at, at, zone, read)
            if status.opens_soon(at):
                return _("Opens soon: %(opening)s", opening=opening)
            return _("Opens %(opening)s", opening=opening)
        case State.CLOSED:
            return _("Closed. No opening known in the next 7 days")
        case _:
            return _unknown_text(status, at, zone, read)


def _open_text(status: Status, at: int, zone: ZoneInfo, now: int, arrive: int | None) -> str:
    if status.open_until is None:
        text = _("Open day and night")
    else:
        until = clock_text(status.open_until, at, zone, now)
        if arrive is not None and status.open_until - arrive < SOON_MIN:
            text = _("Open until %(time)s: closes soon after you get there", time=until)
        else:
            text = _("Open until %(time)s", time=until)
    if status.opens_at is None:
        return text
    return _(
        "Opens %(opening)s, before you get there. %(text)s",
        opening=_opening(status.opens_at, at, zone, now),
        text=text,
    )


def _unknown_text(status: Status, at: int, zone: ZoneInfo, now: int) -> str:
    text = _(HOURS_UNKNOWN)
    if status.open_until is not None:
        text = _(
            "Usually open until %(time)s, but it may be shut today",
            time=clock_text(status.open_until, at, zone, now),
        )
    return (
        text
        if status.opens_at is None
        else _(
            "%(text)s. Sure to open %(opening)s",
            text=text,
            opening=_opening(status.opens_at, at, zone, now),
        )
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
    name = _("midnight") if (then.hour, then.minute) == (0, 0) else f"{then:%H:%M}"
    here = local(at, zone)
    if then.date() == here.date() or (its_day == here.date() and here.hour >= _MORNING_HOUR):
        return name
    if (its_day - local(now, zone).date()).days == 1:
        if is_night:
            return _("%(time)s tomorrow night", time=name)
        return _("%(time)s tomorrow", time=name)
    if is_night:
        return _("%(time)s on %(weekday)s night", time=name, weekday=weekday(its_day))
    return _("%(time)s on %(weekday)s", time=name, weekday=weekday(its_day))


def day_text(at: int, now: int, zone: ZoneInfo) -> str:
    """ "today", "tomorrow" or the weekday of an instant, seen from now."""
    then, here = local(at, zone).date(), local(now, zone).date()
    return {0: _("today"), 1: _("tomorrow")}.get((then - here).days, weekday(then))


def walk_text(minutes: int, distance_m: int, compass: str) -> str:
    """ "about 6 minutes' walk, 450 m, north-east"; over 5 km in whole hours: "over 2 hours' walk,
    9.1 km, north". The time is an estimate and always says so.
    """
    if distance_m > _FAR_M:
        hours = max(1, (minutes - 1) // 60)
        time = ngettext(
            "over %(hours)s hour’s walk", "over %(hours)s hours’ walk", hours, hours=hours
        )
        return f"{time}, {distance_text(distance_m)}, {_(compass)}"
    return ngettext(
        "about %(minutes)s minute’s walk, %(distance)s, %(compass)s",
        "about %(minutes)s minutes’ walk, %(distance)s, %(compass)s",
        minutes,
        minutes=minutes,
        distance=distance_text(distance_m),
        compass=_(compass),
    )


def distance_text(metres: int) -> str:
    """Metres to the nearest ten below 1 km, else kilometres with one decimal below 20 km."""
    if metres < 995:
        return _("%(metres)s m", metres=(metres + 5) // 10 * 10)
    if metres < 19_950:
        tenths = (metres + 50) // 100
        return _("%(km)s km", km=f"{tenths // 10}.{tenths % 10}")
    return _("%(km)s km", km=(metres + 500) // 1000)


def _opening(minute: int | None, at: int, zone: ZoneInfo, now: int) -> str:
    """ "Tomorrow" is seen from where the reader is in time, not from the time they ask about."""
    assert minute is not None
    then = local(minute, zone)
    if then.date() == local(at, zone).date():
        return _("at %(time)s", time=f"{then:%H:%M}")
    return _("%(day)s at %(time)s", day=day_text(minute, now, zone), time=f"{then:%H:%M}")
