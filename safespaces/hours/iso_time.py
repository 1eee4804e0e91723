"""Reading a time as programs and operators write it: ISO 8601, within five years."""

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from safespaces.errors import BadTime
from safespaces.hours.wall_time import to_minute
from safespaces.language import gettext as _

_FURTHEST_MIN = 5 * 366 * 1440  # each way: nobody knows opening times of other years
_LONGEST = 40  # letters
_PLUS_LOST = re.compile(r" (\d{2}:?\d{2})$")  # a + in a web address arrives as a space


def minute_from_iso(text: str, now: int, zone: ZoneInfo) -> int:
    """The minute since 1970 UTC of a time; one without a zone is the wall clock of `zone`.

    Raises BadTime.
    """
    minute = _minute(text, zone) if len(text) <= _LONGEST else None
    if minute is None:
        raise BadTime(
            _(
                "at is not a time in ISO 8601. Write it like 2026-12-26T21:30, or with a"
                " zone: 2026-12-26T21:30+00:00."
            )
        )
    if abs(minute - now) > _FURTHEST_MIN:
        raise BadTime(_("at is more than five years from now. Choose a nearer time."))
    return minute


@lru_cache(maxsize=1024)
def _minute(text: str, zone: ZoneInfo) -> int | None:
    try:
        moment = datetime.fromisoformat(_PLUS_LOST.sub(r"+\1", text) if "T" in text else text)
        return to_minute(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError):
        return None
