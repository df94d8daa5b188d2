"""Says from the two ends of a chart whether there is a choice on it at all, and in words where there is none.

    fall of an aim = (its best - its value at the other end of the chart) / its best

Where both falls are under 1 % the two ends are one plan for all that figures of this kind can tell: no rate, slider or
line is drawn between them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.advice.wording import figure
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_rupees
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.scenario import Scenario

NO_CHOICE = 0.01
"""A chart on which both aims fall by less than this share of their best offers nothing to choose."""
_SAME = 1e-7
"""Ends closer than this share of their values are one plan; HiGHS is no closer to the truth."""


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two ends of a chart, (x, y) in the scenario's units."""

    most_x: tuple[float, float]
    most_y: tuple[float, float]

    @property
    def falls(self) -> tuple[float, float]:
        """By what share x and y fall from their best to the other end."""
        return _fall(self.most_x[0], self.most_y[0]), _fall(self.most_y[1], self.most_x[1])

    @property
    def is_choice(self) -> bool:
        """Whether at least one of the aims falls by 1 % or more."""
        return max(self.falls) >= NO_CHOICE

    @property
    def is_one_plan(self) -> bool:
        """Whether one plan is best at both."""
        return max(self.falls) <= _SAME


def _fall(best: float, other: float) -> float:
    return (best - other) / best if best > 0 else 0.0


def ends_of(frontier: ScenarioFrontier | WholeScenarioFrontier) -> Ends:
    """The ends of a traced frontier."""
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    return Ends(most_x=(first.x, first.y), most_y=(last.x, last.y))


def is_choice(frontier: ScenarioFrontier | WholeScenarioFrontier) -> bool:
    """Whether there is anything to choose on a frontier's chart."""
    return ends_of(frontier).is_choice


def no_choice_sentence(scenario: Scenario, trade: str, ends: Ends, *, where: str = "") -> str:
    """That there is no choice here, with both ends.

    Args:
        scenario: Whose money is named, and whose units the ends are in.
        trade: The pair of aims.
        ends: The ends of its chart.
        where: Such as `at Rs 20 crore`, where several are told of; blank: here, and with how much money.
    """
    x, y = find_pair(trade).x, find_pair(trade).y
    begin = f"No choice {where or 'here'}: " + ("" if where else f"with {format_rupees(float(scenario.rupees))} ")
    (x1, y1), (x2, y2) = (
        (figure(scenario, x, point[0]), figure(scenario, y, point[1])) for point in (ends.most_x, ends.most_y)
    )
    if ends.is_one_plan:
        return f"{begin}one plan is best at both {x} and {y}: {x1} and {y1}."
    fall_x, fall_y = (_percent(fall) for fall in ends.falls)
    return (
        f"{begin}the plan with the most {x} has {x1} of {x} and {y1} of {y}, the plan with the most {y} has {x2} and "
        f"{y2}. From one to the other {x} falls by {fall_x} and {y} by {fall_y}, both by less than "
        f"{100 * NO_CHOICE:g} %."
    )


def _percent(share: float) -> str:
    percent = 100 * share
    if percent < 0.01:
        return "less than 0.01 %"
    return f"{percent:.2g} %"
