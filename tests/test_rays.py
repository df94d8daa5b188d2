"""Frontiers of which an objective has no bound: extreme points and rays."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays


def ex01_parts(sense: str) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Ex01 of bensolve and its objectives; maximised, both are negated."""
    problem, sign = pulp.LpProblem(), 1 if sense == "min" else -1
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    return problem, {"f1": sign * (x - y), "f2": sign * (x + y)}


def ex01(sense: str) -> tradeoff.Frontier:
    """Its frontier."""
    problem, aims = ex01_parts(sense)
    return tradeoff.trace(problem, aims, sense={"f1": sense, "f2": sense})


@pytest.mark.parametrize(("sense", "sign"), [("min", 1), ("max", -1)])
def test_the_vertices_and_the_ray_of_bensolve(sense: str, sign: int) -> None:
    """From bensolve: the vertices (-6, 6) and (0, 4), and the ray (-1, 1) from the first."""
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
    """With both free x + y >= 1 is one line; without it every solution can be bettered."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    problem += x + y >= least if least is not None else x - y <= 5
    with pytest.raises(tradeoff.UnboundedError, match=words):
        tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "min", "y": "min"})


@pytest.mark.parametrize("seed", range(60))
def test_the_same_as_by_brute_force(seed: int) -> None:
    """Vertices and rays of random programmes; where there is nothing to return, an error that names an objective."""
    programme, senses = enumerate_rays.draw(seed), ((1, 1), (-1, -1), (1, -1))[seed % 3]
    expected = enumerate_rays.answer(programme)
    problem, aims, asked = enumerate_rays.as_problem(programme, senses)
    if expected.status == "infeasible":
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace(problem, aims, sense=asked, exact=True)
        return
    if expected.status != "frontier":
        words = {"empty": "every solution", "line": "straight line"}[expected.status]
        with pytest.raises(tradeoff.UnboundedError, match=words) as caught:
            tradeoff.trace(problem, aims, sense=asked, exact=True)
        assert caught.value.objective in aims
        return
    frontier = tradeoff.trace(problem, aims, sense=asked, exact=True)
    found = [
        tuple(sign * value for sign, value in zip(senses, point.values, strict=True))
        for point in frontier.extreme_points
    ]
    assert found == [pytest.approx(tuple(map(float, point)), abs=1e-9) for point in expected.points]
    last = len(found) - 1
    rates = [(0, expected.start), (last, expected.end)]
    assert [(ray.point, ray.rate) for ray in frontier.rays] == [
        (point, pytest.approx(float(rate), rel=1e-15)) for point, rate in rates if rate is not None
    ]
    for ray in frontier.rays:
        along = [ray.variables.get(f"x{j}", 0) for j in range(len(programme.lower))]
        for cost, sign, moved in zip(programme.costs, senses, ray.direction, strict=True):
            assert sum(c * v for c, v in zip(cost, along, strict=True)) == pytest.approx(sign * moved)
        assert all(sum(a * v for a, v in zip(terms, along, strict=True)) >= -1e-12 for terms, _ in programme.rows)


@pytest.mark.parametrize("variables", [1e-6, 1, 1e6])
@pytest.mark.parametrize(("first", "second"), [(1e6, 1), (1e-6, 1), (1, 1e6), (1, 1e-6), (1e6, 1e-6), (1e-6, 1e6)])
def test_no_unit_matters(first: float, second: float, variables: float) -> None:
    """Of ex01 with each objective and x in other units; y, which the ray is made of, stays."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * variables * x + y >= 6
    problem += variables * x + 2 * y >= 6
    aims = {"f1": first * variables * x - first * y, "f2": second * variables * x + second * y}
    frontier = tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min"})
    found = [(point.x / first, point.y / second) for point in frontier.extreme_points]
    assert found == [pytest.approx((-6, 6), abs=1e-9), pytest.approx((0, 4), abs=1e-9)]
    (ray,) = frontier.rays
    assert ray.rate == pytest.approx(second / first, rel=1e-15)
    assert ray.variables == pytest.approx({"x": 0, "y": 1 / first}, rel=1e-15)


