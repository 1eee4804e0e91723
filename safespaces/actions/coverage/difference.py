"""The difference between two hours or two lists of places, in words, counts and shapes."""

from dataclasses import dataclass

from safespaces.actions.coverage.map import Shape, area_names
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage import difference as pure
from safespaces.coverage.groups import decile_words
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.summary import share_up_to
from safespaces.coverage.wording import (
    count_cell,
    count_words,
    grained,
    whole_people,
)
from safespaces.language import gettext as _
from safespaces.maps.coverage_drawing import Frame

# two steps of gain, two of loss: light to dark, and a sign on each area for whoever sees no colour
PALETTE = ("#fffdf8", "#a9cdec", "#2f6fa8", "#f3b797", "#a94a1c")
_NOTHING, _GAIN, _LOSS = 0, 1, 3
_MANY = 50  # of an area, from which on the darker step is drawn


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, its coverage, and its query with the hour."""

    name: str
    query: CoverageQuery
    coverage: Coverage

    @property
    def share(self) -> str:
        """The share within reach."""
        return share_up_to(self.coverage, self.query.limit, self.query.hour)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A group, and how many of it gain and lose, in words."""

    name: str
    gained: str
    lost: str
    cells: tuple[str, ...]  # the same for a table to take away


@dataclass(frozen=True, slots=True)
class Sign:
    """ "+" or "−" on an area."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """What the page shows; `groups` are titles, names of the first column, and rows."""

    gained: str
    lost: str
    groups: list[tuple[str, str, list[DifferenceRow]]]
    frame: Frame
    ground: str
    shapes: list[Shape]
    signs: list[Sign]
    legend: list[tuple[int, str]]
    cells: tuple[str, ...]
    counts: bool  # whether anybody counts at both
    perhaps_had: str  # of those who gain, in words; "" for none
    perhaps_keep: str  # of those who lose
    doubt_cells: tuple[str, ...]


def shown_difference(reader: CoverageReader, before: Side, after: Side) -> ShownDifference:
    """Who gains and who loses from the one to the other."""
    query = before.query
    found = pure.difference(
        before.coverage, query.hour, after.coverage, after.query.hour, query.limit
    )
    coverage = before.coverage
    groups = [
        (_("By ward"), _("Ward"), _rows(query, pure.by_ward(coverage, found))),
        (
            _("By deprivation (tenths of England, IMD)"),
            _("Tenth"),
            _rows(query, pure.by_decile(coverage, found)),
        ),
    ]
    drawing = reader.memory.drawing(query.demand, query.layer)
    of_areas = [coverage.by_point(each).tolist() for each in (found.gained, found.lost)]
    shapes, signs = [], []
    for name, point, gained, lost in zip(
        area_names(reader, query.layer), query.layer.points, *of_areas, strict=True
    ):
        change = gained - lost
        x, y = drawing.frame.xy(point.point)
        shade = _shade(change)
        shapes.append(
            Shape(drawing.paths.get(point.code, ""), x, y, shade, _words(query, name, gained, lost))
        )
        if shade:
            signs.append(Sign("+" if change > 0 else "−", x, y))
    return ShownDifference(
        _people(query, float(found.gained.sum())),
        _people(query, float(found.lost.sum())),
        [group for group in groups if group[2]],
        drawing.frame,
        drawing.ground,
        shapes,
        signs,
        _legend(),
        _cells(query, float(found.gained.sum()), float(found.lost.sum())),
        bool(before.coverage.totals[query.hour] and after.coverage.totals[after.query.hour]),
        _people(query, found.perhaps_had) if found.perhaps_had else "",
        _people(query, found.perhaps_keep) if found.perhaps_keep else "",
        _cells(query, found.perhaps_had, found.perhaps_keep),
    )


def _words(query: CoverageQuery, name: str, gained: float, lost: float) -> str:
    few = query.layer.few
    return _(
        "%(name)s: %(gained)s gain, %(lost)s lose",
        name=name,
        gained=count_words(whole_people(gained), few),
        lost=count_words(whole_people(lost), few),
    )


def _shade(change: float) -> int:
    if abs(change) < 0.5:
        return _NOTHING
    return (_GAIN if change > 0 else _LOSS) + (abs(change) > _MANY)


def _legend() -> list[tuple[int, str]]:
    return [
        (_NOTHING, _("no difference")),
        (_GAIN, _("+ up to %(many)s more within reach", many=_MANY)),
        (_GAIN + 1, _("+ more than %(many)s more", many=_MANY)),
        (_LOSS, _("− up to %(many)s fewer", many=_MANY)),
        (_LOSS + 1, _("− more than %(many)s fewer", many=_MANY)),
    ]


def _rows(query: CoverageQuery, groups: list[pure.GroupDifference]) -> list[DifferenceRow]:
    return [
        DifferenceRow(
            decile_words(each.key) if isinstance(each.key, int) else each.key,
            _people(query, each.gained),
            _people(query, each.lost),
            _cells(query, each.gained, each.lost),
        )
        for each in groups
    ]


def _cells(query: CoverageQuery, *people: float) -> tuple[str, ...]:
    grain, few = query.layer.grain, query.layer.few
    return tuple(count_cell(grained(each, grain), few) for each in people)


def _people(query: CoverageQuery, people: float) -> str:
    return count_words(grained(people, query.layer.grain), query.layer.few)
