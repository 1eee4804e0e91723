"""What if: venues added, taken away, open longer or shorter, on paper only.

A scenario is a list of such changes under a name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from safespaces.codes import Labels
from safespaces.coverage.candidate import UsedHours
from safespaces.coverage.changed_hours import EARLY_MIN, HoursChange
from safespaces.coverage.facility import Facility
from safespaces.coverage.links import Link, link_of
from safespaces.dates import weekday_name
from safespaces.errors import BadField, BadInput
from safespaces.hours.rules import MINUTES_A_DAY
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.categories import KINDS
from safespaces.venues.tidy import tidy

DEEDS = Labels(
    {
        "add": marked("Add"),
        "remove": marked("Take away"),
        "hours": marked("Change the hours of"),
        "link": marked("A new way"),
    }
)
MOST_CHANGES = 40
LONGEST_NAME = 80
_LONGEST_WHOM = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    `target`: "venue:<id>", "kind:<code>", "name:<beginning of names>"; to add, "candidate:<id>";
    for a way that is not there yet, "way:<lat>,<lon>;<lat>,<lon>".
    """

    deed: str
    target: str
    days: tuple[int, ...] = ()
    opens: int | None = None
    shuts: int | None = None
    is_shut: bool = False
    hours: str = ""  # of a candidate whose own are not known

    def __post_init__(self) -> None:
        kind, _sign, value = self.target.partition(":")
        if self.deed not in DEEDS:
            raise BadInput(_("Choose what to change: add, take away, or other hours."))
        if self.deed == "link":
            if kind != "way" or link_of(value) is None:
                raise BadField("way_from", _("Say from where and to where the new way leads."))
            return
        if self.deed == "add" and (not value or kind != "candidate"):
            raise BadField("candidate", _("Choose a candidate to add."))
        if (
            len(self.target) > _LONGEST_WHOM
            or not value
            or kind not in ("candidate", "venue", "kind", "name")
        ):
            raise BadField("whom", _("Choose which places are meant."))
        if (kind == "kind" and value not in KINDS) or (kind == "candidate" and self.deed != "add"):
            raise BadField("whom", _("Choose which places are meant."))
        if self.deed == "hours":
            self._check_hours()

    def _check_hours(self) -> None:
        if not self.days or not set(self.days) <= set(range(7)):
            raise BadField("days", _("Choose at least one day."))
        for box, minutes in (("opens", self.opens), ("shuts", self.shuts)):
            if minutes is not None and not 0 <= minutes <= MINUTES_A_DAY:
                raise BadField(box, _("Write the times like 09:00 and 20:00."))
        if self.opens == MINUTES_A_DAY:
            raise BadField("opens", _("Nothing opens at 24:00. Write 00:00 of the next day."))
        if self.opens is not None and self.opens == self.shuts:
            raise BadField("shuts", _("It would open and shut at the same time."))
        if not self.is_shut and self.opens is None and self.shuts is None:
            raise BadField("opens", _("Say from when, until when, or that they are shut."))


class UnknownChange(Change):
    """A change that another version of the service wrote and this one cannot read.

    It counts for nothing here, and stays in its what-if.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        """Nothing of it is checked."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes under a name.

    `version` grows with each change, so that two people who edit at once are told.
    """

    id: str
    name: str
    version: int
    changes: tuple[Change, ...]
    made_by: str
    made_at: datetime


def clean_scenario_name(text: str) -> str:
    """A scenario's name. Raises BadField."""
    plain = tidy(text)
    if not plain or len(plain) > LONGEST_NAME:
        raise BadField(
            "name",
            _(
                "Give it a name of at most %(longest_name)s letters, for example:"
                " Libraries open until 20:00.",
                longest_name=LONGEST_NAME,
            ),
        )
    return plain


def changed_facilities(
    facilities: Iterable[Facility], changes: Iterable[Change], candidates: Mapping[str, Facility]
) -> tuple[Facility, ...]:
    """The facilities as the changes, one after the other, would make them.

    A candidate or venue that is gone by now is passed over.
    """
    now = list(facilities)
    for change in changes:
        if isinstance(change, UnknownChange):
            continue
        if change.deed == "add":
            added = candidates.get(change.target.partition(":")[2])
            if added and all(each.id != added.id for each in now):
                now.append(added if added.safe_hours else replace(added, safe_hours=change.hours))
        elif change.deed == "remove":
            now = [each for each in now if not is_meant(each, change.target)]
        elif change.deed == "hours":
            hours = HoursChange(change.days, change.opens, change.shuts, change.is_shut)
            now = [
                (
                    replace(each, changes=(*each.changes, hours))
                    if is_meant(each, change.target)
                    else each
                )
                for each in now
            ]
    return tuple(now)


