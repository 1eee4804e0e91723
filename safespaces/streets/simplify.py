"""Fewer points for the same line (Douglas and Peucker, "Algorithms for the reduction of the number
of points required to represent a digitized line", Cartographica 10, 1973).
"""

from collections.abc import Sequence

from safespaces.streets.network import Plane

FinePoint = tuple[int, int]  # lat, lon in parts of a degree


def simplified(points: Sequence[FinePoint], plane: Plane, tolerance_m: float) -> list[FinePoint]:
    """First, last, and what is further than `tolerance_m` from the line between those kept."""
    keep = {0, len(points) - 1}
    ranges = [(0, len(points) - 1)]
    while ranges:
        first, last = ranges.pop()
        worst, at = tolerance_m, -1
        for place in range(first + 1, last):
            away = _distance_m(points[place], points[first], points[last], plane)
            if away > worst:
                worst, at = away, place
        if at >= 0:
            keep.add(at)
            ranges += [(first, at), (at, last)]
    return [points[place] for place in sorted(keep)]


def _distance_m(point: FinePoint, start: FinePoint, end: FinePoint, plane: Plane) -> float:
    """From a point to a line that begins and ends."""
    x, y = (point[1] - start[1]) * plane.east_m, (point[0] - start[0]) * plane.north_m
    dx, dy = (end[1] - start[1]) * plane.east_m, (end[0] - start[0]) * plane.north_m
    length_2 = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length_2)) if length_2 else 0.0
    return float(((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5)
