"""Answers, over whole numbers, how far anything may move while every objective keeps a level.

least and most of an expression over all solutions with no objective above its level: an integer programme for each end

Each end has a bound that counts as every bound over whole numbers does (`lp/integer_solver.py`): a plain branch and
bound reaches it, or two solves that go about it differently agree on it. Where time is up it is that of the
linear relaxation, by weak duality, raised to the next value that the expression can have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.at_level import Span
from tradeoff.moo.lp.integer_solver import Incumbent, IntegerSolver
from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.stopping import CutOffError
from tradeoff.moo.whole_three.lattice import step_of

_ROUNDED = 1e-6
"""Share of a step that tolerances may add to a bound before it is raised to a whole value."""


@dataclass(frozen=True, kw_only=True)
class WholeLevels:
    """An integer programme that is asked at levels of its objectives; each question has a solver of its own."""

    model: Model
    names: tuple[str, ...]
    """Its objectives, of which levels are."""

    def best(self, name: str) -> float:
        """The best of one objective, in its unit and sense."""
        return self.model.value(name, self.least(self.model.cost(name)))

    def least(self, cost: Floats) -> Floats:
        """The columns of a solution that has the least of a cost row.

        Raises UnboundedError where it has no bound, SolverError where the solver gave up or its answers do not agree.
        """
        solver, everywhere = IntegerSolver(self.model, *self.names), [np.inf] * len(self.names)
        return _asked(solver, cost, *everywhere).x

    def second(self, name: str, best: str, x: Floats) -> float:
        """The best of one of two objectives with the other at its best, in its unit and sense.

        Args:
            name: The one.
            best: The other.
            x: The columns of a solution that is best in it.

        Raises:
            SolverError: The solver gave up, or its answers do not agree.
        """
        solver, aim = IntegerSolver(self.model, *self.names), self.model.cost(best)
        most = [dot(aim, x) + solver.slack(aim, x) if other == best else np.inf for other in self.names]
        return self.model.value(name, _asked(solver, self.model.cost(name), *most).x)

    def span(
        self, cost: Floats, held: Mapping[str, float], known: Sequence[Mapping[str, float]], seconds: float | None
    ) -> Span:
        """The least and the most of a cost row over the solutions that keep levels.

        Args:
            cost: An entry a column.
            held: The most that each objective may be, minimised.
            known: Solutions by column; the first keeps the levels, whatever rounding says.
            seconds: How long both ends may take together, half for each; None for as long as they take.

        Raises:
            SolverError: The solver gave up, or its answers do not agree.
        """
        solver = IntegerSolver(self.model, *self.names)
        solutions = [np.array([values[name] for name in self.model.columns]) for values in known]
        first = solutions[0]
        most = []
        for name in self.names:
            aim = self.model.cost(name)
            most.append(max(held[name], dot(aim, first)) + solver.slack(aim, first))
        for x in solutions:
            solver.learn(x)
        half = None if seconds is None else seconds / 2
        least, least_bound, least_checked = _least(solver, cost, most, half)
        most_value, most_bound, most_checked = _least(solver, -cost, most, half)
        return Span(
            least=least,
            most=0.0 - most_value,
            least_bound=least_bound,
            most_bound=0.0 - most_bound,
            least_checked=least_checked,
            most_checked=most_checked,
        )


def _least(
    solver: IntegerSolver, cost: Floats, most: Sequence[float], seconds: float | None
) -> tuple[float, float, bool]:
    """The least of a cost that a solution is known to have, its bound, and whether it is the least there is."""
    solver.stop_after(seconds)
    try:
        found = _asked(solver, cost, *most)
    except UnboundedError:
        return -np.inf, -np.inf, True
    except CutOffError:
        known = solver.known(cost, *most)
        value = dot(cost, known.x)
        bound = min(value, _raised(solver.model, cost, known.bound))
        return value, bound, value - bound <= solver.noise(cost, known.x)
    return dot(cost, found.x), found.bound, True


def _raised(model: Model, cost: Floats, bound: float) -> float:
    """A bound raised to the next value that a cost of integer columns alone can have."""
    step, is_whole = step_of(cost)
    if not is_whole or not model.integer[cost != 0].all() or not np.isfinite(bound):
        return bound
    return step * math.ceil(bound / step - _ROUNDED)


def _asked(solver: IntegerSolver, cost: Floats, u: float, v: float, *more: float) -> Incumbent:
    """The optimum; answers that contradict each other are asked for again, another way."""
    for is_last in (False, True):
        try:
            return solver.minimise(cost, most_u=u, most_v=v, most_more=more)
        except InfeasibleError as error:
            # A solution is known that keeps all levels.
            raise SolverError(f"HiGHS contradicts itself: {error}") from None
        except CutOffError:
            raise
        except SolverError:
            if is_last:
                raise
            solver.distrust()
    raise AssertionError("the last try returns or raises")
