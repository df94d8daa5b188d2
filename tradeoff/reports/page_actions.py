"""Gathers what a page shows of the plans one can sanction: each beside its outlook, and how far from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradeoff.advice.named_action_words import KINDS, named_action_lines
from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.form import Form
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim, find_pair
from tradeoff.words.spoken import percent, say

_HEADS = {Form.WHOLE: "whole", Form.ACTION: "action"}
"""What the column of the plans one can sanction is called."""


def beside_frontier(actions: Sequence[NamedAction], frontier: ScenarioFrontier) -> list[NamedAction]:
    """Those of a frontier, from the most x."""
    return [one for one in actions if one.frontier is frontier]


def actions_on_page(actions: Sequence[NamedAction], frontiers: Sequence[ScenarioFrontier]) -> dict[str, Any] | None:
    """What a page shows of plans for action; None where they were not asked for.

    Args:
        actions: What `plans_for_action` returns of each choice.
        frontiers: Whose page it is.
    """
    if not actions:
        return None
    choices = [(frontier, beside_frontier(actions, frontier)) for frontier in frontiers]
    return {
        "form": say(_HEADS[actions[0].form]),
        "kind": say(KINDS[actions[0].form]),
        "choices": [_choice(frontier, own) for frontier, own in choices if own],
    }


def _choice(frontier: ScenarioFrontier, actions: Sequence[NamedAction]) -> dict[str, Any]:
    aims = (frontier.x, frontier.y)
    labels = [say_years(find_aim(aim).label, frontier.scenario.settings) for aim in aims]
    return {
        "heading": say(find_pair(frontier.trade).heading),
        "labels": labels,
        "rows": [_row(one) for one in actions],
        "lines": named_action_lines(actions),
    }


def _row(one: NamedAction) -> dict[str, Any]:
    scenario, outlook = one.frontier.scenario, {one.frontier.x: one.named.x, one.frontier.y: one.named.y}
    cells = []
    for aim, value in outlook.items():
        cells.append(bare_figure(scenario, aim, value))
        cells.append(say("none") if one.reached is None else bare_figure(scenario, aim, one.reached[aim]))
    found = one.found
    gap = "–"
    if found is not None:
        bound = bare_figure(scenario, found.other, found.bound)
        gap = say("{gap} of {bound}", gap=percent(found.gap, 2), bound=bound)
    return {"word": say(one.named.word), "cells": cells, "gap": gap}
