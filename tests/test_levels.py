"""Levels of aims in words and numbers, and the plan at a level of either aim of a choice."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.scenario.levels import greatest_words, level_words, read_level, split_level


@pytest.fixture(scope="module")
def pairs() -> tradeoff.Scenario:
    """three-pairs: its tables count money in thousands of rupees."""
    return tradeoff.read_scenario("three-pairs")


@pytest.mark.parametrize(
    ("aim", "words", "value"),
    [
        ("breadth", "12000", 12_000),
        ("breadth", "12,000 households", 12_000),
        ("breadth", "1,20,000", 120_000),
        ("breadth", "12.5", Fraction(25, 2)),
        ("breadth", "0.012 lakh", 1_200),
        ("today", "26 crore", 260_000),
        ("today", "Rs 2.5 lakh", 250),
        ("today", "₹1,20,000", 120),
        ("today", " 400000000  rupees ", 400_000),
        ("today", "3 thousand", 3),
        ("selectivity", "2.5 lakh a year", 250),
        ("selectivity", "2.5 lakh", 250),
        # What a program passes is in the unit of `points`, here thousands; a float is the decimal it is written as.
        ("today", 0.1, Fraction(1, 10)),
        ("today", 250, 250),
        ("breadth", Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_a_level_is_read_exactly(pairs: tradeoff.Scenario, aim: str, words: str | float, value: Fraction) -> None:
    """In the unit of the aim, by the rupees in a lakh and in a crore."""
    assert read_level(words, aim, pairs) == value


@pytest.mark.parametrize(
    ("aim", "words", "mend"),
    [
        ("today", "26", 'today="26 crore", "26 lakh" or "26 rupees"'),
        ("today", "26 million", '"26 crore"'),
        ("today", "80%", "no amount of money"),
        ("today", "12,34 lakh", "write 1234, if that is meant"),
        ("breadth", "1,234,567", "write 1234567, if that is meant"),
        ("breadth", "12.000,5", "write a plain number"),
        ("breadth", "12000 rupees", "no number of households"),
        ("breadth", "many", "no number of households"),
        ("breadth", float("nan"), "give a plain number"),
        ("breath", "12", "did you mean 'breadth'?"),
    ],
)
def test_what_can_be_misread_is_refused(pairs: tradeoff.Scenario, aim: str, words: str | float, mend: str) -> None:
    """With what to write instead."""
    with pytest.raises(ValueError, match=r"^[^\t]*$") as told:
        read_level(words, aim, pairs)
    assert mend in str(told.value)


def test_an_aim_without_data_is_refused() -> None:
    """The table and column that are missing are named."""
    with pytest.raises(ValueError, match=r"three-clusters has no data for today: effects\.csv"):
        read_level("2 lakh", "today", tradeoff.read_scenario("three-clusters"))


def test_what_is_told_can_be_asked_for(pairs: tradeoff.Scenario) -> None:
    """The words of a bound are read as the bound they tell, to their ten digits."""
    for aim, value in (("today", 4276.435967), ("breadth", 12345.678), ("selectivity", 987654.3), ("tomorrow", 0.25)):
        assert float(read_level(level_words(value, aim, pairs), aim, pairs)) == pytest.approx(value, rel=1e-9)
    assert split_level("today = 26 crore") == ("today", "26 crore")


def test_the_greatest_that_is_told_is_within_reach(pairs: tradeoff.Scenario) -> None:
    """Six digits, cut off and not rounded; a level below nothing is refused."""
    assert greatest_words(4276.999967, "today", pairs) == "Rs 42.7699 lakh"
    assert greatest_words(775 / 3, "breadth", pairs) == "258.333 households"
    with pytest.raises(ValueError, match="breadth=-3 lies below 0"):
        read_level("-3", "breadth", pairs)


def test_a_plan_at_a_level_of_the_second_aim() -> None:
    """By hand: from (1100, 0) to (800, 400/3) depth gains 4/9 a household, so depth 50 leaves 1100 - 50 x 9/4."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    plan = frontier.plan(depth=50)
    assert plan.objectives == pytest.approx({"breadth": 987.5, "depth": 50})
    assert frontier.most(50, of="depth") == pytest.approx(987.5)
    most = frontier.plan(depth=0)
    assert (most.objectives["breadth"], most.remark) == (1100, "")
    with pytest.raises(tradeoff.InfeasibleError, match=r"no plan reaches 300 households of depth: the greatest is 258"):
        frontier.plan(depth=300)
    with pytest.raises(ValueError, match=r"a level of breadth or of depth is wanted"):
        frontier.plan(breadth=800, depth=100)


def test_below_an_end_the_end_is_shown(pairs: tradeoff.Scenario) -> None:
    """Every plan with the most of the one aim has some of the other; asked for less than that, the end is told."""
    frontier = tradeoff.trace_frontier(pairs, "today-tomorrow")
    plan = frontier.plan(tomorrow="1 lakh")
    assert plan.objectives["today"] == pytest.approx(frontier.extreme_points[0].x)
    had = greatest_words(frontier.extreme_points[0].y, "tomorrow", pairs)
    assert (
        plan.remark
        == f"every plan with the most today already has {had} of tomorrow, so the end of the frontier is shown"
    )


@pytest.mark.parametrize(
    ("at", "aim", "value"), [("today=24.5 lakh", "today", 2450), ("tomorrow=80 lakh", "tomorrow", 8000)]
)
def test_the_command_takes_money_in_words(at: str, aim: str, value: float) -> None:
    """Of either aim."""
    asked = ("plan", "three-pairs", "--trade", "today-tomorrow", "--at", at, "--form", "outlook")
    data = json.loads(run(*asked, "--format", "json").stdout)
    assert data["objectives"][aim] == pytest.approx(value)


@pytest.mark.parametrize("aim", ["breadth", "depth"])
def test_levels_of_either_aim_name_the_best_reforms(aim: str) -> None:
    """At a level that only one combination reaches, that one; the same level of the other aim gives the same plan."""
    found = tradeoff.trace_reforms(tradeoff.read_scenario("invented-state"), "depth-breadth")
    best = max(
        (one.frontier.extreme_points[0].x if aim == "breadth" else one.frontier.extreme_points[-1].y, one.name)
        for one in found.alternatives
    )
    plan = found.plan(**{aim: best[0]})
    assert plan.remark.startswith(best[1])
    assert plan.objectives[aim] == pytest.approx(best[0])
