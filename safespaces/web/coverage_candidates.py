"""Candidates: sorted by what each would add, and one with all that was said and decided about it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.candidates import Asked, Suggestion, all_candidates, one_candidate, say, set_stage, suggest
from safespaces.coverage.bands import BANDS, Band
from safespaces.coverage.candidate import ASSUMED, STAGES, USUAL_HOURS, as_facility, hours_are_assumed
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.recruit import Candidates, hours_text
from safespaces.coverage.week import DAYS
from safespaces.coverage.wording import count_cell, count_words
from safespaces.errors import BadInput
from safespaces.geo.point import Point
from safespaces.venues.categories import KINDS
from safespaces.venues.whereabouts import Whereabouts, resolve
from safespaces.web.coverage import CHOICES
from safespaces.web.coverage_asked import Look, band_asked, the_coverage, the_look, weeks_to_choose
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_view import Cell, provenance
from safespaces.web.ground import ground
from safespaces.web.officer_form import me

coverage_candidates = Blueprint("coverage_candidates", __name__, url_prefix="/coverage")

MOST_SHOWN = 60
_TYPED = ("name", "kind", "address", "where", "safe_hours", "words", "next_step", "comment", "hours", "stage", "reason", "email")


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with what it would add: people on average over the band's hours, at which hours, and whom it overlaps."""

    asked: Asked
    gain: float
    words: str
    when: str
    overlap: str
    is_assumed: bool
    is_barred: bool  # not for somebody of the age that is looked at

    @property
    def stage(self) -> str:
        """How far it is."""
        return STAGES[self.asked.standing.stage]


def assumed_hours() -> str:
    """What is reckoned with where a candidate's hours are not known. Raises BadInput."""
    text = request.args.get("assumed", USUAL_HOURS)
    if text not in ASSUMED:
        raise BadInput("Choose from the list what to reckon with where hours are not known.")
    return text


def against(look: Look, asked: list[Asked], assumed: str) -> Candidates:
    """Candidates against what is published."""
    return Candidates(the_coverage(look), [as_facility(each.candidate, each.standing, assumed) for each in asked], look.limit)


def rows_of(look: Look, asked: list[Asked], assumed: str, band: Band) -> list[Row]:
    """A row for each, those that add most first."""
    some = against(look, asked, assumed)
    gains = [some.average(float(some.hours_of(number) @ band.array), band) for number in range(len(asked))]
    rows = [_row(look, some, number, each, gain) for number, (each, gain) in enumerate(zip(asked, gains, strict=True))]
    return sorted(rows, key=lambda row: -row.gain)


def _row(look: Look, some: Candidates, number: int, asked: Asked, gain: float) -> Row:
    overlaps = [f"{some.coverage.facilities[row].name}" for row, _ in some.overlaps(number, 2)]
    is_barred = not some.facilities[number].is_for(look.age)
    words = count_words(math.ceil(gain), look.layer.few)
    when = _when_words(hours_text(some.hours_of(number)))
    return Row(asked, gain, words, when, ", ".join(overlaps), hours_are_assumed(asked.candidate, asked.standing), is_barred)


