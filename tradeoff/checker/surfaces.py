"""Checks the certificate of a surface of three objectives: points, planes, facets, and that they are all of it.

All three objectives are minimised here. Every point has a plan, which must keep all limits and be worth what the point
says (`bounds.py`); every plane has weights, none below 0, and prices, which must show that no plan is below it; every
facet lies on its plane, and together they close up (`closing.py`), where it goes on up to its directions
(`endless.py`). Then nothing lies beyond any facet, and the facets
are all of the boundary: the efficient ones among them are the whole surface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tradeoff.checker.bounds import Three, least, worth
from tradeoff.checker.closing import (
    AXES,
    Directions,
    Face,
    Weights,
    check_closed,
    check_efficient,
    check_face,
    loose_edges,
)
from tradeoff.checker.endless import check_directions, check_rays_between
from tradeoff.checker.reading import Programme, UnreadableError, get, number, positions, require, sparse, told

SCHEMA, WITH_RAYS = "tradeoff/certificate-surface/1", "tradeoff/certificate-surface-rays/1"
_EVERY = 100
"""Points or planes between two words of how far it is."""


@dataclass(frozen=True, kw_only=True)
class CheckedSurface:
    """What a certificate of a surface has been found to hold."""

    names: tuple[str, ...]
    values: list[tuple[Fraction, ...]]
    """The points as their user reads them."""
    planes: int
    facets: int
    triangles: int
    """How many of the facets have weights all above 0 and no direction: of these is the surface, where it ends."""
    endless: int
    """How many planes have efficient facets that go on: each of them is one between two rays."""
    edges: int
    rays: int

    def sentences(self) -> list[str]:
        """What was checked, in words."""
        first, second, third = self.names
        counts = [
            (len(self.values), "point", ""),
            (self.triangles, "triangle", ""),
            (self.endless, "facet", " between rays"),
            (self.edges, "edge", ""),
            (self.rays, "ray", ""),
        ]
        *most, last = [_count(count, what) + more for count, what, more in counts if count]
        parts = f"{', '.join(most)} and {last} are" if most else f"{last} is"
        return [
            f"Certified in exact fractions: {parts} the whole surface of {first}, {second} and {third}; no plan lies "
            "beyond it.",
            f"Every point has a plan that keeps all limits, and is efficient; no plan is below any of "
            f"{_count(self.planes, 'plane')}, shown by prices; {self.facets:,} facets, those to infinity among them, "
            "close up without a hole.",
        ]


def check_surface(data: Any, tell: Callable[[str], None], *, file: str = "certificate.json") -> CheckedSurface:
    """Recompute every claim of a certificate of a surface.

    Args:
        data: What the file holds.
        tell: Called now and then with how far the check has come.
        file: The file's name, for messages.

    Raises:
        UnreadableError: Something cannot be read.
        RefusedError: A claim is false; it is the first that is.
    """
    schema = get(data, "schema", str, file)
    if schema not in (SCHEMA, WITH_RAYS):
        raise UnreadableError(
            f"{file}: the schema is {schema[:40]!r}, not {SCHEMA}; check it with the version it is of"
        )
    points = get(data, "points", list, file)
    require(len(points) > 0, "there is no point")
    require(get(data, "count", int, file) == len(points), "the count is not the number of points")
    programme = Programme(get(data, "programme", dict, file), file=file, aims=3)
    reached, values = [], []
    for i, point in enumerate(points):
        if i % _EVERY == 0:
            tell(f"point {i + 1} of {len(points)}")
        attained, shown = _check_point(programme, point, f"{file}, point {i}")
        reached.append(attained)
        values.append(shown)
    require(len(set(reached)) == len(reached), "two points are one")
    directions, ways = AXES, set[int]()
    if schema == WITH_RAYS:
        directions, ways = check_directions(programme, get(data, "directions", list, file), file)
    planes = get(data, "planes", list, file)
    checked = []
    for k, plane in enumerate(planes):
        if k % _EVERY == 0:
            tell(f"plane {k + 1} of {len(planes)}")
        checked.append(_check_plane(programme, plane, f"{file}, plane {k}"))
    faces = _check_facets(get(data, "facets", list, file), checked, reached, directions, file)
    edges = _read_edges(get(data, "edges", list, file), len(points), f"{file}, edges")
    require(set(edges) == loose_edges(faces, len(points)), "the edges are not the efficient ones without a triangle")
    rays = check_rays_between(get(data, "rays", list, file), faces, len(points), ways, file) if ways else 0
    return CheckedSurface(
        names=tuple(objective.name for objective in programme.objectives),
        values=values,
        planes=len(checked),
        facets=len(faces),
        triangles=sum(min(face.weights) > 0 and max(face.corners) < len(points) for face in faces),
        endless=len({face.weights for face in faces if min(face.weights) > 0 and max(face.corners) >= len(points)}),
        edges=len(edges),
        rays=rays,
    )


def _check_point(programme: Programme, point: Any, place: str) -> tuple[Three, tuple[Fraction, ...]]:
    """A point as it is minimised and as its user reads it."""
    stated = [number(value, place) for value in get(point, "values", list, place)]
    reached = worth(programme, sparse(get(point, "plan", dict, place), programme.width, f"{place}, plan"), place)
    shown = tuple(o.shown(value) for o, value in zip(programme.objectives, reached, strict=True))
    require(tuple(stated) == shown, f"{place} is not worth what it says")
    return reached, shown


def _check_plane(programme: Programme, plane: Any, place: str) -> tuple[Weights, Fraction]:
    """The weights of a plane and what no plan's weighted sum is below."""
    weights = [number(weight, place) for weight in get(plane, "weights", list, place)]
    if len(weights) != 3 or any(weight.denominator != 1 for weight in weights):
        raise UnreadableError(f"{place}: the weights must be three whole numbers")
    require(min(weights) >= 0 and any(weights), f"{place}: the weights must not be below 0, nor all 0")
    a, b, c = (int(weight) for weight in weights)
    value = number(get(plane, "value", str, place), place)
    prices = sparse(get(plane, "prices", dict, place), len(programme.rows), f"{place}, prices")
    shown = least(programme, (a, b, c), prices, place)
    require(shown == value, f"{place}: its prices show another value than it says")
    return (a, b, c), value


