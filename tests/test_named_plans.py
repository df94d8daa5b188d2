"""Plans with a name: both ends and the point farthest from their line, on paper and against every breakpoint."""

from __future__ import annotations

import json

import pytest

import tradeoff
from tests.independent.command_line import run


def test_the_middle_on_paper() -> None:
    """H1c over ranges 2525/3 and 775/3: of (800, 400/3) and (675, 175) the latter bulges more, 0.495 + 0.677."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    assert [(plan.id, plan.word, plan.position) for plan in frontier.named_plans] == [
        ("x-end", "broad", 0),
        ("middle", "middle", 2),
        ("y-end", "deep", 3),
    ]
    assert [plan.x for plan in frontier.named_plans] == pytest.approx([1100, 675, 775 / 3])


@pytest.mark.parametrize(
    "name", ["three-pairs", "invented-state", "orissa-pilots", pytest.param("orissa", marks=pytest.mark.slow)]
)
def test_the_middle_of_a_thinned_frontier_is_that_of_every_breakpoint(name: str) -> None:
    """And it is one of the points, so that the page and the command line show the same plan there."""
    scenario = tradeoff.read_scenario(name)
    scenario = scenario.with_reforms({row.investment_id: True for row in scenario.enabling})
    study = tradeoff.Study(scenario)
    for trade in scenario.trades:
        bounded, exact = study.frontier(trade), study.frontier(trade, exact=True)
        first, last = exact.extreme_points[0], exact.extreme_points[-1]
        wide, high = first.x - last.x, last.y - first.y
        farthest = max(exact.extreme_points, key=lambda point: (point.x - last.x) / wide + (point.y - first.y) / high)
        found = {plan.id: plan for plan in bounded.named_plans}
        if "middle" in found:
            assert found["middle"].x == pytest.approx(farthest.x, rel=1e-9)
            assert found["middle"].position is not None
        else:
            assert farthest.x in (first.x, last.x)


def test_one_plan_on_the_command_line() -> None:
    """`--at middle` is the plan of that point; `--blend` at a level between is the mixture of its neighbours."""
    asked = ("plan", "three-clusters", "--trade", "depth-breadth", "--format", "json", "--at")
    middle = json.loads(run(*asked, "middle").stdout)
    assert middle["objectives"]["breadth"] == pytest.approx(675)
    mixed = json.loads(run(*asked, "breadth=900", "--blend").stdout)
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    assert mixed["objectives"]["depth"] == pytest.approx(frontier.mixture(0, 2 / 3).objectives["depth"])
    assert sum(row["amount"] for row in mixed["money"]) == 3_100_000
    shown = json.loads(run("frontier", "three-clusters", "--trade", "depth-breadth", "--format", "json").stdout)
    assert [plan["plan"] for plan in shown["named"]] == [0, 2, 3]
    assert "Error" in run("plan", "three-clusters", "--trade", "depth-breadth", "--at", "centre", code=2).stderr