def _when_words(runs: list[tuple[int, int, int]]) -> str:
    """ "Mon, Tue 18:00 to 22:00": days with the same hours together."""
    by_hours: dict[str, list[str]] = {}
    for first, end, _ in runs:
        by_hours.setdefault(f"{first % 24:02d}:00 to {(end - 1) % 24 + 1:02d}:00", []).append(DAYS[first // 24][:3])
    return "; ".join(f"{', '.join(dict.fromkeys(days)) if len(days) < 7 else 'every day'} {hours}" for hours, days in by_hours.items())


@coverage_candidates.get("/candidates")
def candidates() -> str:
    """All of them, those that add most first."""
    return _list_page()


@coverage_candidates.get("/candidates.csv")
def candidates_csv() -> Response:
    """The same as a table."""
    look, assumed = the_look(), assumed_hours()
    band = _band(look)
    header = ["name", "kind", "stage", "next_step", f"added_on_average ({band.title})", "when", "overlaps", "hours", "hours_assumed"]
    found = rows_of(look, all_candidates(ground().database), assumed, band)
    return as_csv("candidates", look, [*header, "address", "source"], (_cells(row, assumed, look.layer.few) for row in found))


def _cells(row: Row, assumed: str, few: int) -> list[str]:
    its, standing = row.asked.candidate, row.asked.standing
    hours = its.safe_hours or standing.hours or assumed
    said = [its.name, its.kind, row.stage, standing.next_step, count_cell(math.ceil(row.gain), few), row.when, row.overlap]
    return [*said, hours, "yes" if row.is_assumed else "no", its.address, its.source]


def _band(look: Look) -> Band:
    return band_asked(look) if request.args.get("band") else BANDS["week"]


def _list_page(fault: str = "") -> str:
    look, assumed = the_look(), assumed_hours()
    band, stage = _band(look), request.args.get("stage", "")
    found = [each for each in all_candidates(ground().database) if not stage or each.standing.stage == stage]
    every = rows_of(look, found, assumed, band)
    rows = [row for row in every if not row.is_barred]  # who counts for nobody of this age stands in the table to take away
    return render_template(
        "coverage/candidates.html", look=look, rows=rows[:MOST_SHOWN], count=len(rows),
        barred=len(every) - len(rows), band=band, bands=BANDS, assumed=assumed,
        assumptions=ASSUMED, stage=stage, stages=STAGES, choices=CHOICES, weeks=weeks_to_choose(look.demand), kinds=KINDS, fault=fault,
        typed=_typed(), provenance=provenance(look),
    )  # fmt: skip


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
        return _list_page(str(error)), 400
    return redirect(f"/coverage/candidates/{made.id}", 303)


def _point(typed: str) -> Point:
    sources = ground().sources
    meant = resolve(typed, sources.gazetteer, sources.postcode_point)
    if not isinstance(meant, Whereabouts):
        raise BadInput("Say where it is: a postcode, or a point such as 52.4081, -1.5106.")
    return meant.point


@coverage_candidates.get("/candidates/<candidate_id>")
def candidate(candidate_id: str) -> str:
    """One candidate."""
    return _one_page(candidate_id)


def _one_page(candidate_id: str, fault: str = "", field: str = "") -> str:
    look, assumed = the_look(), assumed_hours()
    asked = one_candidate(ground().database, candidate_id)
    some = against(look, [asked], assumed)
    now, gained = the_coverage(look), some.hours_of(0)
    (row,) = rows_of(look, [asked], assumed, BANDS["week"])
    names = {each.id: each.name for each in now.facilities}
    overlaps = [(names[some.coverage.facilities[at].id], count_words(people, look.layer.few)) for at, people in some.overlaps(0)]
    largest = max(1, int(gained.max()))
    cells = [
        (f"{hour:02d}:30", [_gain_cell(look, day * 24 + hour, int(gained[day * 24 + hour]), largest) for day in range(7)])
        for hour in range(24)
    ]
    return render_template(
        "coverage/candidate.html", look=look, asked=asked, row=row, now_words=count_words(int(gained[look.hour]), look.layer.few),
        overlaps=overlaps, cells=cells, map=coverage_map(look, now, [], list(some.facilities)), stages=STAGES, kinds=KINDS, assumed=assumed,
        assumptions=ASSUMED, choices=CHOICES, days=DAYS, fault=fault, field=field, typed=_typed(), under_16=UNDER_16, from_16=FROM_16,
    )  # fmt: skip


def _gain_cell(look: Look, hour: int, gain: int, largest: int) -> Cell:
    words = count_words(gain, look.layer.few)
    shown = "" if gain == 0 else str(gain) if gain >= look.layer.few else f"<{look.layer.few}"
    return Cell(hour, shown, -(-gain * 5 // largest), f"{DAYS[hour // 24]} at {hour % 24:02d}:30: {words} more")


@coverage_candidates.post("/candidates/<candidate_id>/say")
def talk(candidate_id: str) -> Redirect | tuple[str, int]:
    """Keep a comment, the next step, or the hours to reckon with."""
    what = request.form.get("what", "")
    return _done(candidate_id, what, lambda: say(
        ground().database, candidate_id, what=what, words=request.form.get(what, ""), by=me(), at=ground().clock()
    ))  # fmt: skip


@coverage_candidates.post("/candidates/<candidate_id>/stage")
def stage(candidate_id: str) -> Redirect | tuple[str, int]:
    """Say how far it is; agreeing invites to register."""
    base, sent = ground(), request.form
    return _done(candidate_id, "reason", lambda: set_stage(
        base.database, candidate_id, sent.get("stage", ""), words=sent.get("reason", ""), email=sent.get("email", ""), by=me(),
        at=base.clock(), site=base.settings.address,
    ))  # fmt: skip


def _done(candidate_id: str, field: str, deed: Callable[[], object]) -> Redirect | tuple[str, int]:
    try:
        deed()
    except BadInput as error:
        return _one_page(candidate_id, str(error), field), 400
    return redirect(f"/coverage/candidates/{candidate_id}", 303)


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "")[:2_100] for name in _TYPED}
