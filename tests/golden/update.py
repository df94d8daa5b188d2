"""Write the golden frontiers anew; commit the change by itself, and say why."""

from __future__ import annotations

import json
from pathlib import Path

import tradeoff


def update() -> None:
    """Every pair of every shipped scenario, as it is found today."""
    for found in tradeoff.shipped_scenarios():
        scenario = tradeoff.read_scenario(found.name)
        for trade in scenario.trades:
            frontier = tradeoff.trace_frontier(scenario, trade)
            points = [[point.x, point.y] for point in frontier.extreme_points]
            (Path(__file__).parent / f"{found.name}.{trade}.json").write_text(json.dumps(points, indent=1) + "\n")


# Whoever collects doctests imports this file too; to write then would make the files agree with anything.
if __name__ == "__main__":
    update()
