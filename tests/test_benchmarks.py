"""The benchmarks run, their instance is what they say it is, and their arithmetic is right."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from benchmarks.groups import GROUPS
from benchmarks.idiomatic import IdiomaticBuilder
from benchmarks.instance import PAIRS, Instance, build, draw, make_instance
from benchmarks.measure import Outcome
from benchmarks.rows import AT_LEAST, AT_MOST, agreement, as_long, distance_from, faster, hypervolume
from benchmarks.run import BEGIN, END, replaced
from benchmarks.tiled import write_tiled
from benchmarks.whole_orissa import loop, programme_of

TOP = Path(__file__).parent.parent


def written(instance: Instance) -> list[object]:
    """Everything a problem says, by names; coefficients of nothing say nothing."""

    def terms(expression: pulp.LpAffineExpression) -> dict[str, float]:
        return {column.name: value for column, value in expression.items() if value}

    rows = [(row.name, row.sense, row.constant, terms(row.expr)) for row in instance.problem.constraints()]
    columns = [(column.name, column.lowBound, column.upBound) for column in instance.problem.variables()]
    return [rows, columns, {name: terms(expression) for name, expression in instance.objectives.items()}]


@pytest.mark.parametrize("clusters", [1, 3, 6])
def test_instance_has_the_stated_shape(clusters: int) -> None:
    """Columns: a cell a year, a year's spending, reach, what departments carry and hire; rows: counted by hand."""
    instance = make_instance(clusters)
    departments, districts = min(4, clusters), max(1, clusters // 3)
    assert len(instance.problem.variables()) == clusters * (10 * 3 * 5 + 5 + 1) + departments * 10
    # By cluster: 5 of spending, of each activity 5 of capacity, 1 of its list, 2 of levels; 1 of reach.
    by_cluster = 5 + 10 * (5 + 1 + 2) + 1
    assert len(instance.problem.constraints()) == clusters * by_cluster + departments * 5 * 3 + districts
    assert set(instance.objectives) == {name for pair in PAIRS for name in pair}
    assert all(column.cat == pulp.LpContinuous for column in instance.problem.variables())


def test_same_seed_same_instance() -> None:
    """A seed gives the same problem and objectives to the last digit; another seed others."""
    assert written(make_instance(2, seed=5)) == written(make_instance(2, seed=5))
    assert written(make_instance(2, seed=5)) != written(make_instance(2, seed=6))


def test_idiomatic_problem_is_the_same_problem() -> None:
    """What is compared when building is compared is one programme written twice."""
    drawn = draw(2, activities=4, levels=3, years=3, seed=1)
    assert written(build(drawn, IdiomaticBuilder())) == written(build(drawn))


def test_area_and_distance_by_hand() -> None:
    """Between (4, 0), (2, 2) and (0, 3): under steps 2 x 2, under the line 6 + 1; (1, 2) lies half below, a sixth."""
    frontier = [(4.0, 0.0), (2.0, 2.0), (0.0, 3.0)]
    assert hypervolume(frontier, straight=False) == pytest.approx(4.0)
    assert hypervolume([(4.0, 1.0), (2.0, 3.0)], straight=True) == pytest.approx(4 * 1 + (4 + 2) / 2 * 2)
    assert hypervolume([(4.0, 1.0), (3.0, 0.5), (2.0, 3.0)], straight=False) == pytest.approx(4 + 2 * 2)
    assert distance_from([(2.0, 2.0), (3.0, 1.0)], frontier) == 0.0
    assert distance_from([(1.0, 2.0)], frontier) == pytest.approx(0.5 / 3)
    assert distance_from([(2.0, 1.4)], frontier) == pytest.approx(0.6 / 4)


def test_agreement_is_said_only_of_the_same_vertices() -> None:
    """A vertex missing or moved, off the line or along it, is not agreement."""
    points = [(2.0, 1.0), (1.0, 2.0)]
    assert agreement(points, points[::-1]).startswith("the same 2 vertices")
    assert agreement(points, [(2.0, 1.0)]).startswith("2 vertices against 1")
    assert not agreement(points, [(2.0, 1.0), (1.0, 2.00001)]).startswith("the same")
    straight = [(3.0, 0.0), (2.0, 1.0), (1.0, 2.0)]
    assert not agreement(straight, [(3.0, 0.0), (2.1, 0.9), (1.0, 2.0)]).startswith("the same")


def test_goals_are_met_or_missed() -> None:
    """Half the time is two times faster; a failed work has no ratio."""
    ours, theirs = Outcome(seconds=2.0, rounds=1), Outcome(seconds=4.0, rounds=1)
    assert faster("g", "w", ours, "o", theirs, (AT_LEAST, 2.0)).met is True
    assert faster("g", "w", ours, "o", theirs, (AT_LEAST, 2.1)).met is False
    assert as_long("g", "w", theirs, "o", ours, (AT_MOST, 2.0)).met is True
    assert as_long("g", "w", theirs, "o", ours, (AT_MOST, 1.9)).met is False
    failed = faster("g", "w", ours, "o", Outcome(missing="no headers"), (AT_LEAST, 2.0))
    assert failed.met is None
    assert "no headers" in failed.markdown()


def test_table_replaces_the_marked_section_alone() -> None:
    """What stands around the marks stays; a page without marks is refused."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert replaced(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert replaced(replaced(page, "once"), "new") == replaced(page, "new")
    with pytest.raises(ValueError, match="no section"):
        replaced("a page", "new")
    assert BEGIN in (TOP / "docs" / "performance.md").read_text(encoding="utf-8")


def filled(path: Path, column: str) -> list[str]:
    """The cells of a column that are not blank."""
    with path.open(encoding="utf-8") as file:
        return [row[column] for row in csv.DictReader(file) if row[column]]


def test_tiled_scenario_has_more_of_everything(tmp_path: Path) -> None:
    """Twice the clusters, under names of their own, twice the money and the agents."""
    folder = write_tiled("orissa", 2, tmp_path / "twice")

    def read(path: Path, column: str) -> list[str]:
        with path.open(encoding="utf-8", newline="") as file:
            return [row[column] for row in csv.DictReader(file) if row[column]]

    shipped = TOP / "scenarios" / "orissa"
    before, after = (read(place / "clusters.csv", "cluster_id") for place in (shipped, folder))
    assert len(after) == len(set(after)) == 2 * len(before)
    for table, column in (("budgets", "envelope"), ("agents", "in_post"), ("segments", "households")):
        once, twice = (sum(map(float, filled(place / f"{table}.csv", column))) for place in (shipped, folder))
        assert twice == pytest.approx(2 * once)


def run(*options: str, into: Path) -> list[dict[str, Any]]:
    """The rows of a quick run without peers."""
    path = into / "rows.json"
    command = [sys.executable, str(TOP / "benchmarks" / "run.py"), "--quick", "--no-peers", "--json", str(path)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True, cwd=into)
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    assert len(done.stdout.split("| --- |")[-1].split()) > len(rows)
    return rows


@pytest.mark.slow
def test_run_works_without_peers(tmp_path: Path) -> None:
    """The smallest sizes give rows, and those of peers say why they are empty."""
    rows = run("--only", "building", "--only", "nsga", into=tmp_path)
    assert [row["group"] for row in rows] == ["building", "building", "nsga"]
    assert rows[2]["not_available"] == "peers were not asked for"
    assert [row["not_available"] for row in rows[:2]] == ["", ""]
    assert all(row["cpu_seconds"] > 0 for row in rows[:2])


@pytest.mark.slow
def test_every_group_runs(tmp_path: Path) -> None:
    """Nothing but peers is missing from any group."""
    rows = run(into=tmp_path)
    assert {row["group"] for row in rows} == set(GROUPS)
    reasons = {row["not_available"] for row in rows}
    assert reasons == {"", "peers were not asked for"}


def test_the_loop_over_whole_openings_says_what_highs_says() -> None:
    """Three clusters, without a level and at a level nothing reaches: next to no gap, and none met."""
    model, keys = programme_of(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    assert len(keys) == len(model.columns)
    nowhere, free = loop(model, [float("inf"), -1e9], seconds=20.0)
    assert 0.0 <= free <= 0.01
    assert nowhere == float("inf")
