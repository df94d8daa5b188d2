"""Walks from basis to basis: broken off, lied to, refused, and programmes that have many bases for each point."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count, permutations
from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff
from benchmarks.three_aims import transport
from tests.independent.enumerate_surface import is_reached, vertex_images
from tests.independent.tiers import spread
from tests.test_surface import NAMES, values
from tests.test_surface_drawn import RICH, corners_of, draw, drawn_door, height, worst_shortfall
from tradeoff.moo.lp.stopping import CutOffError, Stopped
from tradeoff.moo.triobjective import cells, sandwich, tableau, tables, walk, walked, waves
from tradeoff.moo.triobjective.duality import dots
from tradeoff.moo.triobjective.polygon import walk_around, walk_around_all
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.moo.triobjective.surface import Surface
from tradeoff.moo.triobjective.tableau import WalkError


def surface(seed: int) -> Surface:
    """The exact surface of a drawn programme."""
    return trace_surface(drawn_door(draw(seed)), NAMES, gap=0.5, exact=True)


def same_points(found: Surface, seed: int) -> bool:
    """Whether these are all corners and no others."""
    wanted = [tuple(float(v) for v in corner) for corner in corners_of(seed)]
    return sorted(values(found)) == [pytest.approx(point, abs=1e-8) for point in wanted]


@pytest.fixture(params=["in waves", "one by one"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk over many small tables, and one over a large table."""
    if request.param == "one by one":
        monkeypatch.setattr(walk, "_SMALL_TABLE", 0)


def test_a_polygon_on_paper() -> None:
    """The triangle cut by a >= b and by a >= c: corners (1, 0, 0), (1/2, 1/2, 0), (1/3, 1/3, 1/3), (1/2, 0, 1/2)."""
    walls = np.array([[1.0, -1.0, 0.0], [1.0, 0.0, -1.0], [1.0, 1.0, 1.0]]).T / np.sqrt([2.0, 2.0, 3.0])
    polygon = walk_around(walls, np.array([0.5, 0.2, 0.3]), np.array([0.1, -0.3, 0.2]))
    assert polygon is not None
    third, half = 1 / 3, 1 / 2
    expected = sorted([(1.0, 0.0, 0.0), (half, half, 0.0), (third, third, third), (half, 0.0, half)])
    assert sorted(polygon.corners) == [pytest.approx(corner, abs=1e-12) for corner in expected]
    assert polygon.area == pytest.approx(1 / 3, abs=1e-12)
    assert sorted(polygon.walls) == [1, 2, 3, 4]


def test_walls_without_an_inside() -> None:
    """Of a >= b and b >= a a line is left."""
    walls = np.array([[1.0, -1.0, 0.0], [-1.0, 1.0, 0.0]]).T / np.sqrt(2.0)
    assert walk_around(walls, np.array([0.4, 0.4, 0.2]), np.array([0.1, -0.1, 0.0])) is None


