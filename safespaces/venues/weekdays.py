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
# what one column for several days can be said to mean
DAY_GROUPS = {
    "monday_to_friday": ("Mo", "Tu", "We", "Th", "Fr"),
    "monday_to_thursday": ("Mo", "Tu", "We", "Th"),
    "monday_to_saturday": ("Mo", "Tu", "We", "Th", "Fr", "Sa"),
    "saturday_and_sunday": ("Sa", "Su"),
    "every_day": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
}
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
        "monday_to_friday": marked("Monday to Friday"),
        "monday_to_thursday": marked("Monday to Thursday"),
        "monday_to_saturday": marked("Monday to Saturday"),
        "saturday_and_sunday": marked("Saturday and Sunday"),
        "every_day": marked("Every day"),
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


_GROUP_WORDS = {
    "weekday": "monday_to_friday",
    "weekdays": "monday_to_friday",
    "weekend": "saturday_and_sunday",
    "weekends": "saturday_and_sunday",
    "daily": "every_day",
    "everyday": "every_day",
}
_BETWEEN = {"to", "and", "through", "thru", "until", "till"}
_AS_RANGE = re.compile(
    r"[a-z]\s*(?:[-\u2010-\u2015\u2212/&]|\bto\b|\band\b|\bthru\b|\bthrough\b)\s*[a-z]"
)


def group_of_header(header: str) -> str | None:
    """The name of the days that a header names together, "monday_to_friday" for "Mon-Fri" and
    "Weekdays"; None for any other, also for days that make no group here.
    """
    plain = tidy(header).lower()
    words = re.findall("[a-z]+", plain)
    if "+" in header or not all(
        word in _BESIDE | _BETWEEN or word in _DAY_WORDS or word in _GROUP_WORDS for word in words
    ):
        return None
    named = [_GROUP_WORDS[word] for word in words if word in _GROUP_WORDS]
    days = [_DAY_WORDS[word] for word in words if word in _DAY_WORDS]
    if len(named) == 1 and not days:
        return named[0]
    if named or len(days) != 2 or not _AS_RANGE.search(plain):
        return None
    return next(
        (name for name, codes in DAY_GROUPS.items() if (codes[0], codes[-1]) == tuple(days)), None
    )


def days_of_headers(headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """The columns of each day: one, or those of opening and closing.

    Where staffed hours have columns, no others count.
    """
    found: dict[str, list[int]] = {}
    together: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        day, group = day_of_header(header), group_of_header(header)
        if day:
            found.setdefault(day, []).append(place)
        for code in DAY_GROUPS[group] if group else ():
            together.setdefault(code, []).append(place)
    # a day with a column of its own is told there
    every = {**together, **found}
    return {day: _of_one_day(places, headers) for day, places in every.items()}


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
