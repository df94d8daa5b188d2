"""Refuses a scenario that one linear programme cannot answer for: whole openings, and reforms still to be decided."""

from __future__ import annotations

from tradeoff.errors import ScenarioError
from tradeoff.scenario.faults import fault
from tradeoff.scenario.reforms import to_decide
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def require_shares(scenario: Scenario) -> None:
    """Raise ScenarioError where clusters open whole."""
    require_scenario(scenario)
    if scenario.settings.openings == "whole":
        what = say("this frontier is of clusters opened in shares, and the settings open them whole")
        mend = say(
            "call `trace_whole_frontier` or `plan_for_action`, or ask for shares: `scenario.with_openings('share')`"
        )
        raise ScenarioError(scenario.name, [fault("E1", "settings.csv", "openings", what, mend, value="whole")])


def require_decided(scenario: Scenario) -> None:
    """Raise ScenarioError where an enabling investment is still to be decided."""
    require_scenario(scenario)
    if open_ones := to_decide(scenario):
        what = say("one programme holds one answer, and of {open_ones} there are two", open_ones=", ".join(open_ones))
        mend = say(
            "write yes or no, give --reform ID=yes or ID=no, or use `tradeoff frontier` (in Python `trace_reforms`)"
        )
        raise ScenarioError(scenario.name, [fault("E1", "enabling.csv", "made", what, mend, value="decide")])
