"""Hours in one text as people write them, "Monday to Friday 9am-5pm; Sat 10-2pm", to an OSM
opening_hours text.

An OSM text passes through, but for times that a 12-hour clock would explain better ("Mo-Fr
9:00-5:00"): those are asked about. A text with words that are not understood is refused as a whole:
"term time only" or "ring first" takes back what the times promise.
"""

import itertools
import re
from datetime import date

from safespaces.errors import AskedHours, BadHours
from safespaces.hours.rules import DayState, Session
from safespaces.hours.safe_hours import SafeHours, parse_safe_hours
from safespaces.hours.selectors import Days
from safespaces.hours.week_text import CODES, week_text
from safespaces.hours.written import is_all_day, sessions_of
from safespaces.language import gettext as _

_NAMES = {
    "Mo": "mondays?|mon|mo",
    "Tu": "tuesdays?|tues|tue|tu",
    "We": "wednesdays?|weds|wed|we",
    "Th": "thursdays?|thurs|thur|thu|th",
    "Fr": "fridays?|fri|fr",
    "Sa": "saturdays?|sat|sa",
    "Su": "sundays?|sun|su",
}
_GROUPS = {
    "Mo-Su": (
        r"daily|every\s?day(?:\sof\sthe\sweek)?|(?:open\s)?(?:7|seven)\sdays(?:\sa\sweek)?|all\sweek"
    ),
    "Mo-Fr": r"(?:every\s)?week\s?days?",
    "Sa,Su": r"(?:at\s)?week\s?ends?",
    "PH": r"(?:all\s)?(?:bank|public)\s(?:and\spublic\s)?hol(?:iday)?s?",
}
_DAY = "|".join(f"(?:{names})" for names in _NAMES.values())
_TOKEN = rf"\b(?:{'|'.join(_GROUPS.values())}|{_DAY}|PH)\b\.?"
_DAYS = re.compile(
    rf"{_TOKEN}(?:\s*(?:[-\u2010-\u2015\u2212]|\bto\b|\buntil\b|\btill?\b|\bthrough\b|,|&|/|\band\b|\+)+\s*{_TOKEN})*",
    re.IGNORECASE,
)
# "closed Sundays and bank hols" behind the times of other days
_CLOSED_BEFORE = re.compile(
    rf"\b(?:closed|shut)\s(?:on\s)?({_DAYS.pattern})(?=\s*(?:[;,.]|$))", re.IGNORECASE
)
_DASH = r"[-\u2010-\u2015\u2212]"
_DASHED_DAY = re.compile(rf"{_TOKEN}\s*{_DASH}\s*\d", re.IGNORECASE)  # "Mon - 10am-4pm"
_DASH_ALONE = re.compile(rf"{_TOKEN}\s*{_DASH}\s*(?:,|;|$)", re.IGNORECASE)  # "Tue -, Wed 10am-4pm"
_CHAIN = re.compile(
    rf"{_TOKEN}\s*[-\u2010-\u2015\u2212]\s*{_TOKEN}\s*[-\u2010-\u2015\u2212]\s*{_TOKEN}",
    re.IGNORECASE,
)
_OSM_RANGE = re.compile(
    r"(?<![\d:])(\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(?:\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*)(?![\d:])"
)
# written as the grammar asks
_OF_24_HOURS = re.compile(r"\d{2}:\d{2}\s*-\s*\d{2}:\d{2}(?:\s*,\s*\d{2}:\d{2}\s*-\s*\d{2}:\d{2})*")
_STARTS = re.compile(r"(\d{2}:\d{2})\s*-")
_AN_ORDINARY_WEEK = [date(2026, 6, 1 + day) for day in range(7)]
_EXCEL = re.compile(
    r"24-Jul(?:-\d+)?|24[/.-]0?7[/.-](?:19|20)?\d\d|(?:19|20)\d\d-07-24(?:\s00:00:00)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|last|alternate|every other)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:opening_hours\s*=|open(?:ing)?(?:\s(?:hours|times))?\s*:|hours\s*:|times\s*:|open\b)\s*",
    re.IGNORECASE,
)


