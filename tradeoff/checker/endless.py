"""Checks where a surface of three objectives goes on: the directions of its certificate, and the rays.

A *direction* is one along which an objective gets worse, or has a way of the columns that may be gone for ever
(`rays.py`). In turn they must be the edges of a pointed cone, so that the polygon they make at infinity is passed once:
seen along any two neighbours all others lie on one side. A *ray* is an edge of the surface that goes from a point along
a way: the facets on both sides lie on different planes, whose weights add up above 0, so that all of it is efficient.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tradeoff.checker.bounds import Three
from tradeoff.checker.closing import AXES, Directions, Face
from tradeoff.checker.rays import moved
from tradeoff.checker.reading import Programme, UnreadableError, get, number, positions, require, sparse


def check_directions(programme: Programme, directions: list[Any], file: str) -> tuple[Directions, set[int]]:
    """The directions of a certificate, each held against every limit, and which of them are ways.

    Args:
        programme: The programme.
        directions: What the file has.
        file: The file's name, for messages.

    Raises:
        RefusedError: One cannot be gone for ever, goes elsewhere than it says, or they are not the edges of a cone.
        UnreadableError: One cannot be read.
    """
    moves, names, ways = [], [], set()
    for k, data in enumerate(directions):
        place = f"{file}, direction {k}"
        if not isinstance(data, dict):
            raise UnreadableError(f"{place}: it is no object")
        if "worse" in data:
            (objective,) = positions([get(data, "worse", int, place)], 3, place)
            moves.append(AXES.moves[objective])
            names.append(AXES.names[objective])
        else:
            ways.add(k)
            moves.append(_check_way(programme, data, place))
            names.append(f"direction {k}")
    _check_cone(moves, file)
    require(bool(ways), f"{file} has no direction on which an objective betters, and is said to have rays")
    return Directions(moves=tuple(moves), names=tuple(names)), ways


def _check_way(programme: Programme, data: Any, place: str) -> Three:
    """What the objectives do along a direction, as they are minimised."""
    way = sparse(get(data, "way", dict, place), programme.width, f"{place}, way")
    stated = [number(value, place) for value in get(data, "moves", list, place)]
    a, b, c = moved(programme, way, place)
    shown = [o.scale * o.sign * move for o, move in zip(programme.objectives, (a, b, c), strict=True)]
    require(stated == shown, f"{place} does not go where it says")
    better = [abs(value) for value, move in zip(shown, (a, b, c), strict=True) if move < 0]
    require(bool(better), f"{place} betters no objective")
    require(better[0] == 1, f"{place} does not better its first objective by 1")
    return a, b, c


def _check_cone(moves: Sequence[Three], file: str) -> None:
    count = len(moves)
    require(count > 2, f"{file} has {count} directions; a surface goes on in three or more")
    for k, here in enumerate(moves):
        after = moves[(k + 1) % count]
        for more in range(2, count):
            above = _volume(here, after, moves[(k + more) % count]) > 0
            require(above, f"{file}: the directions are not the edges of a cone in turn, at direction {k}")


def _volume(a: Three, b: Three, c: Three) -> Fraction:
    """Above 0 where three directions turn as the objectives do."""
    x, y, z = b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]
    return a[0] * x + a[1] * y + a[2] * z


def check_rays_between(rays: list[Any], faces: Sequence[Face], points: int, ways: set[int], file: str) -> int:
    """That the rays of a certificate are all the efficient edges along its ways; how many they are.

    Args:
        rays: What the file has.
        faces: All facets, checked and closed.
        points: How many points there are.
        ways: Which directions are ways.
        file: The file's name, for messages.

    Raises:
        RefusedError: One is missing, or is none.
        UnreadableError: One cannot be read.
    """
    beside = {side: face.weights for face in faces for a, b, c in [face.corners] for side in ((a, b), (b, c), (c, a))}
    edges = {
        (a, b - points)
        for (a, b), weights in beside.items()
        if a < points <= b
        and b - points in ways
        and weights != beside[b, a]
        and min(here + there for here, there in zip(weights, beside[b, a], strict=True)) > 0
    }
    found = set()
    for k, data in enumerate(rays):
        place = f"{file}, ray {k}"
        (point,) = positions([get(data, "point", int, place)], points, place)
        (direction,) = positions([get(data, "direction", int, place)], 1 + max(ways), place)
        require((point, direction) in edges, f"{place} is no edge of the surface")
        require((point, direction) not in found, f"{place} stands twice")
        found.add((point, direction))
    for point, direction in sorted(edges - found):
        require(False, f"the ray from point {point} along direction {direction} is missing")
    return len(found)
