"""Asks points for the mixture of them that has the most of one objective above floors, and planes for what they allow.

    max  f_k - K s     f = sum over points p of w_p f_p,   sum w = 1,   w >= 0,   f_i + s >= q_i
    max  f_k - K s     f_i + s >= q_i,   0 <= f <= 1,   a . f <= c for every supporting plane

q: the floors; s: by how much they are lowered; K: large. Of a convex set the first is what is known to be possible, the
second what is not known to be out of reach: the sandwich of `biobjective`, for any number of objectives, at one place
alone. The prices of the first are the facet of the known points that the answer lies on: what lies farthest beyond it
is asked for next. All objectives are maximised, in shares of their greatest values. Each programme stays on its solver,
and starts from its last answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from tradeoff.moo.lp.model import Floats, Ints, Model
from tradeoff.moo.lp.movable import MovableSolver
from tradeoff.moo.lp.optimum import Optimum

ROUNDING = 1e-7
"""Share below which a floor is not lowered: HiGHS is no closer to the truth."""
DEAR = 1e3
"""K: what lowering all floors by a share costs, in shares of the objective asked for."""
_NOTHING = 1e-6
"""Share of the most there is that counts as none: floats are not to be trusted with less beside all of it."""


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """The mixture of points that has the most of one objective above floors."""

    weights: Floats
    """Of each point; they sum to 1."""
    values: Floats
    """Of each objective."""
    lowered: float
    """By how much floors were lowered for a mixture to keep them all; 0 where one does."""
    plane: Floats
    """Weights of the objectives, the largest 1: no point has a larger weighted sum than the mixture."""


class _Floored:
    """A programme whose first rows are the floors of its objectives, and whose last column lowers them."""

    def __init__(self, rows: Floats, lower: Floats, upper: Floats, most: float, width: int) -> None:
        self._solver = MovableSolver(_model(rows, lower, upper, most))
        self._floors = np.arange(width, dtype=np.int32)

    def _most(self, gains: Floats, floors: Floats) -> tuple[Floats, Floats]:
        """The columns with the most gains above floors, and what one more of each floor would take from them."""
        cost = np.append(-gains, DEAR)
        with self._solver.moved(self._floors, floors, np.full(len(floors), np.inf)):
            optimum = self._solver.minimise(cost)
        return optimum.x, floor_prices(self._solver, self._floors, cost, optimum)


class Mixtures(_Floored):
    """All mixtures of some points."""

    def __init__(self, points: Floats) -> None:
        """Put the points on a solver.

        Args:
            points: A row a point, a column an objective.
        """
        self._points = np.where(np.abs(points) < _NOTHING, 0.0, points)
        count, width = points.shape
        floors = np.hstack([self._points.T, np.ones((width, 1))])
        whole = np.append(np.ones(count), 0.0)
        ends = np.append(np.full(width, -np.inf), 1.0), np.append(np.full(width, np.inf), 1.0)
        super().__init__(np.vstack([floors, whole]), *ends, np.inf, width)

    def best(self, objective: int, floors: Floats) -> Mixture:
        """The mixture with the most of one objective that keeps floors, or comes nearest to keeping them.

        Args:
            objective: Which to have the most of.
            floors: The least of each objective; -inf for none.

        Raises:
            SolverError: The solver gave up.
        """
        x, plane = self._most(self._points[:, objective], floors)
        plane[objective] += 1.0
        weights = x[:-1] / x[:-1].sum()
        lowered = float(x[-1]) if x[-1] > ROUNDING else 0.0
        return Mixture(weights=weights, values=weights @ self._points, lowered=lowered, plane=plane / plane.max())


class Roof(_Floored):
    """What supporting planes leave open."""

    def __init__(self, planes: Floats, heights: Floats) -> None:
        """Put the planes on a solver.

        Args:
            planes: A row a plane, a weight an objective.
            heights: What the weighted sum of each plane is at most.
        """
        count, width = planes.shape
        floors = np.hstack([np.eye(width), np.ones((width, 1))])
        rows = np.vstack([floors, np.hstack([planes, np.zeros((count, 1))])])
        ends = np.full(width + count, -np.inf), np.append(np.full(width, np.inf), heights)
        super().__init__(rows, *ends, 1.0, width)

    def most(self, objective: int, floors: Floats) -> float | None:
        """The most of one objective that the planes leave open above floors; None where they leave nothing.

        Args:
            objective: Of which objective.
            floors: The least of each; -inf for none.

        Raises:
            SolverError: The solver gave up.
        """
        gains = np.zeros(len(floors))
        gains[objective] = 1.0
        x, _ = self._most(gains, floors)
        return None if x[-1] > ROUNDING else float(x[objective])


def floor_prices(solver: MovableSolver, rows: Ints, cost: Floats, optimum: Optimum) -> Floats:
    """What one more of each floor costs, in the unit of the cost row; never below 0.

    Args:
        solver: The one that found the optimum.
        rows: Where its floors stand.
        cost: What was minimised.
        optimum: What was found.
    """
    scaled = solver.scaled
    # Rows are scaled by their own factor over the common amount, which the cost's scale holds too: it cancels.
    prices: Floats = optimum.prices[rows] * scaled.row_scale[rows] / scaled.cost_scale(cost)
    return np.maximum(prices, 0.0)


def _model(rows: Floats, lower: Floats, upper: Floats, most: float) -> Model:
    """A dense programme over columns from 0 to `most`, the last without end; costs come with the question."""
    count, width = rows.shape
    kept = csr_array(rows)
    return Model(
        columns=tuple(f"x{place}" for place in range(width)),
        lower=np.zeros(width),
        upper=np.append(np.full(width - 1, most), np.inf),
        integer=np.zeros(width, dtype=np.bool_),
        row_names=tuple(f"r{place}" for place in range(count)),
        row_lower=lower,
        row_upper=upper,
        starts=kept.indptr.astype(np.int32),
        indices=kept.indices.astype(np.int32),
        values=kept.data.astype(np.float64),
        objectives=(),
        costs=(),
        signs=(),
        constants=(),
    )
