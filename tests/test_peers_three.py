"""`trace` with three objectives over whole numbers, against instances of other projects' test suites.

`peers_three/*.json` are in the form of `peers/`, a bound that all columns share given once. Where a suite publishes the
nondominated points, `expected` holds them; of the others the 0/1 ones are tried out here, every choice of the columns,
and the whole ones must come out of a textbook's loop as they do of `trace`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff
from benchmarks.kirlik_sayin import kirlik_sayin, read_peer

FOLDER = Path(__file__).parent / "peers_three"
INSTANCES: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
LONG = {"pyaugmecon_3kp50", *(name for name in INSTANCES if "ILP" in name or "n-20" in name)}
"""Half an hour the first, the others seconds to minutes."""
TRIED = [name for name, data in INSTANCES.items() if data["expected"] is None and data["ub"] == 1]
LOOPED = [name for name, data in INSTANCES.items() if data["expected"] is None and data["ub"] != 1]


def points(name: str) -> list[tuple[float, ...]]:
    """What `trace` makes of an instance, each point with its bound met and known to be efficient."""
    data = INSTANCES[name]
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", data["lb"], data["ub"], cat=data["cat"]) for j in range(data["nvar"])]
    for terms, sense, limit in data["rows"]:
        total = pulp.LpAffineExpression({x[j]: value for j, value in terms})
        problem += {"<=": total <= limit, ">=": total >= limit, "==": total == limit}[sense]
    names = ("first", "second", "third")
    pairs = zip(names, data["objectives"], data["constants"], strict=True)
    aims = {n: pulp.LpAffineExpression({x[j]: c for j, c in terms}, constant=shift) for n, terms, shift in pairs}
    frontier = tradeoff.trace(problem, aims, sense=dict(zip(names, data["sense"], strict=True)), whole=True)
    assert frontier.certificate.kind == "exact"
    assert all(point.efficient and point.bound == point.z for point in frontier.extreme_points)
    return sorted(point.values for point in frontier.extreme_points)


def marked(names: list[str]) -> list[Any]:
    """The names, long ones marked as slow."""
    return [pytest.param(name, marks=[pytest.mark.slow] if name in LONG else []) for name in names]


@pytest.mark.parametrize("name", marked([name for name, data in INSTANCES.items() if data["expected"]]))
def test_the_published_points(name: str) -> None:
    """All of them, and no other."""
    assert points(name) == sorted(tuple(map(float, point)) for point in INSTANCES[name]["expected"])


@pytest.mark.parametrize("name", marked(TRIED))
def test_the_points_of_every_choice(name: str) -> None:
    """Of up to a million choices of 0 and 1, what no other is as good as."""
    data = INSTANCES[name]
    count = data["nvar"]
    dense = np.zeros((3 + len(data["rows"]), count), dtype=np.int64)
    for row, terms in enumerate([*data["objectives"], *(terms for terms, _, _ in data["rows"])]):
        for column, value in terms:
            dense[row, column] = value
    assert {sense for _, sense, _ in data["rows"]} == {"<="}
    assert set(data["sense"]) == {"max"}
    choices = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    sums = choices @ dense.T
    within = (sums[:, 3:] <= [limit for _, _, limit in data["rows"]]).all(axis=1)
    left = np.unique(sums[within][:, :3], axis=0)
    best = []
    while len(left):
        top = left[left.sum(axis=1).argmax()]
        best.append(tuple(map(float, top)))
        left = left[(left > top).any(axis=1)]
    assert points(name) == sorted(best)


@pytest.mark.parametrize("name", marked(LOOPED))
def test_the_points_of_the_loop(name: str) -> None:
    """The textbook's, on HiGHS's first word."""
    signs = [1 if sense == "min" else -1 for sense in INSTANCES[name]["sense"]]
    found = kirlik_sayin(read_peer(FOLDER / f"{name}.json"), checked=False)
    assert points(name) == sorted(tuple(sign * value for sign, value in zip(signs, p, strict=True)) for p in found)


@pytest.mark.parametrize("name", ["moa_ap5p3", "moa_kp10p3"])
def test_the_loop_finds_the_published_points_too(name: str) -> None:
    """What `trace` is timed against is the textbook's loop, and a right one."""
    signs = [1 if sense == "min" else -1 for sense in INSTANCES[name]["sense"]]
    found = kirlik_sayin(read_peer(FOLDER / f"{name}.json"), checked=True)
    signed = sorted([sign * value for sign, value in zip(signs, point, strict=True)] for point in found)
    assert signed == sorted(INSTANCES[name]["expected"])
