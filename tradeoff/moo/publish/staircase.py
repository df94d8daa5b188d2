"""Publishes a frontier over whole numbers as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from functools import partial

from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.model import Model
from tradeoff.moo.pieces import Certificate, Kind, Point, Shape, Solution, Step
from tradeoff.moo.publish.senses import senses_of


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
        (step.from_u, Step(**_ends(model, step.from_u, step.to_u, step.v, step.v), checked=step.checked))
        for step in found.steps
    ]
    stretches += [
        (segment.a.u, Step(**_ends(model, segment.a.u, segment.b.u, segment.a.v, segment.b.v), checked=True))
        for segment in found.segments
    ]
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
        _solve=partial(_solution, model, found),
    )


def _solution(model: Model, found: IntegerFrontier, position: int) -> Solution:
    """The values of the problem's variables at a point."""
    return Solution(values=model.by_name(found.points[position].x), is_only=None)


def _ends(model: Model, from_u: float, to_u: float, from_v: float, to_v: float) -> dict[str, float]:
    first, second = model.objectives[:2]
    return {
        "start": model.published(first, from_u),
        "end": model.published(first, to_u),
        "best": model.published(second, from_v),
        "best_at_end": model.published(second, to_v),
    }
