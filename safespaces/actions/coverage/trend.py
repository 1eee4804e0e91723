"""What the list of each earlier month would reach in the week and hour of a query."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from safespaces.actions.coverage.answers import gap_words
from safespaces.actions.coverage.measure import (
    earlier_list,
    earlier_numbers,
    facilities_of,
    without_closures,
)
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.equity import EquityGap, equity_gap
from safespaces.coverage.facility import Facility
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.wording import grained_pair, percent_up_to
from safespaces.dates import padded_date
from safespaces.language import gettext as _
from safespaces.language import ngettext

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class TrendRow:
    """An earlier list: when it was published, its number, how many places, the share it would
    reach, what had changed since the list before it, and the gap between the most and the least
    deprived fifth ("" where the layer has none).
    """

    on: str
    number: str
    places: int
    percent: str
    changes: str = ""
    gap: str = ""


def trend(reader: CoverageReader, query: CoverageQuery) -> list[TrendRow]:
    """One row a month, the present list last: like compared with like, closures left out."""
    lists = []
    for number, at in earlier_numbers(reader.database, reader.zone):
        places = reader.memory.once(
            ("list", number), partial(earlier_list, reader.database, number)
        )
        if places is not None:
            lists.append((number, at, places))
    snapshot = query.snapshot
    lists.append((snapshot.number, snapshot.published_at, facilities_of(snapshot)))
    rows = [_row(reader, query, *each) for each in lists]
    befores = [None, *(places for _number, _at, places in lists)]
    return [
        replace(row, changes=changes_words(before, places) if before is not None else "")
        for row, before, (_number, _at, places) in zip(rows, befores, lists)
    ]


def changes_words(before: Sequence[Facility], after: Sequence[Facility]) -> str:
    """What changed from a list to the next: who joined, who left, how many changed their hours;
    "" for nothing.
    """
    was, now = ({each.id: each for each in places} for places in (before, after))
    joined = sorted(now[each].name for each in now.keys() - was.keys())
    left = sorted(was[each].name for each in was.keys() - now.keys())
    hours = sum(now[each].safe_hours != was[each].safe_hours for each in now.keys() & was.keys())
    said = [
        _("joined: %(names)s", names=_names(joined)) if joined else "",
        _("left: %(names)s", names=_names(left)) if left else "",
        ngettext("%(count)s with other hours", "%(count)s with other hours", hours, count=hours)
        if hours
        else "",
    ]
    return "; ".join(each for each in said if each)


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = ", ".join(names[:_MOST_NAMES])
    return _("%(shown)s and %(more)s more", shown=shown, more=more) if more > 0 else shown


def _row(
    reader: CoverageReader,
    query: CoverageQuery,
    number: str,
    at: datetime,
    places: tuple[Facility, ...],
) -> TrendRow:
    def figures() -> tuple[int, int, int, EquityGap | None]:
        then = reader.of_places(query, without_closures(places))
        both = float(then.table(query.limit)[query.hour]), float(then.totals[query.hour])
        gap = equity_gap(then, query.limit, query.hour) if both[0] else None
        at_most = float(then.at_most(query.limit)[query.hour])
        most, _total = grained_pair(at_most, both[1], query.layer.grain)
        return (*grained_pair(*both, query.layer.grain), most, gap)

    reached, total, most, gap = reader.memory.once(
        ("trend", number, query.key, query.limit, query.hour), figures
    )
    is_present = number == query.snapshot.number
    on = padded_date(at.astimezone(reader.zone).date())
    if is_present:
        on = _("%(on)s, the present list", on=on)
    share = percent_up_to(reached, total, most, query.layer.few)
    return TrendRow(on, number, len(places), share, gap=gap_words(gap) if gap else "")
