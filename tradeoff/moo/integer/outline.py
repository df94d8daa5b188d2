"""Turns a search over whole numbers, finished or stopped, into points, segments and steps with their bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tradeoff.moo.integer.box_search import CLOSED, BoxSearch
from tradeoff.moo.integer.envelope import SAME, Piece
from tradeoff.moo.integer.epsilon_constraint import Answer
from tradeoff.moo.integer.result import IntegerPoint, IntegerSegment, IntegerStep, make_point
from tradeoff.moo.lp.model import Floats

Outline = tuple[list[IntegerPoint], list[IntegerSegment], list[IntegerStep], float]
"""Points, segments, steps, and the share of both ranges by which something may still lie beyond them."""


def outline_search(search: BoxSearch) -> Outline:
    """What is settled of a search's pieces; where it was stopped, open places become steps that say so.

    Raises SolverError if a solution does not survive its check.
    """
    kept = _kept(search)
    points: list[IntegerPoint] = []
    segments, steps = [], []
    gap = search.gap
    last_u_v = (0.0, 0.0)
    for position, (i, piece) in enumerate(kept):
        a = _point(search, piece, piece.from_u)
        b = a if piece.is_point else _point(search, piece, piece.to_u)
        if position:
            before, left = kept[position - 1]
            width, height = piece.from_u - left.to_u, left.to_v - piece.from_v
            whole = left is search.pieces[before] and piece is search.pieces[i]
            checked = whole and i == before + 1 and is_settled(search, before)
            if width > SAME:
                steps.append(IntegerStep(from_u=last_u_v[0], to_u=a.u, v=last_u_v[1], checked=checked))
            if not checked:
                gap = max(gap, min(width, height))
        if not piece.open_from and not _same(search, points, a):
            points.append(a)
        if not piece.is_point:
            segments.append(IntegerSegment(a=a, b=b, open_a=piece.open_from, open_b=piece.open_to))
            if not piece.open_to:
                points.append(b)
        last_u_v = (b.u, b.v)
    return points, segments, steps, gap


def _kept(search: BoxSearch) -> list[tuple[int, Piece]]:
    """The pieces that are settled, with their places; of the two at the ends at least the ends."""
    kept = [(i, piece) for i, piece in enumerate(search.pieces) if _is_efficient(search, i)]
    first, last = search.pieces[0], search.pieces[-1]
    if not kept or kept[0][0] != 0:
        kept.insert(0, (0, replace(first, to_u=first.from_u)))
    if kept[-1][0] != len(search.pieces) - 1 or kept[-1][1].to_u < last.to_u:
        kept.append((len(search.pieces) - 1, replace(last, from_u=last.to_u, open_from=False)))
    return kept


def is_settled(search: BoxSearch, i: int) -> bool:
    """Whether nothing is hidden under the step after piece i."""
    piece, after = search.pieces[i], search.pieces[i + 1]
    narrow = after.from_u - piece.to_u <= search.step_u or piece.to_v <= search.step_v
    return narrow or search.is_empty(piece.to_u, after.from_u, piece.to_v)


def _is_efficient(search: BoxSearch, i: int) -> bool:
    """Whether a piece is checked to be on the frontier."""
    piece, last = search.pieces[i], len(search.pieces) - 1
    if search.is_settled(piece) or (piece.is_point and i in (0, last)):
        return True
    if not piece.is_point or i in (0, last):
        return False
    before = search.pieces[i - 1]
    return (before.is_point or search.is_settled(before)) and is_settled(search, i - 1) and is_settled(search, i)


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


def _point(search: BoxSearch, piece: Piece, u: float) -> IntegerPoint:
    v = piece.edge.at(u)
    solver = search.solver
    supported = any(line.everywhere and line.holds(u, v) for line in search.lines)
    supported = supported or (not search.ends.beyond and (u <= SAME or v <= SAME))
    bound = _bound(search, u)
    return make_point(solver.model, solver.first, solver.second, _columns(piece, u), bound=bound, supported=supported)


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
