"""Runs from an optimal basis at one end past every breakpoint of the frontier: the parametric primal simplex method.

Both objectives are minimised; costs are (1 - w) u + w v with the weight w from 0 to 1. A basis stays optimal while the
reduced cost of every nonbasic column keeps its sign. With R_j the reduced cost at the present weight, signed so that it
is >= 0, and G_j its slope, the next breakpoint is

    w + min over j with G_j < 0 of  R_j / -G_j

and the column that reaches zero first enters (Gass and Saaty 1955; Geoffrion 1967 for two objectives). Entered at just
that weight, a pivot leaves every R_j as it is and changes slopes alone: one row of the inverse is all that is priced.
Where the step is not zero the solution moves along an edge of the frontier, whose normal is the weight itself. A run
that begins at any optimum of u finds the lexicographic end by its pivots at weight 0.

What guards it: Harris's two-pass ratio test (Harris 1973) with a pivot that is large enough, the pivot computed twice
(by column and by row), a fresh factorisation every few dozen exchanges with everything computed anew from it, and a
refusal (`RunError`) whenever a check fails, so that the caller can take the slower road.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.sparse import csc_array, csr_array

from tradeoff.errors import UnboundedError
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex import engine
from tradeoff.moo.simplex.basis import Positions, SingularError
from tradeoff.moo.simplex.start import Corner, Pivot, RunError, Start
from tradeoff.moo.simplex.tolerances import (
    CARRIED,
    CAUTIOUS,
    DISAGREE,
    DRIFT,
    FITS,
    FLOOR,
    LAST_WEIGHT,
    MOVING,
    NEVER,
    PRIMAL,
    ROUNDED,
    SAME_PLACE,
    SAME_WEIGHT,
    SLOPE,
    SMALLEST_PIVOT,
    STALLED,
    TIED,
    TOGETHER,
)

_NONE: Positions = np.empty(0, dtype=np.int64)
Progress = Callable[[int, float], None]


class ParametricSimplex:
    """The state of a parametric run; `run` takes it from one end to the other."""

    def __init__(self, start: Start) -> None:
        self._rows: csr_array = start.rows
        self._columns: csc_array = start.rows.tocsc()
        self._transposed: csr_array = self._columns.T
        count, width = start.rows.shape
        self._width = width
        self._lower, self._upper = start.lower, start.upper
        self._size_u, self._size_v = _size(start.cost_u), _size(start.cost_v)
        self.ratio = self._size_u / self._size_v
        """The size of u in that of v: the run's weight w stands for w / (1 - w) * ratio units of v a unit of u."""
        zeros = np.zeros(count)
        self._cost_u = np.concatenate([start.cost_u / self._size_u, zeros])
        self._cost_v = np.concatenate([start.cost_v / self._size_v, zeros])
        self._side = np.where(start.at_upper, -1.0, 1.0)
        """Which way a nonbasic column may move: up from its lower bound, down from its upper one; 0 for no way."""
        self._side[start.basic] = 0.0
        self._side[start.lower == start.upper] = 0.0
        free = ~np.isfinite(start.lower) & ~np.isfinite(start.upper)
        free[start.basic] = False
        self._free = np.flatnonzero(free)
        """Nonbasic columns that may move both ways; each enters once and never leaves."""
        self._x = np.where(start.at_upper, start.upper, start.lower)
        self._x[~np.isfinite(self._x)] = 0.0
        self.weight = 0.0
        self.pivots: list[Pivot] = []
        self.corners: list[Corner] = []
        """Found so far, from best u; the last is checked up to its `weight_to`."""
        self._engine = engine.BY_ARRAYS
        self._room = np.empty(width + count, dtype=np.int64)
        random_row = np.random.default_rng(0).uniform(1.0, 2.0, count)
        self._random_row = np.concatenate([self._transposed @ random_row, -random_row])
        """A row drawn at random and multiplied into `[A, -I]`; see `_fits`."""
        self._slopes: Floats = np.zeros(width + count)
        self._tied: Positions = _NONE
        self._factorise(start.basic)

    def _values(self) -> tuple[float, float]:
        """The two objectives, in their own units."""
        return float(self._cost_u @ self._x) * self._size_u, float(self._cost_v @ self._x) * self._size_v

    def _factorise(self, basic: Positions) -> None:
        """Factorise, and compute from it anew what the exchanges only carried along.

        Raises RunError where that, or what the factors give, does not fit the programme.
        """
        if self._engine is engine.BY_ARRAYS and engine.repays(self._width, len(self.pivots)):
            self._engine = engine.compiled() or engine.BY_ARRAYS
        try:
            self._basis = self._engine.basis(self._rows, self._columns, basic)
        except SingularError as error:
            raise RunError(str(error)) from None
        head = self._basis.head
        self._x[head] = 0.0
        right = self._x[self._width :] - self._rows @ self._x[: self._width]
        self._amounts = self._basis.solve_all(right)
        """Of the basic columns, by position; `_x` has those of the others."""
        self._x[head] = self._amounts
        self._require_rows()
        self._basic_lower, self._basic_upper = self._lower[head], self._upper[head]
        beyond = np.maximum(self._basic_lower - self._amounts, self._amounts - self._basic_upper)
        if beyond.max(initial=0.0) > DRIFT * (1 + np.abs(self._x).max(initial=0.0)):
            raise RunError(f"the run left the feasible solutions by {beyond.max():.1e}")
        reduced_u, reduced_v = self._reduce(self._cost_u), self._reduce(self._cost_v)
        slopes = reduced_v - reduced_u
        if self.pivots and not (np.abs(slopes - self._slopes) <= DRIFT * (1 + np.abs(slopes))).all():
            raise RunError("the run lost the slopes of its reduced costs")
        self._slopes = slopes
        now = (1 - self.weight) * reduced_u + self.weight * reduced_v
        if (self._side * now).min(initial=0.0) < -DRIFT:
            raise RunError(f"the run left the optimal bases by {-(self._side * now).min():.1e}")
        self._zero = ROUNDED * (1 + float(np.abs(now[self._width :]).max(initial=0.0)))
        now[np.abs(now) <= self._zero] = 0.0
        self._signed = self._sign(now, slice(None))
        self._u, self._v = self._values()

    def _reduce(self, cost: Floats) -> Floats:
        """Reduced costs of all columns, exactly zero for the basic ones."""
        prices = self._basis.price_all(cost[self._basis.head])
        reduced: Floats = cost - np.concatenate([self._transposed @ prices, -prices])
        if not (np.abs(reduced[self._basis.head]) <= CARRIED * (1 + np.abs(prices).max(initial=0.0))).all():
            raise RunError("the factors do not price the basis")
        reduced[self._basis.head] = 0.0
        return reduced

    def _require_rows(self) -> None:
        """Raise RunError where amounts and rows do not fit each other: some solve was wrong since the last look."""
        self._x[self._basis.head] = self._amounts
        off = self._rows @ self._x[: self._width] - self._x[self._width :]
        if not (np.abs(off) <= CARRIED * (1 + np.abs(self._x).max(initial=0.0))).all():
            raise RunError(f"the run lost its rows by {np.abs(off).max():.1e}")

    def _sign(self, reduced: Floats, at: slice | Positions) -> Floats:
        """Reduced costs with the sign of their side, at least the floor, and far from zero where nothing may move."""
        side = self._side[at]
        return np.where(side == 0, NEVER, side * np.maximum(side * reduced, FLOOR))

    def run(self, *, progress: Progress | None = None) -> list[Corner]:
        """ParametricSimplex to the other end; the corners from best u to best v. `progress` is called with each corner.

        Raises RunError where a check fails, UnboundedError where an edge does not end.
        """
        reached_at, reached = 0.0, (self._u, self._v)
        travelled, stalled, retried = True, 0, False
        while True:
            entering, weight = self._next(cautious=stalled > CAUTIOUS)
            done = weight >= LAST_WEIGHT
            if done or weight > reached_at + SAME_WEIGHT:
                until, made = 1.0 if done else weight, len(self.pivots)
                if travelled:
                    u, v = reached
                    self.corners.append(Corner(u=u, v=v, weight_from=reached_at, weight_to=until, pivots=made))
                    travelled = False
                else:
                    self.corners[-1] = replace(self.corners[-1], weight_to=until, pivots=made)
                if progress is not None:
                    progress(len(self.corners), self.corners[-1].weight_to)
            if done:
                self._refresh()
                return self.corners
            self._advance(weight)
            moved = self._pivot(entering)
            if moved is None:
                if retried:
                    raise RunError("no pivot is large enough to be trusted")
                retried = True
                self._refresh()
                continue
            retried = False
            if moved:
                travelled, stalled, reached_at, reached = True, 0, weight, (self._u, self._v)
            else:
                stalled += 1
                if stalled > STALLED:
                    raise RunError(f"{stalled} pivots in a row led nowhere")
            if self._basis.full:
                self._refresh()

    def _refresh(self) -> None:
        """Factorise anew, after a look at what the exchanges carried along."""
        self._require_rows()
        self._factorise(self._basis.head)

    def _next(self, *, cautious: bool) -> tuple[int, float]:
        """The column to enter next and the weight at which it does; weight 1 at the end."""
        if len(self._free):
            steep = np.abs(self._slopes[self._free])
            if steep.max() > SLOPE:
                return int(self._free[steep.argmax()]), self.weight
        best, rate, together = self._dual_ratio_test()
        if rate > 0.0 and abs(self._slopes[best]) < SLOPE:
            # What is left of zeros; cleared for good rather than stepped over one by one.
            self._slopes[np.abs(self._slopes) < SLOPE] = 0.0
            best, rate, together = self._dual_ratio_test()
        at_last = self._signed[best] + self._slopes[best] * (1 - self.weight)
        if rate > 0.0 and self._side[best] * at_last >= -self._zero:
            self._hold_back()
            best, rate, together = self._dual_ratio_test()
        if rate * (1 - self.weight) <= 1.0:
            return best, 1.0
        chosen, self._tied = best, _NONE
        if together > 1:
            self._tied = self._room[:together].copy()
            chosen = int(self._tied[0] if cautious else self._tied[np.abs(self._slopes[self._tied]).argmax()])
        size = abs(float(self._signed[chosen]))
        step = 0.0 if size <= FLOOR else size / abs(float(self._slopes[chosen]))
        return chosen, min(1.0, self.weight + step)

    def _hold_back(self) -> None:
        """Let no column reach zero before the last weight whose reduced cost in v alone is a zero but for rounding."""
        ways = -self._slopes * (1 - self.weight)
        at_last = (self._slopes * self._signed < 0) & (np.abs(self._signed - ways) <= self._zero)
        self._signed[at_last] = ways[at_last]

    def _dual_ratio_test(self) -> tuple[int, float, int]:
        return self._engine.kernels.dual_ratio_test(self._slopes, self._signed, TIED, TOGETHER, self._room)

    def _advance(self, weight: float) -> None:
        """Move on to a weight: every reduced cost follows its slope."""
        step = weight - self.weight
        self.weight = weight
        if step:
            self._engine.kernels.update_reduced_costs(self._signed, self._slopes, step)
        # The one column that reaches zero alone enters; of several, those that wait must not slip past it.
        if len(self._tied):
            self._signed[self._tied] = self._sign(self._signed[self._tied], self._tied)

    def _pivot(self, entering: int) -> bool | None:
        """Let a column enter; whether the solution moved, or None if the pivot cannot be trusted."""
        at, values = self._basis.solve(entering)
        slope = float(self._slopes[entering])
        # At this weight the reduced cost is zero: what u loses v gains.
        rises = self._side[entering] > 0 or (slope < 0 and len(self._free) > 0 and entering in self._free)
        direction = 1.0 if rises else -1.0
        if not self._fits(entering, at, values):
            return None
        stop, length, largest = self._engine.kernels.harris_ratio_test(
            self._amounts, self._basic_lower, self._basic_upper, at, values, direction, MOVING, PRIMAL
        )
        own = float(self._upper[entering] - self._lower[entering])
        if own <= length and own < math.inf:
            self._flip(entering, direction)
            return self._move(direction * own, slope, at, values)
        if stop < 0:
            raise UnboundedError("an objective has no bound along an edge")
        position, pivot = int(at[stop]), float(values[stop])
        prices = self._basis.price(position)
        rows, entries = self._basis.column(entering)
        by_row = float(prices[rows] @ entries)
        if not self._trusted(by_row, pivot, largest):
            return None
        moved = self._move(direction * length, slope, at, values)
        self._exchange(position, entering, pivot, at_upper=-direction * pivot > 0)
        self._amounts[position] = self._x[entering] + direction * length
        self._basis.update_slopes(self._slopes, prices, slope / pivot)
        self._slopes[entering] = 0.0
        return moved

    def _fits(self, entering: int, at: Positions, values: Floats) -> bool:
        """Whether B w = a, seen through a row z drawn at random (Freivalds 1979): z B w = z a takes one pass over w.

        Nearly every wrong w fails it. Raises RunError if fresh factors would not help.
        """
        seen, size = self._engine.kernels.freivalds_check(self._random_row, self._basis.head, at, values)
        wanted = float(self._random_row[entering])
        fits = abs(seen - wanted) <= FITS * (size + abs(wanted))
        if not fits and not self._basis.exchanges:
            raise RunError("the factors do not solve for a column")
        return fits

    def _trusted(self, by_row: float, pivot: float, largest: float) -> bool:
        """Whether a pivot may be used; raises RunError if fresh factors would not help."""
        agrees = abs(by_row - pivot) <= DISAGREE * (1 + abs(pivot))
        large = abs(pivot) >= SMALLEST_PIVOT * max(1.0, largest * 1e-3)
        if not (agrees and large) and not self._basis.exchanges:
            raise RunError(f"the pivot {pivot:.1e} is too small to be trusted")
        return agrees and large

    def _exchange(self, position: int, entering: int, pivot: float, *, at_upper: bool) -> None:
        leaving = int(self._basis.head[position])
        self._basis.exchange(position, entering, pivot)
        fixed = self._lower[leaving] == self._upper[leaving]
        self._x[leaving] = self._upper[leaving] if at_upper else self._lower[leaving]
        self._side[leaving] = 0.0 if fixed else -1.0 if at_upper else 1.0
        self._side[entering] = 0.0
        if len(self._free):
            self._free = self._free[self._free != entering]
        self._signed[entering] = NEVER
        self._signed[leaving] = NEVER if fixed else self._side[leaving] * FLOOR
        self._basic_lower[position], self._basic_upper[position] = self._lower[entering], self._upper[entering]
        self.pivots.append(Pivot(entering=entering, leaving=leaving, at_upper=at_upper))

    def _flip(self, entering: int, direction: float) -> None:
        """Move a column from one of its bounds to the other; the basis stays."""
        self._x[entering] = self._upper[entering] if direction > 0 else self._lower[entering]
        self._side[entering] = -self._side[entering]
        self._signed[entering] = self._side[entering] * FLOOR
        self.pivots.append(Pivot(entering=entering, leaving=entering, at_upper=direction > 0))

    def _move(self, step: float, slope: float, at: Positions, speed: Floats) -> bool:
        """Carry the basic amounts and the objectives along; whether an objective moved."""
        if not step:
            return False
        self._amounts[at] -= step * speed
        d_u, d_v = -self.weight * slope * step, (1 - self.weight) * slope * step
        self._u += d_u * self._size_u
        self._v += d_v * self._size_v
        return abs(d_u) + abs(d_v) > SAME_PLACE


def _size(cost: Floats) -> float:
    return float(np.abs(cost).max(initial=0.0)) or 1.0
