"""What a frontier answers at a level: against hand, brute force and another solver's epsilon-constraint."""

from __future__ import annotations

import itertools
import math
import pickle
from dataclasses import replace

import numpy as np
import pulp
import pytest
from scipy.optimize import linprog

import tradeoff
from tradeoff.moo.at_level import Reached
from tradeoff.moo.found_at import found_at
from tradeoff.moo.pieces import Point, Step

SENSES = ("min", "max")


def jumping(**asked: object) -> tradeoff.Frontier:
    """Both minimised: with b = 0 the segment v = 4 - u for u from 0 to 2, with b = 1 the point (1, 5/2).

    So from (0, 4) the segment is followed up to (1, 3), which is only come near to; there it jumps to (1, 5/2), is level
    up to u = 3/2, and follows the segment again, to (2, 2).
    """
    problem = pulp.LpProblem()
    t, b = problem.add_variable("t", 0, 2), problem.add_variable("b", cat="Binary")
    problem += t <= 2 - 2 * b
    expressions = {"u": t + b, "v": 4 - t - 1.5 * b}
    return tradeoff.trace(problem, expressions, sense={"u": "min", "v": "min"}, whole=True, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "objectives", "values"),
    [
        ({"u": 0.5}, (0.5, 3.5), (0.5, 0)),
        ({"u": 1.25}, (1, 2.5), (0, 1)),
        ({"u": 1.75}, (1.75, 2.25), (1.75, 0)),
        ({"u": 9}, (2, 2), (2, 0)),
        ({"v": 3.25}, (0.75, 3.25), (0.75, 0)),
        ({"v": 2.75}, (1, 2.5), (0, 1)),
        ({"v": 2.25}, (1.75, 2.25), (1.75, 0)),
        ({"v": 9}, (0, 4), (0, 0)),
    ],
)
def test_a_segment_that_ends_where_no_point_is(
    at: dict[str, float], objectives: tuple[float, ...], values: tuple[float, ...]
) -> None:
    """On it mixtures are attained, beside it the point before; every answer is the best there is."""
    found = jumping().plan(**at)
    assert tuple(found.objectives.values()) == pytest.approx(objectives)
    assert (found.values["t"], found.values["b"]) == pytest.approx(values, abs=1e-9)
    assert found.checked


def test_a_level_that_touches_a_segment_by_a_rounding_is_checked() -> None:
    """From (3.5, 7) all is level up to 5, where a segment to (6.5, 4) begins that is only come near to there."""
    points = [Point(x=x, y=y, supported=True, efficient=True) for x, y in ((3.5, 7.0), (6.5, 4.0))]
    nearly = 5 - 2e-15
    steps = [
        Step(start=3.5, end=nearly, best=7, best_at_end=7, checked=True),
        Step(start=nearly, end=6.5, best=7 + 1e-14, best_at_end=4, checked=True, mixture=lambda _: {}),
    ]

    def asked(at: dict[str, float], steps: list[Step]) -> Reached:
        return found_at(at, ("u", "v"), SENSES[:1] * 2, points, steps, lambda _: {}, complete=True)

    assert asked({"u": 5}, steps) == Reached(objectives={"u": 3.5, "v": 7}, values={})
    assert asked({"v": 7 - 1e-15}, steps).checked
    assert not asked({"u": 5}, [replace(steps[0], checked=False), steps[1]]).checked


def test_what_a_segment_that_ends_where_no_point_is_dominates() -> None:
    """Up to (2, 4): u under the segments, 3/2 in the level: 1/2 + 3/4 + (4 - 9/4) / 2."""
    assert jumping().hypervolume({"u": 2, "v": 4}) == pytest.approx(0.5 + 0.75 + 0.875)


def test_between_chosen_levels_nothing_is_checked() -> None:
    """Asked at u <= 0, 3/2 and 2 there may be more between, and of v = 1 nobody knows that there is none."""
    found = jumping(levels=[0, 1.5, 2])
    assert found.plan(u=1.5).objectives == pytest.approx({"u": 1, "v": 2.5})
    assert found.plan(u=1.5).checked
    between = found.plan(u=0.5)
    assert between.objectives == pytest.approx({"u": 0, "v": 4})
    assert not between.checked
    with pytest.raises(ValueError, match="no point that was found has 1 of 'v', the best has 2; there may be others"):
        found.plan(v=1)
    with pytest.raises(tradeoff.InfeasibleError, match="no solution reaches 1 of 'v': the best is 2"):
        jumping().plan(v=1)


