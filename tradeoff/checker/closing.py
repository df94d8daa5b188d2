"""Checks that facets around a solid are all of them: they close up to one surface, all turned the same way.

A corner is a point, or one of the *directions* in which the solid goes on: from the number of points on, as a rule one
an objective, along which it gets worse without end (else see `endless.py`). Each facet lies on a plane that nothing is
below. Turned with the inside on one side, every facet must meet another along each edge, which passes it the other way;
what is left open is the polygon of the directions at infinity, once. So the facets go around the solid exactly once,
and there is no hole where one could be missing (Mehlhorn et al. 1999, on checking convex hulls). Euler's corners -
edges + facets = 2 must come out too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.checker.bounds import Three
from tradeoff.checker.reading import require

Corners = tuple[int, int, int]
Weights = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Face:
    """A facet as the certificate has it."""

    corners: Corners
    weights: Weights
    """Of the plane it is said to lie on."""
    value: Fraction


@dataclass(frozen=True, kw_only=True)
class Directions:
    """In which a solid goes on without end, in turn."""

    moves: tuple[Three, ...]
    """What the objectives do along each, as they are minimised."""
    names: tuple[str, ...]
    """For messages."""


AXES = Directions(
    moves=tuple((Fraction(int(k == 0)), Fraction(int(k == 1)), Fraction(int(k == 2))) for k in range(3)),
    names=tuple(f"the direction of the {name} objective" for name in ("first", "second", "third")),
)
"""Those along which one objective gets worse."""


def check_face(face: Face, points: Sequence[Three], directions: Directions, place: str) -> None:
    """That a facet lies on its plane, has a size, and has the inside on the right side.

    Args:
        face: The facet; its first corner is a point.
        points: All points, as they are minimised.
        directions: In which the solid goes on.
        place: Which facet it is, for messages.

    Raises:
        RefusedError: It does not.
    """
    first = face.corners[0]
    for corner in face.corners:
        if corner < len(points):
            on = sum(w * y for w, y in zip(face.weights, points[corner], strict=True)) == face.value
            require(on, f"{place}: point {corner} does not lie on its plane")
        else:
            move = directions.moves[corner - len(points)]
            along = sum(w * y for w, y in zip(face.weights, move, strict=True)) == 0
            name = directions.names[corner - len(points)]
            require(along, f"{place}: its plane does not reach to infinity along {name}")
    p, q = (_way(points, directions, first, corner) for corner in face.corners[1:])
    cross = p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]
    require(any(cross), f"{place}: its corners are on one line")
    turned = sum(w * value for w, value in zip(face.weights, cross, strict=True)) > 0
    require(turned, f"{place} is turned the wrong way round")


def _way(points: Sequence[Three], directions: Directions, first: int, corner: int) -> Three:
    if corner >= len(points):
        return directions.moves[corner - len(points)]
    a, b, c = (there - here for here, there in zip(points[first], points[corner], strict=True))
    return a, b, c


def check_closed(facets: Sequence[Corners], points: int, directions: Directions) -> None:
    """That facets meet edge to edge all around, and use every point.

    Args:
        facets: Their corners, turned.
        points: How many there are.
        directions: In which the solid goes on, in turn.

    Raises:
        RefusedError: They do not.
    """
    names = [*(f"point {point}" for point in range(points)), *directions.names]
    passed: dict[tuple[int, int], int] = {}
    for k, (a, b, c) in enumerate(facets):
        for side in ((a, b), (b, c), (c, a)):
            other = passed.setdefault(side, k)
            require(other == k, f"facets {other} and {k} overlap along the edge of {_edge(side, names)}")
    count = len(directions.moves)
    infinite = {(points + k, points + (k + 1) % count) for k in range(count)}
    for (a, b), k in passed.items():
        closed = (b, a) in passed or (a, b) in infinite
        require(closed, f"there is a hole beside facet {k}, along the edge of {_edge((a, b), names)}")
    for side in sorted(infinite):
        open_once = side in passed and side[::-1] not in passed
        require(open_once, f"there is a hole at infinity, along the edge of {_edge(side, names)}")
    corners = {corner for side in passed for corner in side}
    for point in range(points):
        require(point in corners, f"point {point} is a corner of no facet")
    # The facet at infinity has an edge a direction of its own turning.
    euler = len(corners) - (len(passed) + count) // 2 + len(facets) + 1
    require(euler == 2, "the facets do not close up to one surface: corners - edges + facets is not 2")


def check_efficient(faces: Sequence[Face], points: int) -> None:
    """That no solution is as good as a point in all objectives and better in one; raises RefusedError.

    The weights of all planes through a point, added up, are weights for which it is among the best; if each is above 0
    the point is efficient.
    """
    total = [[0, 0, 0] for _ in range(points)]
    for face in faces:
        for corner in face.corners:
            if corner < points:
                total[corner] = [t + w for t, w in zip(total[corner], face.weights, strict=True)]
    for point, weights in enumerate(total):
        require(min(weights) > 0, f"point {point} is not efficient: something is as good in all and better in one")


def loose_edges(faces: Sequence[Face], points: int) -> set[tuple[int, int]]:
    """The edges between points that are efficient, and border no facet whose weights are all above 0."""
    beside = {side: face.weights for face in faces for a, b, c in [face.corners] for side in ((a, b), (b, c), (c, a))}
    return {
        (a, b)
        for (a, b), weights in beside.items()
        if a < b < points
        and min(weights) == 0
        and min(beside[b, a]) == 0
        and min(here + there for here, there in zip(weights, beside[b, a], strict=True)) > 0
    }


def _edge(side: tuple[int, int], names: Sequence[str]) -> str:
    return " and ".join(names[corner] for corner in side)
