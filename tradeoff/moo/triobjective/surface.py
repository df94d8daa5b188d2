"""Draws the surface of three or four objectives from points and planes: points, facets, edges, outer planes, gap.

A facet of conv(points) + C belongs to the efficient surface if all its weights are above 0; an edge does if the weights
of its two facets add to weights above 0 (then some weights above 0 are best all along it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tradeoff.moo.canonical import Chosen, canonical_solution
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Stopped
from tradeoff.moo.triobjective.hull import Indices, Inner, measure_gaps, span_inner

Triple = tuple[float, ...]
"""A number for each objective."""
_FELT = 1e-6
"""A smaller weight does not reliably determine its objective; a later stage does."""
_POSITIVE = 1e-9
"""A unit-sum weight below this is what rounding leaves of a zero."""


@dataclass(frozen=True, kw_only=True)
class SurfacePoint:
    """An efficient extreme point."""

    values: Triple
    """The objectives, as minimised, in their units."""
    stages: tuple[Triple, ...]
    """Weighted sums whose optima in turn are this point alone; weights are of shares of the ranges."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A triangle of the drawn surface, of four objectives a tetrahedron; a facet with more corners comes as several of
    equal weights.
    """

    points: tuple[int, ...]
    """Positions in `Surface.points`, ascending."""
    weights: Triple
    """Its normal, of shares of the ranges: unit sum, all above 0."""
    normal: Triple
    """The same normal in the objectives' own units, unit sum; -normal[i] / normal[j] is the rate of j for i on it."""
    gap: float
    """Share of all ranges by which a solution could still better it; 0 if its weights are checked."""


@dataclass(frozen=True, kw_only=True)
class Plane:
    """A plane that no feasible solution is below: `normal . values >= value`, in the objectives' own minimised
    units.
    """

    weights: Triple
    normal: Triple
    value: float


@dataclass(frozen=True, kw_only=True)
class Surface:
    """The efficient surface of minimised objectives, between what is found and what is checked impossible."""

    names: tuple[str, ...]
    points: tuple[SurfacePoint, ...]
    """From the best of the first objective to its worst, then by the second and third."""
    facets: tuple[Facet, ...]
    """The triangles of the surface with weights all above 0, and no others: parts that reach to infinity or hold weakly
    efficient points are not among them. Where the surface is no more than a line or a point there are none."""
    edges: tuple[tuple[int, int], ...]
    """Efficient edges that border no facet, as pairs of positions: with the facets they are the whole surface."""
    rest: tuple[tuple[int, ...], ...]
    """The facets of the points and all that is worse that are not drawn: those that reach to infinity, where a position
    from the number of points on is the direction of an objective, and those with a weight of 0."""
    planes: tuple[Plane, ...]
    """The outer bound: every supporting plane found."""
    ideal: Triple
    """The best of each objective."""
    ranges: Triple
    """From there to the worst at the six lexicographic ends. An objective that is its best at all of them counts from
    there to its value at equal weights of the others, or where that is no worse either, as wide as what it adds up."""
    gap: float
    """No feasible solution betters points, edges and facets by more than this share of all three ranges at once."""
    sums: int
    """Weighted sums minimised, the six ends included."""
    solves: int
    """Linear programmes solved for them, with every lexicographic stage."""
    stopped: Stopped


def draw_surface(
    *,
    names: tuple[str, ...],
    points: Sequence[SurfacePoint],
    shares: Floats,
    planes: tuple[Floats, Floats],
    ideal: Floats,
    ranges: Floats,
    sums: int,
    solves: int,
    stopped: Stopped,
) -> Surface:
    """The surface of what a search has found.

    Args:
        names: Of the three or four objectives.
        points: The extreme points.
        shares: The same, points x objectives, in shares of the ranges from the ideal.
        planes: Unit-sum weights, planes x objectives, and what no solution's weighted sum of shares is below, an entry
            a plane.
        ideal: The best of each objective, as minimised, in its unit.
        ranges: From there to the worst at the lexicographic ends.
        sums: Weighted sums minimised.
        solves: Linear programmes solved for them.
        stopped: Why the search ended early, if it did.

    Raises:
        SolverError: Qhull gives up.
    """
    inner = span_inner(shares)
    gaps = measure_gaps(inner, *planes)
    is_drawn = inner.triangles & (inner.weights > _POSITIVE).all(axis=1)
    drawn = np.flatnonzero(is_drawn)
    weights = inner.weights[drawn]
    columns = (np.sort(inner.simplices[drawn], axis=1), weights, _own(weights, ranges), gaps[drawn])
    facets = [
        Facet(points=tuple(corners), weights=tuple(weights), normal=tuple(normal), gap=gap)
        for corners, weights, normal, gap in zip(*(column.tolist() for column in columns), strict=True)
    ]
    return Surface(
        names=names,
        points=tuple(points),
        facets=tuple(sorted(facets, key=lambda facet: facet.points)),
        edges=_loose_edges(inner) if len(names) == 3 else (),
        rest=_corners(inner.simplices[~is_drawn]),
        planes=_planes(*planes, ideal, ranges),
        ideal=tuple(ideal.tolist()),
        ranges=tuple(ranges.tolist()),
        gap=float(gaps.max()),
        sums=sums,
        solves=solves,
        stopped=stopped,
    )


