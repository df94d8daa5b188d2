"""Signs: what gates, waits, links of method and posts can never do, and what more of people can never undo."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import tradeoff
from tests.independent.random_life import write_random_life
from tests.test_joining import AIMS, greatest
from tradeoff.programme.programme import build_programme


def changed(folder: Path, table: str, column: str, change: dict[str, str] | str, rows: slice = slice(None)) -> None:
    """Rewrite a column: one text for all rows, or by what stands there."""
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    for row in found[rows]:
        row[column] = change if isinstance(change, str) else change.get(row.get(column, ""), row.get(column, ""))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


LESS = {
    "no gate": lambda folder: changed(folder, "levels", "trust_gate", ""),
    "no wait": lambda folder: changed(folder, "levels", "after_years", "0"),
    "no link of method": lambda folder: changed(folder, "replication", "starts_per_pilot", "99"),
    "others follow at once": lambda folder: changed(folder, "replication", "lag_years", "0"),
    "no end of posts": lambda folder: changed(folder, "agents", "posts", ""),
    "more training": lambda folder: changed(folder, "agents", "training_capacity", {"0": "0.2", "0.1": "0.3"}),
    "pilots coach": lambda folder: changed(folder, "replication", "agents_per_pilot_year", {"": "1", "1": "2"}),
    "nobody leaves": lambda folder: changed(folder, "agents", "attrition", "0"),
}
"""What takes a limit away or adds people; each can only help."""


@pytest.mark.parametrize("name", list(LESS))
def test_fewer_limits_and_more_people_never_hurt(tmp_path: Path, name: str) -> None:
    """On random scenarios with every table of lives filled: no aim falls, and over all of them something rises."""
    rises = 0
    for seed in range(10):
        folder = write_random_life(tmp_path / str(seed), seed)
        before = greatest(build_programme(tradeoff.read_scenario(folder)))
        LESS[name](folder)
        after = greatest(build_programme(tradeoff.read_scenario(folder)))
        assert before is not None
        assert after is not None
        for aim in AIMS:
            assert after[aim] >= before[aim] - 1e-6 * (1 + abs(before[aim])), (seed, aim)
            rises += after[aim] > before[aim] + 1e-6 * (1 + abs(before[aim]))
    assert rises
