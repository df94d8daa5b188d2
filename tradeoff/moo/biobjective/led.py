"""From a walk to a gap: the sandwich of `search.py`, with every sum started from the walk's own basis.

Hot starts from the nearest known basis still have hundreds of pivots to go in a large programme, and together more than
a walk past every corner makes, at a price a pivot that compiled loops undercut. The walk is a hint and nothing else:
what it says is found by HiGHS before it counts, and where HiGHS finds something else that counts.
"""

from __future__ import annotations

from bisect import bisect_left

from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.parametric_run import Walked, agree, in_shares, statuses_after
from tradeoff.moo.biobjective.polyline import Vertex, Weights
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.solver import Solver, Statuses
from tradeoff.moo.simplex import engine

MANY = 5_000
"""Columns from which a compiled walk was measured to be the shorter way."""
_FINE = 0.01
"""Gaps up to which it was."""
_CLEAR = 1e-9
"""Shares by which a weight must lie inside a corner's weights for the corner to be all that is best there."""


def leads_sooner(solver: Solver, gap: float) -> bool:
    """Whether a walk past every corner takes less time than to solve for the few that a gap needs, each from afar."""
    large = len(solver.model.columns) >= MANY and gap <= _FINE
    return large and not solver.is_timed and engine.compiled() is not None


class LedSearch(Search):
    """A search whose sums start where a walk has been, so that the solver finds its optimum without a step."""

    def __init__(self, solver: Solver, first: str, second: str, *, ends: tuple[Floats, Floats], walked: Walked) -> None:
        super().__init__(solver, first, second, ends=ends)
        # The walk's own start.
        self.sums += 1
        self._walked = walked
        self._until = [in_shares(self, walked, corner.weight_to) for corner in walked.corners]

    def vertex(self, stages: tuple[Weights, ...], *, start: Statuses | None = None) -> Vertex:
        """The point that weighted sums single out in turn."""
        weight = stages[0][1]
        place = min(bisect_left(self._until, weight), len(self._until) - 1)
        corner = self._walked.corners[place]
        basis = statuses_after(self._walked, corner.pivots)
        self.solver.start_from(basis)
        costs = self.costs(stages)
        # A point that is best on both sides of a weight is all that is best at it: nothing is left to choose.
        begins = self._until[place - 1] if place else 0.0
        alone = begins + _CLEAR < weight < self._until[place] - _CLEAR
        x = lexicographic(self.solver, costs[:1] if alone else costs).x
        if alone and not agree(self, corner, dot(self._cost_u, x), dot(self._cost_v, x)):
            x, basis = lexicographic(self.solver, costs).x, self.solver.basis()
        return self._at(x, stages, basis)
