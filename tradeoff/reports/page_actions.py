"""Gathers what a page shows of the plans one can sanction: each beside its outlook, and how far from it."""

from __future__ import annotations

from typing import Any

from tradeoff.advice.named_action_words import KINDS, named_action_lines
from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.programme.form import Form
from tradeoff.reports.story import ChoiceTold, Story
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim
from tradeoff.words.spoken import hundredths, say

_HEADS = {Form.WHOLE: "whole", Form.ACTION: "action"}
"""What the column of the plans one can sanction is called."""


def actions_on_page(story: Story) -> dict[str, Any] | None:
    """What a page shows of plans for action; None where they were not asked for."""
    actions = [one for choice in story.choices for one in choice.actions]
    if not actions:
        return None
    return {
        "form": say(_HEADS[actions[0].form]),
        "kind": say(KINDS[actions[0].form]),
        "choices": [_choice(choice) for choice in story.choices if choice.actions],
    }


def _choice(choice: ChoiceTold) -> dict[str, Any]:
    frontier, actions = choice.frontier, choice.actions
    aims = (frontier.x, frontier.y)
    labels = [say_years(find_aim(aim).label, frontier.scenario.settings) for aim in aims]
    return {
        "heading": choice.heading,
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
        gap = say("{gap} of {bound}", gap=hundredths(found.gap, ".2f"), bound=bound)
    return {"word": say(one.named.word), "cells": cells, "gap": gap}
