"""Turns a search over whole numbers, finished or stopped, into points, segments and steps with their bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tradeoff.moo.integer.box_search import CLOSED, BoxSearch
from tradeoff.moo.integer.envelope import SAME, Piece
from tradeoff.moo.integer.epsilon_constraint import Answer
from tradeoff.moo.integer.result import IntegerPoint, IntegerSegment, IntegerStep, make_point
from tradeoff.moo.lp.model import Floats

Outline = tuple[list[IntegerPoint], list[IntegerSegment], list[IntegerStep], float]
"""Points, segments, steps, and the share of both ranges by which something may still lie beyond them."""


def outline_search(search: BoxSearch, by_hull: Mapping[int, bool | None]) -> Outline:
    """All that a search found; where it was stopped, what is not settled is there too, and says so.

    Args:
        search: What it found and ruled out.
        by_hull: Whether a weighted sum reaches each point, by its place, None where that is not known; empty where
            weighted sums were asked, which say it themselves.

    Raises:
        SolverError: A solution does not survive its check.
    """
    kept = _kept(search)
    points: list[IntegerPoint] = []
    segments, steps = [], []
    last: IntegerPoint | None = None
    for position, (i, piece, settled) in enumerate(kept):
        below = by_hull.get(i, False)
        a = _point(search, piece, piece.from_u, efficient=settled, by_hull=below)
        b = a if piece.is_point else _point(search, piece, piece.to_u, efficient=settled, by_hull=below)
        if last is not None:
            before, left, was_settled = kept[position - 1]
            both = settled and was_settled and left is search.pieces[before] and piece is search.pieces[i]
            checked = both and i == before + 1 and is_settled(search, before)
            if piece.from_u - left.to_u > SAME:
                steps.append(IntegerStep(from_u=last.u, to_u=a.u, v=last.v, checked=checked))
        if not piece.open_from and not _same(search, points, a):
            points.append(a)
        if not piece.is_point:
            if settled:
                segments.append(IntegerSegment(a=a, b=b, open_a=piece.open_from, open_b=piece.open_to))
            else:
                steps.append(IntegerStep(from_u=a.u, to_u=b.u, v=a.v, checked=False))
            if not piece.open_to:
                points.append(b)
        last = b
    return points, segments, steps, _left(search, [(i, piece) for i, piece, settled in kept if settled])


def _left(search: BoxSearch, kept: Sequence[tuple[int, Piece]]) -> float:
    """The share of both ranges by which something may lie beyond what is settled: the largest open box between."""
    gap = search.gap
    for (before, left), (i, piece) in pairwise(kept):
        whole = left is search.pieces[before] and piece is search.pieces[i]
        if not (whole and i == before + 1 and is_settled(search, before)):
            gap = max(gap, min(piece.from_u - left.to_u, left.to_v - piece.from_v))
    return gap


def _kept(search: BoxSearch) -> list[tuple[int, Piece, bool]]:
    """The pieces with their places, and whether they are settled; of the two at the ends at least the ends are."""
    kept = [(i, piece, _is_efficient(search, i)) for i, piece in enumerate(search.pieces)]
    first, last = search.pieces[0], search.pieces[-1]
    if not kept[0][2]:
        rest = [] if first.is_point else [(0, replace(first, open_from=True), False)]
        kept[:1] = [(0, replace(first, to_u=first.from_u), True), *rest]
    if not kept[-1][2]:
        end = (len(search.pieces) - 1, replace(last, from_u=last.to_u, open_from=False), True)
        rest = [] if last.is_point else [(end[0], replace(last, open_to=True), False)]
        kept[-1:] = [*rest, end]
    return kept


def is_settled(search: BoxSearch, i: int) -> bool:
    """Whether nothing is hidden under the step after piece i."""
    return not search.is_open(search.pieces[i], search.pieces[i + 1])


def _is_efficient(search: BoxSearch, i: int) -> bool:
    """Whether a piece is checked to be on the frontier."""
    piece, last = search.pieces[i], len(search.pieces) - 1
    if search.is_settled(piece) or (piece.is_point and (i in (0, last) or _is_boxed(search, piece))):
        return True
    if not piece.is_point or i in (0, last):
        return False
    before = search.pieces[i - 1]
    return (before.is_point or search.is_settled(before)) and is_settled(search, i - 1) and is_settled(search, i)


def _is_boxed(search: BoxSearch, piece: Piece) -> bool:
    """Whether a point has the least u in a box, and then the least v."""
    return any(abs(piece.from_u - u) <= SAME and abs(piece.from_v - v) <= SAME for u, v in search.boxed)


def _same(search: BoxSearch, points: Sequence[IntegerPoint], new: IntegerPoint) -> bool:
    if not points:
        return False
    u, v = search.shares(new.u, new.v)
    last_u, last_v = search.shares(points[-1].u, points[-1].v)
    return abs(u - last_u) <= SAME and abs(v - last_v) <= SAME


def _columns(piece: Piece, u: float) -> Floats:
    """The columns at a place of a piece: a corner's own, or the mixture of the two."""
    share = piece.edge.share(u)
    if share <= SAME:
        return piece.edge.a.find()
    if share >= 1 - SAME:
        return piece.edge.b.find()
    a, b = piece.edge.a.find(), piece.edge.b.find()
    # In this form columns that are equal at both ends stay what they are to the last digit.
    mixed: Floats = a + share * (b - a)
    return mixed


