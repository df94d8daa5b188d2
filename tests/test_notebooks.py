"""The notebooks run from top to bottom, and are committed without output."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
FOLDER = Path(__file__).parent.parent / "notebooks"
DECISIONS = {
    "01-first-frontier": "Decision: reach 900 households, 89 of them sufficiently.",
    "02-orissa": "Decision: reach 11,000 poor households, about 2,198 of them sufficiently.",
    "03-your-own-model": "Decision: build 2 gas, 2 cable, 5 wind, 3 solar: 35.0 million euro and 102 thousand tonnes a year.",
    "04-three-aims": "Decision: go to the bend and stop: 3,225,000 thousand $, 55,260 kt and 23,000 GWh imported; 20.8 $ a tonne.",
    "05-uncertainty": "ask for the envelopes in writing first; announce 356 households without the letter, 462 with it.",
}
SLOW = {
    "02-orissa": "traces Orissa some thirty-five times",
    "05-uncertainty": "moves each of sixty figures of the pilots, and solves anew",
}


def test_every_notebook_is_tested() -> None:
    """One without its decision here would run nowhere."""
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(DECISIONS)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in sorted(DECISIONS)]
)
def test_notebook(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs; the last words are a decision."""
    path = FOLDER / f"{name}.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    # The kernel that runs is this Python, whatever kernels are installed.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    printed = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    assert DECISIONS[name] in printed
