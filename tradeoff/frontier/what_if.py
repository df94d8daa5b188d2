"""Asks one scenario what an aim comes to when something is changed or held, again and again, each from the last answer.

For advice: what one unit more of a purse is worth at a level of the other aim, what a cluster taken in would cost, how
much money it gets at least and at most in plans nearly as good. Every answer is a solve of the scenario's programme
with the change made in it; none is read off a dual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.lp.movable import MovableSolver, with_factors, with_rows
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.programme.differences import Difference, Differences
from tradeoff.programme.plan import Plan, PlanReader
from tradeoff.programme.programme import Measured, Programme, money_scale, published

_ROOM = 1e-9
"""Share of a level that rounding may have put on it: where nothing reaches it, as much less is tried."""
_Question = tuple[str, float, frozenset[tuple[str, float]], frozenset[tuple[str, float]], int]


class WhatIf:
    """One programme on one solver, with a row for every aim and measure that may be held at a level."""

    def __init__(self, programme: Programme, *, measures: Mapping[str, Measured] | None = None) -> None:
        """Put the programme on a solver.

        Args:
            programme: The scenario's programme; openings in shares.
            measures: What else may be held or asked for, by name. None for nothing beside the aims.
        """
        self.programme = programme
        scales = {name: money_scale(programme.scenario, name) for name in programme.objectives}
        asked = dict(programme.objectives)
        for name, measured in (measures or {}).items():
            asked[name], scales[name] = measured.expression, measured.scale
        model = from_pulp(programme.problem, asked, dict.fromkeys(asked, Sense.MAX), scales=scales)
        self.differences = Differences(programme)
        self._rows = len(model.row_names)
        self._solver = MovableSolver(with_rows(model, {f"of {name}": model.cost(name) for name in model.objectives}))
        self._row_places = {name: place for place, name in enumerate(model.row_names)}
        self._column_places = {name: place for place, name in enumerate(model.columns)}
        self._elsewhere = 0
        self._answers: dict[_Question, tuple[Difference | None, float | None]] = {}
        """By what was asked, so that nothing is solved twice; a change is known by where it lies, and so kept there."""

    @property
    def solves(self) -> int:
        """Solves so far."""
        return self._solver.solves + self._elsewhere

    def most(
        self,
        name: str,
        at_least: Mapping[str, float] | None = None,
        *,
        at_most: Mapping[str, float] | None = None,
        change: Difference | None = None,
    ) -> float | None:
        """The most of an aim or measure that any plan has; None where no plan keeps what is held.

        Args:
            name: Of which aim or measure.
            at_least: Levels that others are held at or above, in the units people read; None for none.
            at_most: Levels that they are held at or below.
            change: What is added to the programme first; None for nothing.

        Raises:
            SolverError: The solver gave up.
            UnboundedError: Nothing limits it.
        """
        return self._asked(name, 1.0, at_least or {}, at_most or {}, change)

    def least(
        self,
        name: str,
        at_least: Mapping[str, float] | None = None,
        *,
        at_most: Mapping[str, float] | None = None,
        change: Difference | None = None,
    ) -> float | None:
        """The least of an aim or measure that any plan has; None where no plan keeps what is held.

        Args:
            name: Of which aim or measure.
            at_least: Levels that others are held at or above.
            at_most: Levels that they are held at or below.
            change: What is added to the programme first; None for nothing.
        """
        return self._asked(name, -1.0, at_least or {}, at_most or {}, change)

    def plan(self, name: str, at_least: Mapping[str, float] | None = None) -> Plan | None:
        """A plan with the most of an aim; one of several where it is not the only one. None where there is no plan.

        Args:
            name: Of which aim or measure.
            at_least: Levels that others are held at or above.
        """
        optimum = self._optimum(self._solver, name, 1.0, at_least or {}, {}, {})
        if optimum is None:
            return None
        used = np.flatnonzero(optimum.x).tolist()
        columns = self._solver.model.columns
        return PlanReader(self.programme).read({columns[place]: float(optimum.x[place]) for place in used})

    def expected(self, name: str, at_least: Mapping[str, float], changes: Sequence[Difference]) -> list[float]:
        """What each change would add to an aim by the prices of one optimum: an order to look in, and no answer.

        Where only right-hand sides change, no plan gains more than this.

        Args:
            name: Of which aim or measure.
            at_least: Levels that others are held at or above.
            changes: What is added to the programme, each by itself.
        """
        solver = self._solver
        optimum = self._optimum(solver, name, 1.0, at_least, {}, {})
        if optimum is None:
            return [0.0] * len(changes)
        model, scaled = solver.model, solver.scaled
        unit = model.scale(name) / scaled.cost_scale(model.cost(name))
        # Rows are scaled by their own factor over the common amount, which the cost's scale holds too: it cancels.
        prices = -optimum.prices * scaled.row_scale * unit
        found = []
        for change in changes:
            gain = sum(prices[self._row_places[row]] * more for row, more in change.bounds.items())
            for (row, column), more in change.factors.items():
                gain -= prices[self._row_places[row]] * more * optimum.x[self._column_places[column]]
            for (aim, column), more in change.worths.items():
                if aim == name:
                    gain += model.scale(name) * more * optimum.x[self._column_places[column]]
            found.append(float(gain))
        return found

    def _asked(
        self,
        name: str,
        sign: float,
        at_least: Mapping[str, float],
        at_most: Mapping[str, float],
        change: Difference | None,
    ) -> float | None:
        question = (name, sign, frozenset(at_least.items()), frozenset(at_most.items()), id(change))
        if question in self._answers:
            return self._answers[question][1]
        solver = self._solver
        if change is not None and not change.is_of_bounds:
            solver = solver.with_model(self._changed(change))
        optimum = self._optimum(solver, name, sign, at_least, at_most, change.bounds if change else {})
        if solver is not self._solver:
            self._elsewhere += solver.solves
        answer = None if optimum is None else published(solver.model.value(name, optimum.x))
        self._answers[question] = change, answer
        return answer

    def _optimum(
        self,
        solver: MovableSolver,
        name: str,
        sign: float,
        at_least: Mapping[str, float],
        at_most: Mapping[str, float],
        added: Mapping[str, float],
    ) -> Optimum | None:
        asked = (name, sign, at_least, at_most, added)
        # At the very end of a frontier a level is reached or missed by a rounding, which solvers cannot always tell.
        with suppress(SolverError):
            if (optimum := self._solved(solver, *asked, room=0.0)) is not None:
                return optimum
        return self._solved(solver, *asked, room=_ROOM)

    def _solved(
        self,
        solver: MovableSolver,
        name: str,
        sign: float,
        at_least: Mapping[str, float],
        at_most: Mapping[str, float],
        added: Mapping[str, float],
        *,
        room: float,
    ) -> Optimum | None:
        model = solver.model
        lower, upper = model.row_lower.copy(), model.row_upper.copy()
        for row, more in added.items():
            lower[self._row_places[row]] += more
            upper[self._row_places[row]] += more
        # Aims are minimised here with their sign turned: at least so much is at most so much.
        for ends, levels, side in ((upper, at_least, 1.0), (lower, at_most, -1.0)):
            for held, level in levels.items():
                wanted = model.minimised(held, level)
                ends[self._rows + model.objectives.index(held)] = wanted + side * room * abs(wanted)
        rows = np.flatnonzero((lower != model.row_lower) | (upper != model.row_upper)).astype(np.int32)
        with solver.moved(rows, lower[rows], upper[rows]):
            try:
                return solver.minimise(sign * model.cost(name))
            except InfeasibleError:
                return None

    def _changed(self, change: Difference) -> Model:
        """The model with what changes in factors and worths added, rows of aims included."""
        model = self._solver.model
        factors = {
            (self._row_places[row], self._column_places[column]): more for (row, column), more in change.factors.items()
        }
        costs: dict[str, Floats] = {}
        for (aim, column), more in change.worths.items():
            place = model.objectives.index(aim)
            cost = costs.setdefault(aim, model.cost(aim).copy())
            cost[self._column_places[column]] += model.signs[place] * more
            factors[self._rows + place, self._column_places[column]] = model.signs[place] * more
        return replace(
            with_factors(model, factors),
            costs=tuple(costs.get(aim, cost) for aim, cost in zip(model.objectives, model.costs, strict=True)),
        )
