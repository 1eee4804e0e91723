"""Walks to what is open already and to candidates: what the p-median and the p-centre are about."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Walking:
    """`to_open[r]`: the walk of row r to what is open already; `to_candidate[r, c]`: to a
    candidate, in minutes (finite), no walk longer than `to_open` counts; `people[r]`.
    """

    to_open: NDArray[np.float64]
    to_candidate: NDArray[np.float64]
    people: NDArray[np.float64]

    @property
    def candidates(self) -> int:
        """How many there are to choose from."""
        return int(self.to_candidate.shape[1])

    def walks(self, chosen: tuple[int, ...]) -> NDArray[np.float64]:
        """Everybody's walk with a set: shape (rows,)."""
        if not chosen:
            return self.to_open
        nearest = self.to_candidate[:, list(chosen)].min(axis=1)
        return np.asarray(np.minimum(self.to_open, nearest))

    def mean(self, chosen: tuple[int, ...]) -> float:
        """The mean walk of a set."""
        return float(self.people @ self.walks(chosen)) / float(self.people.sum())

    def longest(self, chosen: tuple[int, ...]) -> float:
        """The longest walk of anybody."""
        return float(self.walks(chosen)[self.people > 0].max(initial=0.0))

    def with_open(self, chosen: tuple[int, ...], left: NDArray[np.int64]) -> "Walking":
        """The same as if some candidates were open already, with those that are left to choose."""
        return Walking(self.walks(chosen), self.to_candidate[:, left], self.people)
