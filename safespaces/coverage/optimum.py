"""The best set, proven, or how far from the best it may still be: the covering problem given to
HiGHS (solver.py).

Church and ReVelle's formulation: choose at most n candidates x so that the weight of covered rows y
is largest, y at most the sum of the x that cover it. A row that one candidate alone covers is that
candidate's own weight, and needs no y.
"""

from dataclasses import dataclass

import numpy as np

from safespaces.coverage.recruit import ChosenSet, CoveringProblem, greedy, swapped
from safespaces.coverage.solver import Program, solve

TIME_LIMIT_S = 10.0
AT_ONCE_S = 2.0  # where nobody asks it to take its time
_CLOSE = 1e-9  # of the whole weight, where weights are no whole numbers


@dataclass(frozen=True, slots=True)
class Optimum:
    """A choice; `is_proven` when no set adds more."""

    choice: ChosenSet
    is_proven: bool

    @property
    def gap(self) -> float:
        """How much more the best could add, as a share of it, 0 to 1."""
        return 0.0 if self.is_proven else 1 - self.choice.of_the_best


def best_set(problem: CoveringProblem, most: int, time_limit_s: float = TIME_LIMIT_S) -> Optimum:
    """The set of at most so many candidates that adds most; at the time limit the better of what is
    found and the greedy set.
    """
    first = swapped(problem, greedy(problem, most))
    if most < 1 or _is_best(problem, first.gain, first.best_at_most):
        return Optimum(first, True)
    chosen, bound = _solved(problem, most, first, time_limit_s)
    gain = problem.gain(chosen)
    if gain < first.gain:
        chosen, gain = first.chosen, first.gain
    bound = min(bound, first.best_at_most)
    is_proven = _is_best(problem, gain, bound)
    return Optimum(
        ChosenSet(_in_order(problem, chosen), gain, gain if is_proven else max(gain, bound)),
        is_proven,
    )


def _is_best(problem: CoveringProblem, gain: float, bound: float) -> bool:
    """Whether nothing can lie between what is had and the bound: where all weights are whole,
    nothing less than 1 more can.
    """
    weights = problem.weights
    room = 0.5 if np.array_equal(weights, np.round(weights)) else _CLOSE * float(weights.sum())
    return gain >= bound - room


def _solved(
    problem: CoveringProblem, most: int, first: ChosenSet, time_limit_s: float
) -> tuple[tuple[int, ...], float]:
    found = solve(_program(problem, most), time_limit_s)
    if found is None:
        return first.chosen, first.best_at_most
    return found.chosen[:most], -found.bound if np.isfinite(found.bound) else first.best_at_most


def _program(problem: CoveringProblem, most: int) -> Program:
    """Columns: the candidates, then one y for each shared row.

    Rows: one for each y, and the number of candidates.
    """
    shared = problem.covers.sum(axis=1) > 1
    covers = problem.covers[shared]
    rows, columns = len(covers), problem.candidates
    alone = problem.weights[~shared] @ problem.covers[~shared]
    of_row, of_column = np.nonzero(covers)
    return Program(
        -np.concatenate([alone, problem.weights[shared]]),
        columns,
        np.concatenate([of_row, np.arange(rows), np.full(columns, rows)]),
        np.concatenate([of_column, columns + np.arange(rows), np.arange(columns)]),
        np.concatenate([np.full(len(of_row), -1.0), np.ones(rows), np.ones(columns)]),
        np.full(rows + 1, -np.inf),
        np.concatenate([np.zeros(rows), [float(most)]]),
    )


def _in_order(problem: CoveringProblem, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The chosen set, what adds most first."""
    within = CoveringProblem(problem.weights, problem.covers[:, list(chosen)])
    return tuple(chosen[row] for row in greedy(within, len(chosen)).chosen)
