"""Where both ends of a chart are one plan, every door says so.

three-clusters at 18,500 thousand rupees is 100 short of everything: (1200, 1193.75) and (1195, 1195), see test_budgets.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import AXES, settings, write_folder
from tests.test_scenario import SMALL
from tradeoff.advice.choice import Ends, aim_pairs, ends_between, is_choice, together
from tradeoff.advice.findings import findings
from tradeoff.advice.no_difference import idle_floors, no_difference
from tradeoff.advice.rates import beside_plans, rates_along, rates_at, spans
from tradeoff.advice.whole_openings import whole_sentences
from tradeoff.charts.linked import linked_comparison

TOP = Path(__file__).parent.parent
SENTENCE = (
    "No choice here: with Rs 1.85 crore the plan with the most breadth has 1,200 households of breadth and 1,194 households "
    "of depth, the plan with the most depth has 1,195 households and 1,195 households. From one to the other breadth "
    "falls by 0.42% and depth by 0.1%, both by less than 1%."
)


@pytest.fixture
def nearly(tmp_path: Path) -> Path:
    """The folder with 18,500 thousand in its one envelope."""
    folder = shutil.copytree(TOP / "scenarios" / "three-clusters", tmp_path / "nearly")
    path = folder / "budgets.csv"
    path.write_text(path.read_text().replace("3100", "18500"))
    return folder


@pytest.mark.parametrize(
    ("most_x", "most_y", "falls", "choice"),
    [
        ((100, 0), (100, 0), (0, 0), False),
        ((0, 0), (0, 0), (0, 0), False),
        ((1000, 990.1), (990.1, 1000), (0.0099, 0.0099), False),
        ((100, 99.5), (99, 100), (0.01, 0.005), True),
        ((1000, 0), (999, 5), (0.001, 1), True),
    ],
)
def test_falls(
    most_x: tuple[float, float], most_y: tuple[float, float], falls: tuple[float, float], choice: bool
) -> None:
    """(its best - its value at the other end) / its best; one that reaches 1% is a choice."""
    ends = Ends(most_x=most_x, most_y=most_y)
    assert ends.falls == pytest.approx(falls, abs=1e-12)
    assert ends.is_choice == choice


@pytest.mark.parametrize("name", ["three-clusters", "three-pairs"])
def test_ends_of_a_chart_are_those_of_its_frontier(name: str) -> None:
    """Two solves an end, and the whole frontier."""
    study = tradeoff.Study(tradeoff.read_scenario(name))
    pairs = {trade: AXES[trade] for trade in study.scenario.trades}
    ends = ends_between(study.programme, pairs.values())
    assert list(ends) == list(pairs.values())
    for trade, aims in pairs.items():
        points = study.frontier(trade).extreme_points
        for (x, y), point in zip((ends[aims].most_x, ends[aims].most_y), (points[0], points[-1]), strict=True):
            assert (x, y) == pytest.approx((point.x, point.y), rel=1e-9)


def test_how_far_two_aims_go_together() -> None:
    """(1100, 0) and (775/3, 775/3): none of the most depth, 23.5% of the most breadth; asked again it holds."""
    study = tradeoff.Study(tradeoff.read_scenario("three-clusters"))
    ((aims, ends),) = ends_between(study.programme, aim_pairs(study.scenario)).items()
    claim = together(study.scenario, aims, ends)
    assert str(claim) == (
        "The plan with the most breadth has 0% of the most depth, and the plan with the most depth has 23% of the most "
        "breadth."
    )
    assert claim.check().holds


@pytest.mark.parametrize(
    ("other_y", "other_x", "words"),
    [
        (960, 970, "The plan with the most breadth has 96% of the most depth, and the plan with the most depth has 97%"),
        (992.59, 1000, "Nothing to choose between breadth and depth, they are one axis here: the plan with the most "
         "breadth has 99.25% of the most depth, and the plan with the most depth has all of the most breadth."),
        (5, 1000, "The plan with the most breadth has less than 1% of the most depth"),
        (992, 988, "The plan with the most breadth has 99.2% of the most depth"),
    ],
)  # fmt: skip
def test_one_axis_is_less_than_one_percent_both_ways(other_y: float, other_x: float, words: str) -> None:
    """At 96% of either best there is a choice; a share is never rounded to all."""
    scenario = tradeoff.read_scenario("three-clusters")
    ends = Ends(most_x=(1000, other_y), most_y=(other_x, 1000))
    assert str(together(scenario, ("breadth", "depth"), ends)).startswith(words)


def test_what_every_two_aims_share_is_printed() -> None:
    """15 sentences of six aims; one axis is that of breadth and participation, which are counted alike here."""
    table, as_json = (
        run("check", "three-pairs").stdout,
        json.loads(run("check", "three-pairs", "--format", "json").stdout),
    )
    assert len(as_json["together"]) == 15
    assert all(row["remark"] in table for row in as_json["together"])
    # On paper (see test_oracles) the plans of breadth and depth are (1600, 63.9) and (163.7, 163.7).
    assert as_json["together"][0]["remark"].startswith("The plan with the most breadth has 39% of the most depth")
    (same,) = [row for row in as_json["findings"] if row["code"] == "T2"]
    assert same["remark"].startswith("Nothing to choose between breadth and participation")


def test_a_level_that_is_never_worth_it_names_its_cells(tmp_path: Path) -> None:
    """Half the credit for 4 lies on the line from 0 for 2 to 1 for 10 in Barpali at 0.25; in Sonepur it costs 3."""
    tables = {
        **SMALL,
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nmiddle 2 Middle 1 0.2\nintensive 3 Intensive 1 1",
        "costs": "cluster_id level_id cost_per_household\n* entry 2\nbarpali middle 4\nsonepur middle 3\n* intensive 10",
    }
    study = tradeoff.Study(tradeoff.read_scenario(write_folder(tmp_path / "plan", tables)))
    (level,) = [finding for finding in findings(study) if finding.code == "T3"]
    assert level.sentence.startswith("Middle (middle) is never the best use of money for depth in Barpali: a mixture")


def test_what_makes_no_difference_is_said(tmp_path: Path) -> None:
    """A ceiling of 5,000 households in a scenario of 1,200, and a floor of 200 of breadth where every plan has 258."""
    folder = shutil.copytree(TOP / "scenarios" / "three-clusters", tmp_path / "capped")
    (folder / "limits.csv").write_text("limit_id,measure,sense,value\ncap,households,<=,5000\n")
    base, capped = tradeoff.read_scenario("three-clusters"), tradeoff.read_scenario(folder)
    (told,) = tradeoff.compare([base, capped], "depth-breadth").sentences
    assert told.startswith("It makes no difference here whether it is three-clusters or capped: the most breadth,")
    frontier = tradeoff.trace_frontier(base.with_floors({"breadth": 200}), "depth-breadth")
    (idle,) = idle_floors(frontier)
    assert str(idle).startswith("The floor of 200 households of breadth makes no difference here")
    assert idle.check().holds
    table = run("frontier", "three-clusters", "--trade", "depth-breadth", "--floor", "breadth=200").stdout
    assert str(idle) in table
    # Everything costs Rs 1.86 crore: what is above that buys nothing.
    rich = tradeoff.compare([tradeoff.with_budget(base, f"{crore} crore") for crore in (1, 2, 3)], "depth-breadth")
    same = [sentence for sentence in rich.sentences if "makes no difference here" in sentence]
    assert [sentence.partition(":")[0] for sentence in same] == [
        "It makes no difference here whether it is Rs 2 crore or Rs 3 crore"
    ]
    # 300 cut the end with the most depth off.
    cut = tradeoff.trace_frontier(base.with_floors({"breadth": 300}), "depth-breadth")
    assert idle_floors(cut) == ()
    both = no_difference(frontier, frontier, ("one", "other"))
    assert both is not None
    assert both.check().holds


def test_a_mixture_is_of_two_neighbours() -> None:
    """On paper the edge from (1100, 0) to (800, 400/3) has its middle at (950, 200/3); the ends are no neighbours."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True)
    middle = frontier.mixture(0, 0.5).objectives
    assert (middle["breadth"], middle["depth"]) == (pytest.approx(950), pytest.approx(200 / 3))
    for position in (-1, 3):
        with pytest.raises(IndexError, match=f"no edge after point {position}; the frontier has 3, the first after 0"):
            frontier.mixture(position, 0.5)
    with pytest.raises(ValueError, match=r"share is 1\.5; a mixture takes between 0 and 1"):
        frontier.mixture(0, 1.5)


