"""Refuses a scenario that one linear programme cannot answer for: whole openings, and reforms still to be decided."""

from __future__ import annotations

from tradeoff.errors import ScenarioError
from tradeoff.scenario.faults import fault
from tradeoff.scenario.reforms import to_decide
from tradeoff.scenario.scenario import Scenario


def require_shares(scenario: Scenario) -> None:
    """Raise ScenarioError where clusters open whole."""
    if scenario.settings.openings == "whole":
        what = "only frontiers and plans open clusters whole so far; other questions are answered with shares"
        mend = "write share, or use `tradeoff frontier` or `plan` (in Python `trace_whole_frontier`, `plan_for_action`)"
        raise ScenarioError(scenario.name, [fault("E1", "settings.csv", "openings", what, mend, value="whole")])


def require_decided(scenario: Scenario) -> None:
    """Raise ScenarioError where an enabling investment is still to be decided."""
    if open_ones := to_decide(scenario):
        what = f"one programme holds one answer, and of {', '.join(open_ones)} there are two"
        mend = "write yes or no, give --reform ID=yes or ID=no, or use `tradeoff frontier` (in Python `trace_reforms`)"
        raise ScenarioError(scenario.name, [fault("E1", "enabling.csv", "made", what, mend, value="decide")])
