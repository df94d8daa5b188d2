"""With the tables and columns of lives, people, method and rules absent the arrays are those of before there were any."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import tradeoff
from tests.independent.random_scenario import write_random
from tradeoff.programme.programme import Programme, build_programme

BEFORE = {
    0: "e914ee1ffea38c35",
    1: "fe21a523c309c6ed",
    2: "9a0fff8441814890",
    3: "f36384de83b9f898",
    4: "344eb942f2d53630",
    5: "cb8282e144064b1c",
    6: "4ef5bf64e4eeb975",
    7: "6a7b471e5c7106fe",
}
"""By seed the digest of `arrays`, as the last version without mechanisms (commit f948d36) gives it: run on that version."""


def arrays(programme: Programme) -> str:
    """Bounds of columns, rows, right sides and all objectives but tomorrow, by position and in exact fractions."""
    place = {column.name: position for position, column in enumerate(programme.columns)}
    given = {variable.name: variable for variable in programme.problem.variables()}
    bounds = [
        (str(given[name].lowBound), str(given[name].upBound), given[name].cat) if name in given else None
        for name in place
    ]
    rows = [
        (row.sense, str(exact.bound), sorted((place[column.name], str(value)) for column, value in exact.terms.items()))
        for row, exact in zip(programme.rows, programme.exact_rows, strict=True)
    ]
    aims = {
        aim: sorted((place[column.name], str(value)) for column, value in terms.items() if value)
        for aim, terms in programme.exact_objectives.items()
        if aim != "tomorrow"
    }
    return hashlib.sha256(json.dumps([bounds, rows, aims]).encode()).hexdigest()[:16]


@pytest.mark.parametrize("seed", list(BEFORE))
def test_the_arrays_are_those_of_before(tmp_path: Path, seed: int) -> None:
    """Every table and column there was before is filled: gates, agents, funds, transfers, limits."""
    folder = write_random(tmp_path / "random", seed, years=3)
    assert arrays(build_programme(tradeoff.read_scenario(folder))) == BEFORE[seed]


def test_an_end_of_accompaniment_is_seen(tmp_path: Path) -> None:
    """One setting more changes the arrays: the comparison can fail."""
    folder = write_random(tmp_path / "random", 0, years=3)
    with (folder / "settings.csv").open("a", encoding="utf-8") as stream:
        stream.write("accompaniment_years,2\n")
    assert arrays(build_programme(tradeoff.read_scenario(folder))) != BEFORE[0]
