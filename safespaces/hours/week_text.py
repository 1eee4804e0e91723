"""A week as an OSM opening_hours text, equal days together."""

from collections.abc import Iterable, Mapping

from safespaces.hours.rules import MINUTES_A_DAY, Session

DAYS = {
    "monday": "Mo",
    "tuesday": "Tu",
    "wednesday": "We",
    "thursday": "Th",
    "friday": "Fr",
    "saturday": "Sa",
    "sunday": "Su",
}
CODES = tuple(DAYS.values())  # "Mo" to "Su"


def session_text(session: Session) -> str:
    """ "20:00-02:00" for a session past midnight, "18:00-24:00" for one to midnight."""
    end = session.end_min if session.end_min <= MINUTES_A_DAY else session.end_min - MINUTES_A_DAY
    return f"{_clock(session.start_min)}-{_clock(end)}"


def times_of(sessions: Iterable[Session]) -> str:
    """The sessions of one day: "09:00-12:00,13:00-17:00", or "off"."""
    return ",".join(map(session_text, sessions)) or "off"


def week_text(week: Mapping[str, tuple[Session, ...]]) -> str:
    """The text of a week.

    `week` has the days of which something is said, by "Mo" to "Su"; "" when of none.

    Days are parted by commas where a night runs into the next day: after a semicolon the next day's
    hours would put an end to it at midnight (OSM specification, "rule separators").
    """
    if week and not any(week.values()):
        return "Mo-Su off"
    by_sessions: dict[tuple[Session, ...], list[str]] = {}
    for day in CODES:
        if week.get(day):
            by_sessions.setdefault(week[day], []).append(day)
    parts = [f"{days_text(days)} {times_of(sessions)}" for sessions, days in by_sessions.items()]
    runs_on = any(each.end_min > MINUTES_A_DAY for sessions in by_sessions for each in sessions)
    return (", " if runs_on else "; ").join(parts)


def days_text(days: list[str]) -> str:
    """ "Mo-We,Fr" for Monday, Tuesday, Wednesday and Friday."""
    runs: list[list[str]] = []
    for day in days:
        if runs and CODES.index(day) == CODES.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in runs)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
