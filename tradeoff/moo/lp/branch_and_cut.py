"""What HiGHS's branch and cut says of an integer programme and its objectives, checked but not yet believed.

Rows stand beside those of the model, one for each objective, free until a solve bounds them: over whole numbers
there are no prices that would describe an optimal face, so "the first objective at most this" has to be a row
(Haimes, Lasdon and Wismer 1971).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.branch_bound import BranchBound
from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.logged import LOGGER
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import scale
from tradeoff.moo.lp.stopping import CutOffError

_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row in the user's units beyond which an answer is refused."""
_WORST_FRACTION = 1e-6
"""Distance from a whole number beyond which an integer column is refused."""
_NOISE = 1e-8
"""Share of what an objective adds up by which a value and its bound may differ though the optimum is checked."""
_SLACK = 1e-11
"""Share of what an objective adds up that its own sum may be rounded by; far from HiGHS's tolerance, for a limit that
leaves a column about that much room is where its presolve goes wrong."""
_NO_LIMIT = float("inf")
Way = Mapping[str, bool | int | str]
"""Options of HiGHS that say how a solve goes about it, not what it is to find."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The least cost within limits: what a solve is asked."""

    cost: Floats
    """In the user's units."""
    most: tuple[float, ...]
    """What each objective may be at most."""
    gap: float
    """How far the answer may lie above its own bound, in units of the cost."""
    share: float
    """The same as a share of the answer."""


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What one solve says."""

    x: Floats | None
    """A solution, integer columns whole; None where it says that there is none, or where its columns made whole are
    none."""
    bound: float
    """What it says that no solution undercuts; inf where it says that there is none."""
    loose: float
    """How far it says that this may lie below the least cost."""
    iterations: int
    """Simplex iterations it took."""


class BranchAndCut:
    """One HiGHS model of an integer programme and its objectives, all minimised."""

    def __init__(self, model: Model, first: str, second: str, *more: str) -> None:
        """Hand the programme to HiGHS, with a row for each objective named.

        Raises SolverError if it will not take it, or where coefficients span too much to be trusted.
        """
        self.model = model
        self.first, self.second = first, second
        self.solves = 0
        self.boxed = _with_objective_rows(model, (first, second, *more))
        """The model with the objectives as its last rows."""
        self._scaled = scale(self.boxed, certifiable=False)
        self._deadline = _NO_LIMIT
        self.relaxation = BranchBound(self.boxed, self._scaled, limits=2 + len(more))
        # A switch that is a millionth on counts as off with the usual tolerance, and lets through all the same.
        self._highs = quiet_highs(
            model.solver_options, mip_feasibility_tolerance=TOLERANCE, mip_rel_gap=0.0, mip_abs_gap=0.0
        )
        pass_model(self._highs, self.boxed, self._scaled)

    def stop_after(self, seconds: float | None) -> None:
        """Let solves run for `seconds` from now (None: as long as they take); one that would not raises CutOffError."""
        self._deadline = _NO_LIMIT if seconds is None else time.monotonic() + seconds

    def stop_beyond(self, nodes: int) -> None:
        """Let each solve look at so many nodes; one that would need more raises CutOffError, on any machine alike."""
        self._option("mip_max_nodes", nodes)

    def seconds_left(self) -> float | None:
        """The seconds that are left, None without a limit; raises CutOffError when they are over."""
        if self._deadline == _NO_LIMIT:
            return None
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise CutOffError
        return remaining

    def noise(self, cost: Floats, x: Floats) -> float:
        """How far a cost at x may move through the solver's tolerances alone, in the user's units."""
        return _NOISE * self.size(cost, x)

    def slack(self, cost: Floats, x: Floats) -> float:
        """What a row that holds a cost at its value at x leaves for the rounding of that value."""
        return _SLACK * self.size(cost, x)

    @staticmethod
    def size(cost: Floats, x: Floats) -> float:
        """What a cost adds up at x, signs aside, and one unit more of its dearest column."""
        return float(np.abs(cost) @ np.abs(x) + np.abs(cost).max(initial=0.0))

    def ask(self, question: Question, way: Way, start: Floats | None) -> Opinion:
        """What HiGHS says, asked one way.

        Args:
            question: The cost row, what limits it, and how near the answer has to come.
            way: Options of HiGHS by name.
            start: A known solution, an entry a column; None where none is known.

        Raises:
            UnboundedError: The cost has no bound; the objective is not named.
            CutOffError: Time is up.
            SolverError: The answer cannot be.
        """
        self._limit(*question.most)
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        scaled_cost = self._scaled.cost(question.cost)
        require(self._highs.changeColsCost(len(columns), columns, scaled_cost), "take the costs")
        self._option("mip_abs_gap", question.gap * self._scaled.cost_scale(question.cost))
        self._option("mip_rel_gap", question.share)
        for name, value in way.items():
            self._option(name, value)
        try:
            return self._solve(question, start)
        except InfeasibleError:
            return Opinion(x=None, bound=np.inf, loose=0.0, iterations=self._iterations())
        except UnboundedError:
            # With rational data a feasible programme whose relaxation has no bound has none itself (Meyer 1974).
            if not self.relaxation.has_ray(question.cost, question.most):
                raise SolverError("HiGHS called an objective unbounded that its relaxation bounds") from None
            raise

    def begun(self, question: Question) -> Floats | None:
        """The solution that the last solve had reached when time was up, integer columns whole; None where it had none.

        Args:
            question: The cost row and limits that it is to have; of another question's it is None beyond these.
        """
        status, solution = self._highs.getInfo().primal_solution_status, self._highs.getSolution()
        if status != highspy.SolutionStatus.kSolutionStatusFeasible or not solution.value_valid:
            return None
        x = self._scaled.original(np.array(solution.col_value))
        return self.relaxation.complete(question.cost, question.most, x) if np.isfinite(x).all() else None

    def _limit(self, *most: float) -> None:
        rows = np.arange(len(self.model.row_names), len(self.boxed.row_names), dtype=np.int32)
        upper = np.array(most) * self._scaled.row_scale[rows]
        # highspy has this call; its type stubs do not name it yet.
        change_rows = self._highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(len(rows), rows, np.full(len(rows), -np.inf), upper), "move the bounds of rows")

    def _solve(self, question: Question, start: Floats | None) -> Opinion:
        cost = question.cost
        remaining = self.seconds_left()
        require(self._highs.clearSolver(), "forget the last solve")
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = (start / self._scaled.column_scale).tolist()
            require(self._highs.setSolution(known), "take a solution")
        limit = _NO_LIMIT if remaining is None else self._highs.getRunTime() + remaining
        self._option("time_limit", limit)
        self._run()
        self.solves += 1
        LOGGER.debug("solve %d over whole numbers", self.solves)
        raw, bound = self._read()
        if not (np.isfinite(raw).all() and np.isfinite(bound)):
            raise SolverError("HiGHS returned a value that is not a number")
        bound /= self._scaled.cost_scale(cost)
        x = np.clip(self._scaled.original(raw), self.model.lower, self.model.upper) + 0.0
        value = float(cost @ x)
        self._require_sound(x, cost, bound, max(question.gap, question.share * abs(value)))
        whole = self.relaxation.complete(cost, question.most, x) if self.model.integer.any() else x
        return Opinion(x=whole, bound=bound, loose=max(0.0, value - bound), iterations=self._iterations())

    def _iterations(self) -> int:
        return max(0, self._highs.getInfo().simplex_iteration_count)

    def _require_sound(self, x: Floats, cost: Floats, bound: float, gap: float) -> None:
        worst = self.model.violation(x)
        if worst > _WORST_VIOLATION:
            raise SolverError(f"HiGHS returned a solution that oversteps a constraint by {worst:.1e} of its size")
        fraction = np.abs(x - np.round(x))[self.model.integer].max(initial=0.0)
        if fraction > _WORST_FRACTION:
            raise SolverError(f"HiGHS returned a solution with {fraction:.1e} of a whole number")
        above = float(cost @ x) - bound
        noise = self.noise(cost, x)
        if above > gap + noise:
            raise SolverError("HiGHS called a solution optimal that its own bound says can be improved")
        if above < -noise:
            raise SolverError("HiGHS returned a solution that is better than its own bound allows")

    def _run(self) -> None:
        status = run(self._highs)
        verdict = self._highs.getModelStatus()
        if verdict == highspy.HighsModelStatus.kOptimal and status == highspy.HighsStatus.kOk:
            return
        if verdict in (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kSolutionLimit):
            raise CutOffError
        if verdict == highspy.HighsModelStatus.kInfeasible:
            raise InfeasibleError("no solution satisfies all constraints together")
        if verdict in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            self._tell_unbounded_from_infeasible()
        raise SolverError(f"HiGHS gave up: {self._highs.modelStatusToString(verdict)}")

    def _tell_unbounded_from_infeasible(self) -> None:
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        require(self._highs.changeColsCost(len(columns), columns, np.zeros(len(columns))), "take the costs")
        require(self._highs.clearSolver(), "forget the last solve")
        status = run(self._highs)
        verdict = self._highs.getModelStatus()
        if verdict == highspy.HighsModelStatus.kOptimal and status == highspy.HighsStatus.kOk:
            raise UnboundedError("the objective has no bound")
        if verdict == highspy.HighsModelStatus.kInfeasible:
            raise InfeasibleError("no solution satisfies all constraints together")
        if verdict == highspy.HighsModelStatus.kTimeLimit:
            raise CutOffError
        raise SolverError(f"HiGHS gave up: {self._highs.modelStatusToString(verdict)}")

    def _read(self) -> tuple[Floats, float]:
        """Scaled columns and the bound of the scaled cost, as HiGHS has them."""
        solution, info = self._highs.getSolution(), self._highs.getInfo()
        if not solution.value_valid:
            raise SolverError("HiGHS called a solve optimal without giving its solution")
        # Without integer columns HiGHS solves a linear programme, whose optimum is its own bound.
        bound = info.mip_dual_bound if self.model.integer.any() else info.objective_function_value
        return np.array(solution.col_value), float(bound)

    def _option(self, name: str, value: bool | int | float | str) -> None:
        require(self._highs.setOptionValue(name, value), f"take the option {name}")


def _with_objective_rows(model: Model, names: Sequence[str]) -> Model:
    costs = [model.cost(name) for name in names]
    used = [np.flatnonzero(cost).astype(np.int32) for cost in costs]
    ends = model.starts[-1] + np.cumsum([len(columns) for columns in used])
    return replace(
        model,
        row_names=(*model.row_names, *(f"the objective {name}" for name in names)),
        row_lower=np.concatenate([model.row_lower, np.full(len(names), -np.inf)]),
        row_upper=np.concatenate([model.row_upper, np.full(len(names), np.inf)]),
        starts=np.concatenate([model.starts, ends]).astype(np.int32),
        indices=np.concatenate([model.indices, *used]),
        values=np.concatenate([model.values, *(cost[columns] for cost, columns in zip(costs, used, strict=True))]),
    )
