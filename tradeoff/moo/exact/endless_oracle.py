"""Finds exact optima where a weighted sum is about to lose its bound: its costs are rounded once."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from tradeoff.moo.exact.basis import ExactWeights
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactProgramme
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.solver import Solver


class EndlessOracle(ExactOracle):
    """An oracle whose weighted sums are worked out in fractions, and rounded once.

    At the border of the weights with a bounded sum a column may cost nothing because others cancel; a rounding error
    there would be a sum without a bound.
    """

    def __init__(self, solver: Solver, programme: ExactProgramme) -> None:
        """Prepare, as an oracle of a programme does."""
        super().__init__(solver, programme)
        place = {name: k for k, name in enumerate(programme.columns)}
        self._rows = [
            {place[name]: one.sign * value for name, value in one.terms.items()} for one in programme.objectives
        ]

    def cost(self, weights: ExactWeights) -> Floats:
        """A weighted sum as floats, for the solver; scaled so that no weight is above 1."""
        largest, total = max(weights), dict.fromkeys((k for row in self._rows for k in row), Fraction(0))
        for weight, row in zip(weights, self._rows, strict=True):
            for k, value in row.items():
                total[k] += weight / largest * value
        cost = np.zeros(len(self.programme.columns))
        for k, value in total.items():
            cost[k] = float(value)
        return cost
