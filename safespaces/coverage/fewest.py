"""The fewest places with which a target is reached.

A set covering of a part of the demand (Toregas, Swain, ReVelle and Bergman, "The location of
emergency service facilities", Operations Research 19, 1971): found by asking for the best set of
fewer and fewer.
"""

from dataclasses import dataclass

from safespaces.coverage.optimum import best_set
from safespaces.coverage.recruit import ChosenSet, CoveringProblem, greedy, swapped
from safespaces.coverage.solver import can_optimise


@dataclass(frozen=True, slots=True)
class Fewest:
    """A set that reaches a target; `is_proven` when none of fewer places does. Where all of the
    candidates together do not, `choice` is None and `most` what they add.
    """

    choice: ChosenSet | None
    is_proven: bool
    most: float


def fewest(problem: CoveringProblem, needed: float, time_limit_s: float = 5.0) -> Fewest:
    """The fewest candidates that together add at least so much (in the problem's weights)."""
    most = problem.gain(range(problem.candidates))
    if needed <= 0:
        return Fewest(ChosenSet((), 0.0, 0.0), True, most)
    if most < needed - 1e-9:
        return Fewest(None, True, most)
    found = _greedily(problem, needed)
    while len(found.chosen) > 1:
        size = len(found.chosen) - 1
        if not can_optimise():
            better = swapped(problem, greedy(problem, size))
            if better.gain < needed - 1e-9:
                return Fewest(found, better.best_at_most < needed - 1e-9, most)
            found = better
            continue
        best = best_set(problem, size, time_limit_s)
        if best.choice.gain < needed - 1e-9:
            return Fewest(found, best.choice.best_at_most < needed - 1e-9, most)
        found = best.choice
    return Fewest(found, True, most)


def _greedily(problem: CoveringProblem, needed: float) -> ChosenSet:
    """One after the other until it is enough: more than this many are never needed."""
    whole = greedy(problem, problem.candidates)
    for size in range(1, len(whole.chosen) + 1):
        gain = problem.gain(whole.chosen[:size])
        if gain >= needed - 1e-9:
            return ChosenSet(whole.chosen[:size], gain, whole.best_at_most)
    return whole
