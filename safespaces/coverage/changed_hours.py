"""Hours that somebody thinks of changing: longer, shorter, another day, or shut. The venue's own exceptions stay as they are."""

from dataclasses import dataclass
from datetime import date

from safespaces.hours.safe_hours import MINUTES_A_DAY, Day, DayState, Session
from safespaces.hours.spans import Timetabled


@dataclass(frozen=True, slots=True)
class HoursChange:
    """On `days` (0 Monday to 6 Sunday): shut, or open from `opens` and until `shuts`, in minutes after midnight.

    With one of the two only, a day on which the venue is shut stays so. A `shuts` that is not after `opens` is on the next day.
    """

    days: tuple[int, ...]
    opens: int | None = None
    shuts: int | None = None
    is_shut: bool = False


@dataclass(frozen=True, slots=True)
class ChangedHours:
    """A timetable with changes on top; `hours` None is one that is not known."""

    hours: Timetabled | None
    changes: tuple[HoursChange, ...]

    def day(self, on: date, bank_holiday: str | None) -> Day:
        """The sessions that begin on a date. What is shut or unknown for a bank holiday or by its date is not changed."""
        today = self.hours.day(on, bank_holiday) if self.hours else Day(DayState.UNKNOWN if bank_holiday else DayState.OFF, ())
        for change in self.changes:
            if on.weekday() in change.days and not today.shut_all_date and today.state is not DayState.UNKNOWN:
                today = _changed(today, change)
        return today


def _changed(today: Day, change: HoursChange) -> Day:
    if change.is_shut:
        return Day(DayState.OFF, (), today.name)
    if not today.sessions or today.state is DayState.OFF:
        if change.opens is None or change.shuts is None:
            return today
        return Day(DayState.OPEN, (_session(change.opens, change.shuts),), today.name)
    sessions = list(today.sessions)
    if change.opens is not None:
        sessions = _opening(sessions, change.opens)
    if change.shuts is not None:
        sessions = _shutting(sessions, change.shuts)
    return Day(DayState.OPEN, tuple(sessions), today.name) if sessions else Day(DayState.OFF, (), today.name)


def _session(opens: int, shuts: int) -> Session:
    return Session(opens, shuts if shuts > opens else shuts + MINUTES_A_DAY)


def _opening(sessions: list[Session], opens: int) -> list[Session]:
    """The first session begins then; what would end before is left out."""
    left = [session for session in sessions if session.end_min > opens]
    return [Session(opens, left[0].end_min), *left[1:]] if left else []


def _shutting(sessions: list[Session], shuts: int) -> list[Session]:
    """The last session ends then, on the next day where it is not after the first begins; what would begin later is left out."""
    end = shuts if shuts > sessions[0].start_min else shuts + MINUTES_A_DAY
    left = [session for session in sessions if session.start_min < end]
    return [*left[:-1], Session(left[-1].start_min, end)] if left else []
