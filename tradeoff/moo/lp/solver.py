"""Solves a model for a cost row, to a checked optimum or an error: the one door to HiGHS.

The model is passed to HiGHS once; between solves only costs and bounds change, so that every solve but the first starts
hot from the last basis (HiGHS's dual simplex method, Huangfu and Hall 2018). A solve returns an optimum that survived a
check in the user's own units, or raises. Over an optimal face, held by `hold_face`, the next objective is optimised.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import highspy
import numpy as np
from numpy.typing import NDArray

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.face import FREE, Face
from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.logged import LOGGER
from tradeoff.moo.lp.model import Floats, Ints, Model
from tradeoff.moo.lp.optimum import PRICED, Optimum, is_complementary, is_paid_for, require_own_prices, settled_apart
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import Scaled, scale
from tradeoff.moo.lp.statuses import BASIC, Statuses, from_highs, to_highs
from tradeoff.moo.lp.stopping import CutOffError
from tradeoff.moo.lp.verdict import require_solution, tell_unbounded_from_infeasible

_TIGHTEST = 1e-10
"""The least tolerance HiGHS takes, for a basis that failed an exact check."""
_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row in the user's units beyond which an answer is refused."""
_DUAL, _PRIMAL = 1, 4
"""HiGHS's numbers of its two simplex methods."""
_PARALLEL = 1 << 13
"""HiGHS's presolve rule for parallel rows and columns: taking it back prints to stdout, whatever the options say."""
_SMALL = 1_000
"""Columns below which presolve takes longer than it saves: 13 programmes took 1.2 to 12 times as long with it."""
_HUGE = 100_000
"""Columns from which an interior point solve from scratch is shorter than a hot start from afar."""
_LARGE = 15_000
"""Columns from which a start from scratch is left to the interior point method, with crossover to a basis."""


