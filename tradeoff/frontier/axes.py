"""Names the two aims of a choice, for a scenario that has their data."""

from __future__ import annotations

from difflib import get_close_matches

from tradeoff.scenario.objectives import PAIRS, find_pair
from tradeoff.scenario.scenario import Scenario


def axes_of(scenario: Scenario, trade: str) -> tuple[str, str]:
    """The two aims of a choice; raises ValueError for an unknown choice, or where the scenario lacks its data."""
    if trade not in PAIRS:
        close = get_close_matches(trade, PAIRS, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"choose one of {', '.join(PAIRS)}"
        raise ValueError(f"there is no choice called {trade!r}; {hint}")
    pair = find_pair(trade)
    missing = [f"{name} is not offered: {why}" for name, why in scenario.missing if name in (pair.x, pair.y)]
    if missing:
        raise ValueError(f"{scenario.name} has no data for {trade}; " + "; ".join(missing))
    return pair.x, pair.y
