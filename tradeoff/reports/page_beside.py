"""Gathers what a page lays beside the frontier it moves on: other budgets, other scenarios, other reforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tradeoff.advice.choice import Ends, ends_of, is_choice
from tradeoff.advice.compare import Comparison
from tradeoff.advice.reforms import reform_sentences
from tradeoff.charts.linked import linked_comparison
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.scenario.reforms import combination_name, decided_in
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say, say_one

_STATES = ("no choice", "no plan")
"""What there is instead of a choice."""


def at_budgets(comparison: Comparison | None) -> dict[str, Any] | None:
    """What a choice's section on other budgets shows; None where there is none."""
    if comparison is None:
        return None
    return {
        **_laid(comparison),
        "rupees": [float(member.scenario.rupees) for member in comparison.members],
        "own": next((at for at, one in enumerate(comparison.members) if not one.scenario.rescaled_from), None),
    }


def against_others(comparison: Comparison | None) -> dict[str, Any] | None:
    """What a choice's section on other scenarios shows: their frontiers over each other; None where there is none."""
    return None if comparison is None else _laid(comparison, beside=True)


def _laid(comparison: Comparison, *, beside: bool = False) -> dict[str, Any]:
    """Sentences, chart and ends of a comparison."""
    return {
        "sentences": comparison.sentences,
        "chart": linked_comparison(comparison.frontiers, comparison.drawn_labels, beside=beside),
        "rows": [
            _row(label, member.state, member.ends)
            for label, member in zip(comparison.labels, comparison.members, strict=True)
        ],
    }


def under_reforms(found: ReformFrontiers | None) -> dict[str, Any] | None:
    """What a choice's section on reforms to decide shows: each combination, their price; None where there is none."""
    if found is None:
        return None
    frontiers = [one.frontier for one in found.alternatives]
    names = [one.name for one in found.alternatives]
    rows = [
        _row(name, "choice" if is_choice(frontier) else "no choice", ends_of(frontier))
        for name, frontier in zip(names, frontiers, strict=True)
    ]
    return {
        "sentences": reform_sentences(found),
        "chart": linked_comparison(frontiers, names),
        "rows": [*rows, *(_row(combination_name(reforms), "no plan", None) for reforms in found.impossible)],
    }


def stands_for(scenario: Scenario, reforms: Sequence[ReformFrontiers]) -> str:
    """Which combination of reforms the page moves on, and why; blank where nothing is left to decide."""
    if not reforms:
        return ""
    first = reforms[0]
    name = combination_name(decided_in(first.scenario, scenario))
    why = say("the one combination that has a plan")
    if len(first.alternatives) > 1:
        leads = combination_name(first.leading.reforms) == name
        why = say("the combination with the most {aim}", aim=say(first.y)) if leads else say("as it was asked for")
    open_ones = ", ".join(decided_in(first.scenario, scenario))
    return say(
        "Still to be decided: {open_ones}. Slider, plans and figures of this page "
        "are those with {name}, {why}; the frontiers of all combinations stand over each other below.",
        open_ones=open_ones,
        name=name,
        why=why,
    )


def _row(label: str, state: str, ends: Ends | None) -> dict[str, Any]:
    named = label if state == "choice" else say("{label}: {state}", label=label, state=say_one(state, _STATES))
    return {
        "label": label,
        "named": named,
        "state": state,
        "ends": [ends.most_x, ends.most_y] if ends else None,
    }