def test_rounding_alone_misses_no_level() -> None:
    """A level that is typed as it is printed reaches the point that was printed."""
    problem = pulp.LpProblem()
    n = problem.add_variable("n", 0, 9, cat="Integer")
    found = tradeoff.trace(problem, {"a": n / 3, "b": -n}, sense={"a": "max", "b": "max"}, whole=True)
    assert found.plan(a=0.3333333334).objectives["b"] == -1


def test_a_level_that_comes_anyway() -> None:
    """On x + y <= 3 within 2 of each: the end with the most y has x = 1 already."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 2), problem.add_variable("y", 0, 2)
    problem += x + y <= 3
    found = tradeoff.trace(problem, {"x": x, "y": y}, sense={"x": "max", "y": "max"})
    reached = found.plan(x=0.5)
    assert reached.objectives == pytest.approx({"x": 1, "y": 2})
    assert reached.remark == "the best of 'y' comes with 1 of 'x' anyway, which is better than 0.5"
    assert found.plan(x=1.5).remark == found.plan(x=1).remark == ""
    assert reached.checked


def with_more(**bounds: float) -> tuple[tradeoff.Frontier, pulp.LpVariable, pulp.LpVariable]:
    """X + y <= 3 within 2 of each, and more, which no objective counts and nothing limits above."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 2), problem.add_variable("y", 0, 2)
    more = problem.add_variable("more", 0)
    problem += x + y <= 3
    problem += x + more >= 1
    return tradeoff.trace(problem, {"x": x, "y": y}, sense={"x": "max", "y": "max"}), x, more


