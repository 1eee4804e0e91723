"""What the list of each earlier month would reach in the week and hour of a query."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from safespaces.actions.coverage.measure import (
    earlier_list,
    earlier_numbers,
    facilities_of,
    without_closures,
)
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.facility import Facility
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.wording import grained_pair, percent
from safespaces.dates import padded_date
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class TrendRow:
    """An earlier list: when it was published, its number, how many places, and the share it would
    reach.
    """

    on: str
    number: str
    places: int
    percent: str


def trend(reader: CoverageReader, query: CoverageQuery) -> list[TrendRow]:
    """One row a month, the present list last: like compared with like, closures left out."""
    rows = []
    for number, at in earlier_numbers(reader.database, reader.zone):
        places = reader.memory.once(
            ("list", number), partial(earlier_list, reader.database, number)
        )
        if places is not None:
            rows.append(_row(reader, query, number, at, places))
    snapshot = query.snapshot
    return [
        *rows,
        _row(reader, query, snapshot.number, snapshot.published_at, facilities_of(snapshot)),
    ]


def _row(
    reader: CoverageReader,
    query: CoverageQuery,
    number: str,
    at: datetime,
    places: tuple[Facility, ...],
) -> TrendRow:
    def figures() -> tuple[int, int]:
        then = reader.of_places(query, without_closures(places))
        both = float(then.table(query.limit)[query.hour]), float(then.totals[query.hour])
        return grained_pair(*both, query.layer.grain)

    reached, total = reader.memory.once(
        ("trend", number, query.key, query.limit, query.hour), figures
    )
    is_present = number == query.snapshot.number
    on = padded_date(at.astimezone(reader.zone).date())
    if is_present:
        on = _("%(on)s, the present list", on=on)
    return TrendRow(on, number, len(places), percent(reached, total, query.layer.few))
