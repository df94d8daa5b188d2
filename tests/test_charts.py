"""Charts of results: what stands on them."""

from __future__ import annotations

from typing import Any

import pytest

import tradeoff
from tradeoff.charts.axes import axis_domain
from tradeoff.charts.linked import linked_frontier


@pytest.fixture(scope="module")
def three() -> tradeoff.ScenarioFrontier:
    """The frontier of three-clusters."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


def spec(chart: Any) -> dict[str, Any]:
    """The Vega-Lite specification."""
    found: dict[str, Any] = chart.to_dict()
    return found


def test_frontier_chart(three: tradeoff.ScenarioFrontier) -> None:
    """Straight edges, units on both axes, rates on the edges, the stamp below the title."""
    chart = spec(tradeoff.charts.frontier(three))
    line, dots, rates = chart["layer"]
    assert line["mark"]["interpolate"] == "linear"
    assert line["encoding"]["x"]["title"] == "breadth: poor households reached, more is better"
    assert [tip["title"] for tip in dots["encoding"]["tooltip"]] == ["breadth (households)", "depth (households)"]
    labels = [row["rate"] for row in chart["datasets"][rates["data"]["name"]]]
    assert labels == ["0.44 for 1", "0.33 for 1", "0.2 for 1"]
    assert "assumption: for discussion only" in chart["title"]["subtitle"]


def test_a_wide_gap_is_drawn() -> None:
    """A frontier to a gap of a tenth shows the line no plan is beyond; one to a thousandth has none to tell apart."""
    scenario = tradeoff.read_scenario("three-pairs")
    loose = tradeoff.trace_frontier(scenario, "today-tomorrow", gap=0.1)
    drawn = tradeoff.charts.frontier(loose).to_dict()
    dashed = [layer for layer in drawn["layer"] if layer["mark"].get("strokeDash")]
    bound = drawn["datasets"][dashed[0]["data"]["name"]]
    assert [(row["today"], row["tomorrow"]) for row in bound] == list(loose.certificate.outer)
    assert "no plan lies beyond the dashed line" in str(drawn["title"])
    fine = tradeoff.charts.frontier(tradeoff.trace_frontier(scenario, "today-tomorrow")).to_dict()
    assert not [layer for layer in fine["layer"] if layer["mark"].get("strokeDash")]


def test_money_axes_speak_crore_and_lakh() -> None:
    """4,276 thousand rupees are 42.8 lakh: the axis counts lakh."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "today-tomorrow")
    chart = spec(tradeoff.charts.frontier(frontier))
    x = chart["layer"][0]["encoding"]["x"]
    assert "(Rs lakh)" in x["title"]
    assert x["axis"]["labelExpr"] == "format(datum.value * 0.01, ',.3~r')"


def test_an_axis_starts_at_zero_unless_that_squeezes_the_line() -> None:
    """700 to 1,000 keeps zero; 900 to 1,000 is cut, and the title says so."""
    assert axis_domain([700.0, 1000.0])[::2] == (0.0, False)
    low, _, cut = axis_domain([900.0, 1000.0])
    assert (low, cut) == (895.0, True)
    from tradeoff.charts.axes import axis_title

    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    assert axis_title(frontier, "breadth", 1000, cut=True).endswith("axis cut, does not start at 0")


def test_allocation_bars(three: tradeoff.ScenarioFrontier) -> None:
    """Rupees by cluster; another word is refused."""
    chart = spec(tradeoff.charts.allocation(three.plans[1], by="cluster"))
    assert chart["encoding"]["x"]["title"] == "money (rupees)"
    years = spec(tradeoff.charts.allocation(three.plans[1], by="year"))
    named = three.scenario.settings.years.name(1)
    assert years["encoding"]["y"]["sort"] == [named]
    assert [row["year"] for data in years["datasets"].values() for row in data] == [named]
    with pytest.raises(ValueError, match="not by 'place'"):
        tradeoff.charts.allocation(three.plans[1], by="place")  # type: ignore[arg-type]


def test_compared_frontiers(three: tradeoff.ScenarioFrontier) -> None:
    """One colour a scenario; different trades are refused."""
    more = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters-more-money"), "depth-breadth")
    chart = spec(tradeoff.charts.compare_frontiers([three, more]))
    assert chart["layer"][0]["encoding"]["color"]["sort"] == ["three-clusters", "three-clusters-more-money"]
    other = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "today-tomorrow")
    with pytest.raises(ValueError, match="one and the same trade"):
        tradeoff.charts.compare_frontiers([three, other])


def test_the_page_chart_starts_at_zero(three: tradeoff.ScenarioFrontier) -> None:
    """The plan of another choice lies inside, so the chart leaves room down to zero."""
    chart = linked_frontier(three)
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0
    assert {param["name"] for param in chart["params"]} == {"level_x", "level_y"}


@pytest.mark.parametrize(
    ("scenario", "trade", "called"),
    [
        ("three-clusters", "depth-breadth", ["deep", "middle", "broad"]),
        ("orissa-pilots", "today-tomorrow", ["tomorrow, middle, today"]),
        ("orissa-pilots", "participation-selectivity", ["selective", "middle", "many"]),
    ],
)
def test_words_beside_plans_do_not_lie_on_each_other(scenario: str, trade: str, called: list[str]) -> None:
    """Where two ends differ by a hundredth on axes that begin at 0, the plans between have one line of words."""
    chart = linked_frontier(tradeoff.trace_frontier(tradeoff.read_scenario(scenario), trade))
    names = next(layer for layer in chart["layer"] if layer["mark"].get("fontWeight") == 600)
    assert [one["plan"] for one in chart["datasets"][names["data"]["name"]]] == called


def test_a_bounded_frontier_has_no_rates_on_its_edges() -> None:
    """Between its points the rate is not that of the line drawn; traced whole, the same chart has them."""
    scenario = tradeoff.read_scenario("three-pairs")
    bounded, exact = (tradeoff.trace_frontier(scenario, "depth-breadth", exact=exact) for exact in (False, True))
    assert len(bounded.extreme_points) <= len(exact.extreme_points) <= 9
    layers = [spec(tradeoff.charts.frontier(found))["layer"] for found in (bounded, exact)]
    assert ["text" in {layer["mark"]["type"] for layer in each} for each in layers] == [False, True]
