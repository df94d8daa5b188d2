"""The life of a cluster: answers worked by hand and exact simplex, from folders as a planner writes them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_oracles import assert_points, best, points


def eight_clusters(tmp_path: Path, agents: str, **also: object) -> Path:
    """L1: eight clusters of one household, 6 months a year each while accompanied, four years, money without end."""
    names = [f"c{i}" for i in range(8)]
    return write_folder(
        tmp_path / "l1",
        {
            "settings": settings(project_years=4, horizon_years=5, agent_availability=1, **also),
            "clusters": "cluster_id name department_id poor_households min_facilitation_months max_facilitation_months\n"
            + "\n".join(f"{name} {name} d 1 6 6" for name in names),
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 1",
            "budgets": "department_id year envelope\n" + "\n".join(f"d {t} 100" for t in range(1, 5)),
            "agents": agents,
        },
    )


ONE_AGENT = "year in_post\n" + "\n".join(f"{t} 1" for t in range(1, 5))
ONE_TRAINED = "year in_post training_capacity\n1 1 1\n" + "\n".join(f"{t} - 1" for t in range(2, 5))


@pytest.mark.parametrize(
    ("agents", "also", "expected"),
    [
        (ONE_AGENT, {}, 2),
        (ONE_AGENT, {"accompaniment_years": 2}, 4),
        (ONE_TRAINED, {"accompaniment_years": 2}, 8),
        (ONE_AGENT, {"accompaniment_years": 3}, 2),
    ],
)
def test_an_agent_is_free_when_a_cluster_graduates(
    tmp_path: Path, agents: str, also: dict[str, object], expected: int
) -> None:
    """L1: one agent accompanies two clusters at a time; those of years 1 and 2 leave room for two more."""
    assert best(eight_clusters(tmp_path, agents, **also), "breadth") == pytest.approx(expected, rel=1e-9)


def waiting(tmp_path: Path, wait: int) -> Path:
    """L2: a cluster of 100; intensive costs 2 and may wait, entry costs 1, and money is 100 a year."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households\na A d 100",
        "levels": f"level_id order name reached deep after_years\nentry 1 Entry 1 0 0\nintensive 2 Intensive 1 1 {wait}",
        "costs": "cluster_id level_id cost_per_household\n* entry 1\n* intensive 2",
        "budgets": "department_id year envelope\nd 1 100\nd 2 100",
    }
    return write_folder(tmp_path / "l2", tables)


@pytest.mark.parametrize(("wait", "expected"), [(0, "100 100"), (1, "100 50")])
def test_a_level_that_waits(tmp_path: Path, wait: int, expected: str) -> None:
    """L2: after a wait of a year only the second year's money can pay for intensive."""
    assert_points(points(waiting(tmp_path, wait)), expected)


def gated(tmp_path: Path, gate: str) -> Path:
    """L3: two clusters of 400, 6 months a year each; 6, 12 and 12 months there are; a gate of so many a month."""
    tables = {
        "settings": settings(project_years=3, horizon_years=4),
        "clusters": "cluster_id name department_id poor_households min_facilitation_months max_facilitation_months\n"
        "a A d 400 6 6\nb B d 400 6 6",
        "levels": f"level_id order name reached deep trust_gate\nentry 1 Entry 1 1 {gate}",
        "costs": "cluster_id level_id cost_per_household\n* entry 1",
        "budgets": "department_id year envelope\nd 1 1000\nd 2 1000\nd 3 1000",
        "agents": "year agent_months\n1 6\n2 12\n3 12",
    }
    return write_folder(tmp_path / "l3", tables)


@pytest.mark.parametrize(("gate", "expected"), [("20", 600), ("-", 800)])
def test_a_gate_on_the_first_level(tmp_path: Path, gate: str, expected: int) -> None:
    """L3: a cluster of year 1 has done 18 months by year 3, one of year 2 twelve: 20 x 30."""
    assert best(gated(tmp_path, gate), "breadth") == pytest.approx(expected, rel=1e-9)


