"""Mixed-integer programs given to HiGHS (extra `optimise`)."""

import importlib.util
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


def can_optimise() -> bool:
    """Whether the solver is installed."""
    return importlib.util.find_spec("highspy") is not None


@dataclass(frozen=True, slots=True)
class Program:
    """Minimize `costs` @ x with x between 0 and 1, the first `whole` of them whole numbers, and
    each row of the matrix at least `lower` and at most `upper`.

    `rows`, `columns` and `values` are the matrix's entries.
    """

    costs: NDArray[np.float64]
    whole: int
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Solution:
    """Which of the whole numbers are 1, whether that is proven to be best, and what no solution
    costs less than (not finite where nothing is known).
    """

    chosen: tuple[int, ...]
    is_proven: bool
    bound: float


def solve(program: Program, time_limit_s: float) -> Solution | None:
    """The best that is found in time; None where nothing is.

    No start is given: HiGHS 1.16 may then return that start with the optimum's value (five
    candidates and eight rows are enough).
    """
    import highspy  # only whoever asks for it waits for it

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
    solver.passModel(_model(highspy, program))
    solver.run()
    values = np.array(solver.getSolution().col_value[: program.whole])
    info = solver.getInfo()
    # in presolve perhaps, which leaves no bound behind
    is_proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = float(info.objective_function_value if is_proven else info.mip_dual_bound)
    if not len(values):
        return None
    return Solution(tuple(int(each) for each in np.flatnonzero(values > 0.5)), is_proven, bound)


def _model(highspy: Any, program: Program) -> Any:
    height, width = len(program.lower), len(program.costs)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = width, height
    model.col_cost_ = program.costs
    model.col_lower_, model.col_upper_ = np.zeros(width), np.ones(width)
    model.row_lower_ = np.where(np.isinf(program.lower), -highspy.kHighsInf, program.lower)
    model.row_upper_ = np.where(np.isinf(program.upper), highspy.kHighsInf, program.upper)
    order = np.lexsort((program.columns, program.rows))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.searchsorted(program.rows[order], np.arange(height + 1))
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = program.columns[order].astype(np.int32)
    model.a_matrix_.value_ = program.values[order]
    whole, any_ = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * program.whole + [any_] * (width - program.whole)
    return model
