"""The best set, proven, or how far from the best it may still be: the covering problem given to
HiGHS (extra `optimise`).

Church and ReVelle's formulation: choose at most n candidates x so that the weight of covered rows y
is largest, y at most the sum of the x that cover it. A row that one candidate alone covers is that
candidate's own weight, and needs no y.
"""

import importlib.util
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.recruit import ChosenSet, CoveringProblem, greedy, swapped

TIME_LIMIT_S = 10.0
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


def can_optimise() -> bool:
    """Whether the solver is installed."""
    return importlib.util.find_spec("highspy") is not None


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


def quiet_solver(time_limit_s: float) -> Any:
    """A solver that prints nothing, takes one thread, and stops at nothing short of the best."""
    import highspy

    solver = highspy.Highs()
    for name, value in (
        ("log_to_console", False),
        ("output_flag", False),
        ("time_limit", time_limit_s),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.0),
        ("threads", 1),
        ("random_seed", 1),
    ):
        solver.setOptionValue(name, value)
    return solver


def _solved(
    problem: CoveringProblem, most: int, first: ChosenSet, time_limit_s: float
) -> tuple[tuple[int, ...], float]:
    import highspy  # only whoever asks for it waits for it

    solver = quiet_solver(time_limit_s)
    shared = problem.covers.sum(axis=1) > 1
    solver.passModel(_model(highspy, problem, shared, most))
    # No start is given: HiGHS 1.16 may then return that start with the optimum's value (five
    # candidates and eight rows are enough).
    solver.run()
    values = np.array(solver.getSolution().col_value[: problem.candidates])
    chosen = (
        tuple(int(row) for row in np.flatnonzero(values > 0.5)) if len(values) else first.chosen
    )
    info = solver.getInfo()
    # in presolve perhaps, which leaves no bound behind
    is_solved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = -(info.objective_function_value if is_solved else info.mip_dual_bound)
    return chosen[:most], float(bound) if np.isfinite(bound) else first.best_at_most


def _model(highspy: Any, problem: CoveringProblem, shared: NDArray[np.bool_], most: int) -> Any:
    """Columns: the candidates, then one y for each shared row.

    Rows: one for each y, and the number of candidates.
    """
    covers = problem.covers[shared]
    rows, columns = len(covers), problem.candidates
    model = highspy.HighsLp()
    alone = problem.weights[~shared] @ problem.covers[~shared]
    model.num_col_, model.num_row_ = columns + rows, rows + 1
    model.col_cost_ = -np.concatenate([alone, problem.weights[shared]])
    model.col_lower_, model.col_upper_ = np.zeros(columns + rows), np.ones(columns + rows)
    infinity = highspy.kHighsInf
    model.row_lower_ = np.full(rows + 1, -infinity)
    model.row_upper_ = np.concatenate([np.zeros(rows), [float(most)]])
    of_row, of_column = np.nonzero(covers)
    lines = np.concatenate([of_row, np.arange(rows), np.full(columns, rows)])
    places = np.concatenate([of_column, columns + np.arange(rows), np.arange(columns)])
    values = np.concatenate([np.full(len(of_row), -1.0), np.ones(rows), np.ones(columns)])
    order = np.lexsort((places, lines))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.searchsorted(lines[order], np.arange(rows + 2)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = places[order].astype(np.int32), values[order]
    whole, any_ = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * columns + [any_] * rows
    return model


def _in_order(problem: CoveringProblem, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The chosen set, what adds most first."""
    within = CoveringProblem(problem.weights, problem.covers[:, list(chosen)])
    return tuple(chosen[row] for row in greedy(within, len(chosen)).chosen)
