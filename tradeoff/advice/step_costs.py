"""Prices round steps of one aim on a frontier: what each costs in the other, from the solved values at both its ends.

    cost(a, b) = Y(a) - Y(b),   Y(x) = most y over the plans with at least x

Y is concave, so that of two steps of one length the one at more x costs more: what the first and the last step of a
stretch cost is the least and the most of any step inside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from tradeoff.advice.choice import HAIR
from tradeoff.advice.rounding import round_step
from tradeoff.advice.wording import in_rupees
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.scenario.objectives import find_aim

NEAR = 0.05
"""Share of a figure that any step of the stretch it is told for may differ by."""
_OF_RANGE = 16
"""A step is at most the range through this: fine enough to show a frontier's bends, coarse enough to count."""
_FINEST = 1000
"""No step is less than the range through this: figures of evidence carry no finer one."""
_GRID = 10
"""Stretches end at whole multiples of a step through this."""
_SAME = 1e-9
"""Share of the range within which a level is the one beside it."""


class StepCosts:
    """Round steps of one aim of a frontier, x below, with what they cost in the other; each value is solved once."""

    def __init__(self, frontier: ScenarioFrontier, aim: str = "", *, step: float | None = None) -> None:
        """Take a frontier that is a choice.

        Args:
            frontier: Of one scenario.
            aim: Steps of which of its aims; blank for that of the first axis.
            step: How long they are, in the aim's unit; None for a round one that fits the range.
        """
        self.frontier, self.scenario = frontier, frontier.scenario
        self.aim = aim or frontier.x
        self.other = frontier.other(self.aim)
        of_x = self.aim == frontier.x
        self.levels = sorted(point.x if of_x else point.y for point in frontier.extreme_points)
        """The levels of the frontier's points."""
        self.low, self.high = self.levels[0], self.levels[-1]
        # Rupees for a unit of the tables, or 1: what is round is round as people read it.
        self._unit = in_rupees(self.scenario, self.aim, 1.0)
        self._counts = not find_aim(self.aim).unit.is_money
        points = ((point.x, point.y) if of_x else (point.y, point.x) for point in frontier.extreme_points)
        self._values = dict(points)
        self.step = step or self.step_within((self.high - self.low) / _OF_RANGE) or self._least
        self._grid = max(self.step * self._unit / _GRID, 1.0)

    @property
    def _least(self) -> float:
        finest = (self.high - self.low) / _FINEST
        return max(1.0, finest) if self._counts else finest

    def step_within(self, room: float) -> float | None:
        """The greatest round step of x that is no longer than `room`; None where that is too little to speak of."""
        if room < self._least * (1 - _SAME):
            return None
        return round_step(float(f"{room * self._unit:.12g}")) / self._unit

    def most(self, level: float) -> float:
        """The most y of any plan with at least a level of x, which is no more than the most there is."""
        inside = min(max(level, self.low), self.high)
        if inside not in self._values:
            self._values[inside] = self.frontier.most(inside, of=self.aim)
        return self._values[inside]

    def asked(self, level: float) -> float:
        """The level that is asked for when it is solved anew: at the end a hair below the most there is."""
        return min(level, self.high - HAIR * abs(self.high))

    def cost(self, low: float, high: float) -> float:
        """What it costs in y to go from one level of x to a higher one."""
        return self.most(low) - self.most(high)

    def holds(self, low: float, high: float) -> bool:
        """Whether both levels are within the range."""
        room = _SAME * (self.high - self.low)
        return self.low - room <= low and high <= self.high + room

    def round_down(self, level: float) -> float:
        """The last round level that is no more than this one."""
        return self._multiple(math.floor(level * self._unit / self._grid * (1 + 1e-12)))

    def round_up(self, level: float) -> float:
        """The first round level that is no less than this one."""
        return self._multiple(math.ceil(level * self._unit / self._grid * (1 - 1e-12)))

    def round(self, level: float) -> float:
        """The nearest round level within the range."""
        inside = min(max(level, self.round_up(self.low)), self.round_down(self.high))
        return self._multiple(round(inside * self._unit / self._grid))

    def around(self, low: float, step: float, ends: Sequence[float]) -> tuple[float, float] | None:
        """The stretch in which a step lies, give or take what its ends were rounded by; None where it crosses one.

        Args:
            low: Where the step begins.
            step: How long it is.
            ends: Of all stretches, in order.
        """
        room = self._grid / self._unit * (1 + _SAME)
        return next((part for part in pairwise(ends) if part[0] - room <= low and low + step <= part[1] + room), None)

    def _multiple(self, count: int) -> float:
        return count * self._grid / self._unit
