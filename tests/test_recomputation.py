"""Every constraint, recomputed from the CSV tables and the saved plan by code that shares nothing with the
programme.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.exact import frontier as exact_frontier
from tests.independent.folders import AXES
from tests.independent.naive import build
from tests.independent.random_life import write_random_life
from tests.independent.random_rules import write_rules
from tests.independent.random_scenario import write_random
from tests.independent.recompute import best, objective, violations
from tests.independent.tiers import spread
from tradeoff.reports.folder import write_frontier_folder


@pytest.mark.parametrize("seed", spread(range(6), one_in=6))
def test_random_plans_keep_every_rule(tmp_path: Path, seed: int) -> None:
    """All plans of all three frontiers of a random scenario, as saved to files."""
    folder = write_random(tmp_path / "scenario", seed)
    scenario = tradeoff.read_scenario(folder)
    assert scenario.trades == tuple(AXES)
    study = tradeoff.Study(scenario)
    for trade in scenario.trades:
        frontier = study.frontier(trade, gap=0.05)
        write_frontier_folder(frontier, tmp_path / trade)
        for number, plan in enumerate(frontier.plans):
            assert violations(folder, tmp_path / trade, number) == []
            for name, value in plan.objectives.items():
                assert objective(folder, tmp_path / trade, number, name) == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_random_plans_keep_every_rule_of_money(tmp_path: Path, seed: int) -> None:
    """With matching, money kept, cost shares, quick wins, exit, reforms and the newer limits filled, to the rupee."""
    folder = write_rules(tmp_path / "scenario", seed)
    study = tradeoff.Study(tradeoff.read_scenario(folder))
    for trade in AXES:
        frontier = study.frontier(trade, gap=0.05)
        write_frontier_folder(frontier, tmp_path / trade)
        for number in range(len(frontier.plans)):
            assert violations(folder, tmp_path / trade, number) == []


@pytest.mark.parametrize("seed", range(6))
def test_another_solver_finds_the_same_best_with_rules(tmp_path: Path, seed: int) -> None:
    """The naive programme of a scenario with every rule of money, solved by SciPy, is as good at each aim."""
    folder = write_rules(tmp_path / "scenario", 200 + seed)
    programme = build(folder)
    study = tradeoff.Study(tradeoff.read_scenario(folder))
    for name in study.scenario.objectives:
        assert study.best(name).objectives[name] == pytest.approx(best(programme, name), rel=1e-7, abs=1e-7)


def test_the_recomputation_can_fail(tmp_path: Path) -> None:
    """A household more than the list holds, and a rupee more than the purse, are both seen."""
    folder = write_random(tmp_path / "scenario", 1)
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth", gap=0.5)
    write_frontier_folder(frontier, tmp_path / "saved")
    saved = tmp_path / "saved" / "households.csv"
    head, first, *rest = saved.read_text().splitlines()
    saved.write_text("\n".join([head, first.rpartition(",")[0] + ",1000", *rest]))
    assert any(fault.startswith("C1") for fault in violations(folder, tmp_path / "saved", 0))
    money = tmp_path / "saved" / "money.csv"
    head, first, *rest = money.read_text().splitlines()
    cells = first.split(",")
    cells[-2] = str(int(cells[-2]) + 1)
    money.write_text("\n".join([head, ",".join(cells), *rest]))
    assert any(fault.startswith("purse") for fault in violations(folder, tmp_path / "saved", 0))


@pytest.mark.parametrize(("trade", "seed"), spread(AXES, range(4), one_in=12))
def test_an_exact_simplex_finds_the_same_frontier(tmp_path: Path, seed: int, trade: str) -> None:
    """The naive programme, solved in fractions, has the same extreme points."""
    folder = write_random(tmp_path / "scenario", 100 + seed, clusters=2, years=1)
    expected = exact_frontier(build(folder), *AXES[trade])
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), trade, exact=True)
    found = [(point.x, point.y) for point in frontier.extreme_points]
    assert len(found) == len(expected)
    for point, (x, y) in zip(found, expected, strict=True):
        assert point == (pytest.approx(float(x), rel=1e-9, abs=1e-9), pytest.approx(float(y), rel=1e-9, abs=1e-9))


@pytest.mark.parametrize("seed", range(6))
def test_random_lives_keep_every_rule(tmp_path: Path, seed: int) -> None:
    """Accompaniment, waits, gates, training, attrition, posts, pilots: plans as saved to files."""
    folder = write_random_life(tmp_path / "scenario", seed)
    scenario = tradeoff.read_scenario(folder)
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth", gap=0.05)
    write_frontier_folder(frontier, tmp_path / "saved")
    for number, plan in enumerate(frontier.plans):
        assert violations(folder, tmp_path / "saved", number) == []
        for name, value in plan.objectives.items():
            assert objective(folder, tmp_path / "saved", number, name) == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_an_exact_simplex_finds_the_same_lives(tmp_path: Path, seed: int) -> None:
    """The naive programme, with every joining row whether or not another implies it, has the same extreme points."""
    folder = write_random_life(tmp_path / "scenario", 200 + seed, clusters=2, years=2)
    expected = exact_frontier(build(folder), *AXES["today-tomorrow"])
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "today-tomorrow", exact=True)
    found = [(point.x, point.y) for point in frontier.extreme_points]
    assert len(found) == len(expected)
    for point, (x, y) in zip(found, expected, strict=True):
        assert point == (pytest.approx(float(x), rel=1e-9, abs=1e-9), pytest.approx(float(y), rel=1e-9, abs=1e-9))