def osm_text_of(text: str) -> str:
    """The OSM text.

    Raises BadHours with the part that is not understood, or AskedHours with the likely reading.
    """
    tidy = " ".join(re.sub(r"[\r\n]+", "; ", text.strip()).split())
    if _EXCEL.fullmatch(tidy):
        raise AskedHours(
            _("%(tidy)r is what Excel makes of 24/7.", tidy=tidy), _("24/7, open day and night")
        )
    plain = _PREFIX.sub("", tidy).strip()
    if is_all_day(plain):
        return "24/7"
    try:
        hours = parse_safe_hours(plain)
    except BadHours as error:
        if "begins and ends" in str(error):
            _ask_about_times(plain)
        if (
            _DAYS.search(plain) is None
            or '"' in plain
            or re.search(r"\bweek \d|easter|\boff\b", plain)
        ):
            raise _no_days(plain, error) from None
        return _from_words(plain, error)
    _ask_about_times(hours.text)
    if not _speaks_of_ordinary_days(hours):
        raise _only_shut(plain)
    if hours.rules[0].days == Days() and not hours.text.startswith("24/7"):
        raise AskedHours(_("%(plain)r names no days.", plain=plain[:60]), f"Mo-Su {hours.text}")
    return hours.text


def _speaks_of_ordinary_days(hours: SafeHours) -> bool:
    """Whether it says when a place is open, or that it is shut on every day of the week. "PH off"
    says neither: taken at its word, the place would be shut for ever, and nobody would ask.
    """
    if any(
        rule.state is not DayState.OFF and not (rule.days.bank_holidays and not rule.days.weekdays)
        for rule in hours.rules
    ):
        return True
    shut = [rule.days for rule in hours.rules if not rule.days.calendar]
    return all(any(days.match(on, False) for days in shut) for on in _AN_ORDINARY_WEEK)


def _only_shut(plain: str) -> BadHours:
    return BadHours(
        _(
            "%(plain)r does not say when it is open on ordinary days. Write the hours of every"
            " day, or leave it empty.",
            plain=plain[:60],
        )
    )


def _no_days(plain: str, error: BadHours) -> BadHours:
    """For times without a day the question which days are meant; for anything else the reader's own
    words.
    """
    try:
        sessions = sessions_of(plain)
    except AskedHours as asked:
        return AskedHours(_("%(plain)r names no days.", plain=plain[:60]), f"Mo-Su {asked.offer}")
    except BadHours:
        return error
    return AskedHours(
        _("%(plain)r names no days.", plain=plain[:60]), week_text(dict.fromkeys(CODES, sessions))
    )


def _ask_about_times(text: str) -> None:
    """Raises AskedHours where times in an OSM text are more likely of a 12-hour clock."""
    asked = False

    def likely(match: re.Match[str]) -> str:
        nonlocal asked
        starts = _STARTS.findall(match[1])
        if _OF_24_HOURS.fullmatch(match[1]) and starts == sorted(
            starts
        ):  # "12:00-02:30,05:30-10:00" is of a 12-hour clock
            return match[1]
        try:
            sessions_of(match[1])
        except AskedHours as question:
            asked = True
            return question.offer
        except BadHours:
            pass  # the grammar knows times such as 26:00 that nobody writes by hand
        return match[1]

    offer = _OSM_RANGE.sub(likely, re.sub(r'"[^"]*"', "", text))
    if asked:
        raise AskedHours(_("%(text)r can be read in two ways.", text=text[:80]), offer)


def _from_words(plain: str, error: BadHours) -> str:
    if (
        _DASHED_DAY.search(plain)
        and re.search(rf"{_TOKEN}\s*{_DASH}\s*{_TOKEN}", plain, re.IGNORECASE)
    ) or _DASH_ALONE.search(plain):
        raise BadHours(
            _(
                '%(plain)r can be read in two ways: a dash may stand for "to" or for'
                ' "closed". Write "closed" for a day that is.',
                plain=plain[:60],
            )
        )
    if _NUMBERED.search(plain):
        raise BadHours(
            _(
                '%(plain)r names only some of the weeks. Write it like "Tu[1,3]'
                ' 10:00-12:00" for the first and third Tuesday.',
                plain=plain[:60],
            )
        )
    week: dict[str, tuple[Session, ...]] = {}
    shut: set[str] = set()
    asked = ""
    for days, times in _pairs(plain, error):
        try:
            sessions = sessions_of(times)
        except AskedHours as question:
            asked, sessions = asked or str(question), _offered(question.offer)
            if not sessions:
                raise
        for day in days:
            shut |= set() if sessions else {day}
            if (
                sessions and week.get(day) and not asked
            ):  # as OSM has it the later times would stand alone
                asked = "told twice"
            week[day] = _together(week.get(day, ()), sessions)
    week |= dict.fromkeys(shut, ())  # "Mon-Fri 9am-5pm; Wed closed"
    opens = any(its for day, its in week.items() if day != "PH")
    if not opens and not set(CODES) <= week.keys():
        raise _only_shut(plain)
    text = "; ".join(
        filter(
            None,
            (
                week_text({day: its for day, its in week.items() if day != "PH"}),
                _holiday_text(week),
            ),
        )
    )
    if asked:
        raise AskedHours(_("%(plain)r can be read in two ways.", plain=plain[:80]), text)
    return parse_safe_hours(text).text


