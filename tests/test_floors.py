"""Floors on aims, and the plan at one level without the frontier: against tables on disk, scipy and the whole frontier."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.frontier.plan_at import ENDS_ALONE, outline
from tradeoff.frontier.study import Study
from tradeoff.programme.plan import Plan
from tradeoff.scenario.reforms import to_decide

SHIPPED = Path(__file__).parent.parent / "scenarios"
SMALL = ("three-clusters", "three-clusters-more-money", "three-pairs", "three-pairs-austere")


@pytest.fixture(scope="module")
def pairs() -> tradeoff.Scenario:
    """three-pairs: money in thousands of rupees."""
    return tradeoff.read_scenario("three-pairs")


def test_a_floor_is_a_limit_on_disk(pairs: tradeoff.Scenario, tmp_path: Path) -> None:
    """The same floors typed into limits.csv give the same points, and plans that spend the same."""
    folder = shutil.copytree(SHIPPED / "three-pairs", tmp_path / "three-pairs")
    with (folder / "limits.csv").open("a", newline="") as file:
        for aim, value in (("today", 2500), ("tomorrow", 6000)):
            csv.writer(file).writerow([f"kept_{aim}", f"objective:{aim}", "", "", ">=", value, "", "", "E"])
    typed = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth", exact=True)
    asked = tradeoff.trace_frontier(pairs, "depth-breadth", exact=True, floors={"today": "25 lakh", "tomorrow": 6000})
    assert asked.points.to_numpy(dtype=float, na_value=0.0) == pytest.approx(
        typed.points.to_numpy(dtype=float, na_value=0.0), rel=1e-9, abs=1e-6
    )
    for one, other in zip(asked.plans, typed.plans, strict=True):
        assert_same_money(one, other)
    assert all(plan.objectives["today"] >= 2500 - 1e-6 for plan in asked.plans)


def test_a_floor_by_hand() -> None:
    """On y the frontier is cut off where depth is 50: breadth 1100 - 50 x 9/4. One on x leaves y's end at that breadth."""
    clusters = tradeoff.read_scenario("three-clusters")
    first = tradeoff.trace_frontier(clusters, "depth-breadth", floors={"depth": 50}).extreme_points[0]
    assert (first.x, first.y) == pytest.approx((987.5, 50))
    last = tradeoff.trace_frontier(clusters, "depth-breadth", floors={"breadth": "800 households"}).extreme_points[-1]
    assert (last.x, last.y) == pytest.approx((800, 400 / 3))


def test_floors_are_replaced_and_kept_apart_from_the_table(pairs: tradeoff.Scenario) -> None:
    """The last floor of an aim counts; the table's own limits stay; without a floor nothing is another scenario."""
    twice = pairs.with_floors({"today": "1 lakh", "depth": 10}).with_floors({"today": "2 lakh"})
    assert twice.floors == {"depth": 10, "today": 200}
    assert {limit.limit_id for limit in twice.limits} - {limit.limit_id for limit in pairs.limits} == {
        "floor_depth",
        "floor_today",
    }
    assert pairs.with_floors({}) == pairs
    with pytest.raises(ValueError, match=r"a floor of depth lies at 0 or above; -1 is below"):
        pairs.with_floors({"depth": -1})


def test_a_limit_of_the_table_may_be_called_like_a_floor(pairs: tradeoff.Scenario) -> None:
    """Both count, each under a name of its own."""
    row = pairs.limits[0].model_copy(
        update={
            "limit_id": "floor_depth",
            "measure": "objective:depth",
            "cluster_id": "",
            "segment_id": "",
            "value": 120,
        }
    )
    both = pairs.with_parts(limits=(*pairs.limits, row)).with_floors({"depth": 40})
    assert sorted(limit.limit_id for limit in both.limits if "floor_depth" in limit.limit_id) == [
        "floor_depth",
        "floor_depth_2",
    ]
    assert tradeoff.trace_frontier(both, "depth-breadth").extreme_points[0].y == pytest.approx(120)


