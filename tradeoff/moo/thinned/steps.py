"""Thins a frontier over whole numbers of two objectives: the ends stay, and of all choices that which loses the least.

    loss(i, j) = max over what is drawn between the points i and j of min(u_j - u, v_i - v), in shares of both ranges
    gap        = the gap there was + max of the losses over neighbours that are kept

In words: between two points that are kept, and were no neighbours, one gets what the first has until one gives up as
much as the second takes. A solution at (u, v) betters that by min(u_j - u, v_i - v) of both ranges at once; of a
straight segment the place counts that betters it the most. Neighbours that are kept keep what was drawn between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from tradeoff.moo import measures
from tradeoff.moo.ends_known import may_miss_ends
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Point, Step
from tradeoff.moo.thinned.fewest import least_gap
from tradeoff.moo.thinned.parts import kept_parts

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier


def thinned_steps(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of steps that are thinned.

    Args:
        frontier: Two objectives over whole numbers, with more points.
        max_points: How many may stay, 2 or more.

    Raises:
        ValueError: The points were found at chosen levels.
    """
    points = frontier.extreme_points
    if may_miss_ends(frontier.certificate, points):
        raise ValueError(
            "points were found at chosen levels, and the ends, between which a gap has its ranges, may not be among "
            "them. Ask for fewer levels, or trace it whole"
        )
    signs = measures.signs_of(frontier.senses)
    rows = measures.as_rows([point.values for point in points]) * signs
    wide, best = abs(rows[-1] - rows[0]), rows.min(axis=0)
    begins, ends = (
        (measures.as_rows(at) * signs - best) / wide
        for at in (
            [(step.start, step.best) for step in frontier.stretches],
            [(step.end, step.best_at_end) for step in frontier.stretches],
        )
    )
    shares = (rows - best) / wide
    # A stretch lies between the two points that its middle lies between.
    after = np.searchsorted(shares[:, 0], (begins[:, 0] + ends[:, 0]) / 2) - 1
    sloping = np.array([not step.is_level for step in frontier.stretches], dtype=bool)
    loss = _Loss(shares, (begins[sloping], ends[sloping], after[sloping]))
    kept, lost = least_gap(len(points) - 1, loss.between, max_points)
    between = dict[int, list[Step]]()
    for step, place in zip(frontier.stretches, after.tolist(), strict=True):
        between.setdefault(place, []).append(step)
    return kept_parts(frontier, kept, frontier.certificate.max_gap + lost) | {
        "stretches": tuple(
            step for a, b in pairwise(kept) for step in (between.get(a, []) if b == a + 1 else [_merged(points, a, b)])
        )
    }


class _Loss:
    """By how much what is drawn betters steps that skip it, both objectives minimised, in shares of their ranges."""

    def __init__(self, points: Floats, segments: tuple[Floats, Floats, Sequence[int]]) -> None:
        """Keep the points, and of each straight segment where it begins and ends, and the point before it."""
        begins, ends, after = segments
        self._points = points
        # A point is a segment without a length; it lies behind what is drawn before it.
        places = np.concatenate([np.arange(len(points)), np.asarray(after) + 0.5])
        order = np.argsort(places, kind="stable")
        self._places = places[order]
        self._begins = np.concatenate([points, begins])[order]
        self._moves = np.concatenate([np.zeros_like(points), ends - begins])[order]

    def between(self, a: int, b: int) -> float:
        """By how much of both ranges at once something between two points betters the step from one to the other."""
        if b == a + 1:
            return 0.0
        from_place, to_place = np.searchsorted(self._places, (a, b), side="right").tolist()
        begins, moves = self._begins[from_place:to_place], self._moves[from_place:to_place]
        corner = np.array([self._points[b, 0], self._points[a, 1]])
        # The shorter way to the corner's two sides is longest where both are as long.
        turn = moves[:, 0] - moves[:, 1]
        ahead = corner[0] - corner[1] - (begins[:, 0] - begins[:, 1])
        share = np.clip(np.divide(ahead, turn, out=np.zeros_like(turn), where=turn > 0), 0.0, 1.0)
        short = (corner - begins - share[:, None] * moves).min(axis=1)
        return max(float(short.max(initial=0.0)), 0.0)


def _merged(points: Sequence[Point], a: int, b: int) -> Step:
    """The step from one point to another where something better is known between them."""
    return Step(start=points[a].x, end=points[b].x, best=points[a].y, best_at_end=points[a].y, checked=False)
