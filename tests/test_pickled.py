"""Scenarios, plans and frontiers that were pickled: they answer as before, in this process and in another."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

import pulp
import pytest

import tradeoff
from tradeoff.reports.folder import plan_tables

T = TypeVar("T")
TOP = Path(__file__).parent.parent


def again(thing: T) -> T:
    """What comes back of it."""
    back: T = pickle.loads(pickle.dumps(thing))
    return back


def test_a_scenario_can_be_changed_afterwards() -> None:
    """It holds its tables, so that changes need no folder."""
    scenario = tradeoff.read_scenario("three-clusters")
    back = again(scenario)
    assert back == scenario
    cut = {"table": "budgets", "where": {}, "column": "envelope", "multiply": 0.9}
    assert back.with_changes([cut]) == scenario.with_changes([cut])


@pytest.mark.parametrize(
    ("name", "trade", "asked"),
    [
        ("three-pairs", "depth-breadth", {}),
        ("three-pairs", "today-tomorrow", {"gap": 0.2}),
        ("three-clusters", "depth-breadth", {"certify": True}),
    ],
)
def test_a_frontier_answers_as_before(name: str, trade: str, asked: dict[str, object]) -> None:
    """Points, plans of points, and plans between them that are solved for only afterwards."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(name), trade, **asked)  # type: ignore[arg-type]
    back = again(frontier)
    assert back == frontier
    assert back.points.equals(frontier.points)
    assert back.plans == frontier.plans
    assert back.only_plans == frontier.only_plans
    first, last = frontier.extreme_points[0].x, frontier.extreme_points[-1].x
    for share in (0.15, 0.5, 0.85):
        level = {frontier.x: first + share * (last - first)}
        assert plan_tables([back.plan(**level)], back.scenario) == plan_tables(
            [frontier.plan(**level)], frontier.scenario
        )
        assert back.plan(**level) == frontier.plan(**level)
        assert back.most(level[frontier.x]) == frontier.most(level[frontier.x])
    best = back.study.best(frontier.y)
    assert best.objectives == frontier.study.best(frontier.y).objectives
    assert again(best) == best


def test_in_another_process(tmp_path: Path) -> None:
    """A worker gets the frontier as a file and solves on."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    (tmp_path / "frontier").write_bytes(pickle.dumps(frontier))
    code = "import pickle, sys; print(pickle.load(open(sys.argv[1], 'rb')).plan(breadth=900.0).objectives['depth'])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "frontier")], capture_output=True, text=True, cwd=TOP, check=True
    )
    # On the edge from (1100, 0) to (800, 400/3).
    assert float(done.stdout) == pytest.approx(200 * 4 / 9)


def test_whole_openings_reforms_and_comparisons() -> None:
    """Each holds frontiers of its own, and each of these answers."""
    three = tradeoff.read_scenario("three-clusters")
    whole = tradeoff.trace_whole_frontier(three, "depth-breadth", step=0.5)
    back = again(whole)
    assert back == whole
    assert back.frontier.solution(1) == whole.frontier.solution(1)
    assert back.outlook.plan(breadth=900) == whole.outlook.plan(breadth=900)
    reforms = tradeoff.trace_reforms(tradeoff.read_scenario("invented-state"), "depth-breadth", gap=0.05)
    level = reforms.alternatives[0].frontier.extreme_points[-1].x * 1.1
    assert again(reforms).plan(breadth=level) == reforms.plan(breadth=level)
    comparison = tradeoff.compare([three, tradeoff.with_budget(three, "2 crore")], "depth-breadth")
    assert again(comparison) == comparison
    assert again(comparison).table.equals(comparison.table)


@pytest.mark.parametrize(("count", "whole"), [(2, False), (3, False), (2, True), (3, True)])
def test_a_frontier_of_any_problem(count: int, whole: bool) -> None:
    """Two objectives, three, and over whole numbers: every solution, asked for before and after."""
    problem = pulp.LpProblem("any", pulp.LpMaximize)
    columns = [problem.add_variable(f"x{i}", 0, 4, cat="Integer" if whole else "Continuous") for i in range(3)]
    problem += pulp.lpSum(columns) <= 7
    problem += columns[0] + 2 * columns[1] + 3 * columns[2] <= 13
    objectives = {f"f{i}": pulp.LpAffineExpression(columns[i]) for i in range(count)}
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), whole=whole)
    frontier.solution(0)
    back = again(frontier)
    assert back == frontier
    for position in range(len(frontier.extreme_points)):
        assert back.solution(position) == pytest.approx(frontier.solution(position))
