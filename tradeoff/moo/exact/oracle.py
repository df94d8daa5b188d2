"""Finds the exact least weighted sum: HiGHS proposes a basis, rational arithmetic proves it.

What fails the exact check is solved anew with the tightest tolerances HiGHS has, then mended by a few exact pivots, and
else refused. Scaling is by powers of two in the solver and by positive factors here, so a basis is the same basis on
both sides (Applegate, Cook, Dash and Espinoza 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.exact.basis import BASIC, LOWER, UPPER, ZERO, ExactBasis, ExactWeights
from tradeoff.moo.exact.lu import Arithmetic, SingularKernelError, fastest
from tradeoff.moo.exact.rational import ExactProgramme, clear_denominators
from tradeoff.moo.exact.repair import repair
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import BASIC as IS_BASIC


@dataclass(frozen=True, kw_only=True)
class ExactOptimum:
    """The least weighted sum of the objectives, certified."""

    weights: ExactWeights
    values: tuple[Fraction, ...]
    """The objectives at the solution found, as minimised, without constants."""
    height: Fraction
    """The weighted sum: no feasible solution is below it."""
    basis: ExactBasis


class ExactOracle:
    """Exact optima of weighted sums of an exact programme, by the solver of the same programme in floats."""

    def __init__(self, solver: Solver, programme: ExactProgramme, *, arithmetic: Arithmetic | None = None) -> None:
        """Prepare; the objectives of `programme` are those of the weights.

        Raises ValueError where solver and programme differ in columns or rows.
        """
        model = solver.model
        if model.columns != programme.columns or len(model.row_names) != len(programme.rows):
            raise ValueError("the solver's model is not the programme to be certified")
        self.solver, self.programme = solver, programme
        self.form = clear_denominators(programme)
        self.arithmetic = fastest() if arithmetic is None else arithmetic
        self._costs = [solver.model.cost(objective.name) for objective in programme.objectives]
        self._known: dict[str, ExactBasis] = {}

    def cost(self, weights: ExactWeights) -> Floats:
        """A weighted sum as floats, for the solver; scaled so that no weight is above 1."""
        largest = max(weights)
        total = np.zeros(len(self.solver.model.columns))
        for weight, cost in zip(weights, self._costs, strict=True):
            total += float(weight / largest) * cost
        return total

    def minimise(self, weights: Sequence[Fraction], *, alone: bool = False) -> ExactOptimum:
        """The exact least value of a weighted sum of the objectives, as they are minimised.

        Where a weight is 0 its objective comes last, so that the solution is efficient; `alone`, it does not come at
        all, since it may have no bound among the optima.

        Raises SolverError where no basis can be certified, ValueError for weights below 0 or all 0.
        """
        exact: ExactWeights = tuple(weights)
        if len(exact) != len(self._costs) or min(exact) < 0 or not any(exact):
            raise ValueError("one weight an objective is wanted, none below 0 and not all 0")
        rest = tuple(Fraction(int(weight == 0)) for weight in exact)
        stages = [self.cost(exact), *([self.cost(rest)] if any(rest) and not alone else [])]
        basis = self._try(stages, exact)
        if basis is None:
            with self.solver.tightest():
                self.solver.forget()
                basis = self._try(stages, exact)
        if basis is None:
            basis = self._repaired(stages, exact)
        return ExactOptimum(weights=exact, values=basis.values, height=basis.height(exact), basis=basis)

    def _try(self, stages: Sequence[Floats], weights: ExactWeights) -> ExactBasis | None:
        """The proposed basis if it is feasible and proves the weighted sum exactly."""
        try:
            basis = self.propose(stages)
            return basis if not basis.overstepped() and basis.proves(weights) else None
        except SingularKernelError:
            return None

    def _repaired(self, stages: Sequence[Floats], weights: ExactWeights) -> ExactBasis:
        """The proposed basis, brought by exact pivots to one that proves the weighted sum.

        Raises SolverError where that does not come about.
        """
        try:
            basis = repair(self.propose(stages), weights, self.arithmetic)
            if not basis.overstepped() and basis.proves(weights):
                return basis
        except SingularKernelError as error:
            raise SolverError(f"the basis HiGHS proposes is none in exact arithmetic: {error}") from None
        raise SolverError("the basis HiGHS proposes could not be certified in exact arithmetic")

    def propose(self, stages: Sequence[Floats]) -> ExactBasis:
        """The basis HiGHS ends with after minimising cost rows in turn; nothing of it is certified yet.

        Raises SingularKernelError where it is none in exact arithmetic, and what the solver raises.
        """
        optimum = lexicographic(self.solver, stages)
        return self.read(self._statuses(optimum))

    def read(self, statuses: str) -> ExactBasis:
        """The basis that a letter for each column and row describes.

        Raises SingularKernelError where it is none in exact arithmetic.
        """
        if statuses not in self._known:
            self._known.clear()
            self._known[statuses] = ExactBasis(self.form, statuses, self.arithmetic)
        return self._known[statuses]

    def _statuses(self, optimum: Optimum) -> str:
        """Letters for the solver's basis. On which bound a nonbasic rests is told by where it is.

        The solver's own word on that is of no use once a face has been held.
        """
        solver = self.solver
        x, scaled = optimum.scaled_x, solver.scaled
        values = np.concatenate([x, scaled.activity(solver.model, x)])
        lower = np.concatenate([scaled.lower, scaled.row_lower])
        upper = np.concatenate([scaled.upper, scaled.row_upper])
        with np.errstate(invalid="ignore"):
            nearer_upper = np.abs(upper - values) < np.abs(values - lower)
        letters = np.where(nearer_upper & np.isfinite(upper), UPPER, LOWER)
        letters[~np.isfinite(lower) & np.isfinite(upper)] = UPPER
        letters[~np.isfinite(lower) & ~np.isfinite(upper)] = ZERO
        letters[solver.basis() == IS_BASIC] = BASIC
        return "".join(letters.tolist())
