"""Asks a scenario for the most of one aim above floors of the others, again and again, each from a corner near by.

A corner of what is possible stays one whatever is asked for and wherever floors are: from its basis the primal simplex
method goes on. The dual one, from the basis of another question, takes as many steps, and twice as long for each.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats, Sense
from tradeoff.moo.lp.movable import MovableSolver
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.mixtures import DEAR, ROUNDING, floor_prices
from tradeoff.programme.floored import LOWERED, asked_of, floor_name, share_name, with_moving_floors
from tradeoff.programme.programme import Programme, money_scale

_FAINT = 1e-3
"""What a share of any other aim counts beside one of the aim asked for, so that a plan to keep wastes none of them."""
_NO_WEIGHT = 1e-4
"""Weights of a plane that are less beside its largest are left out: floats are not to be trusted with both."""


@dataclass(frozen=True, kw_only=True)
class FloorQuestion:
    """The most of one aim, above floors of others; aims by their place, everything in shares of the most there is."""

    aim: int
    floors: Floats
    """-inf for none."""


@dataclass(frozen=True, kw_only=True)
class FloorAnswer:
    """What a question found."""

    shares: Floats
    """Of each aim."""
    lowered: float
    """By what share of all aims the floors had to be lowered together; 0 where a plan keeps them."""
    columns: dict[str, float]
    """What is not 0 of the programme, by name."""
    plane: Floats
    """Weights of the aims, the largest 1."""
    height: float
    """No plan has a larger weighted sum of shares."""


def greatest(programme: Programme, most: dict[str, float]) -> dict[str, float]:
    """What one share of each aim is, in the programme's units: the most there is, or 1 where there is nothing to have.

    Args:
        programme: A scenario's.
        most: The most of each aim, in the units people read.
    """
    scenario = programme.scenario
    return {aim: value / money_scale(scenario, aim) if value > 0 else 1.0 for aim, value in most.items()}


class FloorSolver:
    """One programme on one solver, whose floors move."""

    def __init__(self, programme: Programme, most: dict[str, float]) -> None:
        """Put the programme on a solver.

        Args:
            programme: The scenario's; openings in shares.
            most: The most there is of each aim, in the units people read; the order of aims is this one's.
        """
        self.aims = tuple(most)
        self._own = {column.name for column in programme.columns}
        problem = with_moving_floors(programme, greatest(programme, most))
        sums = asked_of(problem, self.aims)
        model = from_pulp(problem, sums, dict.fromkeys(sums, Sense.MAX) | {LOWERED: Sense.MIN})
        self._solver = MovableSolver(model)
        self._rows = np.array([model.row_names.index(floor_name(aim)) for aim in self.aims], dtype=np.int32)
        self._shares = np.array([model.columns.index(share_name(aim)) for aim in self.aims])
        self._lowered = model.columns.index(LOWERED)
        self._corners: list[tuple[Floats, Statuses]] = []
        """The shares of each corner found so far, and its basis."""

    @property
    def solves(self) -> int:
        """Solves so far."""
        return self._solver.solves

    @property
    def work(self) -> float:
        """What the solves so far took: simplex iterations, each for every column."""
        return float(self._solver.iterations * len(self._solver.model.columns))

    def stop_after(self, seconds: float | None) -> None:
        """Let all that is asked from now on take so long together, and raise CutOffError then; None: no limit."""
        self._solver.stop_after(seconds)

    def along(self, weights: Floats, *, near: Floats | None = None) -> FloorAnswer:
        """The plan with the largest weighted sum of shares: a corner of what is possible, where floors make none.

        Args:
            weights: Of each aim, none below 0; aims without one still count a little, so that the plan wastes none.
            near: Shares that the answer is expected to lie near; None where nobody knows.

        Raises:
            SolverError: The solver gave up.
        """
        model = self._solver.model
        parts = (
            max(weight, _FAINT) * model.cost(share_name(aim)) for weight, aim in zip(weights, self.aims, strict=True)
        )
        none = np.full(len(self.aims), -np.inf)
        found = self._answer(none, sum(parts, np.zeros(len(model.columns))), near)
        with suppress(SolverError):
            self._corners.append((found.shares, self._solver.basis()))
        return found

    def settle(self, question: FloorQuestion, *, near: Floats | None = None) -> FloorAnswer:
        """The most of a question's aim; where no plan keeps its floors, the least by which all of them are lowered.

        Args:
            question: What is asked.
            near: As for `along`.

        Raises:
            SolverError: The solver gave up.
        """
        found = self._answer(question.floors, self._solver.model.cost(share_name(self.aims[question.aim])), near)
        if not found.lowered:
            return found
        with self._solver.moved(self._rows, question.floors, np.full(len(self.aims), np.inf)):
            least = float(self._solver.minimise(self._solver.model.cost(LOWERED)).x[self._lowered])
        return replace(found, lowered=least if least > ROUNDING else 0.0)

    def _nearest(self, near: Floats | None) -> Statuses | None:
        """The basis of the corner nearest to some shares; None where there is none, or nobody says where."""
        if near is None or not self._corners:
            return None
        return min(self._corners, key=lambda corner: float(np.abs(corner[0] - near).max()))[1]

    def _answer(self, floors: Floats, cost: Floats, near: Floats | None) -> FloorAnswer:
        model = self._solver.model
        whole = cost + DEAR * model.cost(LOWERED)
        with self._solver.moved(self._rows, floors, np.full(len(self.aims), np.inf)):
            optimum = self._solver.minimise(whole, start=self._nearest(near))
        plane = floor_prices(self._solver, self._rows, whole, optimum) - cost[self._shares]
        plane /= plane.max()
        height = float(plane @ optimum.x[self._shares])
        used = np.flatnonzero(optimum.x).tolist()
        lowered = float(optimum.x[self._lowered])
        return FloorAnswer(
            shares=optimum.x[self._shares],
            lowered=lowered if lowered > ROUNDING else 0.0,
            columns={model.columns[at]: float(optimum.x[at]) for at in used if model.columns[at] in self._own},
            # Shares are never below 0: a weight left out leaves the plane true.
            plane=np.where(plane < _NO_WEIGHT, 0.0, plane),
            height=height,
        )
