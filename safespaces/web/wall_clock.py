"""A date and time as a form's box sends it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from safespaces.errors import BadInput
from safespaces.venues.fields import Unclean, clean_date
from safespaces.web.ground import ground


def wall_clock(text: str, zone: ZoneInfo) -> datetime | None:
    """The instant that is meant on the wall clock of a zone; None for an empty box. Raises BadInput."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        raise BadInput("That is not a date and time. Write it like 2026-11-24 18:00.") from None


def day_of(text: str) -> date | None:
    """The date in a box; None for an empty one. Raises BadInput."""
    if not text.strip():
        return None
    try:
        return clean_date(text.strip())
    except Unclean as error:
        raise BadInput(str(error)) from None


def today() -> date:
    """The present day where the venues are."""
    base = ground()
    return base.clock().astimezone(base.settings.zone).date()
