"""Publishes a frontier over whole numbers as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer.result import IntegerFrontier, IntegerSegment
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.model import Model
from tradeoff.moo.pieces import Certificate, Kind, Point, Shape, Solution, Step
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.whole_levels import WholeLevels


def staircase_frontier(model: Model, found: IntegerFrontier) -> Frontier:
    """The frontier of two objectives over whole numbers."""
    first, second = model.objectives[:2]
    points = tuple(
        Point(
            x=model.published(first, point.u),
            y=model.published(second, point.v),
            bound=model.published(second, point.bound),
            supported=point.supported,
            efficient=point.efficient,
        )
        for point in found.points
    )
    stretches = [
        (step.from_u, _stretch(model, (step.from_u, step.v), (step.to_u, step.v), checked=step.checked))
        for step in found.steps
    ]
    for segment in found.segments:
        stretch = _stretch(model, (segment.a.u, segment.a.v), (segment.b.u, segment.b.v), checked=segment.checked)
        stretches.append((segment.a.u, replace(stretch, mixture=partial(_mixture, model, segment))))
    return Frontier(
        objectives=(first, second),
        senses=senses_of(model, (first, second)),
        certificate=Certificate(
            kind=Kind.EXACT if found.gap == 0 and not found.stopped else Kind.BOUNDED,
            max_gap=found.gap,
            solves=found.solves,
            method=found.method,
            solver="HiGHS",
            versions=solver_versions(),
            stopped=found.stopped,
        ),
        extreme_points=points,
        shape=Shape.STEPS,
        stretches=tuple(step for _, step in sorted(stretches, key=lambda pair: pair[0])),
        _programme=WholeLevels(model=model, names=(first, second)),
        _solve=partial(_solution, model, found),
    )


def _solution(model: Model, found: IntegerFrontier, position: int) -> Solution:
    """The values of the problem's variables at a point."""
    return Solution(values=model.by_name(found.points[position].x), is_only=None)


def _mixture(model: Model, segment: IntegerSegment, share: float) -> dict[str, float]:
    """The values of the problem's variables at a share of the way along a segment."""
    a, b = segment.a.x, segment.b.x
    return model.by_name(a + share * (b - a) if share < 1 else b)


def _stretch(model: Model, a: tuple[float, float], b: tuple[float, float], *, checked: bool) -> Step:
    """What lies between two places, each given as both objectives minimised."""
    first, second = model.objectives[:2]
    return Step(
        start=model.published(first, a[0]),
        end=model.published(first, b[0]),
        best=model.published(second, a[1]),
        best_at_end=model.published(second, b[1]),
        checked=checked,
    )
