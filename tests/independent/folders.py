"""From tables written as text in a test to a scenario folder."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from pathlib import Path

Tables = Mapping[str, str]

AXES = {
    "depth-breadth": ("breadth", "depth"),
    "today-tomorrow": ("today", "tomorrow"),
    "participation-selectivity": ("participation", "selectivity"),
}
"""x and y of each of the three pairs; of depth and breadth, x is breadth."""


def write_folder(folder: Path, tables: Tables) -> Path:
    """Write each table as CSV: one line a row, cells separated by blanks, `-` for a blank cell."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        rows = [["" if cell == "-" else cell for cell in line.split()] for line in text.strip().splitlines()]
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    return folder


def settings(**values: object) -> str:
    """A settings table; one year and a horizon of two unless said otherwise."""
    pairs = {"project_years": 1, "horizon_years": 2, "money_unit": "thousand", **values}
    return "key value\n" + "\n".join(f"{key} {value}" for key, value in pairs.items())


def result_bytes(folder: Path) -> dict[str, bytes]:
    """The files of a result by name, without the tables as read that lie beside it, in its manifest neither."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {name: one for name, one in manifest["files"].items() if not name.startswith("scenario/")}
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def shuffle_rows(source: Path, target: Path, seed: int) -> Path:
    """A copy of a folder with the rows of every CSV file in another order."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.suffix == ".csv":
            head, *body = path.read_text(encoding="utf-8").splitlines()
            random.Random(seed).shuffle(body)
            (target / path.name).write_text("\n".join([head, *body]) + "\n", encoding="utf-8")
        elif path.is_file():
            (target / path.name).write_bytes(path.read_bytes())
    return target
