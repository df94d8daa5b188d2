"""Traces two objectives of which one has no bound, but weighted sums have: extreme points, and a ray at an end.

Weights with a bounded sum form a closed interval. The sums at its two ends are two objectives that both have a bound,
and the frontier between them has the extreme points that are sought.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.at_level import Levels
from tradeoff.moo.biobjective.rays import Recession, recessions
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.model import Model
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.pieces import Facet, Point, Ray
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.trace_line import trace_line


def trace_rays(
    model: Model, first: str, second: str, *, time_limit: float | None, progress: Progress | None
) -> Frontier:
    """The frontier of two objectives, one or both without a bound: every extreme point, and the rays at its ends.

    Args:
        model: The programme, without whole numbers.
        first: The objective x.
        second: The objective y.
        time_limit: In seconds; None for none.
        progress: As for `trace`; None for none.

    Raises:
        UnboundedError: No weighted sum has a bound, or the frontier is a line without an extreme point.
        SolverError: The solver gave up, or the time was over before every extreme point was found.
    """
    ways = recessions(model, first, second)
    start, end = ways
    weights = np.array(
        [[1.0, 0.0] if start is None else [start.cost, 1.0], [0.0, 1.0] if end is None else [1.0, end.cost]]
    )
    costs = weights @ np.array([model.cost(first), model.cost(second)])
    sums = replace(
        model, objectives=(first, second), costs=tuple(costs), signs=(1.0, 1.0), constants=(0.0, 0.0), scales=()
    )
    solver = Solver(sums)
    solver.stop_after(time_limit)
    ties = [id_ranks(model.columns)]
    found = trace_line(solver, first, second, ties=ties, fractions=_no_fractions, gap=None, progress=progress)
    if found.certificate.stopped:
        raise SolverError(
            "the time limit ended the search; of a frontier with a ray nothing is given before it is whole. Give it "
            "more time, or bound the objectives by constraints."
        )
    points, rates = _points(model, (first, second), found, ways)
    return replace(
        found,
        senses=senses_of(model, (first, second)),
        extreme_points=points,
        edges=tuple(
            Facet(points=(i, i + 1), normal=(rate / (1 + rate), 1 / (1 + rate))) for i, rate in enumerate(rates)
        ),
        certificate=replace(found.certificate, outer=(), certified=False),
        line=None,
        proof=None,
        rays=_rays(model, (first, second), ways, len(points)),
        _programme=Levels(model, (first, second)),
    )


def _points(
    model: Model, names: tuple[str, str], found: Frontier, ways: tuple[Recession | None, Recession | None]
) -> tuple[tuple[Point, ...], list[float]]:
    """The extreme points in both objectives, and the rates of the edges between them."""
    columns = [np.array([found.solution(i)[name] for name in model.columns]) for i in range(len(found.extreme_points))]
    values = [tuple(model.value(name, x) for name in names) for x in columns]
    rates = [abs((b[1] - a[1]) / (b[0] - a[0])) for a, b in zip(values, values[1:], strict=False)]
    start, end = ways
    lefts = [None if start is None else start.cost, *rates]
    rights = [*rates, None if end is None else 1 / end.cost]
    points = tuple(
        Point(x=x, y=y, rate_left=left, rate_right=right)
        for (x, y), left, right in zip(values, lefts, rights, strict=True)
    )
    return points, rates


def _rays(
    model: Model, names: tuple[str, str], ways: tuple[Recession | None, Recession | None], points: int
) -> tuple[Ray, ...]:
    """The rays in their user's senses."""
    signs = np.array([model.signs[model.objectives.index(name)] for name in names])
    start, end = ways
    rays = []
    if start is not None:
        x, y = (signs * [-1.0, start.cost]).tolist()
        rays.append(Ray(point=0, direction=(x, y), variables=model.by_name(start.columns), rate=start.cost))
    if end is not None:
        x, y = (signs * [end.cost, -1.0]).tolist()
        rays.append(Ray(point=points - 1, direction=(x, y), variables=model.by_name(end.columns), rate=1 / end.cost))
    return tuple(rays)


def _no_fractions() -> NoReturn:
    raise SolverError(
        "the extreme points of a frontier with a ray could not be checked in floats, and are not certified in "
        "fractions. Bound the objectives by constraints."
    )
