"""Says which floors are in force: what every plan that is shown keeps, and what the frontier was cut by."""

from __future__ import annotations

from tradeoff.advice.wording import figure, listing
from tradeoff.scenario.scenario import Scenario


def floor_words(scenario: Scenario) -> str:
    """The floors in force, for a subtitle: `floors: today at least Rs 26 crore`; blank where there are none."""
    told = _told(scenario)
    return f"floors: {listing(told, most=len(told))}" if told else ""


def floor_sentence(scenario: Scenario) -> str:
    """The same in a sentence; blank where there are none."""
    told = _told(scenario)
    return f"Every plan here keeps {listing(told, most=len(told))}." if told else ""


def _told(scenario: Scenario) -> list[str]:
    return [f"{aim} at least {figure(scenario, aim, float(floor))}" for aim, floor in scenario.floors.items()]
