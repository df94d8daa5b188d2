"""Raises the bound of an integer programme by branching on sums of its integer columns, by weak duality alone.

    s(x) = sum_j a_j x_j, whole in every solution:   either s(x) <= floor(s), or s(x) >= floor(s) + 1

in words: of forty switches that are half on none matters, but that two and a half of a kind begin in
the third year does. Of the sums that are not whole in the linear optimum the one whose two children lie highest is
taken; how high is tried, and with time remembered, from one level to the next too. The node of the least bound is
next, and the least of them all is the bound. Every one of them is computed from prices, so that none hangs on HiGHS's
word. Branching on sums: Karamanov and Cornuejols (2011); by trial and experience: Achterberg, Koch and Martin (2005).
"""

from __future__ import annotations

import heapq
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.counted_relaxation import CountedRelaxation
from tradeoff.moo.lp.model import Floats, Model

_WHOLE = 1e-6
"""Distance from a whole number below which a sum counts as whole."""
_FIRST, _UNKNOWN, _KNOWN = 20, 2, 2
"""Sums tried at the very first node; at every other one of those tried less than twice, and of the most promising.
Twice as many raised bounds less in the same time: half of what a trial takes is its start."""
_OFTEN = 2
"""Trials of each side from which its average is relied upon."""
_LEAST = 1e-6
"""Share of what is missing that every child counts for, so that one child that stays does not hide the other."""
_FREE = (-np.inf, np.inf)
"""The ends of a sum that nothing limits."""


@dataclass(frozen=True, kw_only=True)
class _Node:
    bound: float
    sums: Floats
    """In the linear optimum, or where HiGHS did not reach it in that of the node above."""
    within: Mapping[int, tuple[float, float]]
    basis: highspy.HighsBasis | None = field(repr=False)


