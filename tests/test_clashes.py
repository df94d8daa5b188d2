"""Why no plan satisfies all limits: the least change and the minimal clashes, against brute force and on paper."""

from __future__ import annotations

import csv
import random
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.clashing import Brute, write_clashing
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.independent.tiers import spread
from tests.test_cli import clash
from tradeoff.advice.clashes import MOST_CLASHES, Infeasibility, explain_infeasible
from tradeoff.advice.minimal_clashes import Verdict, find_minimal_clashes
from tradeoff.programme.elastic import loosen, own_size
from tradeoff.programme.programme import build_programme

SCENARIOS = Path(__file__).parent.parent / "scenarios"
QUICK, SLOW = 30, 270
"""Seeds; about one in six has limits that can hold, so that some 220 are left."""


def with_limits(folder: Path, *lines: str) -> Path:
    """A copy of `three-pairs` with more rows in its limits."""
    shutil.copytree(SCENARIOS / "three-pairs", folder)
    with (folder / "limits.csv").open("a", encoding="utf-8") as stream:
        stream.write("".join(f"{line}\n" for line in lines))
    return folder


def promise(limit_id: str, cluster: str, floor: int) -> str:
    """A row of limits: at least so many households."""
    return f"{limit_id},households,{cluster},,>=,{floor},a promise,invented,E"


def totals(found: Infeasibility) -> tuple[object, ...]:
    """What must be the same in every unit of money."""
    changes = (found.least, found.money, found.people, *found.alone)
    return (
        [clash.limit_ids for clash in found.clashes],
        found.more,
        [change and pytest.approx(change.total, rel=1e-6) for change in changes],
    )


