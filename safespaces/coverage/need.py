"""Need weights: some young people counted more than others, by numbers that a group has of areas or
wards (incidents, the last bus, who is not in school or work).

Covering with weights is what the maximal covering location problem is about from the first (Church
and ReVelle 1974); which weights is for people to say, so a figure by need always stands beside the
same figure without.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from safespaces.codes import Labels
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.wording import percent_up_to
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.tidy import tidy

RATE, COUNT = "rate", "count"
KINDS = Labels(
    {
        RATE: marked("How much each young person there counts: a rate, a score, 2 for twice"),
        COUNT: marked("How many there are: incidents, reports, young people of one sort"),
    }
)
BY_AREA, BY_WARD = "area", "ward"
LONGEST_NAME, LONGEST_SOURCE, LONGEST_TEXT = 60, 200, 500_000
_LARGEST = 1e9
_SHOWN = 5
_PARTS = 1_000_000  # that a share is told from
_LINE = re.compile(r"^\s*(.*?)[\s,;:]+([^\s,;:]+)\s*%?\s*$")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_LIKE_A_NUMBER = re.compile(r"[\d.,+-]+")
_WITH_COMMA = re.compile(r"[\s,;:](\d{1,3}(,\d+)+)\s*%?\s*$")  # "Foleshill 1,234"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number for each area (by its code) or each ward (by its name) of a layer."""

    by: str
    of: Mapping[str, float]


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
        """What each part of a layer counts by need: shape (parts,).

        None where the layer is another by now, or an area of it has no number.
        """
        if layer.key != self.layer or any(_key(self.numbers, p) is None for p in layer.points):
            return None
        people = np.array([point.count for point in layer.points], dtype=np.float64)
        numbers = np.array([_key(self.numbers, point) for point in layer.points], dtype=np.float64)
        if self.kind == RATE:
            of_points = numbers * people
        elif self.numbers.by == BY_AREA:
            of_points = numbers
        else:
            of_points = numbers * _shares_of_ward([p.group for p in layer.points], people)
        return np.asarray(of_points[layer.rows] * layer.shares, dtype=np.float64)


def _key(numbers: Numbers, point: object) -> float | None:
    name = getattr(point, "code" if numbers.by == BY_AREA else "group")
    return numbers.of.get(name)


def _shares_of_ward(wards: list[str], people: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each ward's people those in each of its points; alike where nobody lives in any."""
    names, of_point = np.unique(np.array(wards), return_inverse=True)
    sums = np.bincount(of_point, weights=people, minlength=len(names))[of_point]
    many = np.bincount(of_point, minlength=len(names))[of_point]
    return np.where(sums > 0, people / np.where(sums > 0, sums, 1.0), 1.0 / many)


def read_numbers(text: str, layer: DemandLayer) -> Numbers:
    """The numbers of a pasted table: in each line the code or name of an area, or the name of a
    ward, then a number. A first line without a number is its heading.

    Raises BadField unless each area, or each ward, of the layer is there once.
    """
    if len(text) > LONGEST_TEXT:
        raise BadField("numbers", _("That is too long. A line for each area or ward is enough."))
    rows = _rows(text)
    if not rows:
        raise BadField(
            "numbers", _("Paste a line for each ward or area: its name or code, then a number.")
        )
    areas, wards = _areas(layer), {_plain(p.group): p.group for p in layer.points if p.group}
    known = [(BY_WARD, wards), (BY_AREA, areas)]
    by, names = max(known, key=lambda each: sum(_plain(name) in each[1] for _no, name, _n in rows))
    found = _matched(rows, names)
    every = {point.code if by == BY_AREA else point.group for point in layer.points}
    lacking = sorted(every - found.keys())
    if lacking:
        raise BadField(
            "numbers",
            _(
                "There is no number for %(count)s of them: %(names)s. Write 0 where there is none.",
                count=len(lacking),
                names=_some(each or _("areas without a ward") for each in lacking),
            ),
        )
    if not any(found.values()):
        raise BadField("numbers", _("All numbers are 0, so nobody would count."))
    return Numbers(by, found)


def _rows(text: str) -> list[tuple[int, str, float]]:
    """Line, name and number."""
    rows = []
    for line, said in enumerate(text.splitlines(), 1):
        if not said.strip():
            continue
        comma = _WITH_COMMA.search(said)
        if comma:
            raise BadField(
                "numbers",
                _(
                    "Line %(line)s: is “%(said)s” one number? Write it without a comma (1234 or"
                    " 1.5), or put a tab before the number.",
                    line=line,
                    said=comma[1],
                ),
            )
        match = _LINE.match(said)
        if match and _NUMBER.fullmatch(match[2]):
            rows.append((line, match[1].strip().strip('"'), _number(line, match[2])))
        elif rows or (match and _LIKE_A_NUMBER.fullmatch(match[2])):
            raise BadField(
                "numbers",
                _("Line %(line)s ends with no number: “%(said)s”.", line=line, said=said[:60]),
            )
    return rows


def _number(line: int, text: str) -> float:
    number = float(text)
    if not 0 <= number <= _LARGEST:
        raise BadField(
            "numbers",
            _(
                "Line %(line)s: write a number from 0 to 1000000000, not %(text)s.",
                line=line,
                text=text[:20],
            ),
        )
    return number


def _matched(rows: list[tuple[int, str, float]], names: Mapping[str, str]) -> dict[str, float]:
    found, strange = dict[str, float](), list[str]()
    if _plain(rows[0][1]) not in names:  # a heading such as "Ward, NEET 2025"
        rows = rows[1:]
    for line, said, number in rows:
        name = names.get(_plain(said))
        if name is None:
            strange.append(said)
        elif name in found:
            raise BadField(
                "numbers", _("Line %(line)s: %(name)s is there twice.", line=line, name=said[:60])
            )
        else:
            found[name] = number
    if strange:
        raise BadField(
            "numbers",
            _(
                "%(count)s are no ward or area of this map, or are mixed with the others:"
                " %(names)s.",
                count=len(strange),
                names=_some(strange),
            ),
        )
    return found


def _areas(layer: DemandLayer) -> dict[str, str]:
    """Codes of a layer by their codes and, where no two share one, by their names."""
    names = [_plain(point.name) for point in layer.points]
    once = {name for name in names if names.count(name) == 1}
    by_name = {
        name: point.code for name, point in zip(names, layer.points, strict=True) if name in once
    }
    return {**by_name, **{_plain(point.code): point.code for point in layer.points}}


def _plain(name: str) -> str:
    plain = tidy(name).casefold().replace("&", "and")
    return " ".join(plain.removesuffix(" ward").split())


def _some(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(each[:40] for each in every[:_SHOWN])
    return shown if len(every) <= _SHOWN else _("%(names)s and others", names=shown)


def share_cell_by_need(part: float, total: float) -> str:
    """The share as a number for a table, "0.412"; "" where nothing counts."""
    return f"{min(part / total, 1.0):.3f}" if total > 0 else ""


def share_by_need(reached: float, at_most: float, total: float) -> str:
    """ "41 %, up to 50 %" of what counts by need; "–" where nothing does."""
    if total <= 0:
        return "–"
    low, high = (
        max(1, round(_PARTS * each / total)) if each > 0 else 0 for each in (reached, at_most)
    )
    return percent_up_to(min(low, _PARTS), _PARTS, min(high, _PARTS))
