"""Says in words what a step more and a step less of something does to an aim."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tradeoff.advice.resources import Resource
from tradeoff.advice.wording import labelled, solved
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


class _Side(StrEnum):
    """What a step does to y at the same level of x."""

    BRINGS = "brings"
    NOTHING = "nothing"
    COSTS = "costs"
    NO_PLAN = "no plan"
    UNASKED = "unasked"
    """The tables take no such step."""


_SENTENCES = {
    (_Side.BRINGS, _Side.COSTS): "{resource}: {step} more brings {gain}{holds}; as much less costs {loss}.",
    (_Side.BRINGS, _Side.NO_PLAN): (
        "{resource}: {step} more brings {gain}{holds}; with {step} less there is no plan with {level}."
    ),
    (_Side.BRINGS, _Side.NOTHING): "{resource}: {step} more brings {gain}{holds}; {step} less changes nothing.",
    (_Side.BRINGS, _Side.BRINGS): "{resource}: {step} more brings {gain}{holds}; {step} less brings {freed}.",
    (_Side.BRINGS, _Side.UNASKED): "{resource}: {step} more brings {gain}{holds}; there is not so much to take away.",
    (_Side.NOTHING, _Side.COSTS): "{resource}: {step} more brings nothing, {step} less costs {loss}.",
    (_Side.NOTHING, _Side.NO_PLAN): (
        "{resource}: {step} more brings nothing; with {step} less there is no plan with {level}."
    ),
    (_Side.NOTHING, _Side.NOTHING): "{resource}: used up, yet {step} more or less changes nothing.",
    (_Side.NOTHING, _Side.BRINGS): "{resource}: {step} less brings {freed}, {step} more changes nothing.",
    (_Side.NOTHING, _Side.UNASKED): (
        "{resource}: used up, yet {step} more changes nothing; there is not so much to take away."
    ),
    (_Side.COSTS, _Side.COSTS): "{resource}: {step} more costs {cost}, and {step} less costs {loss}.",
    (_Side.COSTS, _Side.NO_PLAN): (
        "{resource}: {step} more costs {cost}; with {step} less there is no plan with {level}."
    ),
    (_Side.COSTS, _Side.NOTHING): "{resource}: {step} more costs {cost}, {step} less changes nothing.",
    (_Side.COSTS, _Side.BRINGS): "{resource}: {step} less brings {freed}, {step} more costs {cost}.",
    (_Side.COSTS, _Side.UNASKED): "{resource}: {step} more costs {cost}; there is not so much to take away.",
    (_Side.NO_PLAN, _Side.COSTS): "{resource}: {step} less costs {loss}; {step} more cannot be kept with {level}.",
    (_Side.NO_PLAN, _Side.NO_PLAN): "{resource}: with {step} more or less there is no plan with {level}.",
    (_Side.NO_PLAN, _Side.NOTHING): "{resource}: {step} less changes nothing; {step} more cannot be kept with {level}.",
    (_Side.NO_PLAN, _Side.BRINGS): "{resource}: {step} less brings {freed}; {step} more cannot be kept with {level}.",
    (_Side.NO_PLAN, _Side.UNASKED): "{resource}: {step} more cannot be kept with {level}.",
}
"""What is said, by what a step more and a step less do."""


def amounts(scenario: Scenario, aim: str, template: str, changes: Mapping[str, float | None]) -> dict[str, str]:
    """Changes of y in words, by their place in a sentence: what is counted is said once, where it is told first.

    Args:
        scenario: Whose.
        aim: The aim that changes.
        template: The sentence.
        changes: In the aim's unit, by place.
    """
    words = {name: solved(scenario, aim, change or 0.0) for name, change in changes.items()}
    told = [name for name in words if f"{{{name}}}" in template]
    first = min(told, key=lambda name: template.index(f"{{{name}}}"), default=None)
    return words if first is None else {**words, first: labelled(scenario, aim, words[first])}


def _side(change: float | None) -> _Side:
    if change is None:
        return _Side.NO_PLAN
    return _Side.BRINGS if change > 0 else _Side.COSTS if change < 0 else _Side.NOTHING


def template_of(resource: Resource, gain: float | None, loss: float | None) -> str:
    """The sentence that fits what a step more and a step less do.

    Args:
        resource: What there is a step more or less of.
        gain: What a step more adds to the aim; None where no plan is left.
        loss: What a step less takes off it; None likewise.
    """
    less = _side(None if loss is None else -loss) if resource.allows(-1) else _Side.UNASKED
    return _SENTENCES[_side(gain), less]


def held_words(resource: Resource, holds_to: int) -> str:
    """How far the first step's rate holds; blank where it was asked of no more than that."""
    if holds_to < 2:
        return ""
    return say(", and so on at about this rate (within a tenth) up to {words}", words=resource.words(holds_to))
