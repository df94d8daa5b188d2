"""Says where two scenarios, or one with and without a floor, have the same frontier: solved at its ends and middle."""

from __future__ import annotations

from tradeoff.advice.choice import HAIR
from tradeoff.advice.claims import Claim, Expected, Kind, Question
from tradeoff.advice.wording import figure
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.study import Study
from tradeoff.scenario.floors import FLOOR_ROW, floored_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

SCENARIOS = (
    "It makes no difference here whether it is {first} or {second}: the most {x}, the most {y}, and the most of either "
    "with the most of the other or with {level} of {x}, are the same."
)
FLOOR = (
    "The floor of {floor} of {aim} makes no difference here: without it the most {x}, the most {y}, and the most of "
    "either with the most of the other or with {level} of {x}, are the same."
)
SAME = 1e-6
"""Share of a value by which two may differ and be the same."""


def no_difference(one: ScenarioFrontier, other: ScenarioFrontier, names: tuple[str, str]) -> Claim | None:
    """That two scenarios have the same values at both ends and in the middle of a chart; None where they have not.

    Args:
        one: The frontier of one.
        other: The frontier of the other, of the same two aims.
        names: What both are called.
    """
    return _same(one, other, SCENARIOS, {"first": names[0], "second": names[1]})


def idle_floors(frontier: ScenarioFrontier) -> tuple[Claim, ...]:
    """Which of the floors of a frontier make no difference to it, each looked at by taking it alone away.

    Raises SolverError where a frontier without a floor cannot be closed.
    """
    found = []
    for aim, floor in frontier.scenario.floors.items():
        without = Study(_without(frontier.scenario, aim)).frontier(frontier.trade, gap=ENDS_ALONE, choose=False)
        words = {"aim": say(aim), "floor": figure(frontier.scenario, aim, float(floor))}
        found.append(_same(frontier, without, FLOOR, words))
    return tuple(claim for claim in found if claim is not None)


def _without(scenario: Scenario, aim: str) -> Scenario:
    kept = tuple(limit for limit in scenario.limits if not (limit.row == FLOOR_ROW and floored_aim(limit) == aim))
    return scenario.with_parts(limits=kept)


def _same(one: ScenarioFrontier, other: ScenarioFrontier, template: str, words: dict[str, str]) -> Claim | None:
    x, y = one.x, one.y
    middle = (one.extreme_points[0].x + one.extreme_points[-1].x) / 2
    if not all(_close(a, b) for a, b in zip(_ends(one), _ends(other), strict=True)):
        return None
    at_middle = one.most(middle)
    if not _close(at_middle, other.most(middle)):
        return None
    x1, y1, x2, y2 = _ends(one)
    asked = (
        (x, (), x1),
        (y, (), y2),
        (y, ((x, x1 * (1 - HAIR)),), y1),
        (x, ((y, y2 * (1 - HAIR)),), x2),
        (y, ((x, middle),), at_middle),
    )
    return Claim(
        kind=Kind.CHOICE,
        template=template,
        words=words | {"x": say(x), "y": say(y), "level": figure(one.scenario, x, middle)},
        figures={"x1": x1, "y1": y1, "x2": x2, "y2": y2, "middle": middle, "y_at_middle": at_middle},
        expected=tuple(
            Expected(
                question=Question(scenario=one.scenario, most=most, at_least=held),
                minus=Question(scenario=other.scenario, most=most, at_least=held),
                low=-SAME * abs(value),
                high=SAME * abs(value),
            )
            for most, held, value in asked
        ),
    )


def _ends(frontier: ScenarioFrontier) -> tuple[float, float, float, float]:
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    return first.x, first.y, last.x, last.y


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= SAME * max(abs(a), abs(b))
