"""Need weights that the group sets: made, put away, and what is within reach by each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.bands import BANDS
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.need import (
    COUNT,
    KINDS,
    LONGEST_NAME,
    LONGEST_SOURCE,
    NeedWeight,
    share_by_need,
    share_cell_by_need,
)
from safespaces.coverage.need_numbers import read_numbers
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.errors import BadField, BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.people.tokens import new_id
from safespaces.store import needs as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.venues.tidy import tidy

MOST_NEEDS = 20  # on the list


def every_need(database: Database, *, put_away: bool = False) -> list[NeedWeight]:
    """Those on the list, or those that were put away; newest first."""
    with database.reading() as session:
        return kept.all_needs(session, put_away=put_away)


def one_need(database: Database, need_id: str) -> NeedWeight:
    """The need weight with this id. Raises NotFound."""
    with database.reading() as session:
        return kept.need_with_id(session, need_id)


def set_need(
    database: Database,
    layer: DemandLayer,
    *,
    name: str,
    kind: str,
    source: str,
    numbers: str,
    by: str,
    at: datetime,
) -> NeedWeight:
    """Make one of a pasted table (coverage/need.py). Raises BadField."""
    name, source = tidy(name), tidy(source)
    if not name or len(name) > LONGEST_NAME:
        raise BadField(
            "name",
            _(
                "Give it a name of at most %(longest)s letters, for example: No bus after 21:00.",
                longest=LONGEST_NAME,
            ),
        )
    if kind not in KINDS:
        raise BadField("kind", _("Say what the numbers are."))
    if not source or len(source) > LONGEST_SOURCE:
        raise BadField(
            "source",
            _(
                "Say where the numbers are from and of when, in at most %(longest)s letters: every"
                " figure names it.",
                longest=LONGEST_SOURCE,
            ),
        )
    found = read_numbers(numbers, layer, only_whole=kind == COUNT)
    made = NeedWeight(new_id("n"), name, layer.key, kind, source, found, by, at)
    with database.writing() as session:
        if kept.count_needs(session) >= MOST_NEEDS:
            raise BadInput(_too_many())
        _check_name(kept.all_needs(session), made)
        kept.add_need(session, made)
        note(session, AuditLine(at, by, "need weight set", made.id, new=made.name))
    return made


def put_away_need(database: Database, need_id: str, *, by: str, at: datetime) -> None:
    """Take it off the list. Raises NotFound."""
    with database.writing() as session:
        gone = kept.need_with_id(session, need_id)
        kept.put_need_away(session, need_id, at)
        note(session, AuditLine(at, by, "need weight put away", need_id, old=gone.name))


def bring_back_need(database: Database, need_id: str, *, by: str, at: datetime) -> None:
    """Put it on the list again. Raises BadInput where the list is full or has one of that name,
    NotFound.
    """
    with database.writing() as session:
        if not kept.bring_need_back(session, need_id):
            raise NotFound(_("No such need weight is put away."))
        if kept.count_needs(session) > MOST_NEEDS:
            raise BadInput(_too_many())
        _check_name(kept.all_needs(session), kept.need_with_id(session, need_id))
        note(session, AuditLine(at, by, "need weight brought back", need_id))


def _check_name(listed: list[NeedWeight], need: NeedWeight) -> None:
    """Two of one name cannot be told apart where figures name them."""
    others = (each.name.casefold() for each in listed if each.id != need.id)
    if need.name.casefold() in others:
        raise BadField("name", _("One on the list is called that. Give it another name."))


def _too_many() -> str:
    return _("%(most)s need weights can be kept. Put one away first.", most=MOST_NEEDS)


def number_rows(need: NeedWeight, layer: DemandLayer) -> list[list[str]]:
    """The numbers as they were given: code or ward, name, number."""
    names = {point.code: point.name for point in layer.points}
    return [[key, names.get(key, key), f"{number:.15g}"] for key, number in need.numbers.of.items()]


@dataclass(frozen=True, slots=True)
class ByNeed:
    """A need weight that fits the layer, and the share within reach by it at the hour: in words, as
    a number, and as a number if whatever is not known were open.
    """

    need: NeedWeight
    share: str
    cell: str
    cell_at_most: str


def by_needs(query: CoverageQuery, coverage: Coverage, needs: Sequence[NeedWeight]) -> list[ByNeed]:
    """Of those that are of the layer."""
    fitting = [(need, need.counts(query.layer)) for need in needs]
    known = [(need, counts) for need, counts in fitting if counts is not None]
    if not known:
        return []
    hour, limit = query.hour, query.limit
    counting = coverage.counting[:, hour]
    sure = coverage.reached(limit)[:, hour] & counting
    perhaps = coverage.perhaps_reached(limit)[:, hour] & counting
    return [
        _by_need(need, *(float(counts @ each) for each in (sure, perhaps, counting)))
        for need, counts in known
    ]


def _by_need(need: NeedWeight, reached: float, at_most: float, total: float) -> ByNeed:
    return ByNeed(
        need,
        share_by_need(reached, at_most, total),
        share_cell_by_need(reached, total),
        share_cell_by_need(at_most, total),
    )


def bands_by_need(
    query: CoverageQuery, coverage: Coverage, need: NeedWeight, counts: NDArray[np.float64]
) -> list[tuple[str, ByNeed]]:
    """Each band with the share within reach by need."""
    weighed, limit = coverage.with_counts(counts), query.limit
    rows = []
    for band in BANDS.values():
        reached, total = weighed.band_sums(limit, band)
        most = weighed.most_of_band(limit, band)
        rows.append((_(band.title), _by_need(need, reached, most, total)))
    return rows


def times_the_average(layer: DemandLayer, counts: NDArray[np.float64]) -> list[tuple[str, str]]:
    """Each ward, and how many times as much as on average one of its young people counts; the
    highest first.
    """
    wards = [point.group for point in layer.points]
    people, needs = dict.fromkeys(wards, 0.0), dict.fromkeys(wards, 0.0)
    for row, point in enumerate(layer.points):
        people[wards[row]] += point.count
    for row, amount in zip(layer.rows.tolist(), counts.tolist(), strict=True):
        needs[wards[row]] += amount
    mean = sum(needs.values()) / max(1.0, sum(people.values()))
    times = [
        (ward, needs[ward] / people[ward] / mean)
        for ward in people
        if ward and people[ward] and mean
    ]
    return [(ward, _times_words(each)) for ward, each in sorted(times, key=lambda pair: -pair[1])]


def _times_words(times: float) -> str:
    return _("under 0.1") if 0 < times < 0.05 else f"{times:.1f}"
