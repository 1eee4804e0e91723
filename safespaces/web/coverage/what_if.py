"""What if: scenarios under a name, what each would change, and two side by side.

Nothing here touches the register.
"""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.coverage.figures import (
    band_rows,
    gap_cards,
    provenance,
    summary,
    week_cells,
    week_legend,
)
from safespaces.actions.coverage.map import coverage_map
from safespaces.actions.coverage.scenarios import (
    add_change,
    begin_scenario,
    bring_back,
    drop_change,
    every_scenario,
    one_scenario,
    put_away,
)
from safespaces.actions.coverage.shown import (
    WhatIfTargets,
    added_by,
    barred_of,
    what_if_coverage,
    what_if_targets,
)
from safespaces.coverage.candidate import ASSUMED, USUAL_HOURS
from safespaces.coverage.gaps import MOST_GAPS
from safespaces.coverage.links import MOST as MOST_LINKS
from safespaces.coverage.links import link_between
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.what_if import Change, Scenario, is_meant, links_of
from safespaces.errors import BadField, BadInput, BadTime, NotFound
from safespaces.geo.point import Point
from safespaces.hours.rules import MINUTES_A_DAY
from safespaces.hours.when import clock_minutes
from safespaces.language import gettext as _
from safespaces.venues.categories import KINDS
from safespaces.venues.meaning import PLACE_PREFIX, Choice, Whereabouts
from safespaces.venues.whereabouts import resolve
from safespaces.web.coverage.forms import (
    CHANGE_FORMS,
    AddForm,
    DropForm,
    LinkForm,
    OtherHoursForm,
    RemoveForm,
    WhatIfForm,
)
from safespaces.web.coverage.home import LARGEST_GAPS, choices
from safespaces.web.coverage.query import (
    back_to,
    coverage_query,
    present_coverage,
    reader,
    weeks_to_choose,
    written,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.boxes import StaffForm, TextBox
from safespaces.web.forms.staff import expected_version, signed_in_email

coverage_what_if = take_turns(
    Blueprint("coverage_what_if", __name__, url_prefix="/coverage/what-if")
)

_DAYS = frozenset("0123456")


@coverage_what_if.get("")
def scenarios() -> str:
    """All of them, and a new one."""
    return _list_page()


@coverage_what_if.post("")
def begin() -> Response | tuple[str, int]:
    """Begin one, with candidates to add where the form brings some."""
    deps, form, made = dependencies(), WhatIfForm(request.form), list[Scenario]()
    assumed = request.form.get("assumed", USUAL_HOURS)
    changes = tuple(
        Change("add", f"candidate:{each}", hours=assumed if assumed in ASSUMED else USUAL_HOURS)
        for each in request.form.getlist("candidate")
    )

    def action() -> None:
        made.append(
            begin_scenario(
                deps.database,
                form.name.data,
                by=signed_in_email(),
                at=deps.clock(),
                changes=_known_hours(changes),
            )
        )

    if not form.carry_out(action):
        return _list_page(form), 400
    return back_to(url_for("coverage_what_if.scenario", scenario_id=made[0].id))


def _known_hours(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Without assumed hours where a candidate's own are known."""
    known = what_if_targets(reader(), coverage_query()).candidates
    own = {key for key, place in known.items() if place.safe_hours}
    return tuple(
        Change("add", each.target) if each.target.partition(":")[2] in own else each
        for each in changes
    )


def _list_page(sent: WhatIfForm | None = None) -> str:
    form = sent or WhatIfForm()
    query, database = coverage_query(), dependencies().database
    targets = what_if_targets(reader(), query)
    told = [(each, targets.changes_in_words(each)) for each in every_scenario(database)]
    return render_template(
        "coverage/what_ifs.html",
        query=query,
        scenarios=told,
        away=every_scenario(database, put_away=True),
        form=form,
        faults=form.faults,
        candidates=request.form.getlist("candidate"),
        assumed=request.form.get("assumed", ""),
    )


@coverage_what_if.get("/compare")
def compare() -> str:
    """Two side by side, and beside what there is."""
    query = coverage_query()
    chosen, targets = _two(), what_if_targets(reader(), query)
    columns = _columns(query, chosen, targets)
    gaps = [gap_cards(reader(), query, each, LARGEST_GAPS) for each in columns[1:]]
    return render_template(
        "coverage/compare.html",
        query=query,
        chosen=chosen,
        columns=[
            summary(reader(), query, each, is_what_if=number > 0)
            for number, each in enumerate(columns)
        ],
        gaps=gaps,
        bands=band_rows(query, columns),
        maps=[
            coverage_map(reader(), query, each, its, added_by(each, targets))
            for each, its in zip(columns[1:], gaps, strict=True)
        ],
        told=[targets.changes_in_words(each) for each in chosen],
        choices=choices(),
        weeks=weeks_to_choose(query),
        provenance=provenance(reader(), query),
        cells=[week_cells(query, each) for each in columns[1:]],
        week_legend=week_legend(),
    )


@coverage_what_if.get("/compare.csv")
def compare_csv() -> Response:
    """The table of it."""
    query = coverage_query()
    chosen = _two()
    columns = _columns(query, chosen, what_if_targets(reader(), query))
    hour = [
        query.week.when_words(query.hour),
        *(summary(reader(), query, each).percent for each in columns),
    ]
    rows = [hour, *([title, *shares] for title, shares in band_rows(query, columns))]
    return as_csv("compare", query, ["hours", "now", *(each.name for each in chosen)], rows)


def _columns(
    query: CoverageQuery, chosen: list[Scenario], targets: WhatIfTargets
) -> list[Coverage]:
    return [
        present_coverage(query),
        *(what_if_coverage(reader(), query, each, targets) for each in chosen),
    ]


def _two() -> list[Scenario]:
    said = [request.args.get(name, "") for name in ("a", "b")]
    if not all(said):
        raise BadInput(_("Choose two what-ifs to lay side by side."))
    return [one_scenario(dependencies().database, scenario_id) for scenario_id in said]


@coverage_what_if.get("/<scenario_id>")
def scenario(scenario_id: str) -> str:
    """One: its changes, and what they would do."""
    return _page(scenario_id)


@coverage_what_if.post("/<scenario_id>/add")
def add(scenario_id: str) -> Response | tuple[str, int]:
    """Add one change to a what-if."""
    deps, form = (
        dependencies(),
        CHANGE_FORMS.get(request.form.get("deed", ""), DropForm)(request.form),
    )
    return _done(
        scenario_id,
        form,
        lambda: add_change(
            deps.database,
            scenario_id,
            _change_in(form, scenario_id),
            expected_version=expected_version() or 0,
            by=signed_in_email(),
            at=deps.clock(),
        ),
    )


@coverage_what_if.post("/<scenario_id>/drop/<int:number>")
def drop(scenario_id: str, number: int) -> Response | tuple[str, int]:
    """Remove one change of a what-if."""
    deps = dependencies()
    return _done(
        scenario_id,
        DropForm(),
        lambda: drop_change(
            deps.database,
            scenario_id,
            number,
            expected_version=expected_version() or 0,
            by=signed_in_email(),
            at=deps.clock(),
        ),
    )


@coverage_what_if.post("/<scenario_id>/put-away")
def away(scenario_id: str) -> Response:
    """Archive a what-if."""
    put_away(dependencies().database, scenario_id, by=signed_in_email(), at=dependencies().clock())
    return back_to(url_for("coverage_what_if.scenarios"))


@coverage_what_if.post("/<scenario_id>/bring-back")
def back(scenario_id: str) -> Response:
    """Bring an archived what-if back."""
    bring_back(
        dependencies().database, scenario_id, by=signed_in_email(), at=dependencies().clock()
    )
    return redirect(url_for("coverage_what_if.scenario", scenario_id=scenario_id), 303)


def _done(
    scenario_id: str, form: StaffForm, action: Callable[[], object]
) -> Response | tuple[str, int]:
    try:
        is_done = form.carry_out(action)
    except NotFound as error:
        raise NotFound(f"{error} {written(each.name for each in form)}") from None
    if not is_done:
        return _page(scenario_id, form), 400
    return back_to(url_for("coverage_what_if.scenario", scenario_id=scenario_id))


def _change_forms(
    sent: StaffForm | None, query: CoverageQuery, targets: WhatIfTargets
) -> dict[str, StaffForm]:
    """The forms of a page, with what may be chosen today."""
    add = sent if isinstance(sent, AddForm) else AddForm()
    remove = sent if isinstance(sent, RemoveForm) else RemoveForm()
    hours = sent if isinstance(sent, OtherHoursForm) else OtherHoursForm()
    labels = sorted(targets.labels.items(), key=lambda pair: pair[1].casefold())
    add.candidate.offer({f"candidate:{key}": label for key, label in labels})
    kinds = sorted({(KINDS[venue.kind], venue.kind) for venue in query.snapshot.venues})
    whom = {
        f"kind:{code}": _("Every one of the kind: %(label)s", label=label) for label, code in kinds
    }
    whom |= {f"venue:{venue.id}": venue.name for venue in query.snapshot.venues}
    remove.whom.offer(whom)
    hours.whom.offer(whom)
    link = sent if isinstance(sent, LinkForm) else LinkForm()
    return {"add_form": add, "remove_form": remove, "hours_form": hours, "link_form": link}


def _page(scenario_id: str, sent: StaffForm | None = None) -> str:
    query, deps = coverage_query(), dependencies()
    it, targets = one_scenario(deps.database, scenario_id), what_if_targets(reader(), query)
    before, after = present_coverage(query), what_if_coverage(reader(), query, it, targets)
    gaps = gap_cards(reader(), query, after, MOST_GAPS)
    return render_template(
        "coverage/what_if.html",
        query=query,
        it=it,
        told=targets.changes_in_words(it),
        before=summary(reader(), query, before),
        after=summary(reader(), query, after, is_what_if=True),
        bands=band_rows(query, [before, after]),
        cells=week_cells(query, after),
        gaps=gaps,
        map=coverage_map(
            reader(),
            query,
            after,
            gaps,
            added_by(after, targets),
            links=links_of(it.changes),
        ),
        barred=barred_of(query, it, targets),
        choices=choices(),
        weeks=weeks_to_choose(query),
        faults=sent.faults if sent else [],
        **_change_forms(sent, query, targets),
        others=[each for each in every_scenario(deps.database) if each.id != it.id],
        provenance=provenance(reader(), query),
        week_legend=week_legend(),
    )


def _change_in(form: StaffForm, scenario_id: str) -> Change:
    """The change that a form says. Raises BadField."""
    targets = what_if_targets(reader(), coverage_query())
    if isinstance(form, LinkForm):
        there = links_of(one_scenario(dependencies().database, scenario_id).changes)
        if len(there) >= MOST_LINKS:
            raise BadField("way_from", _("%(most)s new ways are the most.", most=MOST_LINKS))
        link = link_between(_end(form.way_from), _end(form.way_to))
        return Change("link", f"way:{link.target}")
    if isinstance(form, AddForm):
        return _known_hours((Change("add", form.candidate.data, hours=USUAL_HOURS),))[0]
    if not isinstance(form, (RemoveForm, OtherHoursForm)):
        return Change("", "")
    starts = " ".join(form.starts.data.split())
    whom = f"name:{starts}" if starts else form.whom.data
    change = Change("remove", whom)
    if isinstance(form, OtherHoursForm):
        days = tuple(sorted({int(day) for day in form.day.data if day in _DAYS}))
        opens, shuts = _minutes(form.opens), _minutes(form.shuts)
        change = Change("hours", whom, days, opens, shuts, form.is_shut.data)
    if not any(is_meant(place, whom) for place in targets.places):
        raise BadField(
            "starts" if starts else "whom",
            _("No Safe Space on the list is called that, or is of that kind."),
        )
    return change


def _end(box: TextBox) -> Point:
    """Where an end of a new way is. Raises BadField."""
    deps = dependencies()
    meant = resolve(box.data, deps.gazetteer(), deps.postcode_files.point, deps.streets.corner)
    if isinstance(meant, Choice):
        raise BadField(box.name, f"{meant.question} {_options_said(meant)}")
    if not isinstance(meant, Whereabouts):
        words = _("We do not know that place. Write a corner of two streets, or coordinates.")
        raise BadField(box.name, words)
    if meant.note:  # the middle of something is no end of a way
        raise BadField(box.name, f"{meant.note} {_('Write a corner of two streets.')}")
    if not reader().paths.leads_to(meant.point):
        raise BadField(box.name, _("No street is near that place, so nobody could walk on."))
    return meant.point


def _options_said(meant: Choice) -> str:
    """Each with the coordinates that can be written for it."""
    known = dependencies().gazetteer().places
    places = ((each, known.by_id(each.text.removeprefix(PLACE_PREFIX))) for each in meant.options)
    return "; ".join(
        f"{each.label} ({place.lat:.5f}, {place.lon:.5f})" if place else each.label
        for each, place in places
    )


def _minutes(box: TextBox) -> int | None:
    text = box.data.strip()
    if not text:
        return None
    if text == "24:00":
        return MINUTES_A_DAY
    try:
        return clock_minutes(text)
    except BadTime as error:
        raise BadField(box.name, str(error)) from None
