"""Finds good answers at levels of the first objective where there are hundreds of whole numbers, each with its bound.

    1. each end, then each level: the linear optimum, which is a bound; relax and fix, which is a solution
    2. from the widest gap on: branching on sums raises the bound; what neighbouring levels disagree on is searched
       for a better solution; branch and cut, and the same by another way, where that is not enough
    3. of the solutions with the v of the last end, one with less u

in words: a whole frontier stands within seconds, with what may still be missing; time makes it better. What is found at
a level serves every looser one, and what is ruled out at a level is so at every tighter one. A solution that
another one betters is dropped. Relax and fix: Pochet and Wolsey (2006), section 3.7; levels: Haimes, Lasdon and Wismer
(1971).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.integer.near_rounds import close_in
from tradeoff.moo.integer.near_search import LONGEST, NO_LIMIT, Place, Search
from tradeoff.moo.integer.near_trees import Trees
from tradeoff.moo.integer.result import IntegerFrontier, IntegerLevel, IntegerPoint, IntegerStep, make_point
from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.near_solver import NearSolver
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped

_FRACTION = 1e-7
"""Distance from a whole number below which a column of a linear optimum counts as whole."""
_CONTENT = 1e-3
"""Share of its value within which relax and fix is content."""
_NODES = 200
"""Nodes of its tree."""
_NONE = "no solution satisfies all constraints together"
_TINY = 30
"""Integer columns up to which all are searched."""
_FELT = 1_000
"""How many times the noise of its value an end must be bettered by."""
_END, _ENDS = 0.25, 80
"""Part of the gap asked to which the first end is known before levels are laid, and nodes that branching has for it."""


def trace_near(
    model: Model,
    first: str,
    second: str,
    *,
    share: float,
    levels: int,
    sums: csr_array | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> IntegerFrontier:
    """Good solutions at equal levels of the first objective between the two ends found, each with its bound.

    Args:
        model: What `from_pulp(..., whole=True)` returns.
        first: The objective u.
        second: The objective v.
        share: Share of its value by which the second objective at a level may lie above its bound before the search
            is content.
        levels: How many levels, both ends counted; two or more.
        sums: Sums of integer columns with whole coefficients, a row a sum, that are worth branching on, as how many
            of a kind there are (`sum_tree.py`); None for none.
        time_limit: Seconds after which the search ends with what it has; None for as long as branching takes, and two
            minutes of branch and cut for each level that this leaves open.
        progress: Called now and then with solves, solutions, and the share of the work that is left.

    Returns:
        Points with their bounds, and steps; a step counts as checked where the gap of its point is within the share.

    Raises:
        InfeasibleError: No solution satisfies all constraints.
        CutOffError: Time was over before both ends were met.
        KeyboardInterrupt: Somebody interrupted before that.
        SolverError: The solver gave up, or its prices give no bound.
    """
    deadline = NO_LIMIT if time_limit is None else time.monotonic() + time_limit
    search = Search(NearSolver(model, first, second), share, deadline, progress, asked=2 * levels + 2)
    stopped = Stopped.NO
    try:
        trees = Trees(search, sums)
        _first_round(search, trees, levels)
        close_in(search, trees)
        _tighten_last(search)
    except CutOffError:
        stopped = Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        if not _knows_ends(search):
            raise
        stopped = Stopped.INTERRUPTED
    if not _knows_ends(search):
        raise CutOffError
    if search.places[0].bound == -NO_LIMIT:
        raise SolverError("HiGHS's prices give no bound of the second objective; the programme is too badly scaled")
    return _frontier(search, stopped)


def _knows_ends(search: Search) -> bool:
    return bool(search.places) and search.places[0].x is not None


def _first_round(search: Search, trees: Trees, levels: int) -> None:
    least_u = _end(search, trees)
    search.places.append(Place(most=NO_LIMIT))
    _fill(search, trees, search.places[0])
    widest = search.places[0]
    if widest.x is None:
        raise CutOffError
    from_u, to_u = least_u, dot(search.cost_u, widest.x)
    if to_u <= from_u:
        return
    us = [from_u + (to_u - from_u) * i / (levels - 1) for i in range(levels - 1)]
    search.places += [Place(most=u, is_end=u == from_u) for u in us]
    met, search.found = search.found, []
    for _, _, x in met:
        search.learn(x)
    for position in _spread(len(us)):
        _fill(search, trees, search.places[1 + position])


def _end(search: Search, trees: Trees) -> float:
    """The least u that is met: by relax and fix, and where branching leaves it open by search too."""
    cost, free = search.cost_u, (NO_LIMIT, NO_LIMIT)
    best = _relax_and_fix(search, cost)
    left = search.seconds_left()
    seconds = left / 10 if np.isfinite(left) else left
    share = _END * search.share
    if best is None or not trees.is_near_end(best, share=share, nodes=_ENDS, seconds=seconds):
        # Where nothing is met yet there is nothing to go on with, and the search has all the time there is.
        longest = seconds if best is None else min(seconds, LONGEST)
        searched = search.solver.search(cost, free, start=best, share=share, seconds=longest)
        best = searched.x if searched.x is not None else best
        if best is None and searched.bound == np.inf and _is_empty_too(search, cost, free):
            raise InfeasibleError(_NONE)
    if best is None:
        raise CutOffError
    search.learn(best)
    search.told(1)
    return dot(cost, best)


def _is_empty_too(search: Search, cost: Floats, most: tuple[float, float]) -> bool:
    """Whether HiGHS says the other way round too that there is no solution."""
    again = search.solver.confirm(cost, most, start=None, share=search.share, seconds=search.seconds_left())
    search.learn(again.x)
    return again.bound == np.inf


def _relax_and_fix(search: Search, cost: Floats) -> Floats | None:
    """A solution near the linear optimum without limits; None where none was met."""
    free = NO_LIMIT, NO_LIMIT
    relaxed = search.solver.relax(cost, free)
    if relaxed.bound == np.inf:
        raise InfeasibleError(_NONE)
    if relaxed.x is None:
        return None
    whole = np.round(relaxed.x)
    held = np.where(np.abs(relaxed.x - whole) <= _FRACTION, whole, np.nan)
    found = search.solver.search(
        cost, free, start=None, held=held, share=_CONTENT, seconds=search.seconds_left(), nodes=_NODES
    )
    return found.x if found.x is not None else _searched(search, cost, free)


def _searched(search: Search, cost: Floats, most: tuple[float, float]) -> Floats | None:
    """A solution by HiGHS's search over everything, within a few nodes; None where none was met."""
    return search.solver.search(
        cost, most, start=None, share=10 * _CONTENT, seconds=search.seconds_left(), nodes=_NODES
    ).x


