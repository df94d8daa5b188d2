"""Holds what a search over levels knows: at each level the best solution met, and the bounds that hold there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.near_solver import NearSolver
from tradeoff.moo.lp.stopping import CutOffError, Progress

NO_LIMIT = float("inf")
LONGEST = 120.0
"""Seconds that branch and cut has for a level, or the first end, where no time limit is given: what branching on sums
leaves open it closes in a minute or not for hours, and a search is to end."""


ENOUGH = 0.9
"""Share of the gap asked that is gone for, so that what is rounded on the way does not matter."""


@dataclass(eq=False)
class Place:
    """A level: what is known of the least v with u at most `most`."""

    most: float
    x: Floats | None = None
    v: float = NO_LIMIT
    bound: float = -NO_LIMIT
    """No solution with u at most `most` has v below."""
    sure: float = -NO_LIMIT
    """The same by weak duality alone, without HiGHS's word."""
    is_done: bool = False
    """Whether nothing more is tried."""
    is_end: bool = False
    """Whether it holds the first objective at the least that is met, where few solutions are and gaps close last."""

    @property
    def gap(self) -> float:
        """By what share of its value v may still be bettered."""
        if self.x is None:
            return NO_LIMIT
        return max(0.0, self.v - self.bound) / max(abs(self.v), abs(self.bound), 1e-300)


@dataclass
class Search:
    """A search over levels, and all it knows."""

    solver: NearSolver
    share: float
    deadline: float
    progress: Progress | None
    places: list[Place] = field(default_factory=list)
    found: list[tuple[float, float, Floats]] = field(default_factory=list)
    """Every solution met: u, v, columns."""
    done: int = 0
    asked: int = 1

    @property
    def cost_u(self) -> Floats:
        """The costs of the first objective."""
        return self.solver.model.cost(self.solver.first)

    @property
    def cost_v(self) -> Floats:
        """The costs of the second objective."""
        return self.solver.model.cost(self.solver.second)

    @property
    def range_v(self) -> float:
        """Between what the second objective is at most and at least at any level."""
        values = [place.v for place in self.places if place.x is not None]
        return max(values) - min(values) if values else 0.0

    @property
    def slack_u(self) -> float:
        """By how much a solution may miss a level through rounding and the solver's tolerance."""
        return max((self.solver.noise(self.cost_u, x) for _, _, x in self.found), default=0.0)

    def seconds_left(self) -> float:
        """Raises CutOffError when time is up."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise CutOffError
        return left

    def learn(self, x: Floats | None) -> None:
        """Keep a solution, and let it serve every level that it meets."""
        if x is None:
            return
        u, v = dot(self.cost_u, x), dot(self.cost_v, x)
        self.found.append((u, v, x))
        slack = self.solver.noise(self.cost_u, x)
        for place in self.places:
            if u <= place.most + slack and v < place.v:
                place.x, place.v = x, v
        if any(v < place.bound - self.solver.noise(self.cost_v, x) for place in self.places if u <= place.most + slack):
            # A bound that a solution contradicts was HiGHS's word, and it holds at tighter levels no more than here.
            for place in self.places:
                place.bound, place.is_done = min(place.sure, place.v), True

    def best(self, most: float) -> Floats | None:
        """The best solution known within a level."""
        within = [(v, i) for i, (u, v, x) in enumerate(self.found) if u <= most + self.solver.noise(self.cost_u, x)]
        return self.found[min(within)[1]][2] if within else None

    def rule_out(self, most: float, bound: float, *, sure: bool = False) -> None:
        """Let a bound hold at its level and every tighter one.

        Args:
            most: What u is at most.
            bound: What no solution there has v below.
            sure: Whether that is so by weak duality, without HiGHS's word.
        """
        for place in self.places:
            if place.most <= most:
                place.bound = max(place.bound, min(bound, place.v))
                place.sure = max(place.sure, bound) if sure else place.sure

    def told(self, work: int) -> None:
        """Tell progress."""
        self.done += work
        if self.progress is not None:
            self.progress(self.solver.solves, len(self.found), max(0.0, 1 - self.done / self.asked))
