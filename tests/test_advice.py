"""Words and figures of the advice, from cases solved on paper."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_scenario import SMALL
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.choice import opening
from tradeoff.advice.evidence import certificate_sentence, grades, left_out, meanings, stamp
from tradeoff.advice.findings import findings
from tradeoff.advice.not_funded import not_funded
from tradeoff.advice.served import depth_by_level, served, uncounted_levels
from tradeoff.advice.unspent import unspent_sentences
from tradeoff.advice.wording import between
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.scenario.units import AGENT_MONTHS


@pytest.fixture(scope="module")
def three() -> ScenarioFrontier:
    """H1c with Rs 31 lakh: (1100, 0), (800, 400/3), (675, 175), (775/3, 775/3); rates 4/9, 1/3, 1/5."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


def study(tmp_path: Path, **tables: str) -> tradeoff.Study:
    """The small scenario with some tables replaced."""
    return tradeoff.Study(tradeoff.read_scenario(write_folder(tmp_path / "plan", {**SMALL, **tables})))


def test_the_frontier_in_one_sentence(three: ScenarioFrontier) -> None:
    """Both ends, in whole households."""
    claim = opening(three)
    assert claim.check().holds
    assert str(claim) == (
        "Of the poor the state can, with Rs 31 lakh, reach 1,100 households and give sufficient support to "
        "0 households, or reach 258 households and give it to 258 households; every plan between is possible."
    )


def test_who_is_served(three: ScenarioFrontier) -> None:
    """At (800, 400/3): a sixth of those reached; entry 2000/3; numerator and denominator both."""
    plan = three.plans[1]
    everybody = served(plan, three.scenario)[0]
    assert (everybody.listed, everybody.served) == (1200, pytest.approx(800))
    women = next(row for row in served(plan, three.scenario) if row.name == "women")
    assert women.listed is None
    levels = {row.level_id: row for row in depth_by_level(plan, three.scenario)}
    assert levels["entry"].households == pytest.approx(2000 / 3)
    assert levels["intensive"].sufficient == pytest.approx(400 / 3)
    assert plan.objectives["depth"] / plan.objectives["breadth"] == pytest.approx(1 / 6)


def test_what_binds_and_who_is_left_out(three: ScenarioFrontier) -> None:
    """At (800, 400/3) money is spent, two lists are exhausted, and the forest is dearest."""
    assert binding_sentences(three.plans[1], three.scenario) == (
        "The money of Department of Industries (illustrative) is spent to the last rupee.",
        "Every household on the list is served: Old Town brass workers (illustrative) and Riverside weavers "
        "(illustrative).",
    )
    (forest,) = not_funded(three.plans[1], three.scenario)
    # Nothing in the tables bars it, and a reason that nobody solved for is none.
    assert (forest.cluster_id, forest.reason) == ("forest", "")


def test_a_closed_cluster_is_not_funded_because_it_is_closed(tmp_path: Path) -> None:
    """The row that explains it."""
    closed = study(
        tmp_path,
        clusters="cluster_id name department_id poor_households status\nbarpali Barpali d 100 -\nsonepur Sonepur d 50 closed",
    )
    (left,) = not_funded(closed.best("breadth"), closed.scenario)
    assert (left.name, left.reason) == ("Sonepur", "it is marked as closed")


@pytest.mark.parametrize(
    ("columns", "cells", "more", "reason"),
    [
        ("latest_start", "0", {}, "its latest start lies before the first year"),
        ("latest_start status", "0 running", {}, ""),
        ("latest_start", "1", {}, ""),
        (
            "latest_start",
            "1",
            {"limits": "limit_id measure cluster_id sense value reason\nnone households sonepur <= 0 court"},
            "limit none allows nothing here (court)",
        ),
        (
            "latest_start",
            "1",
            {"limits": "limit_id measure cluster_id level_id sense value\nnone households sonepur intensive <= 0"},
            "",
        ),
    ],
)
def test_only_a_row_that_bars_a_cluster_is_its_reason(
    tmp_path: Path, columns: str, cells: str, more: dict[str, str], reason: str
) -> None:
    """One that runs already needs no start; a limit on one level leaves the others."""
    blank = " ".join("-" for _ in columns.split())
    clusters = (
        f"cluster_id name department_id poor_households {columns}\n"
        f"barpali Barpali d 100 {blank}\nsonepur Sonepur d 50 {cells}"
    )
    # One household of Barpali at entry is all that the money buys.
    costs = "cluster_id level_id cost_per_household\nbarpali entry 2\nsonepur entry 3\n* intensive 10"
    asked = study(tmp_path, clusters=clusters, costs=costs, budgets="department_id year envelope\nd 1 2", **more)
    (left,) = not_funded(asked.best("breadth"), asked.scenario)
    assert (left.cluster_id, left.reason) == ("sonepur", reason)


