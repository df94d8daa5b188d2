"""Publishes points of three objectives over whole numbers as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from functools import partial

from tradeoff.errors import SolverError
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.model import Model
from tradeoff.moo.pieces import Certificate, Kind, Point, Shape, Solution
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.whole_levels import WholeLevels
from tradeoff.moo.whole_three.trace_points import WholePoint, WholePoints


def points_frontier(model: Model, found: WholePoints, *, exact: bool) -> Frontier:
    """The frontier of three objectives over whole numbers.

    Args:
        model: The programme.
        found: What the search found, minimised.
        exact: Whether every point was asked for.

    Raises:
        SolverError: Every point was asked for, and some may be too close to others to be told apart.
    """
    if exact and found.gap > 0 and not found.stopped:
        raise SolverError(
            f"points that are {found.gap:.1e} of the ranges apart are not told from each other, for the objectives' "
            "coefficients have no common step. Write them with fewer digits, or leave out exact"
        )
    return Frontier(
        objectives=model.objectives,
        senses=senses_of(model, model.objectives),
        certificate=Certificate(
            kind=Kind.EXACT if found.gap == 0 and not found.stopped else Kind.BOUNDED,
            max_gap=found.gap,
            solves=found.solves,
            method="quadrants, shrunk at every point (branch and cut)",
            solver="HiGHS",
            versions=solver_versions(),
            stopped=found.stopped,
        ),
        extreme_points=tuple(_point(model, point) for point in found.points),
        shape=Shape.POINTS,
        _programme=WholeLevels(model=model, names=model.objectives),
        _solve=partial(_solution, model, found),
    )


def _point(model: Model, found: WholePoint) -> Point:
    x, y, z = (model.published(name, value) for name, value in zip(model.objectives, found.values, strict=True))
    bound = model.published(model.objectives[2], found.bound)
    return Point(x=x, y=y, z=z, bound=bound, efficient=found.efficient)


def _solution(model: Model, found: WholePoints, position: int) -> Solution:
    """The values of the problem's variables at a point."""
    return Solution(values=model.by_name(found.points[position].x), is_only=None)
