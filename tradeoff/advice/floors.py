"""Says which floors are in force: what every plan that is shown keeps, and what the frontier was cut by."""

from __future__ import annotations

from tradeoff.advice.wording import figure, listing
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def floor_words(scenario: Scenario) -> str:
    """The floors in force, for a subtitle: `floors: today at least Rs 26 crore`; blank where there are none."""
    told = _told(scenario)
    return say("floors: {told}", told=listing(told, most=len(told))) if told else ""


def floor_sentence(scenario: Scenario) -> str:
    """The same in a sentence; blank where there are none."""
    told = _told(scenario)
    return say("Every plan here keeps {told}.", told=listing(told, most=len(told))) if told else ""


def _told(scenario: Scenario) -> list[str]:
    return [
        say("{aim} at least {floor}", aim=say(aim), floor=figure(scenario, aim, float(floor)))
        for aim, floor in scenario.floors.items()
    ]