def test_polygons_side_by_side() -> None:
    """Each set of walls has the polygon that it has alone, whatever is beside it: 60 drawn ones, some of them empty."""
    rng = np.random.default_rng(1)
    walls = rng.normal(size=(60, 3, 9))
    inside = rng.dirichlet((1.0, 1.0, 1.0), 60)
    signs = np.sign(np.einsum("kiw,ki->kw", walls, inside))
    walls *= signs[:, None]
    # A wall through the place, and the same from its other side.
    walls[::7, :, 0] = np.cross(walls[::7, :, 0], inside[::7])
    walls[::7, :, 1] = -walls[::7, :, 0]
    walls /= np.sqrt((walls * walls).sum(axis=1, keepdims=True))
    towards = np.tile(np.array([0.59, -0.37, -0.22]), (60, 1))
    together = walk_around_all(walls, inside, towards)
    for polygon, each in zip(together, zip(walls, inside, towards, strict=True), strict=True):
        alone = walk_around(*each)
        assert (polygon is None) == (alone is None)
        if polygon is not None and alone is not None:
            assert polygon.walls == alone.walls
            assert np.array(polygon.corners) == pytest.approx(np.array(alone.corners), abs=1e-12)
            assert polygon.area == pytest.approx(alone.area, abs=1e-12)
    assert sum(polygon is None for polygon in together) == 9
    for own, polygon in zip(walls, together, strict=True):
        if polygon is not None:
            assert (np.array(polygon.corners) @ own >= -1e-9).all()


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", RICH[:4])
def test_tables_computed_anew_at_every_exchange(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns may then stand in any order."""
    monkeypatch.setattr(tableau, "REFRESHED", 1)
    monkeypatch.setattr(tables, "REFRESHED", 1)
    computed, times = tableau.Tableau.computed, 0

    def counted(self: tableau.Tableau, basic: Any) -> Any:
        nonlocal times
        times += 1
        return computed(self, basic)

    monkeypatch.setattr(tableau.Tableau, "computed", counted)
    found = surface(seed)
    assert same_points(found, seed)
    assert found.solves <= 6 * 3 + 1
    assert times > 2


@pytest.mark.parametrize("seed", RICH[:4])
def test_few_tables_at_a_time(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waves of one crossing find the same."""
    monkeypatch.setattr(waves, "_AT_ONCE", 1)
    found = surface(seed)
    assert same_points(found, seed)
    assert found.solves <= 6 * 3 + 1


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", RICH)
def test_nothing_is_left_for_the_sandwich(seed: int) -> None:
    """Seven weighted sums find the surface: two solves or three for each of the six ends, and the start of the walk."""
    found = surface(seed)
    assert same_points(found, seed)
    assert found.solves <= 6 * 3 + 1


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", [RICH[0], RICH[6]])
@pytest.mark.parametrize(
    ("error", "why"), [(KeyboardInterrupt, Stopped.INTERRUPTED), (CutOffError, Stopped.TIME_LIMIT)]
)
def test_broken_off_at_every_polygon(error: type[BaseException], why: Stopped, seed: int) -> None:
    """What is found by then is returned: corners of the surface, planes that cut nothing off, and a true gap."""
    corners, images = corners_of(seed), vertex_images(*draw(seed))
    exact = {tuple(round(float(v), 8) + 0.0 for v in corner) for corner in corners}
    whole = cells.Cells.keep
    stopped = 0
    for at in count(1):
        numbers: Iterator[int] = count(1)

        def keep(self: walk.Walk, *how: Any, at: int = at, numbers: Iterator[int] = numbers) -> int:
            if next(numbers) == at:
                raise error("broken off")
            return whole(self, *how)

        met: set[tuple[float, ...]] = set()
        points = walked.Walked.points

        def noted(self: walked.Walked, met: set[tuple[float, ...]] = met, points: Any = points) -> walked.WalkedPoints:
            found: walked.WalkedPoints = points(self)
            met.update(tuple(round(v, 8) + 0.0 for v in row) for row in found.values.tolist())
            assert len(found.values) == len(self.walk.solutions)
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cells.Cells, "keep", keep)
            patch.setattr(walked.Walked, "points", noted)
            part = surface(seed)
        if not part.stopped:
            break
        stopped += 1
        assert part.stopped is why
        assert met <= {tuple(round(v, 8) + 0.0 for v in point) for point in values(part)} <= exact
        assert worst_shortfall(part, corners) <= part.gap + 1e-9
        for plane in part.planes:
            assert min(height(plane.normal, image) for image in images) >= plane.value - 1e-9
    assert stopped >= len(corners)
    assert same_points(part, seed)


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", RICH[:4])
def test_prices_that_lie_prove_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prices off by a hundredth leave planes too low to close the surface, never too high; sums do the rest."""
    honest = surface(seed)
    one, many = tableau.Tableau.prices, tables.Tables.prices
    monkeypatch.setattr(tableau.Tableau, "prices", lambda self: one(self) * 1.01 + 0.001)
    monkeypatch.setattr(tables.Tables, "prices", lambda self: many(self) * 1.01 + 0.001)
    found = surface(seed)
    images = vertex_images(*draw(seed))
    for plane in found.planes:
        assert min(height(plane.normal, image) for image in images) >= plane.value - 1e-9
    assert same_points(found, seed)
    assert found.solves > honest.solves


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("off", [1e-3, -1e-3])
@pytest.mark.parametrize("seed", RICH[:4])
def test_points_that_lie_are_left_out(seed: int, off: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns a little off that overstep a row are no points; the sums find the true ones."""
    one, many = tableau.Tableau.solution, tables.Tables.solutions
    monkeypatch.setattr(tableau.Tableau, "solution", lambda self: one(self) + off * (1 + np.abs(one(self))))
    monkeypatch.setattr(tables.Tables, "solutions", lambda self: many(self) + off * (1 + np.abs(many(self))))
    assert same_points(surface(seed), seed)


