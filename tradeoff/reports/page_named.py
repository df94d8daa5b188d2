"""Lays the plans with a name side by side for each choice: to be read without charts, without scripts, and on paper."""

from __future__ import annotations

from typing import Any

from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.named_plans import MIDDLE, X_END, Y_END
from tradeoff.money import format_number, format_rupees
from tradeoff.reports.story import ChoiceTold, NamedTold, Story
from tradeoff.reports.typed import typed_on
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim, find_pair
from tradeoff.words.spoken import say


def side_by_side(story: Story) -> list[dict[str, Any]]:
    """Of each choice the plans with a name: what each reaches of every aim, spends, leaves out, and its rates."""
    return [_choice(choice, typed_on(story, "why")) for choice in story.choices]


def _choice(choice: ChoiceTold, why: str) -> dict[str, Any]:
    scenario = choice.frontier.scenario
    laid = [(one.word, one.outlook) for one in choice.named] or [(say("the one shown"), choice.points[0])]
    words, plans = [word for word, _ in laid], [plan for _, plan in laid]
    rows = [
        (
            say_years(find_aim(name).label, scenario.settings),
            [bare_figure(scenario, name, plan.values[name]) for plan in plans],
        )
        for name in scenario.objectives
    ]
    rows.append((say("spent in all"), [format_rupees(plan.spent) for plan in plans]))
    rows.append((say("clusters that get nothing"), [format_number(len(plan.not_funded)) for plan in plans]))
    return {
        "heading": choice.heading,
        "opening": choice.opening,
        "certificate": choice.certificate,
        "stamp": choice.stamp,
        "words": words,
        "nothing": [
            (one.word, [cluster.name for cluster in one.outlook.not_funded], _asked(why, choice, one))
            for one in choice.named
        ]
        or [(word, [cluster.name for cluster in plan.not_funded], "") for word, plan in laid],
        "rows": rows,
        "rates": [(one.word, one.rates) for one in choice.named] if choice.is_choice else [],
    }


def _asked(why: str, choice: ChoiceTold, named: NamedTold) -> str:
    """The command that says why a cluster gets nothing there; where a cluster is named is left to who types it."""
    trade = choice.frontier.trade
    words = dict(zip((X_END, MIDDLE, Y_END), find_pair(trade).names, strict=True))
    return " ".join([why, "CLUSTER", "--trade", trade, "--at", words[named.id]])
