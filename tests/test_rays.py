"""Frontiers of which an objective has no bound: extreme points and rays."""

from __future__ import annotations

import pulp
import pytest

import tradeoff


def ex01(sense: str) -> tradeoff.Frontier:
    """bensolve's ex01; maximised, both objectives are negated."""
    problem, sign = pulp.LpProblem(), 1 if sense == "min" else -1
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    aims = {"f1": sign * (x - y), "f2": sign * (x + y)}
    return tradeoff.trace(problem, aims, sense={"f1": sense, "f2": sense})


@pytest.mark.parametrize(("sense", "sign"), [("min", 1), ("max", -1)])
def test_the_vertices_and_the_ray_of_bensolve(sense: str, sign: int) -> None:
    """bensolve gives the vertices (-6, 6) and (0, 4), and the ray (-1, 1) from the first."""
    frontier = ex01(sense)
    values = [value for point in frontier.extreme_points for value in point.values]
    assert values == pytest.approx([sign * value for value in (-6, 6, 0, 4)])
    (ray,) = frontier.rays
    assert (ray.point, ray.rate) == (0, pytest.approx(1))
    assert ray.direction == pytest.approx((-sign, sign))
    assert ray.variables == pytest.approx({"x": 0, "y": 1})


def test_a_plan_on_the_ray() -> None:
    """At f1 = -10 on the ray f2 is 10, with y = 10."""
    assert ex01("min").plan(f1=-10).values == pytest.approx({"x": 0, "y": 10})


@pytest.mark.parametrize("ask", ["ideal", "payoff", "outer"])
def test_what_has_no_end_has_no_measure(ask: str) -> None:
    """It is refused, with the mend."""
    with pytest.raises(ValueError, match="Bound the objective"):
        getattr(ex01("min"), ask)


def test_two_rays_from_one_vertex() -> None:
    """Over x + 2y >= 0 and 2x + y >= 0 with both free, the cone of (0, 0), (2, -1) and (-1, 2)."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    problem += x + 2 * y >= 0
    problem += 2 * x + y >= 0
    frontier = tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "min", "y": "min"})
    assert frontier.extreme_points[0].values == pytest.approx((0, 0), abs=1e-12)
    assert [ray.rate for ray in frontier.rays] == pytest.approx([2, 0.5])
    assert frontier.rays[0].direction == pytest.approx((-1, 2))
    assert frontier.rays[1].direction == pytest.approx((2, -1))


@pytest.mark.parametrize(("least", "words"), [(1, "straight line"), (None, "every solution")])
def test_nothing_to_begin_at(least: int | None, words: str) -> None:
    """x + y >= 1 with both free is one line; without it every solution can be bettered."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    problem += x + y >= least if least is not None else x - y <= 5
    with pytest.raises(tradeoff.UnboundedError, match=words):
        tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "min", "y": "min"})
