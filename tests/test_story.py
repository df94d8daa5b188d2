"""The story of a scenario: gathered once, frozen, and all that the page and the workbook are written from."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import highspy
import pytest

import tradeoff
from tradeoff.reports.page import render_page
from tradeoff.reports.reported import Reported
from tradeoff.reports.story import Story
from tradeoff.reports.told import tell
from tradeoff.reports.workbook.report_sheets import report_workbook
from tradeoff.words.spoken import in_language


@pytest.fixture(scope="module")
def on() -> Reported:
    """Three clusters, with the plans for action beside those with a name."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    return Reported(frontiers=[frontier], actions=tradeoff.plans_for_action(frontier))


@pytest.fixture(scope="module")
def story(on: Reported) -> Story:
    """What is told of it in English."""
    return tell(on)


def test_page_and_workbook_solve_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are written where no solver may run; it may not, for telling the story again fails."""

    def refuse(*_: object) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr(highspy.Highs, "run", refuse)
    monkeypatch.setattr(highspy.Highs, "solve", refuse, raising=False)
    assert "1,100" in render_page(story)
    assert report_workbook(story).sheets
    frontier = tradeoff.read_scenario("three-clusters")
    with pytest.raises(Exception, match="solved"):
        tradeoff.trace_frontier(frontier, "depth-breadth")


def test_a_named_plan_is_told_in_both_forms(story: Story) -> None:
    """From the README of three-clusters: 1,100, 675 and 258 reached; whole, 260 for the last."""
    (choice,) = story.choices
    assert [(one.word, round(one.outlook.values["breadth"])) for one in choice.named] == [
        ("broad", 1100),
        ("middle", 675),
        ("deep", 258),
    ]
    whole = [one.action.reached["breadth"] for one in choice.named if one.action and one.action.reached]
    assert whole == [1100, 675, 260]
    assert all(one.outlook.spent == 3_100_000 for one in choice.named)
    with pytest.raises(FrozenInstanceError):
        choice.heading = "other"  # type: ignore[misc]


def test_a_story_is_told_in_one_language(on: Reported, story: Story) -> None:
    """The same figures; every sentence of it in the language that was spoken."""
    with in_language("fr"):
        french = tell(on)
    assert (story.language, french.language) == ("en", "fr")
    assert [one.outlook.values for one in french.choices[0].named] == [
        one.outlook.values for one in story.choices[0].named
    ]
    assert [one.word for one in french.choices[0].named] == ["large", "milieu", "profond"]
    assert not set(story.choices[0].named[0].rates) & set(french.choices[0].named[0].rates)
