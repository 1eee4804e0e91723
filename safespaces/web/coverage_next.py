"""Where next: the best set of so many candidates, beside the simple way of taking the best one by one."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from safespaces.actions.candidates import Asked, all_candidates
from safespaces.coverage.bands import BANDS, Band
from safespaces.coverage.candidate import ASSUMED
from safespaces.coverage.optimum import Optimum, best_set, can_optimise
from safespaces.coverage.recruit import Candidates, Choice, Problem, best_alone, greedy
from safespaces.coverage.wording import count_words, percent
from safespaces.errors import BadInput
from safespaces.web.coverage import CHOICES
from safespaces.web.coverage_asked import Look, band_asked, the_coverage, the_look, weeks_to_choose
from safespaces.web.coverage_candidates import against, assumed_hours
from safespaces.web.coverage_map import coverage_map
from safespaces.web.coverage_tables import as_csv
from safespaces.web.coverage_view import gap_cards, provenance
from safespaces.web.ground import ground

coverage_next = Blueprint("coverage_next", __name__, url_prefix="/coverage")

MOST_WANTED = 50
USUAL = 5
_SPENT = ("refused", "agreed")


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the best set, what it adds to those before it, and what it would add alone."""

    asked: Asked
    adds: str
    alone: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The best set that was found, in words. `guarantee` says how far the best may be."""

    sites: list[Site]
    choice: Choice
    before: str
    after: str
    simple_after: str
    gain: str
    simple_gain: str
    guarantee: str
    pool: int


@coverage_next.get("/next")
def where_next() -> str:
    """The form, and the answer to it."""
    look, wanted, band = the_look(), how_many(), _band()
    band = band_asked(look) if band is None else band
    some, pool = pool_of(look)
    answer = answer_of(look, some, pool, band, wanted)
    new = [some.facilities[row] for row in answer.choice.chosen]
    now = the_coverage(look)
    return render_template(
        "coverage/next.html", look=look, wanted=wanted, band=band, band_key=request.args.get("band", "") or "evening", bands=BANDS,
        answer=answer, assumed=assumed_hours(), assumptions=ASSUMED, choices=CHOICES, weeks=weeks_to_choose(look.demand),
        can_optimise=can_optimise(), is_exact=is_exact(), map=coverage_map(look, now, [], new), gaps=gap_cards(look, now, 0),
        provenance=provenance(look), most=MOST_WANTED,
    )  # fmt: skip


@coverage_next.get("/next.csv")
def next_csv() -> Response:
    """The set as a table."""
    look, band = the_look(), _band()
    band = band_asked(look) if band is None else band
    some, pool = pool_of(look)
    answer = answer_of(look, some, pool, band, how_many())
    rows = [
        [str(number), site.asked.candidate.name, site.asked.candidate.address, site.adds, site.alone]
        for number, site in enumerate(answer.sites, 1)
    ]
    rows += [[], [f"# {band.title}"], [f"# {answer.guarantee}"]]
    return as_csv("where-next", look, ["order", "name", "address", "adds_on_average", "alone"], rows)


def how_many() -> int:
    """How many places are asked for. Raises BadInput."""
    text = request.args.get("n", "").strip() or str(USUAL)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_WANTED):
        raise BadInput(f"Ask for 1 to {MOST_WANTED} places.")
    return int(text)


def is_exact() -> bool:
    """Whether the proven best is asked for, and can be had."""
    return request.args.get("exact") == "1" and can_optimise()


def _band() -> Band | None:
    return None if request.args.get("band") else BANDS["evening"]


def pool_of(look: Look) -> tuple[Candidates, list[Asked]]:
    """Those who could still be asked: nobody who refused, and nobody who agreed and is on the way in."""
    pool = [each for each in all_candidates(ground().database) if each.standing.stage not in _SPENT]
    return against(look, pool, assumed_hours()), pool


def answer_of(look: Look, some: Candidates, pool: list[Asked], band: Band, wanted: int) -> Answer:
    """The best set for a band, and the simple one beside it."""
    problem = some.problem(band)
    found = _optimum(look, some, problem, band, wanted) if is_exact() else None
    choice = found.choice if found else greedy(problem, wanted)
    simple = best_alone(problem, wanted)
    reached, total = some.coverage.band_sums(look.limit, band)

    def share(gain: float) -> str:
        return percent(round(reached + gain), round(total))

    def average(gain: float) -> str:
        return count_words(round(gain / band.total), look.layer.few)

    sites, alone, before = [], problem.gains_alone(), 0.0
    for number, row in enumerate(choice.chosen, 1):
        gain = problem.gain(choice.chosen[:number])
        sites.append(Site(pool[row], average(gain - before), average(float(alone[row]))))
        before = gain
    return Answer(
        sites, choice, share(0), share(choice.gain), share(simple.gain), average(choice.gain), average(simple.gain),
        _guarantee(choice, found), len(pool),
    )  # fmt: skip


def _optimum(look: Look, some: Candidates, problem: Problem, band: Band, wanted: int) -> Optimum:
    """Worked out once for the same question; ten seconds at most."""
    who = tuple((each.id, each.safe_hours, each.point) for each in some.facilities)
    key = ("best", look.snapshot.number, look.layer.key, look.demand.version, look.week.monday, look.age, look.limit, band, wanted, who)
    return ground().coverage.once(key, lambda: best_set(problem, wanted))


def _guarantee(choice: Choice, found: Optimum | None) -> str:
    if not choice.chosen:
        return "No candidate adds anybody in these hours."
    if found and found.is_proven:
        return "This is the best set there is: proven."
    if choice.of_the_best > 1 - 1e-9:
        return "No other set is better: the bound of the greedy way shows it."
    share = int(choice.of_the_best * 1000) / 10
    how = "The solver stopped at its time limit" if found else "Found by taking the best place, then the next best (greedy)"
    return f"{how}: it has at least {share:g} % of what the best set could add."
