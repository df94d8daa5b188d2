"""What cannot be meant of lives of clusters and of people is told with its place, its value and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder

AGENTS = "year in_post training_capacity\n1 4 2\n2 - 2\n3 - 2"


def tables(**changes: str) -> dict[str, str]:
    """Two clusters over three years, accompanied for two."""
    return {
        "settings": settings(project_years=3, horizon_years=6, accompaniment_years=2),
        "clusters": "cluster_id name department_id poor_households min_facilitation_months status\n"
        "a A d 100 6 running\nb B d 100 6 candidate",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\n* entry 1",
        "budgets": "department_id year envelope\nd 1 50\nd 2 50\nd 3 50",
        "agents": AGENTS,
    } | changes


def lasting(years: object, **also: object) -> str:
    return settings(project_years=3, horizon_years=6, accompaniment_years=years, **also)


def waiting(years: int) -> dict[str, str]:
    """A second level at which one can join after so many years."""
    return {
        "levels": f"level_id order name reached deep after_years\nentry 1 Entry 1 1 0\nlate 2 Late 1 1 {years}",
        "costs": "level_id cost_per_household\nentry 1\nlate 2",
    }


def test_a_wait_that_a_running_cluster_has_behind_it(tmp_path: Path) -> None:
    """Three years of three are too long for a new cluster; one that ran for a year has four by the last."""
    ran = "cluster_id name department_id poor_households status accompanied_before\na A d 100 running 1\nb B d 9 candidate -"
    given = tables(settings=settings(project_years=3, horizon_years=6), clusters=ran, **waiting(3))
    tradeoff.read_scenario(write_folder(tmp_path / "ran", given))
    with pytest.raises(tradeoff.ScenarioError, match=r"write less than 4"):
        tradeoff.read_scenario(write_folder(tmp_path / "late", given | waiting(4)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"settings": lasting(4)}, "settings.csv, row 5, accompaniment_years: longer than the 3 project years within which it is to end, so that no cluster could be opened ('4') -> write at most 3, or finish_inside 0"),
        ({"settings": lasting(0)}, "no year of accompaniment ('0') -> write 1 or more; leave it blank for all years of the project"),
        ({"levels": "level_id order name reached deep after_years\nentry 1 Entry 1 1 2"}, "levels.csv, row 2, after_years: a cluster graduates after 2 years, before anybody could join at entry ('2') -> write less than 2"),
        ({"clusters": "cluster_id name department_id poor_households accompanied_before\na A d 100 1"}, "row 2, accompanied_before: a has not been opened before the project ('1') -> set its status to running or pilot"),
        ({"settings": settings(project_years=3, horizon_years=6), **waiting(3), "agents": "year in_post\n1 4\n2 4\n3 4"}, "levels.csv, row 3, after_years: no cluster is open for so long within the 3 project years, so that nobody could join at late ('3') -> write less than 3, or remove the level"),
        ({"settings": lasting(5, finish_inside=0), **waiting(4)}, "levels.csv, row 3, after_years: no cluster is open for so long within the 3 project years, so that nobody could join at late ('4')"),
        ({"agents": "year in_post training_capacity\n1 4 2\n2 5 2\n3 - 2"}, "agents.csv, row 3, in_post: agents are trained or leave, so how many are at work follows from year 1 ('5') -> leave the cell blank"),
        ({"agents": "year in_post agent_months attrition\n1 4 - 0.1\n2 - 40 0.1\n3 - - 0.1"}, "row 3, agent_months: agents are trained or leave, so their months follow from how many are at work ('40')"),
        ({"agents": "year in_post training_capacity\n1 - 2\n2 - 2\n3 - 2"}, "row 2, in_post: agents are trained or leave, and nobody says how many there are at first -> write in_post"),
        ({"agents": "year in_post posts\n1 4 9\n2 4 9\n3 4 9"}, "row 2, posts: nobody is trained, so that it reaches nothing ('9') -> write training_capacity in each year"),
        ({"agents": "year in_post training_cost\n1 4 9\n2 4 -\n3 4 -"}, "training_cost: nobody is trained, so that it reaches nothing ('9')"),
        ({"agents": "year in_post training_capacity posts\n1 4 2 3\n2 - 2 -\n3 - 2 -"}, "posts: 4 agents are at work in year 1 without anybody trained, and nobody is sent away ('3') -> raise it"),
        ({"agents": "year in_post pay\n1 4 2\n2 4 2\n3 4 2"}, "pay: this column is no longer read ('pay') -> remove it; pay stands in facilitation_cost"),
        ({"agents": "year in_post load_pilot\n1 4 2\n2 4 2\n3 4 2"}, "load_pilot: this column is no longer read ('load_pilot') -> remove it; write what an agent can accompany as min_facilitation_months"),
        ({"agents": "year in_post load_rollout\n1 4 2\n2 4 2\n3 4 2"}, "load_rollout: this column is no longer read"),
        ({"departments": "department_id name absorption_now\nd D 4"}, "absorption_now: this column is no longer read"),
        ({"departments": "department_id name absorption_per_trained_staff\nd D 4"}, "absorption_per_trained_staff: this column is no longer read"),
        ({"segments": "cluster_id segment_id households poor_share workers_per_household\na x 9 1 2\nb x 9 1 2"}, "workers_per_household: this column is no longer read"),
        ({"levels": "level_id order name reached deep requires_level\nentry 1 Entry 1 1 -"}, "requires_level: this column is no longer read"),
        ({"replication": "starts_per_pilot\n8\n9"}, "replication.csv, row 3: one row holds for all pilots, and this is another -> keep one row"),
        ({"replication": "starts_per_pilot lag_years\n- 1"}, "starts_per_pilot: the row says nothing -> write starts_per_pilot or agents_per_pilot_year"),
        ({"replication": "agents_per_pilot_year\n2", "agents": "year in_post\n"}, "agents_per_pilot_year: agents have no limit here"),
        ({"agents": "year in_post\n1 4\n2 4\n3 4", "enabling": "investment_id name cost made training_added\nm M 1 yes 3"}, "enabling.csv, row 2, training_added: agents are not counted from year to year, so training that is added reaches nothing ('3')"),
    ],
)  # fmt: skip
def test_a_fault_and_its_mend(tmp_path: Path, changes: dict[str, str], told: str) -> None:
    """One wrong form each."""
    given = tables(**changes)
    if "segments" in changes:
        given["clusters"] = "cluster_id name department_id\na A d\nb B d"
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(write_folder(tmp_path / "wrong", given))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"replication": "starts_per_pilot\n8"}, "W19 replication.csv, row 2, starts_per_pilot: no cluster is a pilot, so that no roll-out can be opened"),
        ({"clusters": "cluster_id name department_id poor_households status accompanied_before\na A d 9 running 2"}, "W20 clusters.csv, row 2, accompanied_before: a has been accompanied for all 2 years before, and takes nobody any more ('2')"),
        ({"settings": lasting(4, finish_inside=0)}, "W21 settings.csv, row 5, accompaniment_years: every cluster is accompanied beyond the 3 project years ('4') -> see what the state owes"),
    ],
)  # fmt: skip
def test_a_remark(tmp_path: Path, changes: dict[str, str], told: str) -> None:
    """Allowed, and doubtful."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "odd", tables(**changes)))
    assert told in "\n".join(f"{remark.code} {remark}" for remark in scenario.remarks)


