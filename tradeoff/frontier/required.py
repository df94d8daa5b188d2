"""Refuses what is no frontier of a scenario, in words that say where one comes from."""

from __future__ import annotations

from tradeoff.errors import shown
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.words.spoken import say


def require_frontier(given: object) -> None:
    """Raise ValueError for what is no frontier of a scenario, such as a plan or a name."""
    if not isinstance(given, ScenarioFrontier):
        raise ValueError(say("{given} is no frontier; give what trace_frontier returns", given=shown(given)))
