"""Spans the two polyhedra of points and of supporting planes in three or four dimensions: facets, corners.

Both polyhedra reach to infinity along the positive cone C = {y >= 0}, since more of a minimised value is never better:

    inner   conv(points) + C               what is known to be possible
    outer   {y : w_k . y >= c_k for all k}  what is known to be out of reach below, w_k >= 0 with unit sum

Neither is handed to Qhull (Barber, Dobkin and Huhdanpaa 1996) with "far" points in place of infinity, which would cost
the digits. A projective map brings infinity near and keeps every plane a plane:

    inner   y -> y / (1 + y_1 + y_2 + ...);   the directions of the cone become the unit vectors
    outer   plane (w, c) -> w / (M - c), its polar point seen from (M, M, ..);   infinity becomes the origin

In words: one point and all directions already span a solid, so that points on a line or a plane, or a single
point, need no case of their own. All coordinates here are shares of the ranges, counted from the ideal point.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats

if TYPE_CHECKING:  # It takes as long to load as all else that two objectives need of scipy.
    from scipy.spatial import ConvexHull

Indices = NDArray[np.int64]
_NO_WEIGHT = 1e-12
"""A weight below this share is what rounding leaves of a zero."""
_INSIDE = 2.0
"""A point (M, M, ..) well inside every outer polyhedron: no supporting value lies above 1, the worst of the ends."""
_AT_INFINITY = 1e-13
"""A plane of the polar this near to the origin stands for a direction, not for a corner."""
_AT_ONCE = 1000
"""Facets compared with all corners at a time: thousands of each would fill the memory."""
_AT_A_GLANCE = 50
"""Facets whose lowest points are sought at a time: few enough for the processor's own memory."""
_CHECKED = 1e-12
"""A gap that is no more is what rounding leaves of none."""
_POINTS_A_FACET = 100
"""With so many points one more facet is solved between two looks at the polyhedra."""
_IN_CONE = 1e-12
"""Rounding allowed where a weight is written as a mixture of others."""


@dataclass(frozen=True, kw_only=True)
class Inner:
    """Facets of conv(points) + C: `weights . y >= values`, with unit-sum weights >= 0."""

    weights: Floats
    """facets x objectives."""
    values: Floats
    simplices: Indices
    """facets x objectives: positions of points; from the number of points on, directions of the cone."""
    neighbours: Indices
    """facets x objectives: the facet beyond the side that leaves out that corner; -1 for infinity."""
    size: int
    """The number of points."""

    @property
    def triangles(self) -> NDArray[np.bool_]:
        """Which facets are triangles of points, and not stretched to infinity."""
        return np.asarray((self.simplices < self.size).all(axis=1), dtype=np.bool_)


@dataclass(frozen=True, kw_only=True)
class Outer:
    """Corners of the polyhedron above the planes, and the planes themselves."""

    corners: Floats
    """corners x objectives."""
    simplices: Indices
    """corners x objectives: the planes that meet there (as many as objectives, where more do)."""
    weights: Floats
    """planes x objectives, unit sum."""
    values: Floats


