"""Certifies in exact fractions that the facets of a surface together are the whole of it, or raises.

All three objectives are minimised; C is the cone of all that is no better. Where nothing lies beyond any facet of
conv(points) + C, nothing lies beyond it at all. Its facets are the triangles that are drawn and the *rest*: those that
reach to infinity along one or two objectives, and those with a weight of 0. That a list of triangles is all of them is
told by how they meet (Mehlhorn et al. 1999, on checking convex hulls):

    each has weights that no one is below 0 of, and the exact least weighted sum is its own
    turned so that the inside is on one side, each edge is passed once forwards and once backwards
    corners - edges + facets = 2       (Euler), the facet at infinity counted

In words: supporting triangles that close up, all turned the same way, go around the solid exactly once, and leave no
hole where something could be missing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import SolverError
from tradeoff.moo.exact.bounded_weights import dot
from tradeoff.moo.exact.certify_surface import COMPUTED, CertifiedSurface, Exact3
from tradeoff.moo.exact.oracle import ExactOracle

Corners = tuple[int, int, int]
"""Positions of points; from the number of points on, the directions in which the solid goes on."""
_ZERO, _ONE = Fraction(0), Fraction(1)
AXES: tuple[Exact3, ...] = ((_ONE, _ZERO, _ZERO), (_ZERO, _ONE, _ZERO), (_ZERO, _ZERO, _ONE))
"""Those in which one objective gets worse."""
_NTH = ("first", "second", "third")


@dataclass(frozen=True, kw_only=True)
class Plane:
    """A plane that no solution is below."""

    normal: Exact3
    """Whole numbers without a common factor, none below 0, in the objectives' own units as they are minimised."""
    height: Fraction
    statuses: str
    """The basis whose prices prove it."""


@dataclass(frozen=True, kw_only=True)
class WholeSurface:
    """A surface of three minimised objectives with every facet of the hull of its points and all that is worse."""

    surface: CertifiedSurface
    facets: Mapping[Corners, Exact3]
    """Corners, turned so that the inside is on one side, and the normal of the plane they lie on."""
    planes: Mapping[Exact3, Plane]
    edges: tuple[tuple[int, int], ...]
    """The efficient edges that border no triangle."""


def certify_whole(
    oracle: ExactOracle, surface: CertifiedSurface, rest: Sequence[Corners], edges: Sequence[tuple[int, int]]
) -> WholeSurface:
    """Certify that triangles and edges are the whole efficient surface of their programme.

    Args:
        oracle: Exact optima of the three objectives.
        surface: Points and triangles, each certified.
        rest: The facets of the hull of the points and all that is worse that are no triangles of the surface.
        edges: The efficient edges that border no triangle, as pairs of positions, ascending.

    Returns:
        The surface with all its facets, and what proves each.

    Raises:
        SolverError: They are not, or it could not be certified.
    """
    planes = {
        drawn.normal: Plane(normal=drawn.normal, height=drawn.height, statuses=drawn.statuses)
        for drawn in surface.triangles
    }
    normals: dict[Corners, Exact3] = {}
    for corners in [*(triangle.points for triangle in surface.triangles), *rest]:
        turned, normal = turned_facet(surface.points, AXES, corners)
        if normal not in planes:
            optimum = oracle.minimise(normal)
            planes[normal] = Plane(normal=normal, height=optimum.height, statuses=optimum.basis.statuses)
        if planes[normal].height != dot(normal, surface.points[turned[0]]):
            raise SolverError(
                f"something lies beyond the facet {facet_words(corners, surface.points, AXES)} of the surface in exact "
                f"arithmetic, though not in floats. {COMPUTED}"
            )
        if turned in normals:
            raise SolverError(f"the surface has the facet {facet_words(corners, surface.points, AXES)} twice")
        normals[turned] = normal
    require_closed(list(normals), len(surface.points), len(AXES))
    drawn = {tuple(sorted(triangle.points)) for triangle in surface.triangles}
    for corners, normal in normals.items():
        if min(normal) > 0 and tuple(sorted(corners)) not in drawn:
            words = facet_words(corners, surface.points, AXES)
            raise SolverError(f"the efficient facet {words} is not part of the surface")
    if set(edges) != loose_edges(normals, len(surface.points)):
        raise SolverError("the efficient edges without a facet are not those of the surface")
    return WholeSurface(surface=surface, facets=normals, planes=planes, edges=tuple(sorted(edges)))


