"""What a chair asks of one hour, each answer in a sentence with its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from safespaces.actions.coverage.needs import ByNeed, by_needs
from safespaces.coverage.equity import EquityGap, equity_gap
from safespaces.coverage.need import NeedWeight
from safespaces.coverage.place_reach import place_reach
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.summary import share_up_to
from safespaces.coverage.walk_lengths import WalkLengths, walk_lengths
from safespaces.coverage.wording import (
    count_cell,
    count_words,
    grained,
    grained_pair,
    percent,
    share_cells,
)
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer in words, and the figures of it by name."""

    question: str
    words: str
    figures: tuple[tuple[str, str], ...] = ()


def answers(
    query: CoverageQuery, coverage: Coverage, needs: Sequence[NeedWeight] = ()
) -> list[Answer]:
    """Of the hour that is looked at; none where nobody counts."""
    if not coverage.totals[query.hour]:
        return []
    found = [_dependence(query, coverage), _walks(query, coverage)]
    gap = equity_gap(coverage, query.limit, query.hour)
    weighed = by_needs(query, coverage, needs)
    by_need = [_needs(query, coverage, weighed)] if weighed else []
    return [
        *found,
        *([_fairness(gap, bool(coverage.table(query.limit)[query.hour]))] if gap else []),
        *by_need,
    ]


def _needs(query: CoverageQuery, coverage: Coverage, weighed: list[ByNeed]) -> Answer:
    said = (
        _(
            "by “%(name)s” (%(source)s) %(share)s",
            name=each.need.name,
            source=each.need.source,
            share=each.share,
        )
        for each in weighed
    )
    hour, grain, few = query.hour, query.layer.grain, query.layer.few
    total = float(coverage.totals[hour])
    of_all = (coverage.table(query.limit)[hour], coverage.at_most(query.limit)[hour])
    (reached, all_), (most, _all) = (grained_pair(float(each), total, grain) for each in of_all)
    words = _(
        "Where all count alike %(plain)s are within reach; %(shares)s. The weight is the group’s"
        " choice.",
        plain=share_up_to(coverage, query.limit, hour),
        shares="; ".join(said),
    )
    plain_figures = (
        ("share_where_all_count_alike", share_cells(reached, all_, few)[2]),
        ("share_where_all_count_alike_if_unknown_were_open", share_cells(most, all_, few)[2]),
    )
    figures = plain_figures + tuple(
        figure
        for each in weighed
        for figure in (
            (f"share_by_need: {each.need.name}", each.cell),
            (f"share_by_need_if_unknown_were_open: {each.need.name}", each.cell_at_most),
        )
    )
    return Answer(_("And by need?"), words, figures)


def _dependence(query: CoverageQuery, coverage: Coverage) -> Answer:
    question = _("If one place shuts, who is left?")
    places = place_reach(coverage, query.limit, query.hour)
    few, grain = query.layer.few, query.layer.grain
    reached = float(coverage.table(query.limit)[query.hour])
    if not reached:
        return Answer(
            question,
            _("Nobody is known to be within reach, so nobody is known to be lost."),
        )
    only = sum(each.only for each in places)
    worst = max(places, key=lambda each: each.only)
    pair = grained_pair(only, reached, grain)
    share = percent(*pair, few)
    perhaps = place_reach(coverage, query.limit, query.hour, unknown_too=True)
    at_most = float(coverage.at_most(query.limit)[query.hour])
    pair_then = grained_pair(sum(each.only for each in perhaps), at_most, grain)
    then = percent(*pair_then, few)
    figures = (
        ("share_with_one_place_only", share_cells(*pair, few)[2]),
        ("share_with_one_place_only_if_unknown_were_open", share_cells(*pair_then, few)[2]),
        ("worst_loss", count_cell(grained(worst.only, grain), few)),
        ("worst_loss_place", coverage.facilities[worst.row].name if worst.only else ""),
    )
    if not worst.only:
        words = _("Everybody within reach has two places or more that are known to be open.")
        return Answer(question, words, figures)
    words = _(
        "Of those within reach, %(share)s have one place that is known to be open and no"
        " other%(doubt)s. Most would be lost with %(name)s: %(count)s.",
        share=share,
        doubt=_(" (%(then)s if every unknown one were open)", then=then) if then != share else "",
        name=coverage.facilities[worst.row].name,
        count=count_words(grained(worst.only, grain), few),
    )
    return Answer(question, words, figures)


def _walks(query: CoverageQuery, coverage: Coverage) -> Answer:
    found = walk_lengths(coverage, query.hour)
    figures = (
        ("mean_walk_minutes", "" if found.mean is None else f"{found.mean:.1f}"),
        ("half_within_minutes", str(found.half or "")),
        ("nine_in_ten_within_minutes", str(found.nine_in_ten or "")),
    )
    return Answer(_("How far do they have to walk?"), _walk_words(query, found), figures)


def _walk_words(query: CoverageQuery, found: WalkLengths) -> str:
    if found.half is None:
        return _(
            "More than half of them have no place that is known to be open within two hours’ walk."
        )
    half = _(
        "Half of them have a place that is known to be open within about %(half)s minutes’ walk",
        half=found.half,
    )
    if found.nine_in_ten is None:
        few = count_words(grained(found.beyond, query.layer.grain), query.layer.few)
        return _(
            "%(half)s; one in ten or more is over two hours away (%(few)s).", half=half, few=few
        )
    nine = _("%(half)s, nine in ten within %(nine)s", half=half, nine=found.nine_in_ten)
    if found.mean is None:
        few = count_words(grained(found.beyond, query.layer.grain), query.layer.few)
        return _("%(nine)s; for %(few)s it is over two hours.", nine=nine, few=few)
    return _("%(nine)s; it is %(mean)s on average.", nine=nine, mean=round(found.mean))


def _fairness(gap: EquityGap, is_known: bool) -> Answer:
    figures = (
        ("share_most_deprived_fifth", f"{gap.poorest:.3f}"),
        ("share_least_deprived_fifth", f"{gap.richest:.3f}"),
        ("gap_points", f"{gap.points:.1f}"),
        ("gap_points_low", f"{gap.low:.1f}"),
        ("gap_points_high", f"{gap.high:.1f}"),
        ("concentration_index", f"{gap.concentration:.3f}"),
    )
    if not is_known:
        words = _("Nobody is known to be within reach, so there is nothing to compare.")
        return Answer(_("Is it fair?"), words, tuple((name, "") for name, _value in figures))
    poor, rich = (percent(round(1000 * each), 1000) for each in (gap.poorest, gap.richest))
    words = _(
        "In the most deprived fifth of England’s areas %(poor)s are within reach, in the least"
        " deprived fifth %(rich)s: %(gap)s.",
        poor=poor,
        rich=rich,
        gap=gap_words(gap),
    )
    return Answer(_("Is it fair?"), words, figures)


def gap_words(gap: EquityGap) -> str:
    """The gap between the fifths in words: between which numbers of points, and for whom."""
    low, high = round(gap.low), round(gap.high)
    if low < 0 < high:
        return _(
            "which of the two is better off hangs on the length of the walk and on where people"
            " are in their areas (%(low)s to %(high)s points)",
            low=low,
            high=f"+{high}",
        )
    ends = sorted((abs(low), abs(high)))
    if not ends[1]:
        return _("no difference")
    between = str(ends[0]) if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    if high > 0:
        return _("%(between)s points more for the poorer", between=between)
    return _("%(between)s points less for the poorer", between=between)
