"""Proves a bound of an integer programme by a plain branch and bound, without presolve, cuts or heuristics.

HiGHS's branch and cut has called wrong optima right, with presolve and without, where a limit leaves an integer column
a ten-millionth less than a whole number: there its presolve and its cuts round too far (Cook, Dash, Fukasawa and
Goycoolea 2009 on cuts that are unsafe in floats). Here nothing is rounded. Each node is a linear programme, and what
closes it is computed anew from the prices that HiGHS gives, be they right or wrong (`weak_duality.py`).
Its size is that of a proof without cuts, so it is given up after a stated effort (Land and Doig 1960).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import highspy
import numpy as np

from tradeoff.moo.lp.highs import pass_model, quiet_highs, require
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import Scaled
from tradeoff.moo.lp.weak_duality import NO_PRICE, is_empty, weak_dual

_WORST_VIOLATION = 5e-9
"""Overstepping of a row, as a share of what it adds up in scaled units, beyond which columns are no solution."""
_NEAR = 1e-6
"""Distance from whole numbers below which these are tried as they are before any branching."""
_NODE = 20
"""What a node costs beside its simplex iterations, in such iterations."""
_ENTRIES = 2_000
"""Entries of a matrix beyond which an iteration counts for more, in proportion."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was checked of a cost within limits."""

    bound: float
    """No solution has a lower cost; inf where there is none at all, -inf where nothing bounds it from below."""
    x: Floats | None
    """The best solution known, integer columns whole; None where there is none."""


@dataclass(frozen=True, kw_only=True)
class _Node:
    """A linear programme with narrower bounds of its integer columns."""

    bound: float
    x: Floats
    """The columns in their own units; nothing is claimed of them."""
    is_solved: bool
    """Whether HiGHS reached an optimum; where it did not, prices bound it all the same, and columns say where to
    divide."""


class UnsettledError(Exception):
    """The proof would take more effort than allowed, or HiGHS's prices do not give one."""


