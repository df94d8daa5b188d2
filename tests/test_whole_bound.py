"""The bound of whole openings beside that of shares: against trying every plan, and where it must not be used."""

from __future__ import annotations

import json
import time
from functools import partial
from itertools import count
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.independent.tiers import spread
from tests.independent.tiny_scenario import tried, write_tiny
from tests.test_action import by_hand
from tests.test_whole_openings import START_UP, close
from tradeoff.advice.action_words import action_sentences
from tradeoff.frontier import whole_answer, whole_bound, whole_search
from tradeoff.frontier.action_plan import BoundFrom
from tradeoff.programme.programme import build_programme
from tradeoff.reports.action import action_json


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small scenarios are searched and bounded as a state is."""
    monkeypatch.setattr(whole_search, "_FEW", 0)
    monkeypatch.setattr(whole_bound, "_MANY", 0)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("seed", [0, 5, 10, 12, 13, 16, 21, 23])
def test_tiny_scenarios_lie_between(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int) -> None:
    """No less than the best of all whole plans, and less than shares reach at the level the plan has."""
    folder, level = write_tiny(tmp_path / "t", seed), seed % 5 + 1
    best = tried(folder, "breadth", "depth", level)
    assert best is not None
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=level)
    in_shares = found.plan.objectives["depth"] + found.loss["depth"]
    assert float(best[1]) - 1e-9 <= found.bound < in_shares
    assert found.bound_from is BoundFrom.OPENINGS
    assert found.gap == close((found.bound - found.plan.objectives["depth"]) / found.bound)
    monkeypatch.setattr(whole_bound, "_MANY", 200)
    shares = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=level)
    assert (shares.bound, shares.bound_from) == (close(in_shares), BoundFrom.SHARES)
    assert (shares.loss, shares.plan.objectives) == (found.loss, found.plan.objectives)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("breadth", spread([200, 300, 400, 550], one_in=2))
def test_start_up_costs_by_hand(tmp_path: Path, breadth: int) -> None:
    """H4: the best of every whole opening and every whole count lies below, and within one household."""
    folder = write_folder(tmp_path / "h4", START_UP)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=breadth)
    assert by_hand(breadth) - 1e-6 <= found.bound < by_hand(breadth) + 1
    assert action_json(found)["bound_from"] == str(found.bound_from)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("households", ["220.5", "380.5", "450.5"])
def test_an_equation_that_is_missed_leaves_the_bound_of_shares(tmp_path: Path, households: str) -> None:
    """No whole plan enrols half a household, so that the equation is missed, and shares that keep it say nothing."""
    limits = f"limit_id measure sense value\nhalf households = {households}"
    folder = write_folder(tmp_path / "h4", {**START_UP, "limits": limits})
    level = int(float(households))
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=level)
    assert found.missed
    assert found.bound_from is BoundFrom.SHARES
    assert found.bound == close(found.plan.objectives["depth"] + found.loss["depth"])


@pytest.mark.usefixtures("_large")
def test_a_bound_that_the_plan_contradicts_is_not_told(tmp_path: Path) -> None:
    """H4 at 300 households, where 166 are in depth: who claims 167 is told nothing, who claims less is."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP)).with_openings("whole")
    programme = build_programme(scenario)
    told = {
        known: whole_bound.whole_bound(programme, "breadth", "depth", 300, known=known, until=float("inf"))
        for known in (160.0, 168.0)
    }
    assert told[168.0] is None
    assert told[160.0] is not None
    assert told[160.0] >= by_hand(300)


@pytest.mark.usefixtures("_large")
def test_no_time_leaves_the_bound_of_shares(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What time cuts off claims nothing."""
    late = partial(whole_bound.whole_bound, until=float("-inf"))
    monkeypatch.setattr(whole_answer, "whole_bound", lambda *asked, until, **known: late(*asked, **known))
    folder = write_folder(tmp_path / "h4", START_UP)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=300)
    assert found.bound_from is BoundFrom.SHARES


@pytest.mark.usefixtures("_large")
def test_a_busy_machine_says_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However long it takes: on a clock that leaps a minute whenever it is asked, the bound and the plan stay."""
    scenario = tradeoff.read_scenario(write_tiny(tmp_path / "t", 5))
    found = tradeoff.plan_for_action(scenario, "depth-breadth", breadth=1, time_limit=None)
    minutes = count()
    monkeypatch.setattr(time, "monotonic", lambda: 60.0 * next(minutes))
    slowly = tradeoff.plan_for_action(scenario, "depth-breadth", breadth=1, time_limit=None)
    assert next(minutes) > 10
    assert found.bound_from is slowly.bound_from is BoundFrom.OPENINGS
    assert (slowly.bound, slowly.plan.records) == (found.bound, found.plan.records)


@pytest.mark.usefixtures("_large")
def test_the_words_say_whose_bound_it_is(tmp_path: Path) -> None:
    """The sentence of the loss keeps what shares reach apart from the bound."""
    folder = write_folder(tmp_path / "h4", START_UP)
    found = tradeoff.plan_for_action(tradeoff.read_scenario(folder), "depth-breadth", breadth=400)
    told = " ".join(action_sentences(found))
    assert found.bound_from is BoundFrom.OPENINGS
    assert ", less than in shares, as clusters open whole, a gap of" in told
    assert json.loads(json.dumps(action_json(found)))["bound_from"] == "whole openings"
