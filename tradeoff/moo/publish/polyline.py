"""Publishes a polyline of two objectives as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from tradeoff.errors import SolverError
from tradeoff.moo.at_level import Levels
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.line import Line
from tradeoff.moo.biobjective.polyline import Polyline, Segment
from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.pieces import Certificate, Facet, Kind, Point, Solution
from tradeoff.moo.publish.senses import senses_of

RESOLVED = 1e-9
"""A frontier with less than this share of both ranges beyond it is called exact."""


_SHORT = 1e-5
"""Share of both ranges below which the difference of two points has fewer good digits than the weights between them."""


def polyline_frontier(line: Line, *, exact: bool, proof: Proof | None) -> Frontier:
    """The frontier of two objectives over a linear programme.

    Args:
        line: The polyline, and what gives its solutions.
        exact: Whether every breakpoint was asked for.
        proof: What is certified of it, if anything.

    Raises:
        SolverError: Every breakpoint was asked for and an edge could not be closed.
    """
    search, polyline = line.search, line.polyline
    model = search.solver.model

    certificate, points = make_certificate(search, polyline, exact=exact), read_points(search, polyline)
    if proof:
        points = with_fractions(points, proof.values(), [None, *proof.rates(), None])
        points = points if proof.polyline.gap else _with_exact_weights(points)
    normals = _exact_normals(proof) if proof else _normals(search, polyline)
    return Frontier(
        objectives=(search.first, search.second),
        senses=senses_of(model, (search.first, search.second)),
        certificate=certified(certificate, proof) if proof else certificate,
        extreme_points=points,
        edges=tuple(Facet(points=(i, i + 1), normal=normal) for i, normal in enumerate(normals)),
        line=line,
        _programme=Levels(model, (search.first, search.second)),
        _solve=partial(_solution, line),
        proof=proof,
    )


def _exact_normals(proof: Proof) -> Iterator[tuple[float, float]]:
    """What is normal to each certified edge: of two corners that are one in floats these do not tell it."""
    for rate in proof.rates():
        yield float(rate / (1 + rate)), float(1 / (1 + rate))


def _normals(search: Search, polyline: Polyline) -> Iterator[tuple[float, ...]]:
    """What is normal to each edge: by its two points, or by its weights where they agree in an objective."""
    scales = (search.solver.model.scale(name) for name in (search.first, search.second))
    units = [size * scale for size, scale in zip(search.ranges, scales, strict=True)]
    for segment in polyline.segments:
        a, b = segment.a, segment.b
        weights = segment.line_a if a.u == b.u or a.v == b.v else search.normal(a, b)
        yield _unit_sum(weights[0] / units[0], weights[1] / units[1])


def _solution(line: Line, position: int) -> Solution:
    """The values of the problem's variables at a point."""
    chosen = line.chosen(position)
    return Solution(values=line.search.solver.model.by_name(chosen.x), is_only=chosen.is_only)


def make_certificate(search: Search, polyline: Polyline, *, exact: bool) -> Certificate:
    """The certificate of a finished search, with its outer bound in the objectives' own units.

    Args:
        search: The search.
        polyline: What it found.
        exact: Whether every breakpoint was asked for.

    Raises:
        SolverError: Every breakpoint was asked for and an edge could not be checked.
    """
    kind = Kind.EXACT if polyline.gap <= RESOLVED else Kind.BOUNDED
    if exact and kind is Kind.BOUNDED and not polyline.stopped:
        raise SolverError(
            f"the frontier could not be certified: something may lie beyond it by {polyline.gap:.1e} of the ranges. "
            "Ask for a gap instead of the exact frontier, or write amounts in a larger unit."
        )
    return Certificate(
        kind=kind,
        max_gap=polyline.gap,
        solves=search.sums,
        method=str(polyline.found),
        solver="HiGHS",
        versions=solver_versions(),
        stopped=polyline.stopped,
        outer=_outer(search, polyline),
    )


