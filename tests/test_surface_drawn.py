"""The surface of three objectives over drawn programmes: every vertex in fractions, gaps that are kept, broken-off
runs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count

import pulp
import pytest

from tests.independent.enumerate_surface import Image, enumerate_surface, shortfall, vertex_images
from tests.independent.tiers import spread
from tests.test_surface import NAMES, door, values
from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import CutOffError, Stopped
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.moo.triobjective.surface import Surface, solve_point

F = Fraction
Drawn = tuple[list[list[int]], list[int], list[list[int]]]


def draw(seed: int) -> Drawn:
    """Rows, bounds and objectives in small whole numbers (many ties): a budget with limits by column, or any rows."""
    rng = random.Random(seed)
    if seed % 2:
        n = rng.randint(3, 5)
        rows = [[int(i == j) for j in range(n)] for i in range(n)]
        right = [rng.randint(1, 6) for _ in range(n)]
    else:
        n = rng.randint(2, 6)
        rows = [[rng.randint(0, 4) for _ in range(n)] for _ in range(rng.randint(1, 4))]
        right = [rng.randint(4, 12) for _ in rows]
    return [*rows, [1] * n], [*right, 10], [[rng.randint(-6, 3) for _ in range(n)] for _ in range(3)]


def drawn_door(drawn: Drawn) -> Solver:
    """The solver of such a programme."""
    rows, right, objectives = drawn
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(len(rows[0]))]
    for row, bound in zip(rows, right, strict=True):
        problem += pulp.lpSum(a * v for a, v in zip(row, x, strict=True)) <= bound
    named = zip(NAMES, objectives, strict=True)
    return door(problem, {name: pulp.LpAffineExpression(dict(zip(x, costs, strict=True))) for name, costs in named})


@cache
def corners_of(seed: int) -> list[Image]:
    """The true surface of a drawn programme."""
    return enumerate_surface(*draw(seed))


def assert_supports(surface: Surface, images: list[Image]) -> None:
    """No vertex lies below a plane or a facet's plane, and the facet's own points lie on it."""
    for plane in surface.planes:
        assert min(height(plane.normal, image) for image in images) >= plane.value - 1e-9
    for facet in surface.facets:
        own = [height(facet.normal, surface.points[i].values) for i in facet.points]
        assert own == [pytest.approx(min(height(facet.normal, image) for image in images), abs=1e-8)] * 3


def height(normal: tuple[float, ...], image: tuple[float, ...] | Image) -> float:
    """A weighted sum of values."""
    return sum(w * float(v) for w, v in zip(normal, image, strict=True))


@pytest.mark.parametrize("seed", spread(range(100), one_in=7))
def test_every_vertex(seed: int) -> None:
    """The same extreme points as by trying every vertex in fractions; facets and planes touch, and cut nothing off."""
    drawn = draw(seed)
    surface = trace_surface(drawn_door(drawn), NAMES, gap=0.5, exact=True)
    expected = corners_of(seed)
    assert sorted(values(surface)) == [pytest.approx([float(v) for v in point], abs=1e-8) for point in expected]
    assert surface.gap <= 1e-10
    assert_supports(surface, vertex_images(*drawn))


def worst_shortfall(surface: Surface, corners: list[Image]) -> float:
    """How far the true surface betters the drawn one, in shares of the ranges, in fractions."""
    found = [tuple(F(v) for v in point.values) for point in surface.points]
    ranges = tuple(F(v) for v in surface.ranges)
    return max(float(shortfall(corner, found, ranges)) for corner in corners)


RICH = (33, 37, 7, 19, 53, 5, 10, 27)
"""Seeds whose surfaces have from 8 to 13 corners."""


@pytest.mark.parametrize(("seed", "gap"), spread(RICH, [0.2, 0.03], one_in=2))
def test_gap_is_kept(seed: int, gap: float) -> None:
    """No corner of the true surface betters the drawn one by more than the gap that is stated, which is what was
    asked.
    """
    drawn = draw(seed)
    surface = trace_surface(drawn_door(drawn), NAMES, gap=gap, exact=False)
    assert surface.gap <= gap
    assert worst_shortfall(surface, corners_of(seed)) <= surface.gap + 1e-9


def test_gap_saves_solves_and_says_what_is_left() -> None:
    """On 13 corners a wide gap leaves points out, and says by how much."""
    drawn = draw(RICH[0])
    wide, narrow = (trace_surface(drawn_door(drawn), NAMES, gap=gap, exact=False) for gap in (0.2, 1e-6))
    assert wide.sums < narrow.sums
    assert len(wide.points) < len(narrow.points) == len(corners_of(RICH[0]))
    assert 1e-6 < worst_shortfall(wide, corners_of(RICH[0])) <= wide.gap


@pytest.mark.parametrize("seed", RICH[:4])
def test_order_and_size_of_objectives_do_not_matter(seed: int) -> None:
    """The same points for any order of the names, and for objectives in other units."""
    drawn = draw(seed)
    surface = trace_surface(drawn_door(drawn), NAMES, gap=0.1, exact=True)
    turned = trace_surface(drawn_door(drawn), NAMES[::-1], gap=0.1, exact=True)
    assert sorted(values(turned)) == [pytest.approx(v, abs=1e-8) for v in sorted(v[::-1] for v in values(surface))]
    rows, right, (f, g, h) = drawn
    large = trace_surface(drawn_door((rows, right, [f, g, [v * 10**7 for v in h]])), NAMES, gap=0.1, exact=True)
    assert sorted((f, g, h / 1e7) for f, g, h in values(large)) == [
        pytest.approx(v, abs=1e-8) for v in sorted(values(surface))
    ]


@pytest.mark.parametrize("seed", RICH[:4])
def test_stages_single_a_point_out(seed: int) -> None:
    """Solving a point's stages again leads to its values, whatever decides among its plans."""
    solver = drawn_door(draw(seed))
    surface = trace_surface(solver, NAMES, gap=0.1, exact=True)
    for position, point in enumerate(surface.points):
        for name in NAMES:
            x = solve_point(solver, surface, position, [-solver.model.cost(name)]).x
            found = [float(solver.model.cost(each) @ x) for each in NAMES]
            assert found == pytest.approx(point.values, abs=1e-8)


