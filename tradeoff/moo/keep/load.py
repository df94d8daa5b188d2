"""Reads a frontier that was saved as JSON back into its parts."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tradeoff.door import read_plain, require_few
from tradeoff.moo.keep.agree import require_agreement
from tradeoff.moo.keep.checks import NotThatError, at, entries, made, mapping, one_of, shown, step, text
from tradeoff.moo.keep.write import SCHEMA
from tradeoff.moo.pieces import Certificate, Facet, Point, Ray, Shape, Solution

_COUNTS = {Shape.LINE: (2,), Shape.STEPS: (2,), Shape.SURFACE: (3, 4), Shape.POINTS: (3,)}
"""How many objectives a frontier of each shape has."""
_ROUNDING = 1e-9
"""Share of a value by which two points may be out of order through rounding alone."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was read: the parts of a frontier, and the solution of each of its points."""

    parts: Mapping[str, Any]
    solutions: tuple[Solution, ...]

    def __call__(self, position: int) -> Solution:
        """The solution of a point."""
        return self.solutions[position]


def load(path: Path) -> Kept:
    """The parts of a frontier that was saved as JSON.

    Args:
        path: A regular file of at most 64 megabytes, or a link to one.

    Raises:
        ValueError: It is none; the place, what stands there and the mend are named.
        OSError: It is missing, larger, a pipe or a device, or may not be read.
    """
    try:
        read = read_plain(path)
    except OSError as error:
        words = error.strerror if os.path.lexists(path) else "there is none"
        raise OSError(error.errno, f"cannot be opened ({words})", str(path)) from None
    try:
        require_few(read)
        content = json.loads(read, object_pairs_hook=_once, parse_constant=_refuse)
    except NotThatError as wrong:
        raise ValueError(f"{path}: {wrong}; save the frontier again") from None
    except RecursionError:
        raise ValueError(f"{path}: lists within lists without end; save the frontier again") from None
    except ValueError as error:
        raise ValueError(f"{path}: no JSON ({error}); save the frontier again") from None
    try:
        return _kept(content)
    except NotThatError as wrong:
        raise ValueError(f"{path}: {wrong}; save the frontier again") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotThatError(f"{shown(twice)} stands twice in one object")
    return found


def _refuse(word: str) -> None:
    raise NotThatError(f"{word} is no number of JSON")


def _kept(content: Any) -> Kept:
    top = mapping(content)
    if top.get("schema") != SCHEMA:
        raise NotThatError(f"schema is {shown(top.get('schema'))}, not {SCHEMA!r}")
    objectives = tuple(at(top, "objectives", entries(text)))
    senses = tuple(at(top, "senses", entries(one_of("max", "min"))))
    points = at(top, "points", entries(made(Point)))
    solutions = at(top, "solutions", entries(made(Solution)))
    shape = Shape(at(top, "shape", one_of(*Shape)))
    edges = at(top, "edges", entries(made(Facet)))
    for name, size, wanted in (
        ("objectives", len(set(objectives)), min(max(len(objectives), _COUNTS[shape][0]), _COUNTS[shape][-1])),
        ("senses", len(senses), len(objectives)),
        ("points", len(points), max(1, len(points))),
        ("solutions", len(solutions), len(points)),
    ):
        if size != wanted or len(top[name]) != wanted:
            raise NotThatError(f"{name} has {len(top[name])} entries where {wanted} different ones belong")
    _require_points(points, len(objectives), best=1.0 if senses[0] == "min" else -1.0)
    rays = at(top, "rays", entries(made(Ray))) if "rays" in top else []
    _require_rays(rays, shape, len(points), len(objectives), solutions[0].values.keys())
    for place, facet in enumerate(edges):
        _require_facet(place, facet, len(points), len(objectives), rays)
    for place, solution in enumerate(solutions):
        if solution.is_only is not None and shape in (Shape.STEPS, Shape.POINTS):
            raise NotThatError(f"solutions[{place}].is_only: over whole numbers nobody looks, and it is null")
        if solution.values.keys() != solutions[0].values.keys():
            raise NotThatError(f"solutions[{place}].values names other variables than solutions[0].values")
    parts = {
        "objectives": objectives,
        "senses": senses,
        "shape": shape,
        "certificate": at(top, "certificate", made(Certificate)),
        "extreme_points": tuple(points),
        "edges": tuple(edges),
        "rays": tuple(rays),
        "stretches": tuple(at(top, "steps", entries(step))),
    }
    require_agreement(parts, solutions[0].values.keys())
    return Kept(parts=parts, solutions=tuple(solutions))


def _require_points(points: Sequence[Point], count: int, *, best: float) -> None:
    for place, point in enumerate(points):
        if len(point.values) != count or (point.exact is not None and len(point.exact) != count):
            raise NotThatError(f"points[{place}] has not the values of {count} objectives")
    for place, (before, after) in enumerate(pairwise(points), start=1):
        if best * (before.x - after.x) > _ROUNDING * (1 + abs(before.x)):
            raise NotThatError(f"points[{place}].x: {after.x!r} is better than the one before; the best comes first")


def _require_facet(place: int, facet: Facet, points: int, count: int, rays: Sequence[Ray]) -> None:
    if not all(corner < points for corner in facet.points):
        raise NotThatError(f"edges[{place}].points names a point that is not there")
    # On a surface an edge that borders no triangle has no normal of its own, and a facet without an end two rays.
    sizes = {(count, count, 0), (2, 0, 0), (1, count, 2), (2, count, 2)} if count > 2 else {(2, 2, 0)}
    if (len(facet.points), len(facet.normal), len(facet.rays)) not in sizes:
        raise NotThatError(f"edges[{place}] joins {len(facet.points)} points and weighs {len(facet.normal)} objectives")
    if facet.rays and not all(ray < len(rays) for ray in facet.rays):
        raise NotThatError(f"edges[{place}].rays names a ray that is not there")
    if facet.rays and {rays[ray].point for ray in facet.rays} != set(facet.points):
        raise NotThatError(f"edges[{place}].rays do not begin at its points")


def _require_rays(rays: Sequence[Ray], shape: Shape, points: int, count: int, names: Collection[str]) -> None:
    """At most one at either end of a line; of a surface none twice."""
    if rays and (count > 3 or shape not in (Shape.LINE, Shape.SURFACE)):
        raise NotThatError(f"rays: a frontier of {count} objectives and of shape {str(shape)!r} has none")
    for place, ray in enumerate(rays):
        if len(ray.direction) != count or (ray.rate is None) == (count == 2):
            raise NotThatError(f"rays[{place}] is none of {count} objectives")
        if ray.point >= points or (count == 2 and ray.point not in (0, points - 1)):
            raise NotThatError(
                f"rays[{place}].point names a point that is {'at neither end' if count == 2 else 'not there'}"
            )
        if ray.variables.keys() != names:
            raise NotThatError(f"rays[{place}].variables names other variables than solutions[0].values")
    if count == 2 and (len({ray.direction for ray in rays}) < len(rays) or len(rays) > 2):
        raise NotThatError(f"rays has {len(rays)} entries where at most one for either end belongs")
    if len({(ray.point, ray.direction) for ray in rays}) < len(rays):
        raise NotThatError("rays has an entry twice")
