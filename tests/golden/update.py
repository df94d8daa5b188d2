"""Write the golden frontiers anew; commit the change by itself, and say why."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import tradeoff
from tradeoff.scenario.reforms import combination_name, combinations, to_decide


@cache
def cases(shipped: str) -> dict[str, tuple[tradeoff.Scenario, str]]:
    """Every pair of a shipped scenario by the name of its file; a file for each combination of reforms to decide."""
    found = {}
    scenario = tradeoff.read_scenario(shipped)
    for decided in combinations(scenario):
        made = {row.investment_id: row.made == "yes" for row in decided.enabling}
        chosen = {name: made[name] for name in to_decide(scenario)}
        name = ".".join([shipped, *([combination_name(chosen).replace(" ", "-")] if chosen else [])])
        found |= {f"{name}.{trade}": (decided, trade) for trade in decided.trades}
    return found


def every_case() -> dict[str, tuple[tradeoff.Scenario, str]]:
    """Those of every shipped scenario."""
    return {name: case for shipped in tradeoff.shipped_scenarios() for name, case in cases(shipped.name).items()}


def update() -> None:
    """Each as it is found today; files of what is no longer shipped go."""
    folder, kept = Path(__file__).parent, every_case()
    for path in folder.glob("*.json"):
        if path.stem not in kept:
            path.unlink()
    for name, (scenario, trade) in kept.items():
        frontier = tradeoff.trace_frontier(scenario, trade)
        points = [[point.x, point.y] for point in frontier.extreme_points]
        (folder / f"{name}.json").write_text(json.dumps(points, indent=1) + "\n")


# Whoever collects doctests imports this file too; to write then would make the files agree with anything.
if __name__ == "__main__":
    update()