def _holiday_text(week: dict[str, tuple[Session, ...]]) -> str:
    if "PH" not in week:
        return ""
    return week_text({"Mo": week["PH"]}).replace("Mo ", "PH ") if week["PH"] else "PH off"


def _offered(offer: str) -> tuple[Session, ...]:
    first = offer.split(" or ")[0]
    try:
        return sessions_of(first)
    except BadHours:
        return ()


def _together(before: tuple[Session, ...], more: tuple[Session, ...]) -> tuple[Session, ...]:
    both = tuple(sorted({*before, *more}, key=lambda each: each.start_min))
    if any(later.start_min < earlier.end_min for earlier, later in itertools.pairwise(both)):
        raise BadHours(
            _("Two of the times of one day overlap. Change one of them, or make one of the two.")
        )
    return both


def _pairs(plain: str, error: BadHours) -> list[tuple[tuple[str, ...], str]]:
    """Days with the times that stand after them; before them where the text begins with times.
    Where neither fits, "closed" may stand before its days among times that stand after theirs.
    """
    for text in (plain, _CLOSED_BEFORE.sub(r"\1 closed", plain)):
        if found := _paired(text):
            return found
    raise error


def _paired(plain: str) -> list[tuple[tuple[str, ...], str]]:
    found = list(_DAYS.finditer(plain))
    edges = [0, *(edge for match in found for edge in match.span()), len(plain)]
    between = [plain[a:b].strip(" ,;:.-–—|()") for a, b in zip(edges[::2], edges[1::2])]
    days = [_codes(match[0]) for match in found]
    if between[0] and not between[-1] and all(between[:-1]):
        return list(zip(days, between[:-1], strict=True))
    if between[0] or not all(between[1:]):
        return []
    return list(zip(days, between[1:], strict=True))


def _codes(text: str) -> tuple[str, ...]:
    """The days of a group: ("Mo", "Tu", "We", "Th", "Fr") for "Monday to Friday"."""
    tokens = re.findall(
        rf"{_TOKEN}|[-\u2010-\u2015\u2212]|\bto\b|\buntil\b|\btill?\b|\bthrough\b",
        text,
        re.IGNORECASE,
    )
    found: list[str] = []
    is_range = False
    if _CHAIN.search(text):
        raise BadHours(
            _(
                "%(text)r can be read in two ways. Part days that stand alone by commas:"
                " Mon, Wed, Fri.",
                text=text,
            )
        )
    for token in tokens:
        codes = _codes_of_token(token)
        if not codes:
            is_range = True
        elif is_range and found and len(codes) == 1 and found[-1] in CODES and codes[0] in CODES:
            first, last = CODES.index(found[-1]), CODES.index(codes[0])
            found += [CODES[(first + step) % 7] for step in range(1, (last - first) % 7 + 1)]
            is_range = False
        else:
            found += codes
            is_range = False
    return tuple(dict.fromkeys(found))


def _codes_of_token(token: str) -> list[str]:
    word = token.strip(".")
    for days, pattern in _GROUPS.items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return {
                "Mo-Su": list(CODES),
                "Mo-Fr": list(CODES[:5]),
                "Sa,Su": list(CODES[5:]),
                "PH": ["PH"],
            }[days]
    if word.upper() == "PH":
        return ["PH"]
    return [code for code, names in _NAMES.items() if re.fullmatch(names, word, re.IGNORECASE)]
