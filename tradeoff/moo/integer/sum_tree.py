"""Raises the bound of an integer programme by branching on sums of its integer columns, by weak duality alone.

    s(x) = sum_j a_j x_j, whole in every solution:   either s(x) <= floor(s), or s(x) >= floor(s) + 1

in words: of forty switches that are half on none matters, but that two and a half clusters of a department begin in
the third year does. Of the sums that are not whole in the linear optimum the one whose two children lie highest is
taken; how high is tried, and with time remembered, from one level to the next too. The node of the least bound is
next, and the least of them all is the bound. Every one of them is computed from prices, so that none hangs on HiGHS's
word. Branching on sums: Karamanov and Cornuejols (2011); by trial and experience: Achterberg, Koch and Martin (2005).
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
from scipy.sparse import csr_array, vstack

from tradeoff.errors import InfeasibleError
from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.counted_relaxation import CountedRelaxation, Relaxed
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.stopping import CutOffError

_WHOLE = 1e-6
"""Distance from a whole number below which a sum counts as whole."""
_FIRST, _UNKNOWN, _KNOWN = 40, 5, 3
"""Sums tried at the very first node; at every other one of those tried less than twice, and of the most promising."""
_OFTEN = 2
"""Trials of each side from which its average is relied upon."""
_LEAST = 1e-6
"""Share of what is missing that every child counts for, so that one child that stays does not hide the other."""
_NODES = 2_000
"""Nodes of one tree at most."""


@dataclass(frozen=True, kw_only=True)
class _Node:
    relaxed: Relaxed
    sums: Floats
    within: Mapping[int, tuple[float, float]]


@dataclass
class _Tree:
    """What is open of one question."""

    known: float
    """Nothing is asked beyond this: the cost of the best solution known."""
    closed: float = np.inf
    """The least bound of nodes that cannot be divided."""
    heap: list[tuple[float, int, _Node]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)

    def add(self, node: _Node) -> None:
        if node.relaxed.bound < self.known:
            heapq.heappush(self.heap, (node.relaxed.bound, next(self.numbers), node))

    @property
    def bound(self) -> float:
        least = self.heap[0][0] if self.heap else np.inf
        return min(self.known, self.closed, least)


class SumTree:
    """Bounds of one programme, question after question; what branching on a sum gained is remembered."""

    def __init__(self, boxed: Model, sums: csr_array | None, *, limits: int) -> None:
        """Read the programme.

        Args:
            boxed: The programme; its last `limits` rows are those that questions limit.
            sums: Sums of integer columns with whole coefficients, a row a sum, that are worth branching on; None for
                none. Each integer column is one anyway.
            limits: How many rows questions limit.

        Raises:
            SolverError: HiGHS will not take it.
            ValueError: A sum has a coefficient that is not whole, or a column that is not integer.
        """
        whole = np.flatnonzero(boxed.integer)
        entries = np.ones(len(whole)), (np.arange(len(whole)), whole)
        alone = csr_array(entries, shape=(len(whole), len(boxed.columns)))
        self._sums = alone if sums is None else csr_array(vstack([sums, alone]))
        self._together = 0 if sums is None else sums.shape[0]
        self._relaxation = CountedRelaxation(boxed, self._sums, limits=limits)
        self._gained, self._tried = np.zeros((self._sums.shape[0], 2)), np.zeros((self._sums.shape[0], 2))
        self._root: Relaxed | None = None
        self.solves = 0

    def bound(
        self,
        cost: Floats,
        most: tuple[float, ...],
        *,
        known: float,
        enough: float,
        deadline: float,
        met: Callable[[Floats], float],
    ) -> float:
        """A bound of the least cost within limits: no solution has less, by weak duality.

        Args:
            cost: The cost row, an entry a column, in the user's units.
            most: What the rows that questions limit may be at most.
            known: What the best solution known costs.
            enough: The bound that is high enough.
            deadline: When to end with what is proven, by `time.monotonic`.
            met: Called with columns whose sums are all whole; it returns the cost of the best solution known then.

        Raises:
            CutOffError: Time was up before the linear relaxation was solved.
            InfeasibleError: There is no solution, by weak duality.
        """
        self._relaxation.ask(cost, most)
        tree = _Tree(known=known)
        root = self._solve({}, self._root, deadline)
        if root is None:
            raise CutOffError
        if root.relaxed.bound == np.inf:
            raise InfeasibleError("no solution satisfies all constraints together")
        self._root = root.relaxed
        tree.add(root)
        for _ in range(_NODES):
            if not tree.heap or tree.bound >= min(enough, tree.closed) or time.monotonic() > deadline:
                break
            _, _, node = heapq.heappop(tree.heap)
            children = self._divided(node, tree, deadline)
            if children is None:
                tree.closed = min(tree.closed, node.relaxed.bound)
                if not self._fractional(node).size:
                    tree.known = min(tree.known, met(node.relaxed.x))
            for child in children or ():
                tree.add(child)
        return tree.bound

    def _fractional(self, node: _Node) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return np.flatnonzero(np.abs(node.sums - np.round(node.sums)) > _WHOLE)

    def _divided(self, node: _Node, tree: _Tree, deadline: float) -> list[_Node] | None:
        """The two children of a node that together lie highest; None where there are none, or time is up."""
        best: list[_Node] | None = None
        best_score = -np.inf
        missing = max(tree.known - node.relaxed.bound, 1e-300)
        for number in self._promising(node):
            low = np.floor(node.sums[number])
            children, gains = [], []
            for side, ends in enumerate(((-np.inf, low), (low + 1, np.inf))):
                child = self._child(node, number, ends, deadline)
                if child is None:
                    break
                gain = min(child.relaxed.bound - node.relaxed.bound, missing)
                away = node.sums[number] - low if side == 0 else low + 1 - node.sums[number]
                self._gained[number, side] += max(gain, 0.0) / away
                self._tried[number, side] += 1
                children.append(child)
                gains.append(max(gain / missing, _LEAST))
            if len(children) == 2 and gains[0] * gains[1] > best_score:
                best_score, best = gains[0] * gains[1], children
        return best

    def _child(self, node: _Node, number: int, ends: tuple[float, float], deadline: float) -> _Node | None:
        before = node.within.get(number, (-np.inf, np.inf))
        ends = max(before[0], ends[0]), min(before[1], ends[1])
        child = self._solve({**node.within, number: ends}, node.relaxed, deadline)
        if child is None or child.relaxed.bound >= node.relaxed.bound:
            return child
        return replace(child, relaxed=replace(child.relaxed, bound=node.relaxed.bound))

    def _solve(self, within: Mapping[int, tuple[float, float]], hot: Relaxed | None, deadline: float) -> _Node | None:
        """A node; None where HiGHS's prices prove nothing of it, or time is up."""
        self.solves += 1
        try:
            basis = None if hot is None else hot.basis
            relaxed = self._relaxation.relax(within, basis, deadline - time.monotonic())
        except UnsettledError:
            return None
        return _Node(relaxed=relaxed, sums=self._sums @ relaxed.x, within=within)

    def _promising(self, node: _Node) -> list[int]:
        """The sums to try at a node."""
        open_ = self._fractional(node)
        above = node.sums[open_] - np.floor(node.sums[open_])
        seen = self._tried[open_].min(axis=1) >= _OFTEN
        average = self._gained[open_] / np.maximum(self._tried[open_], 1)
        score = np.maximum(average[:, 0] * above, 1e-300) * np.maximum(average[:, 1] * (1 - above), 1e-300)
        known = [place for place in np.argsort(-score, kind="stable") if seen[place]]
        alone = open_ >= self._together
        unknown = [place for place in np.lexsort((-np.minimum(above, 1 - above), alone)) if not seen[place]]
        most = _UNKNOWN if self._tried.any() else _FIRST
        return [int(open_[place]) for place in (*known[:_KNOWN], *unknown[:most])]
