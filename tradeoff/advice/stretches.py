"""Cuts a frontier into a few stretches, so that what each costs by the step is told as closely as can be."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.advice.claims import Expected
from tradeoff.advice.rate_claims import Figure, figure_of, steps_cost
from tradeoff.advice.step_costs import StepCosts

MOST_STRETCHES = 6
"""Into so many stretches at most the whole frontier is told."""
_CUTS = 40
"""So many bends, the sharpest, are tried as ends of stretches."""
_SAME = 1e-9
"""Share of a step within which a stretch is as long as it."""
_Way = tuple[float, tuple[float, ...]]
"""What is left open up to a level, and the ends of the stretches that leave it."""


def stretches(costs: StepCosts) -> Sequence[float]:
    """The ends of the stretches, in order: those that leave the least between the figures said and what steps cost.

    A stretch told by one figure leaves nothing, another what lies between its two figures, times its length. None where
    the whole range is shorter than a step.
    """
    levels = _candidates(costs)
    if levels[-1] - levels[0] < costs.step * (1 - _SAME):
        return ()
    first, *others = levels
    # The best way to each level, by so many stretches.
    ways: dict[float, _Way] = {first: (0.0, (first,))}
    whole: list[_Way] = []
    for _ in range(MOST_STRETCHES):
        longer = {b: _longer(costs, ways, b) for b in others}
        ways = {b: min(found) for b, found in longer.items() if found}
        whole += [ways[levels[-1]]] if levels[-1] in ways else []
    return min(whole, key=lambda way: (way[0], len(way[1])))[1]


def _longer(costs: StepCosts, ways: dict[float, _Way], b: float) -> list[_Way]:
    """The ways that go on with one more stretch to a level."""
    return [
        (left + _left(costs, a, b), (*ends, b)) for a, (left, ends) in ways.items() if b - a >= costs.step * (1 - _SAME)
    ]


def _candidates(costs: StepCosts) -> list[float]:
    """Both ends of the range and its sharpest bends, as round levels, in order."""
    first, last = costs.round_up(costs.low), costs.round_down(costs.high)
    inner = costs.frontier.extreme_points[1:-1]
    sharpest = sorted(inner, key=lambda point: (point.rate_right or 0.0) - (point.rate_left or 0.0))
    levels = {costs.round(point.x) for point in sharpest[:_CUTS]}
    return [first, *sorted(x for x in levels if first + costs.step <= x <= last - costs.step), last]


def _left(costs: StepCosts, a: float, b: float) -> float:
    """What a stretch leaves open."""
    first, last = first_and_last(costs, (a, b), costs.step)
    return 0.0 if figure_of(costs, first, last).is_one else (last - first) * (b - a)


def within(costs: StepCosts, stretch: tuple[float, float], step: float) -> Figure:
    """What is said of every step inside a stretch: its first costs the least, its last the most.

    Args:
        costs: Of the frontier.
        stretch: Its ends.
        step: How long the steps are.
    """
    return figure_of(costs, *first_and_last(costs, stretch, step))


def first_and_last(costs: StepCosts, stretch: tuple[float, float], step: float) -> tuple[float, float]:
    """What the first and the last step of a stretch cost.

    Args:
        costs: Of the frontier.
        stretch: Its ends.
        step: How long the steps are.
    """
    a, b = stretch
    return costs.cost(a, a + step), costs.cost(b - step, b)


def inside(stretch: tuple[float, float], costs: StepCosts, step: float, figure: Figure) -> tuple[Expected, ...]:
    """That the first, the middle and the last step of a stretch cost what is said.

    Args:
        stretch: Its ends.
        costs: Of the frontier.
        step: How long the steps are.
        figure: What each is said to cost.
    """
    a, b = stretch
    return steps_cost(costs, (a, (a + b - step) / 2, b - step), step, figure)
