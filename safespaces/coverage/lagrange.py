"""The set of places with the shortest mean walk, with its proof (p-median): the Lagrangian
relaxation, in which nobody has to have just one place, bounds what any set can do, fixes candidates
that are in each better set or in none, and is branched on where that leaves a choice.

Cornuejols, Fisher and Nemhauser, "Location of bank accounts to optimize float", Management Science
23, 1977; Beasley, "A note on solving large p-median problems", European Journal of Operational
Research 21, 1985.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.interchange import short_on_average, swapped_on_average
from safespaces.coverage.walking import Walking

_ROOT_STEPS, _NODE_STEPS = 1_500, 120
_PATIENCE = {_ROOT_STEPS: 30, _NODE_STEPS: 8}  # steps without a better bound: then half as long
_SWAP_EVERY = 25  # steps, at the root
_SHORTEST = 0.002
_SURE = 1e-9

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A set, the sum of all walks with it, and what no set of as many has a smaller sum than."""

    chosen: tuple[int, ...]
    total: float
    at_least: float

    @property
    def is_proven(self) -> bool:
        """Whether no set is better."""
        return self.at_least >= self.total - _SURE * max(1.0, self.total)


def bounded(walking: Walking, most: int, is_over: Callable[[], bool]) -> Bounded:
    """The best that is found for at most so many candidates until time is over, and its bound, both
    in people times minutes. Walks are finite.
    """
    search = _Search(walking, most, is_over)
    left = search.run()
    at_least = min([search.total, *(node.bound for node in left)])
    return Bounded(search.best, search.total, at_least)


@dataclass(slots=True)
class _Node:
    """Sets with some candidates in and some out. `prices` are what a row would pay for its walk;
    no set of the node has a smaller sum than `bound`, unless it is no better than the best.
    """

    is_in: Flags
    is_out: Flags
    prices: Numbers
    bound: float = -np.inf
    reduced: Numbers = field(default_factory=lambda: np.zeros(0))

    def with_one(self, candidate: int, is_in: bool) -> "_Node":
        """The same with one more candidate in, or out."""
        other = _Node(self.is_in.copy(), self.is_out.copy(), self.prices, self.bound)
        (other.is_in if is_in else other.is_out)[candidate] = True
        return other


