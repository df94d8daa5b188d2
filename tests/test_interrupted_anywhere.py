"""Ctrl-C in the middle of a change to the solver: what is found is right, or nothing is given; never half a solver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import tradeoff
from tradeoff.frontier import study, whole_study
from tradeoff.moo.lp.face import Face
from tradeoff.moo.lp.solver import Solver


def line() -> tradeoff.ScenarioFrontier:
    """A frontier of four corners, whose plans are chosen by the same solver after the search."""
    scenario = tradeoff.read_scenario("three-clusters")
    return tradeoff.trace_frontier(scenario, "depth-breadth", method="sandwich", exact=True)


def once(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, moment: int, *, late: bool) -> list[int]:
    """Interrupt the call of a method that is counted, before it does anything or after it has done it."""
    own: Callable[..., Any] = getattr(owner, name)
    seen: list[int] = []

    def called(*given: Any, **named: Any) -> Any:
        seen.append(1)
        if len(seen) == moment and not late:
            raise KeyboardInterrupt
        found = own(*given, **named)
        if len(seen) == moment:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(owner, name, called)
    return seen


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("owner", "name"), [(Solver, "_bound"), (Face, "release"), (Solver, "release")])
def test_in_the_middle_of_giving_the_model_back(
    owner: Any, name: str, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every such call: points of the whole frontier, and never an error that blames the solver."""
    whole = {(round(point.x, 6), round(point.y, 6)) for point in line().extreme_points}
    stopped, moment = 0, 0
    while True:
        moment += 1
        with monkeypatch.context() as patched:
            seen = once(patched, owner, name, moment, late=late)
            try:
                found = line()
            except KeyboardInterrupt:
                continue
        if len(seen) < moment:
            break
        assert found.certificate.stopped == "interrupted"
        assert {(round(point.x, 6), round(point.y, 6)) for point in found.extreme_points} <= whole
        stopped += 1
    assert stopped > 1


def test_whole_openings_are_not_held_against_half_an_outlook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the outlook is traced ends the command; it went on to its end as if nobody had asked."""
    own = study.trace_frontier

    def cut(*given: Any, **named: Any) -> Any:
        once(monkeypatch, Solver, "minimise", 5, late=False)
        return own(*given, **named)

    monkeypatch.setattr(whole_study, "trace_frontier", cut)
    with pytest.raises(KeyboardInterrupt):
        tradeoff.trace_whole_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