def _point(search: BoxSearch, piece: Piece, u: float, *, efficient: bool, by_hull: bool | None) -> IntegerPoint:
    v = piece.edge.at(u)
    solver = search.solver
    supported: bool | None = any(line.everywhere and line.holds(u, v) for line in search.lines)
    supported = supported or (not search.ends.beyond and (u <= SAME or v <= SAME))
    if not supported:
        supported = by_hull
    bound = _bound(search, u)
    columns = _columns(piece, u)
    found = make_point(solver.model, solver.first, solver.second, columns, bound=bound, supported=supported)
    return replace(found, efficient=efficient)


def _bound(search: BoxSearch, u: float) -> float:
    """What v is at least, as checked, for every solution with the first objective at most u (a share)."""
    ends = search.ends
    bounds = [ends.bound_b]
    if u <= SAME:
        bounds.append(ends.bound_a)
    for line in search.lines:
        if line.w_v > 0 and (line.everywhere or line.from_u - SAME <= u <= line.to_u - CLOSED):
            v = (line.bound - line.w_u * u) / line.w_v
            bounds.append(search.values(0.0, v if line.everywhere else min(v, line.from_v - CLOSED))[1])
    bounds.extend(search.values(0.0, gap.v)[1] for gap in search.gaps if gap.from_u - SAME <= u < gap.bound)
    bound = max(bounds)
    if search.grain_v:
        # Values are multiples of the grain: between two of them there is nothing.
        return search.grain_v * math.ceil(bound / search.grain_v - 1e-6)
    return bound


def outline_levels(
    answers: Sequence[Answer], points: Sequence[IntegerPoint], ranges: tuple[float, float]
) -> tuple[list[IntegerStep], float]:
    """Steps between the solutions that answer levels, from the tightest level to the loosest, and the gap they leave.

    Up to the loosest level that a solution answers its step is checked; from there to the next solution something may
    hide.

    Args:
        answers: One a level, from the tightest to the loosest.
        points: The point of each answer.
        ranges: Of u and v, between the two ends.
    """
    steps = []
    gap = 0.0
    for (answer, point), (_, after) in pairwise(zip(answers, points, strict=True)):
        if after.u <= point.u:
            continue
        until = min(max(answer.level, point.u), after.u)
        if until > point.u:
            steps.append(IntegerStep(from_u=point.u, to_u=until, v=point.v, checked=True))
        if after.u > until:
            steps.append(IntegerStep(from_u=until, to_u=after.u, v=point.v, checked=False))
            gap = max(gap, min((after.u - until) / ranges[0], (point.v - after.v) / ranges[1]))
    return steps, gap
