"""Certifies the points and triangles of a surface in exact fractions, or raises.

All three objectives are minimised. Every point is attained by a feasible basis; every triangle lies on the plane

    w . y = height,   w = (b - a) x (c - a), turned so that no weight is below 0

and the exact least weighted sum over all solutions (`oracle.py`, after Applegate, Cook, Dash and Espinoza 2007) is that
height: nothing lies beyond the triangle. A point of a triangle whose weights are all above 0 is efficient by that; any
other must be the best for exact weights all above 0 of its own. What is certified here is each point and each triangle;
that the triangles together are the whole surface `certify_whole.py` certifies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import SolverError
from tradeoff.moo.exact.basis import ExactBasis
from tradeoff.moo.exact.lu import SingularKernelError
from tradeoff.moo.exact.oracle import ExactOracle

Exact3 = tuple[Fraction, Fraction, Fraction]
_EQUAL: Exact3 = (Fraction(1), Fraction(1), Fraction(1))
_SMALL = (Fraction(1, 2**10), Fraction(1, 2**20), Fraction(1, 2**40))
"""Weights of each further stage, tried in turn; the first that is small enough proves a point efficient."""


COMPUTED = (
    "The likely cause are coefficients that were computed, such as 0.1 * 3 = 0.30000000000000004, which tilt what was "
    "meant to be level: write them rounded, as in round(0.1 * 3, 9)"
)
"""What to do where fractions see what floats do not."""


@dataclass(frozen=True, kw_only=True)
class CertifiedTriangle:
    """Three points and the plane through them that no solution is below."""

    points: tuple[int, int, int]
    normal: Exact3
    """Whole numbers without a common factor, none below 0, in the objectives' own units as they are minimised."""
    height: Fraction
    statuses: str
    """The basis whose prices prove it."""


@dataclass(frozen=True, kw_only=True)
class CertifiedSurface:
    """Points and triangles of three minimised objectives, certified."""

    points: tuple[Exact3, ...]
    triangles: tuple[CertifiedTriangle, ...]
    statuses: tuple[str, ...] = ()
    """The basis that attains each point, a letter for each column, then for each row (see `basis.py`)."""


def certify_surface(
    oracle: ExactOracle, stages: Sequence[Sequence[Exact3]], triangles: Sequence[tuple[int, int, int]]
) -> CertifiedSurface:
    """Certify the points and triangles of a surface.

    Args:
        oracle: Exact optima of the three objectives.
        stages: For each point the weights, of the objectives in their own units as they are minimised, whose optima in
            turn are that point alone.
        triangles: Positions of three points each.

    Raises:
        SolverError: Something could not be certified.
    """
    found = [attain(oracle, weights) for weights in stages]
    points = tuple(_three(basis.values) for basis in found)
    if len(set(points)) < len(points):
        raise SolverError("two points of the surface are one in exact arithmetic")
    certified = tuple(_certify(oracle, points, triangle) for triangle in triangles)
    efficient = {position for triangle in certified if min(triangle.normal) > 0 for position in triangle.points}
    for position in sorted(set(range(len(points))) - efficient):
        if not _is_efficient(oracle, found[position], stages[position]):
            raise SolverError(f"point {position} of the surface could not be certified efficient in exact arithmetic")
    return CertifiedSurface(points=points, triangles=certified, statuses=tuple(basis.statuses for basis in found))


def attain(oracle: ExactOracle, stages: Sequence[Exact3]) -> ExactBasis:
    """The basis that is the best for weights in turn and oversteps no limit.

    Raises SolverError where there is none.
    """
    try:
        basis = oracle.propose([oracle.cost(weights) for weights in stages])
        overstepped = basis.overstepped()
    except SingularKernelError as error:
        raise SolverError(f"a point of the surface has no basis in exact arithmetic: {error}") from None
    if overstepped:
        raise SolverError("a point of the surface oversteps a limit in exact arithmetic")
    return basis


def _is_efficient(oracle: ExactOracle, basis: ExactBasis, stages: Sequence[Exact3]) -> bool:
    """Whether the point is among the best for some weights all above 0: later stages weigh less and less."""
    point = _three(basis.values)
    for small in _SMALL:
        own = [Fraction(0)] * 3
        for order, weights in enumerate([*stages, _EQUAL]):
            own = [total + small**order * weight / max(weights) for total, weight in zip(own, weights, strict=True)]
        if basis.proves(tuple(own)) or oracle.minimise(own).height == _dot(_three(own), point):
            return True
    return False


def _three(values: Sequence[Fraction]) -> Exact3:
    a, b, c = values
    return a, b, c


def _certify(oracle: ExactOracle, points: Sequence[Exact3], triangle: tuple[int, int, int]) -> CertifiedTriangle:
    a, b, c = (points[position] for position in triangle)
    normal = exact_normal(a, b, c)
    optimum = oracle.minimise(normal)
    if optimum.height != _dot(normal, a):
        raise SolverError(
            f"something lies beyond the triangle of the points {triangle} in exact arithmetic; of three objectives "
            f"only the exact surface can be certified, not a bounded one. {COMPUTED}"
        )
    return CertifiedTriangle(points=triangle, normal=normal, height=optimum.height, statuses=optimum.basis.statuses)


def exact_normal(a: Exact3, b: Exact3, c: Exact3) -> Exact3:
    """The weights under which three points are equally good, as whole numbers without a common divisor.

    Args:
        a: A point, as minimised.
        b: Another.
        c: And another.

    Raises:
        SolverError: They are on one line, or one weight would be below 0 and another above.
    """
    p, q = ([y - x for x, y in zip(a, other, strict=True)] for other in (b, c))
    cross = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]]
    if not any(cross):
        raise SolverError("three points of a triangle are on one line in exact arithmetic")
    if max(cross) <= 0:
        cross = [-value for value in cross]
    if min(cross) < 0:
        raise SolverError(f"a triangle of the surface has a weight below 0 in exact arithmetic. {COMPUTED}")
    low = math.lcm(*(value.denominator for value in cross))
    whole = [int(value * low) for value in cross]
    share = math.gcd(*whole)
    return _three([Fraction(value, share) for value in whole])


def _dot(weights: Exact3, values: Exact3) -> Fraction:
    return sum((w * value for w, value in zip(weights, values, strict=True)), Fraction(0))
