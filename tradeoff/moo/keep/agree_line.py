"""Holds the parts of a line against each other: points, edges, rates, weights, rays and the outer bound.

Both objectives minimised, u and v, from the best u to the best v:

    corner    no point lies behind the straight line between its neighbours
    edge      n_u (u_b - u_a) = n_v (v_a - v_b),    rate = n_u / n_v
    weights   a point is best from weight_from to weight_to: its neighbours are no better at these weights
    outer     no point lies beyond it, and it lies beyond no edge by more than the gap

each but for the noise of both objectives (see `rows`); what is certified, in fractions, without any.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.keep.checks import NotThatError
from tradeoff.moo.keep.rows import Rows, require_rounded, require_unbeaten, require_weights
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Certificate, Facet, Kind, Ray

Indices = NDArray[np.intp]
_SAME = 1e-9
"""Share by which two numbers may differ that are worked out alike."""
_LEAST = 1e-6
"""Share of both ranges within which points are as good at a weight."""
_STEEP = 1e300
"""A rate beyond may be none in floats, and is not written then."""


def require_line(rows: Rows, edges: Sequence[Facet], rays: Sequence[Ray], certificate: Certificate) -> None:
    """That all parts of a line fit its points.

    Args:
        rows: The points.
        edges: What joins them.
        rays: The edges without an end.
        certificate: What vouches for them.

    Raises:
        NotThatError: One does not; its place is named.
    """
    ends = _rays_at_ends(rows, rays)
    _require_corners(rows, strict=not rays)
    _require_edges(rows, edges)
    _require_rates(rows, ends)
    if certificate.certified:
        _require_exact(rows, ends)
    if rays:
        _require_no_weights(rows)
    else:
        _require_weights(rows, certificate)
        _require_outer(rows, certificate)


def _rays_at_ends(rows: Rows, rays: Sequence[Ray]) -> tuple[Ray | None, Ray | None]:
    """The ray at either end, each seen to begin there and to go as its rate says."""
    ends: list[Ray | None] = [None, None]
    for place, ray in enumerate(rays):
        u, v = (rows.signs * ray.direction).tolist()
        better = 0 if u < 0 else 1
        if ends[better] is not None or ray.point != (0, len(rows.points) - 1)[better]:
            raise NotThatError(f"rays[{place}].point: {ray.point} is not the end that it betters")
        assert ray.rate is not None
        ahead, back = (u, v) if better == 0 else (v, u)
        wanted = ray.rate if better == 0 else 1 / ray.rate if ray.rate else np.inf
        if ahead != -1 or not _is_same(back, wanted):
            raise NotThatError(f"rays[{place}].rate: {ray.rate!r} is not that of its direction {list(ray.direction)}")
        ends[better] = ray
    return ends[0], ends[1]


def _require_corners(rows: Rows, *, strict: bool) -> None:
    """That points go from the best u to the best v, each a corner of the line."""
    values, noise = rows.values, rows.noise
    for place, (before, after) in enumerate(pairwise(values), start=1):
        if after[1] > before[1] + noise[1]:
            y = rows.points[place].y
            raise NotThatError(f"points[{place}].y: {y!r} is worse than that of the point before, as its x is")
    if strict:
        require_unbeaten(rows, ties=False)
    a, b, c = values[:-2], values[1:-1], values[2:]
    across = np.stack([a[:, 1] - c[:, 1], c[:, 0] - a[:, 0]], axis=1)
    behind = (across * (b - a)).sum(axis=1)
    if (wrong := behind > 2 * np.abs(across) @ noise).any():
        place = 1 + int(np.argmax(wrong))
        raise NotThatError(f"points[{place}] lies behind the straight line between its neighbours")


def _require_edges(rows: Rows, edges: Sequence[Facet]) -> None:
    """That an edge joins every two neighbours, and its normal stands upright on it."""
    if len(edges) != len(rows.points) - 1:
        raise NotThatError(f"edges has {len(edges)} entries where {len(rows.points) - 1} join the points")
    for place, edge in enumerate(edges):
        require_weights(place, edge)
        if edge.points != (place, place + 1):
            raise NotThatError(f"edges[{place}].points: {list(edge.points)} are not [{place}, {place + 1}]")
        of_u, of_v = edge.normal
        wide, high = _steps(rows, place)
        if abs(of_u * wide - of_v * high) > 2 * (of_u * rows.noise[0] + of_v * rows.noise[1]):
            raise NotThatError(f"edges[{place}].normal: {list(edge.normal)} is not that of its points")


def _require_rates(rows: Rows, ends: tuple[Ray | None, Ray | None]) -> None:
    """That the rates of a point are those of its edges, or of the ray that begins there."""
    points, last = rows.points, len(rows.points) - 1
    of_rays = [None if ray is None else ray.rate for ray in ends]
    for place, (point, side) in enumerate([(points[0], "rate_left"), (points[last], "rate_right")]):
        rate, wanted = getattr(point, side), of_rays[place]
        if (rate is None) != (wanted is None) or (wanted is not None and not _is_same(rate, wanted)):
            told = "no ray begins there" if wanted is None else f"that of its ray is {wanted!r}"
            raise NotThatError(f"points[{(0, last)[place]}].{side}: {rate!r}, and {told}")
    for place, (a, b) in enumerate(pairwise(points)):
        rate = a.rate_right
        if rate != b.rate_left:
            raise NotThatError(
                f"points[{place + 1}].rate_left: {b.rate_left!r} is not points[{place}].rate_right, {rate!r}"
            )
        wide, high = _steps(rows, place)
        if rate is None:
            if wide > 0 and high / wide < _STEEP:
                raise NotThatError(f"points[{place}].rate_right: there is none, and an edge")
        elif rate < 0 or abs(high - rate * wide) > 2 * (rows.noise[1] + rate * rows.noise[0]):
            raise NotThatError(f"points[{place}].rate_right: {rate!r} is not that of its edge, {high / wide!r}")
    _require_bent(rows, of_rays)


def _require_bent(rows: Rows, of_rays: Sequence[float | None]) -> None:
    """That the line bends the same way where it goes over into a ray."""
    start, end = of_rays
    last = len(rows.points) - 1
    if not last:
        if start is not None and end is not None and start < end * (1 - _SAME):
            raise NotThatError("rays: the frontier bends inwards between them")
        return
    for rate, edge, sign, ray in ((start, 0, 1, 0), (end, last - 1, -1, -1)):
        if rate is None:
            continue
        wide, high = _steps(rows, edge)
        if sign * (high - rate * wide) > 2 * (rows.noise[1] + rate * rows.noise[0]):
            raise NotThatError(f"rays[{ray % (2 - of_rays.count(None))}].rate: the frontier bends inwards there")


def _require_exact(rows: Rows, ends: tuple[Ray | None, Ray | None]) -> None:
    """That fractions are those of a line: its rates, one below the other, no noise allowed."""
    signs, points = [int(sign) for sign in rows.signs], rows.points
    rates: list[Fraction] = []
    for place, (a, b) in enumerate(pairwise(points)):
        (one_u, one_v), (u, v) = ([s * at for s, at in zip(signs, p.exact or (), strict=True)] for p in (a, b))
        if not (one_u < u and one_v > v):
            raise NotThatError(f"points[{place + 1}].exact does not give up x for y after the one before")
        rates.append((one_v - v) / (u - one_u))
    lefts = [None if ends[0] is None else points[0].exact_rate_left, *rates]
    rights = [*rates, None if ends[1] is None else points[-1].exact_rate_right]
    for place, (point, left, right) in enumerate(zip(points, lefts, rights, strict=True)):
        for side, wanted in (("rate_left", left), ("rate_right", right)):
            found, rounded = getattr(point, f"exact_{side}"), getattr(point, side)
            if found != wanted or (found is None and rounded is not None):
                raise NotThatError(f"points[{place}].exact_{side}: {found} is not the slope there, {wanted}")
            if found is not None and rounded is not None:
                require_rounded(f"points[{place}].{side}", rounded, f"points[{place}].exact_{side}", found)
        if left is not None and right is not None and left <= right:
            raise NotThatError(f"points[{place}].exact is no corner between its neighbours")


def _require_no_weights(rows: Rows) -> None:
    """That no weight is told where no range is known."""
    for place, point in enumerate(rows.points):
        if (point.weight_from, point.weight_to) != (None, None):
            raise NotThatError(f"points[{place}].weight_from: beside rays there are none, for ranges have no end")


def _require_weights(rows: Rows, certificate: Certificate) -> None:
    """That weights rise from 0 to 1, and a point is as good as its neighbours as long as it is said to be the best."""
    last, below = len(rows.points) - 1, 0.0
    for place, point in enumerate(rows.points):
        low, high = point.weight_from, point.weight_to
        if low is None or high is None:
            raise NotThatError(f"points[{place}].weight_from: it is missing, or weight_to")
        if not below <= low + _SAME or not low <= high + _SAME or high > 1 + _SAME:
            raise NotThatError(f"points[{place}].weight_from: {low!r} to {high!r} is none from {below!r} up to 1")
        below = high
        for is_end, name, value, wanted in (
            (place == 0, "weight_from", low, 0.0),
            (place == last, "weight_to", high, 1.0),
        ):
            if is_end and value != wanted:
                raise NotThatError(f"points[{place}].{name}: {value!r} is not {wanted!r}, as at this end")
    if not last:
        return
    if certificate.certified:
        # Where floats had to be mended by fractions, the shares to a gap are of ranges that floats did not know.
        if certificate.kind is Kind.EXACT:
            _require_exact_weights(rows)
        return
    is_exact = certificate.kind is Kind.EXACT and not certificate.outer
    ranges = np.abs(rows.values[-1] - rows.values[0])
    room = _LEAST + float((rows.noise / ranges).sum())
    for place, (a, b) in enumerate(pairwise(rows.points)):
        wide, high = np.array(_steps(rows, place)) / ranges
        for at, name, weight, sign in (
            (place, "weight_to", a.weight_to or 0.0, 1),
            (place + 1, "weight_from", b.weight_from or 0.0, -1),
        ):
            # By how much the one that is said to be the best is better there.
            better = sign * ((1 - weight) * wide - weight * high)
            if better < -room or (is_exact and better > room):
                raise NotThatError(f"points[{at}].{name}: {weight!r} is not that of its edge")


def _require_exact_weights(rows: Rows) -> None:
    """That the weights of two neighbours meet where both are as good, by their fractions."""
    exact = [point.exact or () for point in rows.points]
    wide, high = (abs(b - a) for a, b in zip(exact[0], exact[-1], strict=True))
    for place, (a, b) in enumerate(pairwise(exact)):
        run, fall = abs(b[0] - a[0]) / wide, abs(b[1] - a[1]) / high
        wanted = float(run / (run + fall))
        for at, name in ((place, "weight_to"), (place + 1, "weight_from")):
            if abs(getattr(rows.points[at], name) - wanted) > _SAME:
                raise NotThatError(
                    f"points[{at}].{name}: {getattr(rows.points[at], name)!r} is not that of its edge, {wanted!r}"
                )


def _require_outer(rows: Rows, certificate: Certificate) -> None:
    """That the outer bound joins the ends, with every point within and no edge farther from it than the gap."""
    if not certificate.outer:
        if certificate.max_gap > 0 and len(rows.points) > 1:
            raise NotThatError(f"certificate.outer is empty beside max_gap {certificate.max_gap!r}")
        return
    outer, values, noise = np.array(certificate.outer) * rows.signs, rows.values, rows.noise
    if (np.abs(outer[[0, -1]] - values[[0, -1]]) > noise).any():
        raise NotThatError("certificate.outer does not begin and end with the first and the last of the points")
    if (np.diff(outer[:, 0]) < -noise[0]).any() or (np.diff(outer[:, 1]) > noise[1]).any():
        raise NotThatError("certificate.outer does not go from the best x to the best y")
    segment = np.clip(np.searchsorted(outer[:, 0], values[:, 0], side="right") - 1, 0, len(outer) - 2)
    across, above = _above(outer, segment, values)
    if (wrong := above < -2 * across @ noise).any():
        raise NotThatError(f"points[{int(np.argmax(wrong))}] lies beyond certificate.outer")
    if len(values) < 2:
        return
    ranges = np.abs(values[-1] - values[0])
    beyond = np.full(len(outer), np.inf)
    for side in (-noise[0], 0.0, noise[0]):
        edge = np.clip(np.searchsorted(values[:, 0], outer[:, 0] + side, side="right") - 1, 0, len(values) - 2)
        across, above = _above(values, edge, outer)
        beyond = np.fmin(beyond, -above / (across @ ranges))
    if beyond.max() > certificate.max_gap + float((noise / ranges).sum()) + _SAME:
        raise NotThatError(
            f"certificate.outer[{int(beyond.argmax())}] lies {float(beyond.max()):.3g} of the ranges beyond the "
            f"points, and max_gap is {certificate.max_gap!r}"
        )


def _above(line: Floats, segment: Indices, places: Floats) -> tuple[Floats, Floats]:
    """The weights under which the ends of a segment each are as good, and by how much a place is worse than these."""
    a, b = line[segment], line[segment + 1]
    across = np.stack([a[:, 1] - b[:, 1], b[:, 0] - a[:, 0]], axis=1)
    return across, (across * (places - a)).sum(axis=1)


def _steps(rows: Rows, place: int) -> tuple[float, float]:
    """How much u is given up from a point to the next, and v gained."""
    wide, fall = (rows.values[place + 1] - rows.values[place]).tolist()
    return wide, -fall


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * abs(other)
