"""From a seed to a random scenario in which clusters start, are accompanied and graduate, and agents are trained."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from tests.independent.random_scenario import write_random


def write_random_life(folder: Path, seed: int, *, years: int = 3, clusters: int = 3) -> Path:
    """What `write_random` writes, with every table and column of lives, people and method filled besides."""
    return add_life(write_random(folder, seed, years=years, clusters=clusters), seed, years=years)


def add_life(folder: Path, seed: int, *, years: int) -> Path:
    """Lives, people and method of a folder that is there."""
    rng = random.Random(seed + 10**6)
    lasts = rng.randint(2, years)
    settings = _read(folder, "settings")
    settings += [
        {"key": "accompaniment_years", "value": str(lasts)},
        {"key": "finish_inside", "value": str(rng.randint(0, 1))},
    ]
    _write(folder, "settings", settings)
    rows = _read(folder, "clusters")
    for i, row in enumerate(rows):
        row["accompanied_before"] = str(rng.randint(0, 1)) if i == 0 else ""
        row["role"] = rng.choice(["", "pilot", "roll_out"]) if i else ""
        # Nobody joins in a cluster that must serve some and cannot.
        row["min_coverage"] = "0"
    _write(folder, "clusters", rows)
    levels = _read(folder, "levels")
    for row in levels:
        row["after_years"] = "0" if row["level_id"] == "entry" else str(rng.randint(0, lasts - 1))
    levels[0]["trust_gate"] = rng.choice(["", "25"])
    _write(folder, "levels", levels)
    posts = rng.choice(["", "0.25", "2"])
    _write(
        folder,
        "agents",
        [
            {
                "year": str(t),
                "in_post": "0.2" if t == 1 else "",
                "attrition": rng.choice(["", "0.1", "0.25"]),
                "training_capacity": rng.choice(["0", "0", "0.1"]),
                "training_cost": rng.choice(["", "3"]),
                "posts": posts,
            }
            for t in range(1, years + 1)
        ],
    )
    row = {
        "starts_per_pilot": str(rng.choice([1, 2, 0.5])),
        "lag_years": str(rng.randint(0, 2)),
        "agents_per_pilot_year": rng.choice(["", "1"]),
    }
    _write(folder, "replication", [row])
    return folder


def _read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _write(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
