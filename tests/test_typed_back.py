"""What a command prints can be typed back: names of plans and aims, households and money, in English and in French."""

from __future__ import annotations

from fractions import Fraction

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.cli.levels import named_plan, read_at
from tradeoff.money import format_rupees
from tradeoff.scenario.amounts import read_budget
from tradeoff.scenario.levels import level_words, read_level
from tradeoff.scenario.objectives import PAIRS
from tradeoff.words.catalogue import languages
from tradeoff.words.spoken import in_language, say

PAIRS_OF_NAMES = {
    "depth-breadth": (("broad", "middle", "deep"), ("large", "milieu", "profond")),
    "today-tomorrow": (("today", "middle", "tomorrow"), ("aujourd'hui", "milieu", "demain")),
    "participation-selectivity": (("many", "middle", "selective"), ("nombreux", "milieu", "sélectif")),
}


@pytest.mark.parametrize("trade", PAIRS)
def test_a_plan_is_named_as_it_is_called(trade: str) -> None:
    """By its id and its English word in every language, by its French one in French, with a choice or marks around it."""
    english, french = PAIRS_OF_NAMES[trade]
    for plan, word, mot in zip(("x-end", "middle", "y-end"), english, french, strict=True):
        assert {named_plan(text, trade) for text in (plan, word, word.title(), f"{trade}, {word}")} == {plan}
        with in_language("fr"):
            assert {named_plan(text, trade) for text in (plan, word, mot, f"« {mot} »", say(word))} == {plan}
    assert named_plan(None, trade) is None
    assert named_plan("breadth=900", trade) is None
    assert named_plan("broad", "today-tomorrow") is None


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("rupees", [4_500, 99_999, 59_80_000, 1_54_00_000, 12_34_56_78_900])
def test_money_is_read_as_it_is_printed(code: str, rupees: int) -> None:
    """To its last digit, alone and in a level of an aim."""
    scenario = tradeoff.read_scenario("three-pairs")
    unit = scenario.settings.money_unit
    with in_language(code):
        printed = format_rupees(rupees, 12)
        # A budget has no separators but blanks: `20 crore, 40 crore` are two.
        if "," not in printed or code != "en":
            assert read_budget(printed).rupees == rupees
        assert read_level(printed, "today", scenario) * unit == rupees
        assert (
            read_level(level_words(rupees / float(unit), "selectivity", scenario), "selectivity", scenario) * unit
            == rupees
        )


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("count", ["0.634", "7.5", "163.7", "900", "1180", "2709"])
def test_households_are_read_as_they_are_printed(code: str, count: str) -> None:
    """Digits grouped by the blanks of the language, and its decimal sign."""
    scenario = tradeoff.read_scenario("three-pairs")
    with in_language(code):
        printed = level_words(float(count), "breadth", scenario)
        assert read_level(printed, "breadth", scenario) == Fraction(count)
        assert read_at(f"{say('breadth')}={printed}", scenario, "depth-breadth") == ("breadth", float(count))


@pytest.mark.parametrize("typed", ["1 100", "1\u00a0100", "1\u202f100", "1,100", "1100 households", "1 100 households"])
def test_digits_may_be_grouped(typed: str) -> None:
    """By a comma as in India, by a blank as in France."""
    assert read_level(typed, "breadth", tradeoff.read_scenario("three-pairs")) == 1100


def test_a_comma_that_may_be_either_is_asked_back() -> None:
    """In French `1,100` may be eleven hundred or a little more than one; blanks that part no thousands are no number."""
    scenario = tradeoff.read_scenario("three-pairs")
    with in_language("fr"), pytest.raises(ValueError, match=r"1100 ou 1\.100"):
        read_level("1,100", "breadth", scenario)
    for wrong in ("11 00", "1100 100", "1 100 10"):
        with pytest.raises(ValueError, match="is no number of households"):
            read_level(wrong, "breadth", scenario)


def test_the_command_takes_what_it_says() -> None:
    """`frontier` calls its ends by name, and `plan` takes the name; another word is told which there are."""
    asked = ("three-clusters", "--trade", "depth-breadth")
    assert "plan called deep" in run("frontier", *asked).stdout
    assert run("plan", *asked, "--at", "deep").stdout == run("plan", *asked, "--at", "y-end").stdout
    assert "x-end (broad), middle (middle), y-end (deep)" in run("plan", *asked, "--at", "brod", code=2).stderr
