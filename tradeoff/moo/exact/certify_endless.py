"""Certifies in exact fractions a surface that goes on without end: corners, facets, rays, and that they are all of it.

All three objectives are minimised. As in `certify_whole.py`, but the solid goes on in the directions of the sides of
the polygon of weights (`bounded_weights.py`) in place of the three in which one objective gets worse:

    every corner is attained by a feasible basis, and every direction by the columns, or it is one that gets worse
    each facet has weights that no one is below 0 of, and the exact least weighted sum is its own
    the directions in turn are the edges of a cone: seen along any two neighbours all others are on one side
    facets close up, all turned the same way, but for the polygon of directions at infinity, and so does Euler's count

In words: all that corners and directions span is attained, but for what is worse, and no solution is beyond any facet
of it. A ray is an edge from a corner along a direction on which an objective betters, between two facets that are not
on one plane.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.exact.bounded_weights import Direction, dot, volume
from tradeoff.moo.exact.certify_surface import CertifiedSurface, Exact3, attain
from tradeoff.moo.exact.certify_whole import (
    Corners,
    Plane,
    WholeSurface,
    loose_edges,
    require_closed,
    turned_facet,
)
from tradeoff.moo.exact.endless_oracle import EndlessOracle

Ray = tuple[int, int]
"""A point and a direction, by position."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is to be certified, as floats have it."""

    weights: tuple[Exact3, ...]
    """Of each point weights for which it is the best alone."""
    facets: Mapping[Corners, bool]
    """The whole boundary in triangles, directions counting from the points on, and whether each is efficient."""
    rays: Collection[Ray]
    edges: Collection[tuple[int, int]]
    """The efficient ones between points that border no efficient facet."""


def certify_endless(oracle: EndlessOracle, directions: Sequence[Direction], drawn: Drawn) -> WholeSurface:
    """Certify that corners, facets, rays and edges are the whole efficient surface of their programme.

    Args:
        oracle: Exact optima of the three objectives.
        directions: In turn, each proved to be one.
        drawn: What is to be certified.

    Returns:
        The surface with all its facets, and what proves each.

    Raises:
        SolverError: They are not, or it could not be certified.
    """
    found = [attain(oracle, [weights]) for weights in drawn.weights]
    points: tuple[Exact3, ...] = tuple((a, b, c) for a, b, c in (basis.values for basis in found))
    if len(set(points)) < len(points):
        raise SolverError("two points of the surface are one in exact arithmetic")
    moves = [direction.moves for direction in directions]
    _require_cone(moves)
    normals: dict[Corners, Exact3] = {}
    planes: dict[Exact3, Plane] = {}
    for corners, is_efficient in drawn.facets.items():
        turned, normal = turned_facet(points, moves, corners)
        if normal not in planes:
            planes[normal] = _plane(oracle, normal)
        if planes[normal].height != dot(normal, points[turned[0]]):
            raise SolverError(f"something lies beyond the facet {corners} of the surface in exact arithmetic")
        if is_efficient != (min(normal) > 0):
            raise SolverError(f"whether the facet {corners} is efficient is not what exact arithmetic says")
        normals[turned] = normal
    require_closed(list(normals), len(points), len(moves))
    if set(drawn.edges) != loose_edges(normals, len(points)):
        raise SolverError("the efficient edges without a facet are not those of the surface")
    if set(drawn.rays) != _rays(normals, len(points)):
        raise SolverError("the rays are not those of the surface")
    surface = CertifiedSurface(points=points, triangles=(), statuses=tuple(basis.statuses for basis in found))
    return WholeSurface(surface=surface, facets=normals, planes=planes, edges=tuple(sorted(drawn.edges)))


def _plane(oracle: EndlessOracle, normal: Exact3) -> Plane:
    try:
        optimum = oracle.minimise(normal, alone=True)
    except UnboundedError:
        raise SolverError(
            "HiGHS calls a weighted sum unbounded that has a bound in exact fractions. Limits and objectives are too "
            "nearly parallel for it; bound the objectives by constraints."
        ) from None
    return Plane(normal=normal, height=optimum.height, statuses=optimum.basis.statuses)


def _require_cone(directions: Sequence[Exact3]) -> None:
    """Refuse directions that are not, in turn, the edges of a pointed cone."""
    count = len(directions)
    for k, here in enumerate(directions):
        after = directions[(k + 1) % count]
        others = (directions[(k + more) % count] for more in range(2, count))
        if count < 3 or any(volume(here, after, other) <= 0 for other in others):
            raise SolverError("the directions of the surface are not the edges of a cone in exact arithmetic")


def _rays(normals: Mapping[Corners, Exact3], points: int) -> set[Ray]:
    """The efficient edges from a point along a direction, between facets on different planes."""
    beside = {side: normal for (a, b, c), normal in normals.items() for side in ((a, b), (b, c), (c, a))}
    return {
        (a, b - points)
        for (a, b), normal in beside.items()
        if a < points <= b
        and normal != beside[b, a]
        and min(here + there for here, there in zip(normal, beside[b, a], strict=True)) > 0
    }
