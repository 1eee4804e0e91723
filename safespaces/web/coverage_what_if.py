"""What if: scenarios under a name, what each would change, and two side by side. Nothing here touches the register."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.scenarios import add_change, begin_scenario, bring_back, drop_change, every_scenario, one_scenario, put_away
from safespaces.coverage.candidate import ASSUMED, USUAL_HOURS
from safespaces.coverage.gaps import MOST_GAPS
from safespaces.coverage.reach import Coverage
from safespaces.coverage.what_if import Change, Scenario, is_meant
from safespaces.errors import BadField, BadInput, BadTime, NotFound
from safespaces.hours.rules import MINUTES_A_DAY
from safespaces.hours.when import clock_minutes
from safespaces.venues.categories import KINDS
from safespaces.web.coverage import CHOICES, LARGEST_GAPS
from safespaces.web.coverage_asked import Look, back_to, the_coverage, the_look, weeks_to_choose, written
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_shown import Names, added_by, coverage_of, names_of
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_turns import take_turns
from safespaces.web.coverage_view import band_rows, gap_cards, provenance, summary, week_cells, week_legend
from safespaces.web.ground import ground
from safespaces.web.officer_form import me, seen

coverage_what_if = take_turns(Blueprint("coverage_what_if", __name__, url_prefix="/coverage/what-if"))

_TYPED = ("deed", "whom", "starts", "opens", "shuts", "name", "candidate", "is_shut")
_DAYS = frozenset("0123456")


@coverage_what_if.get("")
def scenarios() -> str:
    """All of them, and a new one."""
    return _list_page()


@coverage_what_if.post("")
def begin() -> Response | tuple[str, int]:
    """Begin one, with candidates to add where the form brings some."""
    base, sent = ground(), request.form
    assumed = sent.get("assumed", USUAL_HOURS)
    try:
        changes = tuple(
            Change("add", f"candidate:{each}", hours=assumed if assumed in ASSUMED else USUAL_HOURS) for each in sent.getlist("candidate")
        )
        made = begin_scenario(base.database, sent.get("name", ""), by=me(), at=base.clock(), changes=_known_hours(changes))
    except BadInput as error:
        return _list_page(str(error)), 400
    return back_to(url_for("coverage_what_if.scenario", scenario_id=made.id))


def _known_hours(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Without assumed hours where a candidate's own are known."""
    known = names_of(the_look()).candidates
    own = {key for key, place in known.items() if place.safe_hours}
    return tuple(Change("add", each.whom) if each.whom.partition(":")[2] in own else each for each in changes)


def _list_page(fault: str = "") -> str:
    look, database = the_look(), ground().database
    names = names_of(look)
    told = [(each, names.told(each)) for each in every_scenario(database)]
    sent = request.form
    return render_template(
        "coverage/what_ifs.html", look=look, scenarios=told, away=every_scenario(database, put_away=True), fault=fault, typed=_typed(),
        candidates=sent.getlist("candidate"), assumed=sent.get("assumed", ""),
    )  # fmt: skip


@coverage_what_if.get("/compare")
def compare() -> str:
    """Two side by side, and beside what there is."""
    look = the_look()
    chosen, names = _two(), names_of(look)
    columns = _columns(look, chosen, names)
    gaps = [gap_cards(look, each, LARGEST_GAPS) for each in columns[1:]]
    return render_template(
        "coverage/compare.html", look=look, chosen=chosen, columns=[summary(look, each) for each in columns], gaps=gaps,
        bands=band_rows(look, columns),
        maps=[coverage_map(look, each, its, added_by(each, names)) for each, its in zip(columns[1:], gaps, strict=True)],
        told=[names.told(each) for each in chosen], choices=CHOICES, weeks=weeks_to_choose(look.demand), provenance=provenance(look),
        cells=[week_cells(look, each) for each in columns[1:]], week_legend=week_legend(),
    )  # fmt: skip


