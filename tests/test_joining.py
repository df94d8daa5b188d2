"""The joining rows against explicit cohorts, and the laws of accompaniment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

import tradeoff
from tests.independent import cohorts
from tradeoff.programme.programme import Programme, build_programme

AIMS = ("breadth", "depth", "today")


def arrays(programme: Programme) -> tuple[list[str], np.ndarray, np.ndarray, list[tuple[float, float | None]]]:
    """Columns, rows as `<=`, right sides, bounds."""
    names = [column.name for column in programme.columns]
    place = {name: j for j, name in enumerate(names)}
    rows, right = [], []
    for meaning, exact in zip(programme.rows, programme.exact_rows, strict=True):
        line = np.zeros(len(names))
        for variable, value in exact.terms.items():
            line[place[variable.name]] += float(value)
        for sign in {"<=": (1,), ">=": (-1,), "=": (1, -1)}[meaning.sense]:
            rows.append(sign * line)
            right.append(sign * float(exact.bound))
    found = {variable.name: (variable.lowBound, variable.upBound) for variable in programme.problem.variables()}
    return names, np.array(rows), np.array(right), [found.get(name, (0.0, None)) for name in names]


def greatest(programme: Programme) -> dict[str, float] | None:
    """The most of each aim that the programme's rows allow; money in thousands. None where nothing is feasible."""
    names, rows, right, bounds = arrays(programme)
    place = {name: j for j, name in enumerate(names)}
    found = {}
    for aim in AIMS:
        goal = np.zeros(len(names))
        for variable, value in programme.exact_objectives[aim].items():
            goal[place[variable.name]] = float(value) * (100 if aim == "today" else 1)
        solved = linprog(-goal, A_ub=rows, b_ub=right, bounds=bounds, method="highs")
        if solved.status == 2:
            return None
        assert solved.status == 0, solved.message
        found[aim] = -solved.fun
    return found


def agree(tmp_path: Path, seeds: range) -> int:
    """How many of the drawn programmes are feasible; all must agree."""
    feasible = 0
    for seed in seeds:
        drawn = cohorts.draw(seed)
        folder = cohorts.write(tmp_path / str(seed), drawn)
        found = greatest(build_programme(tradeoff.read_scenario(folder)))
        expected = cohorts.best(drawn)
        if expected is None:
            assert found is None, seed
            continue
        assert found == pytest.approx(expected, rel=1e-7, abs=1e-7), seed
        feasible += 1
    return feasible


def test_joining_rows_against_explicit_cohorts(tmp_path: Path) -> None:
    """Forty drawn programmes: the best of three aims is the same, wherever a household's cohort is said."""
    assert agree(tmp_path, range(40)) >= 30


@pytest.mark.slow
def test_many_joining_rows_against_explicit_cohorts(tmp_path: Path) -> None:
    """Four hundred of them."""
    assert agree(tmp_path, range(1000, 1400)) >= 300


@pytest.mark.parametrize("seed", range(12))
def test_accompaniment_to_the_end_is_none(tmp_path: Path, seed: int) -> None:
    """P years of accompaniment that may outlast the project, where no cluster ran before and nothing is owed in money."""
    drawn = cohorts.draw(seed)
    drawn = replace(drawn, inside=0, month_cost=0, clusters=[cluster | {"ran": None} for cluster in drawn.clusters])
    found = []
    for lasts in (None, drawn.years):
        folder = cohorts.write(tmp_path / str(lasts), replace(drawn, lasts=lasts))
        found.append(greatest(build_programme(tradeoff.read_scenario(folder))))
    assert found[0] is not None
    assert found[1] == pytest.approx(found[0], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_without_the_new_columns_the_rows_are_those_of_before(tmp_path: Path, seed: int) -> None:
    """No accompaniment and no wait: one row a cell and year, households so far against the share opened."""
    drawn = cohorts.draw(seed)
    drawn = replace(
        drawn,
        lasts=None,
        clusters=[cluster | {"ran": None if cluster["ran"] is None else 0} for cluster in drawn.clusters],
        levels=[level | {"wait": 0} for level in drawn.levels],
    )
    programme = build_programme(tradeoff.read_scenario(cohorts.write(tmp_path / "plain", drawn)))
    keys = {column.name: (type(column.key).__name__, *column.key) for column in programme.columns}
    found = [
        ({keys[v.name]: int(value) for v, value in exact.terms.items()}, exact.bound)
        for row, exact in zip(programme.rows, programme.exact_rows, strict=True)
        if row.kind in ("population", "joining")
    ]
    expected = []
    for i, cluster in enumerate(drawn.clusters):
        last = drawn.years if cluster["latest"] is None or cluster["ran"] is not None else cluster["latest"]
        for s in ("maj", "oth"):
            for year in range(1, drawn.years + 1) if cluster[s] is not None else ():
                terms = {
                    ("Enrolled", f"c{i}", s, f"k{k}", t): 1
                    for k in range(len(drawn.levels))
                    for t in range(1, year + 1)
                }
                expected.append((terms | {("Opened", f"c{i}", min(year, last)): -cluster[s]}, 0))
    assert found == expected


def test_the_cohorts_can_disagree(tmp_path: Path) -> None:
    """One household more on a list is seen: the comparison above can fail."""
    drawn = cohorts.draw(0)
    more = replace(
        drawn, clusters=[c | {"maj": (c["maj"] or 0) + 1} for c in drawn.clusters], money=[10**6] * drawn.years
    )
    less = replace(drawn, money=[10**6] * drawn.years)
    folder = cohorts.write(tmp_path / "more", more)
    assert greatest(build_programme(tradeoff.read_scenario(folder))) != pytest.approx(cohorts.best(less))
