"""Narrows the bounds of columns and rows to an optimal face, and remembers what they were.

With reduced costs d and row prices y of an optimum, complementary slackness says that the set of all optima is exactly

    { x feasible : x_j stays where it is wherever d_j != 0, row i stays where it is wherever y_i != 0 }

Holding these bounds is all that the next objective needs to be optimised over the face: no extra row and no small
weight (Dantzig 1963, lexicographic objectives).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.lp.model import Floats, Ints
from tradeoff.moo.lp.optimum import PRICED
from tradeoff.moo.lp.statuses import AT_LOWER, AT_UPPER, Statuses

FREE = -1
"""How what no face holds is marked among statuses."""


class Face:
    """The bounds in force, of the columns and then of the rows' activities; all arrays here are in this order."""

    def __init__(self, lower: Floats, upper: Floats) -> None:
        """Begin with a programme's own bounds, nothing held."""
        self._own = lower, upper
        self.lower, self.upper = lower.copy(), upper.copy()
        self.rests: Statuses = np.full(len(lower), FREE, dtype=np.int8)
        """On which of its own bounds rests what is held."""
        self._untold = np.zeros(len(lower), dtype=np.bool_)
        """Which of these the solver does not know yet."""

    @property
    def movable(self) -> NDArray[np.bool_]:
        """What is neither held nor fixed from the beginning."""
        return np.asarray(self.lower < self.upper, dtype=np.bool_)

    def move(self, places: Ints, lower: Floats, upper: Floats) -> None:
        """Give some columns or rows other bounds of their own; nothing may be held.

        Args:
            places: Which, in the order of all arrays here.
            lower: Their least, scaled.
            upper: Their most.
        """
        for own, now, new in zip(self._own, (self.lower, self.upper), (lower, upper), strict=True):
            own[places] = now[places] = new

    def hold(self, duals: Floats) -> None:
        """Fix what every optimum shares: columns with a reduced cost, rows with a price."""
        new = (np.abs(duals) > PRICED) & (self.rests == FREE)
        self._untold |= new
        # What is priced rests on a bound: the lower one for a price above zero, the upper one below.
        self.rests[new] = np.where(duals > 0, AT_LOWER, AT_UPPER)[new]
        self.lower[new] = self.upper[new] = np.where(duals > 0, self.lower, self.upper)[new]

    def untold(self) -> NDArray[np.bool_]:
        """What is held since the solver was last told; from now on it counts as told."""
        # Noted before it is told: whatever ends that, `release` takes back all that may have been.
        new, self._untold = self._untold, np.zeros_like(self._untold)
        return new

    def release(self) -> Statuses:
        """Give all bounds back: where rests what the solver had been told to hold, and FREE for the rest."""
        told = np.where(self._untold, FREE, self.rests).astype(np.int8)
        self.lower[:], self.upper[:] = self._own
        self.rests[:], self._untold[:] = FREE, False
        return told
