"""How many clusters at most, before anything is solved: by hand, and never below what a solve finds."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_cli import run
from tests.test_life import ONE_AGENT, ONE_TRAINED, eight_clusters
from tests.test_oracles import best
from tradeoff.advice.ceiling import ceiling


@pytest.mark.parametrize(
    ("agents", "also", "expected"),
    [
        (ONE_AGENT, {}, 2),
        (ONE_AGENT, {"accompaniment_years": 2}, 4),
        (ONE_TRAINED, {"accompaniment_years": 2}, 8),
        (ONE_AGENT, {"accompaniment_years": 3}, 2),
    ],
)
def test_by_people(tmp_path: Path, agents: str, also: dict[str, object], expected: int) -> None:
    """L1: what the exact simplex finds is what the months of the right years allow."""
    scenario = tradeoff.read_scenario(eight_clusters(tmp_path, agents, **also))
    assert ceiling(scenario).people == expected


def state(tmp_path: Path, *, capacity: str = "10", coach: str = "1", centre: str = "yes", years: int = 3) -> Path:
    """43 agents for 150 clusters, four of them running pilots, 6 months a year for three of five years."""
    names = [f"c{i}" for i in range(150)]
    agents = "\n".join(f"{t} {43 if t == 1 else '-'} {capacity} 0.1" for t in range(1, 6))
    return write_folder(
        tmp_path / "state",
        {
            "settings": settings(project_years=5, horizon_years=10, accompaniment_years=years),
            "clusters": "cluster_id name department_id poor_households min_facilitation_months status\n"
            + "\n".join(f"{c} {c} d 10 6 {'pilot' if i < 4 else 'candidate'}" for i, c in enumerate(names)),
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 1",
            "budgets": "department_id year envelope\n" + "\n".join(f"d {t} 1000" for t in range(1, 6)),
            "agents": f"year in_post training_capacity attrition\n{agents}",
            "enabling": f"investment_id name cost made training_added\nfocal Focal 1 {centre} 10",
            "replication": f"starts_per_pilot lag_years agents_per_pilot_year\n20.5 1 {coach}",
        },
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, 121), ({"centre": "no"}, 104), ({"capacity": "0", "coach": "0", "centre": "no"}, 59)],
)
def test_a_state_of_150(tmp_path: Path, changes: dict[str, str], expected: int) -> None:
    """By hand: 43 agents, a tenth leaves a year; trained 10 + 4, then 10 + 4 + 10: 43, 52.7, 71.43, times 1.7 clusters."""
    scenario = tradeoff.read_scenario(state(tmp_path, **changes))
    most = ceiling(scenario)
    assert most.people == expected
    assert most.method == 86
    assert [row.at_a_time for row in most.by_year[:1]] == [73]
    assert "no agent is freed in time for a second start" in " ".join(most.sentences)
    assert f"at most about {expected} of 150 clusters" in " ".join(most.sentences)
    assert most.sentences[0] == "43 agents of year 1 can accompany 73 clusters at a time."


def test_a_second_start(tmp_path: Path) -> None:
    """Accompanied for two years, an agent of year 1 is free in year 3."""
    words = ceiling(tradeoff.read_scenario(state(tmp_path, years=2))).sentences
    assert any("an agent freed after the first 2 can start again in year 3" in sentence for sentence in words)


def running_and_new(tmp_path: Path, *, agents: int, before: int) -> Path:
    """One cluster that runs and two new ones, each half an agent's time for three of three years, two of them to start in."""
    return write_folder(
        tmp_path / "running",
        {
            "settings": settings(project_years=4, horizon_years=5, accompaniment_years=3, agent_availability=1),
            "clusters": "cluster_id name department_id poor_households min_facilitation_months status "
            "accompanied_before role\n"
            f"r R d 10 6 running {before} pilot\na A d 10 6 candidate 0 -\nb B d 10 6 candidate 0 -",
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 1",
            "budgets": "department_id year envelope\n" + "\n".join(f"d {t} 1000" for t in range(1, 5)),
            "agents": "year in_post\n" + "\n".join(f"{t} {agents}" for t in range(1, 5)),
            "replication": "starts_per_pilot\n2",
        },
    )


@pytest.mark.parametrize(("before", "free"), [(0, None), (1, None), (2, 2), (3, 1)])
def test_an_agent_of_a_running_cluster_is_free_earlier(tmp_path: Path, before: int, free: int | None) -> None:
    """Three years of accompaniment, of which so many were before; clusters are opened in year 2 at the latest."""
    words = " ".join(ceiling(tradeoff.read_scenario(running_and_new(tmp_path, agents=1, before=before))).sentences)
    assert ("no agent is freed in time for a second start" in words) == (free != 2)
    assert ("an agent of a cluster that ran before can start another in year 2" in words) == (free == 2)


