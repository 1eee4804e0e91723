"""The open spans of a snapshot's venues, laid out once per fortnight that is asked about and then
kept, from one snapshot to the next: of a list that changes in one place the rest stays.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from threading import Lock
from typing import NamedTuple
from zoneinfo import ZoneInfo

from safespaces.hours.bank_holidays import BUILT_IN, Calendar, Holidays, Nation
from safespaces.hours.safe_hours import SafeHours
from safespaces.hours.spans import Spans
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.snapshot.arrivals import Arrivals, arrivals_of
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.open_spans import hours_or_unknown, may_sell_alcohol, open_spans

# a phone is asked about this time next week, perhaps after midnight, and looks a week on from there
WINDOW_DAYS = 16
_KEPT_WINDOWS = 6
_MOST_LEFT = 2_000  # schedules that are added one by one before all are numbered again
_KEPT_LAYOUTS = _KEPT_WINDOWS + 2  # and the fortnights that phones get today and tomorrow


class _Key(NamedTuple):
    """What a schedule depends on: venues that are alike in this share one."""

    safe_hours: str
    licensed: bool
    closures: tuple[tuple[int, int], ...]
    nation: Nation


def _key_of(venue: PublicVenue) -> _Key:
    alcohol = may_sell_alcohol(venue.kind, venue.alcohol)
    return _Key(venue.safe_hours, alcohol, venue.closures, venue.nation)


_Laid = dict[_Key, Spans | None]


class Timetable:
    """Spans by venue row. Thread safe; venues with the same hours share one layout.

    `before` is that of the snapshot before, whose layouts are used on; `rows` are those at which
    another venue stands (changed_rows.py).
    """

    def __init__(
        self,
        venues: tuple[PublicVenue, ...],
        zone: ZoneInfo,
        calendar: Calendar = BUILT_IN,
        before: "Timetable | None" = None,
        rows: list[int] | None = None,
    ) -> None:
        self._lock = Lock()
        self._zone, self._calendar, self._venues = zone, calendar, venues
        self._holidays = {nation: calendar.of(nation) for nation in Nation}
        self._windows: OrderedDict[date, Arrivals] = OrderedDict()
        self._laid: OrderedDict[tuple[date, int], _Laid] = OrderedDict()
        if before and rows is not None and len(before.schedules) < before._at_first + _MOST_LEFT:
            self._follow(before, rows)
        else:
            self._begin(before)
        if before and (before._zone, before._calendar) == (zone, calendar):
            with before._lock:
                for window, laid in before._laid.items():
                    self._laid[window] = (
                        dict(laid)
                        if rows is not None
                        else {key: laid[key] for key in self.schedules if key in laid}
                    )

    def _begin(self, before: "Timetable | None") -> None:
        """Number the schedules of all venues."""
        keys = [_key_of(venue) for venue in self._venues]
        self.schedules: tuple[_Key, ...] = tuple(dict.fromkeys(keys))
        self._number = {key: number for number, key in enumerate(self.schedules)}
        self.schedule_of: tuple[int, ...] = tuple(self._number[key] for key in keys)
        self._at_first = len(self.schedules)
        read = before._hours if before else {}
        self._hours: dict[str, SafeHours | None] = {
            text: read[text] if text in read else hours_or_unknown(text)
            for text in dict.fromkeys(key.safe_hours for key in self.schedules)
        }

    def _follow(self, before: "Timetable", rows: list[int]) -> None:
        """Number the schedules of the venues that are others than before; those that nobody has any
        more stay until all are numbered again.
        """
        number, hours = dict(before._number), dict(before._hours)
        schedule_of = list(before.schedule_of)
        for row in rows:
            key = _key_of(self._venues[row])
            schedule_of[row] = number.setdefault(key, len(number))
            if key.safe_hours not in hours:
                hours[key.safe_hours] = hours_or_unknown(key.safe_hours)
        self._number, self._hours, self._at_first = number, hours, before._at_first
        self.schedules, self.schedule_of = tuple(number), tuple(schedule_of)

    def hours(self, venue: PublicVenue) -> SafeHours | None:
        """The venue's timetable, or None when it is not known."""
        return self._hours.get(venue.safe_hours)

    @property
    def unread(self) -> list[str]:
        """Texts of hours that cannot be read."""
        return [text for text, hours in self._hours.items() if text and hours is None]

    def holidays(self, venue: PublicVenue) -> Holidays:
        """The bank holidays that count at a venue."""
        return self._holidays[venue.nation]

    def spans(self, row: int, at: int) -> Spans | None:
        """The spans of one venue around an instant: from a day before it until at least nine days
        after; None: hours not known.
        """
        return self.arrivals(at).spans[self.schedule_of[row]]

    def arrivals(self, at: int) -> Arrivals:
        """Spans by schedule number, for the window of `at`.

        Windows begin on Mondays, so a year has 53 of them.
        """
        today = local(at, self._zone).date()
        monday = today - timedelta(days=today.weekday())
        with self._lock:
            if monday not in self._windows:
                laid = self._lay_out(monday - timedelta(days=1), WINDOW_DAYS + 1, self.schedules)
                self._windows[monday] = arrivals_of(tuple(laid))
            self._windows.move_to_end(monday)
            while len(self._windows) > _KEPT_WINDOWS:
                self._windows.popitem(last=False)
            return self._windows[monday]

    def fortnight(self, first: date, numbers: Iterable[int]) -> list[Spans | None]:
        """Spans of schedules, by their numbers, for exactly WINDOW_DAYS days from a date, as phones
        get them.
        """
        keys = [self.schedules[each] for each in numbers]
        start, end = self._window(first, WINDOW_DAYS)
        with self._lock:
            kept = self._laid_in(first, WINDOW_DAYS)
            missing = [key for key in dict.fromkeys(keys) if key not in kept]
        # without the lock, for which whoever asks for the nearest place waits
        made = {key: self._of_schedule(key, start, end) for key in missing}
        with self._lock:
            kept.update(made)
            return [kept[key] for key in keys]

    def _lay_out(self, first: date, days: int, keys: Iterable[_Key]) -> Iterator[Spans | None]:
        start, end = self._window(first, days)
        laid = self._laid_in(first, days)
        for key in keys:
            if key not in laid:
                laid[key] = self._of_schedule(key, start, end)
            yield laid[key]

    def _window(self, first: date, days: int) -> tuple[int, int]:
        last = first + timedelta(days=days)
        return minute_of_wall(first, 0, self._zone), minute_of_wall(last, 0, self._zone)

    def _laid_in(self, first: date, days: int) -> _Laid:
        laid = self._laid.setdefault((first, days), {})
        self._laid.move_to_end((first, days))
        while len(self._laid) > _KEPT_LAYOUTS:
            self._laid.popitem(last=False)
        return laid

    def _of_schedule(self, key: "_Key", start: int, end: int) -> Spans | None:
        hours = self._hours[key.safe_hours]
        holidays = self._holidays[key.nation]
        return open_spans(
            hours,
            is_licensed=key.licensed,
            closures=key.closures,
            start=start,
            end=end,
            zone=self._zone,
            holidays=holidays,
        )
