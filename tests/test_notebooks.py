"""The notebooks run from top to bottom, and what they show where they are read is of the sources they have."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.independent.scripts import load_script

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
FOLDER = Path(__file__).parent.parent / "notebooks"
KEEP: Any = load_script(FOLDER / "keep_outputs.py")
DECISIONS = {
    "01-first-frontier": "Decision: reach 900 households, 89 of them sufficiently.",
    "02-orissa": "Decision: reach 11,000 poor households, about 2,198 of them sufficiently.",
    "03-your-own-model": "Decision: build 2 gas, 2 cable, 5 wind, 3 solar: 35.0 million euro and 102 thousand tonnes a year.",
    "04-three-aims": "Decision: go to the bend and stop: 3,225,000 thousand $, 55,260 kt and 23,000 GWh imported; 20.8 $ a tonne.",
    "05-uncertainty": "ask for the envelopes in writing first; announce 356 households without the letter, 462 with it.",
    "06-adviser": "Decision: put the plan called middle forward: 675 households reached, 175 sufficiently.",
}
SLOW = {
    "02-orissa": "traces Orissa some thirty-five times",
    "05-uncertainty": "moves each of sixty figures of the pilots, and solves anew",
    "06-adviser": "one more kernel",
}
NOT_KEPT = {"02-orissa": "what it prints takes minutes to work out anew"}
MOST_BYTES = 400_000
"""Of a notebook with what it shows: one that is read in a browser."""


@pytest.mark.parametrize("name", sorted(set(DECISIONS) - set(NOT_KEPT)))
def test_what_is_shown_is_of_these_sources(name: str) -> None:
    """`python notebooks/keep_outputs.py` mends it; a chart is light, and the decision is among what is printed."""
    path = FOLDER / f"{name}.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)
    assert notebook.metadata["outputs_of"] == KEEP.hash_of(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert DECISIONS[name] in "".join(output.get("text", "") for output in outputs)
    assert any("image/svg+xml" in output.get("data", {}) for output in outputs)
    assert path.stat().st_size < MOST_BYTES


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
    kept = shown(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    # The kernel that runs is this Python, whatever kernels are installed.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    printed = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    assert DECISIONS[name] in printed
    assert name in NOT_KEPT or shown(notebook) == kept


def shown(notebook: Any) -> list[str]:
    """What its cells print, and the words in its pictures."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = ["".join(output.get("data", {}).get("image/svg+xml", "")) for output in outputs]
    words = [text for picture in drawn for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]
    # A kernel sends what is printed in as many pieces as it likes.
    return ["".join(one.text for one in outputs if one.output_type == "stream" and one.name == "stdout"), *words]
