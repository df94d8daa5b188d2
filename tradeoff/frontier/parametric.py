"""From an optimal basis at one end to every breakpoint of the frontier: the parametric primal simplex method.

Both objectives are minimised; costs are u + theta v with theta from 0 to infinity. A basis stays optimal while every
nonbasic column's reduced cost a_j + theta b_j keeps its sign, so the next breakpoint is the smallest -a_j / b_j, and
the column that reaches it enters (Gass and Saaty 1955; Geoffrion 1967 for two objectives). Each pivot costs two solves
with the kernel and a few passes over the columns; nothing is optimised anew. Where the step is not zero the plan moves
along an edge of the frontier, whose slope is theta itself.

What guards it: Harris's two-pass ratio tests (Harris 1973) with a pivot that is large enough, the pivot computed twice
(by column and by row), a fresh factorisation every few dozen exchanges with everything computed anew from it, and a
refusal (`WalkError`) whenever a check fails, so that the caller can take the slower road.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from tradeoff.errors import TradeoffError
from tradeoff.frontier.basis import Basis, SingularError
from tradeoff.frontier.handover import Floats

_DUAL = 1e-9
"""Reduced costs (of cost rows with a largest entry of 1) below this count as zero."""
_PRIMAL = 1e-9
"""Amounts, in scaled units, below this count as zero."""
_SMALLEST_PIVOT = 1e-7
_DISAGREE = 1e-7
"""Relative difference between the pivot by column and by row beyond which the factors are stale."""
_DRIFT = 1e-6
"""What a fresh factorisation may find wrong with the walk since the last one."""
_SAME_WEIGHT = 1e-11
"""Breakpoints whose weights differ by less are one."""
_SAME_PLACE = 1e-13
"""Steps shorter than this share of the ranges lead nowhere."""
_LAST_WEIGHT = 1 - 1e-9
"""Beyond this weight on v only weakly efficient plans follow: they give up u for nothing."""
_STALLED = 5000
"""Pivots in a row without a step, after which the walk is called off."""

Bounds = NDArray[np.float64]
Progress = Callable[[int, float], None]


class WalkError(TradeoffError):
    """The walk could not prove itself; nothing of it may be used."""


@dataclass(frozen=True, kw_only=True)
class Corner:
    """An extreme point and the weights of v, between 0 and 1, for which it is the best."""

    u: float
    v: float
    weight_from: float
    weight_to: float
    pivots: int
    """Pivots made before it was reached."""


@dataclass(frozen=True, kw_only=True)
class Pivot:
    """One exchange: what entered, and what left for which bound. A column that replaces itself changed its bound."""

    entering: int
    leaving: int
    at_upper: bool


@dataclass(frozen=True, kw_only=True)
class Start:
    """A programme in scaled arrays and a basis that is optimal for u, then v."""

    rows: csr_array
    lower: Bounds
    """Of the structural columns, then of the rows' activities."""
    upper: Bounds
    cost_u: Floats
    """Of the structural columns; in shares of the range between the ends."""
    cost_v: Floats
    basic: NDArray[np.int64]
    at_upper: NDArray[np.bool_]
    """Which nonbasic columns rest on their upper bound."""