@pytest.mark.parametrize("slope", [1.000000000001, 1])
def test_a_hair_decides(slope: float) -> None:
    """Of x + s y >= 0 and s x + y >= 0 with s above 1 both lose s for 1 from a corner at 0; with s = 1 it is a line.

    A millionth of a millionth is less than the tolerance of any solver.
    """
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    problem += x + slope * y >= 0
    problem += slope * x + y >= 0
    asked = {"objectives": {"x": +x, "y": +y}, "sense": {"x": "min", "y": "min"}}
    if slope == 1:
        with pytest.raises(tradeoff.UnboundedError, match="straight line"):
            tradeoff.trace(problem, **asked)
    else:
        rates = [ray.rate for ray in tradeoff.trace(problem, **asked).rays]
        assert rates == pytest.approx([slope, 1 / slope], rel=1e-15)


def test_costs_far_apart() -> None:
    """An objective may be wider than a row could be: z, of which one is worth a billionth, moves the vertices by that."""
    problem, aims = ex01_parts("min")
    z = problem.add_variable("z", 0, 1)
    frontier = tradeoff.trace(problem, {**aims, "f1": aims["f1"] + 1e-9 * z}, sense={"f1": "min", "f2": "min"})
    assert [ray.rate for ray in frontier.rays] == [1]
    assert [point.values for point in frontier.extreme_points] == [
        pytest.approx((-6, 6)),
        pytest.approx((0, 4), abs=1e-8),
    ]


def test_an_objective_that_nothing_moves() -> None:
    """Beside a constant the other one betters at no cost: every solution can be bettered."""
    problem, aims = ex01_parts("min")
    with pytest.raises(tradeoff.UnboundedError, match="every solution") as caught:
        tradeoff.trace(problem, {"f1": aims["f1"], "f2": 0 * aims["f2"] + 3}, sense={"f1": "min", "f2": "max"})
    assert caught.value.objective == "f1"


def test_constants_and_fixed_variables() -> None:
    """They shift the vertices, and neither rays nor rates: by 1000 + 3 and by -7."""
    problem, aims = ex01_parts("min")
    fixed = problem.add_variable("fixed", 3, 3)
    problem += fixed + aims["f2"] >= 3
    aims = {"f1": aims["f1"] + fixed + 1000, "f2": aims["f2"] - 7}
    frontier = tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min"})
    values = [value for point in frontier.extreme_points for value in point.values]
    assert values == pytest.approx([997, -1, 1003, -3])
    assert [ray.rate for ray in frontier.rays] == [1]
    assert frontier.points["rate_right"][0] == pytest.approx(1 / 3)


def test_pickled() -> None:
    """Another process has the same frontier, its solutions and its answers."""
    frontier = ex01("min")
    other = pickle.loads(pickle.dumps(frontier))
    assert (other, other.rays[0].variables) == (frontier, frontier.rays[0].variables)
    assert other.solution(0) == pytest.approx({"x": 0, "y": 6})
    assert other.plan(f1=-10).values == pytest.approx({"x": 0, "y": 10})


def test_the_points() -> None:
    """Rates of rays stand beside the points they begin at; the edge from (-6, 6) to (0, 4) gains 1 for 3."""
    points = ex01("min").points
    assert points["rate_left"].tolist() == pytest.approx([1, 1 / 3])
    assert points["rate_right"].isna().tolist() == [False, True]
    assert points["weight_from"].isna().all()
    assert ex01("min").facets[["normal_f1", "normal_f2"]].to_numpy()[0] == pytest.approx([1 / 4, 3 / 4])