def _fill(search: Search, trees: Trees, place: Place) -> None:
    """Give a level its bound by the linear relaxation, and a solution."""
    if not trees.begin(place):
        raise InfeasibleError(_NONE)
    if place.x is None:
        search.learn(_searched(search, search.cost_v, (place.most, NO_LIMIT)))
    search.told(1)


def _tighten_last(search: Search) -> None:
    """Have the last end ask for no more of the first objective than its second one costs.

    The least v was gone for wherever it lies; of the solutions that have it, one with less u is the end. Where integer
    columns are many, those on which the end and the linear optimum agree stay (Danna, Rothberg and Le Pape 2005).
    """
    last, solver = search.places[0], search.solver
    if last.x is None:
        return
    within, known = (NO_LIMIT, last.v), dot(search.cost_u, last.x)
    # What noise in v buys of u is none.
    wanted = known - _FELT * solver.noise(search.cost_u, last.x)
    relaxed = solver.relax(search.cost_u, within)
    if relaxed.x is None or relaxed.bound >= wanted:
        return
    whole = np.round(last.x)
    held = np.where(np.abs(relaxed.x - whole) <= _FRACTION, whole, np.nan)
    if np.count_nonzero(solver.model.integer) <= _TINY:
        held[:] = np.nan
    seconds = min(search.seconds_left(), LONGEST)
    met = solver.search(search.cost_u, within, start=last.x, held=held, share=_CONTENT, seconds=seconds, nodes=_NODES).x
    if met is None or dot(search.cost_u, met) >= wanted:
        return
    if dot(search.cost_v, met) <= last.v + solver.noise(search.cost_v, met):
        search.learn(met)
        last.x, last.v = met, dot(search.cost_v, met)


def _spread(count: int) -> list[int]:
    """The places 0 to count - 1, such that the first few of them lie spread over all: halves, quarters, eighths."""
    order, seen = [0], {0}
    step = 1 << max(0, (count - 1).bit_length() - 1)
    while step:
        order += [place for place in range(0, count, step) if place not in seen]
        seen.update(order)
        step //= 2
    return order


def _frontier(search: Search, stopped: Stopped) -> IntegerFrontier:
    """Points that no other betters, from the least u to the least v."""
    solver = search.solver
    kept: list[tuple[float, float, Floats]] = []
    answers = [found for found in search.found if any(place.x is found[2] for place in search.places)]
    for u, v, x in sorted(answers or search.found[:1], key=lambda found: (found[0], found[1])):
        if not kept or v < kept[-1][1] - solver.noise(search.cost_v, x):
            kept.append((u, v, x))
    points = [_point(search, u, v, x) for u, v, x in kept]
    ranges = points[-1].u - points[0].u, points[0].v - points[-1].v
    steps = [
        IntegerStep(from_u=point.u, to_u=after.u, v=point.v, checked=_holds(search, point, after))
        for point, after in pairwise(points)
    ]
    levels = [
        IntegerLevel(
            level=solver.model.published(solver.first, place.most), u=place.most, point=point, bound=place.bound
        )
        for place in search.places
        for point in points
        if place.x is point.x and np.isfinite(place.most)
    ]
    return IntegerFrontier(
        points=tuple(points),
        segments=(),
        steps=tuple(steps),
        levels=tuple(levels),
        gap=_left(points, ranges),
        solves=solver.solves,
        stopped=stopped,
        method="relax and fix at levels, then branching on sums",
    )


def _bound_at(search: Search, u: float) -> float:
    """The highest bound that holds for every solution with the first objective at most u."""
    within = u - search.slack_u
    return max((place.bound for place in search.places if place.most >= within), default=-NO_LIMIT)


def _point(search: Search, u: float, v: float, x: Floats) -> IntegerPoint:
    solver = search.solver
    bound = _bound_at(search, u)
    point = make_point(solver.model, solver.first, solver.second, x, bound=bound, supported=None)
    return replace(point, efficient=v - bound <= search.share * max(abs(v), abs(bound)))


def _holds(search: Search, point: IntegerPoint, after: IntegerPoint) -> bool:
    """Whether nothing under a step betters it by more than the share."""
    bound = _bound_at(search, after.u)
    return point.v - bound <= search.share * max(abs(point.v), abs(bound))


def _left(points: Sequence[IntegerPoint], ranges: tuple[float, float]) -> float:
    """The share of both ranges at once by which something may lie beyond points and steps."""
    if min(ranges, default=0.0) <= 0:
        return 1.0
    gap = max((point.v - point.bound) / ranges[1] for point in points)
    for point, after in pairwise(points):
        wide, high = (after.u - point.u) / ranges[0], (point.v - after.bound) / ranges[1]
        gap = max(gap, min(wide, high))
    return float(min(1.0, gap))
