"""The frontiers of the shipped scenarios, kept as files that change only on purpose (`tests/golden/update.py`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tradeoff
from tradeoff.moo.biobjective import led
from tradeoff.moo.simplex import engine

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    (found.name, trade) for found in tradeoff.shipped_scenarios() for trade in tradeoff.read_scenario(found.name).trades
]


@pytest.mark.parametrize("large", [False, True], ids=["as it comes", "as a large one"])
@pytest.mark.parametrize(("name", "trade"), CASES)
def test_frontier_is_as_it_was(monkeypatch: pytest.MonkeyPatch, name: str, trade: str, large: bool) -> None:
    """The same points to nine digits, also where sums start on a compiled walk, as in large programmes."""
    if large:
        monkeypatch.setattr(engine, "LARGE", 0)
        monkeypatch.setattr(led, "MANY", 0)
    kept = json.loads((GOLDEN / f"{name}.{trade}.json").read_text())
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(name), trade)
    assert len(frontier.extreme_points) == len(kept)
    for point, (x, y) in zip(frontier.extreme_points, kept, strict=True):
        assert point.x == pytest.approx(x, rel=1e-9, abs=1e-9)
        assert point.y == pytest.approx(y, rel=1e-9, abs=1e-9)