@pytest.mark.parametrize("names", [("f", "g"), ("f", "g", "g")])
def test_three_different_objectives_are_wanted(names: tuple[str, ...]) -> None:
    """Two, or one twice, is not a surface."""
    with pytest.raises(ValueError, match="three different objectives"):
        trace_surface(drawn_door(draw(0)), names, gap=0.1, exact=False)


def solves_for_ends(drawn: Drawn) -> int:
    """How many programmes the six ends take: a gap of nearly everything asks for no more."""
    surface = trace_surface(drawn_door(drawn), NAMES, gap=0.99, exact=False)
    assert surface.sums == 6
    return surface.solves


def break_off(monkeypatch: pytest.MonkeyPatch, at: int, error: type[BaseException]) -> None:
    """Let the solve number `at` of every solver from now on fail."""
    whole = Solver.minimise
    numbers: Iterator[int] = count(1)

    def minimise(self: Solver, cost: Floats) -> Optimum:
        if next(numbers) == at:
            raise error("broken off")
        return whole(self, cost)

    monkeypatch.setattr(Solver, "minimise", minimise)


@pytest.mark.parametrize("seed", [RICH[6], pytest.param(RICH[0], marks=pytest.mark.slow)])
@pytest.mark.parametrize(("error", "why"), [(KeyboardInterrupt, "INTERRUPTED"), (CutOffError, "TIME_LIMIT")])
def test_broken_off_at_every_solve(error: type[BaseException], why: str, seed: int) -> None:
    """What is checked by then is returned with its true gap; before the ends are known there is nothing to return."""
    drawn = draw(seed)
    corners = corners_of(seed)
    images = vertex_images(*drawn)
    whole = trace_surface(drawn_door(drawn), NAMES, gap=0.1, exact=True)
    exact = {tuple(round(float(v), 8) + 0.0 for v in corner) for corner in corners}
    gaps = []
    ends = solves_for_ends(drawn)
    for at in range(1, whole.solves + 1):
        with pytest.MonkeyPatch.context() as patch:
            break_off(patch, at, error)
            if at <= ends:
                with pytest.raises(error):
                    trace_surface(drawn_door(drawn), NAMES, gap=0.1, exact=True)
                continue
            part = trace_surface(drawn_door(drawn), NAMES, gap=0.1, exact=True)
        assert part.stopped is Stopped[why]
        assert {tuple(round(v, 8) + 0.0 for v in point) for point in values(part)} <= exact
        assert worst_shortfall(part, corners) <= part.gap + 1e-9
        for plane in part.planes:
            assert min(height(plane.normal, image) for image in images) >= plane.value - 1e-9
        gaps.append(part.gap)
    assert gaps[0] > 0.01
    assert gaps == sorted(gaps, reverse=True)
    assert whole.stopped is Stopped.NO


def test_time_limit() -> None:
    """No time at all: the solver's own cut-off leaves before anything is claimed."""
    solver = drawn_door(draw(0))
    solver.stop_after(0.0)
    with pytest.raises(CutOffError):
        trace_surface(solver, NAMES, gap=0.1, exact=True)


def test_a_worse_optimum_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that answers every later sum with the optimum of its opposite is caught by the points already known."""
    drawn = draw(RICH[0])
    ends = solves_for_ends(drawn)
    whole = Solver.minimise
    numbers = count(1)

    def minimise(self: Solver, cost: Floats) -> Optimum:
        return whole(self, cost if next(numbers) <= ends else -cost)

    monkeypatch.setattr(Solver, "minimise", minimise)
    with pytest.raises(SolverError, match="worse than one already known"):
        trace_surface(drawn_door(drawn), NAMES, gap=0.1, exact=True)


def test_progress_counts_and_falls() -> None:
    """Programmes and points only grow, the gap only falls, and the last report is the surface's own."""
    told: list[tuple[int, int, float]] = []
    surface = trace_surface(
        drawn_door(draw(RICH[0])), NAMES, gap=0.01, exact=False, progress=lambda *news: told.append(news)
    )
    assert [news[0] for news in told] == sorted({news[0] for news in told})
    assert [news[2] for news in told] == sorted((news[2] for news in told), reverse=True)
    assert told[-1][2] == pytest.approx(surface.gap, abs=1e-12)
    assert told[-1][0] == surface.solves
