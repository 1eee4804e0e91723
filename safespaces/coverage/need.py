"""Need weights: some young people counted more than others, by numbers that a group has of areas or
wards (incidents, the last bus, who is not in school or work).

Covering with weights is what the maximal covering location problem is about from the first (Church
and ReVelle 1974); which weights is for people to say, so a figure by need always stands beside the
same figure without.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from safespaces.codes import Labels
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.need_numbers import BY_AREA, Numbers
from safespaces.coverage.wording import percent, percent_up_to
from safespaces.language import marked

RATE, COUNT = "rate", "count"
KINDS = Labels(
    {
        RATE: marked("How much each young person there counts: a rate, a score, 2 for twice"),
        COUNT: marked("How many there are: incidents, reports, young people of one sort"),
    }
)
LONGEST_NAME, LONGEST_SOURCE = 60, 200
_PARTS = 1_000_000  # that a share is told from


@dataclass(frozen=True, slots=True)
class NeedWeight:
    """Numbers of one layer under a name, and where they are from; `kind` is a key of KINDS."""

    id: str
    name: str
    layer: str
    kind: str
    source: str
    numbers: Numbers
    made_by: str
    made_at: datetime

    def counts(self, layer: DemandLayer) -> NDArray[np.float64] | None:
        """What each part of a layer counts by need: shape (parts,); as much in all as there are
        people, so that one of them counts once on average.

        None where the layer is another by now, or an area of it has no number.
        """
        names = [self.numbers.name_of(point) for point in layer.points]
        if layer.key != self.layer or not all(name in self.numbers.of for name in names):
            return None
        people = np.array([point.count for point in layer.points], dtype=np.float64)
        numbers = np.array([self.numbers.of[name] for name in names], dtype=np.float64)
        if self.kind == RATE:
            of_points = numbers * people
        elif self.numbers.by == BY_AREA:
            of_points = numbers
        else:
            of_points = numbers * _shares_of_ward([p.group for p in layer.points], people)
        total = float(of_points.sum())
        scale = float(people.sum()) / total if total and people.any() else 1.0
        return np.asarray(of_points[layer.rows] * layer.shares * scale, dtype=np.float64)


def _shares_of_ward(wards: list[str], people: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each ward's people those in each of its points; alike where nobody lives in any."""
    names, of_point = np.unique(np.array(wards), return_inverse=True)
    sums = np.bincount(of_point, weights=people, minlength=len(names))[of_point]
    many = np.bincount(of_point, minlength=len(names))[of_point]
    return np.where(sums > 0, people / np.where(sums > 0, sums, 1.0), 1.0 / many)


def share_cell_by_need(part: float, total: float) -> str:
    """The share as a number for a table, "0.412"; "" where nothing counts."""
    return f"{min(part / total, 1.0):.3f}" if total > 0 else ""


def share_by_need(reached: float, at_most: float, total: float) -> str:
    """ "41 %, up to 50 %" of what counts by need; "–" where nothing does."""
    if total <= 0:
        return "–"
    low, high = (_in_parts(each, total) for each in (reached, at_most))
    return percent_up_to(low, _PARTS, high)


def _in_parts(part: float, total: float) -> int:
    """All of them only where nothing at all is left out, none only where there is none."""
    if part >= total * (1 - 1e-9):
        return _PARTS
    return min(_PARTS - 1, max(1, round(_PARTS * part / total))) if part > 0 else 0


def gain_by_need(gain: float, of_all: float) -> str:
    """What a set adds as a share of what another does: "69 %", "123 %"; "–" where that is
    nothing.
    """
    return percent(round(_PARTS * gain / of_all), _PARTS) if of_all > 0 else "–"
