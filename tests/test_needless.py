"""What nobody in a plan needs is not in it: openings, months, agents, transfers; by hand, by SciPy, and with a liar."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import AXES, settings, write_folder
from tests.independent.random_everything import write_everything
from tests.independent.random_life import write_random_life
from tests.independent.random_rules import write_rules
from tests.independent.random_scenario import write_random
from tests.independent.recompute import violations
from tests.independent.sparing import make_free, needless
from tests.independent.tiers import spread
from tests.independent.workbooks import changed, write
from tradeoff.errors import SolverError
from tradeoff.frontier import needless as sparing
from tradeoff.moo.lp.model import Floats
from tradeoff.reports.action import write_action_folder
from tradeoff.reports.whole_openings import write_whole_folder

TRADE = ("--trade", "depth-breadth")
WRITERS = (write_everything, write_random_life, write_rules, write_random)


def filled(folder: Path) -> Path:
    """The blank workbook of ten clusters with names, households, two costs and a purse; no opening costs anything."""
    run("new", "--blank", "10", "plan.xlsx", folder=folder)
    deeds = [write("costs", "cost_per_household", 2, 0.05), write("costs", "cost_per_household", 3, 0.3)]
    for row in range(2, 12):
        deeds += [write("clusters", "name", row, f"Place {row}"), write("clusters", "poor_households", row, 100)]
    return changed(folder / "plan.xlsx", *deeds, write("budgets", "envelope", 2, 100))


def told(path: Path, plan: str = "0") -> set[str]:
    """The clusters that a table of a plan names."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["cluster_id"] for row in csv.DictReader(stream) if row.get("plan", plan) == plan}


@pytest.mark.parametrize("breadth", [400, 700])
@pytest.mark.parametrize("form", ["action", "whole", "outlook"])
def test_no_cluster_is_opened_that_serves_nobody(tmp_path: Path, form: str, breadth: int) -> None:
    """With all ten at hand for nothing, 400 or 700 households need fewer: each list names those that serve alone."""
    filled(tmp_path)
    run("plan", "plan.xlsx", *TRADE, "--at", f"breadth={breadth}", "--form", form, "--out", "p", folder=tmp_path)
    served = told(tmp_path / "p" / "households.csv")
    assert served
    assert told(tmp_path / "p" / "openings.csv") == served
    if form == "action":
        assert len(served) < 10
        assert told(tmp_path / "p" / "opened.csv") == served
        page = (tmp_path / "p" / "lists.html").read_text(encoding="utf-8")
        assert {f"c{n:02}" for n in range(1, 11) if f"Place {n + 1}<" in page} == served


def test_a_frontier_of_whole_openings_opens_what_serves(tmp_path: Path) -> None:
    """Each plan opens the clusters in which somebody joins, from ten of them at one end to four at the other."""
    filled(tmp_path)
    run("frontier", "plan.xlsx", *TRADE, "--openings", "whole", "--step", "0.5", "--out", "w", folder=tmp_path)
    counts = []
    for plan in ("0", "1", "2"):
        served = told(tmp_path / "w" / "households.csv", plan)
        assert told(tmp_path / "w" / "openings.csv", plan) == served
        counts.append(len(served))
    # 1,000 households at one end; at the other Rs 100 lakh at 0.3 lakh a household are 333 1/3, in four lists of 100.
    assert counts[0] == 10
    assert counts[-1] == 4


FOUR = {
    "settings": settings(project_years=2, horizon_years=3),
    "clusters": "cluster_id name department_id poor_households role\n"
    + "\n".join(f"{c} {c} d 10 {'pilot' if c == 'a' else 'roll_out'}" for c in "abcd"),
    "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nfull 2 Full 1 1",
    "costs": "cluster_id level_id cost_per_household\n* entry 1\n* full 2\na entry 9\na full 10",
    "budgets": "department_id year envelope\nd 1 0\nd 2 20",
}
"""Ten households in each of four clusters; Rs 20 thousand in year 2 serve 20 of them at the entry, but dear in a."""


def opened(folder: Path, tables: dict[str, str], breadth: int) -> list[tuple[object, object]]:
    """The clusters and years of openings of the action plan."""
    scenario = tradeoff.read_scenario(write_folder(folder, {**FOUR, **tables}))
    plan = tradeoff.plan_for_action(scenario, "depth-breadth", breadth=breadth).plan
    return [(row["cluster"], row["year"]) for row in plan.records["openings"]]


def test_an_opening_is_no_earlier_than_it_is_needed(tmp_path: Path) -> None:
    """Nobody can be paid for in year 1: two clusters are open in year 2, and none before."""
    years = [year for _, year in opened(tmp_path / "s", {}, 20)]
    assert years == [2, 2]


def test_what_a_limit_asks_for_stays(tmp_path: Path) -> None:
    """At least three clusters are to be open, one of them in year 1: as many are, though two would serve the 20."""
    limits = "limit_id measure year sense value\nthree clusters - >= 3\none clusters 1 >= 1"
    years = [year for _, year in opened(tmp_path / "s", {"limits": limits}, 20)]
    assert sorted(years) == [1, 2, 2, 2]