class Walk:
    """The state of a parametric walk; `run` takes it from one end to the other."""

    def __init__(self, start: Start) -> None:
        self._rows: csr_array = start.rows
        self._columns: csc_array = start.rows.tocsc()
        self._transposed: csr_array = start.rows.T.tocsr()
        count, width = start.rows.shape
        self._width = width
        self._lower, self._upper = start.lower, start.upper
        self._size_u, self._size_v = _size(start.cost_u), _size(start.cost_v)
        zeros = np.zeros(count)
        self._cost_u = np.concatenate([start.cost_u / self._size_u, zeros])
        self._cost_v = np.concatenate([start.cost_v / self._size_v, zeros])
        self._side = np.where(start.at_upper, -1.0, 1.0)
        self._side[start.basic] = 0.0
        self._side[start.lower == start.upper] = 0.0
        self._free = np.flatnonzero(~np.isfinite(start.lower) & ~np.isfinite(start.upper))
        self._x = np.where(start.at_upper, start.upper, start.lower)
        self._x[~np.isfinite(self._x)] = 0.0
        self.theta = 0.0
        self.pivots: list[Pivot] = []
        self.corners: list[Corner] = []
        """Found so far, from best u; the last is proved up to its `weight_to`."""
        self._factorise(start.basic)
        self._u, self._v = self._values()
        self.first = self._corner(0.0)
        """The corner the walk begins at, proved for weight 0 alone."""

    def _values(self) -> tuple[float, float]:
        used = np.flatnonzero(self._x)
        x = self._x[used]
        return math.fsum((self._cost_u[used] * x).tolist()), math.fsum((self._cost_v[used] * x).tolist())

    def _factorise(self, basic: NDArray[np.int64]) -> None:
        """Factorise, and compute from it anew what the exchanges only carried along."""
        try:
            self._basis = Basis(self._rows, self._columns, basic)
        except SingularError as error:
            raise WalkError(str(error)) from None
        head = self._basis.head
        self._x[head] = 0.0
        right = -(self._rows @ self._x[: self._width] - self._x[self._width :])
        self._x[head] = self._basis.forward(right)
        self._reduced_u = self._reduce(self._cost_u)
        self._reduced_v = self._reduce(self._cost_v)
        self._basic_lower, self._basic_upper = self._lower[head], self._upper[head]
        worst = max(
            (self._basic_lower - self._x[head]).max(initial=0), (self._x[head] - self._basic_upper).max(initial=0)
        )
        if worst > _DRIFT * (1 + np.abs(self._x).max(initial=0)):
            raise WalkError(f"the walk left the feasible plans by {worst:.1e}")
        slack = self._side * (self._reduced_u + self.theta * self._reduced_v) / (1 + self.theta)
        if slack.min(initial=0.0) < -_DRIFT:
            raise WalkError(f"the walk left the optimal bases by {-slack.min():.1e}")

    def _reduce(self, cost: Floats) -> Floats:
        """Reduced costs of all columns, exactly zero for the basic ones."""
        prices = self._basis.backward(cost[self._basis.head])
        reduced: Floats = cost - np.concatenate([self._transposed @ prices, -prices])
        reduced[self._basis.head] = 0.0
        return reduced

    def run(self, *, progress: Progress | None = None) -> list[Corner]:
        """Walk to the other end; the corners from best u to best v. `progress` is called with each corner.

        Raises WalkError where a check fails.
        """
        corners = self.corners
        reached_at, travelled = 0.0, math.inf
        stalled = 0
        retried = False
        while True:
            entering, theta = self._price()
            weight = theta / (1 + theta)
            done = entering < 0 or weight >= _LAST_WEIGHT
            if done or weight > reached_at + _SAME_WEIGHT:
                if travelled > _SAME_PLACE:
                    corners.append(self._corner(reached_at))
                    travelled = 0.0
                corners[-1] = replace(corners[-1], weight_to=1.0 if done else self._share(weight))
                if progress is not None:
                    progress(len(corners), corners[-1].weight_to)
            if done:
                return corners
            self.theta = max(self.theta, theta)
            step = self._pivot(entering)
            if step is None:
                if retried:
                    raise WalkError("no pivot is large enough to be trusted")
                retried = True
                self._factorise(self._basis.head)
                continue
            retried = False
            travelled += step
            if step > _SAME_PLACE:
                reached_at, stalled = max(reached_at, weight), 0
            else:
                stalled += 1
                if stalled > _STALLED:
                    raise WalkError(f"{stalled} pivots in a row led nowhere")
            if self._basis.full:
                self._factorise(self._basis.head)
                self._u, self._v = self._values()

    def _corner(self, reached_at: float) -> Corner:
        share = self._share(reached_at)
        u, v = self._u * self._size_u, self._v * self._size_v
        return Corner(u=u, v=v, weight_from=share, weight_to=share, pivots=len(self.pivots))

    def _share(self, weight: float) -> float:
        """A weight between the cost rows as they are scaled here, as one between the rows as they were given."""
        left, right = (1 - weight) / self._size_u, weight / self._size_v
        return right / (left + right)

    def _price(self) -> tuple[int, float]:
        """The column to enter and the theta at which it may, or (-1, inf) at the end."""
        slope = self._side * self._reduced_v
        candidates = np.flatnonzero(slope < -_DUAL)
        if len(self._free):
            loose = self._free[(self._side[self._free] != 0) & (np.abs(self._reduced_v[self._free]) > _DUAL)]
            candidates = np.union1d(candidates, loose)
            slope[loose] = -np.abs(self._reduced_v[loose])
        if not len(candidates):
            return -1, math.inf
        falls = -slope[candidates]
        stands = np.maximum(self._side[candidates] * self._reduced_u[candidates], 0.0)
        if len(self._free):
            stands[np.isin(candidates, self._free)] = 0.0
        ratios = stands / falls
        least = ratios.min()
        # Harris: among columns that reach zero within the tolerance, the steepest is the safest.
        allowed = ((stands + 1e-12 * (1 + self.theta)) / falls).min()
        near = np.flatnonzero(ratios <= max(least, min(allowed, least * (1 + 1e-12) + 1e-14)))
        chosen = near[falls[near].argmax()]
        return int(candidates[chosen]), max(float(ratios[chosen]), self.theta)

    def _pivot(self, entering: int) -> float | None:
        """Let a column enter; how far the objectives moved, or None if the pivot cannot be trusted."""
        rows, values = self._basis.column(entering)
        right = np.zeros(self._rows.shape[0])
        right[rows] = values
        column = self._basis.forward(right)
        rises = self._side[entering] > 0
        if entering in self._free:
            rises = self._reduced_v[entering] < 0
        direction = 1.0 if rises else -1.0
        position, length = self._ratio(-direction * column)
        own = self._upper[entering] - self._lower[entering]
        d_u, d_v = float(self._reduced_u[entering]), float(self._reduced_v[entering])
        if own <= length:
            self._flip(entering, direction, own, column)
            return self._advance(direction * own, d_u, d_v)
        if position < 0:
            raise WalkError("an objective has no bound along an edge")
        pivot = float(column[position])
        unit = self._basis.backward_unit(position)
        row = np.concatenate([self._transposed @ unit, -unit])
        if abs(row[entering] - pivot) > _DISAGREE * (1 + abs(pivot)) and self._basis.exchanges:
            return None
        if abs(pivot) < _SMALLEST_PIVOT * max(1.0, np.abs(column).max() * 1e-3):
            if self._basis.exchanges:
                return None
            raise WalkError(f"the pivot {pivot:.1e} is too small to be trusted")
        leaving = int(self._basis.head[position])
        at_upper = bool(-direction * pivot > 0)
        head = self._basis.head
        self._x[head] -= (direction * length) * column
        self._x[entering] += direction * length
        self._x[leaving] = self._upper[leaving] if at_upper else self._lower[leaving]
        self._reduced_u -= (d_u / pivot) * row
        self._reduced_v -= (d_v / pivot) * row
        self._basis.exchange(position, entering, column)
        self._reduced_u[entering] = self._reduced_v[entering] = 0.0
        self._side[entering] = 0.0
        self._side[leaving] = 0.0 if self._lower[leaving] == self._upper[leaving] else -1.0 if at_upper else 1.0
        self._basic_lower[position], self._basic_upper[position] = self._lower[entering], self._upper[entering]
        self.pivots.append(Pivot(entering=entering, leaving=leaving, at_upper=at_upper))
        return self._advance(direction * length, d_u, d_v)

    def _advance(self, step: float, d_u: float, d_v: float) -> float:
        """Carry the objectives along; how far they moved, in shares of their ranges."""
        self._u += step * d_u
        self._v += step * d_v
        return abs(step * d_u) * self._size_u + abs(step * d_v) * self._size_v

    def _flip(self, entering: int, direction: float, length: float, column: Floats) -> None:
        """Move a column from one of its bounds to the other; the basis stays."""
        self._x[self._basis.head] -= (direction * length) * column
        self._x[entering] = self._upper[entering] if direction > 0 else self._lower[entering]
        self._side[entering] = -self._side[entering]
        self.pivots.append(Pivot(entering=entering, leaving=entering, at_upper=direction > 0))

    def _ratio(self, change: Floats) -> tuple[int, float]:
        """How far a column may move, and the position that stops it: Harris's two passes; (-1, inf) if nothing does."""
        moving = np.flatnonzero(np.abs(change) > 1e-10)
        speed = change[moving]
        at = self._x[self._basis.head[moving]]
        bound = np.where(speed > 0, self._basic_upper[moving], self._basic_lower[moving])
        room = np.abs(bound - at)
        outside = (speed > 0) == (at > bound)
        room[outside & np.isfinite(bound)] = 0.0
        fast = np.abs(speed)
        stops = np.isfinite(room)
        if not stops.any():
            return -1, math.inf
        moving, room, fast = moving[stops], room[stops], fast[stops]
        reach = ((room + _PRIMAL) / fast).min()
        near = np.flatnonzero(room / fast <= reach)
        chosen = near[fast[near].argmax()]
        return int(moving[chosen]), float(room[chosen] / fast[chosen])


def _size(cost: Floats) -> float:
    return float(np.abs(cost).max(initial=0.0)) or 1.0