def test_the_commands(nearly: Path, tmp_path: Path) -> None:
    """`check` finds it, `frontier` names both ends, and neither table nor words hold a rate."""
    checked = run("check", str(nearly), "--format", "json").stdout
    assert {"code": "T1", "remark": SENTENCE} in json.loads(checked)["findings"]
    trade = ("frontier", str(nearly), "--trade", "depth-breadth")
    table = run(*trade, "--out", str(tmp_path / "saved")).stdout
    assert SENTENCE in table
    assert "every plan between" not in table
    assert "rate" not in table
    assert "Reaching" not in table
    assert "1,194" in table.splitlines()[1]
    assert "1,195" in table.splitlines()[2]
    picture = (tmp_path / "saved" / "chart.svg").read_text()
    assert "No choice here between breadth and depth" in picture
    done = run(*trade, "--format", "json")
    assert json.loads(done.stdout)["choice"] is False
    assert SENTENCE in done.stderr
    assert SENTENCE in run(*trade, "--format", "csv").stderr
    chosen = run("frontier", "three-clusters", "--trade", "depth-breadth", "--format", "json")
    assert json.loads(chosen.stdout)["choice"] is True
    assert "No choice" not in chosen.stderr


def test_words_and_charts(nearly: Path) -> None:
    """No edge has a rate in words; the chart's place holds both ends and the stamp."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(nearly), "depth-breadth")
    assert len(frontier.extreme_points) == 2
    assert not is_choice(frontier)
    assert (rates_at(frontier, 1200), rates_along(frontier), spans(frontier), beside_plans(frontier)) == (
        (),
        (),
        (),
        (),
    )
    chart = tradeoff.charts.frontier(frontier).to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["text"]
    assert chart["title"]["subtitle"][-1] == "assumption: for discussion only"
    (rows,) = chart["datasets"].values()
    assert [row["words"] for row in rows] == [
        "most breadth: 1,200 households of breadth, 1,194 households of depth",
        "most depth: 1,195 households of breadth, 1,195 households of depth",
    ]
    told = [finding for finding in findings(frontier.study) if finding.code in ("T1", "T2")]
    assert [finding.sentence for finding in told] == [SENTENCE]
    assert told[0].claim.check().holds


def test_beside_others_it_is_no_line(nearly: Path) -> None:
    """In a comparison its ends are dots without a line, and its label says so; alone there is no chart at all."""
    few = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    none = tradeoff.trace_frontier(tradeoff.read_scenario(nearly), "depth-breadth")
    chart = tradeoff.charts.compare_frontiers([few, none]).to_dict()
    line, _ = chart["layer"]
    assert line["transform"] == [{"filter": "datum.joined"}]
    (rows,) = chart["datasets"].values()
    assert {(row["scenario"], row["joined"]) for row in rows} == {
        ("three-clusters", True),
        ("nearly: no choice", False),
    }
    assert linked_comparison([none], ["Rs 1.85 crore"]) is None
    with pytest.raises(ValueError, match="a label of its own"):
        tradeoff.charts.compare_frontiers([few, none], ["one", "one"])
    told = tradeoff.compare([few.scenario, none.scenario], "depth-breadth").sentences
    assert told[0].startswith("No choice in nearly: the plan with the most breadth has 1,200 households")


def test_whole_openings(tmp_path: Path) -> None:
    """Money for everybody: one plan, whole or not."""
    tables = {**SMALL, "settings": settings(openings="whole"), "budgets": "department_id year envelope\nd 1 9000"}
    frontier = tradeoff.trace_whole_frontier(
        tradeoff.read_scenario(write_folder(tmp_path / "rich", tables)), "depth-breadth"
    )
    assert whole_sentences(frontier)[0] == (
        "Clusters are opened whole or not at all. No choice here: with Rs 90 lakh one plan is best at both breadth and depth: "
        "150 households and 150 households."
    )
