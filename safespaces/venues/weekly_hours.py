"""Safe hours as a form has them: seven days, a choice for bank holidays, dated exceptions.

To OSM text and back, and in words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from safespaces.dates import long_date, weekday, weekday_name
from safespaces.errors import BadHours
from safespaces.hours.rules import MINUTES_A_DAY, DayState, Rule, Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.selectors import MONTHS, Days
from safespaces.hours.week_text import CODES, days_text, session_text, times_of, week_text
from safespaces.language import gettext as _

Sessions = tuple[Session, ...]
_ONE_DATE = re.compile(rf"([12]\d{{3}})\s+({'|'.join(MONTHS)})\s+(\d{{1,2}})")
_WEEKDAYS = re.compile(rf"({'|'.join(CODES)})(?:\s*-\s*({'|'.join(CODES)}))?")
_NOT_KNOWN = "00:00-24:00 unknown"


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """`days` by code, `bank_holidays` and `dates` by date; of each () for shut, and of days and
    bank holidays None when not known.
    """

    days: dict[str, Sessions | None]
    bank_holidays: Sessions | None = None
    dates: dict[date, Sessions] = field(default_factory=dict)

    def on(self, day: date, is_bank_holiday: bool) -> Sessions:
        """The sessions that certainly begin on a date."""
        if day in self.dates:
            return self.dates[day]
        if is_bank_holiday:
            return self.bank_holidays or ()
        return self.days[CODES[day.weekday()]] or ()


def text_of(hours: WeeklyHours) -> str:
    """The OSM text that says the same, to other readers too: commas between the days where a night
    runs into the next one.

    A night before a bank holiday or a date with hours of its own ends at midnight, as the
    specification has it.
    """
    week = written_week(hours.days)
    parts = [week] if hours.bank_holidays is None else [week, f"PH {times_of(hours.bank_holidays)}"]
    parts += [
        f"{on.year} {MONTHS[on.month - 1]} {on.day:02d} {times_of(sessions)}"
        for on, sessions in sorted(hours.dates.items())
    ]
    return "; ".join(parts)


def with_dates(text: str, dates: Mapping[date, Sessions]) -> str | None:
    """The text of hours with these on some dates, whatever it said of them; None for a text that no
    form has boxes for, or that cannot be read.
    """
    try:
        weekly = weekly_from_text(text)
    except BadHours:
        return None
    return text_of(replace(weekly, dates={**weekly.dates, **dates})) if weekly else None


def written_week(days: Mapping[str, Sessions | None]) -> str:
    """The text of a week in which some days may not be known: those are unknown all day, where OSM
    readers would take silence for shut.
    """
    known = {code: sessions for code, sessions in days.items() if sessions is not None}
    unknown = [code for code in CODES if code in days and days[code] is None]
    shut = (
        [code for code, sessions in known.items() if not sessions]
        if not any(known.values()) and unknown
        else []
    )
    said = f"{days_text(shut)} off" if shut else week_text(known)
    return "; ".join(filter(None, (said, f"{days_text(unknown)} {_NOT_KNOWN}" if unknown else "")))


def weekly_from_text(text: str) -> WeeklyHours | None:
    """A text of hours as a form has it; None when it says what the form has no box for."""
    days: dict[str, Sessions | None] = dict.fromkeys(CODES, ())
    holidays: Sessions | None = None
    dates: dict[date, Sessions] = {}
    for rule in parse_safe_hours(text).rules:
        if _is_not_known(rule):
            days |= dict.fromkeys(_codes_of(rule) or (), None)
            continue
        if rule.state is DayState.UNKNOWN or rule.name or _is_always(rule):
            return None
        on, codes = _date_of(rule.days.calendar), _codes_of(rule)
        if codes is None or (
            rule.days.calendar and (on is None or codes or rule.days.bank_holidays)
        ):
            return None
        if on:
            dates[on] = _with(dates.get(on), rule)
        if rule.days.bank_holidays:
            holidays = _with(holidays, rule)
        for code in codes:
            days[code] = _with(days[code], rule)
    return WeeklyHours(days, holidays, dates)


def _with(before: Sessions | None, rule: Rule) -> Sessions:
    """A day's sessions after a rule: its own, or those before it too where it was added after a
    comma.
    """
    if rule.state is DayState.OFF or not rule.is_added:
        return rule.sessions
    return tuple(sorted({*(before or ()), *rule.sessions}, key=lambda session: session.start_min))


def _is_not_known(rule: Rule) -> bool:
    """Whether a rule says of weekdays, and of nothing else, that they are not known."""
    is_of_days = (
        bool(rule.days.weekdays and _codes_of(rule))
        and not rule.days.calendar
        and not rule.days.bank_holidays
    )
    return (
        is_of_days
        and rule.state is DayState.UNKNOWN
        and not rule.name
        and rule.sessions == (Session(0, MINUTES_A_DAY),)
    )


def in_words(hours: WeeklyHours) -> list[tuple[str, str]]:
    """The week in words, days alike together: ("Monday to Friday", "09:00 to 17:30")."""
    rows: list[tuple[list[str], Sessions | None]] = []
    for code in CODES:
        if rows and rows[-1][1] == hours.days[code]:
            rows[-1][0].append(code)
        else:
            rows.append(([code], hours.days[code]))
    said = [
        (
            _("%(first)s to %(last)s", first=_day_name(days[0]), last=_day_name(days[-1]))
            if len(days) > 1
            else _day_name(days[0]),
            _sessions_text(its),
        )
        for days, its in rows
    ]
    said.append((_("Bank holidays"), _sessions_text(hours.bank_holidays)))
    return said + [
        (f"{weekday(on)} {long_date(on)}", _sessions_text(its))
        for on, its in sorted(hours.dates.items())
    ]


def _day_name(code: str) -> str:
    return weekday_name(CODES.index(code))


def _sessions_text(sessions: Sessions | None) -> str:
    if sessions is None:
        return _("Not known")
    if not sessions:
        return _("Closed")
    return ", ".join(_said_session(session) for session in sessions)


def _said_session(session: Session) -> str:
    if (session.start_min, session.end_min) == (0, MINUTES_A_DAY):
        return _("open all day and night")
    start, end = session_text(session).split("-")
    if session.end_min > MINUTES_A_DAY:
        return _("%(start)s to %(end)s the next day", start=start, end=end)
    if end == "24:00":
        return _("%(start)s to midnight", start=start)
    return _("%(start)s to %(end)s", start=start, end=end)


def _is_always(rule: Rule) -> bool:
    """Open 24/7 is open on bank holidays too, which a week in a form is not."""
    return rule.days == Days() and rule.sessions == (Session(0, MINUTES_A_DAY),)


def _date_of(days: str) -> date | None:
    match = _ONE_DATE.fullmatch(days)
    return date(int(match[1]), MONTHS.index(match[2]) + 1, int(match[3])) if match else None


def _codes_of(rule: Rule) -> tuple[str, ...] | None:
    """The weekdays of a rule: every day where it names none; None where the form has no box for
    them.
    """
    if not rule.days.weekdays:
        return () if rule.days.calendar or rule.days.bank_holidays else CODES
    found: list[str] = []
    for part in rule.days.weekdays.split(","):
        match = _WEEKDAYS.fullmatch(part.strip())
        if not match:
            return None
        first, last = CODES.index(match[1]), CODES.index(match[2] or match[1])
        found += [CODES[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    return tuple(found)
