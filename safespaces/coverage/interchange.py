"""Sets by one place after the other and then swapping one for one: the way without a solver.

Teitz and Bart, "Heuristic methods for estimating the generalized vertex median of a weighted
graph", Operations Research 16, 1968; what each swap brings is worked out for all at once (Whitaker,
"A fast algorithm for the greedy interchange for large-scale clustering and median location
problems", INFOR 21, 1983).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.walking import Walking

_SURE = 1e-9


def short_on_average(
    walking: Walking, most: int, is_over: Callable[[], bool] = lambda: False
) -> tuple[int, ...]:
    """A set of at most so many with a short mean walk, which no one swap makes shorter, or what
    there is once time is over.
    """
    chosen, now = list[int](), walking.to_open
    while len(chosen) < min(most, walking.candidates) and not is_over():
        with_each = np.minimum(walking.to_candidate, now[:, None])
        saved = walking.people @ (now[:, None] - with_each)
        best = int(np.argmax(saved))
        if saved[best] <= _SURE:
            break
        chosen.append(best)
        now = with_each[:, best]
    return swapped_on_average(walking, tuple(chosen), is_over)


def swapped_on_average(
    walking: Walking, first: tuple[int, ...], is_over: Callable[[], bool] = lambda: False
) -> tuple[int, ...]:
    """A set after swapping one for one while that makes the mean walk shorter."""
    chosen = list(first)
    while not is_over() and (swap := _best_swap(chosen, _means(walking, chosen))):
        chosen[swap[0]] = swap[1]
    return tuple(chosen)


def short_at_most(walking: Walking, most: int) -> tuple[int, ...]:
    """A set of at most so many with a short longest walk, which no one swap makes shorter."""
    counted = walking.people > 0
    some = Walking(walking.to_open[counted], walking.to_candidate[counted], walking.people[counted])
    chosen, now = list[int](), some.to_open
    for _ in range(min(most, some.candidates) if len(now) else 0):
        with_each = np.minimum(some.to_candidate, now[:, None])
        longest = with_each.max(axis=0)
        longest[chosen] = np.inf
        best = int(np.argmin(longest))
        chosen.append(best)
        now = with_each[:, best]
    while (swap := _best_swap(chosen, _longest(some, chosen))) is not None:
        chosen[swap[0]] = swap[1]
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Swaps:
    """`after[place, candidate]`: the walk once a candidate stands in a place of the set."""

    now: float
    after: NDArray[np.float64]


def _best_swap(chosen: list[int], swaps: _Swaps) -> tuple[int, int] | None:
    """Place in the set and candidate; None where none makes it shorter."""
    if not swaps.after.size:
        return None
    after = swaps.after.copy()
    after[:, chosen] = np.inf
    place, candidate = np.unravel_index(int(np.argmin(after)), after.shape)
    if after[place, candidate] >= swaps.now - _SURE * max(1.0, abs(swaps.now)):
        return None
    return int(place), int(candidate)


def _means(walking: Walking, chosen: list[int]) -> _Swaps:
    """The sums of all walks: what a candidate saves, less what those lose whose nearest is gone."""
    nearest, first, second = _nearest_two(walking, chosen)
    people = walking.people[:, None]
    saved = walking.people @ np.maximum(0.0, first[:, None] - walking.to_candidate)
    kept = np.minimum(second[:, None], np.maximum(walking.to_candidate, first[:, None]))
    lost = np.zeros((len(chosen), walking.candidates))
    its, starts, order = _groups(nearest, len(chosen))
    if len(its):
        lost[its] = np.add.reduceat((people * (kept - first[:, None]))[order], starts)
    now = float(walking.people @ first)
    return _Swaps(now, now - saved + lost)


def _longest(walking: Walking, chosen: list[int]) -> _Swaps:
    """The longest walks: of those whose nearest is gone to their second, of all others as now, or
    to the candidate where that is nearer.
    """
    if not len(walking.to_open):
        return _Swaps(0.0, np.zeros((0, 0)))
    nearest, first, second = _nearest_two(walking, chosen)
    staying = np.minimum(walking.to_candidate, first[:, None])
    leaving = np.minimum(walking.to_candidate, second[:, None])
    stay = np.full((len(chosen) + 1, walking.candidates), -np.inf)
    leave = stay.copy()
    its, starts, order = _groups(nearest, len(chosen) + 1)
    stay[its] = np.maximum.reduceat(staying[order], starts)
    leave[its] = np.maximum.reduceat(leaving[order], starts)
    return _Swaps(float(first.max()), np.maximum(_of_others(stay), leave)[:-1])


def _of_others(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row the largest of all other rows, column by column."""
    if len(rows) == 1:
        return np.full_like(rows, -np.inf)
    best = rows.argmax(axis=0)
    columns = np.arange(rows.shape[1])
    largest = rows[best, columns]
    without = rows.copy()
    without[best, columns] = -np.inf
    out = np.broadcast_to(largest, rows.shape).copy()
    out[best, columns] = without.max(axis=0)
    return out


def _nearest_two(
    walking: Walking, chosen: list[int]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Of each row the place in the set that is nearest (their number where it is what is open), the
    walk to it, and the walk to the next.
    """
    walks = np.column_stack([walking.to_candidate[:, chosen], walking.to_open])
    nearest = walks.argmin(axis=1)
    rows = np.arange(len(walks))
    first = walks[rows, nearest]
    walks[rows, nearest] = np.inf
    second = walks.min(axis=1)
    return nearest, first, np.where(np.isinf(second), first, second)


def _groups(
    nearest: NDArray[np.int64], places: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Places that anybody has for the nearest, where each begins, and the rows in that order."""
    order = np.argsort(nearest, kind="stable")
    order = order[nearest[order] < places]
    its, starts = np.unique(nearest[order], return_index=True)
    return its, starts, order
