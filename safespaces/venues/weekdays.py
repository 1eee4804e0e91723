"""Safe hours from one column a weekday, as many councils keep them: which header means which day,
and what a cell says.
"""

import re

from safespaces.codes import Labels
from safespaces.errors import BadHours
from safespaces.hours.rules import Session
from safespaces.hours.week_text import DAYS
from safespaces.hours.written import sessions_of
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.cleaners import Unclean
from safespaces.venues.odd_hours import LATE_KINDS
from safespaces.venues.tidy import tidy

HOLIDAYS = "PH"
DAY_TARGETS = {**DAYS, "bank_holidays": HOLIDAYS}  # what a column can be said to mean
DAY_LABELS = Labels(
    {
        "monday": marked("Monday"),
        "tuesday": marked("Tuesday"),
        "wednesday": marked("Wednesday"),
        "thursday": marked("Thursday"),
        "friday": marked("Friday"),
        "saturday": marked("Saturday"),
        "sunday": marked("Sunday"),
        "bank_holidays": marked("Bank holidays"),
    }
)
_DAY_WORDS = {
    word: code
    for code, words in {
        "Mo": "monday mondays mon mo",
        "Tu": "tuesday tuesdays tues tue tu",
        "We": "wednesday wednesdays weds wed we",
        "Th": "thursday thursdays thurs thur thu th",
        "Fr": "friday fridays fri fr",
        "Sa": "saturday saturdays sat sa",
        "Su": "sunday sundays sun su",
    }.items()
    for word in words.split()
}
_BESIDE = {
    "hours",
    "hour",
    "open",
    "opens",
    "opening",
    "times",
    "time",
    "staffed",
    "close",
    "closes",
    "closing",
    "from",
    "to",
    "start",
    "end",
    "starts",
    "ends",
    "finish",
    "finishes",
    "on",
    "s",
}


def day_of_header(header: str) -> str | None:
    """The code of the day that a column's header names; "PH" for bank holidays, None for any other.

    "Mo" for Monday, Mon, "Monday staffed hours", "opening_hours_monday", "Hours (Mon)".

    Unstaffed hours are no safe hours: nobody who is trained is there.
    """
    words = re.findall("[a-z]+", tidy(header).lower())
    if "+" in header:
        return None  # "Open+" is what libraries call hours without staff
    if "bank" in words and words[words.index("bank") + 1 :][:1] in (["holiday"], ["holidays"]):
        return HOLIDAYS
    days = [_DAY_WORDS[word] for word in words if word in _DAY_WORDS]
    return (
        days[0]
        if len(days) == 1 and all(word in _BESIDE or word in _DAY_WORDS for word in words)
        else None
    )


def days_of_headers(headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """The columns of each day: one, or those of opening and closing.

    Where staffed hours have columns, no others count.
    """
    found: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        day = day_of_header(header)
        if day:
            found.setdefault(day, []).append(place)
    return {day: _of_one_day(places, headers) for day, places in found.items()}


_OPENS = {"open", "opens", "opening", "start", "starts", "from"}
_CLOSES = {"close", "closes", "closing", "end", "ends", "finish", "finishes", "to"}


def _of_one_day(places: list[int], headers: tuple[str, ...]) -> tuple[int, ...]:
    """One column, or those of opening and closing in turn: two, or four where a day has two
    spells.
    """
    staffed = [place for place in places if "staffed" in _words(headers[place])]
    those = staffed or places
    opens = [place for place in those if _OPENS & _words(headers[place])]
    closes = [place for place in those if _CLOSES & _words(headers[place]) and place not in opens]
    if opens and len(opens) == len(closes):
        return tuple(place for pair in zip(opens, closes, strict=True) for place in pair)
    return (those[0],)


def _words(header: str) -> set[str]:
    return set(re.findall("[a-z]+", header.lower()))


def sessions_of_cell(text: str, kind: str = "") -> tuple[Session, ...]:
    """The sessions of one day in order, () when shut.

    Raises Unclean, with the likely reading where there are two.
    """
    if text.strip().lower() in ("x", "y", "n", "yes", "no", "✓", "✔", "1", "0"):
        raise Unclean(
            _("A tick names no times."),
            _('Write the opening and the closing time, such as 09:00-17:30, or "closed".'),
        )
    try:
        return sessions_of(text, is_late=kind in LATE_KINDS)
    except BadHours as error:
        raise Unclean(_("It cannot be taken as it is."), str(error)) from None
