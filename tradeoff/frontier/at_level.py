"""Finds the plan at a level of one of a frontier's two aims: at least so much of it, and then the most of the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tradeoff.errors import InfeasibleError
from tradeoff.programme.plan import Plan
from tradeoff.scenario.levels import AimLevel, greatest_words, level_words, read_level
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.frontier.scenario_frontier import ScenarioFrontier

_BEYOND = 1e-9
"""Relative distance beyond an end of the frontier that rounding of the asked level excuses."""


def plan_at_level(frontier: ScenarioFrontier, at: Mapping[str, AimLevel]) -> Plan:
    """The plan at a level of one of the two aims; see `ScenarioFrontier.plan`."""
    aim, level, best, least = _within(frontier, at)
    other = frontier.other(aim)
    if level <= least:
        had = greatest_words(least, aim, frontier.scenario)
        remark = say(
            "every plan with the most {other} already has {had} of {aim}, so the end of the frontier is shown",
            other=say(other),
            had=had,
            aim=say(aim),
        )
        shown = remark if level < least - _BEYOND * abs(least) else ""
        return frontier.study.plan(frontier.end(other), remark=shown)
    return frontier.study.plan(frontier.at(min(level, best), of=aim))


def blend_at_level(frontier: ScenarioFrontier, at: Mapping[str, AimLevel]) -> Plan:
    """The mixture of the plans of the points on either side of a level; see `ScenarioFrontier.blend`."""
    aim, level, best, least = _within(frontier, at)
    points = frontier.extreme_points
    have = [point.x if aim == frontier.x else point.y for point in points]
    level = min(max(level, least), best)
    if len(points) == 1:
        return frontier.plans[0]
    for place in range(len(points) - 1):
        a, b = have[place], have[place + 1]
        if min(a, b) <= level <= max(a, b):
            return frontier.mixture(place, (level - a) / (b - a) if a != b else 0.0)
    raise AssertionError("a level between the ends lies on an edge")


def _within(frontier: ScenarioFrontier, at: Mapping[str, AimLevel]) -> tuple[str, float, float, float]:
    """The aim of a level, the level, and the most and the least of the aim on the frontier.

    Raises InfeasibleError where no plan has as much.
    """
    aim = require_aim(at, frontier.x, frontier.y)
    level = float(read_level(at[aim], aim, frontier.scenario))
    best, least = ends_in(frontier, aim)
    if is_beyond(level, best):
        wanted, greatest = level_words(level, aim, frontier.scenario), greatest_words(best, aim, frontier.scenario)
        raise InfeasibleError(
            say(
                "no plan reaches {wanted} of {aim}: the greatest is {greatest}. Ask for that or less.",
                wanted=wanted,
                aim=say(aim),
                greatest=greatest,
            )
        )
    return aim, level, best, least


def require_aim(at: Mapping[str, object], x: str, y: str) -> str:
    """The one aim of which a level is given.

    Args:
        at: Levels by aim.
        x: The aim of the first axis.
        y: That of the second.

    Raises:
        ValueError: None is given, or both, or another aim's.
    """
    if len(at) != 1 or not set(at) <= {x, y}:
        given = ", ".join(at) or say("none")
        raise ValueError(
            say("a level of {x} or of {y} is wanted, as in plan({x}=...); got {given}", x=say(x), y=say(y), given=given)
        )
    return next(iter(at))


def ends_in(frontier: ScenarioFrontier, aim: str) -> tuple[float, float]:
    """The most of an aim on the frontier, and what the end with the most of the other aim has of it."""
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    return (first.x, last.x) if aim == frontier.x else (last.y, first.y)


def is_beyond(level: float, best: float) -> bool:
    """Whether a level lies beyond the best there is, by more than rounding."""
    return level > best + _BEYOND * abs(best)
