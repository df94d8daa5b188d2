"""Three objectives over whole numbers, against paper and against trying everything, as an analyst would call it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff
from tests.independent.enumerate_three import ThreeProgramme, draw_three
from tradeoff.moo.frontier import Shape
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.whole_three import questions
from tradeoff.moo.whole_three.lattice import count_in_steps

SENSE = {"served": "max", "cost": "min", "jobs": "max"}


def works() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """A well, a road and a school: at most two of them."""
    problem = pulp.LpProblem()
    well, road, school = (problem.add_variable(name, cat="Binary") for name in ("well", "road", "school"))
    problem += well + road + school <= 2
    served, cost, jobs = 3 * well + 4 * road + 7 * school, 2 * well + 3 * road + 4 * school, 1 * well + 5 * road
    return problem, {"served": served, "cost": cost, "jobs": jobs + 0 * school}


def traced(programme: ThreeProgramme, **how: Any) -> tuple[tradeoff.Frontier, list[tuple[int, ...]]]:
    """The frontier of a programme, and its points in parts."""
    problem, aims, sense = programme.problem()
    frontier = tradeoff.trace(problem, aims, sense=sense, whole=True, **how)
    points = [tuple(round(value * programme.parts) for value in point.values) for point in frontier.extreme_points]
    for position, point in enumerate(frontier.extreme_points):
        solution = frontier.solution(position)
        for aim, value in zip(aims.values(), point.values, strict=True):
            assert sum(c * solution[x.name] for x, c in aim.items()) == pytest.approx(value, abs=1e-9)
        assert all(value == round(value) for value in solution.values())
    return frontier, points


def worst_left(programme: ThreeProgramme, points: list[tuple[int, ...]]) -> float:
    """By how much of all ranges of the points something of the programme betters every one of them."""
    signs = np.array([1 if sense == "min" else -1 for sense in programme.senses])
    found, every = np.array(points) * signs, programme.outcomes()
    ranges = found.max(axis=0) - every.min(axis=0)
    ranges = np.where(ranges > 0, ranges, 1)
    return float(max((((found - row) / ranges).max(axis=1).min() for row in every), default=0.0))


def require_every_point(seed: int) -> None:
    """What `trace` returns is what trying everything finds, each point with its bound met."""
    programme = draw_three(seed)
    truth = programme.nondominated()
    if not truth:
        problem, aims, sense = programme.problem()
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace(problem, aims, sense=sense, whole=True)
        return
    frontier, points = traced(programme)
    assert len(points) == len(truth)
    assert set(points) == truth
    assert frontier.certificate.kind == "exact"
    assert frontier.certificate.max_gap == 0
    assert all(point.efficient and point.bound == point.z for point in frontier.extreme_points)


@pytest.mark.parametrize("seed", range(24))
def test_every_point(seed: int) -> None:
    """Of small programmes by seed."""
    require_every_point(seed)


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(50))
def test_every_point_of_many(tens: int) -> None:
    """Of five hundred more, ten at a time."""
    for seed in range(1000 + 10 * tens, 1010 + 10 * tens):
        require_every_point(seed)


@pytest.mark.parametrize("seed", [2, 3, 5, 8])
def test_in_two_solves_where_one_sum_is_too_large(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way to a point: the third objective, then the sum of all."""
    monkeypatch.setattr(questions, "_LARGEST", 0.0)
    require_every_point(seed)


