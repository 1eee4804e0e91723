"""Need weights: some young people counted more than others, by numbers of the group's own, with the
figure without a weight beside.
"""

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.coverage.figures import band_rows, band_shares, provenance, summary
from safespaces.actions.coverage.needs import (
    ByNeed,
    bands_by_need,
    bring_back_need,
    by_needs,
    every_need,
    number_rows,
    one_need,
    put_away_need,
    set_need,
    times_the_average,
)
from safespaces.coverage.need import KINDS, NeedWeight
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.web.coverage.forms import NeedForm
from safespaces.web.coverage.home import choices
from safespaces.web.coverage.query import (
    back_to,
    coverage_query,
    present_coverage,
    reader,
    weeks_to_choose,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import signed_in_email

coverage_needs = take_turns(Blueprint("coverage_needs", __name__, url_prefix="/coverage/needs"))


@coverage_needs.get("")
def needs() -> str:
    """All of them, and a new one."""
    return _list_page()


@coverage_needs.post("")
def begin() -> Redirect | tuple[str, int]:
    """Set one, for the layer of the address."""
    deps, form, query = dependencies(), NeedForm(request.form), coverage_query()

    def action() -> None:
        made = set_need(
            deps.database,
            query.layer,
            name=form.name.data,
            kind=form.kind.data,
            source=form.source.data,
            numbers=form.numbers.data,
            by=signed_in_email(),
            at=deps.clock(),
        )
        addresses.append(url_for("coverage_needs.need", need_id=made.id))

    addresses = list[str]()
    if not form.carry_out(action):
        return _list_page(form), 400
    return back_to(addresses[0])


@coverage_needs.get("/<need_id>")
def need(need_id: str) -> str:
    """One: what is within reach by it, and without."""
    query = coverage_query()
    now, it = present_coverage(query), one_need(dependencies().database, need_id)
    counts = it.counts(query.layer)
    return render_template(
        "coverage/need.html",
        query=query,
        it=it,
        kinds=KINDS,
        by_need=by_needs(query, now, [it]),
        plain_share=summary(reader(), query, now).percent,
        is_counted=bool(now.totals[query.hour]),
        bands=_bands(query, now, it),
        wards=[] if counts is None else times_the_average(query.layer, counts),
        choices=choices(),
        weeks=weeks_to_choose(query),
        provenance=provenance(reader(), query),
    )


@coverage_needs.get("/<need_id>.csv")
def need_csv(need_id: str) -> Response:
    """The parts of the day by it, and without, as a table."""
    query = coverage_query()
    now, it = present_coverage(query), one_need(dependencies().database, need_id)
    plain = band_shares(query, now)
    rows = [
        [title, by_need.cell, by_need.cell_at_most, *shares]
        for (title, by_need, _said), (_title, *shares) in zip(_bands(query, now, it), plain)
    ]
    rows += [[], [f"# By need: {it.name}"], [f"# Source of the numbers: {it.source}"]]
    header = ["hours", "by_need", "by_need_if_unknown_were_open", "share"]
    header += ["share_if_unknown_were_open"]
    return as_csv("need", query, header, rows, is_of_list=True)


def _bands(query: CoverageQuery, now: Coverage, it: NeedWeight) -> list[tuple[str, ByNeed, str]]:
    """Each band by need and without; none where the areas are others by now."""
    counts = it.counts(query.layer)
    if counts is None:
        return []
    plain = band_rows(query, [now])
    return [
        (title, by_need, said)
        for (title, by_need), (_title, (said,)) in zip(
            bands_by_need(query, now, it, counts), plain, strict=True
        )
    ]


@coverage_needs.get("/<need_id>/numbers.csv")
def numbers_csv(need_id: str) -> Response:
    """Its numbers, as a table."""
    query, it = coverage_query(), one_need(dependencies().database, need_id)
    rows = number_rows(it, query.layer)
    rows += [[], [f"# {it.name}: {KINDS[it.kind]}"], [f"# Source of the numbers: {it.source}"]]
    header = [it.numbers.by, "name", "number"]
    return as_csv("need-numbers", query, header, rows, is_of_list=True)


@coverage_needs.post("/<need_id>/put-away")
def away(need_id: str) -> Redirect:
    """Take it off the list."""
    deps = dependencies()
    put_away_need(deps.database, need_id, by=signed_in_email(), at=deps.clock())
    return back_to(url_for("coverage_needs.needs"))


@coverage_needs.post("/<need_id>/bring-back")
def back(need_id: str) -> Redirect:
    """Put it on the list again."""
    deps = dependencies()
    bring_back_need(deps.database, need_id, by=signed_in_email(), at=deps.clock())
    return back_to(url_for("coverage_needs.need", need_id=need_id))


def _list_page(sent: NeedForm | None = None) -> str:
    form, query, database = sent or NeedForm(), coverage_query(), dependencies().database
    now, every = present_coverage(query), every_need(database)
    return render_template(
        "coverage/needs.html",
        query=query,
        needs=every,
        shares={each.need.id: each.share for each in by_needs(query, now, every)},
        plain_share=summary(reader(), query, now).percent,
        is_counted=bool(now.totals[query.hour]),
        layers=query.demand.layers,
        wards=sorted({point.group for point in query.layer.points} - {""}),
        kinds=KINDS,
        away=every_need(database, put_away=True),
        form=form,
        faults=form.faults,
        provenance=provenance(reader(), query),
    )
