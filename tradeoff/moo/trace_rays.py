"""Traces two objectives of which one has no bound, but weighted sums have: extreme points, and a ray at an end.

Weights with a bounded sum form a closed interval. The sums at its two ends are two objectives that both have a bound,
and the frontier between them has the extreme points that are sought.
"""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import numpy as np

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.at_level import Levels
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactProgramme
from tradeoff.moo.exact.rays_proof import EndWeights, rays_proof
from tradeoff.moo.exact.recessions import Ways, recessions
from tradeoff.moo.exact.sums import summed, with_objectives
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.model import Model
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress, require_end
from tradeoff.moo.pieces import Facet, Point, Ray
from tradeoff.moo.publish.polyline import with_fractions
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.trace_line import trace_line

CUT_OFF = (
    "the time limit ended the search, and a frontier with a ray is given whole or not at all; allow more time, or "
    "bound the objectives by constraints"
)
"""What is said after a time limit."""


def trace_rays(
    model: Model,
    programme: ExactProgramme,
    *,
    certify: bool,
    method: str | None,
    until: float | None,
    progress: Progress | None,
) -> Frontier:
    """The frontier of two objectives, one or both without a bound: every extreme point, and the rays at its ends.

    Args:
        model: The programme, without whole numbers.
        programme: The same in fractions, with the two objectives in their order.
        certify: Certify points, edges and rays in exact arithmetic, or raise.
        method: As for `trace`; None for the one that was measured to be the sooner.
        until: When the time limit is over, as `time.monotonic` counts; None for no limit.
        progress: As for `trace`; None for none.

    Raises:
        UnboundedError: No weighted sum has a bound, or the frontier is a line without an extreme point.
        CutOffError, KeyboardInterrupt: The search ended before every extreme point was found.
        SolverError: The solver gave up or called unbounded what has a bound.
    """
    ways = recessions(model, programme, until=until)
    if ways == (None, None):
        raise SolverError("HiGHS called an objective unbounded on which no way betters without end")
    weights = _end_weights(ways)
    sums = summed(programme, weights)
    first, second = names = sums.objectives[0].name, sums.objectives[1].name
    solver = Solver(with_objectives(model, sums), wide=certify)
    solver.stop_after(None if until is None else until - time.monotonic())
    try:
        found = trace_line(
            solver,
            first,
            second,
            ties=[id_ranks(model.columns)],
            fractions=lambda: ExactOracle(solver, sums),
            gap=None,
            certify=certify,
            method=method,
            progress=progress,
        )
    except UnboundedError:
        raise SolverError(
            f"HiGHS calls a weighted sum of {first!r} and {second!r} unbounded that has a bound in exact fractions. "
            "Limits and objectives are too nearly parallel for it; bound the objectives by constraints."
        ) from None
    require_end(found.certificate.stopped, CUT_OFF)
    edges = tuple(replace(edge, normal=_unsummed(edge, weights)) for edge in found.edges)
    points, proof = _points(model, names, found, edges, ways), None
    if isinstance(found.proof, Proof):
        proof = rays_proof(programme, found.proof, weights, ways)
        points = with_fractions(points, proof.values(), proof.rates())
    return replace(
        found,
        senses=senses_of(model, names),
        extreme_points=points,
        edges=edges,
        certificate=replace(found.certificate, outer=()),
        line=None,
        proof=proof,
        rays=_rays(model, names, ways, len(found.extreme_points) - 1),
        _programme=Levels(model, names),
    )


def _end_weights(ways: Ways) -> EndWeights:
    """Those that make the cheapest way without end cost nothing; where there is none, the objective alone."""
    start, end = ways
    none, whole = Fraction(0), Fraction(1)
    return (
        (whole, none) if start is None else (start.cost, whole),
        (none, whole) if end is None else (whole, end.cost),
    )


def _unsummed(edge: Facet, weights: EndWeights) -> tuple[float, float]:
    """The normal of an edge between the sums, as it weighs the objectives."""
    (start_one, start_other), (end_one, end_other) = weights
    start, end = edge.normal
    one = start * float(start_one) + end * float(end_one)
    other = start * float(start_other) + end * float(end_other)
    return one / (one + other), other / (one + other)


def _points(
    model: Model, names: tuple[str, str], found: Frontier, edges: tuple[Facet, ...], ways: Ways
) -> tuple[Point, ...]:
    """The extreme points in both objectives, with the rates of edges and rays."""
    start, end = ways
    rates = [edge.normal[0] / edge.normal[1] for edge in edges]
    lefts = [None if start is None else float(start.cost), *rates]
    rights = [*rates, None if end is None else float(1 / end.cost)]
    points = []
    for position, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        solution = found.solution(position)
        x, y = (model.value(name, np.array([solution[column] for column in model.columns])) for name in names)
        points.append(Point(x=x, y=y, rate_left=left, rate_right=right))
    return tuple(points)


def _rays(model: Model, names: tuple[str, str], ways: Ways, last: int) -> tuple[Ray, ...]:
    """The rays in their user's senses."""
    x, y = (model.signs[model.objectives.index(name)] for name in names)
    start, end = ways
    rays = []
    if start is not None:
        along = np.array([float(value) for value in start.columns])
        direction, rate = (-x, y * float(start.cost)), float(start.cost)
        rays.append(Ray(point=0, direction=direction, variables=model.by_name(along), rate=rate))
    if end is not None:
        along = np.array([float(value) for value in end.columns])
        direction, rate = (x * float(end.cost), -y), float(1 / end.cost)
        rays.append(Ray(point=last, direction=direction, variables=model.by_name(along), rate=rate))
    return tuple(rays)
