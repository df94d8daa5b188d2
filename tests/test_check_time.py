"""`check` counts what it solves, ends when its time is up, and tells what it knows by then."""

from __future__ import annotations

import json

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.advice.findings import look, solves_of
from tradeoff.advice.reforms import findings_by_reform
from tradeoff.frontier.study import Study
from tradeoff.moo.lp.stopping import CutOffError, Watch
from tradeoff.scenario.reforms import combinations


def test_no_time_tells_what_needs_no_solve() -> None:
    """The tables and their remarks stand on the screen and in JSON, and what was not looked at is said."""
    done = run("check", "three-pairs", "--time-limit", "0", code=6)
    assert "the tables are right (4 clusters" in done.stdout
    assert "How far every two aims go together" not in done.stdout
    assert done.stderr.startswith("The time limit ended the solving")
    told = json.loads(run("check", "three-pairs", "--time-limit", "0", "--format", "json", code=6).stdout)
    assert (told["stopped"], told["together"], told["problems"]) == ("time limit", [], [])
    whole = json.loads(run("check", "three-pairs", "--time-limit", "600", "--format", "json").stdout)
    assert whole["stopped"] == ""
    assert whole["together"]


@pytest.mark.parametrize("name", ["three-pairs", "three-clusters", "invented-state"])
def test_every_step_is_counted(name: str) -> None:
    """As many as are announced; the last finds the work done."""
    scenario = tradeoff.read_scenario(name).with_openings("share")
    steps: list[int] = []
    findings_by_reform(scenario, watch=Watch.of(None, lambda: steps.append(1)))
    assert len(steps) == solves_of(scenario) * len(combinations(scenario))


def test_time_that_is_up_after_any_step_leaves_what_was_known() -> None:
    """After each number of steps in turn: what is told is told by the whole check too, and nothing else."""
    scenario = tradeoff.read_scenario("three-pairs")
    whole = look(Study(scenario))
    count = solves_of(scenario)
    for last in range(0, count, 4):
        done: list[int] = []

        def up(done: list[int] = done, last: int = last) -> None:
            done.append(1)
            if len(done) > last:
                raise CutOffError

        found = look(Study(scenario), watch=Watch(progress=up))
        assert found.is_cut
        assert all(one in whole.tests for one in found.tests)
        assert found.together in ((), whole.together)