def facet_words(corners: Sequence[int], points: Sequence[Exact3], directions: Sequence[Exact3]) -> str:
    """A facet by the positions of its points, and by the objectives or directions along which it reaches to infinity.

    Args:
        corners: Of the facet.
        points: All points.
        directions: Those in which the solid goes on.
    """
    known = [str(corner) for corner in sorted(corners) if corner < len(points)]
    words = f"of point{'s'[: len(known) - 1]} {' and '.join(known)} of {len(points)}"
    ways = [
        f"the {_NTH[AXES.index(directions[place])]} objective" if directions[place] in AXES else f"direction {place}"
        for place in (corner - len(points) for corner in sorted(corners) if corner >= len(points))
    ]
    return f"{words}, without end along {' and '.join(ways)}," if ways else words


def turned_facet(points: Sequence[Exact3], directions: Sequence[Exact3], corners: Corners) -> tuple[Corners, Exact3]:
    """A facet with its corners turned so that the inside is on one side, the least first, and its weights.

    Args:
        points: All points, as minimised.
        directions: Those in which the solid goes on.
        corners: Of the facet.

    Raises:
        SolverError: It has no such corners, they are on one line, or one weight is below 0 and another above.
    """
    first, second, third = sorted(corners)
    if not 0 <= first < len(points) or third >= len(points) + len(directions):
        raise SolverError(f"the facet {corners} of the surface has no such corners")
    p, q = (_way(points, directions, first, corner) for corner in (second, third))
    cross = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]]
    if not any(cross):
        raise SolverError(
            f"the corners of the facet {facet_words(corners, points, directions)} are on one line in exact arithmetic"
        )
    if max(cross) <= 0:
        second, third, cross = third, second, [-value for value in cross]
    if min(cross) < 0:
        words = facet_words(corners, points, directions)
        raise SolverError(f"the facet {words} of the surface has a weight below 0 in exact arithmetic. {COMPUTED}")
    low = math.lcm(*(value.denominator for value in cross))
    whole = [int(value * low) for value in cross]
    share = math.gcd(*whole)
    a, b, c = (Fraction(value, share) for value in whole)
    return (first, second, third), (a, b, c)


def _way(points: Sequence[Exact3], directions: Sequence[Exact3], first: int, corner: int) -> Exact3:
    """From a point to a corner of its facet: a difference, or the direction itself."""
    if corner >= len(points):
        return directions[corner - len(points)]
    a, b, c = (there - here for here, there in zip(points[first], points[corner], strict=True))
    return a, b, c


def require_closed(facets: Sequence[Corners], points: int, directions: int) -> None:
    """Refuse facets that do not meet edge to edge all around, up to the polygon of directions at infinity.

    Args:
        facets: Turned.
        points: How many there are.
        directions: How many, in turn.

    Raises:
        SolverError: They do not.
    """
    sides = [side for a, b, c in facets for side in ((a, b), (b, c), (c, a))]
    passed = set(sides)
    if len(passed) < len(sides):
        raise SolverError("more than two facets of the surface meet along an edge, or two overlap")
    infinite = {(points + k, points + (k + 1) % directions) for k in range(directions)}
    if {(a, b) for a, b in passed if (b, a) not in passed} != infinite:
        raise SolverError("the facets of the surface leave a hole")
    corners = {corner for side in sides for corner in side}
    # The facet at infinity has an edge a direction of its own turning.
    euler = len(corners) - (len(sides) + directions) // 2 + len(facets) + 1
    if len(corners) != points + directions or euler != 2:
        raise SolverError("the facets of the surface do not close up to one surface")


def loose_edges(normals: Mapping[Corners, Exact3], points: int) -> set[tuple[int, int]]:
    """The edges between points that are efficient, and border no facet whose weights are all above 0."""
    beside = {side: normal for (a, b, c), normal in normals.items() for side in ((a, b), (b, c), (c, a))}
    return {
        (a, b)
        for (a, b), normal in beside.items()
        if a < b < points
        and min(normal) == 0
        and min(beside[b, a]) == 0
        and min(here + there for here, there in zip(normal, beside[b, a], strict=True)) > 0
    }
