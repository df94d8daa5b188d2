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


@pytest.mark.slow
@pytest.mark.parametrize("name", ["three-clusters", "three-pairs", "random"])
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