def qhull(points: Floats) -> ConvexHull:
    """The convex hull of points; raises SolverError if Qhull gives up."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        return ConvexHull(points)
    except QhullError as error:
        raise SolverError(f"Qhull could not span the surface: {str(error).splitlines()[0]}") from None


def span_inner(points: Floats) -> Inner:
    """The facets of the points (points x objectives) and all that is worse.

    Raises SolverError if Qhull gives up.
    """
    return _span_inner(points.tobytes(), *points.shape)


@lru_cache(maxsize=1)
def _span_inner(raw: bytes, size: int, count: int) -> Inner:
    """As `span_inner`; a search ends with several looks at the same thousands of points."""
    points = np.frombuffer(raw).reshape(size, count)
    hull = qhull(np.vstack([points / (1 + points.sum(axis=1, keepdims=True)), np.eye(count)]))
    kept = (hull.simplices < size).any(axis=1)
    simplices = hull.simplices[kept].astype(np.int64)
    # Qhull's a . z + b <= 0 with z = y / (1 + sum y) reads (-a - b) . y >= b.
    weights = -hull.equations[kept, :-1] - hull.equations[kept, -1:]
    for direction in range(count):
        weights[(simplices == size + direction).any(axis=1), direction] = 0.0
    weights /= weights.sum(axis=1, keepdims=True)
    weights[weights < _NO_WEIGHT] = 0.0
    weights /= weights.sum(axis=1, keepdims=True)
    places = np.where(kept, np.cumsum(kept) - 1, -1)
    # The lowest point, not the triangle's own: a sliver's normal is known too badly to speak of points far away.
    parts = np.array_split(weights, 1 + len(weights) // _AT_A_GLANCE)
    values = np.concatenate([(part @ points.T).min(axis=1) for part in parts])
    return Inner(
        weights=weights, values=values, simplices=simplices, neighbours=places[hull.neighbors[kept]], size=size
    )


def span_outer(weights: Floats, values: Floats) -> Outer:
    """The corners above planes (planes x objectives unit-sum weights, and values); the axes must be among them.

    Raises SolverError if Qhull gives up.
    """
    hull = qhull(np.vstack([weights / (_INSIDE - values)[:, None], np.zeros(weights.shape[1])]))
    offsets = hull.equations[:, -1]
    kept = (np.abs(offsets) > _AT_INFINITY) & (hull.simplices < len(weights)).all(axis=1)
    corners = _INSIDE + hull.equations[kept, :-1] / offsets[kept, None]
    return Outer(corners=corners, simplices=hull.simplices[kept].astype(np.int64), weights=weights, values=values)


def measure_gaps(inner: Inner, weights: Floats, values: Floats) -> Floats:
    """How far the outer polyhedron lies beyond each facet; one with a plane of its very weights needs no corners.

    Args:
        inner: The facets.
        weights: Of the outer planes, planes x objectives, unit sums.
        values: What nothing lies below, along each.

    Raises:
        SolverError: Qhull gives up.
    """
    known: dict[bytes, float] = {}
    for key, value in zip(_keys(weights), values.tolist(), strict=True):
        known[key] = max(known.get(key, -np.inf), value)
    planes = np.array([known.get(key, -np.inf) for key in _keys(inner.weights)])
    gaps: Floats = np.maximum(inner.values - planes, 0.0)
    rest = np.flatnonzero(gaps > _CHECKED)
    if len(rest):
        gaps[rest] = _gaps_beyond(inner, rest, span_outer(weights, values))
    return gaps


def _keys(rows: Floats) -> list[bytes]:
    """Each row as it lies in memory."""
    keys: list[bytes] = np.ascontiguousarray(rows).view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
    return keys


def _gaps_beyond(facets: Inner, rest: Indices, outer: Outer) -> Floats:
    """How far the outer polyhedron lies beyond some facets of the inner one, along (1, 1, ..).

    With unit-sum weights that is `value - min weights . corner`, and the largest over the facets is the smallest t with
    outer + t (1, 1, ..) inside inner. The minimum is taken from the weights of the planes that meet in the corner
    (linear programming duality), which stays exact where a corner lies far away and its coordinates do not.
    """
    weights = facets.weights[rest]
    parts = np.array_split(weights, 1 + len(weights) // _AT_ONCE)
    lowest = np.concatenate([(part @ outer.corners.T).argmin(axis=1) for part in parts])
    direct = (weights * outer.corners[lowest]).sum(axis=1)
    meeting = outer.simplices[lowest]
    planes = outer.weights[meeting]
    mixture = _mixture(planes, weights)
    left = weights - np.einsum("fi,fij->fj", mixture, planes)
    mixed = (mixture * outer.values[meeting]).sum(axis=1)
    # Comparisons with what is not a number are false: planes through a line say nothing.
    within = (mixture.min(axis=1) >= -_IN_CONE) & (np.abs(left).max(axis=1) <= _IN_CONE)
    bounds = np.where(within, mixed, direct)
    from scipy.spatial import cKDTree

    # A plane of nearly the facet's own weights speaks for it as well: f . v >= w . v - max(w - f, 0) . v.
    alike = cKDTree(outer.weights).query(weights)[1]
    excess = np.maximum(outer.weights[alike] - weights, 0)
    own = outer.values[alike] - (excess * np.maximum(outer.corners[lowest], 0)).sum(axis=1)
    gaps: Floats = np.maximum(facets.values[rest] - np.maximum(bounds, own), 0.0)
    return gaps


def _mixture(planes: Floats, weights: Floats) -> Floats:
    """Shares of planes' weights (facets x n x n) that add to given weights (facets x n): of three by Cramer's rule."""
    if planes.shape[1] != 3:
        return _solved(planes, weights)
    others = np.stack([np.cross(planes[:, i - 2], planes[:, i - 1]) for i in range(3)], axis=1)
    volume = (others[:, 0] * planes[:, 0]).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = np.einsum("fij,fj->fi", others, weights) / volume
    return shares


def _solved(planes: Floats, weights: Floats) -> Floats:
    """As `_mixture`, of any number; not a number where the planes' weights are not independent."""
    shares = np.full(weights.shape, np.nan)
    able = np.flatnonzero(np.abs(np.linalg.det(planes)) > 0)
    shares[able] = np.linalg.solve(np.swapaxes(planes[able], 1, 2), weights[able, :, None])[:, :, 0]
    return shares


