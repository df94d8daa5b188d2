"""One plan on one screen: its sums are those of its tables, and it says what is owed and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tradeoff.reports.plan_summary import not_funded_line, owed_line, plan_headline, plan_summary


def test_the_sums_of_the_screen_are_those_of_the_tables() -> None:
    """Money by department and by activity in lakh, year by year and in all; clusters by money; openings by year."""
    scenario = tradeoff.read_scenario("three-pairs")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=1000)
    sections = {section.title: section.lines for section in plan_summary(plan, scenario, every=True)}
    total = plan.money["amount"].sum() / 100_000
    for title in ("Money by department, Rs lakh", "Money by activity, Rs lakh"):
        *parts, every = sections[title]
        assert every["all years"] == f"{total:,.1f}"
        assert sum(float(str(part["all years"])) for part in parts) == pytest.approx(total, abs=0.05 * len(parts))
    served = sections["Clusters served, by money"]
    assert [line["Rs lakh"] for line in served] == sorted((line["Rs lakh"] for line in served), key=lambda t: -float(t))
    assert len(served) == plan.households["cluster"].nunique()
    assert "Rs 60 lakh" in plan_headline(plan, scenario)


def test_what_is_left_out_is_counted() -> None:
    """At the end with the most depth one of three clusters is served."""
    scenario = tradeoff.read_scenario("three-clusters")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=200)
    assert plan_headline(plan, scenario) == "1 of 3 clusters is served with Rs 31 lakh of Rs 31 lakh."
    line = not_funded_line(plan, scenario)
    assert line.startswith("Not funded in this plan of the scenario: 2 of 3 clusters (")


def test_what_is_owed_after_the_project_is_told(tmp_path: Path) -> None:
    """Opened in the last of two years and accompanied for three: six months a year are owed in years 3 and 4."""
    tables = {
        "settings": settings(
            project_years=2, horizon_years=4, accompaniment_years=3, finish_inside=0, facilitation_cost=0
        ),
        "clusters": "cluster_id name department_id poor_households min_facilitation_months\nA A d 10 6",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "level_id cost_per_household\nentry 1",
        "budgets": "department_id year envelope\nd 1 0\nd 2 10",
        "agents": "year agent_months\n1 0\n2 100",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "late", tables))
    plan = tradeoff.Study(scenario).best("breadth")
    said = "Facilitation months owed after the project, which the state must carry: 6.0 in year 3 and 6.0 in year 4."
    assert owed_line(plan, scenario) == said
    shown = run("plan", "late", "--trade", "depth-breadth", "--at", "breadth=10", folder=tmp_path).stdout
    assert said in shown


def test_the_screen_of_a_state_fits(tmp_path: Path) -> None:
    """On Orissa's pilots: at most 70 lines without --all, and one way of grouping digits."""
    shown = run("plan", "orissa-pilots", "--trade", "depth-breadth", "--at", "y-end").stdout
    assert len(shown.splitlines()) <= 70
    assert "What limits depth at" in shown


def test_limits_are_told_at_what_the_plan_has() -> None:
    """Below what the other aim's end has anyway, the level is that end's own."""
    shown = run("plan", "three-pairs", "--trade", "today-tomorrow", "--at", "tomorrow=1 lakh").stdout
    assert "What limits today at Rs 7.38 lakh of tomorrow" in shown