def test_a_row_that_cannot_be_read_is_not_missing_too(tmp_path: Path) -> None:
    """One fault, not a second one that asks for the row that is there."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(
            write_folder(tmp_path / "share", tables(agents="year in_post attrition\n1 4 1.2\n2 - 0.1\n3 - 0.1"))
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "agents.csv, row 2, attrition: a share lies between 0 and 1 ('1.2') -> write a share such as 0.35"
    ]


def test_floors_that_people_or_method_cannot_meet_are_told(tmp_path: Path) -> None:
    """One pilot has shown half a start: 50 of 100 households, 30 short of the floor."""
    given = tables(
        replication="starts_per_pilot\n0.5",
        clusters="cluster_id name department_id poor_households status\na A d 100 pilot\nb B d 100 candidate",
        limits="limit_id measure cluster_id sense value\nfloor households b >= 80",
    )
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "clash", given))
    with pytest.raises(tradeoff.InfeasibleError):
        tradeoff.Study(scenario).best("breadth")
    from tradeoff.advice.clashes import explain_clash
    from tradeoff.programme.programme import build_programme

    told = explain_clash(build_programme(scenario))
    assert "limits.csv, row 2, limit floor" in told
    assert "short by 30 households" in told


def test_what_binds_is_said(tmp_path: Path) -> None:
    """Pilots have shown one start in two years, and money lies idle: the method is what is said."""
    from tradeoff.advice.binding import binding_sentences

    given = tables(
        replication="starts_per_pilot\n0.5",
        clusters="cluster_id name department_id poor_households status\na A d 10 pilot\nb B d 100 candidate",
        budgets="department_id year envelope\nd 1 500\nd 2 500\nd 3 500",
    )
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "binds", given))
    plan = tradeoff.Study(scenario).best("breadth")
    assert plan.objectives["breadth"] == pytest.approx(60)
    said = " ".join(binding_sentences(plan, scenario))
    assert "No more clusters can be opened by the method that pilots have shown by year" in said