def test_by_hand() -> None:
    """On paper none of the seven choices is beaten by another, in served, cost and jobs.

    none 0 0 0; well 3 2 1; road 4 3 5; school 7 4 0; well+road 7 5 6; well+school 10 6 1; road+school 11 7 5.
    """
    problem, aims = works()
    frontier = tradeoff.trace(problem, aims, sense=SENSE, whole=True)
    assert [point.values for point in frontier.extreme_points] == [
        (11, 7, 5),
        (10, 6, 1),
        (7, 4, 0),
        (7, 5, 6),
        (4, 3, 5),
        (3, 2, 1),
        (0, 0, 0),
    ]
    assert frontier.shape is Shape.POINTS
    assert frontier.solution(3) == {"well": 1, "road": 1, "school": 0}
    assert list(frontier.points.columns) == ["served", "cost", "jobs", "bound", "efficient"]
    assert tradeoff.trace(problem, aims, sense=SENSE, whole=True, method="quadrants") == frontier
    assert frontier.facets.empty
    assert frontier.steps.empty
    with pytest.raises(ValueError, match="has no outer line"):
        _ = frontier.outer
    assert "7 points" in (frontier._repr_html_() or "")


@pytest.mark.parametrize("seed", [1, 3, 9, 13, 17])
@pytest.mark.parametrize("gap", [0.1, 0.3])
def test_to_a_gap(seed: int, gap: float) -> None:
    """Some of the points, and nothing betters them all by more than is said, nor that by more than was asked."""
    programme = draw_three(seed)
    frontier, points = traced(programme, gap=gap)
    assert set(points) <= programme.nondominated()
    assert worst_left(programme, points) <= frontier.certificate.max_gap + 1e-9
    assert frontier.certificate.max_gap <= gap


def test_coefficients_without_a_step() -> None:
    """Square roots: every choice of 0/1 is told apart all the same, and what may be missing is stated."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", cat="Binary") for j in range(5)]
    problem += pulp.lpSum(x) <= 3
    rows = [[math.sqrt(7 * j * k + 3 * k + 2) for j in range(5)] for k in (1, 2)] + [
        [math.sqrt(29 - 5 * j) for j in range(5)]
    ]
    aims = {
        name: pulp.LpAffineExpression(dict(zip(x, row, strict=True))) for name, row in zip("abc", rows, strict=True)
    }
    frontier = tradeoff.trace(problem, aims, sense={"a": "max", "b": "min", "c": "max"}, whole=True)
    every = np.array([[i >> j & 1 for j in range(5)] for i in range(32) if i.bit_count() <= 3]) @ np.array(rows).T
    signed = every * [-1, 1, -1]
    kept = [row for row, own in zip(every, signed, strict=True) if (signed <= own).all(axis=1).sum() == 1]
    assert sorted(point.values for point in frontier.extreme_points) == [
        pytest.approx(tuple(row), abs=1e-9) for row in sorted(map(tuple, kept))
    ]
    assert frontier.certificate.kind == "bounded"
    assert 0 < frontier.certificate.max_gap < 1e-4
    with pytest.raises(tradeoff.SolverError, match="Write them with fewer digits"):
        tradeoff.trace(problem, aims, sense={"a": "max", "b": "min", "c": "max"}, whole=True, exact=True)


@pytest.mark.parametrize(
    ("coefficients", "step"),
    [
        ([6, -9, 15], 3),
        ([0.25, 0.6], 0.05),
        ([0.1, 0.1 + 0.2], 0.1),
        ([1 / 3, 1 / 2], 1 / 6),
        ([math.pi, -math.pi], math.pi),
        ([99.37, 12.5], 0.01),
        ([1, math.sqrt(2)], None),
        ([1, 1234567], None),
    ],
)
def test_the_step_of_an_objective(coefficients: list[float], step: float | None) -> None:
    """The greatest number that divides its coefficients, on paper; None where there is none that floats can count."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", cat="Binary") for j in range(len(coefficients))]
    aim = pulp.LpAffineExpression(dict(zip(x, coefficients, strict=True)))
    lattice = count_in_steps(from_pulp(problem, {"a": aim}, {"a": Sense.MIN}, whole=True))
    assert lattice.is_whole == (step is not None,)
    assert lattice.steps == (pytest.approx(step or max(coefficients) / 1e6, rel=1e-12),)
    counted = [cost / lattice.steps[0] for cost in coefficients]
    assert lattice.model.costs[0].tolist() == pytest.approx(counted, rel=1e-12)


