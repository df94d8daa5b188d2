"""From a solver and two objectives to the whole exact frontier: a parametric walk, checked against HiGHS.

The walk starts from the basis of any optimum of the first objective, and finds both ends and all corners between them
by itself. HiGHS then starts from the walk's bases at both ends and at sampled corners, and must find them optimal: with
its own factors, prices and tolerances, and no step to take. A walk that fails any of this is thrown away, and every
chord is solved instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.frontier import engine
from tradeoff.frontier.basis import Positions
from tradeoff.frontier.handover import Floats
from tradeoff.frontier.parametric import Corner, Start, Walk, WalkError
from tradeoff.frontier.search import (
    CLOSED,
    Chain,
    Chord,
    Method,
    Progress,
    Search,
    Stopped,
    Vertex,
    Weights,
    find_end,
    lexicographic,
    require_bounds,
)
from tradeoff.frontier.solver import AT_LOWER, AT_UPPER, AT_ZERO, BASIC, CutOffError, Solver, Statuses

_SAMPLES = 5
"""Corners at which HiGHS must find the same optimum as the walk, besides the ends."""
_AGREES = 1e-9
"""Share of the ranges by which walk and HiGHS may differ."""
_FINE = 0.01
"""Gaps up to which a compiled walk was measured to be the shorter way through a large programme."""
_CLEAR = 1e-9
"""Shares by which a weight must lie inside a corner's weights for the corner to be all that is best there."""
_NEWS = 16
"""Corners between two reports of progress and looks at the clock."""
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
    if gap is not None:
        try:
            if _leads_sooner(solver, gap):
                return _walk_to_gap(solver, first, second, gap, progress)
        except WalkError:
            pass
        search = Search(solver, first, second)
        return search, search.run(gap, progress=progress)
    try:
        return walk_frontier(solver, first, second, progress=progress)
    except WalkError:
        search = Search(solver, first, second)
        return search, search.run(0.0, progress=progress)


@dataclass(frozen=True, kw_only=True)
class _Walked:
    """A walk, and how far it came."""

    walk: Walk
    start: Statuses
    moves: Positions
    """What entered and left at every pivot, in this order."""
    stands: Statuses
    """How each of them stands then."""
    corners: Sequence[Corner]
    stopped: Stopped


def walk_frontier(solver: Solver, first: str, second: str, *, progress: Progress | None = None) -> tuple[Search, Chain]:
    """Every corner of the frontier, by a walk.

    Raises WalkError where the walk cannot prove itself, and what the solver raises.
    """
    # Only with both ends can a walk that is cut off say what may lie beyond it; an endless one need not pay for that.
    x_b = find_end(solver, second, first) if solver.is_timed else None
    return _finish(solver, first, second, _walk(solver, first, second, progress), x_b)


def _finish(solver: Solver, first: str, second: str, walked: _Walked, x_b: Floats | None) -> tuple[Search, Chain]:
    with solver.untimed():
        costs = [solver.model.cost(name) for name in (first, second)]
        x_a = _proved(walked, solver, costs, walked.corners[0])
        if x_b is None and walked.stopped:
            x_b = lexicographic(solver, costs[::-1]).x
        elif x_b is None:
            x_b = _proved(walked, solver, costs[::-1], walked.corners[-1])
        search = Search(solver, first, second, ends=(x_a, x_b))
        # The walk's own start.
        search.sums += 1
        return search, _chain(search, walked)


def _leads_sooner(solver: Solver, gap: float) -> bool:
    """Whether a walk past every corner takes less time than to solve for the few that a gap needs, each from afar."""
    large = len(solver.model.columns) >= engine.LARGE and gap <= _FINE
    return large and not solver.is_timed and engine.compiled() is not None


def _walk_to_gap(
    solver: Solver, first: str, second: str, gap: float, progress: Progress | None
) -> tuple[Search, Chain]:
    """The search for a gap, which finds every corner it asks for at the end of a walk's basis.

    Raises WalkError where there is no such walk, and what the solver raises.
    """
    walked = _walk(solver, first, second, progress)
    if walked.stopped:
        return _finish(solver, first, second, walked, None)
    costs = [solver.model.cost(name) for name in (first, second)]
    x_a, x_b = (_proved(walked, solver, costs[::way], walked.corners[end]) for end, way in ((0, 1), (-1, -1)))
    search = _Led(solver, first, second, ends=(x_a, x_b))
    search.follow(walked)
    return search, search.run(gap, progress=progress)


class _Led(Search):
    """A search whose sums start where a walk has been, so that the solver finds its optimum without a step."""

    def follow(self, walked: _Walked) -> None:
        """Start every sum from the walk's basis at its weight from now on."""
        self._walked = walked
        self._until = [_in_shares(self, walked, corner.weight_to) for corner in walked.corners]

    def vertex(self, stages: tuple[Weights, ...], *, start: Statuses | None = None) -> Vertex:
        """The point that weighted sums single out in turn.

        Raises WalkError where the solver, inside a corner's weights, finds another point.
        """
        weight = stages[0][1]
        place = min(bisect_left(self._until, weight), len(self._until) - 1)
        corner = self._walked.corners[place]
        statuses = _statuses(self._walked, corner.pivots)
        self.solver.start_from(statuses)
        # A point that is best on both sides of a weight is all that is best at it: nothing is left to choose.
        begins = self._until[place - 1] if place else 0.0
        alone = begins + _CLEAR < weight < self._until[place] - _CLEAR
        x = lexicographic(self.solver, self.costs(stages[:1] if alone else stages)).x
        vertex = self._at(x, stages, statuses)
        if alone and not _agree(self, corner, vertex):
            raise WalkError(f"HiGHS finds another optimum than the walk at weight {weight:.3f}")
        return vertex


