"""Plans with whole decisions: against enumeration, against fractions worked by hand, and with a solver that lies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, count, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import AXES, write_folder
from tests.independent.random_scenario import write_random
from tests.independent.recompute import violations
from tests.independent.tiny_scenario import tried, write_tiny
from tests.test_whole_faults import FAULTS
from tests.test_whole_openings import BEST, START_UP, close
from tradeoff.advice.action_words import loss_sentence
from tradeoff.errors import SolverError
from tradeoff.frontier import whole_search
from tradeoff.moo.integer import made_whole, relax_and_fix
from tradeoff.moo.lp import best_found, integer_solver
from tradeoff.moo.lp.model import Floats
from tradeoff.reports.action import write_action_folder

F = Fraction
TRADE = ("--trade", "depth-breadth")


@pytest.mark.parametrize("breadth", BEST)
def test_whole_openings_at_levels_of_breadth(tmp_path: Path, breadth: int) -> None:
    """H4: at each level the depth of the best of all eight openings; shares reach no less."""
    folder = write_folder(tmp_path / "h4", START_UP)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", form="whole", breadth=breadth)
    assert found.plan.form == "whole"
    assert F(found.plan.objectives["depth"]).limit_denominator(10_000) == BEST[breadth]
    assert found.checked
    assert found.shortfall == 0
    assert {row["opened"] for row in found.plan.records["openings"]} == {1.0}
    assert found.bound >= float(BEST[breadth]) - 1e-9


def by_hand(level: int) -> int:
    """H4 with whole households: the most depth at a level of breadth, every opening and every whole count tried."""
    listed, start = {"A": 200, "B": 300, "C": 400}, {"A": 300, "B": 400, "C": 500}
    entry, intensive = {"A": 2, "B": 2, "C": 1}, {"A": 10, "B": 8, "C": 12}
    best = -1
    for names in (names for size in range(4) for names in combinations("ABC", size)):
        left = 2000 - sum(start[name] for name in names)
        counts = (range(min(listed[name], max(0, left) // intensive[name]) + 1) for name in names)
        for deep in product(*counts) if left >= 0 else ():
            money = left - sum(count * intensive[name] for name, count in zip(names, deep, strict=True))
            if money < 0 or sum(deep) <= best:
                continue
            wanted = max(0, level - sum(deep))
            # Who is reached at the least support counts the same everywhere: the cheapest come first.
            for name, full in sorted(zip(names, deep, strict=True), key=lambda one: entry[one[0]]):
                more = min(wanted, listed[name] - full)
                wanted, money = wanted - more, money - more * entry[name]
            if not wanted and money >= 0:
                best = sum(deep)
    return best


@pytest.mark.parametrize("breadth", [200, 300, 400, 550])
def test_whole_households_at_levels_of_breadth(tmp_path: Path, breadth: int) -> None:
    """H4 with whole households is what trying them gives, and never above what whole openings alone allow."""
    folder = write_folder(tmp_path / "h4", START_UP)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=breadth)
    assert found.plan.objectives["depth"] == by_hand(breadth)
    assert found.plan.objectives["depth"] <= BEST[breadth]
    assert found.plan.objectives["breadth"] >= breadth


def test_what_the_screen_says_of_an_action_plan() -> None:
    """Three clusters at 900 households: shares reach 88 8/9 in depth, whole households 88, and two more."""
    shown = run("plan", "three-clusters", *TRADE, "--at", "breadth=900", "--form", "action").stdout
    assert "Form action: clusters, households and agents trained are whole" in shown
    assert "shares reach 0.889 households more of depth at this level, and no more of breadth with" in shown
    assert "Depth is bounded by 88.9 households, a gap of 1.00%; no whole plan at this level has more depth." in shown
    assert "Prices and reasons are the outlook's, in shares, at the same level." in shown


def test_no_plan_is_told_as_more_than_what_bounds_it() -> None:
    """87.6 is told as 88 households, so that no bound of 87.9 stands beside it; 87.4 is told as 87, and that may."""
    found = tradeoff.plan_for_action(tradeoff.read_scenario("three-clusters"), "depth-breadth", breadth=902)
    for depth, bound in ((87.6, "88"), (87.4, "87.9")):
        plan = replace(found.plan, objectives={**found.plan.objectives, "depth": depth})
        assert f"Depth is bounded by {bound} households," in loss_sentence(replace(found, plan=plan, bound=87.9))


def test_json_of_an_action_plan(tmp_path: Path) -> None:
    """The form, what was asked, the loss in both aims, and whole households; the same in the folder."""
    asked = ("plan", "three-clusters", *TRADE, "--at", "breadth=900", "--form", "action")
    data = json.loads(run(*asked, "--format", "json", "--out", "p", folder=tmp_path).stdout)
    assert (data["schema"], data["form"]) == ("tradeoff/plan/2", "action")
    assert data["asked"] == {"breadth": 900}
    assert data["loss"] == {"breadth": close(0), "depth": close(F(8, 9))}
    assert all(row["households"] == int(row["households"]) for row in data["households"])
    saved = json.loads((tmp_path / "p" / "plan.json").read_text())
    assert saved["households"] == data["households"]
    assert saved["form"] == "action"


@pytest.mark.parametrize("more", [("--blend",), ("--aim", "breadth=900")])
def test_what_gives_shares_refuses_a_whole_form(more: tuple[str, ...]) -> None:
    """Mixing and several aims are of shares alone."""
    at = () if "--aim" in more else (*TRADE, "--at", "breadth=900")
    assert "give plans in shares" in run("plan", "three-clusters", *at, *more, "--form", "action", code=2).stderr


def test_no_whole_plan_there_is_none(tmp_path: Path) -> None:
    """Rs 250 of money opens no whole cluster, and ten households must be reached: exit 4, and the outlook is offered."""
    limits = "limit_id measure sense value\nten households >= 10"
    tables = {**START_UP, "budgets": "department_id year envelope\nd 1 250", "limits": limits}
    write_folder(tmp_path / "h4", tables)
    done = run("plan", "h4", *TRADE, "--at", "breadth=1", "--form", "action", folder=tmp_path, code=4)
    assert "no plan of h4 with whole openings and whole households satisfies all limits" in done.stderr
    assert "--form outlook" in done.stderr
    assert not done.stdout


def test_the_nearest_below_where_no_whole_plan_reaches_the_level(tmp_path: Path) -> None:
    """All money on 728 4/7 households in shares; whole clusters and households reach 700: what is short is told."""
    folder = write_folder(tmp_path / "h4", START_UP)
    scenario = tradeoff.read_scenario(folder)
    found = tradeoff.plan_for_action(scenario, "depth-breadth", breadth=728)
    most = found.plan.objectives["breadth"]
    assert found.shortfall == 728 - most
    shown = run("plan", "h4", *TRADE, "--at", "breadth=728", "--form", "action", folder=tmp_path).stdout
    assert "No such plan was found that reaches 728 households of breadth: the nearest below has 700" in shown


@pytest.mark.parametrize("bounded", [True, False])
@pytest.mark.parametrize("form", ["whole", "action"])
def test_the_nearest_below_is_the_most_of_all_openings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, *, bounded: bool
) -> None:
    """H4 beyond its end, solved to a bound, and near linear optima alone as at the size of a state."""
    folder = write_folder(tmp_path / "h4", START_UP)
    if not bounded:
        monkeypatch.setattr(whole_search, "_FEW", 0)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", form=form, breadth=728)
    assert found.plan.objectives["breadth"] == close(F(max(BEST)))
    assert found.plan.objectives["depth"] == close(BEST[max(BEST)] if form == "whole" else F(by_hand(max(BEST))))
    assert found.shortfall == close(F(728 - max(BEST)))


def test_at_the_nearest_below_the_other_aim_is_bettered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """H4 beyond its end, where nothing is met at the level: the plan with the most breadth has its best depth too."""
    folder = write_folder(tmp_path / "h4", START_UP)
    monkeypatch.setattr(whole_search, "_FEW", 0)
    monkeypatch.setattr(whole_search.WholeSearch, "at_level", lambda *_, **__: None)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=728)
    assert found.plan.objectives["breadth"] == max(BEST)
    assert found.plan.objectives["depth"] == close(F(by_hand(max(BEST))))
    assert not found.checked


def require_as_tried(folder: Path, seed: int, *, level: int, fewest: bool = False) -> None:
    """The plan at a level has what trying every whole plan gives; there is none where trying finds none."""
    best = tried(write_tiny(folder, seed, fewest=fewest), "breadth", "depth", level)
    try:
        found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=level)
    except tradeoff.InfeasibleError as error:
        # Shares reach less than was asked, or nothing at all where an equation is kept to the last digit.
        in_shares = re.search("no plan reaches|no solution satisfies all constraints together", str(error))
        assert in_shares or best is None
        return
    assert best is not None
    assert (found.plan.objectives["breadth"], found.plan.objectives["depth"]) == tuple(map(float, best))
    assert found.shortfall == max(0, level - best[0])
    assert found.checked


@pytest.mark.parametrize("seed", range(20))
def test_tiny_scenarios_against_trying_every_whole_plan(tmp_path: Path, seed: int) -> None:
    """Openings, households and half months, every combination tried in whole numbers."""
    require_as_tried(tmp_path / "t", seed, level=seed % 5 + 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 120))
def test_more_tiny_scenarios_against_trying_every_whole_plan(tmp_path: Path, seed: int) -> None:
    """A hundred more."""
    require_as_tried(tmp_path / "t", seed, level=seed % 5 + 1)


def saved_faults(found: tradeoff.ActionPlan, scenario: Path, saved: Path) -> list[str]:
    """What a plan breaks by independent arithmetic on its tables, and what in it is not whole."""
    write_action_folder(found, saved)
    records = found.plan.records
    counts = [(row, "households", 1) for row in records["households"]]
    counts += [(row, "opened", 1) for row in records["openings"]]
    counts += [(row, "trained", 1) for row in records["agents"]]
    counts += [(row, "months", 2) for row in records["facilitation"]]
    broken = [str(row) for row, column, steps in counts if (steps * float(str(row[column]))) % 1]
    return [*violations(scenario, saved, 0), *broken]


@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
@pytest.mark.parametrize("seed", range(3))
def test_random_plans_are_whole_and_within_limits(tmp_path: Path, seed: int, trade: str) -> None:
    """Funds, transfers, gates, agents: the middle of the frontier, by arithmetic that shares no code."""
    folder = write_random(tmp_path / "r", seed, clusters=2)
    scenario = tradeoff.read_scenario(folder)
    ends = tradeoff.trace_frontier(scenario, trade).extreme_points
    x, _ = AXES[trade]
    level = {x: (ends[0].x + ends[-1].x) / 2}
    found = tradeoff.plan_for_action(scenario, trade, time_limit=20, **level)
    assert saved_faults(found, folder, tmp_path / "saved") == []
    assert found.shortfall == 0
    assert found.gap < 0.25


@pytest.mark.parametrize("name", ["x-end", "middle", "y-end"])
@pytest.mark.parametrize(
    ("scenario", "trade"),
    [
        ("three-clusters", "depth-breadth"),
        *(pytest.param("three-pairs", trade, marks=pytest.mark.slow) for trade in AXES),
    ],
)
def test_named_plans_of_small_shipped_scenarios(tmp_path: Path, scenario: str, trade: str, name: str) -> None:
    """Whole in all parts, within limits by independent arithmetic, and with the loss that the frontier says."""
    folder = tradeoff.copy_scenario(scenario, tmp_path / "copy")
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), trade)
    level = next((plan.x for plan in frontier.named_plans if plan.id == name), None)
    if level is None:
        pytest.skip("nothing lies between the ends")
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), trade, time_limit=30, **{frontier.x: level})
    assert saved_faults(found, folder, tmp_path / "saved") == []
    reached = min(level, found.plan.objectives[frontier.x])
    assert found.loss[frontier.y] == close(frontier.most(reached) - found.plan.objectives[frontier.y])


def _raises(*_: object, **__: object) -> None:
    raise SolverError("HiGHS gave up: on purpose")


LIES: dict[str, Callable[[Floats], Floats | None]] = {
    "fails": lambda x: _raises(),  # type: ignore[func-returns-value]
    "cut off": lambda x: None,
    "half": lambda x: 0.5 * x,
    "nothing": np.zeros_like,
    "one more": lambda x: x + 1,
    "one less": lambda x: np.maximum(0, x - 1),
}


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("lie", LIES)
def test_a_search_that_fails_never_yields_a_wrong_plan(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lie: str, *, lasting: bool
) -> None:
    """Whichever solve fails, is cut off or returns a wrong point: a plan within its limits leaves, or an error."""
    folder = write_random(tmp_path / "r", 1, clusters=2)
    scenario = tradeoff.read_scenario(folder)
    monkeypatch.setattr(whole_search, "_FEW", 0)
    honest = best_found.best_found
    for failing in range(1, 4):
        calls = count(1)

        def lying(*given: Any, failing: int = failing, calls: Iterator[int] = calls, **named: Any) -> Floats | None:
            found, call = honest(*given, **named), next(calls)
            wrong = call == failing or (lasting and call > failing)
            return LIES[lie](found) if wrong and found is not None else found

        for module in (relax_and_fix, made_whole):
            monkeypatch.setattr(module, "best_found", lying)
        try:
            found = tradeoff.plan_for_action(scenario, "depth-breadth", time_limit=10, breadth=20)
        except tradeoff.TradeoffError:
            continue
        assert saved_faults(found, folder, tmp_path / f"saved{failing}") == []


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_solver_that_fails_never_yields_a_wrong_plan(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str, *, lasting: bool
) -> None:
    """Whichever of the solves to a bound fails: what leaves keeps every limit, and is the best if it says so."""
    folder = write_tiny(tmp_path / "t", 0)
    best = tried(folder, "breadth", "depth", 1)
    assert best is not None
    honest = integer_solver.IntegerSolver._read
    for failing in range(1, 6):
        calls = count(1)

        def faulty(
            self: integer_solver.IntegerSolver, failing: int = failing, calls: Iterator[int] = calls
        ) -> tuple[Floats, float]:
            found, call = honest(self), next(calls)
            return FAULTS[fault](*found) if call == failing or (lasting and call > failing) else found

        monkeypatch.setattr(integer_solver.IntegerSolver, "_read", faulty)
        try:
            found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=1)
        except tradeoff.TradeoffError:
            continue
        assert saved_faults(found, folder, tmp_path / f"saved{failing}") == []
        assert found.plan.objectives["depth"] <= best[1]
        assert not found.checked or found.plan.objectives["depth"] == best[1]


def test_no_time_is_no_plan_and_no_verdict() -> None:
    """Cut off before anything is found: exit 6, nothing on stdout, and the outlook is offered."""
    done = run("plan", "three-clusters", *TRADE, "--at", "breadth=900", "--time-limit", "0", code=6)
    assert not done.stdout
    assert "was found in time, nor was it shown that there is none" in done.stderr
    assert "--form outlook" in done.stderr


@pytest.mark.parametrize(("form", "told"), [("outright", "there is no form 'outright'"), ("outlook", "ask plan_at")])
def test_forms_that_are_no_whole_plan(form: str, told: str) -> None:
    """An unknown form is told with those there are; shares are asked for elsewhere."""
    with pytest.raises(ValueError, match=told):
        tradeoff.plan_for_action(tradeoff.read_scenario("three-clusters"), "depth-breadth", form=form, breadth=900)