def _corners(simplices: Indices) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(corners) for corners in np.sort(simplices, axis=1).tolist())


def _own(weights: Floats, ranges: Floats) -> Floats:
    """Normals (planes x objectives) of shares in the objectives' own units, unit sum."""
    normals = weights / ranges
    own: Floats = normals / normals.sum(axis=1, keepdims=True)
    return own


def _planes(weights: Floats, values: Floats, ideal: Floats, ranges: Floats) -> tuple[Plane, ...]:
    own = _own(weights, ranges)
    heights = values / (weights / ranges).sum(axis=1) + own @ ideal
    columns = (weights.tolist(), own.tolist(), heights.tolist())
    return tuple(
        Plane(weights=tuple(of_shares), normal=tuple(normal), value=value)
        for of_shares, normal, value in zip(*columns, strict=True)
    )


def _loose_edges(inner: Inner) -> tuple[tuple[int, int], ...]:
    """Pairs of points along which two facets meet whose weights add above 0, neither of them one of the surface's."""
    positive = np.asarray((inner.weights > _POSITIVE).all(axis=1))
    edges = set()
    others = np.flatnonzero(~positive).tolist()
    rows = (others, inner.simplices[others].tolist(), inner.neighbours[others].tolist())
    for here, corners, beyond in zip(*rows, strict=True):
        for left_out, there in zip(corners, beyond, strict=True):
            pair = sorted(corner for corner in corners if corner != left_out)
            if pair[1] >= inner.size or there < here or positive[there]:
                continue
            if (inner.weights[here] + inner.weights[there] > _POSITIVE).all():
                edges.add((pair[0], pair[1]))
    return tuple(sorted(edges))


def weighted_cost(weights: Sequence[float], ranges: Sequence[float] | Floats, costs: Sequence[Floats]) -> Floats:
    """The cost row of a weighted sum of shares of the ranges.

    Args:
        weights: An entry an objective, of shares of the ranges.
        ranges: Of each objective, in its unit.
        costs: The cost row of each, an entry a column.
    """
    row: Floats = np.zeros(len(costs[0]))
    for weight, size, cost in zip(weights, ranges, costs, strict=True):
        row += weight / size * cost
    return row


def later_objectives(weights: Triple) -> list[int]:
    """The objectives that decide among the optima of a weighted sum, in turn; that settles the last."""
    last = next(i for i in reversed(range(len(weights))) if weights[i] > _FELT)
    return [i for i in range(len(weights)) if i != last]


def point_stages(weights: Triple) -> tuple[Triple, ...]:
    """The weighted sums whose optima in turn are one point: these weights, then single objectives."""
    alone = units(len(weights))
    return (weights, *(alone[i] for i in later_objectives(weights)))


@cache
def units(count: int) -> tuple[Triple, ...]:
    """Each objective alone."""
    return tuple(tuple(row) for row in np.eye(count).tolist())


def solve_point(solver: Solver, surface: Surface, position: int, ties: Sequence[Floats]) -> Chosen:
    """One solution worth what a point is.

    Args:
        solver: The solver, with the programme on it.
        surface: What was found.
        position: The position of the point in it.
        ties: Cost rows that decide among equals in turn, the ranks last.

    Raises:
        SolverError: The solution is not worth what the point is, or the solver gave up.
    """
    point = surface.points[position]
    costs = [solver.model.cost(name) for name in surface.names]
    stages = [weighted_cost(stage, surface.ranges, costs) for stage in point.stages]
    return canonical_solution(solver, stages, ties, worth=list(zip(costs, point.values, strict=True)))
