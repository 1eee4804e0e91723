"""The slow, obvious way to say when a venue is open: minute by minute, for timetables made by hypothesis.

It knows nothing of the product's code. The wall clock "never goes back": at each minute the highest reading so far is compared with the
sessions, so that a door which shut at 01:30 stays shut when 01:30 comes a second time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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
        rules = [f"{day} {_times(sessions)}" for day, sessions in zip(WEEKDAYS, self.week, strict=True)]
        if self.holiday is not None:
            rules.append(f"PH {_times(self.holiday)}")
        rules += [f'{on:%Y %b %d} {_times(sessions)} "by arrangement"' for on, sessions in self.dated.items()]
        return "; ".join(rules)

    def of(self, on: date, holidays: dict[date, str]) -> tuple[str, Sessions, bool]:
        """State, sessions, and whether the whole date is off by name."""
        if on in self.dated:
            return "open", self.dated[on], not self.dated[on]
        week = self.week[on.weekday()]
        if on not in holidays:
            return "open", week, False
        if self.holiday is None:
            return ("unknown", week, False) if week else ("open", (), True)
        return "open", self.holiday, not self.holiday


def minute_states(plan: Plan, first: date, days: int, holidays: dict[date, str]) -> Iterator[tuple[int, str]]:
    """(minute since 1970 UTC, "open" | "unknown" | "closed") for every minute of some local days."""
    minute = int((datetime.combine(first, datetime.min.time(), LONDON) - EPOCH).total_seconds() // 60)
    last = int((datetime.combine(first + timedelta(days=days), datetime.min.time(), LONDON) - EPOCH).total_seconds() // 60)
    highest = datetime.min
    while minute < last:
        highest = max(highest, (EPOCH + timedelta(minutes=minute)).astimezone(LONDON).replace(tzinfo=None))
        yield minute, _state(plan, highest, holidays)
        minute += 1


def _state(plan: Plan, wall: datetime, holidays: dict[date, str]) -> str:
    found = "closed"
    for back in (0, 1, 2):
        on = wall.date() - timedelta(days=back)
        state, sessions, _ = plan.of(on, holidays)
        clock = (wall - datetime.combine(on, datetime.min.time())) // timedelta(minutes=1)
        for start, end in sessions:
            tomorrow_off = end > 1440 and plan.of(on + timedelta(days=1), holidays)[2]
            if start <= clock < (1440 if tomorrow_off else end):
                if state == "open":
                    return "open"
                found = "unknown"
    return found


def _times(sessions: Sessions) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in sessions) or "off"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _sessions() -> st.SearchStrategy[Sessions]:
    quarter = st.integers(0, 95).map(lambda n: n * 15)
    length = st.integers(1, 60).map(lambda n: n * 15)
    one = st.tuples(quarter, length).map(lambda pair: ((pair[0], pair[0] + pair[1]),))
    two = st.tuples(st.integers(0, 40), st.integers(1, 8), st.integers(1, 16), st.integers(1, 60)).map(
        lambda n: ((n[0] * 15, (n[0] + n[1]) * 15), ((n[0] + n[1] + n[2]) * 15, (n[0] + n[1] + n[2] + n[3]) * 15))
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
