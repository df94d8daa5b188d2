"""From a model and a cost row to a proven optimum, or an error: the one door to HiGHS.

The model is passed to HiGHS once; between solves only costs and bounds change, so that every solve but the first starts
hot from the last basis. A solve returns an optimum that survived a check in the user's own units, or raises.

The optimal face. With reduced costs d and row prices y of an optimum, complementary slackness says that the set of all
optima is exactly { x feasible : x_j stays where it is wherever d_j != 0, row i stays where it is wherever y_i != 0 }.
`hold_face` fixes just these bounds; the next objective is then optimised over the face, with no extra row and no small
weight (Dantzig 1963, lexicographic objectives).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import highspy
import numpy as np
from numpy.typing import NDArray

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.model import Floats, Ints, Model
from tradeoff.moo.lp.optimum import PRICED, Optimum, require_complementary, require_own_prices
from tradeoff.moo.lp.scaling import Scaled, scale
from tradeoff.moo.lp.stopping import CutOffError

_TIGHTEST = 1e-10
"""The least tolerance HiGHS takes, for a basis that failed an exact check."""
_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row in the user's units beyond which an answer is refused."""
_DUAL, _PRIMAL = 1, 4
_PARALLEL = 1 << 13
"""HiGHS's presolve rule for parallel rows and columns: taking it back prints to stdout, whatever the options say."""
_HUGE = 100_000
"""Columns from which an interior point solve from scratch is shorter than a hot start from afar."""
_LARGE = 15_000
"""Columns from which a start from scratch is left to the interior point method, with crossover to a basis."""


Statuses = NDArray[np.int8]
"""How columns and rows stand in a basis, by HiGHS's numbers: see `AT_LOWER`, `BASIC`, `AT_UPPER`, `AT_ZERO`."""
AT_LOWER, BASIC, AT_UPPER, AT_ZERO = 0, 1, 2, 3
_FREE = -1
"""How what no face holds is marked."""
_STATUS = np.array(
    [
        highspy.HighsBasisStatus.kLower,
        highspy.HighsBasisStatus.kBasic,
        highspy.HighsBasisStatus.kUpper,
        highspy.HighsBasisStatus.kZero,
    ],
    dtype=object,
)