@pytest.mark.parametrize(
    ("floors", "told"),
    [
        ({"today": "60 lakh"}, r"reaches the floor of Rs 60 lakh of today: the greatest is Rs 42\.76"),
        (
            {"today": "40 lakh", "tomorrow": "80 lakh"},
            r"the floor of Rs 80 lakh of tomorrow with at least Rs 40 lakh of today: the greatest is Rs ",
        ),
    ],
)
def test_a_floor_out_of_reach_tells_the_most_there_is(
    pairs: tradeoff.Scenario, floors: dict[str, str], told: str
) -> None:
    """And that floor is kept by some plan, a little more by none."""
    with pytest.raises(tradeoff.InfeasibleError, match=told) as error:
        tradeoff.trace_frontier(pairs, "depth-breadth", floors=floors)
    found = re.search(r"the greatest is (.*)\. Ask", str(error.value))
    assert found is not None
    aim, best = list(floors)[-1], float(found[1].split()[1])
    # What is told is cut off after six digits: it can be kept, the next figure cannot.
    for factor, possible in ((1, True), (1 + 1e-5, False)):
        near = floors | {aim: f"{best * factor:.12g} lakh"}
        if possible:
            tradeoff.plan_at(pairs, "depth-breadth", breadth=0, floors=near)
        else:
            with pytest.raises(tradeoff.InfeasibleError):
                tradeoff.plan_at(pairs, "depth-breadth", breadth=0, floors=near)


def test_limits_that_clash_by_themselves_are_told_as_such(pairs: tradeoff.Scenario) -> None:
    """With a tenth of a lakh nothing satisfies the limits: that, not the floor, is what is wrong."""
    poor = tradeoff.with_budget(pairs, "0.1 lakh")
    with pytest.raises(tradeoff.InfeasibleError) as told:
        tradeoff.trace_frontier(poor, "depth-breadth", floors={"today": "1 lakh"})
    assert "floor" not in str(told.value)


def test_with_reforms_to_decide_the_most_is_that_of_any_of_them() -> None:
    """The greatest depth over all combinations is what is told."""
    scenario = tradeoff.read_scenario("invented-state")
    best = max(
        one.frontier.extreme_points[-1].y for one in tradeoff.trace_reforms(scenario, "depth-breadth").alternatives
    )
    with pytest.raises(tradeoff.InfeasibleError, match=r"the floor of 9,000 households of depth") as told:
        tradeoff.trace_reforms(scenario, "depth-breadth", floors={"depth": 9000})
    assert float(str(told.value).split("greatest is ")[1].split()[0]) == pytest.approx(best, rel=1e-5)


def test_whole_openings_keep_floors() -> None:
    """No point has less depth than the floor."""
    found = tradeoff.trace_whole_frontier(
        tradeoff.read_scenario("three-clusters"), "depth-breadth", step=0.5, floors={"depth": 100}
    )
    assert min(point.y for point in found.extreme_points) >= 100 - 1e-6


def test_the_command_says_which_floors_are_in_force(tmp_path: Path) -> None:
    """In words, in JSON, on the chart and on the page; one out of reach ends with exit code 4."""
    floors = ("--floor", "today=25 lakh", "--floor", "depth=10")
    asked = ("frontier", "three-pairs", "--trade", "depth-breadth", *floors)
    sentence = "Every plan here keeps depth at least 10 households and today at least Rs 25 lakh."
    assert sentence in run(*asked).stdout
    assert json.loads(run(*asked, "--format", "json").stdout)["floors"] == {"depth": 10, "today": 2500}
    run(*asked, "--out", "result", folder=tmp_path)
    drawn = (tmp_path / "result" / "chart.svg").read_text()
    assert "floors: depth at least 10 households and today at least Rs 25 lakh" in drawn
    run(
        "report",
        "three-pairs",
        "--trade",
        "depth-breadth",
        *floors,
        "--no-at-least",
        "--out",
        "page.html",
        folder=tmp_path,
    )
    assert sentence in (tmp_path / "page.html").read_text()
    at = ("--at", "breadth=900", "--form", "outlook", "--format", "json")
    plan = run("plan", "three-pairs", "--trade", "depth-breadth", *at, *floors)
    assert json.loads(plan.stdout)["objectives"]["today"] >= 2500 - 1e-6
    assert sentence in plan.stderr
    far = run("frontier", "three-pairs", "--trade", "depth-breadth", "--floor", "today=60 lakh", code=4)
    assert "the greatest is Rs 42.76" in far.stderr
    laid = ("compare", "three-pairs", "three-pairs-austere", "--trade", "depth-breadth", *floors)
    assert sentence in run(*laid).stdout
    assert json.loads(run(*laid, "--format", "json").stdout)["floors"] == {"depth": 10, "today": 2500}
    assert "names today twice" in run(*asked, "--floor", "today=1 lakh", code=2).stderr


