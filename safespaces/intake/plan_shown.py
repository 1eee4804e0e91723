"""A plan as a page shows it: counts, and the first rows of each sort in words.

Plain values, so that it can be kept as JSON.
"""

from collections.abc import Callable, Iterable, Sized
from typing import TypedDict, TypeVar

from safespaces.dates import padded_date
from safespaces.intake.duplicates import PossibleDuplicate
from safespaces.intake.plan import Plan, PlannedChange
from safespaces.intake.report import gathered
from safespaces.language import gettext as _
from safespaces.venues.categories import ACCESS, ALCOHOL, KINDS, KIT, POINT_SOURCES
from safespaces.venues.cells import boxes_said
from safespaces.venues.venue import Venue
from safespaces.venues.weekly_hours import in_words, weekly_from_text

MOST_SHOWN = 200  # of each sort; the counts are always whole
_LONGEST_NOTE = 200  # letters of it that are shown
T = TypeVar("T")
S = TypeVar("S")


class RowShown(TypedDict):
    """A venue that a line adds or changes, and what will be true of it."""

    line: int
    name: str
    status: str
    address: str
    changes: list[tuple[str, str, str]]  # field, before, after
    words: list[str]


class PairShown(TypedDict):
    """A venue that the file adds, and one that might be the same."""

    name: str
    other_id: str
    other_name: str
    why: str


class PlanShown(TypedDict):
    """`counts` are of everything, the lists hold MOST_SHOWN at most."""

    notes: list[str]
    counts: dict[str, int]
    unused: list[str]
    personal: list[str]
    warnings: list[str]
    rejected: list[str]  # equal problems in one line that names the rows
    left_out: list[tuple[int, str]]
    duplicates: list[PairShown]
    changed: list[RowShown]
    added: list[RowShown]


def plan_shown(plan: Plan) -> PlanShown:
    """What a person reads of a plan before it counts."""
    sorts: dict[str, Sized] = {
        "added": plan.added,
        "changed": plan.changed,
        "same": plan.same,
        "rejected": plan.rejected,
        "missing": plan.missing,
    }
    warnings = gathered(plan.warnings)
    faults = gathered([problem for rejected in plan.rejected for problem in rejected.problems])
    more: dict[str, Sized] = {
        "left_out": plan.left_out,
        "rows": plan.table.rows,
        "warnings": warnings,
        "faults": faults,
        "duplicates": plan.duplicates,
    }
    counts = {name: len(items) for name, items in {**sorts, **more}.items()}
    return PlanShown(
        notes=list(plan.table.notes),
        counts={**counts, "blank_days": plan.blank_days, "beside": len(plan.beside)},
        unused=list(plan.unused),
        personal=list(plan.personal),
        warnings=warnings[:MOST_SHOWN],
        rejected=faults[:MOST_SHOWN],
        left_out=_first(plan.left_out, lambda each: (each.line, each.why)),
        duplicates=_first(plan.duplicates, _pair),
        changed=_first(plan.changed, _changed),
        added=_first(plan.added, lambda each: _row(each[0], each[1])),
    )


def _first(items: Iterable[T], shown: Callable[[T], S]) -> list[S]:
    return [shown(item) for item, _ in zip(items, range(MOST_SHOWN))]


def _pair(pair: PossibleDuplicate) -> PairShown:
    return PairShown(
        name=pair.added.name, other_id=pair.other.id, other_name=pair.other.name, why=pair.why
    )


def _changed(planned: PlannedChange) -> RowShown:
    return _row(
        planned.line, planned.after, [(each.field, each.old, each.new) for each in planned.changes]
    )


def _row(line: int, venue: Venue, changes: list[tuple[str, str, str]] | None = None) -> RowShown:
    address = ", ".join(filter(None, (venue.address, venue.postcode)))
    return RowShown(
        line=line,
        name=venue.name,
        status=venue.status.value,
        address=address,
        changes=changes or [],
        words=_in_words(venue),
    )


def _in_words(venue: Venue) -> list[str]:
    """What will be true of a venue, field by field.

    Nothing counts that the officer could not see here.
    """
    located = venue.located
    rough = _("Rough pin") if located and located.is_rough else "Pin"
    point = (
        f"{rough}: {located.point.lat}, {located.point.lon} ({POINT_SOURCES[located.source]})"
        if located
        else _("No pin yet")
    )
    weekly = weekly_from_text(venue.safe_hours) if venue.safe_hours else None
    hours = (
        "; ".join(f"{days}: {times}" for days, times in in_words(weekly))
        if weekly
        else venue.safe_hours
    )
    age = _("From age %(minimum_age)s", minimum_age=venue.minimum_age) if venue.minimum_age else ""
    alcohol = [ALCOHOL[venue.alcohol]] if venue.alcohol else []
    codes = (*(KIT[code] for code in venue.kit), *(ACCESS[code] for code in venue.access), *alcohol)
    has = ", ".join(codes)
    note = (
        _("Note for the council: %(note)s", note=venue.note[:_LONGEST_NOTE]) if venue.note else ""
    )
    number = (
        _("Number in its source: %(external_id)s", external_id=venue.external_id)
        if venue.external_id
        else ""
    )
    checked = (
        _("Last checked %(checked_on)s", checked_on=padded_date(venue.checked_on))
        if venue.checked_on
        else ""
    )
    return [
        KINDS[venue.kind],
        point,
        hours or _("Hours not known"),
        *filter(None, (age, has, venue.phone, *boxes_said(venue), number, checked, note)),
    ]
