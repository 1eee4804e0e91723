"""Safe hours: reading an OSM opening_hours text into rules, and which sessions begin on a given date.

Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. The text is checked by opening-hours-py, which also decides
whether a day selector (Mo-Fr, Mo[1], week 1-53/2, Dec 25-Jan 01, easter ...) matches a date. Times are read here, because a session has to
belong to the day it begins on: read minute by minute, the grammar re-opens a venue at midnight after a bank holiday it was shut on.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache

from opening_hours import OpeningHours, ParserError

from safespaces.errors import BadHours

MINUTES_A_DAY = 1440
LONGEST_TEXT = 1000  # letters; a week with twenty dated exceptions is about 700

_TIME = r"\d{1,2}:\d{2}"
_TIMES = rf"{_TIME}\s*-\s*{_TIME}(?:\s*,\s*{_TIME}\s*-\s*{_TIME})*"
_RULE = re.compile(
    rf"^(?P<days>[^\"]*?)\s*(?P<times>24/7|{_TIMES})?\s*(?P<state>open|off|closed|unknown)?\s*(?:\"(?P<name>[^\"]*)\")?$", re.IGNORECASE
)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = _MONTH.split("|")
_DATE = re.compile(rf"({_MONTH})\s+\d{{1,2}}\b|easter", re.IGNORECASE)
_CALENDAR = re.compile(rf"\b({_MONTH}|week|easter|[12]\d{{3}})\b", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(
    rf"(?:\b([12]\d{{3}})\s+)?\b({_MONTH})\s+(\d{{1,2}})\b(?:\s*-\s*(\d{{1,2}})\b(?!:))?", re.IGNORECASE
)  # year, month, day, last day
_LEAP_YEAR = 2024
_WEEKDAY = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\b", re.IGNORECASE)
_HOLIDAY = re.compile(r"(?<![A-Za-z])PH(?![A-Za-z])", re.IGNORECASE)
_ADVICE = 'Write them like "Mo-Fr 09:00-17:30; Sa 10:00-16:00; PH off".'


class DayState(StrEnum):
    """What a rule says of the days it matches."""

    OPEN = "open"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Session:
    """Minutes after midnight of the day it begins on, end after start; an end above 1440 is on the next day."""

    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the text: for which days, which sessions, and a name such as "Christmas Eve" ("" where there is none)."""

    days: str  # selector without PH; "" matches every day
    on_bank_holidays: bool  # whether PH is among the selectors
    state: DayState
    sessions: tuple[Session, ...]
    name: str

    @property
    def is_dated(self) -> bool:
        """Whether it names dates, so that it wins over weekdays and bank holidays.

        Whatever shuts a part of the calendar does ("Aug off", "week 52 off", "Dec 21-31 Mo-Fr off"): what somebody wrote down as shut stays
        shut. A season of opening does not ("Apr 01-Sep 30 10:00-18:00", "2026 Sep 01+ 10:00-18:00"): it must not open a venue that says
        "PH off".
        """
        if self.state is DayState.OFF:
            return bool(_CALENDAR.search(self.days))
        return bool(_DATE.search(self.days)) and not _WEEKDAY.search(self.days) and not set("-+") & set(self.days)


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions that begin on one date, and why, where that is not the ordinary week."""

    state: DayState
    sessions: tuple[Session, ...]
    name: str = ""  # "Boxing Day", "Christmas Eve"; "" for an ordinary day
    shut_all_date: bool = False  # off by date or bank holiday: also cuts the session of the night before at midnight


@dataclass(frozen=True, slots=True)
class SafeHours:
    """A checked timetable in wall-clock time. Make it with `parse_safe_hours`."""

    text: str
    rules: tuple[Rule, ...]

    def day(self, on: date, bank_holiday: str | None) -> Day:
        """The sessions that begin on a date. `bank_holiday` is the holiday's name, or None on any other day.

        On a bank holiday about which the hours say nothing, sessions that the week would have are *unknown*, never open.
        """
        rule = self._rule_for(on, bank_holiday is not None)
        if rule is None:
            return Day(DayState.OFF, (), bank_holiday or "")
        name = rule.name or bank_holiday or ""
        spoken = rule.on_bank_holidays or rule.is_dated or self.always_open
        if rule.state is DayState.OFF:
            return Day(DayState.OFF, (), name, shut_all_date=rule.is_dated or bank_holiday is not None)
        if bank_holiday is not None and not spoken:
            return Day(DayState.UNKNOWN, rule.sessions, name)
        return Day(rule.state, rule.sessions, name)

    @property
    def always_open(self) -> bool:
        """Whether the text says open day and night without exception."""
        return len(self.rules) == 1 and self.rules[0] == _ALWAYS

    @property
    def speaks_of_bank_holidays(self) -> bool:
        """Whether any rule says what happens on bank holidays."""
        return self.always_open or any(rule.on_bank_holidays for rule in self.rules)

    def _rule_for(self, on: date, is_holiday: bool) -> Rule | None:
        """The last rule that matches, as the grammar has it; dated rules win over PH, and PH over weekdays, wherever they stand."""
        found, rank = None, -1
        for rule in self.rules:
            its_rank = 2 if rule.is_dated else 1 if rule.on_bank_holidays and is_holiday else 0
            matches = (rule.on_bank_holidays and is_holiday) or (rule.days != "PH" and _selects(rule.days, on))
            if matches and its_rank >= rank:
                found, rank = rule, its_rank
        return found


_ALWAYS = Rule("", False, DayState.OPEN, (Session(0, MINUTES_A_DAY),), "")


def parse_safe_hours(text: str) -> SafeHours:
    """Read an opening_hours text. Raises BadHours with advice for blank text, wrong grammar, and what is not accepted:
    open ends (09:00+), fallbacks (||), sunrise and sunset, school holidays, additional rules after a comma."""
    tidy = " ".join(text.split())
    if not tidy:
        raise BadHours(f"Safe hours are blank. Leave the whole field out when they are not known. {_ADVICE}")
    if len(tidy) > LONGEST_TEXT:
        raise BadHours(f"Safe hours are longer than {LONGEST_TEXT} letters. {_ADVICE}")
    _refuse_what_is_not_accepted(tidy)
    _check_grammar(tidy)
    return SafeHours(tidy, tuple(_read_rule(part.strip()) for part in tidy.split(";")))


def _refuse_what_is_not_accepted(text: str) -> None:
    bare = re.sub(r'"[^"]*"', "", text)
    if not re.search(r"\d:\d|24/7|off|closed", bare, re.IGNORECASE):
        raise BadHours(f"{text[:40]!r} has no times in it. {_ADVICE}")
    if text.count('"') % 2 or any(";" in name for name in re.findall(r'"([^"]*)"', text)):
        raise BadHours(f"A name in quotation marks is not closed, or has a semicolon in it. {_ADVICE}")
    refused = {
        r"\|\|": 'A second choice after "||" is not a promise to be open. Give the hours when trained staff are there.',
        r":\d{2}\s*\+": 'An open end such as "09:00+" does not say when the door shuts. Give the closing time.',
        r"sunrise|sunset|dawn|dusk": "Give clock times instead of sunrise, sunset, dawn or dusk.",
        r"\bSH\b": "School holidays (SH) are not known to this service. Give their dates instead.",
        r":\d{2}\s*-\s*\d{1,2}:\d{2}\s*/": "Repeated times such as 10:00-16:00/02:00 are not opening hours.",
    }
    for pattern, advice in refused.items():
        if re.search(pattern, bare, re.IGNORECASE):
            raise BadHours(advice)


def _check_grammar(text: str) -> None:
    try:
        OpeningHours(text)
    except ParserError:
        raise BadHours(f"{text[:60]!r} is not in the form this service reads. {_ADVICE}") from None
    except Exception as error:  # the parser is written in Rust: whatever it throws, the text is at fault
        raise BadHours(f"{text[:60]!r} cannot be read ({type(error).__name__}). {_ADVICE}") from None


def _read_rule(part: str) -> Rule:
    match = _RULE.match(part)
    if not match or ":" in match["days"]:
        raise BadHours(f"Cannot read {part[:60]!r}. Give one day range and its times in each part, parted by semicolons. {_ADVICE}")
    days, on_bank_holidays = _split_holidays(match["days"].strip())
    state = {"off": DayState.OFF, "closed": DayState.OFF, "unknown": DayState.UNKNOWN}.get((match["state"] or "").lower(), DayState.OPEN)
    if state is DayState.OFF and match["times"]:
        raise BadHours(f"{part[:60]!r}: shut for part of a day cannot be read. Give the times when the place is open. {_ADVICE}")
    if not match["times"] and state is not DayState.OFF:
        raise BadHours(f"{part[:60]!r} has no times. {_ADVICE}")
    _check_days(days)
    return Rule(days, on_bank_holidays, state, _read_times(match["times"] or ""), (match["name"] or "").strip())


def _check_days(days: str) -> None:
    """Raises BadHours for days the parser does not know by themselves, and for a date that no year has: it would match every day."""
    for year, month, *numbers in _DAY_OF_MONTH.findall(days):
        for number in filter(None, numbers):
            try:
                date(int(year or _LEAP_YEAR), _MONTHS.index(month.title()) + 1, int(number))
            except ValueError:
                raise BadHours(f"There is no {month} {number}{' in ' + year if year else ''}. Write the right date.") from None
    if days not in ("", "PH"):
        try:
            _selector(days)
        except Exception:  # whatever the parser throws, the text is at fault
            raise BadHours(f"{days[:60]!r} are no days this service can read. {_ADVICE}") from None


def _split_holidays(days: str) -> tuple[str, bool]:
    """The selector without PH, and whether PH was in it. "PH" alone leaves "PH", which matches no other day."""
    if not _HOLIDAY.search(days):
        return days, False
    items = [item.strip() for item in days.split(",")]
    others = [item for item in items if item.upper() != "PH"]
    if any(_HOLIDAY.search(item) for item in others) or len(others) == len(items):
        raise BadHours(f'{days!r}: write PH alone, or with a comma as in "PH,Su 11:00-16:00".')
    return ",".join(others) or "PH", True


def _read_times(times: str) -> tuple[Session, ...]:
    if times == "24/7":
        return (Session(0, MINUTES_A_DAY),)
    sessions = []
    for piece in filter(None, times.split(",")):
        start, end = (_minutes(clock) for clock in piece.split("-"))
        if start == end:
            raise BadHours(f"{piece.strip()} begins and ends at the same time. For day and night write 00:00-24:00.")
        sessions.append(Session(start, end if end > start else end + MINUTES_A_DAY))
    return tuple(sorted(sessions, key=lambda session: session.start_min))


def _minutes(clock: str) -> int:
    hours, minutes = clock.strip().split(":")
    return int(hours) * 60 + int(minutes)


@lru_cache(maxsize=4096)
def _selector(days: str) -> OpeningHours:
    return OpeningHours(f"{days} 00:00-24:00".strip())


@lru_cache(maxsize=65536)
def _selects(days: str, on: date) -> bool:
    """Whether a selector matches a date; asked at noon, when no clock ever changes."""
    return days == "" or _selector(days).is_open(datetime.combine(on, time(12)))
