"""Turns a search over whole numbers, finished or stopped, into points, segments and steps with their bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from tradeoff.moo.integer.box_search import BoxSearch
from tradeoff.moo.integer.envelope import SAME, Piece
from tradeoff.moo.integer.epsilon_constraint import Answer
from tradeoff.moo.integer.result import IntegerPoint, IntegerSegment, IntegerStep, make_point
from tradeoff.moo.integer.ruled_out import CLOSED
from tradeoff.moo.integer.supported import hull_of, supported
from tradeoff.moo.lp.model import Floats

Outline = tuple[list[IntegerPoint], list[IntegerSegment], list[IntegerStep], float]
"""Points, segments, steps, and the share of both ranges by which something may still lie beyond them."""


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """A piece that is drawn."""

    place: int
    piece: Piece
    is_settled: bool
    """Whether it is checked to be on the frontier, but for the gap that was asked for."""
    is_efficient: bool
    """Whether it is checked that nothing at all betters it."""


def outline_search(search: BoxSearch, *, is_complete: bool) -> Outline:
    """All that a search found; where it was stopped, what is not settled is there too, and says so.

    Args:
        search: What it found and ruled out.
        is_complete: Whether it found every piece there is.

    Raises:
        SolverError: A solution does not survive its check.
    """
    kept = _kept(search)
    points: list[IntegerPoint] = []
    segments, steps = [], []
    last: IntegerPoint | None = None
    hull = hull_of(search.pieces)
    for position, one in enumerate(kept):
        piece = one.piece
        at = partial(_point, search, hull, piece, efficient=one.is_efficient, is_complete=is_complete)
        a = at(piece.from_u)
        b = a if piece.is_point else at(piece.to_u)
        if last is not None:
            left = kept[position - 1]
            both = one.is_settled and left.is_settled and _are_neighbours(search, left, one)
            checked = both and search.is_bare(left.piece, piece)
            if piece.from_u - left.piece.to_u > SAME:
                steps.append(IntegerStep(from_u=last.u, to_u=a.u, v=last.v, checked=checked))
        if not piece.open_from and not _same(search, points, a):
            points.append(a)
        if not piece.is_point:
            if one.is_settled:
                open_a, open_b = piece.open_from, piece.open_to
                segments.append(IntegerSegment(a=a, b=b, open_a=open_a, open_b=open_b, checked=one.is_efficient))
            else:
                steps.append(IntegerStep(from_u=a.u, to_u=b.u, v=a.v, checked=False))
            if not piece.open_to:
                points.append(b)
        last = b
    return points, segments, steps, _left(search, [one for one in kept if one.is_settled])


def _left(search: BoxSearch, kept: Sequence[_Kept]) -> float:
    """The share of both ranges by which something may lie beyond what is settled: the largest open box between."""
    gap = search.gap
    for left, one in pairwise(kept):
        if not _are_neighbours(search, left, one) or search.is_open(left.piece, one.piece):
            gap = max(gap, min(one.piece.from_u - left.piece.to_u, left.piece.to_v - one.piece.from_v))
    return gap


def _are_neighbours(search: BoxSearch, left: _Kept, right: _Kept) -> bool:
    """Whether both are whole pieces of the search, one after the other."""
    whole = left.piece is search.pieces[left.place] and right.piece is search.pieces[right.place]
    return whole and right.place == left.place + 1


def _kept(search: BoxSearch) -> list[_Kept]:
    """The pieces; of the two at the ends at least the ends are settled."""
    kept = [
        _Kept(
            place=i,
            piece=piece,
            is_settled=_is_efficient(search, i, to_gap=True),
            is_efficient=_is_efficient(search, i, to_gap=False),
        )
        for i, piece in enumerate(search.pieces)
    ]
    ends = search.ends
    first, last = search.pieces[0], search.pieces[-1]
    if not kept[0].is_settled:
        rest = [] if first.is_point else [replace(kept[0], piece=replace(first, open_from=True))]
        end = replace(first, to_u=first.from_u)
        kept[:1] = [replace(kept[0], piece=end, is_settled=True, is_efficient=ends.is_best_a), *rest]
    if not kept[-1].is_settled:
        rest = [] if last.is_point else [replace(kept[-1], piece=replace(last, open_to=True))]
        end = replace(last, from_u=last.to_u, open_from=False)
        kept[-1:] = [*rest, replace(kept[-1], piece=end, is_settled=True, is_efficient=ends.is_best_b)]
    return kept


def _is_efficient(search: BoxSearch, i: int, *, to_gap: bool) -> bool:
    """Whether a piece is checked to be on the frontier, but for the gap that was asked for, or without any."""
    piece, last, ends = search.pieces[i], len(search.pieces) - 1, search.ends
    if search.is_settled(piece, to_gap=to_gap) or (piece.is_point and _is_best_somehow(search, piece)):
        return True
    if piece.is_point and i in (0, last):
        return to_gap or (i == 0 and ends.is_best_a) or (i == last and ends.is_best_b)
    if not piece.is_point:
        return False
    before, after = search.pieces[i - 1], search.pieces[i + 1]
    if not before.is_point and not search.is_settled(before, to_gap=to_gap):
        return False
    if to_gap:
        return not search.is_open(before, piece) and not search.is_open(piece, after)
    return search.is_bare(before, piece) and search.is_bare(piece, after)


def _is_best_somehow(search: BoxSearch, piece: Piece) -> bool:
    """Whether a point has the least of a weighted sum, or the least u in a box and then the least v."""
    u, v = piece.from_u, piece.from_v
    return any(line.is_reached(u, v) for line in search.lines) or any(
        abs(u - best_u) <= SAME and abs(v - best_v) <= SAME for best_u, best_v in search.boxed
    )


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


def _point(
    search: BoxSearch,
    hull: Sequence[tuple[float, float]],
    piece: Piece,
    u: float,
    *,
    efficient: bool,
    is_complete: bool,
) -> IntegerPoint:
    v = piece.edge.at(u)
    solver, ends = search.solver, search.ends
    is_end = (u <= SAME and ends.is_best_a) or (v <= SAME and ends.is_best_b)
    reached = is_end or supported(hull, search.lines, u, v, is_complete=is_complete)
    bound = _bound(search, u)
    columns = _columns(piece, u)
    found = make_point(solver.model, solver.first, solver.second, columns, bound=bound, supported=reached)
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

    Up to the loosest level that a solution answers its step is checked, where that is known to be the best answer; from
    there to the next solution something may hide.

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
            steps.append(IntegerStep(from_u=point.u, to_u=until, v=point.v, checked=answer.is_best))
        if after.u > until:
            steps.append(IntegerStep(from_u=until, to_u=after.u, v=point.v, checked=False))
            gap = max(gap, min((after.u - until) / ranges[0], (point.v - after.v) / ranges[1]))
    return steps, gap
