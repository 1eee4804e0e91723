"""What if: venues added, taken away, open longer or shorter, on paper only. A scenario is a list of such changes under a name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from safespaces.coverage.changed_hours import HoursChange
from safespaces.coverage.facility import Facility
from safespaces.errors import BadInput
from safespaces.venues.categories import KINDS

DEEDS = {"add": "Add", "remove": "Take away", "hours": "Change the hours of"}
MOST_CHANGES = 40
LONGEST_NAME = 80
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `whom`: "venue:<id>", "kind:<code>", "name:<beginning of names>" or, to add, "candidate:<id>"."""

    deed: str
    whom: str
    days: tuple[int, ...] = ()
    opens: int | None = None
    shuts: int | None = None
    is_shut: bool = False

    def __post_init__(self) -> None:
        kind, _, value = self.whom.partition(":")
        if self.deed not in DEEDS:
            raise BadInput("Choose what to change: add, take away, or other hours.")
        if not value or kind not in (("candidate",) if self.deed == "add" else ("venue", "kind", "name")):
            raise BadInput("Choose a candidate to add." if self.deed == "add" else "Choose which places are meant.")
        if self.deed == "hours" and not self.days:
            raise BadInput("Choose at least one day.")
        if self.deed == "hours" and not self.is_shut and self.opens is None and self.shuts is None:
            raise BadInput("Say from when, until when, or that they are shut.")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes under a name. `version` grows with each change, so that two people who edit at once are told."""

    id: str
    name: str
    version: int
    changes: tuple[Change, ...]
    made_by: str
    made_at: datetime


def clean_scenario_name(text: str) -> str:
    """A scenario's name. Raises BadInput."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise BadInput(f"Give it a name of at most {LONGEST_NAME} letters, for example: Libraries open until 20:00.")
    return tidy


def changed_facilities(
    facilities: Iterable[Facility], changes: Iterable[Change], candidates: Mapping[str, Facility]
) -> tuple[Facility, ...]:
    """The facilities as the changes, one after the other, would make them. A candidate or venue that is gone by now is passed over."""
    now = list(facilities)
    for change in changes:
        if change.deed == "add":
            added = candidates.get(change.whom.partition(":")[2])
            now += [added] if added and all(each.id != added.id for each in now) else []
        elif change.deed == "remove":
            now = [each for each in now if not is_meant(each, change.whom)]
        else:
            hours = HoursChange(change.days, change.opens, change.shuts, change.is_shut)
            now = [replace(each, changes=(*each.changes, hours)) if is_meant(each, change.whom) else each for each in now]
    return tuple(now)


def is_meant(facility: Facility, whom: str) -> bool:
    """Whether a facility is one of those that a change is about."""
    kind, _, value = whom.partition(":")
    if kind == "venue":
        return facility.id == value
    if kind == "kind":
        return facility.kind == value
    return plain(facility.name).startswith(plain(value)) if plain(value) else False


def plain(text: str) -> str:
    """A name as it is compared: small letters, no signs."""
    return re.sub(r"[^a-z0-9 ]", "", text.lower().replace("&", "and")).strip()


def change_words(change: Change, names: Mapping[str, str]) -> str:
    """One change in words; `names` are venues' and candidates' by id."""
    kind, _, value = change.whom.partition(":")
    if kind in ("venue", "candidate"):
        whom = names.get(value, "a place that is no longer there")
    else:
        whom = f"every {KINDS.get(value, value).lower()}" if kind == "kind" else f"every place called “{value} …”"
    if change.deed != "hours":
        return f"{DEEDS[change.deed]} {whom}"
    return f"{whom[:1].upper()}{whom[1:]}: {_hours_words(change)} on {days_words(change.days)}"


def days_words(days: tuple[int, ...]) -> str:
    """ "Mon, Wed", or "every day"."""
    return "every day" if len(days) == 7 else ", ".join(_DAY_NAMES[day] for day in days)


def _hours_words(change: Change) -> str:
    if change.is_shut:
        return "shut"
    since = f"open from {_clock(change.opens)}" if change.opens is not None else "open"
    return since + (f" until {_clock(change.shuts)}" if change.shuts is not None else "")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
