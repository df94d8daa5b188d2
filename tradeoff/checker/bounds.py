"""Says what a plan is worth, and what no plan can be below, from the numbers a certificate of a surface holds.

    plan     x keeps its bounds, and the rows' sums theirs: then it is feasible
    prices   with y for the rows and d = c - y A for the columns, c x = d x + y r for every plan x and its rows' sums r

so that c x is at least the sum of every d and every price above 0 times its lower bound, and of every one below 0 times
its upper bound (weak duality). Nothing is solved: both are multiplied out in whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tradeoff.checker.reading import Programme, common, require

Three = tuple[Fraction, Fraction, Fraction]


def worth(programme: Programme, plan: Mapping[int, Fraction], place: str) -> Three:
    """What a plan makes of the objectives as they are minimised, after checking that it keeps every limit.

    Args:
        programme: The programme.
        plan: The columns that are not 0.
        place: Whose plan it is, for messages.

    Raises:
        RefusedError: It oversteps a limit.
        UnreadableError: Its numbers are absurdly long.
    """
    low = common(plan.values(), place)
    whole = [0] * programme.width
    for j, value in plan.items():
        whole[j] = value.numerator * (low // value.denominator)
    sums = [sum(value * whole[j] for j, value in row.items()) for row in programme.rows]
    for k, reached in enumerate(whole + sums):
        what = f"column {k}" if k < programme.width else f"row {k - programme.width}"
        for bound, sign in ((programme.lower[k], 1), (programme.upper[k], -1)):
            kept = bound is None or sign * (reached * bound.denominator - bound.numerator * low) >= 0
            require(kept, f"{place}: its plan oversteps a limit of {what}")
    a, b, c = (
        Fraction(sum(cost * whole[j] for j, cost in objective.costs.items()), low * objective.factor)
        for objective in programme.objectives
    )
    return a, b, c


def least(programme: Programme, weights: Sequence[int], prices: Mapping[int, Fraction], place: str) -> Fraction:
    """What the prices show that no plan's weighted sum is below.

    Args:
        programme: The programme.
        weights: Whole numbers, one an objective as it is minimised.
        prices: Of the rows as the file has them, those that are not 0.
        place: Whose prices they are, for messages.

    Raises:
        RefusedError: A price rests on a bound that is not there, so that they show nothing.
        UnreadableError: The numbers are absurdly long.
    """
    own = {i: price / programme.factors[i] for i, price in prices.items()}
    low = common(own.values(), place)
    factor = math.lcm(*(objective.factor for objective in programme.objectives))
    d = [0] * programme.width
    for weight, objective in zip(weights, programme.objectives, strict=True):
        times = low * weight * (factor // objective.factor)
        for j, cost in objective.costs.items():
            d[j] += times * cost
    y = [0] * len(programme.rows)
    for i, price in own.items():
        y[i] = price.numerator * (low // price.denominator) * factor
        for j, entry in programme.rows[i].items():
            d[j] -= y[i] * entry
    terms = []
    for k, reduced in enumerate(d + y):
        if reduced:
            bound = (programme.lower if reduced > 0 else programme.upper)[k]
            what = f"column {k}" if k < programme.width else f"row {k - programme.width}"
            side = "a lower" if reduced > 0 else "an upper"
            require(bound is not None, f"{place}: its prices need {side} bound of {what}, which has none")
            terms.append(reduced * (bound or Fraction(0)))
    together = common(terms, place)
    return Fraction(sum(term.numerator * (together // term.denominator) for term in terms), together * low * factor)
