"""Runs a walk on a solver's programme and keeps what of it survives a check by the programme itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.duality import best_cells, dots, losses, violations
from tradeoff.moo.triobjective.hull import Inner
from tradeoff.moo.triobjective.polygon import Polygon, Triple
from tradeoff.moo.triobjective.tableau import Bounded, Positions, Tableau, WalkError, bounded
from tradeoff.moo.triobjective.walk import Walk

_LARGEST_TABLE = 2_000_000
"""Numbers in a table up to which an exchange takes less time than a solve from a near basis."""
_WORST_VIOLATION = 1e-9
"""Relative overstepping of a row or bound beyond which a point is not taken from a walk."""


@dataclass(frozen=True, kw_only=True)
class WalkedPoints:
    """Points of a walk that no row or bound forbids."""

    values: Floats
    """Points x 3: the objectives as minimised, in their units."""
    weights: tuple[Triple, ...]
    """Weights of shares, none 0, for which each is the best and the only one."""
    numbers: Positions
    """What each is among the points of the walk."""


@dataclass(frozen=True, kw_only=True)
class WalkedPlanes:
    """Planes below which the prices of a walk let nothing lie."""

    weights: Floats
    """Planes x 3, of shares."""
    points: Positions
    """Of each plane a point of the walk."""
    losses: Floats
    """How far below that point, in shares, something could lie."""


class Walked:
    """A walk over a solver's programme, its checked points, and its checked planes."""

    def __init__(self, solver: Solver, costs: Sequence[Floats], ranges: Floats, optimum: Optimum) -> None:
        """Prepare, from the solver's last optimum.

        Args:
            solver: The solver, with the programme on it.
            costs: The cost row of each objective, in the user's units.
            ranges: Of each objective.
            optimum: The last optimum.

        Raises:
            WalkError: The programme is too large for a table, or its basis does not fit into one.
        """
        model = solver.model
        if len(model.row_names) * len(model.columns) > _LARGEST_TABLE and not (np.diff(model.starts) <= 1).all():
            raise WalkError("the programme is too large for a table")
        self._solver, self._costs = solver, costs
        shares = np.array([cost / size * solver.scaled.column_scale for cost, size in zip(costs, ranges, strict=True)])
        self._programme: Bounded = bounded(solver, shares)
        self.walk = Walk(Tableau(self._programme, solver, optimum))

    def run(self, weights: Floats, pause: Callable[[Walk], None]) -> None:
        """Walk from weights for which the solver's last optimum is one; `pause` is called for every polygon."""
        self.walk.run(weights, pause)

    def points(self) -> WalkedPoints:
        """The points that can be had."""
        walk, scaled = self.walk, self._solver.scaled
        largest: dict[int, Polygon] = {}
        for cell in walk.cells:
            known = largest.get(cell.point)
            if known is None or cell.polygon.area > known.area:
                largest[cell.point] = cell.polygon
        # Whoever was interrupted may have left a last point without a cell.
        kept = np.array(sorted(largest), dtype=np.int64)
        solutions = scaled.original(np.clip(np.array(walk.solutions)[kept], scaled.lower, scaled.upper)) + 0.0
        fits = violations(self._solver.model, solutions) <= _WORST_VIOLATION
        numbers = kept[fits]
        values = dots(np.array(self._costs), solutions[fits])
        weights = tuple(largest[number].middle for number in numbers.tolist())
        return WalkedPoints(values=values, weights=weights, numbers=numbers)

    def facet_planes(self, inner: Inner, numbers: Positions) -> WalkedPlanes:
        """The planes of an inner hull, as far as the prices of cells at their corners tell of them.

        Args:
            inner: A hull of points.
            numbers: What each of these points is among the points of the walk; -1 where it is none.
        """
        cells_of: list[list[int]] = [[] for _ in self.walk.solutions]
        for number, cell in enumerate(self.walk.cells):
            cells_of[cell.point].append(number)
        own = [numbers[corner] if corner < inner.size else -1 for corner in inner.simplices.ravel().tolist()]
        by_facet = np.array(own, dtype=np.int64).reshape(-1, 3)
        candidates = [[n for point in corners if point >= 0 for n in cells_of[point]] for corners in by_facet.tolist()]
        told = [position for position, cells in enumerate(candidates) if cells]
        return self._planes(inner.weights[told], [candidates[position] for position in told])

    def corner_planes(self) -> WalkedPlanes:
        """The planes at the corners of every polygon."""
        corners = [(corner, number) for number, cell in enumerate(self.walk.cells) for corner in cell.polygon.corners]
        once = {tuple(np.rint(np.array(corner) * 1e9).tolist()): (corner, number) for corner, number in corners}
        weights = np.array([corner for corner, _ in once.values()])
        return self._planes(weights, [[number] for _, number in once.values()])

    def _planes(self, weights: Floats, candidates: Sequence[Sequence[int]]) -> WalkedPlanes:
        if not candidates:
            return WalkedPlanes(weights=np.empty((0, 3)), points=np.empty(0, dtype=np.int64), losses=np.empty(0))
        cells, solutions = self.walk.cells, self.walk.solutions
        chosen = best_cells(weights, candidates, cells)
        lost = losses(self._programme, weights, chosen, cells, solutions)
        known = np.isfinite(lost)
        points = np.array([cells[number].point for number in chosen.tolist()], dtype=np.int64)
        return WalkedPlanes(weights=weights[known], points=points[known], losses=lost[known])