@pytest.mark.parametrize("seed", RICH[:4])
def test_without_a_walk_the_sandwich_finds_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme too large for a table, and a walk that gives up at once or midway."""

    def refuse(*_: object) -> None:
        raise WalkError("not this one")

    monkeypatch.setattr(walked.Walked, "__init__", refuse)
    found = surface(seed)
    assert same_points(found, seed)
    monkeypatch.undo()
    monkeypatch.setattr(walk, "_CELLS", -1_000)
    given_up = surface(seed)
    assert same_points(given_up, seed)
    assert sandwich.Walked is walked.Walked


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", spread(range(20), one_in=10))
def test_many_bases_for_each_point(seed: int) -> None:
    """Assignments of four to four, by trying all twenty-four: rows that imply each other, ties, empty steps."""
    costs = np.random.default_rng(seed).integers(1, 10, (3, 4, 4)).tolist()
    problem = pulp.LpProblem()
    x = [[problem.add_variable(f"x_{i}_{j}", 0) for j in range(4)] for i in range(4)]
    for line in [*x, *zip(*x, strict=True)]:
        problem += pulp.lpSum(line) == 1
    objectives = {
        name: pulp.lpSum(cost[i][j] * x[i][j] for i in range(4) for j in range(4))
        for name, cost in zip(NAMES, costs, strict=True)
    }
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(NAMES, "min"), exact=True, certify=True)
    images = {
        tuple(Fraction(sum(cost[i][j] for i, j in enumerate(order))) for cost in costs)
        for order in permutations(range(4))
    }
    corners = sorted(images)
    for image in sorted(images):
        others = [other for other in corners if other != image]
        if is_reached(image, others):
            corners = others
    assert sorted(point.exact or () for point in frontier.extreme_points) == corners


@pytest.mark.parametrize("columns", [1, 2, 31, 32, 63, 100])
def test_values_of_many_points_to_the_last_digit(columns: int) -> None:
    """Terms of a million times each other, nearly all of them taken back again: the sum is rounded once."""
    rng = np.random.default_rng(columns)
    costs = rng.normal(size=(3, columns)) * 10 ** rng.uniform(-6, 6, (3, columns))
    points = rng.normal(size=(7, columns))
    costs, points = np.hstack([costs, -costs]), np.hstack([points, points + rng.normal(size=points.shape) * 1e-9])
    exact = [[float(sum(map(Fraction, (cost * point).tolist()))) for cost in costs] for point in points]
    assert dots(costs, points).tolist() == exact


@pytest.mark.usefixtures("_way")
def test_nothing_is_looked_for_beyond_the_triangle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only columns of one cost are left to choose, their wall lies along a border: no crossing comes to nothing."""
    failed, count_failed = [0], walk.Walk._count

    def counted(self: walk.Walk, more: int) -> None:
        failed[0] += more
        count_failed(self, more)

    monkeypatch.setattr(walk.Walk, "_count", counted)
    for size, seed in (((3, 4), 6), ((4, 4), 6), ((4, 6), 0), ((4, 6), 4)):
        instance = transport(*size, seed)
        problem = pulp.LpProblem()
        x = [problem.add_variable(f"x{j}", 0) for j in range(len(instance["upper"]))]
        for row, end in zip(instance["rows"], instance["low"], strict=True):
            problem += pulp.lpDot(row, x) == end
        objectives = {name: pulp.lpDot(cost, x) for name, cost in zip(NAMES, instance["costs"], strict=True)}
        tradeoff.trace(problem, objectives, sense=dict.fromkeys(NAMES, "min"), exact=True)
    assert failed == [0]
