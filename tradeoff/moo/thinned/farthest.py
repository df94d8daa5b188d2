"""Thins a surface, or points of three objectives over whole numbers: the ends stay, then what stands out the most.

    surface   t(y) = max over the facets (w, c) of conv(kept) + C of c - w . y,    w of unit sum
    points    t(y) = min over the points k that are kept of max over objectives of k - y

in shares of the ranges (of a surface between its lexicographic ends), all minimised: by which share of all ranges at
once y betters what is kept. The point with the largest is kept next, until there are as many as may be (farthest first;
Gonzalez 1985). t is convex over a surface, so that no place of it betters by more than its corners. Nobody says that no
other choice of as many points would lose less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from tradeoff.moo import measures
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Facet, Kind
from tradeoff.moo.thinned.parts import kept_parts
from tradeoff.moo.triobjective.hull import span_inner
from tradeoff.moo.triobjective.surface import SurfacePoint, draw_surface

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier

_SAME = 1e-9
"""Share of the range of all points by which two may differ through rounding alone."""
_RESOLVED = 1e-9
"""With no more than this share of all ranges beyond it a surface is called exact."""
_Beyond = Callable[[Floats, Floats], Floats]
"""By how much each of some points betters others, a row a point."""


def thinned_surface(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of a surface that is thinned.

    Args:
        frontier: Three or four objectives over a linear programme, with more points.
        max_points: How many may stay.

    Raises:
        ValueError: There are more ends, or an objective is the same at all of them and not between.
        SolverError: Qhull gives up.
    """
    rows = _minimised(frontier)
    ends = _ends(rows)
    ranges = _ranges_between(rows, ends, frontier.objectives)
    shares = (rows - rows.min(axis=0)) / ranges
    kept, lost = _farthest(shares, ends, max_points, _beyond_surface)
    inner = span_inner(shares[kept])
    drawn = draw_surface(
        names=frontier.objectives,
        points=[SurfacePoint(values=tuple(row), stages=()) for row in rows[kept].tolist()],
        shares=shares[kept],
        planes=(inner.weights, inner.values),
        ideal=rows.min(axis=0),
        ranges=ranges,
        sums=frontier.certificate.solves,
        solves=frontier.certificate.solves,
        stopped=frontier.certificate.stopped,
    )
    gap = frontier.certificate.max_gap + lost
    return kept_parts(frontier, kept, gap, kind=Kind.EXACT if gap <= _RESOLVED else Kind.BOUNDED) | {
        "edges": (
            *(Facet(points=facet.points, normal=facet.normal) for facet in drawn.facets),
            *(Facet(points=edge, normal=()) for edge in drawn.edges),
        )
    }


def thinned_points(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of points of three objectives over whole numbers that are thinned.

    Args:
        frontier: Every nondominated point, more of them.
        max_points: How many may stay.

    Raises:
        ValueError: There are more ends, or points may be missing already.
    """
    if frontier.certificate.kind is not Kind.EXACT:
        raise ValueError(
            "points may be missing already, by a gap in ranges that are not kept. Thin the frontier that has all, or "
            "trace it with a larger gap"
        )
    rows = _minimised(frontier)
    spread = np.ptp(rows, axis=0)
    shares = (rows - rows.min(axis=0)) / np.where(spread > 0, spread, 1.0)
    kept, lost = _farthest(shares, _ends(rows), max_points, _beyond_points)
    return kept_parts(frontier, kept, lost)


def _beyond_surface(points: Floats, kept: Floats) -> Floats:
    inner = span_inner(kept)
    beyond: Floats = (inner.values - points @ inner.weights.T).max(axis=1)
    return beyond


def _beyond_points(points: Floats, kept: Floats) -> Floats:
    beyond: Floats = np.array([(kept - point).max(axis=1).min() for point in points])
    return beyond


def _farthest(shares: Floats, ends: list[int], count: int, beyond: _Beyond) -> tuple[list[int], float]:
    """The positions kept, in order, and by how much the point that stands out the most betters them.

    Raises ValueError where there are more ends than may stay.
    """
    if len(ends) > count:
        raise ValueError(
            f"max_points is {count}, and the ends of this frontier, best in each objective in turn, are {len(ends)} "
            "points, which stay. Ask for that or more"
        )
    kept = list(ends)
    while True:
        left = beyond(shares, shares[kept])
        left[kept] = 0.0
        if len(kept) == count:
            return sorted(kept), max(float(left.max()), 0.0)
        kept.append(int(left.argmax()))


def _minimised(frontier: Frontier) -> Floats:
    rows = measures.as_rows([point.values for point in frontier.extreme_points])
    return rows * measures.signs_of(frontier.senses)


def _ends(rows: Floats) -> list[int]:
    """The points that are best in one objective after another, in every order."""
    found = set()
    for order in permutations(range(rows.shape[1])):
        able = np.arange(len(rows))
        for place in order:
            column = rows[able, place]
            able = able[column <= column.min() + _SAME * np.ptp(rows[:, place])]
        found.add(int(able[0]))
    return sorted(found)


def _ranges_between(rows: Floats, ends: list[int], names: Sequence[str]) -> Floats:
    """From the best of each objective to its worst at the ends; 1 where it is the same all over.

    Raises ValueError where it is the same at all ends and not between.
    """
    ranges = rows[ends].max(axis=0) - rows.min(axis=0)
    flat, least = np.ptp(rows, axis=0), _SAME * np.abs(rows).max(axis=0)
    lost = np.flatnonzero((ranges <= least) & (flat > least)).tolist()
    if lost:
        raise ValueError(
            f"{names[lost[0]]!r} is the same at all ends, and not between, so that no range is known for it. Trace the "
            "surface with a larger gap"
        )
    known: Floats = np.where(flat > least, ranges, 1.0)
    return known
