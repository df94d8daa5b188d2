"""Draws the README's picture and those of `gallery.md` from the shipped scenarios.

python docs/draw_gallery.py        # frontier.svg and gallery-*.svg, beside this file
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import tradeoff
from tradeoff.reports.pictures import save_picture

FOLDER = Path(__file__).parent


def frontier_of(scenario: str, trade: str) -> Any:
    """Every efficient plan of a choice."""
    return tradeoff.charts.frontier(tradeoff.trace_frontier(tradeoff.read_scenario(scenario), trade))


def budgets() -> Any:
    """One choice at three budgets, at the largest of which there is none."""
    own = tradeoff.read_scenario("three-clusters")
    asked = [own, *(tradeoff.with_budget(own, money) for money in ("46 lakh", "1.85 crore"))]
    found = tradeoff.compare(asked, "depth-breadth")
    return tradeoff.charts.compare_frontiers(found.frontiers, found.drawn_labels)


PICTURES: dict[str, Callable[[], Any]] = {
    "frontier.svg": partial(frontier_of, "three-clusters", "depth-breadth"),
    "gallery-budgets.svg": budgets,
    "gallery-depth-breadth.svg": partial(frontier_of, "three-pairs", "depth-breadth"),
    "gallery-today-tomorrow.svg": partial(frontier_of, "three-pairs", "today-tomorrow"),
    "gallery-participation-selectivity.svg": partial(frontier_of, "three-pairs", "participation-selectivity"),
}


def main() -> None:
    """Draw them all."""
    for name, draw in PICTURES.items():
        save_picture(draw(), FOLDER / name)


if __name__ == "__main__":
    main()
