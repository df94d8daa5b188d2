"""`trace` against every vertex, enumerated naively in fractions, on tiny random programmes."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, pairwise

import pulp
import pytest

import tradeoff

F = Fraction
Point = tuple[Fraction, Fraction]


def solve_square(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """Gauss-Jordan elimination; None for a singular system."""
    table = [[*row, b] for row, b in zip(rows, right, strict=True)]
    for i in range(len(table)):
        pivot = next((k for k in range(i, len(table)) if table[k][i]), None)
        if pivot is None:
            return None
        table[i], table[pivot] = table[pivot], table[i]
        head = table[i][i]
        table[i] = [v / head for v in table[i]]
        for k in range(len(table)):
            if k != i and table[k][i]:
                factor = table[k][i]
                table[k] = [a - factor * b for a, b in zip(table[k], table[i], strict=True)]
    return [row[-1] for row in table]


def enumerate_frontier(rows: list[list[int]], right: list[int], f: list[int], g: list[int]) -> list[Point]:
    """Maximise f and g over x >= 0, rows x <= right: all vertices, then the upper right hull."""
    n = len(f)
    walls = [[F(v) for v in row] for row in rows] + [[F(-int(i == j)) for j in range(n)] for i in range(n)]
    bounds = [F(b) for b in right] + [F(0)] * n
    images: set[Point] = set()
    for chosen in combinations(range(len(walls)), n):
        x = solve_square([walls[i] for i in chosen], [bounds[i] for i in chosen])
        if x is not None and all(
            sum(a * v for a, v in zip(wall, x, strict=True)) <= b for wall, b in zip(walls, bounds, strict=True)
        ):
            images.add((sum(a * v for a, v in zip(f, x, strict=True)), sum(a * v for a, v in zip(g, x, strict=True))))
    best: list[Point] = []
    for point in sorted(images, reverse=True):
        if best and point[1] <= best[-1][1]:
            continue
        while len(best) >= 2 and not is_corner(best[-2], best[-1], point):
            best.pop()
        best.append(point)
    return best


def is_corner(a: Point, b: Point, c: Point) -> bool:
    """Whether b lies beyond the straight line from a to c."""
    return (b[1] - a[1]) * (a[0] - c[0]) > (c[1] - a[1]) * (a[0] - b[0])


@pytest.mark.parametrize("seed", range(60))
def test_every_vertex(seed: int) -> None:
    """The same extreme points, on three columns, four rows and small whole numbers (many ties)."""
    rng = random.Random(seed)
    rows = [[rng.randint(0, 4) for _ in range(3)] for _ in range(3)] + [[1, 1, 1]]
    right = [rng.randint(1, 12) for _ in range(3)] + [10]
    f, g = ([rng.randint(-2, 5) for _ in range(3)] for _ in range(2))
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(3)]
    for row, bound in zip(rows, right, strict=True):
        problem += pulp.lpSum(a * v for a, v in zip(row, x, strict=True)) <= bound
    objectives = {
        name: pulp.LpAffineExpression(dict(zip(x, costs, strict=True))) for name, costs in (("f", f), ("g", g))
    }
    frontier = tradeoff.trace(problem, objectives, sense={"f": "max", "g": "max"}, exact=True)
    found = [(point.x, point.y) for point in frontier.extreme_points]
    expected = enumerate_frontier(rows, right, f, g)
    assert found == [(pytest.approx(float(a), abs=1e-9), pytest.approx(float(b), abs=1e-9)) for a, b in expected]
    mirrored = tradeoff.trace(
        problem, {"g": objectives["g"], "f": objectives["f"]}, sense={"f": "max", "g": "max"}, exact=True
    )
    assert [(point.y, point.x) for point in reversed(mirrored.extreme_points)] == [
        (pytest.approx(a, abs=1e-9), pytest.approx(b, abs=1e-9)) for a, b in found
    ]
    assert all(a.x > b.x for a, b in pairwise(frontier.extreme_points))
