"""What if: scenarios under a name, what each would change, and two side by side. Nothing here touches the register."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.scenarios import add_change, begin_scenario, drop_change, every_scenario, one_scenario, put_away
from safespaces.coverage.bands import BANDS
from safespaces.coverage.week import hour_words
from safespaces.coverage.what_if import Change, Scenario
from safespaces.errors import BadInput, BadTime
from safespaces.hours.when import clock_minutes
from safespaces.venues.categories import KINDS
from safespaces.web.coverage import CHOICES
from safespaces.web.coverage_asked import the_coverage, the_look, weeks_to_choose
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_shown import coverage_of, names_of
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_view import band_rows, gap_cards, provenance, summary, week_cells
from safespaces.web.ground import ground
from safespaces.web.officer_form import me, seen

coverage_what_if = Blueprint("coverage_what_if", __name__, url_prefix="/coverage/what-if")

_TYPED = ("deed", "whom", "starts", "opens", "shuts", "name")
_MOST_DAYS = 7


@coverage_what_if.get("")
def scenarios() -> str:
    """All of them, and a new one."""
    return _list_page()


@coverage_what_if.post("")
def begin() -> Response | tuple[str, int]:
    """Begin one, with candidates to add where the form brings some."""
    base, sent = ground(), request.form
    try:
        changes = tuple(Change("add", f"candidate:{each}") for each in sent.getlist("candidate")[:40])
        made = begin_scenario(base.database, sent.get("name", ""), by=me(), at=base.clock(), changes=changes)
    except BadInput as error:
        return _list_page(str(error)), 400
    return redirect(f"/coverage/what-if/{made.id}", 303)


def _list_page(fault: str = "") -> str:
    look = the_look()
    found, names = every_scenario(ground().database), names_of(look)
    told = [(each, names.told(each)) for each in found]
    return render_template("coverage/what_ifs.html", look=look, scenarios=told, fault=fault, typed=_typed())


@coverage_what_if.get("/compare")
def compare() -> str:
    """Two side by side, and beside what there is."""
    look = the_look()
    chosen, names = _two(), names_of(look)
    columns = [the_coverage(look), *(coverage_of(look, each, names) for each in chosen)]
    return render_template(
        "coverage/compare.html", look=look, chosen=chosen, columns=[summary(look, each) for each in columns],
        bands=band_rows(columns, look.limit), maps=[coverage_map(look, each, gap_cards(look, each, 5)) for each in columns[1:]],
        told=[names.told(each) for each in chosen], choices=CHOICES, weeks=weeks_to_choose(look.demand), provenance=provenance(look),
        cells=[week_cells(each, look.limit) for each in columns[1:]],
    )  # fmt: skip


@coverage_what_if.get("/compare.csv")
def compare_csv() -> Response:
    """The table of it."""
    look = the_look()
    chosen, names = _two(), names_of(look)
    columns = [the_coverage(look), *(coverage_of(look, each, names) for each in chosen)]
    hour = [hour_words(look.hour), *(summary(look, each).percent for each in columns)]
    rows = [hour, *([title, *shares] for title, shares in band_rows(columns, look.limit))]
    return as_csv("compare", look, ["hours", "now", *(each.name for each in chosen)], rows)


def _two() -> list[Scenario]:
    said = [request.args.get(name, "") for name in ("a", "b")]
    if not all(said):
        raise BadInput("Choose two what-ifs to lay side by side.")
    return [one_scenario(ground().database, scenario_id) for scenario_id in said]


@coverage_what_if.get("/<scenario_id>")
def scenario(scenario_id: str) -> str:
    """One: its changes, and what they would do."""
    return _page(scenario_id)


@coverage_what_if.post("/<scenario_id>/add")
def add(scenario_id: str) -> Response | tuple[str, int]:
    """One change more."""
    base = ground()
    return _done(scenario_id, lambda: add_change(
        base.database, scenario_id, _change_sent(), seen=seen() or 0, by=me(), at=base.clock()
    ))  # fmt: skip


@coverage_what_if.post("/<scenario_id>/drop/<int:number>")
def drop(scenario_id: str, number: int) -> Response | tuple[str, int]:
    """One change less."""
    base = ground()
    return _done(scenario_id, lambda: drop_change(base.database, scenario_id, number, seen=seen() or 0, by=me(), at=base.clock()))


@coverage_what_if.post("/<scenario_id>/put-away")
def away(scenario_id: str) -> Response:
    """Off the list."""
    put_away(ground().database, scenario_id, by=me(), at=ground().clock())
    return redirect("/coverage/what-if", 303)


def _done(scenario_id: str, deed: Callable[[], object]) -> Response | tuple[str, int]:
    try:
        deed()
    except BadInput as error:
        return _page(scenario_id, str(error)), 400
    return redirect(f"/coverage/what-if/{scenario_id}", 303)


def _page(scenario_id: str, fault: str = "") -> str:
    look, base = the_look(), ground()
    it, names = one_scenario(base.database, scenario_id), names_of(look)
    before, after = the_coverage(look), coverage_of(look, it, names)
    gaps = gap_cards(look, after, 10)
    return render_template(
        "coverage/what_if.html", look=look, it=it, told=names.told(it),
        before=summary(look, before), after=summary(look, after), bands=band_rows([before, after], look.limit),
        cells=week_cells(after, look.limit), map=coverage_map(look, after, gaps), gaps=gaps, choices=CHOICES, venues=look.snapshot.venues,
        weeks=weeks_to_choose(look.demand), kinds=sorted({(v.kind, KINDS[v.kind]) for v in look.snapshot.venues}, key=lambda pair: pair[1]),
        candidates=sorted(names.candidates.values(), key=lambda each: each.name.casefold()), fault=fault, typed=_typed(),
        days=request.form.getlist("day"), others=[each for each in every_scenario(base.database) if each.id != it.id],
        provenance=provenance(look), all_bands=BANDS,
    )  # fmt: skip


def _change_sent() -> Change:
    sent = request.form
    deed = sent.get("deed", "")
    if deed == "add":
        return Change("add", sent.get("candidate", ""))
    starts = " ".join(sent.get("starts", "").split())[:60]
    whom = f"name:{starts}" if starts else sent.get("whom", "")
    if deed != "hours":
        return Change(deed, whom)
    days = tuple(sorted({int(day) for day in sent.getlist("day")[:_MOST_DAYS] if day in "0123456"}))
    return Change(deed, whom, days, _minutes("opens"), _minutes("shuts"), sent.get("is_shut") == "1")


def _minutes(name: str) -> int | None:
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if text == "24:00":
        return 1440
    try:
        return clock_minutes(text)
    except BadTime as error:
        raise BadInput(str(error)) from None


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "")[:200] for name in (*_TYPED, "candidate", "is_shut")}
