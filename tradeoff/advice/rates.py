"""Says exchange rates in words: what a round number more of x costs in y, and where on the frontier."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tradeoff.advice.choice import ends_of, is_choice, no_choice_sentence
from tradeoff.advice.wording import about, bare_figure, counted, figure
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_rupees
from tradeoff.programme.draft import RUPEES_IN_LAKH
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim, find_pair

_MICRO_SHARE = 0.001
"""An edge shorter than this share of the range, or than one of what is counted, cannot be told apart in practice."""
_THIN = 0.005
"""Points that bulge less than this share of both ranges are left out of sentences, never of the data."""
_COUNT_STEPS = (1000.0, 100.0, 10.0, 1.0)
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
    ends = ends_of(frontier)
    if not ends.is_choice:
        return no_choice_sentence(scenario, frontier.trade, ends)
    say = say_years(find_pair(frontier.trade).opening, scenario.settings)
    (x1, y1), (x2, y2) = (
        (figure(scenario, frontier.x, x), figure(scenario, frontier.y, y)) for x, y in (ends.most_x, ends.most_y)
    )
    return say.format(money=format_rupees(float(scenario.rupees)), x1=x1, y1=y1, x2=x2, y2=y2)


def edges(frontier: ScenarioFrontier) -> tuple[Edge, ...]:
    """The frontier's edges from the most x to the most y, thinned for words; none where there is no choice."""
    if not is_choice(frontier):
        return ()
    corners, pair = _corners(frontier), find_pair(frontier.trade)
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
                more=_sentence(frontier, pair.more, step, rates[position], (b[0], a[0]), beyond, "beyond"),
                less=_sentence(frontier, pair.less, step, rates[position], (b[0], a[0]), below, "below"),
            )
        )
    return tuple(found)


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
    """How many edges are shorter than one of what is counted, or than 0.1 % of the range."""
    points = [point.x for point in frontier.extreme_points]
    shortest = max(_MICRO_SHARE * (points[0] - points[-1]), 0.0 if find_aim(frontier.x).unit.is_money else 1.0)
    return sum(a - b < shortest for a, b in pairwise(points))


def _step(frontier: ScenarioFrontier, length: float) -> float:
    """A round amount of x, no longer than the edge, in the scenario's unit."""
    if not find_aim(frontier.x).unit.is_money:
        return next((step for step in _COUNT_STEPS if step <= length), 1.0)
    unit = float(frontier.scenario.settings.money_unit)
    return next((step for step in _RUPEE_STEPS if step <= length * unit), 1.0) / unit


def _sentence(
    frontier: ScenarioFrontier,
    words: str,
    step: float,
    rate: float,
    valid: tuple[float, float],
    next_rate: float | None,
    where: str,
) -> str:
    scenario = frontier.scenario
    said = say_years(words, scenario.settings).format(
        step=bare_figure(scenario, frontier.x, step), cost=about(scenario, frontier.y, step * rate)
    )
    low, high = bare_figure(scenario, frontier.x, valid[0]), figure(scenario, frontier.x, valid[1])
    end = f"; {where}, {about(scenario, frontier.y, step * next_rate)}" if next_rate is not None else ""
    return f"{said} (true from {low} to {high}{end})."


def lakh_sentence(frontier: ScenarioFrontier, edge: Edge) -> str:
    """What each further lakh of y costs in x, for a pair of which this is worth saying; blank for others."""
    words = find_pair(frontier.trade).for_a_lakh
    if not words:
        return ""
    places = RUPEES_IN_LAKH / float(frontier.scenario.settings.money_unit) / edge.rate
    unit = find_aim(frontier.x).unit
    return words.format(cost=counted(unit, places) if places >= 1 else f"less than one {unit.one}")
