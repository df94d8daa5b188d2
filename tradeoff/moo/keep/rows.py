"""Holds the points of a frontier that was read as numbers, all minimised, with what rounding may do to them.

    noise = 1e-7 of an objective's range + 1e-9 of its largest value, or of 1

In words: what two numbers may differ by that a solver worked out, and that were written with twelve digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tradeoff.moo.keep.checks import NotThatError, shown
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.measures import signs_of
from tradeoff.moo.pieces import Facet, Point

RESOLVED = 1e-9
"""Share of the ranges that may lie beyond what is called exact, where no whole numbers are."""
_OF_RANGE, _OF_VALUE = 1e-7, 1e-9
_LARGEST = 1e308
_ROUNDED = Fraction(1, 10**11)
"""Share of a fraction by which a float beside it may differ: twelve digits are written at the least."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The points of a frontier, every objective minimised, and what they may differ by through rounding alone."""

    points: Sequence[Point]
    signs: Floats
    values: Floats
    """A row a point."""
    noise: Floats
    """An entry an objective, in its unit."""

    @classmethod
    def of(cls, points: Sequence[Point], senses: Sequence[str]) -> Rows:
        """Those of points that are known to have a value for each sense."""
        signs = signs_of(senses)
        values = np.array([point.values for point in points]) * signs
        noise = _OF_RANGE * np.ptp(values, axis=0) + _OF_VALUE * (1 + np.abs(values).max(axis=0))
        return cls(points=points, signs=signs, values=values, noise=noise)


def require_rounded(place: str, value: float, beside: str, exact: Fraction, room: float = 0.0) -> None:
    """That a float is a fraction, rounded.

    Args:
        place: Where the float stands.
        value: The float.
        beside: Where the fraction stands.
        exact: The fraction.
        room: What they may differ by besides.

    Raises:
        NotThatError: It is another number.
    """
    if abs(Fraction(value) - exact) > _ROUNDED * abs(exact) + Fraction(min(room, _LARGEST)):
        raise NotThatError(f"{place}: {value!r} is not the fraction {shown(str(exact))} of {beside}")


def require_weights(place: int, facet: Facet) -> None:
    """That a normal has no entry below 0, and unit sum.

    Args:
        place: Of the facet among the edges.
        facet: An edge, or a triangle.

    Raises:
        NotThatError: It has, or has not.
    """
    if facet.normal and (min(facet.normal) < 0 or abs(sum(facet.normal) - 1) > RESOLVED):
        raise NotThatError(f"edges[{place}].normal: {shown(list(facet.normal))} are no shares that add to 1")


def require_unbeaten(rows: Rows, *, ties: bool) -> None:
    """That no point is as good as another in everything, and better in something.

    Args:
        rows: The points; of those that are told not to be efficient nothing is asked.
        ties: Whether one that is the same in an objective, to the last digit, is beaten by what is better in another.

    Raises:
        NotThatError: One is; both are named.
    """
    order = np.argsort(rows.values[:, 0], kind="stable")
    values = rows.values[order]
    for at, (row, place) in enumerate(zip(values, order.tolist(), strict=True)):
        if rows.points[place].efficient is False:
            continue
        # Whoever beats it comes no later in the first objective, but for those that are the same there.
        until = np.searchsorted(values[:, 0], row[0], side="right") if ties else at
        others = values[:until]
        as_good = (others <= row).all(axis=1) if ties else (others < row).all(axis=1)
        better = as_good & (others < row - rows.noise).any(axis=1)
        if better.any():
            beats = int(order[int(np.argmax(better))])
            raise NotThatError(f"points[{place}]: points[{beats}] is better in something, and worse in nothing")
