"""Of whole plans that are as good in both aims the other aims decide: every plan of two years tried by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tradeoff.advice.action_words import others_sentence
from tradeoff.errors import SolverError
from tradeoff.frontier import whole_ties
from tradeoff.moo.lp.best_found import Effort
from tradeoff.moo.lp.model import Floats, Model

LISTED = 8
COSTS = {"entry": 2, "intensive": 5}
GAINS = {"entry": 2, "intensive": 3}
ENVELOPES = [(6, 12), (9, 9), (10, 10), (13, 7), (7, 17), (11, 19), (20, 10), (15, 15)]


def two_years(folder: Path, envelopes: tuple[int, int]) -> tradeoff.Scenario:
    """One cluster of eight poor households, two levels, two years with a purse each; income from the year of joining on."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3, openings="whole"),
        "clusters": f"cluster_id name department_id poor_households\nA A d {LISTED}",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
        "costs": "cluster_id level_id cost_per_household\n" + "\n".join(f"A {k} {cost}" for k, cost in COSTS.items()),
        "effects": "cluster_id level_id income_gain persistence\n"
        + "\n".join(f"A {k} {g} 1" for k, g in GAINS.items()),
        "budgets": "department_id year envelope\n" + "\n".join(f"d {t} {b}" for t, b in enumerate(envelopes, start=1)),
    }
    return tradeoff.read_scenario(write_folder(folder, tables))


def best_of_all(envelopes: tuple[int, int], breadth: int) -> tuple[int, int, int]:
    """Depth, breadth and income within two years: the most of each in turn among all plans with whole households."""
    counts = range(LISTED + 1)
    plans = []
    for entry1, deep1, entry2, deep2 in product(counts, repeat=4):
        reached = entry1 + deep1 + entry2 + deep2
        first, second = (2 * entry + 5 * deep for entry, deep in ((entry1, deep1), (entry2, deep2)))
        if breadth <= reached <= LISTED and first <= envelopes[0] and second <= envelopes[1]:
            income = 2 * (2 * entry1 + 3 * deep1) + 2 * entry2 + 3 * deep2
            plans.append((deep1 + deep2, reached, income))
    return max(plans)


@pytest.mark.parametrize("envelopes", ENVELOPES)
def test_households_join_as_early_as_both_aims_leave_them(tmp_path: Path, envelopes: tuple[int, int]) -> None:
    """Among plans equal in depth and breadth the one that pays most within the two years."""
    for breadth in (3, 5, 6):
        found = tradeoff.plan_for_action(two_years(tmp_path, envelopes), "depth-breadth", breadth=breadth)
        have = found.plan.objectives
        assert (have["depth"], have["breadth"], have["today"]) == best_of_all(envelopes, breadth)
        assert found.checked


LIES: dict[str, Callable[[Floats], Floats | None]] = {
    "none": lambda x: None,
    "half": lambda x: x / 2,
    "nothing": np.zeros_like,
    "one more": lambda x: x + 1,
    "the other way round": lambda x: x[::-1].copy(),
}


@pytest.mark.parametrize("lie", [*LIES, "fails"])
def test_a_search_that_fails_leaves_the_plan_as_good_as_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lie: str
) -> None:
    """Whatever comes back, depth and breadth are the best there are and both purses suffice."""

    def lying(model: Model, cost: Floats, effort: Effort, *, start: Floats) -> Floats | None:
        if lie == "fails":
            raise SolverError("HiGHS gave up: on purpose")
        return LIES[lie](start)

    monkeypatch.setattr(whole_ties, "best_found", lying)
    found = tradeoff.plan_for_action(two_years(tmp_path, (10, 10)), "depth-breadth", breadth=5)
    assert (found.plan.objectives["depth"], found.plan.objectives["breadth"]) == best_of_all((10, 10), 5)[:2]
    spent = {int(str(row["year"])): float(str(row["amount"])) for row in found.plan.records["money"]}
    assert all(amount <= 10_000 for amount in spent.values())


def test_what_a_plan_has_less_of_than_the_outlook_is_told(tmp_path: Path) -> None:
    """All eight with 13 and 7: shares lift 4/3, whole households 1, and the first year has room for 6.5 or 6 at the entry.

    Within the two years 2 x 2 x 6.5 + 2/6 + 3 x 4/3 = 91/3 against 2 x 2 x 6 + 2 + 3 = 29 thousand rupees, 4/91 less; in the
    third 2 x 20/3 + 3 x 4/3 = 52/3 against 17, 1/52 less.
    """
    found = tradeoff.plan_for_action(two_years(tmp_path, (13, 7)), "depth-breadth", breadth=8)
    told = "Of what is not asked it has less than the outlook at this level: 4% less of today (Rs 1,330) and 2% less of tomorrow"
    assert others_sentence(found) == (f"{told} (Rs 333).",)
    assert others_sentence(replace(found, outlook=found.plan)) == ()


@pytest.mark.parametrize(("envelopes", "today"), [((13, 7), Fraction(91, 3)), ((7, 13), Fraction(73, 3))])
def test_plans_of_a_frontier_with_whole_openings_pay_early_too(
    tmp_path: Path, envelopes: tuple[int, int], today: Fraction
) -> None:
    """All eight: 4/3 are lifted. With 7 in the first year 3.5 join at the entry there, 19/6 and the lifted in the second:
    2 x 2 x 3.5 + 2 x 19/6 + 3 x 4/3 = 73/3. That they could all join later changes neither depth nor breadth.
    """
    frontier = tradeoff.trace_whole_frontier(two_years(tmp_path, envelopes), "depth-breadth")
    widest = max(frontier.plans, key=lambda plan: plan.objectives["breadth"])
    assert widest.objectives["breadth"] == 8
    assert widest.objectives["today"] == pytest.approx(float(today), rel=1e-9)


@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
def test_where_nothing_is_to_be_opened_the_end_is_that_of_shares(trade: str) -> None:
    """All four pilots run: the plan with the most of x has as much of every aim as shares give."""
    scenario = tradeoff.read_scenario("orissa-pilots")
    whole = tradeoff.trace_whole_frontier(scenario, trade).plans[0].objectives
    assert whole == pytest.approx(dict(tradeoff.trace_frontier(scenario, trade).plans[0].objectives), rel=1e-7)


def test_where_there_is_nothing_to_gain_no_gap_is_told() -> None:
    """All money reaches 1,100 households with none deep: neither a bound nor the outlook leaves a share to gain."""
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    assert frontier.extreme_points[0].y == pytest.approx(0, abs=1e-6)
    assert frontier.gaps[0] == 0
    assert frontier.outlook_gaps[0] is None
    assert frontier.outlook_gaps[1:] == pytest.approx([0.0] * (len(frontier.extreme_points) - 1), abs=1e-6)