def test_money_left_over_is_told_as_the_books_have_it(tmp_path: Path) -> None:
    """150 households at 10 are 1,500 of 9,000 thousand; why it is left over is another question, solved for."""
    rich = study(tmp_path, budgets="department_id year envelope\nd 1 9000")
    assert unspent_sentences(rich.best("depth"), rich.scenario) == ("Handloom leaves Rs 75 lakh unspent in year 1.",)
    one_purse = study(tmp_path / "one", budgets="department_id year envelope\nALL 1 9000")
    told = unspent_sentences(one_purse.best("depth"), one_purse.scenario)
    assert told == ("The purse of all departments leaves Rs 75 lakh unspent in year 1.",)


def test_the_tests_speak(tmp_path: Path) -> None:
    """T1 no choice, T2 one axis, T4 idle money; the middle level of H1c is never worth its money for depth (T3)."""
    rich = {
        finding.code: finding.sentence
        for finding in findings(study(tmp_path, budgets="department_id year envelope\nd 1 9000"))
    }
    assert rich["T1"] == (
        "No choice here: with Rs 90 lakh one plan is best at both breadth and depth: 150 households and 150 households."
    )
    assert rich["T4"].startswith(
        "At the best plans for breadth and depth, each asked for alone, money lies idle. At that for breadth: Handloom leaves Rs 75 lakh"
    )
    pairs = findings(tradeoff.Study(tradeoff.read_scenario("three-pairs")))
    aligned = [finding for finding in pairs if finding.code == "T2"]
    assert [finding.objectives for finding in aligned] == [("breadth", "participation")]
    assert aligned[0].sentence.startswith("Nothing to choose between breadth and participation")
    (level,) = findings(tradeoff.Study(tradeoff.read_scenario("three-clusters")))
    assert level.code == "T3"
    assert "standard" in level.sentence


def test_comparison_sentences(three: ScenarioFrontier) -> None:
    """At 736 households (middle of 2600/7 and 1100) Rs 46 lakh give what two frontiers say."""
    more = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters-more-money"), "depth-breadth")
    found = tradeoff.compare([three.scenario, more.scenario], "depth-breadth")
    assert found.frontiers[0].extreme_points == three.extreme_points
    middle = (2600 / 7 + 1100) / 2
    assert found.levels[2] == pytest.approx(middle)
    # Rs 31 lakh: on (800, 400/3)-(675, 175) at 1/3; Rs 46 lakh: on (800, 300)-(2600/7, 2600/7) at 1/6.
    assert found.values[0][2] == pytest.approx(400 / 3 + (800 - middle) / 3)
    assert found.values[1][2] == pytest.approx(300 + (800 - middle) / 6)
    assert found.table.shape == (5, 3)
    assert found.sentences[0].startswith(
        "At the same breadth of 736 households, three-clusters-more-money gives about 160"
    )


