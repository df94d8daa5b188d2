"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight cut a column (Ehrgott 2005, chapter 7). Only a few of the cuts leave
an edge; they are found by cutting with the one that the corners left so far break most, until none does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoff.moo.lp.model import Floats

TOLERANCE = 1e-10
"""How far beyond a cut a corner may lie, in weights: what rounding leaves of a corner on it."""
_MOST_CUTS = 1000
_LEAST_AREA = 1e-19
"""Of a polygon that has an inside, as a share of the triangle."""
BORDER = -1
"""The number of an edge of the triangle itself, where some weight is 0."""
_TRIANGLE: list[Triple] = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]

Triple = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Polygon:
    """Where a basis is optimal: corners in turn, and what cut the edge from each corner to the next."""

    corners: tuple[Triple, ...]
    """Unit-sum weights."""
    cuts: tuple[int, ...]
    """By number, or `BORDER`."""

    @property
    def middle(self) -> Triple:
        """The mean of the corners."""
        count = len(self.corners)
        a, b, c = (sum(part) / count for part in zip(*self.corners, strict=True))
        return a, b, c

    @property
    def area(self) -> float:
        """As a share of the triangle."""
        x0, y0, _ = self.corners[0]
        rest = [(x - x0, y - y0) for x, y, _ in self.corners[1:]]
        return abs(sum(a * d - b * c for (a, b), (c, d) in zip(rest, rest[1:], strict=False)))


def cut_polygon(cuts: Floats) -> Polygon | None:
    """The weights w of the triangle with `cuts . w >= 0` (cuts x 3, each of unit length); None if they have no inside.

    An edge cut by several is said to be of one of them.
    """
    corners, sides = list(_TRIANGLE), [BORDER] * 3
    worst = [_worst(cuts, corner) for corner in corners]
    for _ in range(_MOST_CUTS):
        beyond, cut = min(worst)
        if beyond >= -TOLERANCE:
            polygon = Polygon(corners=tuple(corners), cuts=tuple(sides))
            return polygon if polygon.area > _LEAST_AREA else None
        a, b, c = cuts[cut].tolist()
        inside = [a * x + b * y + c * z for x, y, z in corners]
        before = dict(zip(corners, worst, strict=True))
        corners, sides = _clip(corners, sides, inside, cut)
        if len(corners) < 3:
            return None
        worst = [before[corner] if corner in before else _worst(cuts, corner) for corner in corners]
    return None


def _worst(cuts: Floats, corner: Triple) -> tuple[float, int]:
    """How far beyond the cut that it breaks most a corner lies, below 0 if it does, and which that is."""
    if not len(cuts):
        return 0.0, BORDER
    inside = cuts @ np.array(corner)
    cut = int(inside.argmin())
    return float(inside[cut]), cut


def _clip(corners: list[Triple], sides: list[int], inside: list[float], cut: int) -> tuple[list[Triple], list[int]]:
    """What a cut leaves of a convex polygon; `inside` says how far within it each corner lies."""
    left: list[Triple] = []
    edges: list[int] = []
    for here, side in enumerate(sides):
        there = (here + 1) % len(sides)
        own, other = inside[here], inside[there]
        if own >= -TOLERANCE:
            left.append(corners[here])
            leaves = other < -TOLERANCE
            edges.append(cut if leaves and own <= TOLERANCE else side)
            if leaves and own > TOLERANCE:
                left.append(_between(corners[here], corners[there], own, other))
                edges.append(cut)
        elif other > TOLERANCE:
            left.append(_between(corners[here], corners[there], own, other))
            edges.append(side)
    return left, edges


def _between(here: Triple, there: Triple, own: float, other: float) -> Triple:
    """Where the straight line between two corners meets a cut."""
    share = own / (own - other)
    x, y, z = (max(a + share * (b - a), 0.0) for a, b in zip(here, there, strict=True))
    total = x + y + z
    return x / total, y / total, z / total