class Solver:
    """One HiGHS model behind one door; use as `with solver.face(): ...` to optimise over an optimal face."""

    def __init__(self, model: Model, *, hot: bool = True) -> None:
        self.model = model
        self.solves = self.iterations = 0
        """Solves so far, and the simplex iterations they took together."""
        self._hot = hot
        self._basis: Statuses | None = None
        """How columns and rows stand, where it is known without asking HiGHS."""
        self._held = np.full(len(model.columns) + len(model.row_names), _FREE, dtype=np.int8)
        """On which of its own bounds each column and row rests that a face holds."""
        self._rests: Statuses | None = None
        """The same of the last face, released since. HiGHS names a fixed column's bound by the sign of its last reduced
        cost, and the next hot start would begin elsewhere."""
        self._scaled: Scaled = scale(model)
        self._lower, self._upper = self._scaled.lower.copy(), self._scaled.upper.copy()
        self._row_lower, self._row_upper = self._scaled.row_lower.copy(), self._scaled.row_upper.copy()
        self._deadline = float("inf")
        if model.integer.any():
            raise ValueError("columns that must be whole have no prices; integer programmes go through IntegerSolver")
        # The model comes scaled; scaled once more, hot starts take a third longer.
        self._highs = quiet_highs(solver="simplex", presolve_rule_off=_PARALLEL, simplex_scale_strategy=0)
        pass_model(self._highs, model, self._scaled)

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
            raise CutOffError("the time limit ended the search")
        return remaining

    def minimise(self, cost: Floats) -> Optimum:
        """Minimise a cost row in the user's units over the model, or over the face that is held.

        Raises InfeasibleError, UnboundedError (without the objective's name), CutOffError or SolverError.
        """
        remaining = self.require_time()
        if not self._hot:
            self.forget()
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        scaled_cost = self._scaled.cost(cost)
        require(self._highs.changeColsCost(len(columns), columns, scaled_cost), "take the costs")
        limit = self._highs.getRunTime() + remaining if np.isfinite(remaining) else float("inf")
        self._option("time_limit", limit)
        hot = self._highs.getBasis().valid
        if hot and self._rests is not None:
            self.start_from(self.basis())
        self._option("simplex_strategy", _PRIMAL if hot else _DUAL)
        self._option("solver", "simplex" if hot or len(columns) < _LARGE else "ipm")
        self._run()
        self.solves += 1
        self.iterations += self._highs.getInfo().simplex_iteration_count
        return self._optimum(scaled_cost)

    def forget(self) -> None:
        """Start the next solve from scratch."""
        self._basis = self._rests = None
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

    def _run(self) -> None:
        self._basis = self._rests = None
        status = self._highs.run()
        verdict = self._highs.getModelStatus()
        if verdict == highspy.HighsModelStatus.kInfeasible:
            status, verdict = self._run_plainly()
        if verdict == highspy.HighsModelStatus.kOptimal and status == highspy.HighsStatus.kOk:
            return
        if verdict == highspy.HighsModelStatus.kTimeLimit:
            raise CutOffError("the time limit ended a solve before its optimum was proved")
        if verdict == highspy.HighsModelStatus.kInfeasible:
            raise InfeasibleError("no solution satisfies all constraints together")
        if verdict == highspy.HighsModelStatus.kUnbounded:
            raise UnboundedError("the objective has no bound")
        if verdict == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            self._tell_unbounded_from_infeasible()
        # A second try from scratch by the other simplex: hot starts now and then end in numerical trouble.
        self.forget()
        self._option("solver", "simplex")
        self._option("simplex_strategy", _DUAL)
        status = self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal or status != highspy.HighsStatus.kOk:
            words = self._highs.modelStatusToString(self._highs.getModelStatus())
            raise SolverError(f"HiGHS gave up: {words}")

    def _run_plainly(self) -> tuple[highspy.HighsStatus, highspy.HighsModelStatus]:
        """Solve from scratch without presolve, which calls some programmes infeasible that have no bound."""
        self._option("presolve", "off")
        self.forget()
        status = self._highs.run()
        self._option("presolve", "choose")
        return status, self._highs.getModelStatus()

    def _tell_unbounded_from_infeasible(self) -> None:
        columns = np.arange(len(self.model.columns), dtype=np.int32)
        require(self._highs.changeColsCost(len(columns), columns, np.zeros(len(columns))), "take the costs")
        self.forget()
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            raise UnboundedError("the objective has no bound")
        raise InfeasibleError("no solution satisfies all constraints together")

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
        worst = self.model.violation(x)
        if worst > _WORST_VIOLATION:
            raise SolverError(f"HiGHS returned a plan that oversteps a constraint by {worst:.1e} of its size")
        optimum = Optimum(x=x, scaled_x=scaled_x, reduced_costs=reduced_costs, prices=prices)
        require_own_prices(self.model, self._scaled, optimum, cost)
        require_complementary(
            optimum,
            activity=self._scaled.activity(self.model, scaled_x),
            columns=(self._lower, self._upper),
            rows=(self._row_lower, self._row_upper),
        )
        return optimum

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
            found = self._highs.getBasis()
            if not found.valid:
                raise SolverError("HiGHS has no basis to show")
            # Thousands of enumerators, and this the shortest way to their numbers.
            numbers = map(highspy.HighsBasisStatus.__int__, (*found.col_status, *found.row_status))
            self._basis = np.fromiter(numbers, dtype=np.int8)
            rests = self._held if self._rests is None else self._rests
            known = (rests != _FREE) & (self._basis != BASIC)
            self._basis[known] = rests[known]
        return self._basis.copy()

    def proves_only(self, optimum: Optimum) -> bool:
        """Whether the last optimum is the only one: what is outside the basis has a price or cannot move."""
        prices = np.concatenate([optimum.reduced_costs, optimum.prices])
        movable = np.concatenate([self._lower < self._upper, self._row_lower < self._row_upper])
        return not ((self.basis() != BASIC) & movable & (np.abs(prices) <= PRICED)).any()

    def start_from(self, statuses: Statuses) -> None:
        """Let the next solve start from a basis; one that is optimal already takes it no step.

        Raises SolverError if HiGHS refuses it, or did not say how some column stands.
        """
        if statuses.max(initial=0) >= len(_STATUS):
            raise SolverError("HiGHS does not say on which bound a column rests")
        basis = highspy.HighsBasis()
        names = _STATUS[statuses].tolist()
        columns = len(self.model.columns)
        basis.col_status, basis.row_status = names[:columns], names[columns:]
        basis.valid = True
        require(self._highs.setBasis(basis), "start from a basis")
        self._basis, self._rests = statuses.copy(), None

    def noise(self, cost: Floats, x: Floats) -> float:
        """How far an objective's value at x may move through the solver's tolerances alone, in the user's units."""
        return 10 * TOLERANCE * float(np.abs(cost) @ (np.abs(x) + self._scaled.column_scale))

    def face(self) -> _Face:
        """A context in which `hold` narrows the model to optimal faces, and whose end gives the whole model back."""
        return _Face(self)

    def hold_face(self, optimum: Optimum) -> None:
        """Fix what every optimum shares: columns with a reduced cost, rows with a price."""
        columns = np.flatnonzero(np.abs(optimum.reduced_costs) > PRICED).astype(np.int32)
        rows = np.flatnonzero(np.abs(optimum.prices) > PRICED).astype(np.int32)
        duals = np.concatenate([optimum.reduced_costs, optimum.prices])
        new = (np.abs(duals) > PRICED) & (self._held == _FREE)
        # What is priced rests on a bound: the lower one for a price above zero, the upper one below.
        self._held[new] = np.where(duals > 0, AT_LOWER, AT_UPPER)[new]
        at = np.where(optimum.reduced_costs > 0, self._lower, self._upper)[columns]
        self._lower[columns] = self._upper[columns] = at
        row_at = np.where(optimum.prices > 0, self._row_lower, self._row_upper)[rows]
        self._row_lower[rows] = self._row_upper[rows] = row_at
        self._bound(columns, rows)

    def release(self) -> None:
        """Give the whole model back, and with it the side on which each column that was held rests."""
        scaled = self._scaled
        columns = np.flatnonzero((self._lower != scaled.lower) | (self._upper != scaled.upper)).astype(np.int32)
        rows = np.flatnonzero((self._row_lower != scaled.row_lower) | (self._row_upper != scaled.row_upper))
        self._lower, self._upper = scaled.lower.copy(), scaled.upper.copy()
        self._row_lower, self._row_upper = scaled.row_lower.copy(), scaled.row_upper.copy()
        self._bound(columns, rows.astype(np.int32))
        if (self._held != _FREE).any():
            self._rests, self._held = self._held, np.full_like(self._held, _FREE)

    def _bound(self, columns: Ints, rows: Ints) -> None:
        """Hand the current bounds of some columns and rows to HiGHS."""
        self._basis = None
        highs = self._highs
        status = highs.changeColsBounds(len(columns), columns, self._lower[columns], self._upper[columns])
        require(status, "move the bounds of columns")
        # highspy has this call; its type stubs do not name it yet.
        change_rows = highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(len(rows), rows, self._row_lower[rows], self._row_upper[rows]), "move the bounds of rows")

    def _option(self, name: str, value: bool | float | str) -> None:
        require(self._highs.setOptionValue(name, value), f"take the option {name}")


class _Face:
    """`with solver.face():` gives the whole model back at the end, whatever happened inside."""

    def __init__(self, solver: Solver) -> None:
        self._solver = solver

    def __enter__(self) -> Solver:
        return self._solver

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._solver.release()
