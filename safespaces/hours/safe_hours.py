"""Safe hours: reading an OSM opening_hours text into rules, and which sessions begin on a given
date.

Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification (0.7.4).
opening-hours-py checks the text; times are read here, because a session has to belong to the day it
begins on. A comment without a state is *unknown*, as the specification has it. What two readers
take in two ways is refused, or only what both promise counts (days.py).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # it is there, and missing from its stubs

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.days import Day, day_of, is_always_open
from safespaces.hours.rules import MINUTES_A_DAY, DayState, Rule, Session
from safespaces.hours.selectors import read_days
from safespaces.language import gettext as _
from safespaces.language import marked

LONGEST_TEXT = 1000  # letters; a week with twenty dated exceptions is about 700
_TIME = r"\d{1,2}:\d{2}"
_TIMES = rf"{_TIME}\s*-\s*{_TIME}(?:\s*,\s*{_TIME}\s*-\s*{_TIME})*"
_RULE = re.compile(
    rf"^(?P<days>[^\"]*?)\s*(?P<times>24/7|{_TIMES})?\s*(?P<state>open|off|closed|unknown)?\s*(?:\"(?P<name>[^\"]*)\")?$",
    re.IGNORECASE,
)
# A comma after times, a state or a name begins a rule that adds to the one before it, where no
# further times follow.
_ADDED = re.compile(
    r"(?:(?<=\d)|(?<=24/7)|(?<=open)|(?<=off)|(?<=closed)|(?<=unknown)|(?<=\"))\s*,\s+(?=[A-Za-z])",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"[12]\d{3}(?:[-,][12]\d{3})*")
_DASHES = re.compile(r"(?<=\d)\s*[\u2010-\u2015\u2212]\s*(?=\d)")
_ADVICE = marked('Write them like "Mo-Fr 09:00-17:30; Sa 10:00-16:00; PH off".')

_REFUSED = {
    r"\|\|": (
        marked(
            'A second choice after "||" is not a promise to be open. Give the hours'
            " when trained staff are there."
        )
    ),
    r"24/7\s*,": marked('After 24/7 write a semicolon, as in "24/7; Dec 25 off".'),
    marked(":\\d{2}\\s*\\+"): (
        marked(
            'An open end such as "09:00+" does not say when the door shuts. Give the closing time.'
        )
    ),
    r"sunrise|sunset|dawn|dusk": marked(
        "Give clock times instead of sunrise, sunset, dawn or dusk."
    ),
    r"\bSH\b": marked(
        "School holidays (SH) are not known to this service. Give their dates instead."
    ),
    marked(":\\d{2}\\s*-\\s*\\d{1,2}:\\d{2}\\s*/"): (
        marked("Repeated times such as 10:00-16:00/02:00 are not opening hours.")
    ),
}
_REFUSED_PATTERNS = [
    (re.compile(pattern, re.IGNORECASE), advice) for pattern, advice in _REFUSED.items()
]


@dataclass(frozen=True, slots=True)
class SafeHours:
    """A checked timetable in wall-clock time. Make it with `parse_safe_hours`."""

    text: str
    rules: tuple[Rule, ...]

    def day(self, on: date, holidays: Holidays) -> Day:
        """The sessions that begin on a date.

        On a bank holiday about which the hours say nothing, and on a special day that they do not
        name, sessions that the week would have are *unknown*, never open.
        """
        return day_of(self.rules, on, holidays)

    @property
    def always_open(self) -> bool:
        """Whether the text says open day and night without exception."""
        return is_always_open(self.rules)

    @property
    def speaks_of_bank_holidays(self) -> bool:
        """Whether any rule says what happens on bank holidays."""
        return self.always_open or any(rule.days.bank_holidays for rule in self.rules)


@lru_cache(maxsize=512)  # a file of thousands of rows has a few dozen texts
def parse_safe_hours(text: str) -> SafeHours:
    """Read an opening_hours text.

    Raises BadHours with advice for blank text, wrong grammar, and what is not accepted: open ends
    (09:00+), fallbacks (||), sunrise and sunset, school holidays.
    """
    tidy = _DASHES.sub("-", " ".join(text.split())).rstrip("; ")
    if not tidy:
        raise BadHours(
            _(
                "Safe hours are blank. Leave the whole field out when they are not"
                " known. %(advice)s",
                advice=_(_ADVICE),
            )
        )
    if len(tidy) > LONGEST_TEXT:
        raise BadHours(
            _(
                "Safe hours are longer than %(longest_text)s letters. %(advice)s",
                longest_text=LONGEST_TEXT,
                advice=_(_ADVICE),
            )
        )
    _refuse_what_is_not_accepted(tidy)
    rules = tuple(rule for part in tidy.split(";") for rule in _read_part(part.strip()))
    _check_whole_years(rules)
    _check_grammar(tidy)
    return SafeHours(tidy, rules)


def _check_whole_years(rules: tuple[Rule, ...]) -> None:
    """Raises BadHours for what opening_hours.js itself reads oddly at the end of a year."""
    of_years = [rule for rule in rules if _WHOLE_YEAR.fullmatch(rule.days.calendar)]
    if len(of_years) > 1:
        raise BadHours(_("Two rules speak of whole years. Write one of them, or dates."))
    sessions = [session for rule in rules for session in rule.sessions]
    never_ends = any(each.end_min - each.start_min >= MINUTES_A_DAY for each in sessions)
    if never_ends and any(rule.state is DayState.OFF for rule in of_years):
        year = of_years[0].days.calendar[:4]
        raise BadHours(
            _(
                "A whole year is shut, beside days that are open day and night. Write"
                " its dates, as in %(year)s Jan 01-%(year)s Dec 31 off.",
                year=year,
            )
        )


def _refuse_what_is_not_accepted(text: str) -> None:
    bare = re.sub(r'"[^"]*"', "", text)
    if not re.search(r"\d:\d|24/7|off|closed", bare, re.IGNORECASE):
        raise BadHours(
            _(
                "%(text)r has no times such as 09:00-17:30 in it. %(advice)s",
                text=text[:40],
                advice=_(_ADVICE),
            )
        )
    if text.count('"') % 2 or any(";" in name for name in re.findall(r'"([^"]*)"', text)):
        raise BadHours(
            _(
                "A name in quotation marks is not closed, or has a semicolon in it. %(advice)s",
                advice=_(_ADVICE),
            )
        )
    for pattern, advice in _REFUSED_PATTERNS:
        if pattern.search(bare):
            raise BadHours(_(advice))


def _check_grammar(text: str) -> None:
    try:
        OpeningHours(text)
    except ParserError:
        raise BadHours(
            _(
                "%(text)r is not in the form this service reads. %(advice)s",
                text=text[:60],
                advice=_(_ADVICE),
            )
        ) from None
    except (
        Exception
    ) as error:  # the parser is written in Rust: whatever it throws, the text is at fault
        raise BadHours(
            _(
                "%(text)r cannot be read (%(name__)s). %(advice)s",
                text=text[:60],
                name__=type(error).__name__,
                advice=_(_ADVICE),
            )
        ) from None


def _read_part(part: str) -> list[Rule]:
    """The rules of what stands between two semicolons: the first, and those added after commas."""
    if not part:
        raise BadHours(
            _(
                "Two semicolons stand side by side: something is missing between them. %(advice)s",
                advice=_(_ADVICE),
            )
        )
    pieces, start = [], 0
    names = [match.span() for match in re.finditer(r'"[^"]*"', part)]
    for comma in _ADDED.finditer(part):
        if not any(first < comma.start() < last for first, last in names):
            pieces.append(part[start : comma.start()])
            start = comma.end()
    return [
        _read_rule(piece.strip(), is_added=number > 0)
        for number, piece in enumerate([*pieces, part[start:]])
    ]


def _read_rule(part: str, *, is_added: bool) -> Rule:
    match = _RULE.match(part)
    times_at = match.start("times") if match else 0
    if (
        not match
        or ":" in match["days"]
        or (match["times"] and times_at and part[times_at - 1].isdigit())
    ):  # "Oct 1517:00-24:00"
        raise BadHours(
            _(
                "Cannot read %(part)r. Give the days, then their times, in each part,"
                " parted by semicolons. %(advice)s",
                part=part[:60],
                advice=_(_ADVICE),
            )
        )
    state = {
        "off": DayState.OFF,
        "closed": DayState.OFF,
        "unknown": DayState.UNKNOWN,
        "open": DayState.OPEN,
    }.get(
        (match["state"] or "").lower(),
        DayState.UNKNOWN if match["name"] is not None else DayState.OPEN,
    )
    if state is DayState.OFF and match["times"]:
        raise BadHours(
            _(
                "%(part)r: shut for part of a day cannot be read. Give the times when"
                " the place is open. %(advice)s",
                part=part[:60],
                advice=_(_ADVICE),
            )
        )
    if not match["times"] and state is not DayState.OFF:
        raise BadHours(_("%(part)r has no times. %(advice)s", part=part[:60], advice=_(_ADVICE)))
    days = read_days(match["days"].strip())
    return Rule(
        days, state, _read_times(match["times"] or ""), (match["name"] or "").strip(), is_added
    )


def _read_times(times: str) -> tuple[Session, ...]:
    if times == "24/7":
        return (Session(0, MINUTES_A_DAY),)
    sessions = []
    for piece in filter(None, times.split(",")):
        start, end = (_minutes(clock) for clock in piece.split("-"))
        if start == end:
            raise BadHours(
                _(
                    "%(piece)s begins and ends at the same time. For day and night write"
                    " 00:00-24:00.",
                    piece=piece.strip(),
                )
            )
        if start >= MINUTES_A_DAY or end > 2 * MINUTES_A_DAY or end - start > MINUTES_A_DAY:
            raise BadHours(
                _(
                    "%(piece)s is longer than a day, or begins after its end. %(advice)s",
                    piece=piece.strip(),
                    advice=_(_ADVICE),
                )
            )
        sessions.append(Session(start, end if end > start else end + MINUTES_A_DAY))
    return tuple(sorted(sessions, key=lambda session: session.start_min))


def _minutes(clock: str) -> int:
    hours, minutes = clock.strip().split(":")
    return int(hours) * 60 + int(minutes)
