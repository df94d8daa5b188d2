"""Every kind of frontier against everything that can be done with one: shown, kept, drawn, asked, and interrupted."""

from __future__ import annotations

import csv
import json
import math
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import highspy
import pulp
import pytest

import tradeoff
from tradeoff.moo.lp import branch_and_cut, branch_bound, running, solver, verdict
from tradeoff.moo.lp.stopping import Stopped
from tradeoff.moo.pieces import Kind
from tradeoff.reports.pictures import as_svg

Problem = tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]
TWO, THREE = ("a", "b"), ("a", "b", "c")


def goods(*names: str, cat: str = "Continuous") -> Problem:
    """Up to four of each good within two budgets, as much as possible of some."""
    problem = pulp.LpProblem()
    bought = {name: problem.add_variable(name, 0, 4, cat=cat) for name in "abcd"}
    for prices in ((1, 2, 3, 4), (4, 3, 2, 1)):
        problem += pulp.lpSum(price * good for price, good in zip(prices, bought.values(), strict=True)) <= 10
    return problem, {name: +bought[name] for name in names}, dict.fromkeys(names, "max")


def bent(rays: int) -> Problem:
    """Between x + 2 y = 6 and 2 x + y = 6, from where one aim, or either, betters without end."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    return problem, {"a": x - y, "b": x + y if rays == 1 else 2 * y - x}, {"a": "min", "b": "min"}


def cone() -> Problem:
    """Beyond three limits, where one aim betters without end, by more y or more z."""
    problem = pulp.LpProblem()
    x, y, z = (problem.add_variable(name, 0) for name in "xyz")
    problem += 6 * x + y + z >= 12
    problem += x + 6 * y + z >= 12
    problem += x + y + 6 * z >= 12
    return problem, {"a": x - 3 * y - 2 * z, "b": x + 2 * y + z, "c": y + 2 * z}, {"a": "min", "b": "min", "c": "min"}


def switched() -> Problem:
    """A straight segment, a step, and a point."""
    problem = pulp.LpProblem()
    t, switch = problem.add_variable("t", 0, 2), problem.add_variable("switch", cat="Binary")
    problem += t <= 2 - 2 * switch
    return problem, {"a": t + switch, "b": 4 - t - 1.5 * switch}, {"a": "min", "b": "min"}


KINDS: dict[str, tuple[Callable[[], Problem], dict[str, Any]]] = {
    "line": (lambda: goods(*TWO), {"exact": True}),
    "line, certified": (lambda: goods(*TWO), {"exact": True, "certify": True}),
    "line, coarse": (lambda: goods(*TWO), {"gap": 0.5}),
    "ray": (lambda: bent(1), {}),
    "two rays": (lambda: bent(2), {}),
    "rays, certified": (lambda: bent(2), {"certify": True}),
    "surface with rays": (lambda: cone(), {}),
    "surface": (lambda: goods(*THREE), {"exact": True}),
    "surface, certified": (lambda: goods(*THREE), {"exact": True, "certify": True}),
    "surface, coarse": (lambda: goods(*THREE), {"gap": 0.3}),
    "four": (lambda: goods(*"abcd"), {"gap": 0.2}),
    "steps": (lambda: goods(*TWO, cat="Integer"), {"whole": True}),
    "steps and segments": (switched, {"whole": True}),
    "levels": (lambda: goods(*TWO, cat="Integer"), {"whole": True, "levels": [0, 1]}),
    "points": (lambda: goods(*THREE, cat="Integer"), {"whole": True}),
}
"""Problems, and how they are traced."""
WHOLE = ("steps", "steps and segments", "levels", "points")
ENDLESS = ("ray", "two rays", "rays, certified", "surface with rays")
CERTIFIED = ("line, certified", "rays, certified", "surface, certified")
NO_RANGES = (*ENDLESS, "levels")
"""Of which nobody knows where the frontier ends."""


@cache
def traced(kind: str) -> tradeoff.Frontier:
    """One of a kind."""
    make, asked = KINDS[kind]
    problem, objectives, sense = make()
    return tradeoff.trace(problem, objectives, sense=sense, **asked)


def at(found: tradeoff.Frontier) -> dict[str, float]:
    """The level of all aims but the last at a point in the middle, named by their places."""
    point = found.extreme_points[len(found.extreme_points) // 2]
    return dict(zip("xyz", point.values[:-1], strict=False))


def told(found: tradeoff.Frontier) -> list[Any]:
    """What it answers, refusals in their words; numbers to nine digits."""
    worst = {
        name: (max if sense == "min" else min)(column)
        for name, sense, column in zip(
            found.objectives, found.senses, zip(*(p.values for p in found.extreme_points), strict=True), strict=True
        )
    }
    variable = next(iter(found.solution(0)))
    asked: list[Callable[[], Any]] = [
        lambda: found.points.to_numpy().tolist(),
        lambda: found.facets.to_numpy().tolist(),
        lambda: found.steps.to_numpy().tolist(),
        lambda: found.outer.to_numpy().tolist(),
        lambda: [found.solution(i) for i in range(len(found.points))],
        lambda: found.ideal,
        lambda: found.payoff.to_numpy().tolist(),
        lambda: vars(found.nadir_bounds()),
        lambda: found.knee() and vars(found.knee()),
        lambda: found.hypervolume(worst),
        found.spacing,
        lambda: vars(found.plan(**at(found))),
        lambda: vars(found.within(0.1, variable, **at(found))),
        lambda: [repr(found.thinned(24)), repr(found)],
    ]
    return [rounded(answer(ask)) for ask in asked]


def drawn(found: tradeoff.Frontier) -> str:
    """Its chart in words, but for the numbers that views get as they are made."""
    return re.sub(r"(view|param)_\d+", "", json.dumps(found.chart().to_dict()))


def answer(ask: Callable[[], Any]) -> Any:
    """What comes out, or why nothing does."""
    try:
        return ask()
    except ValueError as error:
        return str(error)


def rounded(value: Any) -> Any:
    """Numbers to nine digits, whatever they stand in."""
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    if isinstance(value, float):
        return None if math.isnan(value) else float(f"{value:.9g}") if abs(value) > 1e-9 else 0.0
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_it_shows_itself(kind: str) -> None:
    """A short `repr`; in Jupyter a headline, one picture and at most five rows; a chart with a plan marked in it."""
    found = traced(kind)
    assert re.fullmatch(
        r"<Frontier of [abcd, ]+: \d+ points?(, (1 ray|\d rays))?, (exact|bounded), max_gap \S+>", repr(found)
    )
    html = found._repr_html_()
    assert html is not None
    assert html.count("<img") == 1
    assert html.count("<tr>") == 1 + min(5, len(found.points))
    assert ("every point," in html) == (kind in WHOLE and found.certificate.kind == "exact")
    assert ("of all ranges" in html) == (len(found.objectives) > 2 and found.certificate.kind == "bounded")
    if "," not in kind:
        assert b">here<" in as_svg(found.chart({"here": found.plan(**at(found))}))


@pytest.mark.parametrize(
    ("gap", "percent"), [(1, "100"), (0.1, "10"), (0.1000001, "11"), (0.0123, "1.3"), (0.00057, "0.057")]
)
def test_one_that_ended_early_says_so(gap: float, percent: str) -> None:
    """In `repr` and in Jupyter; the gap is rounded up, for nothing betters the line by more."""
    found = traced("line")
    stopped = replace(found.certificate, kind=Kind.BOUNDED, max_gap=gap, stopped=Stopped.TIME_LIMIT)
    early = replace(found, certificate=stopped)
    assert repr(early).endswith(f", bounded, max_gap {gap:.3g}, stopped: time limit>")
    html = early._repr_html_()
    assert html is not None
    assert f"more than {percent}% of both ranges at once, checked; ended early: time limit" in html
    assert repr(replace(early, extreme_points=early.extreme_points[:1])).startswith("<Frontier of a, b: 1 point, ")


@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_kept(kind: str, tmp_path: Path) -> None:
    """Pickled, saved and loaded with its problem it answers as before; without, what it tells is the same."""
    found, problem = traced(kind), KINDS[kind][0]()
    answers = told(found)
    assert told(pickle.loads(pickle.dumps(found))) == answers
    found.save(tmp_path / "kept.json")
    found.save(tmp_path / "kept.csv")
    alone = tradeoff.Frontier.load(tmp_path / "kept.json")
    assert alone == found
    assert {alone: "kept"}[found] == "kept"
    assert repr(alone) == repr(found)
    assert drawn(alone) == drawn(found)
    if kind == "levels":
        with pytest.raises(ValueError, match="points at chosen levels answer from what was found"):
            tradeoff.Frontier.load(tmp_path / "kept.json", *problem[:2])
    else:
        assert told(tradeoff.Frontier.load(tmp_path / "kept.json", *problem[:2])) == answers
    with (tmp_path / "kept.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 1 + len(found.points)
    if kind in CERTIFIED:
        found.save_proof(tmp_path / "certificate.json")
        assert (tmp_path / "certificate.json").stat().st_size > 100
    else:
        with pytest.raises(ValueError, match="nothing of this frontier is certified"):
            found.save_proof(tmp_path / "certificate.json")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_position_or_no_progress_is_said(kind: str) -> None:
    """Whoever is not there is asked for in vain; what is no whole number, and what cannot be called, is refused."""
    make, asked = KINDS[kind]
    problem, objectives, sense = make()
    for position in (1.5, "1", True, None):
        with pytest.raises(ValueError, match=r"a point is asked for by .*; give its position, a whole number from 0"):
            traced(kind).solution(position)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"progress is 3.*; give what is called with solves, points and what is left"):
        tradeoff.trace(problem, objectives, sense=sense, progress=3, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_held_in_a_set(kind: str) -> None:
    """Plans, ranges and measures too: what is equal counts once."""
    found = traced(kind)
    assert len({found.plan(**at(found)), found.plan(**at(found))}) == 1
    assert len({found.certificate, replace(found.certificate)}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_it_answers_at_a_level(kind: str) -> None:
    """A point at its own level, of three aims by the first alone too; what needs ranges says why it has none."""
    found = traced(kind)
    point, level = found.extreme_points[len(found.extreme_points) // 2], at(found)
    assert list(found.plan(**level).objectives.values()) == pytest.approx(list(point.values), abs=1e-9)
    named = dict(zip(found.objectives, level.values(), strict=False))
    assert found.plan(**named) == found.plan(**level)
    first = found.plan(x=point.x)
    sign = 1 if found.senses[0] == "max" else -1
    assert sign * (first.objectives[found.objectives[0]] - point.x) >= -1e-9
    assert sign * (first.objectives["b"] - point.y) >= -1e-9
    variable = next(iter(found.solution(0)))
    if kind in NO_RANGES:
        for ask in (lambda: found.ideal, lambda: found.within(0.1, variable, **level)):
            with pytest.raises(ValueError, match=r"which has no end|found at chosen levels"):
                ask()
    else:
        span = found.within(0.1, variable, **level)
        assert span.least_bound <= span.least <= found.plan(**level).values[variable] + 1e-9
        assert found.plan(**level).values[variable] - 1e-9 <= span.most <= span.most_bound
        assert found.ideal.keys() == found.nadir_bounds().values.keys() == set(found.objectives)


def interrupt(monkeypatch: pytest.MonkeyPatch, moment: int, calls: Iterator[int]) -> None:
    """Ctrl-C in the middle of a solve, whose answer is lost."""

    def run(highs: highspy.Highs) -> highspy.HighsStatus:
        status = running.run(highs)
        if next(calls) == moment:
            raise KeyboardInterrupt
        return status

    for room in (solver, branch_and_cut, branch_bound, verdict):
        monkeypatch.setattr(room, "run", run)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_is_interrupted_can_be_asked_again(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at every solve of a plan, a range or a solution is Ctrl-C, and afterwards everything is as it was."""
    found = pickle.loads(pickle.dumps(traced(kind)))
    level, variable = at(found), next(iter(found.solution(0)))
    questions: list[Callable[[tradeoff.Frontier], Any]] = [
        lambda of: vars(of.plan(**level)),
        lambda of: vars(of.within(0.1, variable, **level)),
        lambda of: of.solution(-1),
    ]
    for ask in questions:
        undisturbed = rounded(answer(lambda: ask(traced(kind))))  # noqa: B023 - asked at once
        for moment in range(1, 40):
            interrupt(monkeypatch, moment, count(1))
            try:
                assert rounded(answer(lambda: ask(found))) == undisturbed  # noqa: B023 - asked at once
                break
            except KeyboardInterrupt:
                monkeypatch.undo()
                assert rounded(answer(lambda: ask(found))) == undisturbed  # noqa: B023 - asked at once
            finally:
                monkeypatch.undo()
        else:
            raise AssertionError("a question never ends")
