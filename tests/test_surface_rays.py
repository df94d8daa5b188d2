"""Three objectives of which one has no bound: extreme points, facets and rays."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays, enumerate_surface_rays
from tests.independent.enumerate_surface_rays import Answer, Programme

SENSES = ((1, 1, 1), (-1, -1, -1), (1, -1, 1), (-1, 1, 1))
WORDS = {"empty": "every solution", "line": "straight line"}


def told(frontier: tradeoff.Frontier, senses: Sequence[int]) -> list[tuple[float, ...]]:
    """The points as they are minimised."""
    return [tuple(s * v for s, v in zip(senses, point.values, strict=True)) for point in frontier.extreme_points]


def require_same(frontier: tradeoff.Frontier, expected: Answer, programme: Programme, senses: Sequence[int]) -> None:
    """Points, rays, facets with all that is on them, and loose edges are those of brute force."""

    def place(values: Sequence[float], known: Sequence[Sequence[object]]) -> int:
        (found,) = (
            k for k, one in enumerate(known) if list(values) == pytest.approx([float(v) for v in one], abs=1e-8)
        )
        return found

    points, weights = sorted(expected.points), sorted(expected.facets)
    at = [place(values, points) for values in told(frontier, senses)]
    assert sorted(at) == list(range(len(points)))
    rays = sorted(expected.rays)
    going = []
    for ray in frontier.rays:
        along = tuple(s * v for s, v in zip(senses, ray.direction, strict=True))
        near = [k for k, (p, d) in enumerate(rays) if p == points[at[ray.point]] and along == tuple(map(float, d))]
        assert len(near) == 1, ray
        going += near
        x = [ray.variables.get(f"x{j}", 0.0) for j in range(len(programme.lower))]
        for cost, moved in zip(programme.costs, along, strict=True):
            assert sum(c * v for c, v in zip(cost, x, strict=True)) == pytest.approx(moved)
        assert all(sum(a * v for a, v in zip(terms, x, strict=True)) >= -1e-12 for terms, _ in programme.rows)
        assert all(v <= 0 if low is None else v >= 0 for low, v in zip(programme.lower, x, strict=True))
    assert sorted(going) == list(range(len(rays)))
    facets: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    loose = set()
    for facet in frontier.edges:
        corners = [at[p] for p in facet.points]
        if not facet.normal:
            loose.add(frozenset(points[p] for p in corners))
            continue
        on = facets[place(facet.normal, weights)]
        on[0].update(corners)
        on[1].update(going[r] for r in facet.rays)
        assert len(facet.points) == 3 or len(facet.rays) == 2
        assert {frontier.rays[r].point for r in facet.rays} in (set(), set(facet.points))
    assert loose == expected.edges
    wanted = {
        k: ({points.index(p) for p in expected.facets[w].points}, {rays.index(r) for r in expected.facets[w].rays})
        for k, w in enumerate(weights)
    }
    assert facets == wanted


def compare(seed: int) -> None:
    """A random programme against brute force; where there is nothing to return, an error that names an objective."""
    programme, senses = enumerate_surface_rays.draw(seed), SENSES[seed % 4]
    expected = enumerate_surface_rays.answer(programme)
    problem, aims, asked = enumerate_rays.as_problem(programme, senses)
    if expected.status == "infeasible":
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace(problem, aims, sense=asked, exact=True)
        return
    if expected.status != "frontier":
        with pytest.raises(tradeoff.UnboundedError, match=WORDS[expected.status]) as caught:
            tradeoff.trace(problem, aims, sense=asked, exact=True)
        assert caught.value.objective in aims
        return
    require_same(tradeoff.trace(problem, aims, sense=asked, exact=True), expected, programme, senses)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(400))
def test_the_same_as_by_brute_force(seed: int) -> None:
    """Of 400 random programmes, 275 of which have a ray."""
    compare(seed)


QUICK = (1, 4, 10, 11, 14, 15, 23, 31, 36, 50, 68, 75, 92, 115, 174)
"""Of the random ones: several rays, objectives alike or opposite, facets of more corners, nothing to return."""


@pytest.mark.parametrize("seed", QUICK)
def test_some_by_brute_force(seed: int) -> None:
    """The same of a few."""
    compare(seed)


def ex01(sense: str = "min") -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Ex01 of bensolve with x + 2 y beside; maximised, all are negated."""
    problem, sign = pulp.LpProblem(), 1 if sense == "min" else -1
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    return problem, {"f1": sign * (x - y), "f2": sign * (x + y), "f3": sign * (x + 2 * y)}


