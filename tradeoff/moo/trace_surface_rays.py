"""Traces three objectives of which one has no bound, but weighted sums have: extreme points, facets, and rays.

Weights with a bounded sum form a polygon (`bounded_weights.py`). Cut in triangles, the sums at the corners of each are
three objectives that have a bound, and the surface between them has the extreme points that are the best for weights of
that triangle. Put together they are all there are; how they are joined, and where it goes on, tells `endless.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.canonical import Chosen, canonical_solution, id_ranks
from tradeoff.moo.exact.bounded_weights import BoundedWeights, Exact3, bounded_weights
from tradeoff.moo.exact.certify_endless import Drawn, certify_endless
from tradeoff.moo.exact.endless_oracle import EndlessOracle
from tradeoff.moo.exact.rational import ExactProgramme, exact_number
from tradeoff.moo.exact.sums import summed, with_objectives
from tradeoff.moo.exact.surface_proof import SurfaceProof
from tradeoff.moo.exact.surface_rays_proof import SurfaceRaysProof
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.logged import LOGGER
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import CutOffError, Progress, require_end
from tradeoff.moo.publish.polyline import RESOLVED
from tradeoff.moo.publish.surface_rays import endless_frontier
from tradeoff.moo.trace_rays import CUT_OFF
from tradeoff.moo.triobjective.endless import Joined, span_endless
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.moo.triobjective.surface import Surface

_SAME = 1e-9
"""In shares of the ranges, up to where a point of two triangles of weights is one."""
_FAR = 1e-7
"""In shares of the ranges, beyond which a solution is not that of its point."""


def trace_surface_rays(
    model: Model, programme: ExactProgramme, *, certify: bool, until: float | None, progress: Progress | None
) -> Frontier:
    """The frontier of three objectives, some without a bound: every extreme point, every facet, and the rays.

    Args:
        model: The programme, without whole numbers.
        programme: The same in fractions, with the three objectives in their order.
        certify: Certify points, facets and rays in exact arithmetic, and that they are all, or raise.
        until: When the time limit is over, as `time.monotonic` counts; None for no limit.
        progress: As for `trace`; None for none.

    Raises:
        UnboundedError: No weighted sum has a bound, or the frontier has no extreme point.
        CutOffError, KeyboardInterrupt: The search ended before every extreme point was found, or certifying before all
            was certified.
        SolverError: The solver gave up or called unbounded what has a bound, or floats do not resolve the surface.
    """
    try:
        return _traced(model, programme, certify=certify, until=until, progress=progress)
    except CutOffError:
        raise CutOffError(CUT_OFF) from None


def _traced(
    model: Model, programme: ExactProgramme, *, certify: bool, until: float | None, progress: Progress | None
) -> Frontier:
    weights = bounded_weights(model, programme, until=until)
    if not weights.ways:
        raise SolverError("HiGHS called an objective unbounded on which no way betters without end")
    found: list[Floats] = []
    turned_over = np.zeros(3)
    gap, sums = 0.0, 0
    for triangle in weights.triangles():
        surface = _trace_between(model, programme, triangle, until=until, progress=progress)
        found.append(_in_objectives(surface, triangle))
        turned_over = np.maximum(turned_over, _turned_over(surface, triangle))
        gap, sums = max(gap, surface.gap), sums + surface.sums
    near = _joined(np.vstack(found), weights, turned_over)
    solver = Solver(model, wide=certify)
    solver.stop_after(None if until is None else until - time.monotonic())
    chosen = _solved(solver, near)
    joined = _joined(np.array([[float(cost @ one.x) for cost in model.costs] for one in chosen]), weights, turned_over)
    solutions = [chosen[place] for place in joined.places]
    proof = _certified(solver, programme, weights, joined) if certify else None
    frontier = endless_frontier(model, weights, joined, solutions, gap=gap, sums=sums, proof=proof)
    LOGGER.info("%r, %d solves", frontier, frontier.certificate.solves)
    return frontier


def _trace_between(
    model: Model,
    programme: ExactProgramme,
    triangle: Sequence[Exact3],
    *,
    until: float | None,
    progress: Progress | None,
) -> Surface:
    """The surface between three weighted sums that have a bound."""
    sums = summed(programme, triangle)
    names = [one.name for one in sums.objectives]
    solver = Solver(with_objectives(model, sums))
    solver.stop_after(None if until is None else until - time.monotonic())
    try:
        surface = trace_surface(solver, names, gap=0.0, exact=True, progress=progress)
    except UnboundedError:
        raise SolverError(
            f"HiGHS calls a weighted sum of {', '.join(map(repr, names))} unbounded that has a bound in exact "
            "fractions. Limits and objectives are too nearly parallel for it; bound the objectives by constraints."
        ) from None
    require_end(surface.stopped, CUT_OFF)
    if surface.gap > RESOLVED:
        raise SolverError(
            f"the surface could not be checked: something may lie beyond it by {surface.gap:.1e} of the ranges. "
            "Bound the objectives by constraints, or write amounts in a larger unit."
        )
    return surface


def _in_objectives(surface: Surface, triangle: Sequence[Exact3]) -> Floats:
    """The points of a surface between sums, in the objectives that are summed, as minimised."""
    rows = np.array([[float(weight) for weight in corner] for corner in triangle])
    found: Floats = np.linalg.solve(rows, np.array([point.values for point in surface.points]).T).T
    return found


def _turned_over(surface: Surface, triangle: Sequence[Exact3]) -> Floats:
    """How much each objective adds up, when it is told from the sums: rounding is in shares of that."""
    rows = np.linalg.inv(np.array([[float(weight) for weight in corner] for corner in triangle]))
    most = np.maximum(np.abs(np.array([point.values for point in surface.points])).max(axis=0), surface.ranges)
    added: Floats = np.abs(rows) @ most
    return added


def _joined(values: Floats, weights: BoundedWeights, turned_over: Floats) -> Joined:
    """Extreme points once each, from the best to the worst of the first objective, and how they are joined."""
    places = np.array(_different(values / _ranges(values, turned_over)))
    while True:  # Until none is left that Qhull takes for the middle of others.
        ranges = _ranges(values[places], turned_over)
        rounded = np.round(values[places] / ranges, 9)
        places = places[np.lexsort(rounded.T[::-1])]
        shares = (values[places] - values[places].min(axis=0)) / ranges
        surface = span_endless(shares, *_polygon(weights, ranges))
        corners = {corner for simplex in surface.simplices for corner in simplex.corners}
        used = sorted(corner for corner in corners if corner < len(places))
        if len(used) == len(places):
            return Joined(values=values[places], ranges=ranges, places=tuple(places.tolist()), surface=surface)
        places = places[used]


def _polygon(weights: BoundedWeights, ranges: Floats) -> tuple[Floats, Floats, list[int | None]]:
    """Directions and corners of the polygon of weights in shares of ranges, and which sides are of one objective."""
    directions = _floats(side.moves for side in weights.sides) / ranges
    corners = _floats(weights.corners) * ranges
    worse = [None if side.columns is not None else side.moves.index(Fraction(1)) for side in weights.sides]
    return directions, corners / corners.sum(axis=1, keepdims=True), worse


def _floats(rows: Iterable[Exact3]) -> Floats:
    return np.array([[float(value) for value in row] for row in rows])


def _ranges(values: Floats, turned_over: Floats) -> Floats:
    """Of the extreme points; where they are all as good, what an objective adds up to."""
    ranges, sizes = np.ptp(values, axis=0), np.maximum(np.abs(values).max(axis=0), turned_over)
    flat = ranges <= _SAME * sizes
    found: Floats = np.where(flat, np.where(sizes > 0, sizes, 1.0), ranges)
    return found


def _different(shares: Floats) -> list[int]:
    """The points without those that are one with a point before."""
    from scipy.spatial import cKDTree

    twice = {max(pair) for pair in cKDTree(shares).query_pairs(_SAME, p=np.inf)}
    return [place for place in range(len(shares)) if place not in twice]


def _solved(solver: Solver, near: Joined) -> list[Chosen]:
    """The solution that stands for each point, which is the best alone for the mean weights of its facets.

    Raises SolverError where it is another one's, or the solver gave up.
    """
    costs, ties = np.array(solver.model.costs), [id_ranks(solver.model.columns)]
    weights, found = near.weights(), dict[int, Chosen]()
    for place in near.surface.in_turn():
        found[place] = canonical_solution(solver, [weights[place] @ costs], ties, worth=[])
    chosen = [found[place] for place in range(len(weights))]
    values = np.array([costs @ one.x for one in chosen])
    if (np.abs(values - near.values) > _FAR * near.ranges).any():
        raise SolverError("HiGHS lost a point while choosing among its equally good solutions")
    return chosen


def _certified(solver: Solver, programme: ExactProgramme, weights: BoundedWeights, joined: Joined) -> SurfaceRaysProof:
    """What certifies a surface in fractions, once points, facets, rays and the whole are certified."""
    surface = joined.surface
    best = [(exact_number(a), exact_number(b), exact_number(c)) for a, b, c in joined.weights().tolist()]
    drawn = Drawn(
        weights=tuple(best),
        facets={simplex.corners: simplex.is_efficient for simplex in surface.simplices},
        rays=surface.rays,
        edges=surface.edges,
    )
    whole = certify_endless(EndlessOracle(solver, programme), weights.sides, drawn)
    return SurfaceRaysProof(
        surface=SurfaceProof(programme=programme, whole=whole), directions=weights.sides, rays=surface.rays
    )