def _walk(solver: Solver, first: str, second: str, progress: Progress | None) -> _Walked:
    """Walk from an optimum of the first objective as far as time allows."""
    solver.forget()
    try:
        solver.minimise(solver.model.cost(first))
    except UnboundedError:
        require_bounds(solver, (first, second))
        raise
    statuses = solver.basis()
    walk = Walk(_start(solver, first, second, statuses))

    def report(corners: int, weight: float) -> None:
        if corners % _NEWS == 1:
            solver.require_time()
            if progress is not None:
                progress(1, corners, 1 - weight)

    stopped = Stopped.NO
    try:
        walk.run(progress=report)
    except CutOffError:
        stopped = Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        stopped = Stopped.INTERRUPTED
    except UnboundedError:
        require_bounds(solver, (second,))
        raise WalkError("the walk found no bound where HiGHS has one") from None
    if not walk.corners:
        raise CutOffError("the search ended before both ends were known")
    moves = np.array([(pivot.entering, pivot.leaving) for pivot in walk.pivots], dtype=np.int64).ravel()
    stands = np.array([(BASIC, AT_UPPER if pivot.at_upper else AT_LOWER) for pivot in walk.pivots], dtype=np.int8)
    corners = tuple(walk.corners)
    return _Walked(walk=walk, start=statuses, moves=moves, stands=stands.ravel(), corners=corners, stopped=stopped)


def _start(solver: Solver, first: str, second: str, statuses: Statuses) -> Start:
    """The programme in scaled arrays and the basis the solver is left at."""
    model, scaled = solver.model, solver.scaled
    matrix = csr_array((scaled.values, model.indices, model.starts), shape=(len(model.row_names), len(model.columns)))
    if not np.isin(statuses, (AT_LOWER, BASIC, AT_UPPER, AT_ZERO)).all():
        raise WalkError("HiGHS does not say on which bound a column rests")
    return Start(
        rows=matrix,
        lower=np.concatenate([scaled.lower, scaled.row_lower]),
        upper=np.concatenate([scaled.upper, scaled.row_upper]),
        cost_u=model.cost(first) * scaled.column_scale,
        cost_v=model.cost(second) * scaled.column_scale,
        basic=np.flatnonzero(statuses == BASIC),
        at_upper=statuses == AT_UPPER,
    )


def _statuses(walked: _Walked, pivots: int) -> Statuses:
    """How columns and rows stand after some pivots of a walk."""
    statuses = walked.start.copy()
    # Of a column that came and went, the last entry counts.
    statuses[walked.moves[: 2 * pivots]] = walked.stands[: 2 * pivots]
    return statuses


def _proved(walked: _Walked, solver: Solver, costs: Sequence[Floats], corner: Corner) -> Floats:
    """The columns HiGHS finds best in the first cost row, then in the others, starting from a corner's basis.

    Raises WalkError where HiGHS has anything against the basis.
    """
    try:
        solver.start_from(_statuses(walked, corner.pivots))
        return lexicographic(solver, costs).x
    except (InfeasibleError, UnboundedError) as error:
        raise WalkError(f"HiGHS does not accept the walk: {error}") from None


def _chain(search: Search, walked: _Walked) -> Chain:
    """The corners as vertices and edges, after HiGHS has checked some of them."""
    _require_ends(search, walked.corners, arrived=not walked.stopped)
    if len(search.ends) == 1:
        return Chain(vertices=search.ends, gap=0.0, method=Method.WALK)
    walked = replace(walked, corners=_apart(search, walked.corners))
    corners, stopped = walked.corners, walked.stopped
    shares = [_in_shares(search, walked, corner.weight_to) for corner in corners]
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


def _in_shares(search: Search, walked: _Walked, weight: float) -> float:
    """The walk's weight of v as a weight between objectives in shares of their ranges."""
    range_u, range_v = search.ranges
    v = weight * walked.walk.ratio * range_v
    return v / (v + (1 - weight) * range_u)


def _agree(search: Search, corner: Corner, vertex: Vertex) -> bool:
    """Whether walk and HiGHS are at the same point."""
    range_u, range_v = search.ranges
    off_u, off_v = abs(corner.u - vertex.u), abs(corner.v - vertex.v)
    return off_u <= _AGREES * (range_u + abs(vertex.u)) and off_v <= _AGREES * (range_v + abs(vertex.v))


def _require_ends(search: Search, corners: Sequence[Corner], *, arrived: bool) -> None:
    pairs = [(corners[0], search.ends[0]), *([(corners[-1], search.ends[-1])] if arrived else [])]
    if not all(_agree(search, corner, vertex) for corner, vertex in pairs):
        raise WalkError("the walk did not arrive where HiGHS says the frontier ends")


def _require_optima(search: Search, walked: _Walked, shares: Sequence[float]) -> None:
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
        solved = float(cost @ _proved(walked, search.solver, [cost], corner))
        search.sums += 1
        if abs(walked_to - solved) > _AGREES * (1 + abs(walked_to)):
            raise WalkError(f"HiGHS finds another optimum than the walk at weight {weight:.3f}")


def _stages(low: float, high: float) -> tuple[Weights, ...]:
    """Weighted sums whose optima in turn are the point alone that is best between two weights."""
    if high - low > _WIDE:
        middle = (low + high) / 2
        return ((1 - middle, middle),)
    # Everything on the edge towards better u; of that, the best v.
    return ((1 - low, low), (0.0, 1.0))
