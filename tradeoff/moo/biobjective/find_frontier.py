"""From a solver and two objectives to the whole exact frontier: a parametric walk, checked against HiGHS.

The walk starts from the basis of any optimum of the first objective, and finds both ends and all corners between them
by itself. HiGHS then starts from the walk's bases at both ends and at sampled corners, and must find them optimal: with
its own factors, prices and tolerances, and no step to take. A walk that fails any of this is thrown away, and every
chord is solved instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tradeoff.moo.biobjective.dichotomic import CLOSED, Search
from tradeoff.moo.biobjective.led import LedSearch, leads_sooner
from tradeoff.moo.biobjective.parametric_run import AGREES, Walked, agree, in_shares, proved, walk
from tradeoff.moo.biobjective.polyline import Chain, Chord, Method, Vertex, Weights
from tradeoff.moo.lp.lexicographic import find_end, lexicographic
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.simplex.parametric import Corner, WalkError

_SAMPLES = 5
"""Corners at which HiGHS must find the same optimum as the walk, besides the ends."""
_WIDE = 1e-6
"""An interval of weights wider than this singles its point out by the weight in its middle."""


def find_frontier(
    solver: Solver, first: str, second: str, *, gap: float | None, progress: Progress | None = None
) -> tuple[Search, Chain]:
    """Corners enough for a gap, a share of both ranges; or with gap None every corner.

    Every corner is found by a walk, or where that cannot prove itself by solving every chord. For a gap the chords with
    the largest are solved; where a walk is the shorter way there, each from the walk's own basis.

    A time limit or Ctrl-C ends the search with what is proved by then.

    Raises UnboundedError with the objective's name, and what the solver raises.
    """
    try:
        if gap is None:
            return walk_frontier(solver, first, second, progress=progress)
        if leads_sooner(solver, gap):
            return _walk_to_gap(solver, first, second, gap, progress)
    except WalkError:
        pass
    search = Search(solver, first, second)
    return search, search.run(gap or 0.0, progress=progress)


def walk_frontier(solver: Solver, first: str, second: str, *, progress: Progress | None = None) -> tuple[Search, Chain]:
    """Every corner of the frontier, by a walk.

    Raises WalkError where the walk cannot prove itself, and what the solver raises.
    """
    # Only with both ends can a walk that is cut off say what may lie beyond it; an endless one need not pay for that.
    x_b = find_end(solver, second, first) if solver.is_timed else None
    return _finish(solver, first, second, walk(solver, first, second, progress), x_b)


def _finish(solver: Solver, first: str, second: str, walked: Walked, x_b: Floats | None) -> tuple[Search, Chain]:
    with solver.untimed():
        costs = [solver.model.cost(name) for name in (first, second)]
        x_a = proved(walked, solver, costs, walked.corners[0])
        if x_b is None and walked.stopped:
            x_b = lexicographic(solver, costs[::-1]).x
        elif x_b is None:
            x_b = proved(walked, solver, costs[::-1], walked.corners[-1])
        search = Search(solver, first, second, ends=(x_a, x_b))
        # The walk's own start.
        search.sums += 1
        return search, _chain(search, walked)


def _walk_to_gap(
    solver: Solver, first: str, second: str, gap: float, progress: Progress | None
) -> tuple[Search, Chain]:
    """The search for a gap, which finds every corner it asks for at the end of a walk's basis.

    Raises WalkError where there is no such walk, and what the solver raises.
    """

    def on_the_way(sums: int, corners: int, left: float) -> None:
        # Corners that are passed are not yet points of this frontier.
        if progress is not None:
            progress(sums, 1, left)

    walked = walk(solver, first, second, on_the_way)
    if walked.stopped:
        return _finish(solver, first, second, walked, None)
    costs = [solver.model.cost(name) for name in (first, second)]
    x_a, x_b = (proved(walked, solver, costs[::way], walked.corners[end]) for end, way in ((0, 1), (-1, -1)))
    search = LedSearch(solver, first, second, ends=(x_a, x_b), walked=walked)
    return search, search.run(gap, progress=progress)


def _chain(search: Search, walked: Walked) -> Chain:
    """The corners as vertices and edges, after HiGHS has checked some of them."""
    _require_ends(search, walked.corners, arrived=not walked.stopped)
    if len(search.ends) == 1:
        return Chain(vertices=search.ends, gap=0.0, method=Method.WALK)
    walked = replace(walked, corners=_apart(search, walked.corners))
    corners, stopped = walked.corners, walked.stopped
    shares = [in_shares(search, walked, corner.weight_to) for corner in corners]
    _require_optima(search, walked, shares)
    vertices = [
        Vertex(u=corner.u, v=corner.v, stages=_stages(low, high))
        for corner, (low, high) in zip(corners, pairwise([0.0, *shares]), strict=True)
    ]
    # The ends are known to the last digit from their own solves.
    vertices[0] = search.ends[0]
    if not stopped:
        vertices[-1] = search.ends[-1]
    chords = [
        Chord(a=a, b=b, line_a=(1 - weight, weight), line_b=(1 - weight, weight), gap=0.0, edge=True)
        for (a, b), weight in zip(pairwise(vertices), shares, strict=False)
    ]
    if stopped:
        vertices.append(search.ends[-1])
        chords.append(search.chord(vertices[-2], vertices[-1], (1 - shares[-1], shares[-1]), (0.0, 1.0)))
    gap = max((chord.gap for chord in chords), default=0.0)
    return Chain(vertices=vertices, gap=gap, chords=chords, stopped=stopped, method=Method.WALK)


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
        raise WalkError("the walk did not arrive where HiGHS says the frontier ends")


def _require_optima(search: Search, walked: Walked, shares: Sequence[float]) -> None:
    """HiGHS must find nothing better than the walk at weights spread over its corners, nor anything worse."""
    range_u, range_v = search.ranges
    between = [0.0, *shares]
    for position in sorted({round(len(shares) * i / (_SAMPLES + 1)) for i in range(1, _SAMPLES + 1)}):
        if not 0 < position < len(shares):
            continue
        corner = walked.corners[position]
        weight = (between[position] + between[position + 1]) / 2
        cost = search.costs([(1 - weight, weight)])[0]
        walked_to = (1 - weight) * corner.u / range_u + weight * corner.v / range_v
        solved = float(cost @ proved(walked, search.solver, [cost], corner))
        search.sums += 1
        if abs(walked_to - solved) > AGREES * (1 + abs(walked_to)):
            raise WalkError(f"HiGHS finds another optimum than the walk at weight {weight:.3f}")


def _stages(low: float, high: float) -> tuple[Weights, ...]:
    """Weighted sums whose optima in turn are the point alone that is best between two weights."""
    if high - low > _WIDE:
        middle = (low + high) / 2
        return ((1 - middle, middle),)
    # Everything on the edge towards better u; of that, the best v.
    return ((1 - low, low), (0.0, 1.0))