def test_what_figures_rest_on(three: ScenarioFrontier) -> None:
    """All placeholders: stamped; the words of this file; the certificate in words."""
    assert {(part.kind, part.grade, part.share) for part in grades(three.scenario)} == {
        ("households", "E", 1.0),
        ("costs", "E", 1.0),
    }
    assert stamp(three.scenario, ("breadth", "depth")) == "assumption: for discussion only"
    assert dict(meanings(three.scenario))["depth"] == "Sufficient support: a poor household enrolled at intensive."
    assert len(left_out(three.scenario)) >= 5
    assert certificate_sentence(three.certificate).startswith("Every breakpoint is here")


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"levels": "level_id order name reached deep\nentry 1 E 1 0\nmiddle 2 M 1 0.9\nintensive 3 I 1 1",
          "costs": "cluster_id level_id cost_per_household\n* entry 2\n* middle 4\n* intensive 10"}, "W2"),
        ({"settings": settings(min_contact_days=5),
          "levels": "level_id order name reached deep min_contact_days\nentry 1 E 1 0 1\nintensive 2 I 1 1 9"}, "W3"),
        ({"clusters": "cluster_id name department_id poor_households start_up_cost\nbarpali B d 100 301"}, "W4"),
        ({"clusters": "cluster_id name department_id poor_households start_up_agent_months\nbarpali B d 100 9",
          "agents": "year agent_months\n1 8"}, "W5"),
        ({}, "W6"),
        ({"budgets": "department_id year envelope\nd 1 1500"}, "W9"),
        ({"segments": "cluster_id segment_id households poor_share women_share\nbarpali all 100 1 0.5\nsonepur all 50 1 0.5",
          "limits": "limit_id measure sense value\nw share:women >= 0.5"}, "W10"),
        ({"costs": "cluster_id level_id cost_per_household confirmed\n* entry 0.0001 -\n* intensive 10000 1"}, "W11"),
        ({"effects": "level_id income_gain persistence\nentry 1 1\nintensive 2 1"}, "W12"),
        ({"clusters": "cluster_id name department_id poor_households min_coverage\nbarpali B d 200 1"}, "W13"),
        ({"effects": "level_id income_gain persistence source\nentry 1 1 one\nintensive 1 1 two"}, "W14"),
    ],
)  # fmt: skip
def test_a_remark(tmp_path: Path, tables: dict[str, str], code: str) -> None:
    """Allowed, but said."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "plan", {**SMALL, **tables}))
    assert code in {remark.code for remark in scenario.remarks}


def test_remarks_on_costs_name_a_file_that_is_there() -> None:
    """Orissa has no costs.csv: its costs are those of activities."""
    (said,) = [r for r in tradeoff.read_scenario("orissa").remarks if r.code == "W6" and r.what.startswith("all costs")]
    assert said.file == "activities.csv"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("weavers", "1", "<=")], ["Facilitation can be no longer in Riverside weavers (illustrative)."]),
        ([("weavers", "2", ">=")], ["Facilitation can be no shorter in Riverside weavers (illustrative)."]),
        (
            [("weavers", "1", "<="), ("weavers", "1", ">=")],
            ["Facilitation can be neither longer nor shorter in Riverside weavers (illustrative)."],
        ),
        # As long as may be in one year and as short in another: each is said of its own.
        (
            [("weavers", "1", "<="), ("weavers", "2", ">=")],
            [
                "Facilitation can be no longer in Riverside weavers (illustrative).",
                "Facilitation can be no shorter in Riverside weavers (illustrative).",
            ],
        ),
    ],
)
def test_which_bound_of_facilitation_holds_is_said(rows: list[tuple[str, str, str]], said: list[str]) -> None:
    binding = tuple(
        RowMeaning(
            name="facilitation",
            kind=RowKind.FACILITATION,
            keys=(("cluster", cluster), ("year", year)),
            sense=sense,
            bound=6.0,
            unit=AGENT_MONTHS,
        )
        for cluster, year, sense in rows
    )
    plan: Any = SimpleNamespace(binding=binding)
    assert list(binding_sentences(plan, tradeoff.read_scenario("three-pairs"))) == said


def test_a_range_has_its_unit_once() -> None:
    scenario = tradeoff.read_scenario("three-pairs")
    unit = float(scenario.settings.money_unit)
    assert between(scenario, "selectivity", 98e5 / unit, 1.2e7 / unit) == ("Rs 98 lakh", "Rs 1.2 crore a year")
    assert between(scenario, "breadth", 619, 963) == ("619", "963 households")


def test_levels_that_reach_nobody_are_told_apart() -> None:
    """Who is served only there is missing among the reached; of three clusters every level reaches."""
    assert uncounted_levels(tradeoff.read_scenario("three-pairs")) == ("Innovation: design and technology",)
    assert uncounted_levels(tradeoff.read_scenario("three-clusters")) == ()
