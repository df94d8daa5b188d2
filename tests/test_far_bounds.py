"""Ends of 1e20 that stand for none, and switches of 1e6: a frontier is the same with them and without."""

from __future__ import annotations

import itertools
import random

import pulp
import pytest

import tradeoff
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.near_bounds import with_near_bounds

WAYS = [{}, {"exact": True}, {"gap": 0.01}, {"whole": True}, {"exact": True, "certify": True}]


def points_of(frontier: tradeoff.moo.Frontier) -> list[tuple[float, ...]]:
    """The corners, from the most of the first aim."""
    return [point.values for point in frontier.extreme_points]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("far", [6e9, 8e9, 1e12, 1e18, 1e25])
def test_a_row_that_never_binds(far: float, way: dict[str, object]) -> None:
    """By hand: x + 4 y is 39 where both are at their most, whatever x + y may be beyond 18."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 11), problem.add_variable("y", 0, 7)
    problem += x + y <= far
    frontier = tradeoff.trace(problem, {"a": +x, "b": x + 4 * y}, sense={"a": "max", "b": "max"}, **way)  # type: ignore[arg-type]
    assert points_of(frontier) == [(11, 39)]


@pytest.mark.parametrize("way", WAYS[:3], ids=str)
@pytest.mark.parametrize(("row", "far"), [((3, 5), 5e10), ((1, -1), 1e11), ((1, -1), 1e18), ((-1, -1), 1e22)])
def test_a_row_that_never_binds_beside_those_that_do(row: tuple[int, int], far: float, way: dict[str, object]) -> None:
    """By hand: the corners of 2x + y <= 24, x + 2y <= 24 and x, y <= 10."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 10), problem.add_variable("y", 0, 10)
    problem += 2 * x + y <= 24
    problem += x + 2 * y <= 24
    problem += row[0] * x + row[1] * y <= far
    frontier = tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "max", "y": "max"}, **way)  # type: ignore[arg-type]
    assert points_of(frontier) == [(10, 4), (8, 8), (4, 10)]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("far", [1e5, 1e8, 1e13, 1e18, 1e20, 1e30])
def test_a_variable_whose_bound_stands_for_none(far: float, way: dict[str, object]) -> None:
    """By hand: a + b <= 7 with b <= 5; the plan at 3 has 4."""
    problem = pulp.LpProblem()
    a, b = problem.add_variable("a", 0, far), problem.add_variable("b", 0, 5)
    problem += a + b <= 7
    frontier = tradeoff.trace(problem, {"x": +a, "y": +b}, sense={"x": "max", "y": "max"}, **way)  # type: ignore[arg-type]
    assert points_of(frontier) == [(7, 0), (2, 5)]
    assert frontier.plan(x=3).objectives == pytest.approx({"x": 3, "y": 4}, abs=1e-9)


def test_a_bound_that_binds_stays_however_far() -> None:
    """A trillion that is reached, and two that each other alone imply, are no idle ones."""
    problem = pulp.LpProblem()
    x, y, z = (problem.add_variable(name, 0, most) for name, most in (("x", 1e12), ("y", 1e12), ("z", 3)))
    problem += x - y <= 0
    problem += y - x <= 0
    problem += z <= 2
    model = from_pulp(
        problem, {"x": pulp.LpAffineExpression(x), "z": pulp.LpAffineExpression(z)}, {"x": Sense.MAX, "z": Sense.MAX}
    )
    assert with_near_bounds(model).upper.tolist() == model.upper.tolist()
    assert with_near_bounds(model).row_upper.tolist() == model.row_upper.tolist()


@pytest.mark.parametrize("factor", [3e4, 1e5, 1e6, 1e8])
@pytest.mark.parametrize("side", ["above", "below"])
def test_a_switch(factor: float, side: str) -> None:
    """By hand: x is up to 3 with the switch on, and 0 with it off."""
    problem = pulp.LpProblem()
    z, x = problem.add_variable("z", cat="Binary"), problem.add_variable("x", 0)
    problem += (x <= factor * z) if side == "above" else (factor * z - x >= 0)
    problem += x <= 3
    frontier = tradeoff.trace(problem, {"x": +x, "z": +z}, sense={"x": "max", "z": "min"}, whole=True)
    assert points_of(frontier) == [(3, 1), (0, 0)]


@pytest.mark.parametrize("seed", range(40))
def test_switches_of_every_form_against_trying_everything(seed: int) -> None:
    """Rows such as x <= M z, x <= M (1 - z), x >= 2 - M z and x + y >= 3 - M (1 - z), with M of 1e3 to 1e8."""
    draw = random.Random(seed)
    problem = pulp.LpProblem()
    x, y = (problem.add_variable(name, 0, 4, cat="Integer") for name in "xy")
    z, w = (problem.add_variable(name, cat="Binary") for name in "zw")
    large = 10.0 ** draw.randint(3, 8)
    forms = (
        (x - large * z, 0),
        (y + large * w, large),
        (-1 * x - large * w, -2),
        (-1 * x - y + large * z, large - 3),
        (3 * x + 2 * y - large * w, 5),
        (large * z - x, large - 1),
    )
    for left, right in draw.sample(forms, 3):
        problem += left <= right
    factors = {name: [draw.randint(-4, 4) for _ in range(4)] for name in "ab"}
    columns = (x, y, z, w)
    aims = {name: pulp.LpAffineExpression(list(zip(columns, row, strict=True))) for name, row in factors.items()}
    tried = set()
    for values in itertools.product(range(5), range(5), range(2), range(2)):
        here = dict(zip("xyzw", values, strict=True))
        if all(
            sum(part * here[variable.name] for variable, part in row.expr.items()) + row.constant <= 1e-6
            for row in problem.constraints()
        ):
            tried.add(tuple(sum(p * v for p, v in zip(factors[name], values, strict=True)) for name in "ab"))
    best = {point for point in tried if not any(o != point and o[0] >= point[0] and o[1] <= point[1] for o in tried)}
    if not best:
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace(problem, aims, sense={"a": "max", "b": "min"}, whole=True)
        return
    frontier = tradeoff.trace(problem, aims, sense={"a": "max", "b": "min"}, whole=True)
    assert {(round(a), round(b)) for a, b in points_of(frontier)} == best
    assert all(abs(v - round(v)) < 1e-9 for point in points_of(frontier) for v in point)
