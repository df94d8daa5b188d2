"""How `why` speaks: figures of tables are exact, levels are named, titles are found, and it reads as the command does."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_scenario import SMALL
from tests.test_why import AGENTS, claims_of, plan_with
from tradeoff.advice.why import AGAINST, GIVEN, INPUTS
from tradeoff.words.spoken import in_language


def test_what_tables_give_is_not_rounded(tmp_path: Path) -> None:
    """26.64 thousand are 26,640, and a limit of 12,345 is no 12,300."""
    tables = {
        "costs": "level_id cost_per_household\nentry 2\nstandard 5\nintensive 26.64",
        "limits": "limit_id measure cluster_id sense value\nfive money a >= 12.345",
    }
    answer = tradeoff.why(plan_with(tmp_path, **tables), "a", at={"breadth": 30}, confirm=False)
    said = [str(claim) for claim in claims_of(answer, INPUTS)]
    assert any("costs Rs 26,640 a household" in sentence for sentence in said)
    assert "money at least Rs 12,345 in Angul" in str(answer)


def test_what_is_set_side_by_side_names_its_level(tmp_path: Path) -> None:
    """A line each level, with the months that differ where the money is the same; in French too."""
    scenario = plan_with(tmp_path, **AGENTS)
    answer = tradeoff.why(scenario, "b", at={"breadth": 20}, against="a", confirm=False)
    said = [str(claim) for claim in claims_of(answer, AGAINST)]
    # Levels are named as their tables name them.
    for name, cost, there, here in (
        ("entry", "2,000", "1 month", "2 months"),
        ("standard", "5,000", "2 months", "3 months"),
    ):
        (line,) = [sentence for sentence in said if f", {name}: " in sentence.lower()]
        assert line.endswith(f": Rs {cost} and {here} in Barpali, Rs {cost} and {there} in Angul.")
    with in_language("fr"):
        french = str(tradeoff.why(scenario, "b", at={"breadth": 20}, against="a", confirm=False))
    assert not [line for line in french.splitlines() if line.count(" et ") > 3]


def test_a_title_is_found_and_a_part_of_it_is_asked_back() -> None:
    """A name ends in a remark in brackets, which nobody types; of a part the id is told."""
    scenario = tradeoff.read_scenario("three-pairs")
    answer = tradeoff.why(scenario, "Station Road machine shops", at={"breadth": 900}, confirm=False)
    assert answer.subject.subject_id == "machine"
    with pytest.raises(ValueError, match=r"did you mean 'machine' \(Station Road machine shops"):
        tradeoff.why(scenario, "Station Road", at={"breadth": 900})


def test_a_plan_is_asked_by_its_name_and_reads_as_the_command_does() -> None:
    """`at="middle"` is the plan that `--at middle` is; its text is what the command prints."""
    scenario = tradeoff.read_scenario("three-clusters")
    answer = tradeoff.why(scenario, "forest", trade="depth-breadth", at="middle")
    assert answer.level == pytest.approx(675)
    shown = run("why", "three-clusters", "forest", "--trade", "depth-breadth", "--at", "middle").stdout
    assert f"{answer}\n" == shown
    with pytest.raises(ValueError, match=r"no plan called 'midle' here; there are x-end \(broad\), middle"):
        tradeoff.why(scenario, "forest", at="midle")


def test_all_departments_spend(tmp_path: Path) -> None:
    """Where one envelope is everybody's they are many."""
    costs = "cluster_id level_id cost_per_household\na entry 2\nb entry 3\n* standard 5\na intensive 10\nb intensive 12"
    scenario = plan_with(tmp_path, budgets="department_id year envelope\nALL 1 20", costs=costs)
    answer = tradeoff.why(scenario, "b", at={"breadth": 5}, confirm=False)
    spent = [str(claim) for claim in claims_of(answer, GIVEN) if "on clusters" in str(claim)]
    assert [sentence.split(" goes to")[0] for sentence in spent] == [
        "What all departments spend on clusters in this plan"
    ]


def test_a_year_in_which_nothing_opens_is_not_named() -> None:
    """Of the forest a fifth opens in the first year and 36% in the third; a thousandth between is no 0%."""
    answer = tradeoff.why(tradeoff.read_scenario("three-pairs"), "forest", at={"breadth": 900}, confirm=False)
    assert "It is opened in 2026-27 (20%) and 2028-29 (36%)." in map(str, claims_of(answer, GIVEN))


def test_the_name_to_write_can_be_typed(tmp_path: Path) -> None:
    """With money for all there is one plan, called by one name, and no bracket that a shell would read."""
    write_folder(tmp_path / "rich", {**SMALL, "budgets": "department_id year envelope\nd 1 3000"})
    told = run("plan", "rich", "--trade", "depth-breadth", "--at", "middle", folder=tmp_path, code=2).stderr
    assert told.strip().endswith("write --at x-end")
