"""Answers at a level of some objectives: the solution that is best in the others, and how far anything may move.

best of the others in their order, with every level kept (epsilon-constraint; Haimes, Lasdon and Wismer 1971)
least and most of an expression over all solutions within a share of the ranges of such a solution
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pulp

from tradeoff.errors import InfeasibleError
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.movable import MovableSolver, with_rows

_HAIR = 1e-9
"""Share of a range, or of the level, by which a level is held short of where only rounding decides."""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What a solution at a level comes to."""

    objectives: dict[str, float]
    """In the units and senses of the problem."""
    values: dict[str, float]
    """The problem's variables by name."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """Between what something may lie over all solutions that are nearly as good; inf where nothing limits it."""

    least: float
    most: float


class Levels:
    """A linear programme that is asked at levels of its objectives; it can be pickled."""

    def __init__(self, model: Model) -> None:
        """Keep the programme; it is handed to a solver when it is first asked."""
        self._model = model
        self._solver: MovableSolver | None = None

    def __getstate__(self) -> dict[str, object]:
        """The programme alone: another process has a solver of its own."""
        return {**vars(self), "_solver": None}

    def reached(self, levels: Mapping[str, float]) -> Reached:
        """The solution that keeps levels and is best in the remaining objectives, in their order.

        Args:
            levels: For some of the objectives how good at least, in their units and senses.

        Raises:
            InfeasibleError: No solution keeps them together.
            SolverError: The solver gave up.
        """
        model = self._model
        held = {name: model.minimised(name, level) for name, level in levels.items()}
        others = [model.cost(name) for name in model.objectives if name not in held]
        # Among equally good ones that with the most of what is held.
        kept = [model.cost(name) for name in model.objectives if name in held]
        found = self._asked(held, [*others, *kept, id_ranks(model.columns)])
        return Reached(
            objectives={name: model.value(name, found) for name in model.objectives}, values=model.by_name(found)
        )

    def span(self, cost: Floats, held: Mapping[str, float]) -> Span:
        """The least and the most of a cost row over the solutions that keep levels.

        Args:
            cost: An entry a column.
            held: For some of the objectives the most that they may be, minimised.

        Raises:
            InfeasibleError: No solution keeps them together.
            SolverError: The solver gave up.
        """
        ends = [float(cost @ self._asked(held, [sign * cost])) + 0.0 for sign in (1.0, -1.0)]
        return Span(least=ends[0], most=ends[1])

    def cost_of(self, what: str | pulp.LpVariable | pulp.LpAffineExpression) -> tuple[Floats, float]:
        """A variable, its name or an expression as a cost row and a constant.

        Raises ValueError where it names what the problem does not have.
        """
        columns = {name: place for place, name in enumerate(self._model.columns)}
        if isinstance(what, str):
            terms, constant = {what: 1.0}, 0.0
        else:
            expression = pulp.LpAffineExpression(what)
            terms = {variable.name: float(factor) for variable, factor in expression.items()}
            constant = float(expression.constant)
        if missing := [name for name in terms if name not in columns]:
            raise ValueError(f"the problem has no variable called {missing[0]!r}")
        cost = np.zeros(len(columns))
        for name, factor in terms.items():
            cost[columns[name]] = factor
        return cost, constant

    def minimised(self, name: str, value: float) -> float:
        """A value of an objective, in its unit and sense, as it is minimised."""
        return self._model.minimised(name, value)

    def _asked(self, held: Mapping[str, float], costs: list[Floats]) -> Floats:
        """The columns that minimise cost rows in turn where objectives are at most so much."""
        model = self._model
        if self._solver is None:
            self._solver = MovableSolver(
                with_rows(model, {f"of {name}": model.cost(name) for name in model.objectives})
            )
        first = len(model.row_names)
        rows = np.array([first + model.objectives.index(name) for name in held], dtype=np.int32)
        for room in (0.0, _HAIR):
            upper = np.array([level + room * (1 + abs(level)) for level in held.values()])
            with self._solver.moved(rows, np.full(len(rows), -np.inf), upper):
                try:
                    return lexicographic(self._solver, costs).x
                except InfeasibleError:
                    if room:
                        raise
        raise AssertionError("the last try returns or raises")