@pytest.mark.parametrize(
    ("also", "starts", "said"),
    [
        ({}, "- -", "Accompanied for 3 years, a cluster is opened in year 2 at the latest"),
        ({}, "1 1", "Accompaniment takes 3 years. By latest_start a cluster is opened in year 1 at the latest"),
        ({}, "1 -", "Accompanied for 3 years, a cluster is opened in year 2 at the latest"),
        (
            {"finish_inside": 0},
            "- -",
            "Accompaniment takes 3 years. Within the project a cluster is opened in year 4 at the latest",
        ),
        (
            {"finish_inside": 0},
            "3 2",
            "Accompaniment takes 3 years. By latest_start a cluster is opened in year 3 at the latest",
        ),
    ],
)
def test_what_sets_the_last_year_of_opening(tmp_path: Path, also: dict[str, object], starts: str, said: str) -> None:
    """Four years, three of accompaniment: year 2 where it must end inside, unless latest_start is earlier everywhere."""
    folder = running_and_new(tmp_path, agents=1, before=0)
    first, second = starts.split()
    write_folder(
        folder,
        {
            "settings": settings(project_years=4, horizon_years=5, accompaniment_years=3, agent_availability=1, **also),
            "clusters": "cluster_id name department_id poor_households min_facilitation_months status latest_start role\n"
            f"r R d 10 6 running - pilot\na A d 10 6 candidate {first} -\nb B d 10 6 candidate {second} -",
        },
    )
    assert said in " ".join(ceiling(tradeoff.read_scenario(folder)).sentences)


@pytest.mark.parametrize(
    ("agents", "want"), [(3, "set no bound below all 3 clusters"), (1, "for want of people first")]
)
def test_a_want_only_where_one_is(tmp_path: Path, agents: int, want: str) -> None:
    """Three agents and a pilot that shows two others suffice for all three clusters; one agent for two."""
    most = ceiling(tradeoff.read_scenario(running_and_new(tmp_path, agents=agents, before=0)))
    assert (most.people, most.method) == (3 if agents == 3 else 2, 3)
    assert want in most.sentences[-1]


def test_nothing_that_limits_nothing_said() -> None:
    """No agents, no pilots: no ceiling."""
    most = ceiling(tradeoff.read_scenario("three-clusters"))
    assert (most.people, most.method, most.sentences) == (None, None, ())


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_opens_more(tmp_path: Path, seed: int) -> None:
    """Random agents by year, lengths and months: a solve finds no more, and with equal months as many, shares cut off."""
    rng = random.Random(seed)
    years, count = rng.randint(2, 5), 12
    lasts, equal = rng.randint(1, years), seed % 2 == 0
    rows = [f"c{i} c{i} d 1 {6 if equal else rng.randint(2, 9)} 12" for i in range(count)]
    tables = {
        "settings": settings(
            project_years=years,
            horizon_years=years + 1,
            accompaniment_years=lasts,
            finish_inside=rng.randint(0, 1),
            agent_availability=1,
        ),
        "clusters": "cluster_id name department_id poor_households min_facilitation_months max_facilitation_months\n"
        + "\n".join(rows),
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\n* entry 1",
        "budgets": "department_id year envelope\n" + "\n".join(f"d {t} 1000" for t in range(1, years + 1)),
        "agents": "year agent_months\n" + "\n".join(f"{t} {rng.randint(3, 40)}" for t in range(1, years + 1)),
    }
    folder = write_folder(tmp_path / "random", tables)
    opened = best(folder, "breadth")
    most = ceiling(tradeoff.read_scenario(folder)).people
    assert most is not None
    assert math.floor(opened + 1e-9) <= most
    if equal:
        assert math.floor(opened + 1e-9) == most


def test_check_says_it_first(tmp_path: Path) -> None:
    """`tradeoff check` prints years and ceiling; JSON holds both."""
    folder = str(state(tmp_path))
    told = run("check", folder).stdout
    assert "today is income in years 1 to 5, tomorrow is income in the 6th to 10th year after joining" in told
    assert "43 agents of year 1 can accompany 73 clusters at a time." in told
    assert json.loads(run("check", folder, "--format", "json").stdout)["ceiling"]["people"] == 121
