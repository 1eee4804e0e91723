"""Safe hours from one column a weekday, as many councils keep them."""

import re

from safespaces.errors import BadTime
from safespaces.hours.when import clock_minutes
from safespaces.venues.fields import Unclean, header_key

DAYS = {"monday": "Mo", "tuesday": "Tu", "wednesday": "We", "thursday": "Th", "friday": "Fr", "saturday": "Sa", "sunday": "Su"}
_OTHER_WAYS = {"Tu": ("tues",), "We": ("weds",), "Th": ("thurs",)}
_SHUT = {"closed", "shut", "none", "off", "na", "n/a", "-", "x"}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{1,2})(?:[:.](\d{2}))?\s*[ap]m|noon|midday|midnight", re.IGNORECASE)


def day_of_header(header: str) -> str | None:
    """ "Mo" for a column called Monday, Mon, "Monday hours" ...; None for any other."""
    key = header_key(header).removesuffix("hours").removesuffix("openinghours").removesuffix("opening")
    return next((code for day, code in DAYS.items() if key in (day, day[:3], day[:4], *_OTHER_WAYS.get(code, ()))), None)


def sessions_of_cell(text: str) -> tuple[str, ...]:
    """The sessions of one day as ("09:00-12:00", "13:00-17:00"), () when shut. Raises Unclean."""
    tidy = text.strip()
    if not tidy or tidy.lower() in _SHUT:
        return ()
    pieces = re.split(r"\s*(?:,|;|&|/|\band\b)\s*", tidy, flags=re.IGNORECASE)
    return tuple(_session(piece) for piece in pieces)


def _session(piece: str) -> str:
    ends = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", piece.strip(), flags=re.IGNORECASE)
    if len(ends) != 2 or not all(_CLOCK.fullmatch(end) for end in ends):
        raise Unclean("It is not an opening and a closing time.", 'Write it like 09:00-17:30, or "closed".')
    try:
        start, end = clock_minutes(ends[0]) % 1440, 1440 if ends[1] == "24:00" else clock_minutes(ends[1])
    except BadTime as error:
        raise Unclean("One of the times is not a time of day.", str(error)) from None
    if end == 0:
        raise Unclean(
            "It closes at 00:00, which is often a typing slip.", "Write 24:00 if it is open until midnight, or the right closing time."
        )
    if start == end:
        raise Unclean("It opens and closes at the same time.", "Write 00:00-24:00 if it is open day and night.")
    return f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def hours_of_week(week: dict[str, tuple[str, ...]]) -> str:
    """OSM safe hours of a week, equal days together. `week` has the days of which something is said; "" when of none."""
    if week and not any(week.values()):
        return "Mo-Su off"
    by_sessions: dict[tuple[str, ...], list[str]] = {}
    for day in DAYS.values():
        if week.get(day):
            by_sessions.setdefault(week[day], []).append(day)
    return "; ".join(f"{_days_text(days)} {','.join(sessions)}" for sessions, days in by_sessions.items())


def _days_text(days: list[str]) -> str:
    """ "Mo-We,Fr" for Monday, Tuesday, Wednesday and Friday."""
    week = list(DAYS.values())
    runs: list[list[str]] = []
    for day in days:
        if runs and week.index(day) == week.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in runs)
