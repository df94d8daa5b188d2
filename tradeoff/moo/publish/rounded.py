"""Rounds the figures of a frontier to as many digits as its reader is to see."""

from __future__ import annotations

from dataclasses import replace

from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Point, Step


def rounded(frontier: Frontier, digits: int) -> Frontier:
    """The same frontier, its floats to so many significant digits and without a minus zero; fractions stay whole."""

    def to(value: float) -> float:
        return float(f"{value:.{digits}g}") + 0.0

    def or_none(value: float | None) -> float | None:
        return None if value is None else to(value)

    def point(found: Point) -> Point:
        return replace(
            found,
            x=to(found.x),
            y=to(found.y),
            z=or_none(found.z),
            w=or_none(found.w),
            rate_left=or_none(found.rate_left),
            rate_right=or_none(found.rate_right),
            bound=or_none(found.bound),
        )

    def step(found: Step) -> Step:
        best, best_at_end = to(found.best), to(found.best_at_end)
        return replace(found, start=to(found.start), end=to(found.end), best=best, best_at_end=best_at_end)

    outer = tuple((to(x), to(y)) for x, y in frontier.certificate.outer)
    return replace(
        frontier,
        certificate=replace(frontier.certificate, outer=outer),
        extreme_points=tuple(point(found) for found in frontier.extreme_points),
        stretches=tuple(step(found) for found in frontier.stretches),
    )
