"""Asks an integer solver for the ends of three objectives, and for the best point of a quadrant.

    end        min f_k,  then  min f_1 + f_2 + f_3  with f_k held
    quadrant   min w f_3 + f_1 + f_2  with f_1 <= a, f_2 <= b        in one solve, w above what f_1 + f_2 ranges over
               min f_3  with f_1 <= a, f_2 <= b,  then  min f_1 + f_2 + f_3  with none of them worse     otherwise

Either way the answer is efficient: what dominates it would lie in the same quadrant and have a lower sum. The weight w
puts the third objective first (the lexicographic optimum by one augmented sum, Mavrotas 2009), and is taken where the
solver's tolerances stay below one step of it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.integer_solver import Incumbent, IntegerSolver
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.whole_three.lattice import Lattice
from tradeoff.moo.whole_three.quadrants import Quadrant, Values

_NO_LIMIT = float("inf")
_ROOM = 0.9
"""Steps by which an answer may lie above its bound: less than one settles it, where values are whole."""
_ROOM_AT_FIRST = 0.5
"""The same while nothing is known of how much objectives add up."""
_LARGEST = 2e7
"""What a weighted sum may add up, in steps: beyond, the solver's tolerances are no longer a small part of a step."""
_TOLERANCE = 2e-8
"""Share of what an objective adds up that is left for tolerances, so that they and the room stay below a step."""
_COARSE = 0.1
"""Share of its bound within which the greatest value of an objective is enough for a weight."""
_HALF = 0.5
"""Steps by which a value may overstep a limit or a bound: tolerances let through less, and a point has more."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A point, in steps, and what is known of it."""

    values: Values
    x: Floats
    bound: float
    """No solution as good in the first two objectives has a lower third than this."""
    efficient: bool
    """Whether it is checked that nothing dominates it."""


