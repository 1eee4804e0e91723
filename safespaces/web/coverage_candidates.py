"""Candidates: sorted by what each would add, and one with all that was said and decided about it."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.candidates import KnownCandidate, Suggestion, one_candidate, say, set_stage, suggest
from safespaces.coverage.bands import BANDS
from safespaces.coverage.candidate import ASSUMED, STAGES, hours_used
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.recruit import Candidates
from safespaces.coverage.week import DAYS, clock_words, hour_words
from safespaces.coverage.wording import count_cell, count_words
from safespaces.errors import BadField, BadInput, NotFound
from safespaces.geo.point import Point
from safespaces.venues.categories import KINDS
from safespaces.venues.meaning import Whereabouts
from safespaces.venues.whereabouts import resolve
from safespaces.venues.words import words_of
from safespaces.web.coverage import CHOICES
from safespaces.web.coverage_asked import Look, back_to, band_asked, band_key, the_coverage, the_look, weeks_to_choose, written
from safespaces.web.coverage_gains import Gain, GainRow, against, assumed_hours, gains_of, in_words, the_candidates, whole
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_turns import take_turns
from safespaces.web.coverage_view import Cell, provenance
from safespaces.web.ground import ground
from safespaces.web.officer_form import me

coverage_candidates = take_turns(Blueprint("coverage_candidates", __name__, url_prefix="/coverage"))

MOST_SHOWN = 60
_TYPED = ("name", "kind", "address", "where", "safe_hours", "words", "next_step", "comment", "hours", "stage", "reason", "email")
_FILTERS = ("stage", "of_kind", "words")


@coverage_candidates.get("/candidates")
def candidates() -> str:
    """All of them, those that add most first."""
    return _list_page()


@coverage_candidates.get("/candidates.csv")
def candidates_csv() -> Response:
    """The same as a table."""
    look, assumed = the_look(), assumed_hours()
    band, known = band_asked(look), the_candidates()
    some = against(the_coverage(look), look.limit, known, assumed)
    header = ["name", "area", "kind", "stage", "next_step", f"added_on_average ({band.title})", "when", "shares_people_with", "hours"]
    rows = (_cells(in_words(look, some, gain), look.layer.few) for gain in gains_of(look, some, known, assumed, band))
    return as_csv("candidates", look, [*header, "hours_assumed", "counts_for_this_age", "address", "source"], rows)


def _cells(row: GainRow, few: int) -> list[str]:
    its, standing, hours = row.gain.known.candidate, row.gain.known.standing, row.gain.hours
    count = count_cell(whole(row.gain.people), few)
    said = [its.name, row.area, its.kind, row.stage, standing.next_step, count, row.when, row.shares, hours.text]
    return [*said, _yes(hours.are_assumed), _yes(not row.gain.is_barred), its.address, its.source]


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _list_page(fault: BadInput | None = None) -> str:
    look, assumed = the_look(), assumed_hours()
    band, filters = band_asked(look), {name: request.args.get(name, "")[:200] for name in _FILTERS}
    known = [each for each in the_candidates() if _is_wanted(each, filters)]
    some = against(the_coverage(look), look.limit, known, assumed)
    gains = gains_of(look, some, known, assumed, band)
    shown = [gain for gain in gains if not gain.is_barred]  # who counts for nobody of this age stands in the table to take away
    return render_template(
        "coverage/candidates.html", look=look, rows=[in_words(look, some, gain) for gain in shown[:MOST_SHOWN]], count=len(shown),
        barred=len(gains) - len(shown), band=band, band_key=band_key(band), bands=BANDS, assumed=assumed, assumptions=ASSUMED,
        may_be_older=_may_be_older(look, some, gains),
        filters=filters, stages=STAGES, choices=CHOICES, weeks=weeks_to_choose(look.demand), kinds=KINDS, fault=fault,
        field=_field(fault, "name"), typed=_typed(), provenance=provenance(look), from_16=FROM_16,
    )  # fmt: skip


def _may_be_older(look: Look, some: Candidates, gains: list[Gain]) -> bool:
    """Whether any that is barred to under-16s alone is open to somebody of 16."""
    return look.age == UNDER_16 and any(gain.is_barred and some.facilities[gain.row].is_for(FROM_16) for gain in gains)


def _is_wanted(known: KnownCandidate, filters: dict[str, str]) -> bool:
    its = known.candidate
    if filters["stage"] not in ("", known.standing.stage) or filters["of_kind"] not in ("", its.kind):
        return False
    held = words_of(f"{its.name} {its.address} {its.postcode} {ground().areas.of(its.point)}")
    return all(any(word.startswith(typed) for word in held) for typed in words_of(filters["words"]))


@coverage_candidates.post("/candidates")
def suggest_one() -> Redirect | tuple[str, int]:
    """Suggest a place."""
    base, sent = ground(), request.form
    try:
        suggestion = Suggestion(
            sent.get("name", ""), sent.get("kind", ""), _point(sent.get("where", "")), sent.get("address", ""), sent.get("safe_hours", ""),
            sent.get("words", ""),
        )  # fmt: skip
        made = suggest(base.database, suggestion, by=me(), at=base.clock())
    except BadInput as error:
        return _list_page(error), 400
    return redirect(url_for("coverage_candidates.candidate", candidate_id=made.id), 303)


def _point(typed: str) -> Point:
    sources = ground().sources
    meant = resolve(typed, sources.gazetteer, sources.postcode_point)
    if not isinstance(meant, Whereabouts):
        raise BadField("where", "Say where it is: a postcode, or latitude and longitude in decimal degrees.")
    return meant.point


@coverage_candidates.get("/candidates/<candidate_id>")
def candidate(candidate_id: str) -> str:
    """One candidate."""
    return _one_page(candidate_id)


@coverage_candidates.get("/candidates/<candidate_id>/hours.csv")
def hours_csv(candidate_id: str) -> Response:
    """What it would add, hour by hour."""
    look, known, assumed = the_look(), one_candidate(ground().database, candidate_id), assumed_hours()
    gained = against(the_coverage(look), look.limit, [known], assumed).hours_of(0).tolist()
    hours = hours_used(known.candidate, known.standing, assumed)
    rows = [[DAYS[hour // 24], clock_words(hour), count_cell(people, look.layer.few)] for hour, people in enumerate(gained)]
    rows += [[], ["# Candidate", known.candidate.name], ["# Hours used", f"{hours.text}{' (assumed)' if hours.are_assumed else ''}"]]
    return as_csv("candidate", look, ["day", "time", "added"], rows)


def _one_page(candidate_id: str, fault: BadInput | None = None, field: str = "") -> str:
    look, assumed = the_look(), assumed_hours()
    known, now = one_candidate(ground().database, candidate_id), the_coverage(look)
    some = against(now, look.limit, [known], assumed)
    (gain,) = gains_of(look, some, [known], assumed, BANDS["week"])
    shares = [(now.facilities[row].name, count_words(people, look.layer.few)) for row, people in some.overlaps(0)]
    gained = some.hours_of(0).tolist()
    return render_template(
        "coverage/candidate.html", look=look, known=known, row=in_words(look, some, gain), shares=shares,
        at_the_hour=count_words(gained[look.hour], look.layer.few), cells=_gain_cells(look, gained),
        map=coverage_map(look, now, [], list(some.facilities)), stages=STAGES, kinds=KINDS, assumptions=ASSUMED, choices=CHOICES,
        fault=fault, field=_field(fault, field), typed=_typed(), from_16=FROM_16, assumed=assumed,
        may_be_older=_may_be_older(look, some, [gain]),
    )  # fmt: skip


def _gain_cells(look: Look, gained: list[int]) -> list[tuple[str, list[Cell]]]:
    largest, few = max(1, *gained), look.layer.few

    def cell(hour: int) -> Cell:
        people = gained[hour]
        shown = count_cell(people, few) if people else ""
        return Cell(hour, shown, -(-people * 5 // largest), f"{hour_words(hour)}: {count_words(people, few)} more")

    return [(clock_words(hour), [cell(day * 24 + hour) for day in range(len(DAYS))]) for hour in range(24)]


@coverage_candidates.post("/candidates/<candidate_id>/say")
def talk(candidate_id: str) -> Redirect | tuple[str, int]:
    """Keep a comment, the next step, or the hours to use."""
    what = request.form.get("what", "")
    return _done(candidate_id, lambda: say(
        ground().database, candidate_id, what=what, words=request.form.get(what, ""), by=me(), at=ground().clock()
    ))  # fmt: skip


@coverage_candidates.post("/candidates/<candidate_id>/stage")
def stage(candidate_id: str) -> Redirect | tuple[str, int]:
    """Say how far it is; agreeing invites to register."""
    base, sent = ground(), request.form
    return _done(candidate_id, lambda: set_stage(
        base.database, candidate_id, sent.get("stage", ""), words=sent.get("reason", ""), email=sent.get("email", ""), by=me(),
        at=base.clock(), site=base.settings.address,
    ))  # fmt: skip


def _done(candidate_id: str, deed: Callable[[], object]) -> Redirect | tuple[str, int]:
    try:
        deed()
    except NotFound as error:
        raise NotFound(f"{error} {written(_TYPED)}") from None
    except BadInput as error:
        return _one_page(candidate_id, error, "stage"), 400
    return back_to(url_for("coverage_candidates.candidate", candidate_id=candidate_id))


def _field(fault: BadInput | None, otherwise: str) -> str:
    return fault.field if isinstance(fault, BadField) else otherwise if fault else ""


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in _TYPED}
