"""The chart of what an aim depends on: what stands on it, in which order, and what it cannot be asked."""

from __future__ import annotations

import pytest

import tradeoff


@pytest.fixture(scope="module")
def pilots() -> tradeoff.Stress:
    """A plan of the pilots under a few draws."""
    scenario = tradeoff.read_scenario("orissa-pilots")
    return tradeoff.stress(tradeoff.plan_at(scenario, "depth-breadth", breadth=700), scenario=scenario, draws=10)


def test_a_tornado_has_the_widest_bar_on_top_and_says_how_to_read_it(pilots: tradeoff.Stress) -> None:
    chart = tradeoff.charts.tornado(pilots, "today").to_dict()
    bars, line = chart["layer"]
    rows = chart["datasets"][bars["data"]["name"]]
    order = bars["encoding"]["y"]["sort"]
    width = {
        name: max(row["to"] for row in rows if row["figure"] == name)
        - min(row["to"] for row in rows if row["figure"] == name)
        for name in order
    }
    assert len(order) == 10
    assert list(width.values()) == sorted(width.values(), reverse=True)
    assert order[0] == "effects.csv, income_gain and value_added of 20 rows"
    assert chart["datasets"][line["data"]["name"]] == [
        {"promised": pytest.approx(pilots.promised["today"] / 1e7, rel=1e-12)}
    ]
    assert bars["encoding"]["x"]["title"] == "today delivered (Rs crore)"
    assert " ".join(chart["title"]["subtitle"]).startswith(
        "How to read it: each bar is what the plan delivers where this figure alone"
    )


def test_pointing_at_a_bar_tells_the_value_of_its_figure_with_its_unit(pilots: tradeoff.Stress) -> None:
    """As `activities.csv` has them: the fund between 1,500 and 6,000 rupees a unit; envelopes have no common value."""
    chart = tradeoff.charts.tornado(pilots, "breadth").to_dict()
    bars = chart["layer"][0]
    assert {"field": "its_value", "title": "its value", "type": "nominal"} in bars["encoding"]["tooltip"]
    assert "breadth (households)" in [tip.get("title") for tip in bars["encoding"]["tooltip"]]
    rows = chart["datasets"][bars["data"]["name"]]
    told = {(row["figure"], row["end"]): row["its_value"] for row in rows}
    assert told["activities.csv, fund, unit_cost", "at its low"] == "1,500 rupees a unit"
    assert told["activities.csv, fund, unit_cost", "at its high"] == "6,000 rupees a unit"
    assert told["budgets.csv, envelope of 12 rows", "at its low"] == "rupees"


def test_nothing_to_draw_is_said(pilots: tradeoff.Stress) -> None:
    with pytest.raises(ValueError, match="'todya' is not offered here; there are breadth"):
        tradeoff.charts.tornado(pilots, "todya")
    scenario = tradeoff.read_scenario("three-clusters")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=900)
    with pytest.raises(ValueError, match="no figure with a range moves breadth"):
        tradeoff.charts.tornado(tradeoff.stress(plan, scenario=scenario, draws=1), "breadth")
