"""Checks the rays of a frontier of two objectives: is each a way that may be gone for ever, and goes where it says?

Both objectives are minimised here. Along a ray the columns move by `way`, again and again: where a column or a row's
sum has a lower bound it must not fall, where it has an upper one not rise. Then every plan with any multiple of the way
added keeps all limits, so that the whole ray is attained from the point it begins at. That nothing is below it is shown
by the certificate's line at that end, on which it must lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tradeoff.checker.reading import Programme, common, get, number, positions, require, sparse

Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True, kw_only=True)
class Ray:
    """A ray that has been found to be one."""

    move: Pair
    """What both objectives do along it, as they are minimised."""
    place: str


Rays = tuple[Ray | None, Ray | None]
"""On which the first objective betters, from the first point on, and the second, from the last; None for none."""
NO_RAYS: Rays = (None, None)


def check_rays(programme: Programme, rays: list[Any], points: int, file: str) -> Rays:
    """The rays of a certificate, each held against every limit.

    Args:
        programme: The programme.
        rays: What the file has.
        points: How many points the frontier has.
        file: The file's name, for messages.

    Raises:
        RefusedError: One oversteps a limit, goes another way than it says, or begins elsewhere than at an end.
        UnreadableError: One cannot be read.
    """
    require(0 < len(rays) < 3, f"{file} has {len(rays)} rays, where a frontier goes on at one end or at both")
    found: list[Ray | None] = [None, None]
    for k, data in enumerate(rays):
        place = f"{file}, ray {k}"
        move = _check_ray(programme, data, place)
        better = 0 if move[0] < 0 else 1
        (point,) = positions([get(data, "point", int, place)], points, place)
        require(found[better] is None, f"{place} is the second on which {programme.objectives[better].name} betters")
        end = ("first", "last")[better]
        require(point == (0, points - 1)[better], f"{place} does not begin at the {end} point")
        found[better] = Ray(move=move, place=place)
    return found[0], found[1]


def _check_ray(programme: Programme, data: Any, place: str) -> Pair:
    """What both objectives do along a ray: one betters, the other gets worse."""
    way = sparse(get(data, "way", dict, place), programme.width, f"{place}, way")
    stated = [number(value, place) for value in get(data, "direction", list, place)]
    u, v = moved(programme, way, place)
    shown = [o.scale * o.sign * move for o, move in zip(programme.objectives, (u, v), strict=True)]
    require(stated == shown, f"{place} does not go where it says")
    require(min(u, v) < 0 < max(u, v), f"{place} does not better one objective and worsen the other")
    better = 0 if u < 0 else 1
    require(abs(shown[better]) == 1, f"{place} does not better {programme.objectives[better].name} by 1")
    return u, v


def moved(programme: Programme, way: Mapping[int, Fraction], place: str) -> tuple[Fraction, ...]:
    """What a way of the columns makes of the objectives as minimised, after checking that it can be gone for ever.

    Args:
        programme: The programme.
        way: The columns that move.
        place: Whose way it is, for messages.

    Raises:
        RefusedError: It runs against a limit.
    """
    low = common(way.values(), place)
    whole = [0] * programme.width
    for j, value in way.items():
        whole[j] = value.numerator * (low // value.denominator)
    sums = [sum(value * whole[j] for j, value in row.items()) for row in programme.rows]
    for k, move in enumerate(whole + sums):
        what = f"column {k}" if k < programme.width else f"row {k - programme.width}"
        for bound, sign, side in ((programme.lower[k], 1, "a lower"), (programme.upper[k], -1, "an upper")):
            kept = bound is None or sign * move >= 0
            require(kept, f"{place}: its way runs against {side} bound of {what}, and cannot be gone for ever")
    return tuple(
        Fraction(sum(cost * whole[j] for j, cost in objective.costs.items()), low * objective.factor)
        for objective in programme.objectives
    )
