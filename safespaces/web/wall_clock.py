"""A date and time as a form's box sends it."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from safespaces.errors import BadField
from safespaces.venues.fields import Unclean, clean_date
from safespaces.web.ground import ground


def wall_clock(sent: Mapping[str, str], box: str, zone: ZoneInfo) -> datetime | None:
    """The instant that is meant in a box, on the wall clock of a zone; None for an empty one. Raises BadField."""
    text = sent.get(box, "")
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        raise BadField(box, "That is not a date and time. Write it like 2026-11-24 18:00.") from None


def day_of(sent: Mapping[str, str], box: str) -> date | None:
    """The date in a box; None for an empty one. Raises BadField."""
    text = sent.get(box, "")
    if not text.strip():
        return None
    try:
        return clean_date(text.strip())
    except Unclean as error:
        raise BadField(box, str(error)) from None


def today() -> date:
    """The present day where the venues are."""
    base = ground()
    return base.clock().astimezone(base.settings.zone).date()
