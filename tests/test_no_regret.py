"""Which clusters are funded wherever one stands on a frontier: by hand, and against plans at equal steps."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.random_everything import write_everything
from tradeoff.advice.no_regret import SORTS
from tradeoff.cli import commands
from tradeoff.scenario.objectives import PAIRS


def test_by_hand_on_three_clusters() -> None:
    # (1100, 0) forest 300 entry; (800, 400/3) no forest; (675, 175); (775/3, 775/3) handicraft alone. Forest is funded
    # on the first of three edges, 300 of 1100 - 775/3; handloom everywhere but at the very end.
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True)
    found = tradeoff.no_regret(frontier)
    forest = float(Fraction(300) / (1100 - Fraction(775, 3)))
    rows = {(one.sort, one.name): one.share for one in found.shares}
    assert rows == pytest.approx(
        {
            ("cluster", "handicraft"): 1,
            ("cluster", "handloom"): 1,
            ("cluster", "forest"): forest,
            ("district", "North"): 1,
            ("district", "South"): 1,
            ("district", "West"): forest,
            ("level", "entry"): 1,
            ("level", "intensive"): 1,
            ("level", "standard"): 0,
        },
        rel=1e-11,
    )
    assert found.core == ("handicraft", "handloom")
    assert [SORTS.index(one.sort) for one in found.shares] == sorted(SORTS.index(one.sort) for one in found.shares)


def test_a_frontier_without_every_breakpoint_is_refused() -> None:
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth", gap=0.2)
    with pytest.raises(ValueError, match="exact=True"):
        tradeoff.no_regret(frontier)


def test_a_single_point_funds_what_its_plan_funds() -> None:
    scenario = tradeoff.with_budget(tradeoff.read_scenario("three-clusters"), "2 crore")
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth", exact=True)
    assert len(frontier.extreme_points) == 1
    assert {one.share for one in tradeoff.no_regret(frontier).shares} <= {0.0, 1.0}


def test_the_command_prints_the_shares() -> None:
    asked = ["stress", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900", "--no-regret"]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 0, result.output
    assert "- Funded wherever one stands on depth-breadth: handicraft and handloom." in result.stdout


def write_alike(folder: Path) -> Path:
    """Two clusters of 60 that are alike, 9,000 rupees; a household costs 100 at entry and 300 with sufficient support."""
    tables = {
        "settings": "key,value\nproject_years,1\nhorizon_years,2\nmoney_unit,rupee\n",
        "departments": "department_id,name\nd,D\n",
        "clusters": "cluster_id,name,department_id,poor_households\nc1,One,d,60\nc2,Two,d,60\n",
        "levels": "level_id,order,name,reached,deep\nentry,1,Entry,1,0\nfull,2,Full,1,1\n",
        "costs": "level_id,cost_per_household\nentry,100\nfull,300\n",
        "budgets": "department_id,envelope\nd,9000\n",
    }
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_clusters_that_are_alike_are_funded_by_every_plan_only_where_one_list_is_too_short(tmp_path: Path) -> None:
    # 100 x + 200 d = 9,000: one edge from (90, 0) to (30, 30). All fit on one list of 60 where x is at most 60, so each
    # cluster can do without on 30 of the 60 between both ends, whatever the plan that stands for a point does.
    scenario = tradeoff.read_scenario(write_alike(tmp_path / "alike"))
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth", exact=True)
    assert [point.x for point in frontier.extreme_points] == pytest.approx([90, 30])
    assert [point.y for point in frontier.extreme_points] == pytest.approx([0, 30])
    found = tradeoff.no_regret(frontier, every=True)
    assert {one.name: one.every for one in found.shares if one.sort == "cluster"} == pytest.approx(
        {"c1": 0.5, "c2": 0.5}, abs=1e-6
    )
    assert all(one.every is None for one in found.shares if one.sort != "cluster")
    assert all(one.every is None for one in tradeoff.no_regret(frontier).shares)


def test_where_the_plan_is_the_only_one_both_shares_are_the_same() -> None:
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True)
    for one in tradeoff.no_regret(frontier, every=True).shares:
        assert one.every is None or one.every == pytest.approx(one.share, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("three-clusters", "depth-breadth"),
        *((name, trade) for name in ("three-pairs", "orissa-pilots") for trade in PAIRS),
    ],
)
def test_every_plan_at_two_thousand_equal_steps(name: str, trade: str) -> None:
    steps = 2000
    scenario = tradeoff.read_scenario(name)
    frontier = tradeoff.trace_frontier(scenario, trade, exact=True)
    found = tradeoff.no_regret(frontier, every=True)
    low, high = found.x_range
    counts = dict.fromkeys((one.name for one in found.shares if one.sort == "cluster"), 0)
    for step in range(steps):
        level = low + (high - low) * (step + 0.5) / steps
        for one in tradeoff.money_ranges(frontier, at={frontier.x: level}, within=[0]):
            counts[one.subject.subject_id] += one.least > 1
    for cluster, count in counts.items():
        (share,) = (one.every for one in found.shares if (one.sort, one.name) == ("cluster", cluster))
        assert share == pytest.approx(count / steps, abs=0.001), cluster


@pytest.mark.slow
@pytest.mark.parametrize("name", ["three-clusters", "three-pairs", "orissa-pilots", "random"])
def test_the_shares_are_those_of_two_thousand_plans_at_equal_steps(name: str, tmp_path: Path) -> None:
    steps = 2000
    scenario = tradeoff.read_scenario(write_everything(tmp_path / "s", 3) if name == "random" else name)
    districts = {row.cluster_id: row.district for row in scenario.clusters}
    for trade in scenario.trades:
        frontier = tradeoff.trace_frontier(scenario, trade, exact=True)
        found = tradeoff.no_regret(frontier)
        low, high = found.x_range
        counts = dict.fromkeys(((one.sort, one.name) for one in found.shares), 0)
        for step in range(steps):
            plan = frontier.plan(**{frontier.x: low + (high - low) * (step + 0.5) / steps})
            clusters = {row["cluster"] for row in plan.records["money"] if row["cluster"]}
            levels = {row["level"] for row in plan.records["households"] if row["households"] > 1e-6}
            there = {("cluster", one) for one in clusters} | {("level", one) for one in levels}
            there |= {("district", districts[one]) for one in clusters if districts[one]}
            for thing in there:
                counts[thing] += 1
        for one in found.shares:
            assert one.share == pytest.approx(counts[one.sort, one.name] / steps, abs=0.001), one
