"""The slow, obvious way to say when a venue is open: minute by minute, for timetables made by hypothesis.

It knows nothing of the product's code. The wall clock "never goes back": at each minute the highest reading so far is compared with the
sessions, so that a door which shut at 01:30 stays shut when 01:30 comes a second time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from hypothesis import strategies as st

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Sessions = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Plan:
    """A timetable: sessions by weekday; on bank holidays None (not said), () (off) or sessions; dated exceptions, () being off."""

    week: tuple[Sessions, ...]
    holiday: Sessions | None = None
    dated: dict[date, Sessions] = field(default_factory=dict)

    def text(self) -> str:
        """The plan in OSM opening_hours grammar."""
        days = [
            f"{day} {_times(sessions)}"
            for day, sessions in zip(WEEKDAYS, self.week, strict=True)
            if sessions
        ]
        rules = [", ".join(days) or "Mo-Su off"]  # after a comma a night runs on into the next day
        if self.holiday is not None:
            rules.append(f"PH {_times(self.holiday)}")
        rules += [
            f'{on:%Y %b %d} {_times(sessions)}{" open" if sessions else ""} "by arrangement"'
            for on, sessions in self.dated.items()
        ]
        return "; ".join(rules)

    def of(self, on: date, holidays: dict[date, str]) -> tuple[str, Sessions]:
        """State and sessions of a date: not known on a special day or a bank holiday that nothing is said about."""
        if on in self.dated:
            return "open", self.dated[on]
        if on not in holidays:
            return "unknown" if is_special(on) else "open", self.week[on.weekday()]
        if self.holiday is None:
            return "unknown", self.week[on.weekday()]
        return "unknown" if is_special(on) else "open", self.holiday

    def ends_at_midnight(self, on: date, holidays: dict[date, str]) -> bool:
        """Whether what begins on a date ends at midnight: words further on speak of the next day, or any shut it."""
        tomorrow = on + timedelta(days=1)
        shut = (
            self.dated[tomorrow] == ()
            if tomorrow in self.dated
            else tomorrow in holidays and self.holiday == ()
        )
        return shut or self._rule(tomorrow, holidays) > self._rule(on, holidays)

    def _rule(self, on: date, holidays: dict[date, str]) -> int:
        """The rule that speaks of a date, counted in the order of the text."""
        if on in self.dated:
            return 2 + list(self.dated).index(on)
        return int(on in holidays and self.holiday is not None)


@lru_cache
def is_special(on: date) -> bool:
    """24, 25, 26 and 31 December, 1 January, Easter Sunday."""
    return (on.month, on.day) in {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)} or on == easter(
        on.year
    )


def minute_states(
    plan: Plan, first: date, days: int, holidays: dict[date, str]
) -> Iterator[tuple[int, str]]:
    """(minute since 1970 UTC, "open" | "unknown" | "closed") for every minute of some local days."""
    minute = int(
        (datetime.combine(first, datetime.min.time(), LONDON) - EPOCH).total_seconds() // 60
    )
    last = int(
        (
            datetime.combine(first + timedelta(days=days), datetime.min.time(), LONDON) - EPOCH
        ).total_seconds()
        // 60
    )
    highest = datetime.min
    while minute < last:
        highest = max(
            highest, (EPOCH + timedelta(minutes=minute)).astimezone(LONDON).replace(tzinfo=None)
        )
        yield minute, _state(plan, highest, holidays)
        minute += 1


def _state(plan: Plan, wall: datetime, holidays: dict[date, str]) -> str:
    found = set()
    for back in (0, 1, 2):
        on = wall.date() - timedelta(days=back)
        state, sessions = plan.of(on, holidays)
        tomorrow = on + timedelta(days=1)
        clock = (wall - datetime.combine(on, datetime.min.time())) // timedelta(minutes=1)
        for start, end in sessions:
            ends_at_midnight = end > 1440 and plan.ends_at_midnight(on, holidays)
            if start <= clock < (min(end, 1440) if ends_at_midnight else end):
                is_doubtful = clock >= 1440 and is_special(tomorrow) and on not in plan.dated
                found.add("unknown" if is_doubtful else state)
    return "unknown" if "unknown" in found else "open" if found else "closed"


def _times(sessions: Sessions) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in sessions) or "off"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _sessions() -> st.SearchStrategy[Sessions]:
    quarter = st.integers(0, 95).map(lambda n: n * 15)
    length = st.integers(1, 60).map(lambda n: n * 15)
    one = st.tuples(quarter, length).map(lambda pair: ((pair[0], pair[0] + pair[1]),))
    two = st.tuples(
        st.integers(0, 40), st.integers(1, 8), st.integers(1, 16), st.integers(1, 60)
    ).map(
        lambda n: (
            (n[0] * 15, (n[0] + n[1]) * 15),
            ((n[0] + n[1] + n[2]) * 15, (n[0] + n[1] + n[2] + n[3]) * 15),
        )
    )
    return st.one_of(st.just(()), one, two)


def plans(first: date, days: int) -> st.SearchStrategy[Plan]:
    """Timetables with split days, nights, bank-holiday choices and exceptions within some days."""
    dates = st.integers(0, days - 1).map(lambda n: first + timedelta(days=n))
    return st.builds(
        Plan,
        week=st.tuples(*[_sessions()] * 7),
        holiday=st.one_of(st.none(), _sessions()),
        dated=st.dictionaries(dates, _sessions(), max_size=3),
    )
