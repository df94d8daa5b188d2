"""Objectives that are 0 but for rounding: what is left of rows that cancel is no range, and nothing to measure by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pulp
import pytest

import tradeoff

AIMS = {"f": (0.578125, 0.5234375, 0.71875), "g": (0.78125, 1.28125, 0.34375), "h": (0.75, 1.25, 0), "i": (0.5, 2, 0)}
"""By hand all are best at (0, 0, 2) alone: no factor is below 0, nor can x or y be, nor z below 2."""
BEST = {"f": 1.4375, "g": 0.6875, "h": 0.0, "i": 0.0}


def limits() -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """x, y at least 0 and z at least 2, written so that what is solved for x and y is what a sum around 2 leaves."""
    problem = pulp.LpProblem()
    x, y, z = problem.add_variable("x", 0), problem.add_variable("y"), problem.add_variable("z")
    problem += 85 * x + 82 * y + 35 * z >= 0
    problem += 3 * z >= 6
    problem += 8 * x + 23 * z >= 0
    problem += 90 * x + 8 * y + 93 * z >= 6
    problem += 63 * y >= 0
    problem += 47 * x + 8 * y + 83 * z >= 0
    return problem, [x, y, z]


@pytest.mark.parametrize("how", [{}, {"exact": True}, {"exact": True, "certify": True}])
@pytest.mark.parametrize("names", ["fgh", "hgf", "ihf", "hi", "fh"])
def test_one_point_that_all_are_best_at(names: str, how: dict[str, Any]) -> None:
    """Rounding errors were taken for a range: it was refused, or returned as if 80 % might be missing."""
    problem, x = limits()
    require_the_point(problem, x, names, how)


def test_one_point_of_four() -> None:
    """The same to a gap, all there is of four."""
    problem, x = limits()
    require_the_point(problem, x, "fghi", {})


def require_the_point(problem: pulp.LpProblem, x: list[pulp.LpVariable], names: str, how: dict[str, Any]) -> None:
    """It, alone, and nothing that may be missing."""
    aims = {name: pulp.lpSum(a * v for a, v in zip(AIMS[name], x, strict=True)) for name in names}
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), **how)
    assert [point.values for point in frontier.extreme_points] == [
        pytest.approx([BEST[name] for name in names], abs=1e-9)
    ]
    assert frontier.certificate.max_gap <= 1e-9


def test_one_point_and_a_ray() -> None:
    """The third of x, y = 0 and more and more z from 2 on is -z; the sums that have a bound are 0 but for rounding."""
    problem, (x, y, z) = limits()
    aims = {
        "f": 74 * x + 67 * y + 92 * z,
        "g": 50 * x + 82 * y + 22 * z + 7,
        "h": 51 * x + 85 * y - z - 1000,
    }
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), exact=True)
    assert [point.values for point in frontier.extreme_points] == [pytest.approx((184, 51, -1002))]
    assert [(ray.point, ray.direction) for ray in frontier.rays] == [(0, pytest.approx((92, 22, -1)))]


def test_a_small_range_is_one_all_the_same() -> None:
    """Beside a row that turns over a million: what x and y come to on it is real, if only a thousandth."""
    problem = pulp.LpProblem()
    x, y, z = problem.add_variable("x"), problem.add_variable("y", 0), problem.add_variable("z", 0, 1e6)
    problem += x + y + z >= 1e6 + 1e-3
    problem += x >= 0
    problem += x + y <= 1e-3
    aims = {"x": 1 * x, "y": 1 * y, "z": -1 * z}
    for names in ("xy", "xyz"):
        wanted = {name: aims[name] for name in names}
        frontier = tradeoff.trace(problem, wanted, sense=dict.fromkeys(wanted, "min"), exact=True)
        found = sorted(point.values[:2] for point in frontier.extreme_points)
        assert found == [pytest.approx((0, 1e-3), abs=1e-8), pytest.approx((1e-3, 0), abs=1e-8)]


def test_the_edge_between_corners_that_floats_cannot_tell_apart() -> None:
    """Certified, from (0, 1000) to (1, 1000 - k) with k far below the last digit of 1000: k / (1 + k) on the first."""
    problem, k = pulp.LpProblem(), 2.0**-60
    x, y = problem.add_variable("x", 0, 1), problem.add_variable("y", 1000, 2000)
    frontier = tradeoff.trace(problem, {"a": 1 * x, "b": y - k * x}, sense={"a": "min", "b": "min"}, certify=True)
    assert [edge.normal for edge in frontier.edges] == [pytest.approx((k, 1.0), rel=1e-12)]
    assert frontier.extreme_points[0].rate_right == pytest.approx(k, rel=1e-12)


def test_such_an_edge_before_a_ray() -> None:
    """It ended in a division by zero. At the least z, with e = 1e-12 left of 89 x + 64 y, two corners by Cramer's rule:
    y = 0, and 82 x + 28 y = 0.
    """
    problem = pulp.LpProblem()
    x, y, z = (problem.add_variable(name) for name in "xyz")
    problem += 7 * z >= 864.192
    problem += 82 * x + 28 * y + 28 * z >= 3456.768
    problem += 89 * x + 64 * y + 92 * z >= 11357.952000000001
    problem += 63 * y >= 0
    aims = {"a": 0.0205078125 * x + 0.609375 * y + 5 * z, "b": 0.205078125 * x + 0.0615234375 * y}
    frontier = tradeoff.trace(problem, aims, sense={"a": "min", "b": "min"}, certify=True)

    def values(x: Fraction, y: Fraction) -> tuple[Fraction, Fraction]:
        first = Fraction("0.0205078125") * x + Fraction("0.609375") * y + 5 * Fraction("123.456")
        return first, Fraction("0.205078125") * x + Fraction("0.0615234375") * y

    e = Fraction(1, 10**12)
    far = e / (89 - 64 * Fraction(82, 28))
    corners = [values(e / 89, Fraction(0)), values(far, -Fraction(82, 28) * far)]
    assert [point.exact for point in frontier.extreme_points] == corners
    rate = (corners[0][1] - corners[1][1]) / (corners[1][0] - corners[0][0])
    assert frontier.extreme_points[0].exact_rate_right == rate
    assert [edge.normal for edge in frontier.edges] == [pytest.approx((rate / (1 + rate), 1 / (1 + rate)))]
    assert [ray.point for ray in frontier.rays] == [1]