def links_of(changes: Iterable[Change]) -> tuple[Link, ...]:
    """The ways that the changes add."""
    targets = (each.target.partition(":")[2] for each in changes if each.deed == "link")
    return tuple(link for link in map(link_of, targets) if link)


def is_meant(facility: Facility, target: str) -> bool:
    """Whether a facility is one of those that a change is about."""
    kind, _sign, value = target.partition(":")
    if kind == "venue":
        return facility.id == value
    if kind == "kind":
        return facility.kind == value
    return plain(facility.name).startswith(plain(value)) if plain(value) else False


def plain(text: str) -> str:
    """A name as it is compared: small letters, no signs."""
    return re.sub(r"[^a-z0-9 ]", "", text.lower().replace("&", "and")).strip()


def change_words(
    change: Change,
    names: Mapping[str, str],
    facilities: Iterable[Facility] = (),
    hours: Mapping[str, UsedHours] | None = None,
) -> str:
    """One change in words, with what it cannot show of `facilities`; `names` and `hours` are by
    id.
    """
    if isinstance(change, UnknownChange):
        return _("A change that this version of the service does not know: it is left out here")
    kind, _sign, value = change.target.partition(":")
    if change.deed == "link":
        return _link_words(value, names)
    if kind in ("venue", "candidate"):
        whom = names.get(value, _("a place that is no longer there"))
    else:
        whom = (
            _("every %(kinds)s", kinds=KINDS.get(value, value).lower())
            if kind == "kind"
            else _("every place called “%(value)s …”", value=value)
        )
    if change.deed == "add":
        return _(
            "Add %(whom)s%(added_doubt)s",
            whom=whom,
            added_doubt=_added_doubt((hours or {}).get(value), change.hours),
        )
    meant = [each for each in facilities if is_meant(each, change.target)]
    if change.deed == "remove":
        return _("Take away %(whom)s%(doubt)s", whom=whom, doubt=_doubt(meant))
    doubt = "" if change.is_shut or None not in (change.opens, change.shuts) else _doubt(meant)
    return f"{whom[:1].upper()}{whom[1:]}: {_hours_words(change)}{doubt}"


def _link_words(target: str, names: Mapping[str, str]) -> str:
    """`names`: also of each end, by its coordinates."""
    link = link_of(target)
    if link is None:
        return _("A new way that this version of the service cannot read")
    one, other = (names.get(end, end) for end in target.split(";"))
    return _(
        "A new way of %(metres)s m from %(one)s to %(other)s",
        metres=round(link.length_m),
        one=one,
        other=other,
    )


def _added_doubt(own: UsedHours | None, hours: str) -> str:
    """A candidate's own hours go first; else what was assumed when it was added; without any it is
    never open.
    """
    if own is None or (own.text and not own.are_assumed):
        return ""
    if own.text:
        return _(" (its hours are assumed: %(text)s)", text=own.text)
    if not hours:
        return _(" (its hours are not known, so it counts in “up to” only)")
    said = (
        _("open day and night")
        if hours == "24/7"
        else hours.rpartition(" ")[2].replace("-", " to ")
    )
    return _(" (its hours are not known; %(said)s assumed)", said=said)


def _doubt(meant: list[Facility]) -> str:
    """A place whose hours are not known counts where "up to" is said, and nowhere else."""
    unknown = sum(not each.safe_hours for each in meant)
    if not unknown:
        return ""
    if len(meant) == 1:
        return _(" (its hours are not known, so this changes “up to” only)")
    return _(
        " (the hours of %(unknown)s of %(number)s are not known: they change “up to” only)",
        unknown=unknown,
        number=len(meant),
    )


def days_words(days: tuple[int, ...]) -> str:
    """ "Mon, Wed", or "every day"."""
    return _("every day") if len(days) == 7 else ", ".join(weekday_name(day)[:3] for day in days)


def _hours_words(change: Change) -> str:
    days = days_words(change.days)
    if change.is_shut:
        return _("shut on %(days)s", days=days)
    if change.opens is not None and change.shuts is not None:
        next_day = _(" the next day") if change.shuts <= change.opens else ""
        return _(
            "open from %(clock)s until %(clock_2)s%(next_day)s on %(days)s",
            clock=_clock(change.opens),
            clock_2=_clock(change.shuts),
            next_day=next_day,
            days=days,
        )
    next_day = _(" the next day") if change.shuts is not None and change.shuts <= EARLY_MIN else ""
    since = (
        _("from %(clock)s", clock=_clock(change.opens))
        if change.opens is not None
        else _("until %(clock)s%(next_day)s", clock=_clock(change.shuts), next_day=next_day)
    )
    return _("open %(since)s on %(days)s, where they are open that day", since=since, days=days)


def _clock(minutes: int | None) -> str:
    assert minutes is not None
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