class _Search:
    """The best set so far, and the way through the nodes."""

    def __init__(self, walking: Walking, most: int, is_over: Callable[[], bool]) -> None:
        self._walking, self._most, self._is_over = walking, most, is_over
        self._costs = walking.to_candidate * walking.people[:, None]
        self._open = walking.to_open * walking.people
        self.best = short_on_average(walking, most, is_over)
        self.total = float(walking.people @ walking.walks(self.best))
        # sums of whole numbers are whole numbers: a better set is better by one
        is_whole = np.array_equal(self._costs, np.rint(self._costs))
        self._is_whole = is_whole and np.array_equal(self._open, np.rint(self._open))

    def run(self) -> list[_Node]:
        """Until time is over; the nodes that are left then, none where the best is proven."""
        nobody = np.zeros(self._costs.shape[1], dtype=bool)
        root = _Node(nobody, nobody.copy(), self._first_prices())
        stack = [] if self._is_closed_after(root, _ROOT_STEPS) else [root]
        while stack and not self._is_over():
            node = stack.pop()
            if node.bound > self._cut():
                continue
            free = np.flatnonzero(~node.is_in & ~node.is_out)
            branch = int(free[np.argmin(node.reduced[free])])
            for is_in in (False, True):
                child = node.with_one(branch, is_in)
                if not self._is_closed_after(child, _NODE_STEPS):
                    stack.append(child)
        return stack

    def _is_closed_after(self, node: _Node, steps: int) -> bool:
        """Whether nothing better can be in a node, after so many steps along the subgradient."""
        prices, length, since = node.prices, 2.0, 0
        for number in range(steps):
            bound, reduced, chosen = self._relaxed(node, prices)
            since += 1
            if bound > node.bound + _SURE or not number:
                node.bound, node.prices, node.reduced = max(bound, node.bound), prices, reduced
                since = 0
            self._try(chosen, swaps=steps == _ROOT_STEPS and number % _SWAP_EVERY == 0)
            self._fix(node, bound, reduced)
            if self._is_closed(node):
                return True
            if since >= _PATIENCE[steps]:
                length, since = length / 2, 0
            slack = self._slack(prices, chosen)
            square = float(slack @ slack)
            if not square or length < _SHORTEST or self._is_over():
                return False
            step = length * (1.05 * self.total - bound) / square
            prices = np.clip(prices + step * slack, 0.0, self._open)
        return False

    def _first_prices(self) -> Numbers:
        """Halfway between the nearest and the next of the set that is known."""
        walks = np.column_stack([self._costs[:, list(self.best)], self._open])
        walks.sort(axis=1)
        halfway = walks[:, : min(2, walks.shape[1])].mean(axis=1)
        return np.asarray(np.minimum(halfway, self._open))

    def _relaxed(self, node: _Node, prices: Numbers) -> tuple[float, Numbers, NDArray[np.int64]]:
        """The bound at some prices, what each candidate takes off it, and those that are taken."""
        possible = np.flatnonzero(~node.is_out)
        reduced = np.zeros(len(node.is_out))
        taken_off = np.minimum(0.0, self._costs[:, possible] - prices[:, None])
        reduced[possible] = taken_off.sum(axis=0)
        ranked = np.where(node.is_in, -np.inf, reduced)
        chosen = np.argsort(ranked, kind="stable")[: self._most]
        chosen = chosen[ranked[chosen] < 0]
        return float(prices.sum() + reduced[chosen].sum()), reduced, chosen

    def _slack(self, prices: Numbers, chosen: NDArray[np.int64]) -> Numbers:
        """The subgradient, without what would lead out of the prices that make sense: from nothing
        to the cost of what is open.
        """
        slack = 1.0 - (self._costs[:, chosen] < prices[:, None]).sum(axis=1)
        leads_out = ((prices >= self._open) & (slack > 0)) | ((prices <= 0) & (slack < 0))
        return np.where(leads_out, 0.0, slack)

    def _try(self, chosen: NDArray[np.int64], swaps: bool = False) -> None:
        those = tuple(chosen.tolist())
        if swaps:
            those = swapped_on_average(self._walking, those, self._is_over)
        total = float(self._walking.people @ self._walking.walks(those))
        if total < self.total - _SURE:
            self.best, self.total = those, total

    def _fix(self, node: _Node, bound: float, reduced: Numbers) -> None:
        """A candidate is out where the bound with it is no better than the best set, and in where
        the bound without it is.
        """
        free = np.flatnonzero(~node.is_in & ~node.is_out)
        room = self._most - int(node.is_in.sum())
        if room <= 0:
            node.is_out[free] = True
            return
        order = free[np.argsort(reduced[free], kind="stable")]
        taken = order[:room][reduced[order[:room]] < 0]
        others = order[len(taken) :]
        is_full = len(taken) == room
        last = reduced[taken[-1]] if is_full else 0.0
        following = reduced[others[0]] if is_full and len(others) else 0.0
        node.is_out[others[bound - last + reduced[others] > self._cut()]] = True
        node.is_in[taken[bound - reduced[taken] + following > self._cut()]] = True

    def _cut(self) -> float:
        """The sum of a set that is better is at most this."""
        sure = _SURE * max(1.0, self.total)
        return self.total - (1.0 - sure if self._is_whole else sure)

    def _is_closed(self, node: _Node) -> bool:
        if (node.is_in | node.is_out).all():
            self._try(np.flatnonzero(node.is_in))
            return True
        return node.bound > self._cut()