@dataclass
class SumTree:
    """One question and what is open of it: the least cost within limits."""

    cost: Floats
    """In the user's units."""
    most: tuple[float, ...]
    """What the rows that questions limit may be at most."""
    known: float
    """What the best solution known costs; nothing is asked beyond."""
    closed: float = np.inf
    """The least bound of nodes that cannot be divided."""
    nodes: int = 0
    """How many were divided."""
    _heap: list[tuple[float, int, _Node]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    @property
    def bound(self) -> float:
        """No solution costs less, by weak duality."""
        return min(self.known, self.closed, self._heap[0][0] if self._heap else np.inf)

    @property
    def is_over(self) -> bool:
        """Whether nothing can raise the bound any more."""
        return not self._heap or self.bound >= min(self.known, self.closed)

    def add(self, node: _Node) -> None:
        """Open a node, unless nothing better than what is known can lie in it."""
        if node.bound < self.known:
            heapq.heappush(self._heap, (node.bound, next(self._numbers), node))

    @property
    def least(self) -> _Node:
        """The open node of the least bound."""
        return self._heap[0][2]

    def divide(self, children: Sequence[_Node] | None) -> None:
        """Let the children of the least node take its place; None where it cannot be divided, and its bound stays."""
        node = heapq.heappop(self._heap)[2]
        self.nodes += 1
        if children is None:
            self.closed = min(self.closed, node.bound)
        for child in children or ():
            self.add(child)


class SumBranching:
    """Bounds of one programme, question after question; what branching on a sum gained is remembered."""

    def __init__(self, boxed: Model, sums: csr_array | None, *, limits: int, met: Callable[[Floats], None]) -> None:
        """Read the programme.

        Args:
            boxed: The programme; its last `limits` rows are those that questions limit.
            sums: Sums of integer columns with whole coefficients, a row a sum, that are worth branching on; None for
                none. Each integer column is one anyway.
            limits: How many rows questions limit.
            met: Called with columns whose sums are all whole.

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
        self._root: highspy.HighsBasis | None = None
        self._met = met
        self.solves = 0

    def plant(self, cost: Floats, most: tuple[float, ...], *, known: float, deadline: float) -> SumTree | None:
        """The tree of a question before it grows; None where HiGHS's prices show nothing, or time is up.

        Args:
            cost: The cost row, an entry a column, in the user's units.
            most: What the rows that questions limit may be at most.
            known: What the best solution known costs.
            deadline: When to end at the latest, by `time.monotonic`.
        """
        tree = SumTree(cost=cost, most=most, known=known)
        self._relaxation.ask(cost, most)
        root = self._solve({}, None, known, deadline)
        if root is None:
            return None
        self._root = root.basis or self._root
        tree.add(root)
        return tree

    def grow(self, tree: SumTree, *, within: float, nodes: int, deadline: float) -> None:
        """Divide the nodes of least bound.

        Args:
            tree: What `plant` returns; its `known` may be lowered before, and while it grows.
            within: How far below what is known the bound may stay, in units of the cost.
            nodes: How many nodes are divided at most.
            deadline: When to end at the latest, by `time.monotonic`.
        """
        self._relaxation.ask(tree.cost, tree.most)
        for _ in range(nodes):
            if tree.is_over or tree.known - tree.bound <= within or time.monotonic() > deadline:
                return
            # The node stays open until its children are known: what is interrupted claims nothing, and can go on.
            children = self._divided(tree.least, tree.known, deadline)
            if children is None and time.monotonic() > deadline:
                return
            tree.divide(children)

    def nearly_whole(self, tree: SumTree) -> Floats | None:
        """What integer columns are in the linear optimum of the open node of least bound, nan where not whole.

        An entry a column, nan for those that are not integer; None where no node is open.
        """
        if tree.is_over:
            return None
        alone = tree.least.sums[self._together :]
        columns = np.full(self._sums.shape[1], np.nan)
        whole = np.round(alone)
        columns[self._sums.indices[-len(alone) :]] = np.where(np.abs(alone - whole) <= _WHOLE, whole, np.nan)
        return columns

    def _divided(self, node: _Node, known: float, deadline: float) -> list[_Node] | None:
        """The two children of a node that together lie highest; None where there are none, or time is up."""
        best: list[_Node] | None = None
        best_score = -np.inf
        missing = max(known - node.bound, 1e-300)
        for number in self._promising(node):
            low = np.floor(node.sums[number])
            children, score = [], 1.0
            for side, ends in enumerate(((-np.inf, low), (low + 1, np.inf))):
                child = self._child(node, number, ends, known, deadline)
                if child is None:
                    break
                gain = min(child.bound - node.bound, missing)
                away = node.sums[number] - low if side == 0 else low + 1 - node.sums[number]
                self._gained[number, side] += gain / away
                self._tried[number, side] += 1
                score *= max(gain / missing, _LEAST)
                children.append(child)
            if len(children) == 2 and score > best_score:
                best_score, best = score, children
        return best

    def _child(
        self,
        node: _Node,
        number: int,
        ends: tuple[float, float],
        known: float,
        deadline: float,
    ) -> _Node | None:
        before = node.within.get(number, _FREE)
        within = {**node.within, number: (max(before[0], ends[0]), min(before[1], ends[1]))}
        child = self._solve(within, node, known, deadline)
        if child is None and time.monotonic() <= deadline:
            # What HiGHS's prices show nothing of holds no less than its parent, and is divided in turn.
            child = replace(node, within=within)
        return child and replace(child, bound=max(child.bound, node.bound))

    def _solve(
        self, within: Mapping[int, tuple[float, float]], parent: _Node | None, known: float, deadline: float
    ) -> _Node | None:
        """A node; None where HiGHS's prices show nothing of it, or time is up."""
        self.solves += 1
        basis = self._root if parent is None else parent.basis
        try:
            relaxed = self._relaxation.relax(within, basis, deadline - time.monotonic(), known)
        except UnsettledError:
            return None
        if relaxed.x is not None:
            sums = self._sums @ relaxed.x
            if not len(_fractional(sums)):
                self._met(relaxed.x)
        elif parent is not None:
            sums = parent.sums
        elif relaxed.bound == np.inf:
            sums = np.zeros(self._sums.shape[0])
        else:
            return None
        return _Node(bound=relaxed.bound, sums=sums, within=within, basis=relaxed.basis)

    def _promising(self, node: _Node) -> list[int]:
        """The sums to try at a node: the best by experience, and some of which there is none."""
        sums = node.sums
        open_ = np.array([j for j in _fractional(sums) if _divides(sums[j], node.within.get(int(j), _FREE))], dtype=int)
        above = sums[open_] - np.floor(sums[open_])
        seen = self._tried[open_].min(axis=1) >= _OFTEN
        average = self._gained[open_] / np.maximum(self._tried[open_], 1)
        score = np.maximum(average[:, 0] * above, 1e-300) * np.maximum(average[:, 1] * (1 - above), 1e-300)
        known = [place for place in np.argsort(-score, kind="stable") if seen[place]]
        alone = open_ >= self._together
        unknown = [place for place in np.lexsort((-np.minimum(above, 1 - above), alone)) if not seen[place]]
        most = _UNKNOWN if self._tried.any() else _FIRST
        return [int(open_[place]) for place in (*known[:_KNOWN], *unknown[:most])]


def _fractional(sums: Floats) -> NDArray[np.intp]:
    """The sums that are not whole, by number."""
    return np.flatnonzero(np.abs(sums - np.round(sums)) > _WHOLE)


def _divides(value: float, ends: tuple[float, float]) -> bool:
    """Whether whole numbers on both sides of a value lie between ends."""
    below = math.floor(value)
    return ends[0] <= below and below + 1 <= ends[1]
