"""From the two ends of a search to the whole exact frontier: a parametric walk, checked against HiGHS.

The walk starts from the basis HiGHS leaves at the first end and must arrive where HiGHS says the second end lies. On
the way HiGHS is asked for the optimum at sampled weights. A walk that fails any of this is thrown away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from tradeoff.frontier.parametric import Corner, Start, Walk, WalkError
from tradeoff.frontier.search import Chain, Chord, Method, Progress, Search, Stopped, Vertex, Weights
from tradeoff.frontier.solver import CutOffError

_SAMPLES = 5
"""Weights at which HiGHS must find the same optimum as the walk."""
_AGREES = 1e-9
"""Share of the ranges by which walk and HiGHS may differ."""
_NEWS = 10
"""Corners between two reports of progress."""
_WIDE = 1e-6
"""An interval of weights wider than this singles its point out by the weight in its middle."""


def find_all(search: Search, *, progress: Progress | None = None) -> Chain:
    """Every corner of the frontier: by a walk, or where that cannot prove itself by solving every chord.

    A time limit or Ctrl-C ends the search with what is proved by then.
    """
    if len(search.ends) == 1:
        return search.run(0.0)
    try:
        return walk_frontier(search, progress=progress)
    except WalkError:
        return search.run(0.0, progress=progress)


def walk_frontier(search: Search, *, progress: Progress | None = None) -> Chain:
    """Every corner of the frontier of a search whose two ends differ.

    Raises WalkError where the walk cannot prove itself, and what the solver raises.
    """
    walk = Walk(_start(search))

    def report(corners: int, weight: float) -> None:
        search.solver.require_time()
        if progress is not None and corners % _NEWS == 1:
            progress(search.solver.solves, corners, 1 - weight)

    stopped = Stopped.NO
    try:
        walk.run(progress=report)
    except CutOffError:
        stopped = Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        stopped = Stopped.INTERRUPTED
    # What has been walked is checked even when time is up: five hot solves.
    search.solver.stop_after(None)
    corners = walk.corners or [walk.first]
    _require_ends(search, corners, arrived=not stopped)
    _require_optima(search, corners)
    vertices = [_vertex(search, corners, position) for position in range(len(corners))]
    # The ends are known to the last digit from their own solves.
    vertices[0] = search.ends[0]
    chords = []
    if stopped:
        weight = corners[-1].weight_to
        vertices.append(search.ends[-1])
        last = search.chord(vertices[-2], vertices[-1], (1 - weight, weight), (0.0, 1.0))
        chords = [_edge(search, left, right) for left, right in pairwise(vertices[:-1])] + [last]
    else:
        vertices[-1] = search.ends[-1]
        chords = [_edge(search, left, right) for left, right in pairwise(vertices)]
    gap = max((chord.gap for chord in chords), default=0.0)
    return Chain(vertices=vertices, gap=gap, chords=chords, stopped=stopped, method=Method.WALK)


def _start(search: Search) -> Start:
    """The programme in scaled arrays and the basis of the first end, which is what the search solved last."""
    solver, scaled = search.solver, search.solver.scaled
    model = solver.model
    columns, rows = solver.basis()
    x = scaled.shrunk(search.x_a)
    matrix = csr_array((scaled.values, model.indices, model.starts), shape=(len(model.row_names), len(model.columns)))
    lower = np.concatenate([scaled.lower, scaled.row_lower])
    upper = np.concatenate([scaled.upper, scaled.row_upper])
    values = np.concatenate([x, matrix @ x])
    with np.errstate(invalid="ignore"):
        at_upper = np.isfinite(upper) & (np.abs(upper - values) < np.abs(values - lower))
    cost_u, cost_v = (cost * scaled.column_scale for cost in search.costs([(1.0, 0.0), (0.0, 1.0)]))
    basic = np.flatnonzero(np.concatenate([columns, rows]))
    return Start(rows=matrix, lower=lower, upper=upper, cost_u=cost_u, cost_v=cost_v, basic=basic, at_upper=at_upper)


def _require_ends(search: Search, corners: Sequence[Corner], *, arrived: bool) -> None:
    pairs = [(corners[0], search.ends[0]), *([(corners[-1], search.ends[-1])] if arrived else [])]
    for corner, vertex in pairs:
        u, v = search.shares(vertex)
        if abs(corner.u - u) > _AGREES * (1 + abs(u)) or abs(corner.v - v) > _AGREES * (1 + abs(v)):
            raise WalkError("the walk did not arrive where HiGHS says the frontier ends")


def _require_optima(search: Search, corners: Sequence[Corner]) -> None:
    """HiGHS must find nothing better than the walk at weights spread over its corners, nor anything worse."""
    starts = [corner.weight_from for corner in corners]
    for i in range(1, _SAMPLES + 1):
        weight = corners[-1].weight_to * i / (_SAMPLES + 1)
        corner = corners[bisect_right(starts, weight) - 1]
        walked = (1 - weight) * corner.u + weight * corner.v
        cost = search.costs([(1 - weight, weight)])[0]
        solved = float(cost @ search.solver.minimise(cost).x)
        if abs(walked - solved) > _AGREES * (1 + abs(walked)):
            raise WalkError(f"HiGHS finds another optimum than the walk at weight {weight:.3f}")


def _vertex(search: Search, corners: Sequence[Corner], position: int) -> Vertex:
    corner = corners[position]
    u, v = search.values(corner.u, corner.v)
    return Vertex(u=u, v=v, stages=_stages(corners, position))


def _stages(corners: Sequence[Corner], position: int) -> tuple[Weights, ...]:
    """Weighted sums whose optima in turn are this point alone."""
    corner = corners[position]
    low, high = corner.weight_from, corner.weight_to
    if high - low > _WIDE:
        middle = (low + high) / 2
        return ((1 - middle, middle),)
    # Everything on the edge towards better u; of that, the best v.
    return ((1 - low, low), (0.0, 1.0))


def _edge(search: Search, a: Vertex, b: Vertex) -> Chord:
    normal = search.normal(a, b)
    return Chord(a=a, b=b, line_a=normal, line_b=normal, gap=0.0, edge=True)
