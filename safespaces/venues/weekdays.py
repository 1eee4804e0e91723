"""Safe hours from one column a weekday, as many councils keep them."""

from safespaces.errors import BadHours
from safespaces.hours.rules import Session
from safespaces.hours.week_text import CODES, DAYS
from safespaces.hours.written import sessions_of
from safespaces.venues.fields import Unclean, header_key

__all__ = ["CODES", "DAYS", "day_of_header", "sessions_of_cell"]
_OTHER_WAYS = {"Tu": ("tues",), "We": ("weds",), "Th": ("thurs",)}


def day_of_header(header: str) -> str | None:
    """ "Mo" for a column called Monday, Mon, "Monday hours" ...; None for any other."""
    key = header_key(header).removesuffix("hours").removesuffix("openinghours").removesuffix("opening")
    return next((code for day, code in DAYS.items() if key in (day, day[:3], day[:4], *_OTHER_WAYS.get(code, ()))), None)


def sessions_of_cell(text: str) -> tuple[Session, ...]:
    """The sessions of one day in order, () when shut. Raises Unclean, with the likely reading where there are two."""
    try:
        return sessions_of(text)
    except BadHours as error:
        raise Unclean("It cannot be taken as it is.", str(error)) from None
