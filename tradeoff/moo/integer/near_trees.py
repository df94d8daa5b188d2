"""Grows a tree of sums at each level of a search, and lets its bound and its solutions serve all levels."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count

from scipy.sparse import csr_array

from tradeoff.moo.integer.near_search import ENOUGH, NO_LIMIT, Place, Search
from tradeoff.moo.integer.sum_tree import SumBranching, SumTree
from tradeoff.moo.lp.model import Floats, dot

_DIVES = 10
"""Nodes after which a better solution is first looked for in a tree; then after twice as many, and so on."""
_CONTENT = 1e-3
"""Share of its value within which that search is content."""
_NODES = 200
"""Nodes of its own tree."""


class Trees:
    """The tree of each level, as far as it grew."""

    def __init__(self, search: Search, sums: csr_array | None) -> None:
        self._search = search
        self._at: Place | None = None
        self._branching = SumBranching(search.solver.boxed, sums, limits=2, met=self._met)
        self._trees: dict[float, SumTree | None] = {}

    def begin(self, place: Place) -> bool:
        """Give a level the bound of its linear optimum, and a solution near it where none that is known is near enough.

        A solution is looked for with what is whole in the linear optimum (relax and fix). Returns whether there may be
        solutions, by weak duality.
        """
        search = self._search
        tree = self._planted(place, search.deadline)
        if tree is None:
            return True
        search.rule_out(place.most, tree.bound, sure=True)
        if place.gap > ENOUGH * search.share:
            search.learn(self._dived(tree, place, search.deadline))
        return tree.bound < NO_LIMIT

    def _planted(self, place: Place, deadline: float) -> SumTree | None:
        """The tree of a level; None where HiGHS's prices show nothing of it."""
        self._at = place
        if place.most not in self._trees:
            most, before = (place.most, NO_LIMIT), self._branching.solves
            self._trees[place.most] = self._branching.plant(self._search.cost_v, most, known=place.v, deadline=deadline)
            self._search.solver.solves += self._branching.solves - before
        return self._trees[place.most]

    def is_behind(self, place: Place) -> bool:
        """Whether less is ruled out by the tree of a level than is known there from looser ones."""
        tree = self._trees.get(place.most)
        return tree is None or tree.bound < place.bound

    def raise_bound(self, place: Place, *, within: float, nodes: int, seconds: float, dives: bool = True) -> None:
        """Raise the bound of a level by branching.

        Args:
            place: The level; a solution is known.
            within: How far below the best solution the bound may stay, in units of the second objective.
            nodes: How many nodes are divided at most.
            seconds: How long it takes at most.
            dives: Whether better solutions are looked for in the tree.
        """
        search, branching = self._search, self._branching
        deadline = time.monotonic() + seconds
        tree = self._planted(place, deadline)
        before = branching.solves
        if tree is not None:
            # At the first objective's end what a linear optimum has whole is seldom in any solution.
            dives = dives and not place.is_end
            try:
                self._grow(tree, place, within=within, nodes=nodes, deadline=deadline, dives=dives)
            finally:
                search.rule_out(place.most, tree.bound, sure=True)
        search.solver.solves += branching.solves - before

    def _grow(self, tree: SumTree, place: Place, *, within: float, nodes: int, deadline: float, dives: bool) -> None:
        """Grow a tree, and look for a better solution where it lies lowest, now and then."""
        last = tree.nodes + nodes
        # What is ruled out at a looser level may be all that a better solution needs to be near enough.
        while tree.nodes < last and not tree.is_over and place.v - place.bound > within:
            tree.known = min(tree.known, place.v)
            stop = min(last, next(n for n in _dives() if n > tree.nodes)) if dives else last
            self._branching.grow(tree, within=within, nodes=stop - tree.nodes, deadline=deadline)
            if tree.nodes < stop or not dives:
                return
            self._search.learn(self._dived(tree, place, deadline))

    def _dived(self, tree: SumTree, place: Place, deadline: float) -> Floats | None:
        """A solution with every integer column that is whole in the least node as it is there."""
        search = self._search
        held = self._branching.nearly_whole(tree)
        seconds = deadline - time.monotonic()
        if held is None or seconds <= 0:
            return None
        most = place.most, NO_LIMIT
        return search.solver.search(
            search.cost_v, most, start=None, held=held, share=_CONTENT, seconds=seconds, nodes=_NODES
        ).x

    def is_near_end(self, x: Floats, *, share: float, nodes: int, seconds: float) -> bool:
        """Whether no solution has less of the first objective by more than a share, by weak duality.

        Args:
            x: The best solution known.
            share: Share of its value.
            nodes: How many nodes are divided at most.
            seconds: How long it takes at most.
        """
        branching, cost, deadline = self._branching, self._search.cost_u, time.monotonic() + seconds
        value, before = dot(cost, x), branching.solves
        tree = branching.plant(cost, (NO_LIMIT, NO_LIMIT), known=value, deadline=deadline)
        if tree is not None:
            branching.grow(tree, within=share * abs(value), nodes=nodes, deadline=deadline)
        self._search.solver.solves += branching.solves - before
        return tree is not None and value - tree.bound <= share * abs(value)

    def _met(self, x: Floats) -> None:
        """Keep a solution that branching met."""
        search, place = self._search, self._at
        if place is not None:
            search.learn(search.solver.completed(search.cost_v, (place.most, NO_LIMIT), x))
            tree = self._trees.get(place.most)
            if tree is not None:
                tree.known = min(tree.known, place.v)


def _dives() -> Iterator[int]:
    """The numbers of nodes after which a better solution is looked for."""
    return (_DIVES * 2**k for k in count())
