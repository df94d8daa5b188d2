"""From the edges of a frontier to exchange rates in words: what a round number more of x costs in y, and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tradeoff.advice.wording import about, figure, households
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_rupees
from tradeoff.programme.objectives import MONEY_OBJECTIVES

_MICRO_SHARE = 0.001
"""An edge shorter than this share of the range, or than one household, cannot be told apart in practice."""
_THIN = 0.005
"""Points that bulge less than this share of both ranges are left out of sentences, never of the data."""
_HOUSEHOLD_STEPS = (1000.0, 100.0, 10.0, 1.0)
_RUPEE_STEPS = (1e7, 1e6, 1e5, 1e4, 1e3, 100.0)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A stretch of the frontier with one exchange rate, and that rate in words, both ways."""

    x_high: float
    x_low: float
    y_low: float
    y_high: float
    rate: float
    """y gained for each unit of x given up."""
    more: str
    """What a round number more of x costs."""
    less: str
    """What a round number less of x gives."""


def opening_sentence(frontier: ScenarioFrontier) -> str:
    """The frontier in one sentence for whoever decides."""
    scenario = frontier.scenario
    money = format_rupees(
        sum(float(budget.envelope) for budget in scenario.budgets) * float(scenario.settings.money_unit)
    )
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    if len(frontier.extreme_points) == 1:
        return (
            f"With {money} one plan is best at both {frontier.x} and {frontier.y}: "
            f"{figure(scenario, frontier.x, first.x)} and {figure(scenario, frontier.y, first.y)}. "
            "There is no choice to make here."
        )
    say = _OPENINGS[frontier.trade]
    ends = [(figure(scenario, frontier.x, point.x), figure(scenario, frontier.y, point.y)) for point in (first, last)]
    return say.format(money=money, x1=ends[0][0], y1=ends[0][1], x2=ends[1][0], y2=ends[1][1])


_OPENINGS = {
    "depth-breadth": (
        "With {money} the state can reach {x1} with sufficient support for {y1}, or reach {x2} with "
        "sufficient support for {y2}; every plan between is possible."
    ),
    "today-tomorrow": (
        "With {money} the poor can earn {x1} more within the project years and {y1} more in the years after, or {x2} "
        "and {y2}; every plan between is possible."
    ),
    "participation-selectivity": (
        "With {money} {x1} of the majority can take part while the clusters add {y1} of value, or {x2} while they add "
        "{y2}; every plan between is possible."
    ),
}
_MORE = {
    "depth-breadth": "Reaching {step} more poor households costs {cost} their sufficient support",
    "today-tomorrow": "{step} more of income to the poor within the project years costs {cost} of their income after",
    "participation-selectivity": "Taking in {step} more majority households costs {cost} of value added",
}
_LESS = {
    "depth-breadth": "Reaching {step} fewer poor households lifts {cost} to sufficient support",
    "today-tomorrow": "{step} less of income within the project years gives {cost} more in the years after",
    "participation-selectivity": "Leaving out {step} majority households gives {cost} more of value added",
}


def edges(frontier: ScenarioFrontier) -> tuple[Edge, ...]:
    """The frontier's edges from the most x to the most y, thinned for words, with their sentences."""
    corners = _corners(frontier)
    rates = [(b[1] - a[1]) / (a[0] - b[0]) for a, b in pairwise(corners)]
    found = []
    for position, (a, b) in enumerate(pairwise(corners)):
        step = _step(frontier, a[0] - b[0])
        beyond = rates[position - 1] if position else None
        below = rates[position + 1] if position + 1 < len(rates) else None
        found.append(
            Edge(
                x_high=a[0],
                x_low=b[0],
                y_low=a[1],
                y_high=b[1],
                rate=rates[position],
                more=_sentence(frontier, _MORE, step, rates[position], (b[0], a[0]), beyond, "beyond"),
                less=_sentence(frontier, _LESS, step, rates[position], (b[0], a[0]), below, "below"),
            )
        )
    return tuple(found)


def rate_sentences(frontier: ScenarioFrontier, position: int) -> tuple[str, ...]:
    """What more and what less of x means at one of the frontier's points, each with its range."""
    x = frontier.extreme_points[position].x
    found = edges(frontier)
    more = [edge.more for edge in found if edge.x_low <= x < edge.x_high]
    less = [edge.less for edge in found if edge.x_low < x <= edge.x_high]
    return (*more, *less)


def _corners(frontier: ScenarioFrontier) -> list[tuple[float, float]]:
    """The frontier's points thinned for words: true points only (Douglas and Peucker 1973, in shares of ranges)."""
    points = [(point.x, point.y) for point in frontier.extreme_points]
    wide, high = points[0][0] - points[-1][0], points[-1][1] - points[0][1]
    if len(points) <= 2:
        return points
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (x_a, y_a), (x_b, y_b) = points[first], points[last]
        slope = ((y_b - y_a) / high) / ((x_a - x_b) / wide)
        bulges = [
            (((y - y_a) / high - slope * (x_a - x) / wide) / (1 + slope), -position)
            for position, (x, y) in enumerate(points[first + 1 : last], start=first + 1)
        ]
        if bulges and max(bulges)[0] > _THIN:
            middle = -max(bulges)[1]
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return [points[position] for position in sorted(kept)]


def micro_edges(frontier: ScenarioFrontier) -> int:
    """How many edges are shorter than one household, or than 0.1 % of the range."""
    points = [point.x for point in frontier.extreme_points]
    shortest = max(_MICRO_SHARE * (points[0] - points[-1]), 0.0 if frontier.x in MONEY_OBJECTIVES else 1.0)
    return sum(a - b < shortest for a, b in pairwise(points))


def _step(frontier: ScenarioFrontier, length: float) -> float:
    """A round amount of x, no longer than the edge, in the scenario's unit."""
    if frontier.x not in MONEY_OBJECTIVES:
        return next((step for step in _HOUSEHOLD_STEPS if step <= length), 1.0)
    unit = float(frontier.scenario.settings.money_unit)
    return next((step for step in _RUPEE_STEPS if step <= length * unit), 1.0) / unit


def _sentence(
    frontier: ScenarioFrontier,
    templates: dict[str, str],
    step: float,
    rate: float,
    valid: tuple[float, float],
    next_rate: float | None,
    where: str,
) -> str:
    scenario = frontier.scenario
    words = templates[frontier.trade].format(
        step=figure(scenario, frontier.x, step).removesuffix(" households").removesuffix(" household"),
        cost=about(scenario, frontier.y, step * rate),
    )
    low, high = figure(scenario, frontier.x, valid[0]), figure(scenario, frontier.x, valid[1])
    if frontier.x not in MONEY_OBJECTIVES:
        low = low.removesuffix(" households").removesuffix(" household")
    end = f"; {where}, {about(scenario, frontier.y, step * next_rate)}" if next_rate is not None else ""
    return f"{words} (true from {low} to {high}{end})."


def leader_sentence(frontier: ScenarioFrontier, edge: Edge) -> str:
    """Each further lakh of yearly value added, in majority households that lose their place."""
    lakh = 100_000 / float(frontier.scenario.settings.money_unit)
    places = lakh / edge.rate
    words = households(places) if places >= 1 else "less than one household"
    return f"Each further Rs 1 lakh of yearly value added costs about {words} of the majority their place."
