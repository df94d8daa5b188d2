"""Reads tables into a checked scenario: what is asked, with its sources. Knows nothing of programmes or solvers.

`objectives.py` and `measures.py` register the aims, the pairs and the measures of limits. What is exported here is
imported when it is first used: the command line asks for the choices there are, and shall not wait for the readers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradeoff.scenario.catalogue import ShippedScenario, find_scenario, shipped_names, shipped_scenarios
    from tradeoff.scenario.copying import copy_scenario
    from tradeoff.scenario.envelopes import with_budget
    from tradeoff.scenario.read import read_scenario
    from tradeoff.scenario.resolved import Cell, Change, Offer
    from tradeoff.scenario.scenario import Scenario

_HOMES = {
    "Cell": "scenario",
    "Change": "scenario",
    "Offer": "scenario",
    "Scenario": "scenario",
    "ShippedScenario": "catalogue",
    "copy_scenario": "copying",
    "find_scenario": "catalogue",
    "read_scenario": "read",
    "shipped_names": "catalogue",
    "shipped_scenarios": "catalogue",
    "with_budget": "envelopes",
}

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
    "with_budget",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"tradeoff.scenario.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'tradeoff.scenario' has no attribute {name!r}")
