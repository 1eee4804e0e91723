"""Where next: the best set of so many candidates, beside the simple way of taking the best one by one."""

from dataclasses import dataclass
from threading import Lock

from flask import Blueprint, Response, render_template, request

from safespaces.actions.candidates import KnownCandidate
from safespaces.actions.measure import facilities_of
from safespaces.coverage.bands import BANDS, Band
from safespaces.coverage.candidate import ASSUMED, UsedHours, as_facility, can_be_asked, hours_used
from safespaces.coverage.facility import digest_of
from safespaces.coverage.optimum import Optimum, best_set, can_optimise
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates, Choice, Problem, best_alone, greedy
from safespaces.coverage.wording import count_cell, count_words
from safespaces.errors import BadField
from safespaces.web.coverage import CHOICES
from safespaces.web.coverage_asked import Look, band_asked, band_key, the_look, weeks_to_choose
from safespaces.web.coverage_gains import against, assumed_hours, the_candidates, whole
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_shown import Shown, shown
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_turns import take_turns
from safespaces.web.coverage_view import provenance, share_of_band
from safespaces.web.ground import ground

coverage_next = take_turns(Blueprint("coverage_next", __name__, url_prefix="/coverage"))

MOST_WANTED, USUAL = 50, 5
_ONE_AT_A_TIME = Lock()  # a solver takes up to ten seconds of a processor


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the best set, what it adds to those before it and what it would add alone, on average over the band's hours."""

    known: KnownCandidate
    hours: UsedHours
    adds: int
    alone: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The best set that was found, in words. `guarantee` says how far the best may be; `agreed` are counted as if they were open."""

    sites: list[Site]
    choice: Choice
    before: str
    after: str
    simple_after: str
    gain: str
    simple_gain: str
    known_gain: str  # with places whose hours are known only
    known_after: str
    guarantee: str
    is_proven: bool
    pool: int
    agreed: tuple[KnownCandidate, ...]

    @property
    def assumed(self) -> int:
        """How many of the set have hours that nobody knows."""
        return sum(site.hours.are_assumed for site in self.sites)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who can be asked, against what is there or on its way: those who agreed are held fixed, those who refused are out."""

    known: list[KnownCandidate]
    hours: list[UsedHours]
    some: Candidates
    agreed: tuple[KnownCandidate, ...]


def pool_of(look: Look, base: Shown, assumed: str) -> Pool:
    """The pool, against the present list or a what-if."""
    every = the_candidates()
    agreed = tuple(each for each in every if each.standing.stage == "agreed")
    asked = [each for each in every if can_be_asked(each.standing)]
    hours = [hours_used(each.candidate, each.standing, assumed) for each in asked]
    return Pool(asked, hours, against(_with_agreed(look, base, agreed, assumed), look.limit, asked, assumed), agreed)


def _with_agreed(look: Look, base: Shown, agreed: tuple[KnownCandidate, ...], assumed: str) -> Coverage:
    if not agreed:
        return base.coverage
    there = facilities_of(look.snapshot) if base.places is None else base.places
    added = tuple(as_facility(each.candidate, hours_used(each.candidate, each.standing, assumed)) for each in agreed)
    memory = ground().coverage
    return memory.once(("agreed", digest_of(there), digest_of(added), look.key), lambda: memory.of((*there, *added), look.layer, look.key))


@coverage_next.get("/next")
def where_next() -> str | tuple[str, int]:
    """The form, and the answer to it."""
    look, fault, wanted = the_look(), None, USUAL
    try:
        wanted = _how_many()
    except BadField as error:
        fault = error
    band, assumed, base = band_asked(look), assumed_hours(), shown(look)
    answer, some = answer_of(look, base, assumed, band, wanted, is_exact())
    page = render_template(
        "coverage/next.html", look=look, wanted=request.args.get("n", "") or wanted, band=band, band_key=band_key(band), bands=BANDS,
        answer=answer, assumed=assumed, assumptions=ASSUMED, choices=CHOICES, weeks=weeks_to_choose(look.demand), fault=fault,
        can_optimise=can_optimise(), is_exact=is_exact(), provenance=provenance(look), most=MOST_WANTED, count=wanted,
        map=coverage_map(look, some.coverage, [], [some.facilities[row] for row in answer.choice.chosen]), base=base,
    )  # fmt: skip
    return (page, 400) if fault else page


