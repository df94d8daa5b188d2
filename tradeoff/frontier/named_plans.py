"""Names three plans of a frontier, so that people can speak of them: both ends, and one between to start reading at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.printed_amounts import as_named
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.frontier.scenario_frontier import ScenarioFrontier

X_END, MIDDLE, Y_END = "x-end", "middle", "y-end"
_SAME = 1e-9
"""Share of the range of x within which a point of the frontier is the one that was found."""


def plan_called(text: str, trade: str) -> str | None:
    """The plan that a name means: its id, or what it is called, in English or the language spoken; None for no name.

    Args:
        text: As it is typed, such as `middle`, `broad`, or `depth-breadth, broad` as a workbook has it.
        trade: The choice, of which plans have their names.
    """
    wanted = as_named(text.removeprefix(f"{trade},"))
    for plan, word in zip((X_END, MIDDLE, Y_END), find_pair(trade).names, strict=True):
        if wanted in (plan, as_named(word), as_named(say(word))):
            return plan
    return None


@dataclass(frozen=True, kw_only=True)
class NamedPlan:
    """A plan of a frontier by name."""

    id: str
    """`x-end`, `middle` or `y-end`: the most of x, and of such plans the most of y; between; the most of y likewise."""
    word: str
    """What people call it: `broad`, `middle`, `deep`."""
    x: float
    """In the unit of `points`."""
    y: float
    position: int | None
    """Which of the frontier's points it is; None where it lies between points that were found for a gap."""


def named_plans(frontier: ScenarioFrontier) -> tuple[NamedPlan, ...]:
    """The two ends, and the point farthest from the straight line between them, both aims as shares of their ranges.

    The middle is a place to start reading, no advice: it moves with the ends. Of two points equally far it is the one
    with more x; there is none where nothing lies between the ends or bulges beyond their line.
    """
    words = find_pair(frontier.trade).names
    last = len(frontier.extreme_points) - 1
    levels = {X_END: frontier.extreme_points[0], Y_END: frontier.extreme_points[last]}
    if last == 0:
        return (NamedPlan(id=X_END, word=words[0], x=levels[X_END].x, y=levels[X_END].y, position=0),)
    found = [
        NamedPlan(id=X_END, word=words[0], x=levels[X_END].x, y=levels[X_END].y, position=0),
        NamedPlan(id=Y_END, word=words[2], x=levels[Y_END].x, y=levels[Y_END].y, position=last),
    ]
    x, y = frontier.study.farthest(frontier.x, frontier.y, levels[X_END], levels[Y_END])
    wide = levels[X_END].x - levels[Y_END].x
    at = [place for place, point in enumerate(frontier.extreme_points) if abs(point.x - x) <= _SAME * (wide + abs(x))]
    if 0 in at or last in at:
        return tuple(found)
    between = NamedPlan(id=MIDDLE, word=words[1], x=x, y=y, position=at[0] if at else None)
    return found[0], between, found[1]
