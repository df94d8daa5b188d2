"""From a shipped scenario to several of it side by side: more clusters, as much more money and agents.

    python benchmarks/tiled.py orissa 10 FOLDER

Each copy of a cluster has its own id; budgets and agents grow with the copies. Since the copies are alike, every
frontier is that of the scenario stretched by the number of copies, which is a check from outside on whatever traces it.
"""

from __future__ import annotations

import csv
import shutil
import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tradeoff.scenario import find_scenario

_TIMES = {
    "budgets": ("envelope",),
    "agents": ("in_post", "agent_months", "training_capacity", "posts"),
    "departments": ("post_funds",),
    "enabling": ("cost", "training_added"),
}
"""The columns of a table that grow with the copies. What a pilot makes possible grows with the pilots."""


def write_tiled(name: str, copies: int, folder: Path) -> Path:
    """Write `copies` of a scenario that has no limits, as one scenario, to a new folder; returns the folder.

    Raises ValueError where a table has sums that this does not know how to stretch.
    """
    source = find_scenario(name)
    if (source / "limits.csv").exists():
        raise ValueError(f"{name} has limits; whose sums would have to grow too is not known here")
    folder.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.suffix != ".csv":
            shutil.copy(path, folder / path.name)
            continue
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            heads, rows = list(reader.fieldnames or ()), list(reader)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_tiled(path.stem, rows, copies))
    return folder


def _tiled(table: str, rows: list[dict[str, str]], copies: int) -> list[dict[str, str]]:
    if table in _TIMES:
        return [row | {c: str(Decimal(row[c]) * copies) for c in _TIMES[table] if row.get(c)} for row in rows]
    found = []
    for row in rows:
        cluster = row.get("cluster_id", "*")
        if cluster in ("", "*"):
            found.append(row)
        else:
            found += [row | {"cluster_id": f"{cluster}_{copy}"} | _named(row, copy) for copy in range(copies)]
    return found


def _named(row: dict[str, str], copy: int) -> dict[str, str]:
    return {"name": f"{row['name']} {copy}"} if "name" in row else {}


if __name__ == "__main__":
    print(write_tiled(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
