"""A date and time as a form's box sends it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safespaces.errors import BadField, BadTime
from safespaces.hours.wall_time import from_minute, minute_of_wall
from safespaces.language import gettext as _
from safespaces.web.dependencies import dependencies

_MORNING_MIN = 6 * 60  # "tonight" ends at 6 in the morning


def wall_clock(sent: Mapping[str, str], box: str, zone: ZoneInfo) -> datetime | None:
    """The instant that is meant in a box, on the wall clock of a zone; None for an empty one.

    Raises BadField.
    """
    text = sent.get(box, "").strip()
    try:
        return moment_in(text, zone) if text else None
    except BadTime as error:
        raise BadField(box, str(error)) from None


def moment_in(text: str, zone: ZoneInfo) -> datetime:
    """The instant that a text means on the wall clock of a zone. Raises BadTime."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        raise BadTime(_("That is not a date and time. Write it like 2026-11-24 18:00.")) from None


def today() -> date:
    """The present day where the venues are."""
    deps = dependencies()
    return deps.clock().astimezone(deps.settings.zone).date()


def tonight(now: datetime) -> datetime:
    """The next 6 o'clock in the morning, in the venues' own time."""
    zone = dependencies().settings.zone
    here = now.astimezone(zone)
    ahead = 0 if here.hour * 60 + here.minute < _MORNING_MIN else 1
    return from_minute(
        minute_of_wall(here.date() + timedelta(days=ahead), _MORNING_MIN, zone)
    ).astimezone(zone)
