"""Agents who are trained and leave, and clusters that follow pilots: answers worked by hand and exact simplex."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_oracles import best
from tradeoff.programme.plan import PlanReader
from tradeoff.programme.programme import build_programme


def trained(tmp_path: Path, capacity: str, attrition: str) -> Path:
    """M3: two agents, half a month a household; an agent trained in year 1 costs 10 and works from year 2 on."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3, agent_availability=1),
        "clusters": "cluster_id name department_id poor_households\na A d 1000",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 2 0.5",
        "budgets": "department_id year envelope\nd 1 100\nd 2 400",
        "agents": "year in_post training_capacity attrition training_cost\n"
        f"1 2 {capacity} {attrition} 10\n2 - {capacity} {attrition} 10",
    }
    return write_folder(tmp_path / "m3", tables)


@pytest.mark.parametrize(("capacity", "attrition", "expected"), [("3", "0", 155), ("0", "0", 96), ("3", "0.5", 131)])
def test_training_agents(tmp_path: Path, capacity: str, attrition: str, expected: int) -> None:
    """M3: nobody is trained in the last year, and who was is paid for once."""
    folder = trained(tmp_path, capacity, attrition)
    assert best(folder, "breadth") == pytest.approx(expected, rel=1e-9)
    plan = tradeoff.Study(tradeoff.read_scenario(folder)).best("breadth")
    by_year = plan.agents.set_index("year")["trained"]
    assert by_year[2] == 0
    paid = plan.money[plan.money["activity"] == "training"]
    assert paid["amount"].sum() == pytest.approx(10_000 * by_year[1], abs=1)
    assert set(paid["cluster"]) <= {""}


@pytest.mark.parametrize(("posts", "expected"), [("-", 155), ("4", 136), ("2", 96)])
def test_no_more_agents_than_posts(tmp_path: Path, posts: str, expected: int) -> None:
    """M3 with posts, by hand: r trained leave 50 - 5 r households in year 1 (48 at most) and 48 + 24 r in year 2.

    With four posts r is at most 2: 40 + 96. With two nobody is trained: 48 + 48.
    """
    tables = {
        "settings": settings(project_years=2, horizon_years=3, agent_availability=1),
        "clusters": "cluster_id name department_id poor_households\na A d 1000",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 2 0.5",
        "budgets": "department_id year envelope\nd 1 100\nd 2 400",
        "agents": f"year in_post training_capacity training_cost posts\n1 2 3 10 {posts}\n2 - 3 10 {posts}",
    }
    assert best(write_folder(tmp_path / "posts", tables), "breadth") == pytest.approx(expected, rel=1e-9)


def network(
    tmp_path: Path,
    *,
    pilots: int = 20,
    roll_outs: int = 90,
    years: int,
    start: tuple[int, int],
    also: dict[str, str],
    **keys: object,
) -> Path:
    """Pilots and roll-outs of one household each; a pilot takes an agent all year, a roll-out a third of one."""
    names = [(f"p{i}", "pilot", start[0], 12) for i in range(pilots)]
    names += [(f"r{i}", "roll_out", start[1], 4) for i in range(roll_outs)]
    head = "cluster_id name department_id poor_households role start_up_cost min_facilitation_months"
    rows = [f"{c} {c} d 1 {role} {cost} {months}" for c, role, cost, months in names]
    return write_folder(
        tmp_path / "network",
        {
            "settings": settings(project_years=years, horizon_years=years + 1, agent_availability=1, **keys),
            "clusters": "\n".join([head, *rows]),
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 0",
            **also,
        },
    )


def taught(tmp_path: Path, lag: str) -> Path:
    """M1-9: money for five pilots in year 1; each shows 8 others, at half its cost, how to start `lag` years later."""
    return network(
        tmp_path,
        pilots=40,
        years=2,
        start=(12, 6),
        also={
            "budgets": "department_id year envelope\nd 1 60\nd 2 300",
            "replication": f"starts_per_pilot lag_years\n8 {lag}",
        },
    )


@pytest.mark.parametrize(("lag", "expected"), [("1", 50), ("2", 30), ("-", 50)])
def test_pilots_show_how_to_start(tmp_path: Path, lag: str, expected: int) -> None:
    """M1-9: five pilots for 60 in year 1, which teach 8 starts at 6 each; others cost 12 as the pilots did."""
    assert best(taught(tmp_path, lag), "breadth") == pytest.approx(expected, rel=1e-9)


M11 = {
    "all enablers": ({}, "938169/11000"),
    "money without limit": ({"money": (10**5,) * 4}, "990819/11000"),
    "agents without limit": ({"agents": False}, "273/2"),
    "no training centre": ({"centre": False}, "477819/11000"),
    "pilots coach nobody": ({"coach": 0}, "645219/11000"),
    "no pilots": ({"pilots": 0}, "0"),
    "nobody leaves": ({"leave": "0"}, "2007/22"),
    "a third leaves": ({"leave": "0.333333333333333333"}, "1516/21"),
    "no harmonisation": ({"harmonised": False}, "8278119/110000"),
    "at most 4 pilots": ({"pilots": 4}, "36"),
    "at most 2 pilots": ({"pilots": 2}, "18"),
}
M11_QUICK = ("no pilots", "at most 2 pilots")