def traced(sense: str = "min", **how: Any) -> tradeoff.Frontier:
    """Its frontier."""
    problem, aims = ex01(sense)
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, sense), **how)


def cone(*limits: tuple[Sequence[float], float], units: Sequence[float] = (1, 1, 1)) -> tradeoff.Frontier:
    """All of three free variables at least so much in each sum, and each as small as can be."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(name) for name in "xyz"]
    for terms, least in limits:
        problem += pulp.lpSum(a * v for a, v in zip(terms, x, strict=True)) >= least
    aims = {v.name: unit * v for unit, v in zip(units, x, strict=True)}
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"))


@pytest.mark.parametrize("how", [{}, {"exact": True}, {"gap": 0.1}, {"method": "sandwich"}])
@pytest.mark.parametrize(("sense", "sign"), [("min", 1), ("max", -1)])
def test_by_hand(sense: str, sign: int, how: dict[str, Any]) -> None:
    """At (0, 6) and (2, 2) they are (-6, 6, 12) and (0, 4, 6); from the first one more y makes it (-1, 1, 2) more."""
    frontier = traced(sense, **how)
    values = [value for point in frontier.extreme_points for value in point.values]
    assert values == pytest.approx([sign * value for value in (-6, 6, 12, 0, 4, 6)])
    (ray,) = frontier.rays
    assert (ray.point, ray.direction, ray.rate) == (0, (-sign, sign, 2 * sign), None)
    assert ray.variables == {"x": 0, "y": 1}
    assert [(edge.points, edge.normal, edge.rays) for edge in frontier.edges] == [((0, 1), (), ())]
    assert frontier.facets.empty
    assert frontier.certificate.kind == "exact"
    assert repr(frontier).startswith("<Frontier of f1, f2, f3: 2 points, 1 ray, exact,")


def test_a_cone() -> None:
    """Of 4 x + y + z >= 0 and the like the corner is 0, and on two limits at once x = y = -1 and z = 5."""
    frontier = cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0))
    assert [point.values for point in frontier.extreme_points] == [pytest.approx((0, 0, 0), abs=1e-12)]
    directions = [(-1, -1, 5), (-1, 5, -1), (5, -1, -1)]
    assert sorted(ray.direction for ray in frontier.rays) == [pytest.approx(one) for one in directions]
    sides = {tuple(sorted(frontier.rays[r].direction for r in facet.rays)): facet.normal for facet in frontier.edges}
    normals = [(4 / 6, 1 / 6, 1 / 6), (1 / 6, 4 / 6, 1 / 6), (1 / 6, 1 / 6, 4 / 6)]
    expected = [(directions[0], directions[1]), (directions[0], directions[2]), (directions[1], directions[2])]
    assert sides == {pair: pytest.approx(normal) for pair, normal in zip(expected, normals, strict=True)}


def test_a_cone_with_its_top_cut_off() -> None:
    """With x + y + z >= 6 besides, a triangle: on two limits x = y = t and z = -5 t, so that t = -2."""
    frontier = cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0), ((1, 1, 1), 6))
    corners = [(-2, -2, 10), (-2, 10, -2), (10, -2, -2)]
    assert [point.values for point in frontier.extreme_points] == [pytest.approx(corner) for corner in corners]
    assert [(ray.point, ray.direction) for ray in frontier.rays] == [
        (place, pytest.approx([value / 2 for value in corner])) for place, corner in enumerate(corners)
    ]
    told = {(facet.points, facet.rays): facet.normal for facet in frontier.edges}
    assert told == {
        ((0, 1, 2), ()): pytest.approx((1 / 3, 1 / 3, 1 / 3)),
        ((0, 1), (0, 1)): pytest.approx((4 / 6, 1 / 6, 1 / 6)),
        ((0, 2), (0, 2)): pytest.approx((1 / 6, 4 / 6, 1 / 6)),
        ((1, 2), (1, 2)): pytest.approx((1 / 6, 1 / 6, 4 / 6)),
    }
    table = frontier.facets
    assert table[["point_2", "ray_0", "ray_1"]].isna().to_numpy().tolist() == [
        [one is None for one in (facet.points[2:] or (None,))[:1]] + [not facet.rays] * 2 for facet in frontier.edges
    ]


def test_a_facet_without_an_end_that_has_three_corners() -> None:
    """Of the plane x + y + z = 0 is left what the others leave, in the plane x >= -1, y >= -1, x + y >= -3/2 and 2 y - x
    >= -4: three corners, from the first of which one goes up along x = -1, and from the last along 2 y - x = -4.
    """
    frontier = cone(((1, 1, 1), 0), ((2, 1, 1), -1), ((1, 2, 1), -1), ((2, 2, 1), -1.5), ((1, 4, 2), -4))
    on = [facet for facet in frontier.edges if facet.normal == pytest.approx((1 / 3, 1 / 3, 1 / 3))]
    assert sorted((len(facet.points), len(facet.rays)) for facet in on) == [(2, 2), (3, 0)]
    corners = [frontier.extreme_points[place].values for place in sorted({p for facet in on for p in facet.points})]
    assert corners == [pytest.approx(one) for one in ((-1, -0.5, 1.5), (-0.5, -1, 1.5), (2, -1, -1))]
    (endless,) = (facet for facet in on if facet.rays)
    rays = [frontier.rays[place] for place in endless.rays]
    ends = [(corners.index(frontier.extreme_points[ray.point].values), ray.direction) for ray in rays]
    assert ends == [(0, pytest.approx((0, 1, -1))), (2, pytest.approx((2 / 3, 1 / 3, -1)))]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ([((1, 1, 1), 1)], "straight line"),
        ([((1, 1, 1), 1), ((1, 2, 3), 1)], "straight line"),
        ([((0, 1, 1), 1), ((0, 1, 2), 1)], "every solution"),
        ([((1, -1, 1), 1)], "every solution"),
    ],
)
def test_nothing_to_begin_at(limits: Sequence[tuple[Sequence[float], float]], words: str) -> None:
    """A plane, a wedge of two, one that nothing bounds x in, and one that tells of y from above alone."""
    with pytest.raises(tradeoff.UnboundedError, match=words) as caught:
        cone(*limits)
    assert caught.value.objective in ("x", "y", "z")


@pytest.mark.parametrize("units", list(product((1, 1e6, 1e-6), repeat=3)))
def test_no_unit_matters(units: Sequence[float]) -> None:
    """Of the cone with its top cut off, each objective in others."""
    frontier = cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0), ((1, 1, 1), 6), units=units)
    found = [[v / unit for v, unit in zip(point.values, units, strict=True)] for point in frontier.extreme_points]
    assert found == [pytest.approx(corner) for corner in ((-2, -2, 10), (-2, 10, -2), (10, -2, -2))]
    assert len(frontier.rays) == 3
    assert len(frontier.edges) == 4


def test_a_hair_decides() -> None:
    """Three limits that are one plane but for a millionth of a millionth, less than any solver's tolerance, have a corner
    at 0: on s y + x + z = 0 and s z + x + y = 0 are y = z and x = -(s + 1) y.
    """
    slope = 1.000000000001
    rays = cone(((slope, 1, 1), 0), ((1, slope, 1), 0), ((1, 1, slope), 0)).rays
    expected = [(-1, -1, slope + 1), (-1, slope + 1, -1), (slope + 1, -1, -1)]
    assert sorted(ray.direction for ray in rays) == [pytest.approx(one, rel=1e-15) for one in expected]
    with pytest.raises(tradeoff.UnboundedError, match="straight line"):
        cone(((1, 1, 1), 0), ((1, 1, 1), 0), ((1, 1, 1), 0))


def test_an_objective_that_nothing_moves() -> None:
    """Beside a constant there are the two points and the ray of the other two."""
    problem, aims = ex01()
    aims["f3"] = 0 * aims["f3"] + 7
    frontier = tradeoff.trace(problem, aims, sense={"f1": "min", "f2": "min", "f3": "max"})
    assert [point.values for point in frontier.extreme_points] == [
        pytest.approx((-6, 6, 7)),
        pytest.approx((0, 4, 7), abs=1e-12),
    ]
    assert [(ray.point, ray.direction) for ray in frontier.rays] == [(0, (-1, 1, 0))]
    assert [edge.points for edge in frontier.edges] == [(0, 1)]


def test_a_plan_on_the_ray() -> None:
    """At f1 = -10 on the ray f2 is 10 and f3 20, with y = 10."""
    assert traced().plan(f1=-10).objectives == pytest.approx({"f1": -10, "f2": 10, "f3": 20})


def test_a_plan_that_nothing_bounds() -> None:
    """With x at least 0 alone y falls while z rises for ever; at a level of z too it is -z / 4."""
    frontier = cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0))
    with pytest.raises(tradeoff.UnboundedError, match="at 0 of 'x' nothing bounds 'y' and 'z'; name a level of one"):
        frontier.plan(x=0)
    assert frontier.plan(x=0, z=8).objectives == pytest.approx({"x": 0, "y": -2, "z": 8})


@pytest.mark.parametrize(
    "ask",
    [
        lambda frontier: frontier.ideal,
        lambda frontier: frontier.payoff,
        lambda frontier: frontier.outer,
        lambda frontier: frontier.nadir_bounds(),
        lambda frontier: frontier.knee(),
        lambda frontier: frontier.spacing(),
        lambda frontier: frontier.hypervolume({"x": 20, "y": 20, "z": 20}),
        lambda frontier: frontier.within(0.1, "x", x=0, y=0),
        lambda frontier: frontier.thinned(2),
    ],
)
def test_what_has_no_end_has_no_measure(ask: Callable[[tradeoff.Frontier], object]) -> None:
    """It is refused, with the mend, as of two objectives."""
    frontier = cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0), ((1, 1, 1), 6))
    with pytest.raises(ValueError, match=r"cannot be had of a frontier with a ray.*Bound the objective"):
        ask(frontier)


def test_kept(tmp_path: Path) -> None:
    """Pickled, saved and loaded it is the same, and with its problem answers the same."""
    frontier, (problem, aims) = traced("max"), ex01("max")
    other = pickle.loads(pickle.dumps(frontier))
    frontier.save(tmp_path / "f.json")
    loaded = tradeoff.Frontier.load(tmp_path / "f.json", problem, aims)
    for one in (other, loaded):
        assert (one, one.rays[0].variables) == (frontier, frontier.rays[0].variables)
        assert one.plan(f1=10).values == pytest.approx({"x": 0, "y": 10})
        assert one.solution(0) == pytest.approx({"x": 0, "y": 6})


@pytest.mark.parametrize(
    ("limit", "words"), [("bound", "the file goes on without end"), ("free", "the problem given goes on without end")]
)
def test_loaded_with_another_problem(limit: str, words: str, tmp_path: Path) -> None:
    """Both points stay; with y up to 100 there is no ray, with x free another."""
    traced().save(tmp_path / "f.json")
    problem, aims = ex01()
    x, y = problem.variables()
    if limit == "bound":
        problem += y <= 100
    else:
        x.lowBound = None
        problem += 10 * x + y >= 6
    with pytest.raises(ValueError, match=words):
        tradeoff.Frontier.load(tmp_path / "f.json", problem, aims)


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("rays", {"point": 7}, "not there"),
        ("rays", {"variables": {"x": 0}}, "other variables"),
        ("rays", {"direction": [1, 2]}, "none of 3 objectives"),
        ("rays", {"rate": 1}, "none of 3 objectives"),
        ("edges", {"rays": [0, 7]}, "not there"),
        ("edges", {"rays": [0]}, "joins 2 points"),
        ("edges", {"rays": [0, 2]}, "do not begin at its points"),
    ],
)
def test_a_file_that_was_altered(part: str, change: dict[str, object], words: str, tmp_path: Path) -> None:
    """Is refused, with the place."""
    path = tmp_path / "f.json"
    cone(((4, 1, 1), 0), ((1, 4, 1), 0), ((1, 1, 4), 0), ((1, 1, 1), 6)).save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    place = next(k for k, one in enumerate(content[part]) if part == "rays" or one.get("rays") == [0, 1])
    content[part][place].update(change)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{part}\[{place}\].*{words}"):
        tradeoff.Frontier.load(path)


def test_the_time_limit_is_over() -> None:
    """Nothing of a part is given."""
    with pytest.raises(tradeoff.SolverError, match="time"):
        traced(time_limit=1e-9)


def test_drawn() -> None:
    """In each projection the ray is dashed from (-6, 6, 12) by no more than the points take: 2, to (-8, 8, 16)."""
    chart = traced().chart().to_dict()
    ends = []
    for pair in chart["vconcat"][0]["hconcat"]:
        (dashed,) = (layer for layer in pair["layer"] if "strokeDash" in layer["mark"])
        (row,) = chart["datasets"][dashed["data"]["name"]]
        ends.append((row["to"], row["at"]))
    assert ends == [pytest.approx(end) for end in ((-8, 8), (-8, 16), (8, 16))]
    assert "without an end" in str(chart["vconcat"][0]["title"])