def test_what_nothing_limits() -> None:
    """A variable without a bound keeps no level from its answer, and its range ends nowhere."""
    found, x, more = with_more()
    assert found.plan(x=1.5).values == pytest.approx({"x": 1.5, "y": 1.5, "more": 0})
    assert found.within(0, "more", x=1.5) == found.within(0.0, more, x=1.5)
    assert found.within(0, "more", x=1.5).least == pytest.approx(0)
    assert found.within(0, "more", x=1.5).most == math.inf
    assert found.within(0, 1 - 2 * more, x=1.5).least == -math.inf
    for wrong in (x <= 3, None, 3, ["x"]):
        with pytest.raises(ValueError, match="is no variable, name of one, or expression"):
            found.within(0.1, wrong, x=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no variable called 'none' in a constraint or an objective"):
        found.within(0.1, "none", x=1)
    with pytest.raises(ValueError, match="share is 'a'"):
        found.within("a", "more", x=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [math.nan, math.inf, None, "3", True])
def test_a_level_that_is_no_number(wrong: object) -> None:
    """It is refused in words."""
    with pytest.raises(ValueError, match=r"the level of 'x' is .*, which is no finite number"):
        with_more()[0].plan(x=wrong)  # type: ignore[arg-type]


def test_levels_that_cannot_hold_together() -> None:
    """Of a budget of 1, 0.7 each of two: both are named."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0) for name in "abc"]
    problem += pulp.lpSum(goods) <= 1
    found = tradeoff.trace(problem, dict(zip("abc", goods, strict=True)), sense=dict.fromkeys("abc", "max"))
    with pytest.raises(tradeoff.InfeasibleError, match=r"no solution reaches 0\.7 of 'a' and 0\.7 of 'b' together"):
        found.plan(a=0.7, b=0.7)


@pytest.mark.parametrize(("trade", "level"), [("depth-breadth", 1000.0), ("today-tomorrow", 3000.0)])
def test_of_a_programme_with_more_objectives_only_two_count(trade: str, level: float) -> None:
    """The frontier behind a scenario's answers as the scenario's own, in its units."""
    outer = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), trade, gap=0.1)
    found = outer.frontier.plan(x=level)
    assert list(found.objectives) == [outer.x, outer.y]
    assert found.objectives[outer.y] == pytest.approx(outer.most(level))
    assert found.objectives[outer.x] == pytest.approx(level)


def programme(seed: int, whole: int) -> tuple[tradeoff.Frontier, tuple[np.ndarray, ...], list[float]]:
    """A random frontier, the arrays of its programme (rows, right-hand sides, costs, bounds), and its signs."""
    dice = np.random.default_rng(seed)
    rows, sides = dice.integers(0, 6, (2, 3)), dice.integers(6, 20, 2)
    costs, most = dice.integers(-5, 6, (2, 3)), dice.integers(1, 4, 3)
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0, int(most[i]), cat="Integer" if i < whole else "Continuous") for i in range(3)]
    for row, side in zip(rows, sides, strict=True):
        problem += pulp.lpSum(int(a) * v for a, v in zip(row, x, strict=True)) <= int(side)
    objectives = {
        name: pulp.lpSum(int(c) * v for c, v in zip(cost, x, strict=True))
        for name, cost in zip("fg", costs, strict=True)
    }
    sense = {name: SENSES[int(dice.integers(2))] for name in "fg"}
    asked = {"whole": True} if whole else {"gap": 0.3}
    found = tradeoff.trace(problem, objectives, sense=sense, **asked)  # type: ignore[arg-type]
    return found, (rows, sides, costs, most), [1.0 if sense[name] == "min" else -1.0 for name in "fg"]


def best_at(arrays: tuple[np.ndarray, ...], signs: list[float], held: int, level: float, whole: int) -> float | None:
    """The best of the objective that is not held, by a programme a choice of whole numbers; None where there is none."""
    rows, sides, costs, most = arrays
    other, found = 1 - held, []
    for choice in itertools.product(*(range(int(m) + 1) for m in most[:whole])):
        done = linprog(
            signs[other] * costs[other],
            A_ub=np.vstack([rows, signs[held] * costs[held]]),
            b_ub=[*sides, signs[held] * level],
            bounds=[*((v, v) for v in choice), *((0, m) for m in most[whole:])],
        )
        found += [float(done.fun)] if done.status == 0 else []
    return signs[other] * min(found) if found else None


@pytest.mark.parametrize("whole", [0, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_against_every_choice(seed: int, whole: int) -> None:
    """Levels within and beyond the ends, of either objective: the best there is, attained, and checked."""
    found, arrays, signs = programme(seed, whole)
    dice = np.random.default_rng(seed)
    for held, name in enumerate("fg"):
        first, last = found.extreme_points[0].values[held], found.extreme_points[-1].values[held]
        for share in dice.uniform(-0.2, 1.2, 3):
            level = float(first + share * (last - first))
            expected = best_at(arrays, signs, held, level, whole)
            if expected is None:
                with pytest.raises(tradeoff.InfeasibleError):
                    found.plan(**{name: level})
                continue
            reached = found.plan(**{name: level})
            assert reached.objectives["fg"[1 - held]] == pytest.approx(expected, abs=1e-6)
            x = [reached.values.get(f"x{i}", 0.0) for i in range(3)]
            assert arrays[2] @ x == pytest.approx(list(reached.objectives.values()), abs=1e-6)
            assert signs[held] * (reached.objectives[name] - level) <= 1e-6
            assert reached.checked or whole


@pytest.mark.parametrize("seed", range(4))
def test_ranges_against_another_solver(seed: int) -> None:
    """Least and most of a variable within a tenth of the ranges of the solution at a level; pickled, the same."""
    found, (rows, sides, costs, most), signs = programme(seed, 0)
    first, last = found.extreme_points[0], found.extreme_points[-1]
    level = (first.x + last.x) / 2
    reached = found.plan(f=level)
    held = [
        sign * reached.objectives[name] + 0.1 * abs(a - b)
        for name, sign, a, b in zip("fg", signs, first.values, last.values, strict=True)
    ]
    span = found.within(0.1, "x0", f=level)
    ends = [
        sign
        * linprog(
            [sign, 0, 0],
            A_ub=np.vstack([rows, *(s * c for s, c in zip(signs, costs, strict=True))]),
            b_ub=[*sides, *held],
            bounds=[(0, m) for m in most],
        ).fun
        for sign in (1, -1)
    ]
    assert (span.least, span.most) == pytest.approx(tuple(ends), abs=1e-6)
    assert pickle.loads(pickle.dumps(found)).within(0.1, "x0", f=level) == span
