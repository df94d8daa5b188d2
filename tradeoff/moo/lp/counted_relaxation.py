"""The linear relaxation of an integer programme beside sums of its integer columns, each of which may be limited.

    lo <= sum_j a_j x_j <= hi,   a_j whole, x_j integer

Such a sum is a whole number in every solution, so that "at most 3" and "at least 4" lose none. A bound is computed anew
from the prices that HiGHS gives (`weak_duality.py`), the limits of the sums being rows like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import highspy
import numpy as np
from scipy.sparse import csr_array

from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.highs import pass_model, quiet_highs, require
from tradeoff.moo.lp.implied_bounds import with_implied_bounds
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import scale
from tradeoff.moo.lp.weak_duality import is_empty, weak_dual

_BEYOND = 1e-6
"""Share of what is known by which HiGHS goes beyond it, so that the bound worked out from its prices lies above too."""
Limits = Mapping[int, tuple[float, float]]
"""By number of a sum, between what it is to lie."""


@dataclass(frozen=True, kw_only=True)
class Relaxed:
    """A linear optimum within limits."""

    bound: float
    """No solution costs less; inf where there is none."""
    x: Floats | None
    """The columns in their own units, of which nothing is claimed; None where HiGHS did not reach an optimum."""
    basis: highspy.HighsBasis | None = field(repr=False)
    """Where it was found; None where there is no solution."""


class CountedRelaxation:
    """A linear relaxation, hot from basis to basis."""

    def __init__(self, boxed: Model, sums: csr_array, *, limits: int) -> None:
        """Hand the relaxation to HiGHS.

        Args:
            boxed: The programme; its last `limits` rows are those that questions limit.
            sums: A row a sum, an entry a column: whole numbers, of integer columns alone.
            limits: How many rows questions limit.

        Raises:
            SolverError: HiGHS will not take it.
            ValueError: A sum has a coefficient that is not whole, or a column that is not integer.
        """
        if (sums.data != np.round(sums.data)).any() or not boxed.integer[sums.indices].all():
            raise ValueError("sums are of integer columns with whole coefficients")
        self.sums = sums
        self._limits = np.arange(len(boxed.row_names) - limits, len(boxed.row_names), dtype=np.int32)
        self._first = len(boxed.row_names)
        self._model = _with_rows(replace(boxed, integer=np.zeros_like(boxed.integer)), sums)
        self._scaled = with_implied_bounds(self._model, scale(self._model, certifiable=False))
        self._rows = self._scaled.row_lower.copy(), self._scaled.row_upper.copy()
        self._cost, self._unit = np.zeros(len(boxed.columns)), 1.0
        self._narrowed: dict[int, tuple[float, float]] = {}
        self._highs = quiet_highs(boxed.solver_options, presolve="off", solver="simplex", simplex_scale_strategy=0)
        pass_model(self._highs, self._model, self._scaled)

    def ask(self, cost: Floats, most: tuple[float, ...]) -> None:
        """Take a cost and what the rows that questions limit may be at most, all in the user's units."""
        columns = np.arange(len(cost), dtype=np.int32)
        self._cost, self._unit = self._scaled.cost(cost), self._scaled.cost_scale(cost)
        require(self._highs.changeColsCost(len(columns), columns, self._cost), "take the costs")
        for row, end in zip(self._limits, most, strict=True):
            self._move(int(row), -np.inf, end)

    def relax(self, within: Limits, basis: highspy.HighsBasis | None, seconds: float, known: float = np.inf) -> Relaxed:
        """The linear optimum within limits of the sums, or that it costs more than is known.

        Args:
            within: What they lie between, by number; the others are free.
            basis: Where to begin; None for from scratch.
            seconds: When the solve ends at the latest.
            known: What a known solution costs, in the user's units; a solve ends where its bound lies above. inf
                where none is known.

        Raises:
            UnsettledError: HiGHS's prices do not give a bound, or time is up.
        """
        for number in [number for number in self._narrowed if number not in within]:
            self._move(self._first + number, -np.inf, np.inf)
            del self._narrowed[number]
        for number, ends in within.items():
            if self._narrowed.get(number) != ends:
                self._move(self._first + number, *ends)
                self._narrowed[number] = ends
        highs = self._highs
        require(highs.clearSolver() if basis is None else highs.setBasis(basis), "take a basis")
        require(highs.setOptionValue("time_limit", highs.getRunTime() + max(0.0, seconds)), "take a limit of time")
        enough = (known + _BEYOND * (1 + abs(known))) * self._unit
        require(highs.setOptionValue("objective_bound", enough), "take a limit of the objective")
        run(highs)
        verdict, columns = highs.getModelStatus(), (self._scaled.lower, self._scaled.upper)
        infeasible = verdict == highspy.HighsModelStatus.kInfeasible
        if infeasible and is_empty(highs, self._model, self._scaled, self._rows, columns):
            return Relaxed(bound=np.inf, x=None, basis=None)
        solution = highs.getSolution()
        if verdict == highspy.HighsModelStatus.kTimeLimit or not solution.dual_valid:
            raise UnsettledError
        # Prices bound the cost wherever HiGHS stopped: where it suspects that nothing is left and cannot show it, too.
        prices = np.array(solution.row_dual)
        bound = weak_dual(self._model, self._scaled, self._cost, prices, self._rows, columns) / self._unit
        if not np.isfinite(bound):
            raise UnsettledError
        optimal = verdict == highspy.HighsModelStatus.kOptimal and solution.value_valid
        x = self._scaled.original(np.array(solution.col_value)) if optimal else None
        return Relaxed(bound=bound, x=x, basis=highs.getBasis())

    def _move(self, row: int, lower: float, upper: float) -> None:
        factor = self._scaled.row_scale[row]
        top = min(upper * factor, self._scaled.row_upper[row])
        bottom = min(max(lower * factor, self._scaled.row_lower[row]), top)
        self._rows[0][row], self._rows[1][row] = bottom, top
        require(self._highs.changeRowBounds(row, bottom, top), "move the bounds of a row")


def _with_rows(model: Model, sums: csr_array) -> Model:
    """The model with a free row a sum behind its own."""
    count = sums.shape[0]
    return replace(
        model,
        row_names=(*model.row_names, *(f"sum {number}" for number in range(count))),
        row_lower=np.concatenate([model.row_lower, np.full(count, -np.inf)]),
        row_upper=np.concatenate([model.row_upper, np.full(count, np.inf)]),
        starts=np.concatenate([model.starts, model.starts[-1] + sums.indptr[1:]]).astype(np.int32),
        indices=np.concatenate([model.indices, sums.indices]).astype(np.int32),
        values=np.concatenate([model.values, sums.data]).astype(float),
    )
