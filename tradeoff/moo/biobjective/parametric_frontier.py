"""Makes a parametric run into a frontier that HiGHS has checked, whole or thinned to a gap.

The run (parametric simplex method, Gass and Saaty 1955) starts from the basis of any optimum of the first objective,
and finds both ends and all corners between them by itself. HiGHS then starts from the run's bases at both ends and at
corners between, and must find them optimal: with its own factors, prices and tolerances, and no step to take. A run
that fails any of this is thrown away (`RunError`).

A gap needs few of the corners. With every edge known, the gap of a segment from corner i to corner j is that of the
triangle between the segment, the line of the edge that leaves i and that of the edge that reaches j; it grows with j,
so that the longest segment within the gap, taken again and again from the first end, leaves the fewest points (Imai and
Iri 1986, for polylines). Each point that is kept is checked by HiGHS.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from tradeoff.moo.biobjective.dichotomic import CLOSED, Search
from tradeoff.moo.biobjective.parametric_run import (
    AGREES,
    ParametricRun,
    agree,
    checked_by_highs,
    in_shares,
    run_parametric,
)
from tradeoff.moo.biobjective.polyline import Found, Polyline, Segment, Vertex, Weights
from tradeoff.moo.lp.lexicographic import find_end, lexicographic
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.simplex.start import Corner, RunError

_SAMPLES = 5
"""Corners of a whole frontier at which HiGHS must find the same optimum as the run, besides the ends."""
_WIDE = 1e-6
"""An interval of weights wider than this singles its point out by the weight in its middle."""


def parametric_frontier(
    solver: Solver, first: str, second: str, *, gap: float | None = None, progress: Progress | None = None
) -> tuple[Search, Polyline]:
    """Every corner of the frontier, or with a gap as few of them as leave no more than it.

    Args:
        solver: The programme.
        first: The objective u, minimised.
        second: The objective v.
        gap: A share of both ranges; None for every corner.
        progress: Called now and then with sums, points, and the share of weights that is left.

    A time limit or Ctrl-C ends the run with the corners passed by then.

    Raises:
        RunError: The run cannot be checked.
        CutOffError: The time was over before both ends were known; and what the solver raises.
    """
    # Only with both ends can a run that is cut off say what may lie beyond it; an endless one need not pay for that.
    x_b = find_end(solver, second, first) if solver.is_timed else None
    run = run_parametric(solver, first, second, progress if gap is None else _without_points(progress))
    with solver.untimed():
        costs = [solver.model.cost(name) for name in (first, second)]
        x_a = checked_by_highs(run, solver, costs, run.corners[0])
        if x_b is None and run.stopped:
            x_b = lexicographic(solver, costs[::-1]).x
        elif x_b is None:
            x_b = checked_by_highs(run, solver, costs[::-1], run.corners[-1])
        search = Search(solver, first, second, ends=(x_a, x_b))
        # The run's own start.
        search.sums += 1
        _require_ends(search, run.corners, arrived=not run.stopped)
        if len(search.ends) == 1:
            return search, Polyline(vertices=search.ends, gap=0.0, found=Found.PARAMETRIC)
        run = replace(run, corners=_apart(search, run.corners))
        shares = [in_shares(search, run, corner.weight_to) for corner in run.corners]
        polyline = _polyline(search, run, shares)
        if gap is None or run.stopped:
            _require_optima(search, run, shares, _spread(len(shares)))
            return search, polyline
        kept = thin(search, polyline, gap)
        _require_optima(search, run, shares, kept[1:-1])
        return search, search.only(polyline, kept, polyline.stopped)


def thin(search: Search, polyline: Polyline, gap: float) -> list[int]:
    """Few positions of a whole frontier's vertices that leave no larger gap: the fewest on either side of its middle.

    The ends are kept, and the vertex farthest from the straight line between them, which people look at first.

    Args:
        search: The search whose ranges the gap is a share of.
        polyline: The whole frontier, every edge known.
        gap: A share of both ranges.
    """
    last = len(polyline.vertices) - 1
    wide, high = search.ranges
    middle = min(range(last + 1), key=lambda at: polyline.vertices[at].u / wide + polyline.vertices[at].v / high)
    kept = [0]
    for end in dict.fromkeys((middle, last)):
        while kept[-1] < end:
            # The longest segment within the gap, by bisection: gaps grow with the segment.
            low, high_end = kept[-1] + 1, end
            while low < high_end:
                at = (low + high_end + 1) // 2
                fits = search.gap_across(polyline, kept[-1], at) <= gap
                low, high_end = (at, high_end) if fits else (low, at - 1)
            kept.append(low)
    return kept


def _without_points(progress: Progress | None) -> Progress | None:
    """Progress on the way to a gap: corners that are passed are not yet points of its frontier."""
    return None if progress is None else lambda sums, _, left: progress(sums, 1, left)


def _spread(count: int) -> list[int]:
    """Positions between the ends, far from each other."""
    positions = {round(count * i / (_SAMPLES + 1)) for i in range(1, _SAMPLES + 1)}
    return sorted(position for position in positions if 0 < position < count)


def _polyline(search: Search, run: ParametricRun, shares: Sequence[float]) -> Polyline:
    """The corners as vertices and edges; `shares` has the greatest weight of each, in shares of the ranges."""
    corners, stopped = run.corners, run.stopped
    vertices = [
        Vertex(u=corner.u, v=corner.v, stages=_stages(low, high))
        for corner, (low, high) in zip(corners, pairwise([0.0, *shares]), strict=True)
    ]
    # The ends are known to the last digit from their own solves.
    vertices[0] = search.ends[0]
    if not stopped:
        vertices[-1] = search.ends[-1]
    segments = [
        Segment(a=a, b=b, line_a=(1 - weight, weight), line_b=(1 - weight, weight), gap=0.0, edge=True)
        for (a, b), weight in zip(pairwise(vertices), shares, strict=False)
    ]
    if stopped:
        vertices.append(search.ends[-1])
        segments.append(search.segment(vertices[-2], vertices[-1], (1 - shares[-1], shares[-1]), (0.0, 1.0)))
    gap = max((segment.gap for segment in segments), default=0.0)
    return Polyline(vertices=vertices, gap=gap, segments=segments, stopped=stopped, found=Found.PARAMETRIC)


def _apart(search: Search, corners: Sequence[Corner]) -> list[Corner]:
    """The corners, those that only rounding keeps apart taken for one."""
    range_u, range_v = search.ranges
    kept = list(corners[:1])
    for corner in corners[1:]:
        before = kept[-1]
        if abs(corner.u - before.u) / range_u + abs(corner.v - before.v) / range_v > CLOSED:
            kept.append(corner)
        else:
            kept[-1] = replace(before, weight_to=corner.weight_to, pivots=corner.pivots)
    return kept


def _require_ends(search: Search, corners: Sequence[Corner], *, arrived: bool) -> None:
    pairs = [(corners[0], search.ends[0]), *([(corners[-1], search.ends[-1])] if arrived else [])]
    if not all(agree(search, corner, vertex.u, vertex.v) for corner, vertex in pairs):
        raise RunError("the run did not arrive where HiGHS says the frontier ends")


def _require_optima(search: Search, run: ParametricRun, shares: Sequence[float], positions: Iterable[int]) -> None:
    """HiGHS must find nothing better than the run at the corners at `positions`, nor anything worse."""
    range_u, range_v = search.ranges
    between = [0.0, *shares]
    for position in positions:
        corner = run.corners[position]
        weight = (between[position] + between[position + 1]) / 2
        cost = search.costs([(1 - weight, weight)])[0]
        run_to = (1 - weight) * corner.u / range_u + weight * corner.v / range_v
        solved = float(cost @ checked_by_highs(run, search.solver, [cost], corner))
        search.sums += 1
        if abs(run_to - solved) > AGREES * (1 + abs(run_to)):
            raise RunError(f"HiGHS finds another optimum than the run at weight {weight:.3f}")


def _stages(low: float, high: float) -> tuple[Weights, ...]:
    """Weighted sums whose optima in turn are the point alone that is best between two weights."""
    if high - low > _WIDE:
        middle = (low + high) / 2
        return ((1 - middle, middle),)
    # Everything on the edge towards better u; of that, the best v.
    return ((1 - low, low), (0.0, 1.0))
