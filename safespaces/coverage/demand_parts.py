"""Where the people of a demand area are: not all at its centre.

A small area that counts whole at its centre is within reach or not, which makes false statements
about wards and gaps (the modifiable areal unit problem: Openshaw 1984; covering areas in place of
points: Tong and Murray, "Maximal covering with areal demand", 2009). So an area may have parts,
each with a share of its people, and is reached by the shares of those that are.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely

from safespaces.coverage.demand import CODE_HEADERS, DemandLayer, Part
from safespaces.coverage.outlines import Outline
from safespaces.errors import BadPoint, ImportRefused
from safespaces.geo.point import Point, point_from_text
from safespaces.venues.tidy import tidy

MOST_PARTS = 100_000
_SUM_MAY_MISS = 0.02  # shares in files are rounded
_SHOWN = 5
_CELL_DEGREES = 0.002  # of latitude: some 220 m
_FAR_DEGREES = 0.01  # some 700 m to 1,100 m


@dataclass(frozen=True, slots=True)
class CodedPart:
    """A part as a file tells it: of which area, where, and what it holds of it."""

    code: str
    point: Point
    share: float


def read_parts(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[CodedPart, ...]:
    """The parts in a table of code, lat, lon and share (a share, or whole numbers that the people
    of an area are spread by: homes, postcodes).

    Shares of one area add up to 1 afterwards. Raises ImportRefused, naming lines and areas.
    """
    found = [_part(line, row) for line, row in rows]
    if not found:
        raise ImportRefused("There is no row in the file.")
    if len(found) > MOST_PARTS:
        raise ImportRefused(f"The file has {len(found):,} parts; {MOST_PARTS:,} are the most.")
    sums: defaultdict[str, float] = defaultdict(float)
    for part in found:
        sums[part.code] += part.share
    empty = sorted(code for code, total in sums.items() if total <= 0)
    if empty:
        raise ImportRefused(f"Nobody is in any part of {', '.join(empty[:_SHOWN])}.")
    if not all(part.share.is_integer() for part in found):
        _check_sums(sums)
    return tuple(CodedPart(p.code, p.point, p.share / sums[p.code]) for p in found if p.share > 0)


def _check_sums(sums: Mapping[str, float]) -> None:
    """Shares that do not add up to 1 are a part that is missing, or there twice."""
    off = sorted(code for code, total in sums.items() if abs(total - 1) > _SUM_MAY_MISS)
    if off:
        shown = ", ".join(f"{code} ({sums[code]:.3f})" for code in off[:_SHOWN])
        raise ImportRefused(
            f"The shares of {len(off)} areas do not add up to 1: {shown}. Is a part missing, or"
            " there twice? Whole numbers (homes, postcodes) need not add up to anything."
        )


def _part(line: int, row: Mapping[str, str]) -> CodedPart:
    by_name = {name.strip().lower(): value.strip() for name, value in row.items()}
    code = next((by_name[name] for name in CODE_HEADERS if by_name.get(name)), "")
    if not code:
        raise ImportRefused(f"Line {line}: it does not say of which area it is (column code).")
    try:
        point = point_from_text(by_name.get("lat", ""), by_name.get("lon", ""))
    except BadPoint as error:
        raise ImportRefused(f"Line {line}: {error}") from None
    try:
        share = float(by_name.get("share", ""))
    except ValueError:
        share = -1.0
    if not 0 <= share < 1e9:  # neither does nan
        raise ImportRefused(
            f"Line {line}: “{by_name.get('share', '')[:20]}” is no share. Write a number, 0 or"
            " more."
        )
    return CodedPart(tidy(code)[:40], point, share)


def parts_for(layer: DemandLayer, given: Iterable[CodedPart]) -> tuple[Part, ...]:
    """The parts of a layer's areas, in the order of its areas.

    An area that none are given for is whole at its own point.
    """
    by_code: defaultdict[str, list[CodedPart]] = defaultdict(list)
    for part in given:
        by_code[part.code].append(part)
    return tuple(
        part
        for row, area in enumerate(layer.points)
        for part in _of_area(row, area.point, by_code.get(area.code, ()))
    )


def _of_area(row: int, centre: Point, given: Sequence[CodedPart]) -> list[Part]:
    if not given:
        return [Part(row, centre, 1.0)]
    return [Part(row, each.point, each.share) for each in given]


def far_outside(parts: Iterable[CodedPart], outlines: Iterable[Outline]) -> list[CodedPart]:
    """The parts that lie further from their area's outline than any simplified outline explains."""
    shapes = {each.code: each.shape for each in outlines}
    return [
        part
        for part in parts
        if part.code in shapes
        and shapes[part.code].distance(shapely.Point(part.point.lon, part.point.lat)) > _FAR_DEGREES
    ]


def parts_by_points(points: Sequence[Point], outlines: Sequence[Outline]) -> tuple[CodedPart, ...]:
    """Areas whose people are spread evenly over points (postcodes, homes) that lie in their
    outlines: those within a cell of the ground are one part, at the point nearest to their middle.
    """
    if not points or not outlines:
        return ()
    at = shapely.points([p.lon for p in points], [p.lat for p in points])
    rows, areas = shapely.STRtree([each.shape for each in outlines]).query(at, "intersects")
    in_cells: defaultdict[tuple[int, int, int], list[Point]] = defaultdict(list)
    seen = set[int]()
    for row, area in sorted(zip(rows.tolist(), areas.tolist(), strict=True)):
        if row not in seen:  # on a border it is in the first of the two
            seen.add(row)
            point = points[row]
            in_cells[(area, *_cell(point))].append(point)
    counts: defaultdict[int, int] = defaultdict(int)
    for (area, _x, _y), those in in_cells.items():
        counts[area] += len(those)
    return tuple(
        CodedPart(outlines[area].code, _middle_one(those), len(those) / counts[area])
        for (area, _x, _y), those in sorted(in_cells.items())
    )


def _cell(point: Point) -> tuple[int, int]:
    squeeze = math.cos(math.radians(round(point.lat)))
    return math.floor(point.lat / _CELL_DEGREES), math.floor(point.lon * squeeze / _CELL_DEGREES)


def _middle_one(points: Sequence[Point]) -> Point:
    lat, lon = (sum(getattr(p, name) for p in points) / len(points) for name in ("lat", "lon"))
    return min(points, key=lambda p: ((p.lat - lat) ** 2 + (p.lon - lon) ** 2, p.lat, p.lon))