def test_columns_that_need_not_be_whole() -> None:
    """In rows they may stand: an amount that a switch lets in. In an objective they are refused, with the mend."""
    problem, aims = works()
    amount = problem.add_variable("amount", 0, 4)
    problem += amount <= 3 * problem.variablesDict()["well"] + 2
    problem += amount >= 2 + problem.variablesDict()["road"]
    frontier = tradeoff.trace(problem, aims, sense=SENSE, whole=True)
    # A road needs an amount of 3, which a well lets in: without a well there is no road.
    assert [point.values for point in frontier.extreme_points] == [
        (10, 6, 1),
        (7, 4, 0),
        (7, 5, 6),
        (3, 2, 1),
        (0, 0, 0),
    ]
    with pytest.raises(ValueError, match=r"'cost' counts 'amount', which need not be whole; .* Make it integer"):
        tradeoff.trace(problem, {**aims, "cost": aims["cost"] + amount}, sense=SENSE, whole=True)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"levels": [1]}, "levels and step are of two objectives; three are given"),
        ({"step": 0.1}, "levels and step are of two objectives; three are given"),
        ({"certify": True, "exact": True}, "certify is set; over whole numbers there is no rational certificate"),
        ({"method": "boxes"}, "method='boxes' cannot serve what is asked; 'quadrants' does"),
    ],
)
def test_what_does_not_fit_is_refused(how: dict[str, Any], message: str) -> None:
    """With what to do."""
    problem, aims = works()
    with pytest.raises(ValueError, match=message):
        tradeoff.trace(problem, aims, sense=SENSE, whole=True, **how)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (0, "no objective is given; .* For one, solve the problem itself"),
        (1, "one objective is given; .* For one, solve the problem itself"),
        (4, "over whole numbers a frontier is traced between two or three. Make one of them a constraint"),
        (5, "5 objectives are given; .* Make the others constraints"),
    ],
)
def test_how_many_objectives(count: int, message: str) -> None:
    """Two or three, with what to do about the others."""
    problem, aims = works()
    names = [f"aim {k}" for k in range(count)]
    with pytest.raises(ValueError, match=message):
        tradeoff.trace(problem, dict.fromkeys(names, aims["cost"]), sense=dict.fromkeys(names, "min"), whole=True)


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_an_objective_without_bound(name: str) -> None:
    """Is named; two others are at least 0."""
    problem = pulp.LpProblem()
    x = {key: problem.add_variable(key, 0, cat="Integer") for key in ("a", "b", "c")}
    sense = {key: "max" if key == name else "min" for key in x}
    with pytest.raises(tradeoff.UnboundedError) as caught:
        tradeoff.trace(problem, {key: 1 * column for key, column in x.items()}, sense=sense, whole=True)
    assert caught.value.objective == name


def test_columns_without_bounds() -> None:
    """Nothing limits x + y + z >= 2 from above: on paper its points are those with a sum of 2."""
    problem = pulp.LpProblem()
    x = {key: problem.add_variable(key, 0, cat="Integer") for key in ("a", "b", "c")}
    problem += pulp.lpSum(x.values()) >= 2
    aims = {key: 1 * column for key, column in x.items()}
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(x, "min"), whole=True)
    assert {point.values for point in frontier.extreme_points} == {
        (a, b, 2 - a - b) for a in range(3) for b in range(3 - a)
    }


def test_one_solution_is_best_at_all() -> None:
    """One point, and an objective that never moves does no harm."""
    problem = pulp.LpProblem()
    x = problem.add_variable("x", 0, 3, cat="Integer")
    aims = {"a": 1 * x, "b": 2 * x + 1, "c": pulp.LpAffineExpression(constant=4)}
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "max"), whole=True)
    assert [point.values for point in frontier.extreme_points] == [(3, 7, 4)]
    assert frontier.certificate.max_gap == 0
