"""Searches an integer programme for good solutions with bounds, and keeps what it has when time is up.

Three questions, each with limits of the objectives:

    relax     the linear relaxation: a bound by weak duality, whatever HiGHS says of it (`branch_bound.py`)
    search    HiGHS's branch and cut from the best solution known, some columns held if asked: a solution and its word
    confirm   the same without presolve, over the programme with equations put in their place (`substituted.py`)

A bound over whole numbers counts once two searches that go about it differently say it: the looser of the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import highspy
import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.branch_and_cut import BranchAndCut
from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import Scaled, scale
from tradeoff.moo.lp.substituted import substituted

_NODES = 20_000
"""Nodes after which a search ends without a time limit too."""
_ENDED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kIterationLimit,
    highspy.HighsModelStatus.kInterrupt,
)


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What a question found."""

    x: Floats | None
    """The best solution, integer columns whole, rows kept; None where none was met."""
    bound: float
    """No solution has a lower cost, by weak duality from `relax`, else by HiGHS's word; inf where there is none."""


@dataclass(frozen=True, kw_only=True)
class _Instance:
    """A model on HiGHS."""

    highs: highspy.Highs = field(repr=False)
    scaled: Scaled
    model: Model


class NearSolver(BranchAndCut):
    """One integer programme with two objectives, both minimised, for which good is good enough."""

    def relax(self, cost: Floats, most: tuple[float, float]) -> Searched:
        """The linear optimum within limits, and the bound that its prices give.

        Args:
            cost: The cost row, an entry a column, in the user's units.
            most: What the two objectives may be at most.

        Returns:
            The columns as HiGHS has them, integers not whole; the bound is inf where there is no solution, not even in
            shares, and -inf where HiGHS's prices give none.
        """
        self.solves += 1
        try:
            found = self.relaxation.relaxed(cost, most)
            return Searched(x=found.x, bound=found.bound)
        except UnsettledError:
            return Searched(x=None, bound=-np.inf)

    def search(
        self,
        cost: Floats,
        most: tuple[float, float],
        *,
        start: Floats | None,
        held: Floats | None = None,
        share: float,
        seconds: float,
        nodes: int = _NODES,
    ) -> Searched:
        """The best solution that HiGHS meets, from the best one known, and its word on what is possible.

        Args:
            cost: The cost row, in the user's units.
            most: What the two objectives may be at most.
            start: A known solution; None where none is known.
            held: What integer columns are held at, nan where they are free; None where all are free.
            share: Share of its value within which a solution is good enough.
            seconds: When the search ends at the latest.
            nodes: The nodes of the search tree after which it ends.

        Raises:
            SolverError: HiGHS gave up.
        """
        own = _Instance(highs=self._highs, scaled=self._scaled, model=self.boxed)
        return self._ask(own, cost, most, start, held, share, seconds, nodes, presolve="choose")

    def confirm(
        self, cost: Floats, most: tuple[float, float], *, start: Floats | None, share: float, seconds: float
    ) -> Searched:
        """The same by another way: equations put in their place, no presolve.

        Args:
            cost: The cost row, in the user's units.
            most: What the two objectives may be at most.
            start: A known solution; None where none is known.
            share: Share of its value within which a solution is good enough.
            seconds: When the search ends at the latest.

        Raises:
            SolverError: HiGHS gave up.
        """
        return self._ask(self._other_way, cost, most, start, None, share, seconds, _NODES, presolve="off")

    def completed(self, cost: Floats, most: tuple[float, float], x: Floats) -> Floats | None:
        """The columns of least cost with the integer columns of x, made whole; None where none were found.

        Args:
            cost: The cost row, in the user's units.
            most: What the two objectives may be at most.
            x: An entry a column; its integer columns count.
        """
        found = self.relaxation.complete(cost, most, x, afresh=False)
        return self.relaxation.complete(cost, most, x) if found is None else found

    @cached_property
    def _other_way(self) -> _Instance:
        reduced, _ = substituted(self.boxed)
        scaled = scale(reduced, certifiable=False)
        highs = quiet_highs(mip_feasibility_tolerance=TOLERANCE)
        pass_model(highs, reduced, scaled)
        return _Instance(highs=highs, scaled=scaled, model=reduced)

    def _ask(
        self,
        on: _Instance,
        cost: Floats,
        most: tuple[float, float],
        start: Floats | None,
        held: Floats | None,
        share: float,
        seconds: float,
        nodes: int,
        *,
        presolve: str,
    ) -> Searched:
        highs, scaled = on.highs, on.scaled
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        rows = np.arange(len(self.boxed.row_names) - 2, len(self.boxed.row_names), dtype=np.int32)
        upper = np.array(most) * scaled.row_scale[rows]
        change_rows = highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(2, rows, np.full(2, -np.inf), upper), "move the bounds of rows")
        require(highs.changeColsCost(len(columns), columns, scaled.cost(cost)), "take the costs")
        whole = np.flatnonzero(self.model.integer).astype(np.int32)
        bounds = scaled.lower[whole], scaled.upper[whole]
        if held is not None:
            at = held[whole]
            bounds = np.where(np.isnan(at), bounds[0], at), np.where(np.isnan(at), bounds[1], at)
        require(highs.changeColsBounds(len(whole), whole, *bounds), "move the bounds of columns")
        require(highs.clearSolver(), "forget the last solve")
        for name, value in (
            ("presolve", presolve),
            ("mip_rel_gap", share),
            ("mip_max_nodes", nodes),
            ("mip_heuristic_effort", 0.05 if start is None or held is not None else 0.0),
            ("time_limit", highs.getRunTime() + max(seconds, 0.0)),
        ):
            require(highs.setOptionValue(name, value), f"take the option {name}")
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = np.clip(start / scaled.column_scale, scaled.lower, scaled.upper).tolist()
            require(highs.setSolution(known), "take a solution")
        run(highs)
        self.solves += 1
        verdict, info = highs.getModelStatus(), highs.getInfo()
        if verdict == highspy.HighsModelStatus.kInfeasible:
            return Searched(x=None, bound=np.inf)
        if verdict not in _ENDED:
            raise SolverError(f"HiGHS gave up: {highs.modelStatusToString(verdict)}")
        bound = float(info.mip_dual_bound if len(whole) else info.objective_function_value) / scaled.cost_scale(cost)
        found = None
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            raw = np.array(highs.getSolution().col_value)
            if np.isfinite(raw).all():
                found = self.completed(cost, most, scaled.original(raw))
        return Searched(x=found, bound=bound if np.isfinite(bound) else -np.inf)