@coverage_what_if.get("/compare.csv")
def compare_csv() -> Response:
    """The table of it."""
    look = the_look()
    chosen = _two()
    columns = _columns(look, chosen, names_of(look))
    hour = [look.week.when_words(look.hour), *(summary(look, each).percent for each in columns)]
    rows = [hour, *([title, *shares] for title, shares in band_rows(look, columns))]
    return as_csv("compare", look, ["hours", "now", *(each.name for each in chosen)], rows)


def _columns(look: Look, chosen: list[Scenario], names: Names) -> list[Coverage]:
    return [the_coverage(look), *(coverage_of(look, each, names) for each in chosen)]


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
    return back_to(url_for("coverage_what_if.scenarios"))


@coverage_what_if.post("/<scenario_id>/bring-back")
def back(scenario_id: str) -> Response:
    """On the list again."""
    bring_back(ground().database, scenario_id, by=me(), at=ground().clock())
    return redirect(url_for("coverage_what_if.scenario", scenario_id=scenario_id), 303)


def _done(scenario_id: str, deed: Callable[[], object]) -> Response | tuple[str, int]:
    try:
        deed()
    except NotFound as error:
        raise NotFound(f"{error} {written(_TYPED)}") from None
    except BadInput as error:
        return _page(scenario_id, str(error), _box(error.field)), 400
    return back_to(url_for("coverage_what_if.scenario", scenario_id=scenario_id))


def _box(field: str) -> str:
    """The box that holds a field in the form that was sent; the list of changes where none does."""
    its = {"remove": "gone", "hours": "changed"}.get(request.form.get("deed", ""), "gone")
    return {"whom": f"whom-{its}", "starts": f"starts-{its}", "days": "day-0"}.get(field, field) or "changes"


def _page(scenario_id: str, fault: str = "", field: str = "") -> str:
    look, base = the_look(), ground()
    it, names = one_scenario(base.database, scenario_id), names_of(look)
    before, after = the_coverage(look), coverage_of(look, it, names)
    gaps = gap_cards(look, after, MOST_GAPS)
    return render_template(
        "coverage/what_if.html", look=look, it=it, told=names.told(it), before=summary(look, before), after=summary(look, after),
        bands=band_rows(look, [before, after]), cells=week_cells(look, after), gaps=gaps,
        map=coverage_map(look, after, gaps, added_by(after, names)),
        choices=CHOICES, venues=look.snapshot.venues, weeks=weeks_to_choose(look.demand),
        kinds=sorted({(v.kind, KINDS[v.kind]) for v in look.snapshot.venues}, key=lambda pair: pair[1]),
        candidates=sorted(names.labels.items(), key=lambda pair: pair[1].casefold()), fault=fault, fault_field=field, typed=_typed(),
        days=request.form.getlist("day"), others=[each for each in every_scenario(base.database) if each.id != it.id],
        provenance=provenance(look), week_legend=week_legend(),
    )  # fmt: skip


def _change_sent() -> Change:
    sent, names = request.form, names_of(the_look())
    deed = sent.get("deed", "")
    if deed == "add":
        return _known_hours((Change("add", sent.get("candidate", ""), hours=USUAL_HOURS),))[0]
    starts = " ".join(sent.get("starts", "").split())
    whom = f"name:{starts}" if starts else sent.get("whom", "")
    if deed == "hours":
        days = tuple(sorted({int(day) for day in sent.getlist("day") if day in _DAYS}))
        change = Change(deed, whom, days, _minutes("opens"), _minutes("shuts"), sent.get("is_shut") == "1")
    else:
        change = Change(deed, whom)
    if not any(is_meant(place, whom) for place in names.places):
        raise BadField("starts" if starts else "whom", "No Safe Space on the list is called that, or is of that kind.")
    return change


def _minutes(name: str) -> int | None:
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if text == "24:00":
        return MINUTES_A_DAY
    try:
        return clock_minutes(text)
    except BadTime as error:
        raise BadField(name, str(error)) from None


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in _TYPED}
