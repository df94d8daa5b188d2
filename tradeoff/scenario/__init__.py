"""From tables to a checked scenario: what is asked, with its sources. Knows nothing of programmes or solvers."""

from __future__ import annotations

from tradeoff.scenario.catalogue import (
    ShippedScenario,
    copy_scenario,
    find_scenario,
    shipped_names,
    shipped_scenarios,
)
from tradeoff.scenario.read import read_scenario
from tradeoff.scenario.scenario import Cell, Change, Offer, Scenario

__all__ = [
    "Cell",
    "Change",
    "Offer",
    "Scenario",
    "ShippedScenario",
    "copy_scenario",
    "find_scenario",
    "read_scenario",
    "shipped_names",
    "shipped_scenarios",
]
