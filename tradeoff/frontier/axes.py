"""Names the two aims of a choice, for a scenario that has their data."""

from __future__ import annotations

from difflib import get_close_matches

from tradeoff.scenario.objectives import PAIRS, find_pair
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import clauses, say


def axes_of(scenario: Scenario, trade: str) -> tuple[str, str]:
    """The two aims of a choice; raises ValueError for an unknown choice, or where the scenario lacks its data."""
    require_scenario(scenario)
    if not isinstance(trade, str) or trade not in PAIRS:
        close = get_close_matches(str(trade), PAIRS, n=1)
        hint = (
            say("did you mean {close!r}?", close=close[0])
            if close
            else say("choose one of {pairs}", pairs=", ".join(PAIRS))
        )
        raise ValueError(say("there is no choice called {trade!r}; {hint}", trade=trade, hint=hint))
    pair = find_pair(trade)
    missing = [
        say("{name} is not offered: {why}", name=name, why=why)
        for name, why in scenario.missing
        if name in (pair.x, pair.y)
    ]
    if missing:
        raise ValueError(clauses([say("{name} has no data for {trade}", name=scenario.name, trade=trade), *missing]))
    return pair.x, pair.y