class Solver:
    """One HiGHS model behind one door; use as `with solver.face(): ...` to optimise over an optimal face."""

    def __init__(self, model: Model, *, hot: bool = True, wide: bool = False) -> None:
        self.model = model
        self.solves = self.iterations = 0
        """Solves so far, and the simplex iterations they took together."""
        self._hot = hot
        self._basis: Statuses | None = None
        """How columns and rows stand, where it is known without asking HiGHS."""
        self._basic: Ints | None = None
        """The basics alone, likewise."""
        self._rests: Statuses | None = None
        """On which of its bounds stands what the last face held, released since. HiGHS names a fixed column's bound by
        the sign of its last reduced cost, and the next hot start would begin elsewhere."""
        self._scaled: Scaled = scale(model, wide=wide)
        self._wide = self._scaled.wide
        """Whether floats only propose here: no check of theirs means anything, and all is certified in fractions."""
        self._face = self._own_bounds()
        self._rows_moved = False
        """Whether the basis at hand is of this cost row, and other rows: dual feasible, where else it is primal."""
        self._deadline = float("inf")
        if model.integer.any():
            raise ValueError("columns that must be whole have no prices; integer programmes go through IntegerSolver")
        self._load()

    def _own_bounds(self) -> Face:
        lower = np.concatenate([self._scaled.lower, self._scaled.row_lower])
        return Face(lower, np.concatenate([self._scaled.upper, self._scaled.row_upper]))

    def recover(self) -> None:
        """Begin anew with the whole model: an interrupt may have come in the middle of any change."""
        self._basis = self._basic = self._rests = None
        self._face = self._own_bounds()
        self._load()

    def _load(self) -> None:
        # The model comes scaled; scaled once more, hot starts take a third longer.
        given = self.model.solver_options
        self._presolve = "off" if len(self.model.columns) < _SMALL else "choose"
        presolve: dict[str, str | int] = {"presolve": self._presolve, "presolve_rule_off": _PARALLEL}
        self._highs = quiet_highs(given, solver="simplex", simplex_scale_strategy=0, **presolve)
        pass_model(self._highs, self.model, self._scaled)

    def __getstate__(self) -> dict[str, object]:
        """All but HiGHS's own memory, of which the basis alone, and the clock: another process has its own."""
        with suppress(SolverError):
            self.basis()
        return {**vars(self), "_highs": None, "_basic": None, "_deadline": float("inf")}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._load()
        if self._basis is not None:
            self.start_from(self._basis)

    def stop_after(self, seconds: float | None) -> None:
        """Let solves run for `seconds` from now (None: as long as they take); one that would not raises CutOffError."""
        self._deadline = float("inf") if seconds is None else time.monotonic() + seconds

    @contextmanager
    def untimed(self) -> Iterator[None]:
        """A context in which the time limit waits, for a few checks of what was found within it."""
        deadline, self._deadline = self._deadline, float("inf")
        try:
            yield
        finally:
            self._deadline = deadline

    def require_time(self) -> float:
        """The seconds that are left; raises CutOffError when they are over."""
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise CutOffError
        return remaining

    def minimise(self, cost: Floats) -> Optimum:
        """Minimise a cost row in the user's units over the model, or over the face that is held.

        Raises InfeasibleError, UnboundedError (without the objective's name), CutOffError or SolverError.
        """
        remaining = self.require_time()
        if not self._hot:
            self.forget()
        self._bound(self._face.untold())
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        scaled_cost = self._scaled.cost(cost)
        require(self._highs.changeColsCost(len(columns), columns, scaled_cost), "take the costs")
        limit = self._highs.getRunTime() + remaining if np.isfinite(remaining) else float("inf")
        self._option("time_limit", limit)
        hot = self._highs.getBasis().valid
        if hot and self._rests is not None:
            self.start_from(self.basis())
        self._option("simplex_strategy", _PRIMAL if hot and not self._rows_moved else _DUAL)
        self._option("solver", "simplex" if hot or len(columns) < _LARGE else "ipm")
        self._run(hot=hot)
        self.solves += 1
        _, iterations = self._highs.getInfoValue("simplex_iteration_count")
        self.iterations += int(iterations)
        LOGGER.debug("solve %d: %d iterations", self.solves, iterations)
        return self._optimum(scaled_cost)

    def settle(self, optimum: Optimum, cost: Floats) -> Optimum | None:
        """The last optimum as one of another cost row over the face that is held, where its basis settles that.

        With B the basis, y B = c_B are the row prices and d = c - y A the reduced costs. Whatever HiGHS says of B: a
        solution whose prices are all paid for where it rests is optimal. None where the cost row must be solved for.
        """
        scaled_cost = self._scaled.cost(cost)
        if not len(self.model.values):
            return settled_apart(optimum, scaled_cost, self._face.lower, self._face.upper, self._scaled.original)
        basics = self._basics()
        solve = self._highs.getBasisTransposeSolve  # type: ignore[attr-defined]
        status, prices, *_ = solve(np.append(scaled_cost, 0.0)[np.maximum(basics, -1)])
        if status != highspy.HighsStatus.kOk:
            return None
        paid = self.model.sum_columns(self._scaled.payments(self.model, prices))
        settled = replace(optimum, reduced_costs=scaled_cost - paid, prices=prices)
        bounds = self._face.lower, self._face.upper
        return settled if is_complementary(settled, *bounds) and is_paid_for(settled, scaled_cost, *bounds) else None

    def _basics(self) -> Ints:
        """The basic columns by number, and as -1 - i the rows i whose activity is basic, as HiGHS orders them."""
        if self._basic is None and not len(self.model.values):
            # Asked for the basis of a matrix without entries, HiGHS reads memory that is none of its own.
            self._basic = -1 - np.arange(len(self.model.row_names), dtype=np.int32)
        if self._basic is None:
            status, basics = self._highs.getBasicVariables()  # type: ignore[attr-defined]
            require(status, "say what is basic")
            self._basic = np.asarray(basics, dtype=np.int32)
        return self._basic

    def forget(self) -> None:
        """Start the next solve from scratch."""
        self._basis = self._basic = self._rests = None
        require(self._highs.clearSolver(), "forget its basis")

    @contextmanager
    def tightest(self) -> Iterator[None]:
        """A context in which solves go to the tightest tolerances HiGHS has."""
        names = ("primal_feasibility_tolerance", "dual_feasibility_tolerance")
        try:
            for name in names:
                self._option(name, _TIGHTEST)
            yield
        finally:
            for name in names:
                self._option(name, TOLERANCE)

    def _run(self, *, hot: bool) -> None:
        self._basis = self._basic = self._rests = None
        status, verdict = run(self._highs), self._highs.getModelStatus()
        if verdict == highspy.HighsModelStatus.kUnbounded and hot:
            # From a basis at hand primal simplex now and then says so of what has a bound.
            self._option("simplex_strategy", _DUAL)
            if (again := self._run_afresh(self._presolve))[1] == highspy.HighsModelStatus.kOptimal:
                status, verdict = again
        if verdict == highspy.HighsModelStatus.kInfeasible:
            # Presolve calls some programmes infeasible that have no bound, simplex without it some hardly roomy.
            status, verdict = self._run_afresh("off" if self._presolve == "choose" else "choose")
        if verdict == highspy.HighsModelStatus.kOptimal and status == highspy.HighsStatus.kOk:
            return
        if verdict == highspy.HighsModelStatus.kTimeLimit:
            raise CutOffError
        if verdict == highspy.HighsModelStatus.kInfeasible:
            raise InfeasibleError("no solution satisfies all constraints together")
        if verdict == highspy.HighsModelStatus.kUnbounded:
            raise UnboundedError("the objective has no bound")
        if verdict == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            tell_unbounded_from_infeasible(self._highs)
        # A second try from scratch by the other simplex: hot starts now and then end in numerical trouble.
        self._option("solver", "simplex")
        self._option("simplex_strategy", _DUAL)
        status, verdict = self._run_afresh("choose")
        if verdict in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnknown):
            require_solution(self._highs)
        if verdict == highspy.HighsModelStatus.kUnbounded:
            raise UnboundedError("the objective has no bound")
        if verdict != highspy.HighsModelStatus.kOptimal or status != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS gave up: {self._highs.modelStatusToString(verdict)}")

    def _run_afresh(self, presolve: str) -> tuple[highspy.HighsStatus, highspy.HighsModelStatus]:
        """Solve from scratch, with presolve or without."""
        self._option("presolve", presolve)
        self.forget()
        status = run(self._highs)
        self._option("presolve", self._presolve)
        return status, self._highs.getModelStatus()

    def _read(self) -> tuple[Floats, Floats, Floats]:
        """Columns, reduced costs and row prices as HiGHS has them."""
        solution = self._highs.getSolution()
        if not (solution.value_valid and solution.dual_valid):
            raise SolverError("HiGHS called a solve optimal without giving its solution")
        return np.array(solution.col_value), np.array(solution.col_dual), np.array(solution.row_dual)

    def _optimum(self, cost: Floats) -> Optimum:
        raw, reduced_costs, prices = self._read()
        if not (np.isfinite(raw).all() and np.isfinite(reduced_costs).all() and np.isfinite(prices).all()):
            raise SolverError("HiGHS returned a value that is not a number")
        scaled_x = np.clip(raw, self._scaled.lower, self._scaled.upper)
        x = self._scaled.original(scaled_x) + 0.0
        activity = self._scaled.activity(self.model, scaled_x)
        optimum = Optimum(x=x, scaled_x=scaled_x, activity=activity, reduced_costs=reduced_costs, prices=prices)
        if not self._wide:
            self._check(optimum, cost)
        return optimum

    def _check(self, optimum: Optimum, cost: Floats) -> None:
        """Refuse an optimum that oversteps a row, or that its own prices contradict."""
        worst = self.model.violation(optimum.x)
        if worst > _WORST_VIOLATION:
            raise SolverError(f"HiGHS returned a solution that oversteps a constraint by {worst:.1e} of its size")
        payments = self._scaled.payments(self.model, optimum.prices)
        paid, turned_over = self.model.sum_columns(payments), self.model.sum_columns(np.abs(payments))
        require_own_prices(optimum, cost, paid, turned_over)
        if not is_complementary(optimum, self._face.lower, self._face.upper):
            raise SolverError("HiGHS called a solution optimal that its own prices say can be improved")

    @property
    def starts_afresh(self) -> bool:
        """Whether the model is so large that a start from scratch beats one from a basis far away."""
        return len(self.model.columns) >= _HUGE

    @property
    def scaled(self) -> Scaled:
        """The model as the solver sees it, without any face that is held."""
        return self._scaled

    @property
    def is_timed(self) -> bool:
        """Whether a time limit runs."""
        return bool(np.isfinite(self._deadline))

    def basis(self) -> Statuses:
        """How each column, then each row's activity, stands after the last solve.

        Raises SolverError where HiGHS has no basis to show.
        """
        if self._basis is None:
            self._basis = from_highs(self._highs.getBasis())
            rests = self._face.rests if self._rests is None else self._rests
            known = (rests != FREE) & (self._basis != BASIC)
            self._basis[known] = rests[known]
        return self._basis.copy()

    def is_only_optimum(self, optimum: Optimum) -> bool:
        """Whether the last optimum is the only one: what is outside the basis has a price or cannot move."""
        loose, basics = self._face.movable, self._basics()
        loose[np.where(basics < 0, len(optimum.x) - 1 - basics, basics)] = False
        return not (loose & (np.abs(optimum.duals) <= PRICED)).any()

    def start_from(self, statuses: Statuses) -> None:
        """Let the next solve start from a basis; one that is optimal already takes it no step.

        Raises SolverError if HiGHS refuses it, or did not say how some column stands.
        """
        basis = to_highs(statuses, len(self.model.columns))
        require(self._highs.setBasis(basis), "start from a basis")
        self._basis, self._basic, self._rests = statuses.copy(), None, None

    def noise(self, cost: Floats, x: Floats) -> float:
        """How far an objective's value at x may move through the solver's tolerances alone, in the user's units."""
        return 10 * TOLERANCE * float(np.abs(cost) @ (np.abs(x) + self._scaled.column_scale))

    @contextmanager
    def face(self) -> Iterator[Solver]:
        """A context in which `hold_face` narrows the model, and whose end gives it back whatever happened inside."""
        try:
            yield self
        finally:
            self.release()

    def hold_face(self, optimum: Optimum) -> None:
        """Fix what every optimum shares: columns with a reduced cost, rows with a price."""
        self._face.hold(optimum.duals)

    def release(self) -> None:
        """Give the whole model back, and with it the side on which each column that was held rests."""
        told = self._face.release()
        if (told != FREE).any():
            self._bound(told != FREE)
            self._rests = told

    def _bound(self, moved: NDArray[np.bool_]) -> None:
        """Hand the current bounds of some columns and rows to HiGHS."""
        if not moved.any():
            return
        self._basis = None
        width = len(self.model.columns)
        lower, upper = np.split(self._face.lower, [width]), np.split(self._face.upper, [width])
        columns, rows = (np.flatnonzero(part).astype(np.int32) for part in np.split(moved, [width]))
        highs = self._highs
        status = highs.changeColsBounds(len(columns), columns, lower[0][columns], upper[0][columns])
        require(status, "move the bounds of columns")
        # highspy has this call; its type stubs do not name it yet.
        change_rows = highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(len(rows), rows, lower[1][rows], upper[1][rows]), "move the bounds of rows")

    def _option(self, name: str, value: bool | float | str) -> None:
        require(self._highs.setOptionValue(name, value), f"take the option {name}")