class BranchBound:
    """The linear relaxation of a model, hot between nodes; not for solutions, for proofs."""

    def __init__(self, model: Model, scaled: Scaled, *, limits: int = 2) -> None:
        """Hand the relaxation to HiGHS; its last `limits` rows are those that questions limit.

        Raises SolverError if it will not take it.
        """
        self._model, self._scaled = model, scaled
        self._limits = np.arange(len(scaled.row_upper) - limits, len(scaled.row_upper), dtype=np.int32)
        self._integer = np.flatnonzero(model.integer).astype(np.int32)
        self._row_lower, self._row_upper = scaled.row_lower.copy(), scaled.row_upper.copy()
        self._cost = np.zeros(len(model.columns))
        self._effort = 0.0
        self._highs = quiet_highs(model.solver_options, presolve="off", solver="simplex", simplex_scale_strategy=0)
        pass_model(self._highs, replace(model, integer=np.zeros_like(model.integer)), scaled)

    def prove(
        self,
        cost: Floats,
        most: tuple[float, ...],
        known: Floats | None,
        *,
        slack: Callable[[Floats], float],
        effort: float,
        seconds_left: Callable[[], float | None],
    ) -> Proof:
        """Prove that no solution costs less than the best one by more than a slack.

        Args:
            cost: The cost row, in the user's units.
            most: What the rows that questions limit may be at most.
            known: The best known solution; None where none is known.
            slack: How far below the cost of a solution its bound may lie, in units of the cost.
            effort: Simplex iterations of a small programme, a node counting as 20, after which the proof is given up.
            seconds_left: Seconds until the search must end, None without a limit; raises when they are over.

        Raises:
            UnsettledError: It would take more effort, or HiGHS's prices do not give a bound.
            CutOffError: Time is up.
        """
        self._ask(cost, most)
        scale = self._scaled.cost_scale(cost)
        best_x = known
        best = np.inf if known is None else float(cost @ known)
        enough = best if known is None else best - slack(known)
        bound, self._effort = np.inf, 0.0
        open_nodes = [(self._scaled.lower[self._integer], self._scaled.upper[self._integer])]
        while open_nodes:
            remaining = seconds_left()
            self._option("time_limit", np.inf if remaining is None else self._highs.getRunTime() + remaining)
            if self._effort > effort:
                raise UnsettledError
            lower, upper = open_nodes.pop()
            node = self._relax(lower, upper, scale)
            if node.bound == -np.inf:
                return Proof(bound=-np.inf, x=best_x)
            if node.bound < enough:
                # Columns of a solve that came to no end may be anywhere.
                values = np.clip(node.x[self._integer], lower, upper)
                whole = np.clip(np.round(values), lower, upper)
                away = np.abs(values - whole)
                found = self._complete(whole, cost, scale) if away.max(initial=0.0) <= _NEAR else None
                if found is not None and (reached := float(cost @ found)) < best:
                    best_x, best, enough = found, reached, reached - slack(found)
                if node.bound < enough:
                    open_nodes += _branches(lower, upper, values, whole, away)
                    continue
            bound = min(bound, node.bound)
        return Proof(bound=min(bound, best), x=best_x)

    def complete(self, cost: Floats, most: tuple[float, ...], x: Floats, *, afresh: bool = True) -> Floats | None:
        """The columns of least cost with the integer columns of x, made whole; None where none were found.

        Args:
            cost: The cost row, an entry a column, in the user's units.
            most: What the rows that questions limit may be at most.
            x: An entry a column; its integer columns count.
            afresh: Whether from scratch, so that of columns that are equally good the same are found whatever was asked
                before; from where the last question ended it takes a quarter of the time.
        """
        self._ask(cost, most, afresh=afresh)
        try:
            return self._complete(np.round(x[self._integer]), cost, self._scaled.cost_scale(cost))
        except UnsettledError:
            return None

    def relaxed(self, cost: Floats, most: tuple[float, ...]) -> Proof:
        """The linear optimum, integer columns as they come and None where it was not reached, and the bound that prices
        prove.

        Args:
            cost: The cost row, an entry a column, in the user's units.
            most: What the rows that questions limit may be at most.

        Raises:
            UnsettledError: HiGHS's prices do not give a bound.
        """
        self._ask(cost, most)
        whole = self._integer
        node = self._relax(self._scaled.lower[whole], self._scaled.upper[whole], self._scaled.cost_scale(cost))
        return Proof(bound=node.bound, x=node.x if node.is_solved and np.isfinite(node.bound) else None)

    def has_ray(self, cost: Floats, most: tuple[float, ...]) -> bool:
        """Whether a ray of the relaxation lowers the cost for ever."""
        self._ask(cost, most)
        require(run(self._highs), "solve a relaxation")
        return self._highs.getModelStatus() == highspy.HighsModelStatus.kUnbounded and self._is_ray()

    def _ask(self, cost: Floats, most: tuple[float, ...], *, afresh: bool = True) -> None:
        columns = np.arange(len(cost), dtype=np.int32)
        rows = self._limits
        self._cost = self._scaled.cost(cost)
        self._row_upper[rows] = np.array(most) * self._scaled.row_scale[rows]
        highs = self._highs
        if afresh:
            # Each proof from scratch, so that what it finds depends on nothing that was asked before.
            require(highs.clearSolver(), "forget the last solve")
        # A proof has set its own end, which is over by now.
        self._option("time_limit", np.inf)
        require(highs.changeColsCost(len(columns), columns, self._cost), "take the costs")
        # highspy has this call; its type stubs do not name it yet.
        change_rows = highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(len(rows), rows, self._row_lower[rows], self._row_upper[rows]), "move the bounds of rows")
        self._bound_columns(self._scaled.lower[self._integer], self._scaled.upper[self._integer])

    def _bound_columns(self, lower: Floats, upper: Floats) -> None:
        status = self._highs.changeColsBounds(len(self._integer), self._integer, lower, upper)
        require(status, "move the bounds of columns")

    def _complete(self, whole: Floats, cost: Floats, scale: float) -> Floats | None:
        node = self._relax(whole, whole, scale)
        if node.bound == np.inf or not node.is_solved or not np.isfinite(node.x).all():
            return None
        x = np.clip(node.x, self._model.lower, self._model.upper) + 0.0
        x[self._integer] = whole
        return x if self._oversteps(x) <= _WORST_VIOLATION else None

    def _oversteps(self, x: Floats) -> float:
        """The largest overstepping of a row or limit at x, relative to what is added up there, in scaled units."""
        entries = self._scaled.values * (x / self._scaled.column_scale)[self._model.indices]
        activity, size = self._model.sum_rows(entries), 1 + self._model.sum_rows(np.abs(entries))
        beyond = np.maximum(self._row_lower - activity, activity - self._row_upper) / size
        return float(beyond.max(initial=0.0))

    def _relax(self, lower: Floats, upper: Floats, scale: float) -> _Node:
        self._bound_columns(lower, upper)
        run(self._highs)
        iterations = self._highs.getInfo().simplex_iteration_count
        self._effort += (iterations + _NODE) * max(1.0, len(self._scaled.values) / _ENTRIES)
        verdict = self._highs.getModelStatus()
        bounds = self._scaled.lower.copy(), self._scaled.upper.copy()
        bounds[0][self._integer], bounds[1][self._integer] = lower, upper
        rows, nothing = (self._row_lower, self._row_upper), np.zeros(len(self._cost))
        infeasible = verdict == highspy.HighsModelStatus.kInfeasible
        if infeasible and is_empty(self._highs, self._model, self._scaled, rows, bounds):
            return _Node(bound=np.inf, x=nothing, is_solved=True)
        if verdict == highspy.HighsModelStatus.kUnbounded and self._is_ray():
            return _Node(bound=-np.inf, x=nothing, is_solved=True)
        solution = self._highs.getSolution()
        if verdict == highspy.HighsModelStatus.kTimeLimit or not (solution.value_valid and solution.dual_valid):
            raise UnsettledError
        # Prices bound the cost wherever HiGHS stopped: where it suspects that nothing is left and cannot show it, too.
        prices = np.array(solution.row_dual)
        bound = weak_dual(self._model, self._scaled, self._cost, prices, rows, bounds) / scale
        x = self._scaled.original(np.array(solution.col_value))
        if not np.isfinite(bound) or not np.isfinite(x[self._integer]).all():
            raise UnsettledError
        return _Node(bound=bound, x=x, is_solved=verdict == highspy.HighsModelStatus.kOptimal)

    def _option(self, name: str, value: float) -> None:
        require(self._highs.setOptionValue(name, value), f"take the option {name}")

    def _is_ray(self) -> bool:
        """Whether the ray that HiGHS gives stays within all rows and bounds and lowers the cost."""
        # highspy has this call; its type stubs do not name it yet.
        _, found, values = self._highs.getPrimalRay()  # type: ignore[attr-defined]
        if not found:
            return False
        ray = np.array(values)
        ray /= np.abs(ray).max(initial=0.0) or 1.0
        along = self._model.sum_rows(self._scaled.values * ray[self._model.indices])
        lower = np.concatenate([self._scaled.lower, self._row_lower])
        upper = np.concatenate([self._scaled.upper, self._row_upper])
        moves = np.concatenate([ray, along])
        stays = not ((np.isfinite(lower) & (moves < -NO_PRICE)) | (np.isfinite(upper) & (moves > NO_PRICE))).any()
        return stays and float(self._cost @ ray) < -NO_PRICE


def _branches(lower: Floats, upper: Floats, values: Floats, whole: Floats, away: Floats) -> list[tuple[Floats, Floats]]:
    """The node in two or three, so that no whole number is lost; the last is looked at first.

    Raises UnsettledError where all columns are fixed.
    """
    free = np.flatnonzero(lower < upper)
    if not len(free):
        raise UnsettledError
    j = free[np.argmax(away[free])]
    parts = [(-np.inf, np.floor(values[j])), (np.floor(values[j]) + 1, np.inf)]
    if away[j] <= _NEAR:
        parts = [(-np.inf, whole[j] - 1), (whole[j] + 1, np.inf), (whole[j], whole[j])]
    elif values[j] - np.floor(values[j]) < 0.5:
        parts.reverse()
    children = []
    for least, most in parts:
        new_lower, new_upper = lower.copy(), upper.copy()
        new_lower[j], new_upper[j] = max(lower[j], least), min(upper[j], most)
        if new_lower[j] <= new_upper[j]:
            children.append((new_lower, new_upper))
    return children
