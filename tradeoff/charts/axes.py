"""Labels the axes of charts: what each counts, in which unit, from where to where."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim
from tradeoff.words.spoken import say

_CUT = 0.7
"""An axis whose lowest value lies above this share of its highest starts above zero, and says so."""
_RUPEES = {1e7: "Rs crore", 1e5: "Rs lakh", 1.0: "rupees"}


def axis_title(frontier: ScenarioFrontier, objective: str, high: float, *, cut: bool) -> str:
    """What an axis counts, its unit, and whether it starts above zero.

    For example `breadth: poor households reached, more is better`.

    Args:
        frontier: Whose axis.
        objective: The aim on it.
        high: Its highest value, in the scenario's unit; money is told in what suits it.
        cut: Whether it starts above zero.
    """
    unit, words = axis_unit(frontier, objective, high), axis_words(frontier, objective)
    counted = "" if unit in words.split() else f" ({unit})"
    # No arrows: a picture's font that lacks one makes the converter change the font of the whole title.
    title = say("{words}, more is better", words=f"{words}{counted}")
    return title + say("; axis cut, does not start at 0") if cut else title


def axis_words(frontier: ScenarioFrontier, objective: str) -> str:
    """An aim and what it counts, without its unit: `breadth: poor households reached`."""
    counts = say_years(find_aim(objective).axis, frontier.scenario.settings)
    return say("{aim}: {counts}", aim=say(objective), counts=counts)


def plain_title(frontier: ScenarioFrontier, objective: str, high: float, *, width: int = 46) -> list[str]:
    """What an axis counts in people's words, its unit where the words do not hold it, in lines that fit a telephone.

    For example `poor households reached`, or `value added a year (Rs lakh)`.

    Args:
        frontier: Whose axis.
        objective: The aim on it.
        high: Its highest value, in the scenario's unit; money is told in what suits it.
        width: Characters of a line.
    """
    unit = axis_unit(frontier, objective, high)
    counts = say_years(find_aim(objective).axis, frontier.scenario.settings)
    return wrap(counts if unit in counts.split() else f"{counts} ({unit})", width)


def axis_unit(frontier: ScenarioFrontier, objective: str, high: float) -> str:
    """The unit of an axis: money in crore or lakh, as people say it.

    Args:
        frontier: Whose axis.
        objective: The aim on it.
        high: Its highest value, in the scenario's unit.
    """
    if not find_aim(objective).unit.is_money:
        return say(frontier.units[objective])
    return say(_RUPEES[_scale(frontier, high)])


def _scale(frontier: ScenarioFrontier, high: float) -> float:
    """Rupees in one of the unit that suits an amount."""
    rupees = abs(high) * float(frontier.scenario.settings.money_unit)
    return next(unit for unit in _RUPEES if rupees >= unit or unit == 1.0)


def axis_labels(frontier: ScenarioFrontier, objective: str, high: float) -> dict[str, Any]:
    """How the labels of an axis are written: whole counts, or money in the axis's own unit.

    Args:
        frontier: Whose axis.
        objective: The aim on it.
        high: Its highest value, in the scenario's unit.
    """
    if not find_aim(objective).unit.is_money:
        return {"format": ",.0f" if high >= 10 else ",~g"}
    factor = float(frontier.scenario.settings.money_unit) / _scale(frontier, high)
    return {"labelExpr": f"format(datum.value * {factor!r}, ',.3~r')"}


def upright(title: str) -> dict[str, Any]:
    """A vertical axis's title above the axis, to be read without turning one's head."""
    return {"title": title, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": 0, "titleY": -14}


def axis_domain(values: Sequence[float]) -> tuple[float, float, bool]:
    """Lowest and highest value of an axis, and whether it is cut: zero is kept unless it squeezes the line."""
    low, high = min(values), max(values)
    margin = 0.05 * ((high - low) or abs(high) or 1.0)
    cut = low > 0 and low > _CUT * high
    return (low - margin if cut else min(0.0, low), high + margin, cut)