def test_a_pilot_that_others_learn_from_stays(tmp_path: Path) -> None:
    """Two starts a pilot, learnt in the year before: the dear pilot serves nobody, and is open from year 1."""
    found = opened(tmp_path / "s", {"replication": "starts_per_pilot lag_years\n2 1"}, 20)
    assert ("a", 1) in found
    assert sorted(year for cluster, year in found if cluster != "a") == [2, 2]


def require_lean(
    folder: Path, writer: Callable[..., Path], seed: int, form: str, *, writes: Callable[[Path, int], Path] = make_free
) -> None:
    """The action plan of a random scenario keeps every limit by other arithmetic, and has nothing that it can spare."""
    tables = writes(writer(folder / "s", seed, clusters=2 + seed % 2), seed)
    scenario, trade = tradeoff.read_scenario(tables), list(AXES)[seed % 3]
    ends = tradeoff.trace_frontier(scenario, trade).extreme_points
    level = ends[-1].x + (seed % 4 / 4 + 0.1) * (ends[0].x - ends[-1].x)
    try:
        found = tradeoff.plan_for_action(scenario, trade, form=form, time_limit=20, **{AXES[trade][0]: level})
    except tradeoff.InfeasibleError:
        pytest.skip("no whole plan satisfies all limits")
    write_action_folder(found, folder / "p")
    assert violations(tables, folder / "p", 0) == []
    assert needless(tables, folder / "p", 0, all_whole=form == "action") == []


@pytest.mark.parametrize(("writer", "seed"), spread(WRITERS, [0, 3], one_in=2))
def test_random_action_plans_have_nothing_to_spare(tmp_path: Path, writer: Callable[..., Path], seed: int) -> None:
    """Lives, people, method, money and rules, in which openings, months and training are free."""
    require_lean(tmp_path, writer, seed, "action")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["action", "whole"])
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("seed", [seed for seed in range(24) if seed not in (0, 3)])
def test_more_random_plans_have_nothing_to_spare(
    tmp_path: Path, writer: Callable[..., Path], seed: int, form: str
) -> None:
    """Both forms."""
    require_lean(tmp_path, writer, seed, form)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("seed", range(6))
def test_plans_in_which_openings_cost_have_nothing_to_spare(
    tmp_path: Path, writer: Callable[..., Path], seed: int
) -> None:
    """What is not needed is least of all paid for."""
    require_lean(tmp_path, writer, seed, "action", writes=lambda folder, _: folder)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
def test_random_frontiers_of_whole_openings_have_nothing_to_spare(tmp_path: Path, seed: int) -> None:
    """Every plan of a frontier, and each still has what its point says."""
    tables = make_free(write_rules(tmp_path / "s", seed), seed)
    trade = list(AXES)[seed % 3]
    found = tradeoff.trace_whole_frontier(tradeoff.read_scenario(tables), trade, step=0.5, time_limit=30)
    write_whole_folder(found, tmp_path / "w")
    for plan, point in enumerate(found.extreme_points):
        assert violations(tables, tmp_path / "w", plan) == []
        assert needless(tables, tmp_path / "w", plan, all_whole=False) == []
        had = [found.plans[plan].objectives[aim] for aim in (found.x, found.y)]
        assert had == pytest.approx([point.x, point.y], rel=1e-9, abs=1e-9)


def _raises(_: Floats) -> Floats:
    raise SolverError("HiGHS gave up: on purpose")


LIES: dict[str, Callable[[Floats], Floats | None]] = {
    "fails": _raises,
    "cut off": lambda x: None,
    "half": lambda x: 0.5 * x,
    "nothing": np.zeros_like,
    "one more": lambda x: x + 1,
    "one less": lambda x: np.maximum(0, x - 1),
}


@pytest.mark.parametrize("form", ["action", "whole"])
@pytest.mark.parametrize("lie", LIES)
def test_a_search_for_less_that_lies_costs_no_limit_and_no_aim(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lie: str, form: str
) -> None:
    """Whatever it returns: the plan has as much of both aims as without it, and keeps every limit."""
    tables = make_free(write_random(tmp_path / "r", 1, clusters=2), 1)
    scenario = tradeoff.read_scenario(tables)
    monkeypatch.setattr(sparing, "best_found", lambda *given, start, **named: start)
    honest = tradeoff.plan_for_action(scenario, "depth-breadth", form=form, breadth=20)
    monkeypatch.setattr(sparing, "best_found", lambda *given, start, **named: LIES[lie](start))
    found = tradeoff.plan_for_action(scenario, "depth-breadth", form=form, breadth=20)
    write_action_folder(found, tmp_path / "p")
    assert violations(tables, tmp_path / "p", 0) == []
    assert found.plan.objectives == pytest.approx(honest.plan.objectives, rel=1e-9)