def _check_facets(
    facets: list[Any],
    planes: list[tuple[Weights, Fraction]],
    points: list[Three],
    directions: Directions,
    file: str,
) -> list[Face]:
    faces, used = [], set()
    for k, facet in enumerate(facets):
        place = f"{file}, facet {k}"
        corners = positions(get(facet, "corners", list, place), len(points) + len(directions.moves), place)
        if len(corners) != 3 or corners[0] >= len(points):
            raise UnreadableError(f"{place}: it must have three corners, the first of them a point")
        (plane,) = positions([get(facet, "plane", int, place)], len(planes), place)
        used.add(plane)
        weights, value = planes[plane]
        face = Face(corners=(corners[0], corners[1], corners[2]), weights=weights, value=value)
        check_face(face, points, directions, place)
        faces.append(face)
    require(len(used) == len(planes), "there is a plane without a facet")
    check_closed([face.corners for face in faces], len(points), directions)
    check_efficient(faces, len(points))
    return faces


def _read_edges(edges: list[Any], points: int, place: str) -> list[tuple[int, int]]:
    found = []
    for edge in edges:
        if not isinstance(edge, list) or len(edge) != 2:
            raise UnreadableError(f"{place}: {told(edge)} is no pair of points")
        a, b = positions(edge, points, place)
        found.append((a, b))
    if len(set(found)) < len(found):
        raise UnreadableError(f"{place}: an edge stands twice")
    return found


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