class Questions:
    """Asks, and keeps every point it meets."""

    def __init__(self, solver: IntegerSolver, lattice: Lattice, told: Callable[[], None]) -> None:
        """Take a solver with the programme of the lattice on it.

        Args:
            solver: The solver, with a row for each of the three objectives.
            lattice: The programme, counted in steps.
            told: Called after every answer.
        """
        self._solver, self._told = solver, told
        self._whole = lattice.is_whole
        self._costs = [lattice.model.cost(name) for name in lattice.model.objectives]
        self._names = lattice.model.objectives
        self._sum = np.sum(self._costs, axis=0)
        self._largest = np.zeros(3)
        """What each objective adds up at most at the points met, signs aside."""
        self._most = [_NO_LIMIT, _NO_LIMIT]
        """What no solution is known to exceed in the first and in the second objective."""
        self.ideal: Values = (-_NO_LIMIT, -_NO_LIMIT, -_NO_LIMIT)
        """The least of each objective."""
        self.found: dict[Values, Found] = {}
        """Every point met, by its values."""

    def find_ends(self) -> None:
        """Find the least of each objective, and keep a point there.

        Raises InfeasibleError, UnboundedError with the name of the objective, CutOffError or SolverError.
        """
        nothing = (_NO_LIMIT,) * 3
        ideal, best = [], []
        for k, (name, cost) in enumerate(zip(self._names, self._costs, strict=True)):
            try:
                answer = self._ask(cost, nothing, room=_ROOM_AT_FIRST * self._whole[k])
            except UnboundedError:
                raise UnboundedError(
                    f"the objective {name!r} has no bound: nothing in the problem limits it. Add an upper bound or a "
                    "constraint on the quantities it counts.",
                    objective=name,
                ) from None
            best.append(answer.x)
            ideal.append(self._values(answer.x)[k])
        for k, x in enumerate(best):
            limits = [_NO_LIMIT] * 3
            limits[k] = self._held(x)[k]
            self._keep_least_sum(self._ask_again((limits[0], limits[1], limits[2])))
        self.ideal = ideal[0], ideal[1], ideal[2]

    def find_greatest(self) -> None:
        """Find what the first and the second objective are at most, for the weight of the third.

        Raises CutOffError or SolverError.
        """
        nothing = _NO_LIMIT
        for k, cost in enumerate(self._costs[:2]):
            with suppress(UnboundedError):
                answer = self._solver.minimise(
                    -cost, most_u=nothing, most_v=nothing, most_more=(nothing,), share=_COARSE
                )
                self._most[k] = float(np.ceil(-answer.bound))
            self._told()

    def best(self, quadrant: Quadrant) -> tuple[Found, float] | None:
        """The point of a quadrant with the least third objective, efficient, and its bound; None where it holds none.

        Raises CutOffError or SolverError.
        """
        tops = [min(limit, most) for limit, most in zip((quadrant.a, quadrant.b), self._most, strict=True)]
        weight = 1.0 + sum(top - ideal for top, ideal in zip(tops, self.ideal[:2], strict=True))
        limits = (quadrant.a, quadrant.b, _NO_LIMIT)
        try:
            if all(self._whole) and self._largest @ (1.0, 1.0, weight) <= _LARGEST:
                answer = self._ask(self._sum + (weight - 1) * self._costs[2], limits, room=self._room(1, 1, weight))
                found = Found(values=self._values(answer.x), x=answer.x, bound=0.0, efficient=True)
                return self._keep(found, found.values[2], quadrant), found.values[2]
            first = self._ask(self._costs[2], limits, room=self._room(0, 0, 1) * self._whole[2])
        except InfeasibleError:
            return None
        values = self._values(first.x)
        bound = values[2] if self._whole[2] else first.bound
        known = self.known(quadrant, bound)
        if known is not None:
            return known, bound
        # Kept as it is while it is not known to be efficient: time may be up before the next answer.
        begun = Found(values=values, x=first.x, bound=bound, efficient=False)
        self._keep(begun, bound, quadrant)
        second = self._ask_again(self._held(first.x))
        last = Found(values=self._values(second.x), x=second.x, bound=bound, efficient=True)
        kept = self._keep(last, bound, quadrant)
        if not self.found[values].efficient:
            del self.found[values]
        return kept, bound

    def keep_met(self) -> None:
        """Keep what was met on the way and nothing that is found betters, not known to be efficient."""
        met = {self._values(x): x for x in self._solver.met}
        every = np.array([*self.found, *met])
        for values, x in met.items():
            better = (every <= values).all(axis=1) & (every < values).any(axis=1)
            if values not in self.found and not better.any():
                self._put(Found(values=values, x=x, bound=self.ideal[2], efficient=False))

    def known(self, quadrant: Quadrant, most: float) -> Found | None:
        """A point met before that lies in a quadrant, with the third objective at most so much."""
        inside = [
            point
            for point in self.found.values()
            if point.efficient and point.values[2] <= most and quadrant.holds(point.values)
        ]
        return min(inside, key=lambda point: sum(point.values), default=None)

    def _ask(self, cost: Floats, limits: Values, *, room: float) -> Incumbent:
        """An optimum, with room for it above its bound; raises what the solver raises."""
        answer = self._solver.minimise(cost, most_u=limits[0], most_v=limits[1], most_more=(limits[2],), gap=room)
        if dot(cost, answer.x) - answer.bound + self._solver.noise(cost, answer.x) >= 1:
            raise SolverError(
                "HiGHS's bound is more than one step of the objectives from its optimum; write coefficients with fewer "
                "digits, or amounts in a larger unit"
            )
        if any(value > limit + _HALF for value, limit in zip(self._values(answer.x), limits, strict=True)):
            raise SolverError("HiGHS returned a solution beyond a limit of an objective")
        self._told()
        return answer

    def _room(self, *weights: float) -> float:
        """Steps that a weighted sum may lie above its bound, with what is left to tolerances taken off."""
        if not self.found:
            return _ROOM_AT_FIRST
        return max(0.0, _ROOM - _TOLERANCE * float(self._largest @ weights))

    def _ask_again(self, limits: Values) -> Incumbent:
        """The least sum of the three within limits that a solution is known to keep."""
        try:
            return self._ask(self._sum, limits, room=self._room(1, 1, 1) * all(self._whole))
        except InfeasibleError as error:
            raise SolverError(f"HiGHS contradicts itself: {error}") from None

    def _keep(self, found: Found, bound: float, quadrant: Quadrant) -> Found:
        if found.values[2] < quadrant.least - _HALF:
            raise SolverError("HiGHS found a point that it had ruled out")
        known = self.found.get(found.values)
        kept = Found(values=found.values, x=found.x, bound=min(bound, found.values[2]), efficient=found.efficient)
        if known is None or not known.efficient:
            self._put(kept)
        return self.found[found.values]

    def _keep_least_sum(self, answer: Incumbent) -> None:
        """Keep a point of least sum: what is as good in two objectives has no lower third than the sum leaves."""
        values = self._values(answer.x)
        left = values[2] if all(self._whole) else answer.bound - values[0] - values[1]
        if values not in self.found:
            self._put(Found(values=values, x=answer.x, bound=min(left, values[2]), efficient=True))

    def _put(self, found: Found) -> None:
        self.found[found.values] = found
        sizes = np.array([self._solver.size(cost, found.x) for cost in self._costs])
        self._largest = np.maximum(self._largest, sizes)

    def _held(self, x: Floats) -> Values:
        """Limits at the values of a solution, with room for their rounding where they are not whole."""
        limits = [
            value if whole else value + self._solver.slack(cost, x)
            for value, whole, cost in zip(self._values(x), self._whole, self._costs, strict=True)
        ]
        return limits[0], limits[1], limits[2]

    def _values(self, x: Floats) -> Values:
        first, second, third = (
            float(round(dot(cost, x))) if whole else dot(cost, x)
            for cost, whole in zip(self._costs, self._whole, strict=True)
        )
        return first, second, third