def running(tmp_path: Path, before: str, *, inside: int = 1, cost: int = 0) -> Path:
    """A running cluster of 100, accompanied for 2 of 3 years, 6 months a year; one level waits a year."""
    return write_folder(
        tmp_path / "running",
        {
            "settings": settings(
                project_years=3, horizon_years=4, accompaniment_years=2, finish_inside=inside, facilitation_cost=cost
            ),
            "clusters": "cluster_id name department_id poor_households min_facilitation_months status accompanied_before\n"
            f"a A d 100 6 running {before}",
            "levels": "level_id order name reached deep after_years\nentry 1 Entry 1 0 0\nintensive 2 Intensive 1 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 1\n* intensive 2",
            "budgets": "department_id year envelope\nd 1 500\nd 2 500\nd 3 500",
        },
    )


@pytest.mark.parametrize(("before", "months", "deep_in"), [("-", {1: 6, 2: 6}, 2), ("1", {1: 6}, 1)])
def test_a_running_cluster_is_accompanied_from_when_it_says(
    tmp_path: Path, before: str, months: dict[int, float], deep_in: int
) -> None:
    """Blank: from year 1, so a level that waits a year opens in year 2. A year before: year 1 is its last."""
    study = tradeoff.Study(tradeoff.read_scenario(running(tmp_path, before)))
    plan = study.best("depth")
    assert {row.year: row.months for row in plan.facilitation.itertuples()} == months
    assert {row.year for row in plan.households.itertuples() if row.level == "intensive"} == {deep_in}
    assert plan.objectives["depth"] == pytest.approx(100)
    assert list(plan.openings["opened"]) == [1, 1, 1]


def test_nobody_joins_after_graduation(tmp_path: Path) -> None:
    """Accompanied for its two years before the project: it stays open, and takes nobody."""
    plan = tradeoff.Study(tradeoff.read_scenario(running(tmp_path, "2"))).best("breadth")
    assert plan.objectives["breadth"] == 0
    assert plan.households.empty
    assert plan.facilitation.empty


def test_what_is_owed_after_the_project_is_shown_and_paid(tmp_path: Path) -> None:
    """Opened in year 2 of 2 for three years, 6 months each: two years and 12 months are owed, at 1 a month.

    By hand: 10 in year 1 opens nothing worth having; year 2 pays 6 + 12 months of a share u, and 100 u households at 1:
    118 u = 59, so 50 households, and 6 u = 3 months owed in each of two years.
    """
    tables = {
        "settings": settings(
            project_years=2, horizon_years=3, accompaniment_years=3, finish_inside=0, facilitation_cost=1
        ),
        "clusters": "cluster_id name department_id poor_households min_facilitation_months max_facilitation_months\n"
        "a A d 100 6 6",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\n* entry 1",
        "budgets": "department_id year envelope\nd 1 0\nd 2 59",
    }
    plan = tradeoff.Study(tradeoff.read_scenario(write_folder(tmp_path / "owed", tables))).best("breadth")
    assert plan.objectives["breadth"] == pytest.approx(50, rel=1e-9)
    assert [(row.cluster, row.year, row.months) for row in plan.owed.itertuples()] == [
        ("a", 3, pytest.approx(3)),
        ("a", 4, pytest.approx(3)),
    ]
    paid = plan.money.groupby(["activity", "year"])["amount"].sum().to_dict()
    assert paid == {("facilitation", 2): 9000, ("support", 2): 50000}


def test_latest_start_and_the_end_of_accompaniment(tmp_path: Path) -> None:
    """Three years accompanied within four leave years 1 and 2 to open in; a latest start of 1 leaves year 1."""
    scenario = tradeoff.read_scenario(eight_clusters(tmp_path, ONE_AGENT, accompaniment_years=3))
    plan = tradeoff.Study(scenario).best("breadth")
    first = plan.openings.groupby("cluster")["year"].min()
    assert set(first) <= {1, 2}
    assert Fraction(plan.objectives["breadth"]).limit_denominator(1000) == 2
