"""`why --plan` and `compare --plan` against allotments worked out by hand.

three-clusters has Rs 31 lakh. Entry costs Rs 2,000, 3,000 and 4,000 a household in handloom, handicraft and forest,
intensive support 14,000, 12,000 and 20,000; they list 500, 300 and 400 poor households.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tradeoff.advice.standing import saved_frontier, standing, standing_sentences
from tradeoff.advice.why_plan import BESIDE, HERE, why_plan
from tradeoff.cli import commands
from tradeoff.programme.decision import SavedPlan
from tradeoff.scenario.write import scenario_files


def allot(folder: Path, *rows: tuple[str, str, int], of: str = "three-clusters") -> Path:
    """An allotment: households of a cluster at a level in the first year, each cluster open; and its scenario."""
    folder.mkdir()
    lines = [f"{cluster},all,{level},1,{count}" for cluster, level, count in rows]
    heads = {"households": "cluster_id,segment_id,level_id,year,households", "openings": "cluster_id,year,opened"}
    (folder / "households.csv").write_text("\n".join([heads["households"], *lines]) + "\n")
    opened = [f"{cluster},1,1" for cluster in dict.fromkeys(cluster for cluster, _, _ in rows)]
    (folder / "openings.csv").write_text("\n".join([heads["openings"], *opened]) + "\n")
    (folder / "scenario").mkdir()
    for name, content in scenario_files(tradeoff.read_scenario(of)).items():
        (folder / "scenario" / name).write_bytes(content)
    return folder


@pytest.fixture
def forest(tmp_path: Path) -> SavedPlan:
    """All 400 of forest at entry: Rs 16 lakh, breadth 400, depth 0."""
    return tradeoff.read_plan(allot(tmp_path / "forest", ("forest", "entry", 400)))


def test_an_allotment_is_held_against_the_outlook_at_its_own_level(forest: SavedPlan) -> None:
    # 12 d + 2 (400 - d) = 3100 gives 230 of depth; with no depth Rs 31 lakh reach 500 + 300 + 300.
    found = standing(forest, saved_frontier(forest, "depth-breadth"))
    assert found.reached == {"breadth": 400, "depth": 0}
    assert found.lost == {"depth": pytest.approx(230), "breadth": pytest.approx(700)}
    assert standing_sentences(found) == (
        "forest (form outlook) has 400 households of breadth and 0 households of depth, and takes Rs 16 lakh for 400 "
        "households.",
        "The outlook, in shares, has 230 households more of depth with as much breadth, or 700 households more of "
        "breadth with as much depth.",
    )


def test_what_an_allotment_gives_a_cluster_beyond_the_outlook_is_priced_and_no_more(forest: SavedPlan) -> None:
    # With 400 of forest at entry Rs 15 lakh are left, for 125 of handicraft at 12,000: 105 less than 230.
    answer = why_plan(forest, "forest", trade="depth-breadth", confirm=False)
    assert [str(claim) for claim in answer.sections[HERE][2:]] == [
        "This plan gives Hill forest gatherers (illustrative) Rs 16 lakh.",
        "400 households at Entry: a savings group and a health camp.",
        "It is opened in 2026-27.",
    ]
    given, cost, rest, whose = answer.sections[BESIDE]
    assert "gives Hill forest gatherers (illustrative) less: nothing where this plan gives 400 households" in str(given)
    assert "no less than this one, the best has 105 households less of depth than the outlook" in str(cost)
    assert cost.figures["lost_other"] == pytest.approx(105, rel=1e-5)
    assert rest.figures["rest"] == pytest.approx(125, rel=1e-5)
    assert "it is no reason of whoever made this plan" in str(whose)
    assert answer.is_funded


@pytest.mark.parametrize("name", ["forest", "handloom", "North", "handicraft"])
def test_every_sentence_on_the_difference_holds_when_it_is_asked_again(forest: SavedPlan, name: str) -> None:
    answer = why_plan(forest, name, trade="depth-breadth", confirm=False)
    solved = [claim for claim in answer.sections[BESIDE] if claim.expected]
    assert solved
    assert [claim.check().instead for claim in solved] == [()] * len(solved)


def test_more_than_there_is_money_for_is_told_as_what_cannot_be_had(tmp_path: Path) -> None:
    # All 1,200 at entry cost Rs 35 lakh; Rs 31 lakh reach 1,100 at most.
    everybody = (("handloom", "entry", 500), ("handicraft", "entry", 300), ("forest", "entry", 400))
    saved = tradeoff.read_plan(allot(tmp_path / "all", *everybody))
    found = standing(saved, saved_frontier(saved, "depth-breadth"))
    assert found.has_too_much
    assert found.lost == {"breadth": pytest.approx(-100)}
    told = standing_sentences(found)[1:]
    assert told[0].startswith("No plan that keeps the limits has as much of breadth: the most is 1,100 households")
    assert told[1].startswith("It breaks a limit: The money of")


def test_depth_beyond_the_frontier_is_no_loss_but_a_broken_limit(tmp_path: Path) -> None:
    # At breadth 800 there is 400/3 of depth; this has 200 for 200 x 12 + 500 x 2 + 100 x 3 = Rs 37 lakh.
    rows = (("handicraft", "intensive", 200), ("handloom", "entry", 500), ("handicraft", "entry", 100))
    saved = tradeoff.read_plan(allot(tmp_path / "deep", *rows))
    found = standing(saved, saved_frontier(saved, "depth-breadth"))
    assert found.lost["depth"] == pytest.approx(400 / 3 - 200)
    assert "It has 66.7 households more of depth than any plan that keeps the limits" in standing_sentences(found)[1]


def test_a_plan_on_the_frontier_loses_nothing(tmp_path: Path) -> None:
    # (800, 400/3) is a corner; 399 of 3 more digits would do as well: 800 = 500 entry + 300 of handicraft.
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    from tradeoff.reports.folder import write_plan_folder

    write_plan_folder(frontier, frontier.plan(breadth=800), tmp_path / "corner")
    saved = tradeoff.read_plan(tmp_path / "corner")
    found = standing(saved, saved_frontier(saved))
    assert set(found.lost.values()) == {0.0}
    assert "the plan lies on the frontier" in standing_sentences(found)[1]


def test_two_plans_are_set_beside_each_other(tmp_path: Path) -> None:
    first = allot(tmp_path / "first", ("forest", "entry", 400))
    second = allot(tmp_path / "second", ("handloom", "entry", 500))
    found = tradeoff.plan_differences(first, second)
    rows = {(row.of, row.id, row.figure): (row.first, row.second, row.difference) for row in found.rows}
    assert rows["aim", "breadth", "value"] == (400, 500, 100)
    assert rows["plan", "", "money"] == (1_600_000, 1_000_000, -600_000)
    assert rows["cluster", "forest", "households"] == (400, 0, -400)
    assert rows["cluster", "handloom", "opened"] == (0, 1, 1)
    assert found.tables == ()
    asked = ["compare", "--plan", str(first), "--plan", str(second)]
    printed = CliRunner().invoke(commands, asked)
    assert printed.exit_code == 0
    assert "-Rs 6 lakh" in printed.output
    as_json = json.loads(CliRunner().invoke(commands, [*asked, "--format", "json"]).stdout)
    assert as_json["schema"] == "tradeoff/plan-differences/1"


def test_plans_of_scenarios_that_differ_in_a_table_say_which(tmp_path: Path) -> None:
    first = allot(tmp_path / "first", ("forest", "entry", 400))
    second = allot(tmp_path / "second", ("forest", "entry", 400), of="three-clusters-more-money")
    found = tradeoff.plan_differences(first, second)
    assert found.tables == ("budgets.csv",)
    printed = CliRunner().invoke(commands, ["compare", "--plan", str(first), "--plan", str(second)])
    assert "They are of different scenarios, in budgets.csv" in printed.output


def test_plans_without_anything_in_common_are_wrong_usage(tmp_path: Path) -> None:
    first = allot(tmp_path / "first", ("forest", "entry", 400))
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")
    from tradeoff.reports.folder import write_plan_folder

    write_plan_folder(frontier, frontier.plans[0], tmp_path / "second")
    result = CliRunner().invoke(commands, ["compare", "--plan", str(first), "--plan", str(tmp_path / "second")])
    assert result.exit_code == 2
    assert "name two plans of one scenario" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["why", "--plan", "{plan}", "three-clusters", "forest"], "--plan stands in place of SCENARIO"),
        (["why", "--plan", "{plan}", "forest", "--at", "breadth=700"], "a plan is looked at where it is"),
        (["why", "forest"], "name the scenario and the cluster"),
        (["why", "three-clusters", "forest", "--number", "1"], "--number and --scenario are for --plan"),
        (["why", "--plan", "{plan}", "nowhere"], "no cluster, district or activity called"),
        (["why", "--plan", "three-clusters", "forest"], "holds no plan"),
        (["compare", "--plan", "{plan}"], "two plans are compared"),
        (["compare", "--plan", "{plan}", "--plan", "{plan}", "--trade", "depth-breadth"], "--plan stands in place of"),
        (["compare", "--plan", "{plan}", "--plan", "{plan}", "--number", "0"], "--number once a plan"),
        (["compare"], "name two scenarios"),
    ],
)
def test_wrong_usage_says_its_mend(arguments: list[str], told: str, tmp_path: Path) -> None:
    plan = str(allot(tmp_path / "plan", ("forest", "entry", 400)))
    result = CliRunner().invoke(commands, [part.format(plan=plan) for part in arguments])
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_a_folder_of_several_plans_wants_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "several"
    asked = ["frontier", "three-clusters", "--trade", "depth-breadth", "--exact", "--out", str(folder)]
    assert CliRunner().invoke(commands, asked).exit_code == 0
    scenario = ["--scenario", "three-clusters"]
    unnumbered = CliRunner().invoke(commands, ["why", "--plan", str(folder), "forest", *scenario])
    assert unnumbered.exit_code == 2
    assert "say which: --number" in unnumbered.output
    both = ["compare", "--plan", str(folder), "--plan", str(folder), "--number", "0", "--number", "3", *scenario]
    result = CliRunner().invoke(commands, [*both, "--format", "json"])
    rows = {(row["of"], row["id"], row["figure"]): row for row in json.loads(result.stdout)["rows"]}
    assert rows["aim", "breadth", "value"]["first"] == pytest.approx(1100)
    assert rows["aim", "depth", "value"]["second"] == pytest.approx(3100 / 12)


def test_a_page_marks_the_plan_and_says_where_it_stands_on_every_choice(tmp_path: Path) -> None:
    folder, page = allot(tmp_path / "for<b>est", ("forest", "entry", 400)), tmp_path / "page.html"
    result = CliRunner().invoke(commands, ["report", "--plan", str(folder), "--no-at-least", "--out", str(page)])
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    assert "The plan <bdi>for&lt;b&gt;est</bdi>" in text
    assert "for<b>est" not in text
    assert "230 households more of depth with as much breadth" in text
    data = json.loads(text.split('<script type="application/json" id="data">')[1].split("</script>")[0])
    (pair,) = [pair for pair in data["pairs"] if pair["trade"] == "depth-breadth"]
    marked = [row for rows in pair["chart"]["datasets"].values() for row in rows if row.get("plan") == "for<b>est"]
    assert [(row["breadth"], row["depth"]) for row in marked] == [(400.0, 0.0)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name what is reported on"),
        (["three-clusters", "--plan", "{plan}"], "name what is reported on"),
        (["three-clusters", "--number", "0"], "--number and --scenario are for --plan"),
        (["--plan", "{plan}", "--floor", "depth=10"], "a plan says itself which floors it keeps"),
        (["--plan", "{plan}", "--reform", "rules=yes"], "the plan itself says about rules"),
    ],
)
def test_a_report_on_a_plan_takes_no_scenario_and_no_floors(arguments: list[str], told: str, tmp_path: Path) -> None:
    plan = str(allot(tmp_path / "plan", ("forest", "entry", 400)))
    asked = ["report", *(part.format(plan=plan) for part in arguments), "--out", str(tmp_path / "page.html")]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert not (tmp_path / "page.html").exists()


def test_a_page_takes_no_plan_of_another_scenario(tmp_path: Path) -> None:
    saved = tradeoff.read_plan(allot(tmp_path / "plan", ("forest", "entry", 400), of="three-clusters-more-money"))
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    with pytest.raises(ValueError, match="the plan plan is of another scenario"):
        tradeoff.write_report(frontier, tmp_path / "page.html", plan=saved)


def test_a_plan_of_a_scenario_with_reforms_to_decide_is_told_the_answer(tmp_path: Path) -> None:
    # The investment `rules` of invented-state is to be decided: it costs Rs 2 lakh where it is made.
    folder = allot(tmp_path / "plan", ("food_a", "entry", 10), of="invented-state")
    text = (folder / "households.csv").read_text().replace(",all,", ",majority,")
    (folder / "households.csv").write_text(text)
    asked = ["compare", "--plan", str(folder), "--plan", str(folder), "--format", "json"]
    undecided = CliRunner().invoke(commands, asked)
    assert undecided.exit_code == 2
    assert "rules" in undecided.output
    spent = {}
    for answer in ("yes", "no"):
        result = CliRunner().invoke(commands, [*asked, "--reform", f"rules={answer}"])
        assert result.exit_code == 0, result.output
        rows = {(row["of"], row["figure"]): row for row in json.loads(result.stdout)["rows"]}
        spent[answer] = rows["plan", "money"]["first"]
    assert spent["yes"] - spent["no"] == pytest.approx(200_000)
