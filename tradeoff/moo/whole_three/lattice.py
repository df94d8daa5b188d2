"""Counts each objective in the smallest step that its values can be apart.

With whole columns alone an objective is a whole multiple of the greatest number that divides all its coefficients, so
that "better than z" is "at most z - 1" in such steps, and a bound above z - 1 settles z. Where coefficients have no
such step, or one too fine for the solver, a step is a stated share of the largest coefficient, and what is less than a
step apart is not told apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tradeoff.moo.lp.model import Floats, Model

_DENOMINATOR = 10**6
"""The greatest denominator of the ratio between two coefficients that is looked for."""
_SAME = 1e-13
"""Share of a coefficient up to which a multiple of the step is this coefficient: several roundings of a float."""
_MOST = 10**6
"""Steps in the largest coefficient beyond which one step is no longer told from the solver's tolerances, 1e-9 of a
sum of some hundred of them."""


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """A programme whose objectives are counted in steps."""

    model: Model
    """The same programme; its rows of costs are in steps."""
    steps: tuple[float, ...]
    """One step of each objective, in the unit of its own row of costs."""
    is_whole: tuple[bool, ...]
    """Whether every solution has a whole number of steps."""

    @property
    def is_exact(self) -> bool:
        """Whether all values are whole, so that none hides less than a step from another."""
        return all(self.is_whole)


def count_in_steps(model: Model) -> Lattice:
    """The programme with its objectives counted in steps.

    Raises ValueError where an objective counts a column that is not whole: its values are then infinitely many.
    """
    for name, cost in zip(model.objectives, model.costs, strict=True):
        loose = np.flatnonzero((cost != 0) & ~model.integer)
        if len(loose):
            column = model.columns[int(loose[0])]
            raise ValueError(
                f"the objective {name!r} counts {column!r}, which need not be whole; between three objectives there "
                "would be infinitely many points. Make it integer, as a number of some smallest unit, leave it out of "
                "the objectives, or trace two of them; where nothing is whole, leave out whole=True"
            )
    found = [step_of(cost) for cost in model.costs]
    costs = tuple(
        np.rint(cost / step) if whole else cost / step for cost, (step, whole) in zip(model.costs, found, strict=True)
    )
    return Lattice(
        model=replace(model, costs=costs),
        steps=tuple(step for step, _ in found),
        is_whole=tuple(whole for _, whole in found),
    )


def step_of(cost: Floats) -> tuple[float, bool]:
    """The step of a row of costs, and whether its coefficients are whole multiples of it."""
    used = np.abs(cost[cost != 0])
    if not len(used):
        return 1.0, True
    least, largest = float(used.min()), float(used.max())
    ratios = [Fraction(value / least).limit_denominator(_DENOMINATOR) for value in np.unique(used).tolist()]
    shared = Fraction(math.gcd(*(ratio.numerator for ratio in ratios)), math.lcm(*(r.denominator for r in ratios)))
    step = least * float(shared)
    if step * _MOST >= largest and (np.abs(used - np.rint(used / step) * step) <= _SAME * used).all():
        return step, True
    return largest / _MOST, False
