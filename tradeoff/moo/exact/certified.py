"""Holds points and lines in exact fractions with what they prove of a frontier, and turns them back into floats.

Both objectives are minimised: u, then v. Weights of the two add to 1, so that one number, the *share* of v, tells them.

    points   each is attained by a feasible basis, to the last digit
    lines    (1 - share) u + share v >= its value at a point, for all solutions, by prices of the right signs
    gap      the lines through two neighbours meet in the tip O of a triangle that holds all that is unknown there; the
             gap of the segment is the t with O + t (R_u, R_v) on it, R the ranges between the ends (see
             `dichotomic.py`)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Polyline, Segment, Vertex
from tradeoff.moo.biobjective.polyline import Weights as RangeWeights
from tradeoff.moo.lp.stopping import Stopped

_WIDE = 1e-6
"""A window of weights wider than this singles its point out by the weight in its middle."""


@dataclass(frozen=True, kw_only=True)
class CertifiedPoint:
    """A point that a feasible basis attains exactly."""

    u: Fraction
    v: Fraction
    statuses: str
    """The basis, a letter for each column, then for each row (see `basis.py`)."""
    window: tuple[Fraction, Fraction]
    """The shares of v for which this basis proves the point to be the best."""
    stages: tuple[RangeWeights, ...]
    """Weighted sums, of shares of the ranges, that single it out for the solver; none where floats had missed it."""

    def height(self, share: Fraction) -> Fraction:
        """The weighted sum at the point."""
        return (1 - share) * self.u + share * self.v


@dataclass(frozen=True, kw_only=True)
class CertifiedLine:
    """A line that no solution is below, through a point."""

    share: Fraction
    point: int
    height: Fraction
    """The weighted sum on the line."""
    statuses: str
    """The basis whose prices prove it."""


@dataclass(frozen=True, kw_only=True)
class CertifiedPolyline:
    """A frontier of two objectives, certified: its points from best u to best v, the lines, and what may lie beyond."""

    points: tuple[CertifiedPoint, ...]
    lines: tuple[CertifiedLine, ...]
    """By rising share: the first has share 0, the last 1."""
    gap: Fraction
    """Share of both ranges by which a solution could still better the polyline; 0 if it is the whole frontier."""
    stopped: Stopped = Stopped.NO
    """Why certifying ended early, if it did."""

    @property
    def rates(self) -> tuple[Fraction, ...]:
        """The slope of every edge: v gained for each unit of u given up, as they are minimised."""
        return tuple((a.v - b.v) / (b.u - a.u) for a, b in pairwise(self.points))


def normal_share(a: CertifiedPoint, b: CertifiedPoint) -> Fraction:
    """The share under which two points are equally good."""
    wide, high = b.u - a.u, a.v - b.v
    return wide / (wide + high)


def triangle_gap(
    a: CertifiedPoint, b: CertifiedPoint, share_a: Fraction, share_b: Fraction, ranges: tuple[Fraction, Fraction]
) -> Fraction:
    """The gap of the segment from a to b, given a line through each.

    Args:
        a: The end with the better u.
        b: The end with the better v.
        share_a: The share of v in the weights of the line through a.
        share_b: That of the line through b.
        ranges: Of u and v, between the ends of the frontier.
    """
    alpha_a, alpha_b = 1 - share_a, 1 - share_b
    turn = alpha_a * share_b - alpha_b * share_a
    if turn <= 0:
        return Fraction(0)
    wide, high = b.u - a.u, a.v - b.v
    # Coordinates from the corner (u of a, v of b).
    tip_u = share_a * (high * share_b - alpha_b * wide) / turn
    tip_v = alpha_b * (alpha_a * wide - high * share_a) / turn
    return (wide * high - high * tip_u - wide * tip_v) / (high * ranges[0] + wide * ranges[1])


def rebuild(search: Search, polyline: Polyline, certified: CertifiedPolyline) -> Polyline:
    """The polyline of the certified points in floats, for whoever draws it or asks for its solutions.

    Args:
        search: The search that knows the ranges in floats.
        polyline: What floats had found, for how and whether it was stopped.
        certified: Points and lines in fractions.
    """
    points = certified.points
    normals = [normal_share(a, b) for a, b in pairwise(points)]
    through: dict[int, list[Fraction]] = defaultdict(list)
    for line in certified.lines:
        through[line.point].append(line.share)
    vertices = []
    for point, window in zip(points, pairwise([Fraction(0), *normals, Fraction(1)]), strict=True):
        low, high = (_in_shares(search, share) for share in (point.window if certified.gap else window))
        vertices.append(Vertex(u=float(point.u), v=float(point.v), stages=point.stages or _stages(low, high)))
    ranges = points[-1].u - points[0].u, points[0].v - points[-1].v
    segments = []
    for i, normal in enumerate(normals):
        share_a, share_b = (max(through[i]), min(through[i + 1])) if certified.gap else (normal, normal)
        gap = triangle_gap(points[i], points[i + 1], share_a, share_b, ranges)
        lines = [(1 - weight, weight) for weight in (_in_shares(search, share_a), _in_shares(search, share_b))]
        segment = Segment(
            a=vertices[i], b=vertices[i + 1], line_a=lines[0], line_b=lines[1], gap=float(gap), edge=gap == 0
        )
        segments.append(segment)
    stopped = polyline.stopped or certified.stopped
    return Polyline(
        vertices=vertices, gap=float(certified.gap), segments=segments, stopped=stopped, found=polyline.found
    )


def _in_shares(search: Search, share: Fraction) -> float:
    """A share of v between the objectives as they are, as one between objectives in shares of their ranges."""
    range_u, range_v = search.ranges
    u, v = float(1 - share) * range_u, float(share) * range_v
    return v / (u + v)


def _stages(low: float, high: float) -> tuple[RangeWeights, ...]:
    """Weighted sums whose optima in turn are the point alone that is best between two weights."""
    if high - low > _WIDE:
        middle = (low + high) / 2
        return ((1 - middle, middle),)
    return ((1 - low, low), (0.0, 1.0))