@pytest.mark.parametrize("seed", spread(range(SLOW), one_in=SLOW // QUICK))
def test_as_brute_force_over_all_subsets(tmp_path: Path, seed: int) -> None:
    """The least sum of shares, and every subset that cannot hold while all smaller ones can; slow: of eight limits."""
    folder = write_clashing(tmp_path / "clash", seed, most=5 if seed % (SLOW // QUICK) == 0 else 8)
    brute = Brute(folder)
    scenario = tradeoff.read_scenario(folder)
    if brute.can_hold(list(brute.limits)):
        with pytest.raises(ValueError, match="can hold together"):
            explain_infeasible(scenario)
        return
    found = explain_infeasible(scenario, most=99)
    assert {frozenset(clash.limit_ids) for clash in found.clashes} == brute.minimal_clashes()
    assert found.more is False
    assert all(clash.is_confirmed for clash in found.clashes)
    changes = [change for change in (found.least, found.money, found.people, *found.alone) if change]
    assert all(change.is_confirmed for change in changes)
    assert not {dict(one.row.keys).get("limit_id") for change in changes for one in change.loosenings} & brute.laws
    least = brute.least()
    if least is None:
        # With all that is law kept no other limit helps; then money or people must, or nothing does.
        assert found.least is None or any(one.row.kind != "limit" for one in found.least.loosenings)
        return
    assert found.least is not None
    assert found.least.total == pytest.approx(least, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", spread(range(60), one_in=15))
def test_the_same_in_every_unit_of_money(tmp_path: Path, seed: int) -> None:
    """Rupees, lakh and crore are words."""
    found = []
    for unit in ("rupee", "thousand", "lakh", "crore"):
        scenario = tradeoff.read_scenario(write_clashing(tmp_path / unit, seed, most=6, money_unit=unit))
        try:
            found.append(totals(explain_infeasible(scenario)))
        except ValueError:
            found.append(("no clash",))
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("seed", range(30))
def test_two_promises_at_once(tmp_path: Path, seed: int) -> None:
    """Floors above what two lists hold: each clashes by itself, and nothing is a fault of the solver's."""
    rng = random.Random(seed)
    with (SCENARIOS / "three-pairs" / "clusters.csv").open(newline="", encoding="utf-8") as stream:
        names = [row["cluster_id"] for row in csv.DictReader(stream)]
    first, second = ("weavers", "forest") if seed == 0 else rng.sample(names, 2)
    floors = [90_000, 90_000] if seed == 0 else [rng.randint(3_000, 200_000) for _ in range(2)]
    folder = with_limits(tmp_path / "pairs", promise("one", first, floors[0]), promise("two", second, floors[1]))
    scenario = tradeoff.read_scenario(folder)
    with pytest.raises(tradeoff.InfeasibleError):
        tradeoff.trace_frontier(scenario, "depth-breadth")
    found = explain_infeasible(scenario)
    assert {clash.limit_ids for clash in found.clashes} == {("one",), ("two",)}
    assert found.more is False
    assert found.least is not None
    assert found.least.is_confirmed
    values = {dict(one.row.keys)["limit_id"]: one.enough for one in found.least.loosenings}
    limits = tuple(
        limit.model_copy(update={"value": values.get(limit.limit_id, limit.value)}) for limit in scenario.limits
    )
    tradeoff.Study(scenario.with_parts(limits=limits)).best("breadth")


@pytest.mark.parametrize("seed", range(0, 30, 3))
def test_an_infeasible_probe_is_no_fault_of_the_solver(tmp_path: Path, seed: int) -> None:
    """One row loose beside promises that nothing can keep: no solution, whichever row, and said as that."""
    floor = random.Random(seed).randint(60_000, 200_000)
    folder = with_limits(tmp_path / "pairs", promise("one", "weavers", floor), promise("two", "forest", floor))
    programme = build_programme(tradeoff.read_scenario(folder))
    objective = programme.money
    for row in programme.rows:
        if row.kind in ("purse", "agents", "limit"):
            problem = loosen(programme, {row.name: own_size(row) or 1.0}).problem
            with pytest.raises(tradeoff.InfeasibleError):
                tradeoff.trace(problem, {"a": objective, "b": programme.months}, sense={"a": "min", "b": "min"})


def test_the_user_reads_which_promise_and_by_how_much(tmp_path: Path) -> None:
    """Exit 4; on each list stand fewer than 90,000, and what is enough is the list."""
    folder = with_limits(tmp_path / "pairs", promise("one", "weavers", 90_000), promise("two", "forest", 90_000))
    for command in (["check"], ["frontier", "--trade", "depth-breadth"]):
        told = run(command[0], str(folder), *command[1:], code=4).stderr
        assert "limits.csv, row 4, limit one: households at least 90,000 in Riverside weavers" in told
        assert "instead of 90000 is enough" in told
        assert "each row as a share of its own value, 198% in all" in told
        assert "Clash 1: limits.csv, row 4 (one) cannot hold even alone" in told
        assert "Clash 2: limits.csv, row 5 (two) cannot hold even alone" in told
        assert "More money alone or more agents alone would not do." in told


def test_two_clashes_on_paper(tmp_path: Path) -> None:
    """30 + 30 above the cap of 55, and 30 + 30 + 45 above the purse for 100: both by 5.

    5 of 30 is a sixth, and ends both; 5 thousand more end only the second.
    """
    found = tradeoff.explain_infeasible(tradeoff.read_scenario(clash(tmp_path)))
    assert {frozenset(one.limit_ids) for one in found.clashes} == {
        frozenset({"roads", "labs", "cap"}),
        frozenset({"roads", "labs", "export"}),
    }
    assert found.least is not None
    assert found.least.total == pytest.approx(1 / 6)
    assert found.money is None
    assert {dict(change.loosenings[0].row.keys)["limit_id"] for change in found.alone} == {"roads", "labs"}
    for one in found.clashes:
        assert [member.alone[0].amount for member in one.members] == pytest.approx([5, 5, 5])


def one_list(tmp_path: Path, **changes: str) -> tradeoff.Scenario:
    """One list of 100 households at 1 thousand each, and 60 thousand."""
    given = {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\na A d 100",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 1 0.1",
        "budgets": "department_id year envelope\nd 1 60",
        "agents": "year agent_months\n1 8",
        **changes,
    }
    return tradeoff.read_scenario(write_folder(tmp_path / "one", given))


def test_money_alone_and_people_alone_on_paper(tmp_path: Path) -> None:
    """70 households cost 10 thousand more than there is, and agents suffice for 80; of 90 neither alone does it."""
    rows = "limit_id measure cluster_id sense value\nfloor households a >= {}"
    found = explain_infeasible(one_list(tmp_path / "70", limits=rows.format(70)))
    assert found.money is not None
    assert found.money.total == pytest.approx(10_000)
    assert found.people is None
    assert "More money alone would do as well: Rs 10,000 in all" in str(found)
    assert "More agents alone would not do." in str(found)
    neither = explain_infeasible(one_list(tmp_path / "90", limits=rows.format(90)))
    assert (neither.money, neither.people) == (None, None)
    rich = one_list(tmp_path / "rich", limits=rows.format(90), budgets="department_id year envelope\nd 1 95")
    people = explain_infeasible(rich).people
    assert people is not None
    assert people.loosenings[0].amount == pytest.approx(1)


def test_law_is_never_loosened(tmp_path: Path) -> None:
    """A cap that is law and a floor: the floor gives; two that are law: said, with the clash, and nothing loosened."""
    rows = "limit_id measure sense value law\nfloor households >= 50 {}\ncap households <= 40 1"
    found = explain_infeasible(one_list(tmp_path / "one_law", limits=rows.format(0)))
    assert found.least is not None
    assert [dict(one.row.keys)["limit_id"] for one in found.least.loosenings] == ["floor"]
    assert found.least.total == pytest.approx(10 / 50)
    both = explain_infeasible(one_list(tmp_path / "laws", limits=rows.format(1)))
    assert both.least is None
    assert set(both.clashes[0].limit_ids) == {"floor", "cap"}
    assert "law is not loosened here" in str(both)


def test_a_limit_of_nothing_is_measured_by_the_most_it_could_be_missed_by(tmp_path: Path) -> None:
    """At most 0 of 60 that money pays: 30 beyond is half; the floor of 30 may give all of itself, 1. 0.5 is less."""
    rows = "limit_id measure sense value\nfloor households >= 30\nnone households <= 0"
    found = explain_infeasible(one_list(tmp_path, limits=rows))
    assert found.least is not None
    assert found.least.total == pytest.approx(0.5)
    assert found.least.loosenings[0].enough == 30
    assert "a limit of 0, count as a share of the most by which they could be missed" in str(found)


def test_money_that_does_not_suffice_even_without_limits(tmp_path: Path) -> None:
    """A running cluster is facilitated 2 months a year at 10 thousand: 20, of which 12 are there; 8 of 12 is 2/3."""
    given = {
        "settings": settings(facilitation_cost=10),
        "clusters": "cluster_id name department_id poor_households status min_facilitation_months\na A d 100 running 2",
        "budgets": "department_id year envelope\nd 1 12",
        "limits": "limit_id measure sense value\nfloor households >= 0",
    }
    found = explain_infeasible(one_list(tmp_path, **given))
    assert found.needs_means
    assert found.money is not None
    assert found.money.total == pytest.approx(8_000)
    (both,) = found.clashes
    assert {row.kind for member in both.members for row in member.rows} == {"purse", "facilitation"}
    assert "Even without any limit, money and people do not suffice" in str(found)


def test_limits_alike_are_told_as_a_group(tmp_path: Path) -> None:
    """Twenty floors of 4 against money for 60: 20 short, and any sixteen clash; a line each, and the rows of the table."""
    clusters = "cluster_id name department_id poor_households\n" + "\n".join(f"c{i:02} C{i} d 9" for i in range(20))
    rows = "limit_id measure cluster_id sense value\n" + "\n".join(
        f"f{i:02} households c{i:02} >= 4" for i in range(20)
    )
    found = explain_infeasible(one_list(tmp_path, clusters=clusters, limits=rows))
    told = str(found)
    assert {len(one.members) for one in found.clashes} == {16}
    assert "floors on households: short by 20 households in all" in told
    assert "8 more, 16 floors on households" in told
    # The head, the change in two, money in two, agents, five clashes in two each, and that there are more.
    assert len(told.splitlines()) == 17


def test_a_doubtful_table_is_named_above_the_clash(tmp_path: Path) -> None:
    """A start-up cost above all money is a slip of a unit until somebody says otherwise."""
    clusters = "cluster_id name department_id poor_households start_up_cost\na A d 100 50000"
    scenario = one_list(tmp_path, clusters=clusters, limits="limit_id measure sense value\nfloor households >= 50")
    told = str(explain_infeasible(scenario))
    assert told.index("W4 clusters.csv, row 2, start_up_cost") < told.index("The clash")


def test_a_floor_of_the_command_line_stands_in_no_table(tmp_path: Path) -> None:
    """`--floor` is what the planner wrote, and what the words name."""
    scenario = one_list(tmp_path, limits="limit_id measure sense value\nfloor_breadth objective:breadth >= 90")
    limits = tuple(limit.model_copy(update={"row": 0}) for limit in scenario.limits)
    told = str(explain_infeasible(scenario.with_parts(limits=limits)))
    assert "--floor breadth, limit floor_breadth: breadth at least 90" in told
    assert "limits.csv" not in told


def test_more_than_five_clashes_is_said(tmp_path: Path) -> None:
    """Seven lists, each promised more than it holds."""
    clusters = "cluster_id name department_id poor_households\n" + "\n".join(f"c{i} C{i} d 5" for i in range(7))
    rows = "limit_id measure cluster_id sense value\n" + "\n".join(f"f{i} households c{i} >= 9" for i in range(7))
    found = explain_infeasible(one_list(tmp_path, clusters=clusters, limits=rows))
    assert (len(found.clashes), found.more) == (MOST_CLASHES, True)
    assert "There are more clashes than these five." in str(found)


def test_the_search_ends_early_rather_than_never() -> None:
    """Every pair of forty clashes; with few questions it says that there may be more."""
    names = [f"n{i:02}" for i in range(40)]

    def ask(asked: frozenset[str]) -> Verdict:
        return Verdict(is_possible=len(asked) < 2, core=asked)

    found = find_minimal_clashes(names, ask, most=99, questions=10)
    assert found.more is None
    assert all(len(one) == 2 for one in found.clashes)
    few = find_minimal_clashes(names[:4], ask, most=99, questions=99)
    assert (len(few.clashes), few.more) == (6, False)


def test_what_is_enough_is_exact(tmp_path: Path) -> None:
    """A cell of the table, not a rounded word of it: 60 of 70."""
    rows = "limit_id measure cluster_id sense value\nfloor households a >= 70"
    found = explain_infeasible(one_list(tmp_path, limits=rows))
    assert found.least is not None
    assert found.least.loosenings[0].enough == Fraction(60)
