"""Candidates: sorted by what each would add, and one with all that was said and decided about
it.
"""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.coverage.candidates import (
    KnownCandidate,
    Suggestion,
    one_candidate,
    say,
    set_stage,
    suggest,
)
from safespaces.actions.coverage.figures import Cell, provenance
from safespaces.actions.coverage.gains import Gain, GainRow, against, gains_of, in_words
from safespaces.actions.coverage.map import coverage_map
from safespaces.coverage.bands import BANDS
from safespaces.coverage.candidate import ASSUMED, STAGES, Candidate, Standing, hours_used
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.query import CoverageQuery, band_key
from safespaces.coverage.recruit import Candidates
from safespaces.coverage.week import DAYS, clock_words, hour_words
from safespaces.coverage.wording import count_cell, count_words, whole_people
from safespaces.dates import weekday_name
from safespaces.errors import BadField, NotFound
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.venues.categories import KINDS
from safespaces.venues.meaning import Whereabouts
from safespaces.venues.whereabouts import resolve
from safespaces.venues.words import words_of
from safespaces.web.coverage.forms import SAY_FORMS, CommentForm, StageForm, SuggestForm
from safespaces.web.coverage.home import choices
from safespaces.web.coverage.query import (
    assumed_hours,
    back_to,
    chosen_band,
    coverage_query,
    present_coverage,
    reader,
    weeks_to_choose,
    written,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.boxes import StaffForm
from safespaces.web.forms.staff import signed_in_email

coverage_candidates = take_turns(Blueprint("coverage_candidates", __name__, url_prefix="/coverage"))

MOST_SHOWN = 60
_FILTERS = ("stage", "of_kind", "words")


@coverage_candidates.get("/candidates")
def candidates() -> str:
    """All of them, those that add most first."""
    return _list_page()


@coverage_candidates.get("/candidates.csv")
def candidates_csv() -> Response:
    """The candidates as a table."""
    query, assumed = coverage_query(), assumed_hours()
    band, known = chosen_band(query), reader().candidates()
    added = against(present_coverage(query), query.limit, known, assumed)
    header = [
        "name",
        "area",
        "kind",
        "stage",
        "next_step",
        f"added_on_average ({band.title})",
        "when",
        "shares_people_with",
        "hours",
    ]
    rows = (
        _cells(in_words(query, added, gain, reader().areas), query.layer.few)
        for gain in gains_of(query, added, known, assumed, band)
    )
    return as_csv(
        "candidates",
        query,
        [*header, "hours_assumed", "counts_for_this_age", "address", "source"],
        rows,
        is_of_list=True,
    )


def _cells(row: GainRow, few: int) -> list[str]:
    its, standing, hours = row.gain.known.candidate, row.gain.known.standing, row.gain.hours
    count = count_cell(whole_people(row.gain.people), few)
    said = [
        its.name,
        row.area,
        its.kind,
        row.stage,
        standing.next_step,
        count,
        row.when,
        row.shares,
        hours.text,
    ]
    return [*said, _yes(hours.are_assumed), _yes(not row.gain.is_barred), its.address, its.source]


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _list_page(sent: SuggestForm | None = None) -> str:
    form = sent or SuggestForm()
    query, assumed = coverage_query(), assumed_hours()
    band, filters = (
        chosen_band(query),
        {name: request.args.get(name, "")[:200] for name in _FILTERS},
    )
    known = [each for each in reader().candidates() if _is_wanted(each, filters)]
    added = against(present_coverage(query), query.limit, known, assumed)
    gains = gains_of(query, added, known, assumed, band)
    # who counts for nobody of this age stands in the table to take away
    shown = [gain for gain in gains if not gain.is_barred]
    return render_template(
        "coverage/candidates.html",
        query=query,
        rows=[in_words(query, added, gain, reader().areas) for gain in shown[:MOST_SHOWN]],
        count=len(shown),
        barred=len(gains) - len(shown),
        without_point=reader().without_a_point(),
        band=band,
        band_key=band_key(band),
        bands=BANDS,
        assumed=assumed,
        assumptions=ASSUMED,
        may_be_older=_may_be_older(query, added, gains),
        filters=filters,
        stages=STAGES,
        choices=choices(),
        weeks=weeks_to_choose(query),
        kinds=KINDS,
        form=form,
        faults=form.faults,
        provenance=provenance(reader(), query),
        from_16=FROM_16,
    )


def _may_be_older(query: CoverageQuery, added: Candidates, gains: list[Gain]) -> bool:
    """Whether any that is barred to under-16s alone is open to somebody of 16."""
    return query.age == UNDER_16 and any(
        gain.is_barred and added.facilities[gain.row].is_for(FROM_16) for gain in gains
    )


def _is_wanted(known: KnownCandidate, filters: dict[str, str]) -> bool:
    its = known.candidate
    if filters["stage"] not in ("", known.standing.stage) or filters["of_kind"] not in (
        "",
        its.kind,
    ):
        return False
    held = words_of(f"{its.name} {its.address} {its.postcode} {dependencies().areas.of(its.point)}")
    return all(any(word.startswith(typed) for word in held) for typed in words_of(filters["words"]))


@coverage_candidates.post("/candidates")
def suggest_one() -> Redirect | tuple[str, int]:
    """Suggest a place."""
    deps, form, made = dependencies(), SuggestForm(request.form), list[Candidate]()

    def action() -> None:
        suggestion = Suggestion(
            form.name.data,
            form.kind.data,
            _point(form.where.data),
            form.address.data,
            form.safe_hours.data,
            form.words.data,
        )
        made.append(suggest(deps.database, suggestion, by=signed_in_email(), at=deps.clock()))

    if not form.carry_out(action):
        return _list_page(form), 400
    return redirect(url_for("coverage_candidates.candidate", candidate_id=made[0].id), 303)


def _point(typed: str) -> Point:
    deps = dependencies()
    meant = resolve(typed, deps.sources.gazetteer, deps.postcode_files.point)
    if not isinstance(meant, Whereabouts):
        raise BadField(
            "where", _("Say where it is: a postcode, or latitude and longitude in decimal degrees.")
        )
    return meant.point


@coverage_candidates.get("/candidates/<candidate_id>")
def candidate(candidate_id: str) -> str:
    """A candidate: what it would add, what was said, and how far it is."""
    return _one_page(candidate_id)


@coverage_candidates.get("/candidates/<candidate_id>/hours.csv")
def hours_csv(candidate_id: str) -> Response:
    """What it would add, hour by hour."""
    query, known, assumed = (
        coverage_query(),
        one_candidate(dependencies().database, candidate_id),
        assumed_hours(),
    )
    added = against(present_coverage(query), query.limit, [known], assumed)
    gained = [whole_people(people) for people in added.hours_of(0).tolist()]
    hours = hours_used(known.candidate, known.standing, assumed)
    rows = [
        [weekday_name(hour // 24), clock_words(hour), count_cell(people, query.layer.few)]
        for hour, people in enumerate(gained)
    ]
    rows += [
        [],
        ["# Candidate", known.candidate.name],
        ["# Hours used", f"{hours.text}{' (assumed)' if hours.are_assumed else ''}"],
    ]
    return as_csv("candidate", query, ["day", "time", "added"], rows, is_of_list=True)


def _one_page(candidate_id: str, sent: StaffForm | None = None) -> str:
    query, assumed = coverage_query(), assumed_hours()
    known, now = one_candidate(dependencies().database, candidate_id), present_coverage(query)
    added = against(now, query.limit, [known], assumed)
    (gain,) = gains_of(query, added, [known], assumed, BANDS["week"])
    shares = [
        (now.facilities[row].name, count_words(whole_people(people), query.layer.few))
        for row, people in added.overlaps(0)
    ]
    gained = [whole_people(people) for people in added.hours_of(0).tolist()]
    return render_template(
        "coverage/candidate.html",
        query=query,
        known=known,
        row=in_words(query, added, gain, reader().areas),
        shares=shares,
        at_the_hour=count_words(gained[query.hour], query.layer.few),
        cells=_gain_cells(query, gained),
        map=coverage_map(reader(), query, now, [], list(added.facilities)),
        stages=STAGES,
        kinds=KINDS,
        assumptions=ASSUMED,
        choices=choices(),
        faults=sent.faults if sent else [],
        stage_form=sent if isinstance(sent, StageForm) else StageForm(stage=known.standing.stage),
        say_forms={what: _say_form(what, known.standing, sent) for what in SAY_FORMS},
        from_16=FROM_16,
        assumed=assumed,
        may_be_older=_may_be_older(query, added, [gain]),
    )


def _gain_cells(query: CoverageQuery, gained: list[int]) -> list[tuple[str, list[Cell]]]:
    largest, few = max(1, *gained), query.layer.few

    def cell(hour: int) -> Cell:
        people = gained[hour]
        shown = count_cell(people, few) if people else ""
        return Cell(
            hour,
            shown,
            -(-people * 5 // largest),
            _(
                "%(hour_words)s: %(count_words)s more",
                hour_words=hour_words(hour),
                count_words=count_words(people, few),
            ),
        )

    return [
        (clock_words(hour), [cell(day * 24 + hour) for day in range(DAYS)]) for hour in range(24)
    ]


@coverage_candidates.post("/candidates/<candidate_id>/say")
def talk(candidate_id: str) -> Redirect | tuple[str, int]:
    """Keep a comment, the next step, or the hours to use."""
    deps, what = dependencies(), request.form.get("what", "")
    form = SAY_FORMS.get(what, CommentForm)(request.form)
    return _done(
        candidate_id,
        form,
        lambda: say(
            deps.database,
            candidate_id,
            what=what,
            words=request.form.get(what, ""),
            by=signed_in_email(),
            at=deps.clock(),
        ),
    )


@coverage_candidates.post("/candidates/<candidate_id>/stage")
def stage(candidate_id: str) -> Redirect | tuple[str, int]:
    """Say how far it is; agreeing invites to register."""
    deps, form = dependencies(), StageForm(request.form)
    return _done(
        candidate_id,
        form,
        lambda: set_stage(
            deps.database,
            candidate_id,
            form.stage.data,
            words=form.reason.data,
            email=form.email.data,
            by=signed_in_email(),
            at=deps.clock(),
            site=deps.settings.address,
        ),
    )


def _done(
    candidate_id: str, form: StaffForm, action: Callable[[], object]
) -> Redirect | tuple[str, int]:
    try:
        is_done = form.carry_out(action)
    except NotFound as error:
        raise NotFound(f"{error} {written(each.name for each in form)}") from None
    if not is_done:
        return _one_page(candidate_id, form), 400
    return back_to(url_for("coverage_candidates.candidate", candidate_id=candidate_id))


def _say_form(what: str, standing: Standing, sent: StaffForm | None) -> StaffForm:
    """What is sent, or the form with what is kept now; comments are never kept in the box."""
    kind = SAY_FORMS[what]
    now = {"next_step": standing.next_step, "hours": standing.hours}.get(what, "")
    return sent if isinstance(sent, kind) else kind(**{what: now})
