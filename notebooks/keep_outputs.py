"""Runs notebooks and keeps what they print and draw, charts as light SVG, with a hash of the sources it is of.

python notebooks/keep_outputs.py                       # all of them
python notebooks/keep_outputs.py 01-first-frontier     # these alone
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
KEPT = ("image/svg+xml", "text/html", "text/plain")
"""Kinds of what a cell shows, the first that there is; a repository's page shows these."""
MOST_LETTERS = 60_000
"""Of one output: what is longer is for the notebook that runs, not for one that is read."""


def hash_of(notebook: Any) -> str:
    """sha256 over the sources of its cells of code, in order."""
    digest = hashlib.sha256()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            digest.update(cell.source.encode() + b"\x1e")
    return digest.hexdigest()


def keep(path: Path) -> None:
    """Run one notebook in a folder of its own and write it back with what is kept of its outputs."""
    import nbclient
    import nbformat

    notebook: Any = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources=resources).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [one for output in cell.outputs if (one := _light(output)) is not None]
    notebook.metadata["outputs_of"] = hash_of(notebook)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


def _light(output: Any) -> Any | None:
    """What is kept of one output; None where it is a warning or too long."""
    if output.output_type == "stream":
        return output if output.name == "stdout" else None
    if output.output_type not in ("display_data", "execute_result"):
        return None
    kind = next((kind for kind in KEPT if len(output.data.get(kind, "")) in range(1, MOST_LETTERS)), None)
    if kind is None:
        return None
    output.data = {kind: output.data[kind]}
    output.metadata = {}
    if output.output_type == "execute_result":
        output.execution_count = None
    return output


if __name__ == "__main__":
    wanted = sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.ipynb"))
    for name in wanted:
        keep(FOLDER / f"{name}.ipynb")
