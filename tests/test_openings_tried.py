"""Whole openings against trying every one of them: random scenarios of up to twelve openings, both ways of searching.

The programme is written anew from the tables (`tests/independent/naive.py`); with openings fixed it is linear, and
SciPy solves it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

import tradeoff
from tests.independent.folders import AXES
from tests.independent.naive import build
from tests.independent.random_scenario import write_random
from tradeoff.frontier import whole_study

_NEAR = 1e-6
"""Share of a value by which two solvers' answers may differ."""
_ONE = ("one",)
"""The column that is 1, for what rows and aims hold beside their columns."""
SIZES = [(2, 1), (3, 1), (4, 1), (2, 2), (5, 1), (3, 2), (2, 3), (4, 2), (3, 3), (5, 2), (4, 3), (6, 2)]
"""Clusters and years; at most twelve openings."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A scenario whose openings can be tried one after the other."""

    above: csr_array
    """Rows `<=`, an entry a column."""
    above_most: np.ndarray
    equal: csr_array | None
    equal_to: np.ndarray
    aims: dict[str, np.ndarray]
    """The coefficients of each aim."""
    opened: list[int]
    choices: list[tuple[int, ...]]
    """Every opening that rows of openings alone allow."""

    def most(self, wanted: str, floors: dict[str, float]) -> float | None:
        """The most of an aim over all openings; None where no opening allows any plan."""
        rows = vstack([self.above, *(csr_array(-self.aims[name][None, :]) for name in floors)])
        most = np.concatenate([self.above_most, [-floor for floor in floors.values()]])
        found = []
        for choice in self.choices:
            ends = np.tile([0.0, np.inf], (len(self.aims[wanted]), 1))
            ends[-1] = 1.0
            ends[self.opened] = np.array(choice)[:, None]
            solved = linprog(-self.aims[wanted], rows, most, self.equal, self.equal_to, bounds=ends, method="highs-ds")
            assert solved.status in (0, 2), solved.message
            if solved.status == 0:
                found.append(-solved.fun)
        return max(found, default=None)


def to_try(folder: Path, aims: tuple[str, str]) -> Tried:
    """Read the tables of a folder."""
    naive = build(folder)
    columns = [*naive.columns, _ONE]
    place = {column: position for position, column in enumerate(columns)}
    opened = [place[column] for column in naive.columns if column[0] == "u"]
    above, most, equal, equal_to = [], [], [], []
    choices = list(product((0, 1), repeat=len(opened)))
    for row in naive.rows:
        entries = np.zeros(len(place))
        for column, coefficient in row.terms.items():
            entries[place[column]] = float(coefficient)
        if row.sense == "=":
            equal.append(entries)
            equal_to.append(float(row.bound))
            continue
        sign = 1.0 if row.sense == "<=" else -1.0
        above.append(sign * entries)
        most.append(sign * float(row.bound))
        if entries.any() and set(np.flatnonzero(entries)) <= set(opened):
            choices = [one for one in choices if sign * entries[opened] @ one <= most[-1] + 1e-9]
    vectors = {}
    for name in aims:
        vectors[name] = np.zeros(len(place))
        for column, coefficient in naive.objectives[name].items():
            vectors[name][place[column]] = float(coefficient)
    return Tried(
        above=csr_array(np.array(above)),
        above_most=np.array(most),
        equal=csr_array(np.array(equal)) if equal else None,
        equal_to=np.array(equal_to),
        aims=vectors,
        opened=opened,
        choices=choices,
    )


def require_as_tried(folder: Path, trade: str) -> None:
    """At both ends and between them a frontier of whole openings has what trying all of them finds, and no more."""
    x, y = AXES[trade]
    tried = to_try(folder, (x, y))
    assert 1 <= len(tried.opened) <= 12
    most_x, most_y = tried.most(x, {}), tried.most(y, {})
    if most_x is None or most_y is None:
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace_whole_frontier(tradeoff.read_scenario(folder), trade, step=0.5)
        return
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(folder), trade, step=0.5, gap=1e-9)
    least_x = tried.most(x, {y: most_y * (1 - 1e-9)})
    assert least_x is not None
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    assert first.x == pytest.approx(most_x, rel=_NEAR)
    assert last.y == pytest.approx(most_y, rel=_NEAR)
    # A billionth of y may buy more than that of x.
    assert last.x == pytest.approx(least_x, rel=1e-5, abs=1e-5)
    for point in frontier.extreme_points:
        best = tried.most(y, {x: point.x * (1 - 1e-9)})
        assert best is not None
        assert point.y == pytest.approx(best, rel=1e-5, abs=1e-5)
        assert point.bound is None or point.bound >= best - 1e-5 * (1 + best)
    if whole_study._MANY:
        # The other way of searching lays its level between the ends that it meets first.
        level = (first.x + last.x) / 2
        best = tried.most(y, {x: level * (1 - 1e-9)})
        assert best is not None
        assert max(point.y for point in frontier.extreme_points if point.x >= level * (1 - _NEAR)) == pytest.approx(
            best, rel=1e-5, abs=1e-5
        )


def drawn(folder: Path, seed: int, sizes: list[tuple[int, int]]) -> tuple[Path, str]:
    """A random scenario and a choice of it."""
    dice = random.Random(f"openings {seed}")
    clusters, years = dice.choice(sizes)
    return write_random(folder, seed, clusters=clusters, years=years), dice.choice(list(AXES))


@pytest.mark.parametrize("seed", range(30))
def test_few_openings(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two or three; every second one by the search that a state's size has."""
    monkeypatch.setattr(whole_study, "_MANY", 200 if seed % 2 else 0)
    require_as_tried(*drawn(tmp_path / "r", seed, SIZES[:2]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30, 330))
def test_up_to_twelve_openings(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred more, both ways of searching in turn."""
    monkeypatch.setattr(whole_study, "_MANY", 200 if seed % 2 else 0)
    require_as_tried(*drawn(tmp_path / "r", seed, SIZES))