def test_saved_and_loaded(tmp_path: Path) -> None:
    """With its rays, and with the problem what it answers."""
    frontier, (problem, aims) = ex01("max"), ex01_parts("max")
    frontier.save(tmp_path / "f.json")
    loaded = tradeoff.Frontier.load(tmp_path / "f.json", problem, aims)
    assert (loaded, loaded.rays[0].variables) == (frontier, frontier.rays[0].variables)
    assert loaded.plan(f1=10).values == pytest.approx({"x": 0, "y": 10})
    with pytest.raises(ValueError, match="Bound the objective"):
        loaded.ideal  # noqa: B018


def test_loaded_with_another_problem(tmp_path: Path) -> None:
    """Where both vertices and the other bound stay, the ray tells: with x + y <= 100 it has an end."""
    ex01("min").save(tmp_path / "f.json")
    problem, aims = ex01_parts("min")
    problem += aims["f2"] <= 100
    with pytest.raises(ValueError, match="'f1' has a bound"):
        tradeoff.Frontier.load(tmp_path / "f.json", problem, aims)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"point": 7}, "neither end"),
        ({"variables": {"x": 0}}, "other variables"),
        ({"direction": [1]}, "none of 2 objectives"),
        ({"rate": None}, "none of 2 objectives"),
        ({"rate": -1}, "below 0"),
    ],
)
def test_a_ray_that_is_none(change: dict[str, object], words: str, tmp_path: Path) -> None:
    """A file in which it was altered is refused, with the place."""
    path = tmp_path / "f.json"
    ex01("min").save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["rays"][0].update(change)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        tradeoff.Frontier.load(path)


@pytest.mark.parametrize("how", [{"method": "epsilon", "levels": [1]}, {"whole": True}, {"whole": True, "step": 0.1}])
def test_no_levels_and_no_whole_numbers(how: dict[str, Any]) -> None:
    """There a bound is wanted, and the error says so."""
    problem, aims = ex01_parts("min")
    with pytest.raises(tradeoff.UnboundedError, match=r"'f1' has no bound.*Add an upper bound"):
        tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min"}, **how)


def test_four_objectives_want_bounds() -> None:
    """The same of four."""
    problem, aims = ex01_parts("min")
    aims |= {"f3": aims["f1"] + 2 * aims["f2"], "f4": aims["f1"] + 3 * aims["f2"]}
    with pytest.raises(tradeoff.UnboundedError, match=r"'f1' has no bound.*Add an upper bound"):
        tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"))


def test_the_time_limit_is_over() -> None:
    """Nothing of a part is given."""
    problem, aims = ex01_parts("min")
    with pytest.raises(tradeoff.SolverError, match="time"):
        tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min"}, time_limit=1e-9)


def test_the_time_limit_counts_the_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search for an objective without a bound took is no longer there for the rays."""
    problem, aims = ex01_parts("min")
    begun = time.monotonic()
    ticks = iter([begun, *[begun + 100] * 1000])
    monkeypatch.setattr(tradeoff.moo.trace.time, "monotonic", lambda: next(ticks))
    with pytest.raises(tradeoff.SolverError, match="time limit ended"):
        tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min"}, time_limit=50)


def test_drawn() -> None:
    """The ray goes on, dashed, from (-6, 6) by no more than the points take of either: 2, to (-8, 8)."""
    frontier = ex01("min")
    chart = frontier.chart(marked={"here": frontier.plan(f1=-7)}).to_dict()
    dashed, line = chart["layer"][:2]
    ends = [list(row.values()) for row in chart["datasets"][dashed["data"]["name"]]]
    assert [value for end in ends for value in end[:2]] == pytest.approx([-6, 6, -8, 8])
    assert (dashed["mark"]["strokeDash"], "strokeDash" in line["mark"]) == ([5, 3], False)
    assert "without an end" in str(chart["title"])
    assert "<img" in (frontier._repr_html_() or "")
    assert repr(frontier) == "<Frontier of f1, f2: 2 points, 1 ray, exact, max_gap 0>"