@coverage_next.get("/next.csv")
def next_csv() -> Response:
    """The set as a table."""
    look, assumed = the_look(), assumed_hours()
    band, base, few = band_asked(look), shown(look), look.layer.few
    answer, _ = answer_of(look, base, assumed, band, _how_many(), is_exact())
    rows = [
        [
            str(number), site.known.candidate.name, site.known.candidate.address, count_cell(site.adds, few), count_cell(site.alone, few),
            site.hours.text, "yes" if site.hours.are_assumed else "no",
        ]
        for number, site in enumerate(answer.sites, 1)
    ]  # fmt: skip
    rows += [[], [f"# {band.title}"], [f"# {answer.guarantee}"]]
    rows += [[f"# Counted as if open already: {each.candidate.name}"] for each in answer.agreed]
    return as_csv("where-next", look, ["order", "name", "address", "adds_on_average", "alone", "hours", "hours_assumed"], rows)


def _how_many() -> int:
    text = request.args.get("n", "").strip() or str(USUAL)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_WANTED):
        raise BadField("n", f"Ask for 1 to {MOST_WANTED} places.")
    return int(text)


def is_exact() -> bool:
    """Whether the proven best is asked for, and can be had."""
    return request.args.get("exact") == "1" and can_optimise()


def answer_of(look: Look, base: Shown, assumed: str, band: Band, wanted: int, exact: bool) -> tuple[Answer, Candidates]:
    """The best set for a band and the simple one beside it, and the candidates that it was chosen from."""
    pool = pool_of(look, base, assumed)
    some, problem = pool.some, pool.some.problem(band)
    found = _optimum(look, some, problem, wanted, band) if exact else None
    choice = found.choice if found else greedy(problem, wanted)
    simple = best_alone(problem, len(choice.chosen))
    sure = greedy(Problem(problem.weights, problem.covers[:, [not each.are_assumed for each in pool.hours]]), wanted)

    reached, total = some.coverage.band_sums(look.limit, band)

    def share(gain: float) -> str:
        return share_of_band(look, some.coverage, band, reached + gain, total)

    def average(gain: float) -> str:
        return count_words(whole(some.average(gain, band)), look.layer.few)

    answer = Answer(
        _sites(pool, problem, choice, band), choice, share(0), share(choice.gain), share(simple.gain),
        average(choice.gain), average(simple.gain), average(sure.gain), share(sure.gain),
        _guarantee(choice, found, exact), _is_proven(choice, found), len(pool.known), pool.agreed,
    )  # fmt: skip
    return answer, some


def _sites(pool: Pool, problem: Problem, choice: Choice, band: Band) -> list[Site]:
    sites, alone, before = [], problem.gains_alone(), 0.0
    for number, row in enumerate(choice.chosen, 1):
        gain = problem.gain(choice.chosen[:number])
        both = (whole(pool.some.average(each, band)) for each in (gain - before, float(alone[row])))
        sites.append(Site(pool.known[row], pool.hours[row], *both))
        before = gain
    return sites


def _optimum(look: Look, some: Candidates, problem: Problem, wanted: int, band: Band) -> Optimum | None:
    """The proven set, worked out once for the same question; None while another question is being worked on."""
    memory = ground().coverage
    key = ("best", look.key, look.limit, band, wanted, digest_of(some.facilities), digest_of(some.coverage.facilities))
    kept: Optimum | None = memory.once(key, lambda: None)
    if kept or not _ONE_AT_A_TIME.acquire(timeout=0.5):
        return kept
    try:
        found = best_set(problem, wanted)
    finally:
        _ONE_AT_A_TIME.release()
    return memory.once(key, lambda: found) if found.is_proven else found  # what time cut off is tried again


def _is_proven(choice: Choice, found: Optimum | None) -> bool:
    """Whether nothing adds more: the solver says so, or greedy's own bound, which needs no solver."""
    return bool(found and found.is_proven) or choice.of_the_best > 1 - 1e-9


def _guarantee(choice: Choice, found: Optimum | None, exact: bool) -> str:
    if not choice.chosen:
        return "No candidate adds anybody in these hours."
    if _is_proven(choice, found):
        return "It is proven that no other set of as many adds more."
    share = int(choice.of_the_best * 1000) / 10
    said = f"It certainly adds {share:g} % or more of what the best possible set would."
    if found:
        return f"The solver stopped at its time limit. {said}"
    return f"The solver is busy with another question: try again in a moment. {said}" if exact else said
