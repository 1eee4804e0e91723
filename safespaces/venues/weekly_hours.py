"""Safe hours as a form has them: seven days, a choice for bank holidays, dated exceptions. To OSM text and back, and in words."""

import itertools
import re
from dataclasses import dataclass, field
from datetime import date

from safespaces.hours.safe_hours import MINUTES_A_DAY, DayState, Rule, Session, parse_safe_hours
from safespaces.venues.fields import Unclean
from safespaces.venues.weekdays import DAYS, hours_of_week

Sessions = tuple[Session, ...]
CODES = tuple(DAYS.values())  # "Mo" to "Su"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE_DATE = re.compile(rf"([12]\d{{3}})\s+({'|'.join(_MONTHS)})\s+(\d{{1,2}})")
_WEEKDAYS = re.compile(rf"({'|'.join(CODES)})(?:\s*-\s*({'|'.join(CODES)}))?")
_NAMES = {code: name.capitalize() for name, code in DAYS.items()}


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """`days` by code, () for shut; `bank_holidays` None when not known, () for shut; `dates` by date, () for shut."""

    days: dict[str, Sessions]
    bank_holidays: Sessions | None = None
    dates: dict[date, Sessions] = field(default_factory=dict)

    def on(self, day: date, is_bank_holiday: bool) -> Sessions:
        """The sessions that certainly begin on a date."""
        if day in self.dates:
            return self.dates[day]
        if is_bank_holiday:
            return self.bank_holidays or ()
        return self.days[CODES[day.weekday()]]


def text_of(hours: WeeklyHours) -> str:
    """The OSM text that says the same."""
    week = hours_of_week({code: tuple(map(clock_text, hours.days[code])) for code in CODES})
    parts = [week] if hours.bank_holidays is None else [week, f"PH {_times(hours.bank_holidays)}"]
    parts += [f"{on.year} {_MONTHS[on.month - 1]} {on.day:02d} {_times(sessions)}" for on, sessions in sorted(hours.dates.items())]
    return "; ".join(parts)


def weekly_from_text(text: str) -> WeeklyHours | None:
    """The same as a form has it; None when the text says something that the form has no box for."""
    days: dict[str, Sessions] = dict.fromkeys(CODES, ())
    holidays: Sessions | None = None
    dates: dict[date, Sessions] = {}
    for rule in parse_safe_hours(text).rules:
        if rule.state is DayState.UNKNOWN or rule.name or _is_always(rule):
            return None
        sessions = () if rule.state is DayState.OFF else rule.sessions
        holidays = sessions if rule.on_bank_holidays else holidays
        plain = "" if rule.days == "PH" else rule.days
        on = _date_of(plain)
        codes = _codes_of(plain) if plain and not on else CODES if not plain and not rule.on_bank_holidays else ()
        if on:
            dates[on] = sessions
        elif codes is None:
            return None
        days |= dict.fromkeys(codes or (), sessions)
    return WeeklyHours(days, holidays, dates)


def check_apart(sessions: Sessions) -> Sessions:
    """The sessions in order. Raises Unclean when two of one day overlap."""
    ordered = tuple(sorted(sessions, key=lambda each: each.start_min))
    for first, second in itertools.pairwise(ordered):
        if second.start_min < first.end_min:
            raise Unclean(f"{clock_text(first)} and {clock_text(second)} overlap.", "Change one of them, or make one of the two.")
    return ordered


def session_of(text: str) -> Session:
    """A session from "20:00-02:00": an end that is not after the start is on the next day."""
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return Session(start, end if end > start else end + MINUTES_A_DAY)


def clock_text(session: Session) -> str:
    """ "20:00-02:00" for a session past midnight, "18:00-24:00" for one to midnight."""
    end = session.end_min if session.end_min <= MINUTES_A_DAY else session.end_min - MINUTES_A_DAY
    return f"{session.start_min // 60:02d}:{session.start_min % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def in_words(hours: WeeklyHours) -> list[tuple[str, str]]:
    """The week in words, days alike together: ("Monday to Friday", "09:00 to 17:30")."""
    rows: list[tuple[list[str], Sessions]] = []
    for code in CODES:
        if rows and rows[-1][1] == hours.days[code]:
            rows[-1][0].append(code)
        else:
            rows.append(([code], hours.days[code]))
    said = [(f"{_NAMES[days[0]]} to {_NAMES[days[-1]]}" if len(days) > 1 else _NAMES[days[0]], _said(its)) for days, its in rows]
    said.append(("Bank holidays", "Not known" if hours.bank_holidays is None else _said(hours.bank_holidays)))
    return said + [(f"{on:%A} {on.day} {on:%B %Y}", _said(its)) for on, its in sorted(hours.dates.items())]


def _said(sessions: Sessions) -> str:
    if not sessions:
        return "Closed"
    return ", ".join(_said_session(session) for session in sessions)


def _said_session(session: Session) -> str:
    if (session.start_min, session.end_min) == (0, MINUTES_A_DAY):
        return "open all day and night"
    start, end = clock_text(session).split("-")
    if session.end_min > MINUTES_A_DAY:
        return f"{start} to {end} the next day"
    return f"{start} to {'midnight' if end == '24:00' else end}"


def _times(sessions: Sessions) -> str:
    return ",".join(map(clock_text, sessions)) or "off"


def _is_always(rule: Rule) -> bool:
    """Open 24/7 is open on bank holidays too, which a week in a form is not."""
    return not rule.days and not rule.on_bank_holidays and rule.sessions == (Session(0, MINUTES_A_DAY),)


def _date_of(days: str) -> date | None:
    match = _ONE_DATE.fullmatch(days)
    return date(int(match[1]), _MONTHS.index(match[2]) + 1, int(match[3])) if match else None


def _codes_of(days: str) -> tuple[str, ...] | None:
    found: list[str] = []
    for part in days.split(","):
        match = _WEEKDAYS.fullmatch(part.strip())
        if not match:
            return None
        first, last = CODES.index(match[1]), CODES.index(match[2] or match[1])
        found += [CODES[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    return tuple(found)
