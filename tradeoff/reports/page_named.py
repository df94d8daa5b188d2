"""Lays the plans with a name side by side for each choice: to be read without charts, without scripts, and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_number, format_rupees
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_SAME = 1e-9
"""Relative distance within which two levels of an aim are one."""


def side_by_side(data: Mapping[str, Any], frontiers: Sequence[ScenarioFrontier]) -> list[dict[str, Any]]:
    """Of each choice the plans with a name: what each reaches of every aim, spends, leaves out, and its rates.

    Args:
        data: What `page_data` returns.
        frontiers: Whose page it is.
    """
    scenario = frontiers[0].scenario
    return [_choice(pair, data, scenario) for pair in data["pairs"]]


def _choice(pair: Mapping[str, Any], data: Mapping[str, Any], scenario: Scenario) -> dict[str, Any]:
    named = pair["named"] or [{"word": say("the one shown"), "x": pair["points"][0]["x"], "plan": pair["plans"][0]}]
    plans = [one["plan"] or pair["plans"][_position(pair, one["x"])] for one in named]
    rows = [
        (aim["label"], [bare_figure(scenario, name, plan["values"][name]) for plan in plans])
        for name, aim in data["objectives"].items()
    ]
    rows.append((say("spent in all"), [format_rupees(sum(plan["money"]["activity"].values())) for plan in plans]))
    rows.append((say("clusters that get nothing"), [format_number(len(plan["notFunded"])) for plan in plans]))
    return {
        "heading": pair["label"],
        "opening": pair["opening"],
        "certificate": pair["certificate"],
        "stamp": pair["stamp"],
        "words": [one["word"] for one in named],
        "rows": rows,
        "rates": [(one["word"], _rates(pair, one["x"])) for one in named] if pair["choice"] else [],
    }


def _position(pair: Mapping[str, Any], x: float) -> int:
    """Which of a choice's points has this level."""
    points = pair["points"]
    return min(range(len(points)), key=lambda place: abs(points[place]["x"] - x))


def _rates(pair: Mapping[str, Any], x: float) -> list[str]:
    """What steps cost at a level: of each kind the sentence of the level itself, else of the stretch around it."""
    close = _SAME * (1 + abs(x))
    here = [rate for rate in pair["rates"] if rate["low"] - close <= x <= rate["high"] + close]
    nearest: dict[str, Mapping[str, Any]] = {}
    for rate in sorted(here, key=lambda rate: rate["high"] - rate["low"]):
        nearest.setdefault(rate["about"], rate)
    return [str(rate["words"]) for rate in nearest.values()]
