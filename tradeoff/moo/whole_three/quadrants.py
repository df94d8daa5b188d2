"""Keeps where points of three objectives may still be: quadrants of the first two, each with a bound of the third.

A quadrant is all that has the first objective at most `a` and the second at most `b`. Those that may hold points not
yet found make a staircase, a rising and b falling. The one with the least bound of the third objective is next; once
its best point z is known, nothing else in any quadrant is better in the third, so all that is left of the quadrants
that hold z is to its left (at most z1 - 1) and below it (at most z2 - 1): the quadrant shrinking method (Boland,
Charkhgard and Savelsbergh 2017). Every point adds at most two quadrants, and so two questions.

Everything is minimised and counted in steps (`lattice.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats

Values = tuple[float, float, float]
"""The three objectives of a point."""
_EVERYWHERE = float("inf")


@dataclass(frozen=True, kw_only=True)
class Quadrant:
    """What has the first objective at most `a` and the second at most `b`."""

    a: float
    b: float
    least: float
    """Nothing in it that is not found yet has the third objective below this; inf where it holds nothing more."""
    best: Values | None = None
    """Its point with the least third objective, once that is known."""

    def holds(self, point: Values) -> bool:
        """Whether a point lies in it."""
        return point[0] <= self.a and point[1] <= self.b


class Staircase:
    """The quadrants that may hold points not yet found, a rising and b falling; those that hold none stay as such."""

    def __init__(self, ideal: Values, apart: tuple[float, float]) -> None:
        """Begin with one quadrant that holds everything.

        Args:
            ideal: The least value of each objective.
            apart: How far points are to be apart in the first and in the second objective, 1 for every point.
        """
        self._ideal, self._apart = ideal, apart
        self.quadrants = [Quadrant(a=_EVERYWHERE, b=_EVERYWHERE, least=ideal[2])]

    def next(self) -> int | None:
        """The position of the quadrant with the least bound; None where no quadrant holds anything more."""
        position = min(range(len(self.quadrants)), key=lambda i: self.quadrants[i].least, default=None)
        return None if position is None or self.quadrants[position].least == _EVERYWHERE else position

    def close(self, position: int) -> None:
        """Put down that a quadrant holds nothing more."""
        self.quadrants[position] = replace(self.quadrants[position], least=_EVERYWHERE)

    def answer(self, position: int, best: Values, least: float) -> None:
        """Put down the best point of a quadrant.

        Args:
            position: The quadrant's.
            best: Its point with the least third objective.
            least: Nothing in it has the third objective below this.
        """
        least = max(least, self.quadrants[position].least)
        self.quadrants[position] = replace(self.quadrants[position], least=least, best=best)

    def split(self, point: Values) -> None:
        """Leave of the quadrants that hold a point what is to its left and what is below it.

        Raises SolverError where one was said to hold none.
        """
        inside = [i for i, quadrant in enumerate(self.quadrants) if quadrant.holds(point)]
        first, last = inside[0], inside[-1]
        leftmost, lowest = self.quadrants[first], self.quadrants[last]
        if any(self.quadrants[i].least == _EVERYWHERE for i in inside):
            raise SolverError("HiGHS found a point where it had said that there is none")
        left, below = point[0] - self._apart[0], point[1] - self._apart[1]
        parts = []
        if left >= self._ideal[0] and not (first and self.quadrants[first - 1].a >= left):
            parts.append(Quadrant(a=left, b=leftmost.b, least=leftmost.least))
        if below >= self._ideal[1] and not (last + 1 < len(self.quadrants) and self.quadrants[last + 1].b >= below):
            parts.append(Quadrant(a=lowest.a, b=below, least=lowest.least))
        self.quadrants[first : last + 1] = parts

    def left(self, found: Floats, ranges: Floats) -> float:
        """How much a point not yet found may better all that are found, as a share of all ranges at once.

        Where quadrants overlap, a cell between their edges has the greatest of their bounds: nothing in it is better
        than its lower corner in any objective.

        Args:
            found: The points found, a row each.
            ranges: What a share is taken of, for each objective.
        """
        worst = 0.0
        for i in range(len(self.quadrants)):
            first = max(self._ideal[0], self.quadrants[i - 1].a) if i else self._ideal[0]
            third = self._ideal[2]
            for j in range(i, len(self.quadrants)):
                third = max(third, self.quadrants[j].least)
                if third == _EVERYWHERE:
                    break
                below = self.quadrants[j + 1].b if j + 1 < len(self.quadrants) else self._ideal[1]
                corner = np.array([first, max(self._ideal[1], below), third])
                worst = max(worst, float(((found - corner) / ranges).max(axis=1).min()))
        return worst
