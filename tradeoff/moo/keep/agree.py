"""Holds the parts of a frontier that was read against each other: what no frontier says of itself is refused.

A file alone tells more than the form of its parts: a rate is what its two points give, who is exact leaves no gap, who
is certified has fractions. What belongs to one shape stands in `agree_line`, `agree_surface` and `agree_whole`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from tradeoff.moo.arguments import TAKEN, require_name
from tradeoff.moo.keep.agree_line import require_line
from tradeoff.moo.keep.agree_surface import require_surface
from tradeoff.moo.keep.agree_whole import require_steps, require_whole_points
from tradeoff.moo.keep.checks import NotThatError
from tradeoff.moo.keep.rows import RESOLVED, Rows, require_rounded
from tradeoff.moo.pieces import Certificate, Kind, Point, Shape

_TOLD = {
    Shape.LINE: {"rate_left", "rate_right", "weight_from", "weight_to", "exact", "exact_rate_left", "exact_rate_right"},
    Shape.SURFACE: {"exact"},
    Shape.STEPS: {"bound", "supported", "efficient"},
    Shape.POINTS: {"bound", "efficient"},
}
"""What is told of a point beside its values, by shape."""
_ALWAYS = {"x", "y", "z", "w"}
_SOLVED = 1e-6
"""Share of a value by which what a solve came to may differ from the fraction that it stands for."""


def require_agreement(parts: Mapping[str, Any], variables: Collection[str]) -> None:
    """That the parts of a frontier say one thing.

    Args:
        parts: As `Frontier` takes them, each seen to be what belongs there.
        variables: The names of the problem's variables, as solutions have them.

    Raises:
        NotThatError: Two of them contradict each other; the place is named.
    """
    shape, points, certificate = parts["shape"], parts["extreme_points"], parts["certificate"]
    for place, name in enumerate(parts["objectives"]):
        if name in TAKEN:
            raise NotThatError(f"objectives[{place}]: {name!r} is a column of the points")
        try:
            require_name(name)
        except ValueError as wrong:
            raise NotThatError(f"objectives[{place}]: {wrong}") from None
    for name, of, belongs in (
        ("edges", parts["edges"], shape in (Shape.LINE, Shape.SURFACE)),
        ("steps", parts["stretches"], shape is Shape.STEPS),
        ("certificate.outer", certificate.outer, shape is Shape.LINE and not parts["rays"]),
    ):
        if of and not belongs:
            raise NotThatError(f"{name}: a frontier of shape {str(shape)!r} has none")
    _require_told(points, shape)
    _require_certificate(certificate, shape, points)
    # Numbers up to 1e308 are numbers too; what they come to is compared all the same.
    with np.errstate(all="ignore"):
        rows = Rows.of(points, parts["senses"])
        if shape is Shape.LINE:
            require_line(rows, parts["edges"], parts["rays"], certificate)
        elif shape is Shape.SURFACE:
            require_surface(rows, parts["edges"], parts["rays"])
        elif shape is Shape.STEPS:
            require_steps(rows, parts["stretches"], certificate, variables)
        else:
            require_whole_points(rows, certificate)


def _require_certificate(certificate: Certificate, shape: Shape, points: Sequence[Point]) -> None:
    """That kind, gap and fractions fit each other.

    Args:
        certificate: What vouches for the frontier.
        shape: What it is made of.
        points: Its points.

    Raises:
        NotThatError: They do not; the place is named.
    """
    gap, is_exact = certificate.max_gap, certificate.kind is Kind.EXACT
    whole = shape in (Shape.STEPS, Shape.POINTS)
    if is_exact and (gap > (0 if whole else RESOLVED) or (whole and certificate.stopped)):
        ended = f", stopped by {str(certificate.stopped)!r}" if certificate.stopped else ""
        raise NotThatError(f"certificate.kind is 'exact' beside max_gap {gap!r}{ended}")
    if not is_exact and not whole and gap <= (0 if certificate.certified else RESOLVED):
        raise NotThatError(f"certificate.kind is 'bounded' beside max_gap {gap!r}, which is none")
    if shape is not Shape.POINTS and gap > 1 + RESOLVED:
        raise NotThatError(f"certificate.max_gap: {gap!r} is more than all of the ranges")
    if certificate.certified and (whole or any(len(point.values) > 3 for point in points)):
        raise NotThatError("certificate.certified is true, and nothing of this shape is certified in fractions")
    for place, point in enumerate(points):
        if certificate.certified and point.exact is None:
            raise NotThatError(f"certificate.certified is true, and points[{place}].exact has no fractions")
        if not certificate.certified and (point.exact, point.exact_rate_left, point.exact_rate_right) != (None,) * 3:
            raise NotThatError(f"points[{place}].exact has fractions, and certificate.certified is false")


def _require_told(points: Sequence[Point], shape: Shape) -> None:
    """That of no point is told what only points of another shape have, and that its fractions are its values.

    Args:
        points: What was read.
        shape: What it is made of.

    Raises:
        NotThatError: Something else is told; the place is named.
    """
    foreign = [one.name for one in fields(Point) if one.name not in _TOLD[shape] | _ALWAYS]
    for place, point in enumerate(points):
        if point.w is not None and point.z is None:
            raise NotThatError(f"points[{place}].w stands there without z")
        for name in foreign:
            if getattr(point, name) is not None:
                raise NotThatError(f"points[{place}].{name}: a frontier of shape {str(shape)!r} has none")
        for name, value, exact in zip("xyz", point.values, point.exact or (), strict=False):
            # On a surface they stand beside what a solve came to.
            room = _SOLVED if shape is Shape.SURFACE else 0.0
            require_rounded(f"points[{place}].{name}", value, f"points[{place}].exact", exact, room * (1 + abs(value)))
