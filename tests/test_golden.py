"""The frontiers of the shipped scenarios, kept as files that change only on purpose (`tests/golden/update.py`)."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

import tradeoff
from tradeoff.moo.simplex import engine

GOLDEN = Path(__file__).parent / "golden"
UPDATE = runpy.run_path(str(GOLDEN / "update.py"))
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))
STATE = [name for name in NAMES if name.startswith("orissa") and not name.startswith("orissa-pilots")]
"""Plans for 150 clusters: one of them is quick, the rest are slow."""


def test_every_pair_of_every_scenario_is_kept() -> None:
    """A file for each, and none of what is no longer shipped."""
    assert sorted(UPDATE["every_case"]()) == NAMES


@pytest.mark.parametrize(
    ("name", "numba"),
    [
        pytest.param(
            name,
            numba,
            marks=[pytest.mark.slow] if name in STATE and (name != "orissa.today-tomorrow" or numba) else [],
        )
        for name in NAMES
        for numba in (False, True)
    ],
)
def test_frontier_is_as_it_was(monkeypatch: pytest.MonkeyPatch, name: str, numba: bool) -> None:
    """The same points to nine digits, whether numba is installed or not."""
    monkeypatch.setattr(engine, "LARGE", 0)
    if not numba:
        monkeypatch.setattr(engine, "compiled", lambda: None)
    kept = json.loads((GOLDEN / f"{name}.json").read_text())
    frontier = tradeoff.trace_frontier(*UPDATE["cases"](name.partition(".")[0])[name])
    assert len(frontier.extreme_points) == len(kept)
    for point, (x, y) in zip(frontier.extreme_points, kept, strict=True):
        assert point.x == pytest.approx(x, rel=1e-9, abs=1e-9)
        assert point.y == pytest.approx(y, rel=1e-9, abs=1e-9)


def test_the_files_change_only_when_asked() -> None:
    """Importing what writes them, as collecting the tests does, writes nothing."""
    before = {path: path.stat().st_mtime_ns for path in GOLDEN.glob("*.json")}
    runpy.run_path(str(GOLDEN / "update.py"))
    assert {path: path.stat().st_mtime_ns for path in GOLDEN.glob("*.json")} == before