def test_a_saved_plan_has_no_certificate_of_a_frontier(tmp_path: Path) -> None:
    """Only ends and one edge were looked at; the manifest tells the plan's files."""
    run("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900", "--out", "p", folder=tmp_path)
    assert "certificate" not in json.loads((tmp_path / "p" / "manifest.json").read_text())


@pytest.mark.parametrize("name", SMALL)
def test_the_plan_at_a_level_is_that_of_the_whole_frontier(name: str) -> None:
    """Of both aims: at the ends, at breakpoints, between them, and below an end."""
    compare_levels(tradeoff.read_scenario(name), (-0.1, 0.0, 0.03, 0.5, 0.9, 1.0))


@pytest.mark.slow
@pytest.mark.parametrize("name", [s.name for s in tradeoff.shipped_scenarios() if s.name not in SMALL])
def test_the_plan_at_a_level_is_that_of_the_whole_frontier_everywhere(name: str) -> None:
    """The same for all that is shipped, reforms decided both ways."""
    scenario = tradeoff.read_scenario(name)
    for made in (True, False) if to_decide(scenario) else (True,):
        compare_levels(scenario.with_reforms(dict.fromkeys(to_decide(scenario), made)), (0.0, 0.2, 0.5, 0.9, 1.0))


def test_one_plan_of_orissa_takes_few_solves() -> None:
    """At most 60 solves, all hot but those of the ends, in place of the hundreds of the whole frontier."""
    study = Study(tradeoff.read_scenario("orissa"))
    plan = study.frontier("depth-breadth", gap=ENDS_ALONE, choose=False).plan(breadth="12,000")
    assert plan.objectives["breadth"] == pytest.approx(12_000)
    assert study.solves <= 60


def test_reforms_are_chosen_from_the_ends_alone() -> None:
    """The combination named, and its plan, are those of the traced frontiers."""
    scenario = tradeoff.read_scenario("invented-state")
    rough, traced = outline(scenario, "depth-breadth"), tradeoff.trace_reforms(scenario, "depth-breadth", exact=True)
    for level in (100, 330, 350):
        one, other = rough.plan(breadth=level), traced.plan(breadth=level)
        assert one.remark == other.remark
        assert one.objectives == pytest.approx(other.objectives)


def compare_levels(scenario: tradeoff.Scenario, shares: tuple[float, ...]) -> None:
    """The plan at levels of both aims, from the door for one and from the exact frontier."""
    for trade in scenario.trades:
        exact = tradeoff.trace_frontier(scenario, trade, exact=True)
        points = exact.extreme_points
        for aim, low, high in ((exact.x, points[-1].x, points[0].x), (exact.y, points[0].y, points[-1].y)):
            for level in {low + share * (high - low) for share in shares}:
                one, other = tradeoff.plan_at(scenario, trade, floors=None, **{aim: level}), exact.plan(**{aim: level})
                assert one.objectives == pytest.approx(other.objectives, rel=1e-8, abs=1e-6)
                assert one.remark == other.remark
                assert_same_money(one, other)


def assert_same_money(one: Plan, other: Plan) -> None:
    """Where, when and for what both spend is the same but for what rounding to rupees leaves."""
    spent = []
    for plan in (one, other):
        sums: dict[tuple[object, ...], int] = {}
        for row in plan.records["money"]:
            key = tuple(row[name] for name in ("cluster", "activity", "year", "fund"))
            sums[key] = sums.get(key, 0) + int(str(row["amount"]))
        spent.append(sums)
    assert all(abs(spent[0].get(key, 0) - spent[1].get(key, 0)) <= 2 for key in spent[0].keys() | spent[1].keys())
