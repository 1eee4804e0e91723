"""Where next: the best set of so many candidates, beside the simple way of taking the best one by
one.
"""

from flask import Blueprint, Response, render_template, request

from safespaces.actions.coverage.beside import REFUSAL, doubts_of, for_target, other_sets
from safespaces.actions.coverage.figures import provenance
from safespaces.actions.coverage.map import coverage_map
from safespaces.actions.coverage.needs import every_need, one_need
from safespaces.actions.coverage.spots import spot_cards, surface_geojson
from safespaces.actions.coverage.where_next import Pool, best_of_pool, pool_of
from safespaces.coverage.bands import BANDS
from safespaces.coverage.candidate import ASSUMED
from safespaces.coverage.need import NeedWeight
from safespaces.coverage.optimum import AT_ONCE_S, TIME_LIMIT_S
from safespaces.coverage.query import CoverageQuery, band_key
from safespaces.coverage.solver import can_optimise
from safespaces.coverage.wording import count_cell
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.web.coverage.home import choices
from safespaces.web.coverage.query import (
    assumed_hours,
    chosen_band,
    coverage_query,
    reader,
    shown,
    weeks_to_choose,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.limits import Limit, reading

coverage_next = take_turns(Blueprint("coverage_next", __name__, url_prefix="/coverage"))

MOST_WANTED, USUAL = 50, 5
_CSV_COLUMNS = [
    "order",
    "name",
    "address",
    "adds_on_average",
    "alone",
    "hours",
    "hours_assumed",
    "loss_if_refused",
]


@coverage_next.get("/next")
@reading(Limit.FORMS)  # it may take seconds
def where_next() -> str | tuple[str, int]:
    """The form, and the answer to it."""
    query, fault, wanted, percent = coverage_query(), None, USUAL, None
    try:
        wanted, percent = _how_many(), _target()
    except BadField as error:
        fault = error
    band, assumed, counted = chosen_band(query), assumed_hours(), shown(query)
    pool = pool_of(reader(), query, counted, assumed)
    weighed, aim = _weighed(pool, query)
    candidates = pool.candidates
    target = for_target(aim, query, band, percent) if percent else None
    if target and target.places:
        wanted = target.places
    best = best_of_pool(reader(), query, pool, band, wanted, _solver_s(), weighed)
    compares = request.args.get("compare") == "1"
    page = render_template(
        "coverage/next.html",
        query=query,
        wanted=request.args.get("n", "") or wanted,
        band=band,
        band_key=band_key(band),
        bands=BANDS,
        best=best,
        assumed=assumed,
        assumptions=ASSUMED,
        choices=choices(),
        weeks=weeks_to_choose(query),
        fault=fault,
        can_optimise=can_optimise(),
        is_exact=is_exact(),
        target=target,
        needs=_needs_of(query),
        need=aim.need,
        need_left_out=_left_out(aim),
        pool=pool,
        counts_at_hour=bool(candidates.coverage.totals[query.hour]),
        percent_typed=request.args.get("target", "")[:10],
        doubts=doubts_of(aim, query, band, best),
        refusal=REFUSAL,
        compares=compares,
        others=other_sets(pool, query, best, wanted) if compares else [],
        provenance=provenance(reader(), query),
        most=MOST_WANTED,
        count=wanted,
        map=coverage_map(
            reader(),
            query,
            candidates.coverage,
            [],
            [candidates.facilities[row] for row in best.choice.chosen],
        ),
        shown=counted,
        spots=spot_cards(reader(), query, candidates.coverage),
        without_point=reader().without_a_point(),
    )
    return (page, 400) if fault else page


@coverage_next.get("/next.csv")
@reading(Limit.FORMS)  # it may take seconds
def next_csv() -> Response:
    """The set as a table."""
    query, assumed = coverage_query(), assumed_hours()
    band, counted, few = chosen_band(query), shown(query), query.layer.few
    pool = pool_of(reader(), query, counted, assumed)
    weighed, aim = _weighed(pool, query)
    best = best_of_pool(reader(), query, pool, band, _how_many(), _solver_s(), weighed)
    doubts = doubts_of(aim, query, band, best)
    rows = [
        [
            str(number),
            site.known.candidate.name,
            site.known.candidate.address,
            count_cell(site.adds, few),
            count_cell(site.alone, few),
            site.hours.text,
            "yes" if site.hours.are_assumed else "no",
            doubts.if_refused[number - 1],
        ]
        for number, site in enumerate(best.sites, 1)
    ]
    if best.sites:
        rows += [
            [],
            [f"# If each says no two times in five: {doubts.expected} on average"],
            *(
                [f"# With a walk of {each[0]} minutes: {each[1]}"]
                for each in (doubts.nearer, doubts.wider)
            ),
            *(
                [f"# {other} in the place of {out}: a loss of {loss}"]
                for out, other, loss in doubts.swaps
            ),
        ]
    rows += [[], [f"# {band.title}"], [f"# {best.guarantee}"]]
    if aim.need and best.by_need:
        rows += [
            [f"# Chosen by need: {aim.need.name} ({aim.need.source})"],
            [f"# By need from {best.by_need.before} to {best.by_need.after}"],
            [f"# The set that adds most people: {'; '.join(best.by_need.others)}"],
        ]
    lacking = [name for _id, name in reader().without_a_point()]
    if lacking:
        rows += [[f"# Left out, because they have no point: {'; '.join(lacking)}"]]
    rows += [[f"# Counted as if open already: {each.candidate.name}"] for each in best.agreed]
    return as_csv(
        "where-next",
        query,
        _CSV_COLUMNS,
        rows,
    )


@coverage_next.get("/surface.geojson")
@reading(Limit.FORMS)
def surface() -> Response:
    """Where one more open place would reach how many at the hour, whoever it is."""
    query = coverage_query()
    content = surface_geojson(reader(), query, shown(query).coverage)
    return Response(content, content_type="application/geo+json")


def _needs_of(query: CoverageQuery) -> list[NeedWeight]:
    """The need weights that are of the layer."""
    every = every_need(dependencies().database)
    return [each for each in every if each.counts(query.layer) is not None]


def _left_out(aim: Pool) -> NeedWeight | None:
    """The need weight of the address where it is of another layer."""
    need_id = request.args.get("need", "")
    return one_need(dependencies().database, need_id) if need_id and not aim.need else None


def _weighed(pool: Pool, query: CoverageQuery) -> tuple[Pool | None, Pool]:
    """The pool by the need weight of the address, if there is one of this layer; and the pool that
    a set is chosen from. Raises NotFound.
    """
    need_id = request.args.get("need", "")
    need = one_need(dependencies().database, need_id) if need_id else None
    counts = need.counts(query.layer) if need else None
    if need is None or counts is None:
        return None, pool
    weighed = pool.by_need(need, counts)
    return weighed, weighed


def _how_many() -> int:
    text = request.args.get("n", "").strip() or str(USUAL)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_WANTED):
        raise BadField("n", _("Ask for 1 to %(most_wanted)s places.", most_wanted=MOST_WANTED))
    return int(text)


def _target() -> int | None:
    """The share that is to be reached, in per cent. Raises BadField."""
    text = request.args.get("target", "").strip().removesuffix("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= 100):
        raise BadField("target", _("Write a share from 1 to 100 per cent, or leave it empty."))
    return int(text)


def is_exact() -> bool:
    """Whether the proven best is asked for, however long it takes, and can be had."""
    return request.args.get("exact") == "1" and can_optimise()


def _solver_s() -> float:
    """For how many seconds the solver may work."""
    if not can_optimise():
        return 0.0
    return TIME_LIMIT_S if is_exact() else AT_ONCE_S