def _outer(search: Search, polyline: Polyline) -> tuple[tuple[float, float], ...]:
    """The ends, and the local ideal point beyond each segment whose lines leave room."""
    if not polyline.gap:
        return ()
    corners = [(polyline.vertices[0].u, polyline.vertices[0].v)]
    for segment in polyline.segments:
        local_ideal = search.local_ideal(segment)
        corners += [local_ideal] if local_ideal else []
        corners.append((segment.b.u, segment.b.v))
    model = search.solver.model
    return tuple((model.published(search.first, u), model.published(search.second, v)) for u, v in corners)


def read_points(search: Search, polyline: Polyline) -> tuple[Point, ...]:
    """The points of a polyline from best x to best y; rates come from values without constants, to keep their
    digits.
    """
    model = search.solver.model
    unit = model.scale(search.second) / model.scale(search.first)
    rates = [_rate(search, segment) * unit for segment in polyline.segments]
    return tuple(
        Point(
            x=model.published(search.first, vertex.u),
            y=model.published(search.second, vertex.v),
            rate_left=left,
            rate_right=right,
            weight_from=weights[0],
            weight_to=weights[1],
        )
        for vertex, left, right, weights in zip(
            polyline.vertices, [None, *rates], [*rates, None], _weights(polyline), strict=True
        )
    )


def _rate(search: Search, segment: Segment) -> float:
    """The slope of a segment: from its two points, or where they nearly meet from the weights of the edge."""
    a, b, (range_u, range_v) = segment.a, segment.b, search.ranges
    if b.u == a.u or (segment.edge and b.u - a.u < _SHORT * range_u and a.v - b.v < _SHORT * range_v):
        return segment.line_a[0] / range_u / (segment.line_a[1] / range_v)
    return (a.v - b.v) / (b.u - a.u)


def _weights(polyline: Polyline) -> list[tuple[float, float]]:
    """From which weight of v to which every vertex is known to be the best."""
    lines = [0.0, *(side for segment in polyline.segments for side in (segment.line_a[1], segment.line_b[1])), 1.0]
    return list(zip(lines[::2], lines[1::2], strict=True))


def _with_exact_weights(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Points of a certified line with nothing beyond, from which weight to which each is the best by its fractions."""
    if len(points) < 2:
        return points
    (x, y), (to_x, to_y) = (point.exact or () for point in (points[0], points[-1]))
    unit = abs((to_y - y) / (to_x - x))
    # Along an edge 1 - w of x in shares weighs as much as w of y: its rate is (1 - w) / w of the ratio of the ranges.
    between = [float(unit / (unit + (point.exact_rate_right or 0))) for point in points[:-1]]
    return tuple(
        replace(point, weight_from=low, weight_to=high)
        for point, low, high in zip(points, [0.0, *between], [*between, 1.0], strict=True)
    )


def certified(certificate: Certificate, proof: Proof) -> Certificate:
    """A certificate that vouches for a proof in exact arithmetic."""
    kind = Kind.BOUNDED if proof.polyline.gap else Kind.EXACT
    return replace(certificate, kind=kind, max_gap=float(proof.polyline.gap), certified=True)


def with_fractions(
    points: Sequence[Point], values: Sequence[Sequence[Fraction]], rates: Sequence[Fraction | None]
) -> tuple[Point, ...]:
    """Points with their exact fractions beside, and floats that are these fractions rounded once.

    Args:
        points: The points as floats have them.
        values: Both objectives of each.
        rates: The rate before the first point, of every edge, and after the last; None where nothing goes on.
    """
    return tuple(
        replace(
            point,
            x=float(at[0]),
            y=float(at[1]),
            rate_left=None if left is None else float(left),
            rate_right=None if right is None else float(right),
            exact=(at[0], at[1]),
            exact_rate_left=left,
            exact_rate_right=right,
        )
        for point, at, left, right in zip(points, values, rates[:-1], rates[1:], strict=True)
    )


def _unit_sum(*weights: float) -> tuple[float, ...]:
    total = sum(weights)
    return tuple(weight / total for weight in weights)