def choose_facets(inner: Inner, gaps: Floats, gap: float) -> list[int]:
    """The facet with the largest gap; of many points also others nearly as bad that share no corner with it.

    Two polyhedra of a thousand points take longer to span than a small programme to solve.

    Args:
        inner: The facets.
        gaps: Of each.
        gap: What is near enough.
    """
    most = max(1, inner.size // _POINTS_A_FACET)
    chosen: list[int] = []
    used: set[int] = set()
    for facet in np.argsort(-gaps, kind="stable").tolist():
        if len(chosen) == most or gaps[facet] <= max(gap, gaps.max() / 2):
            break
        corners = {corner for corner in inner.simplices[facet].tolist() if corner < inner.size}
        if not corners & used:
            chosen.append(facet)
            used |= corners
    return chosen


def true_corners(points: Floats, closed: float) -> Indices:
    """Positions of the points that stand out of the hull of the others by more than `closed` along (1, 1, ..).

    What is left out is dominated, twice there, or in the middle of an edge or a facet.
    """
    kept = np.arange(len(points))
    while len(kept) > 1:
        inner = span_inner(points[kept])
        doubtful = np.flatnonzero(~_stand_out(points[kept], inner, closed)).tolist()
        links: dict[int, set[int]] = {position: set() for position in doubtful}
        for corners in inner.simplices.tolist():
            real = [corner for corner in corners if corner < len(kept)]
            for corner in links.keys() & set(real):
                links[corner].update(real)
        # Of neighbours only one may go at a time: each may be flat only because of the other.
        flat: set[int] = set()
        for position, link in links.items():
            if not flat & link and _bulge(points[kept], position, link) <= closed:
                flat.add(position)
        if not flat:
            break
        kept = np.delete(kept, sorted(flat))
    return kept


def _stand_out(points: Floats, inner: Inner, closed: float) -> NDArray[np.bool_]:
    """Which points are seen to stand out of the others by their own weights, the mean of their facets' weights.

    They are the best for these by more than `closed`; of others it is not told.
    """
    corners, size, count = inner.simplices, inner.size, points.shape[1]
    middles, counts = np.zeros((size + count, count)), np.zeros(size + count)
    np.add.at(middles, corners, inner.weights[:, None, :])
    np.add.at(counts, corners, 1)
    weights = middles[:size] / np.maximum(counts[:size, None], 1)
    margins = np.where(counts[:size] > 0, np.inf, -np.inf)
    for own, other in permutations(range(count), 2):
        here, there = corners[:, own], corners[:, other]
        real = (here < size) & (there < size)
        here, there = here[real], there[real]
        np.minimum.at(margins, here, (weights[here] * (points[there] - points[here])).sum(axis=1))
    return np.asarray(margins > closed, dtype=np.bool_)


def _bulge(points: Floats, position: int, link: set[int]) -> float:
    """How far a point stands out of its neighbours in the hull; `link` holds them and the point itself."""
    others = sorted(link - {position})
    if not others:
        # On no facet at all, or alone between the directions.
        return float("inf") if link else 0.0
    inner = span_inner(points[others])
    return float((inner.values - inner.weights @ points[position]).max())