def m11(
    tmp_path: Path,
    reforms: tuple[bool, bool],
    *,
    money: tuple[int, ...] = (60, 120, 240, 240),
    agents: bool = True,
    coach: int = 2,
    leave: str = "0.1",
    pilots: int = 20,
) -> Path:
    """Four scarce things: people, method, money, rules; `reforms`: training centre, harmonisation."""
    centre, harmonised = ("yes" if made else "no" for made in reforms)
    also = {
        "funds": "fund_id name\nown Own\nscheme Scheme",
        "budgets": "department_id fund_id year envelope\n"
        + "\n".join(f"d own {t} {amount}\nd scheme {t} 90" for t, amount in enumerate(money, start=1)),
        "enabling": "investment_id name cost made opens_fund training_added\n"
        f"centre Centre 15 {centre} - {10 if agents else '-'}\nrules Rules 20 {harmonised} scheme -",
        "replication": f"starts_per_pilot agents_per_pilot_year\n8 {coach if agents else '-'}",
    }
    if agents:
        also["agents"] = "year in_post training_capacity attrition training_cost\n" + "\n".join(
            f"{t} {3 if t == 1 else '-'} 1 {leave} 2" for t in range(1, 5)
        )
    return network(tmp_path, pilots=pilots, roll_outs=150, years=4, start=(12, 6), also=also)


def m11_runs(tmp_path: Path, name: str) -> Iterator[Path]:
    """The folder of each combination of reforms that a run of M11 may make, one after the other."""
    changes, _ = M11[name]
    given = {key: value for key, value in changes.items() if key not in ("centre", "harmonised")}
    allowed = [(False, True) if changes.get(key, True) else (False,) for key in ("centre", "harmonised")]
    for reforms in itertools.product(*allowed):
        yield m11(tmp_path, reforms, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [pytest.param(n, marks=() if n in M11_QUICK else pytest.mark.slow) for n in M11])
def test_people_method_money_and_rules(tmp_path: Path, name: str) -> None:
    """M11: clusters opened at most, the best over its combinations of reforms."""
    _, expected = M11[name]
    found = [best(folder, "breadth") for folder in m11_runs(tmp_path, name)]
    assert max(found) == pytest.approx(float(Fraction(expected)), rel=1e-9, abs=1e-9)


def test_what_a_solver_leaves_of_nothing_is_nothing(tmp_path: Path) -> None:
    """Values of 5.9e-15 in every column are no agent trained and no month used."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3, agent_availability=1),
        "clusters": "cluster_id name department_id poor_households start_up_agent_months\na A d 1000 2",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 2 0.5",
        "budgets": "department_id year envelope\nd 1 100\nd 2 400",
        "agents": "year in_post training_capacity\n1 2 3\n2 - 3",
    }
    programme = build_programme(tradeoff.read_scenario(write_folder(tmp_path / "noise", tables)))
    plan = PlanReader(programme).read({column.name: 5.9e-15 for column in programme.columns})
    counted = plan.agents[["trained", "start_up", "facilitation", "households"]]
    assert counted.to_numpy().tolist() == [[0.0] * 4] * 2
    assert plan.agents["available"].tolist() == pytest.approx([24, 24], rel=1e-12)


def test_the_page_names_training(tmp_path: Path) -> None:
    """Money of no cluster is told as the state's, by department in shares of the envelopes."""
    from tradeoff.reports.page_data import page_data
    from tradeoff.reports.reported import Reported
    from tradeoff.reports.told import tell

    tables = {
        "settings": settings(project_years=2, horizon_years=3, agent_availability=1),
        "departments": "department_id name\nd North\ne South",
        "clusters": "cluster_id name department_id poor_households\na A d 1000\nb B e 1000",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nmore 2 More 1 1",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 2 0.5\n* more 5 0.5",
        "budgets": "department_id year envelope\nd 1 75\nd 2 300\ne 1 25\ne 2 100",
        "agents": "year in_post training_capacity training_cost\n1 2 3 10\n2 - 3 10",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "page", tables))
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    data = page_data(tell(Reported(frontiers=[frontier])))
    assert data["clusters"][""] == "The state as a whole"
    assert data["activities"]["training"] == "Training of agents"
    paid = frontier.plans[0].money
    by_department = paid[paid["activity"] == "training"].groupby("department")["amount"].sum()
    assert by_department["d"] == pytest.approx(3 * by_department["e"], abs=3)
    assert by_department["e"] > 0
