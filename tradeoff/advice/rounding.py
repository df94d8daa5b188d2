"""Rounds figures so that what a sentence prints is near enough to what was solved, or to a side of it."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

_NEAR = 0.02
"""Share of a figure that rounding may move it by: less than half of what a rate may be off by."""
_LEAST_DIGITS = 2
"""Significant digits that are never left out: 44, not 40."""


def near(value: float) -> float:
    """A figure above 0 to the fewest significant digits, two at least, that keep it within 2%.

    Example:
        >>> near(44.44), near(104.9), near(0)
        (44.0, 105.0, 0.0)
    """
    return _rounded(value, ROUND_HALF_EVEN)


def no_more(value: float) -> float:
    """The same, rounded down."""
    return _rounded(value, ROUND_FLOOR)


def no_less(value: float) -> float:
    """The same, rounded up."""
    return _rounded(value, ROUND_CEILING)


def round_step(most: float) -> float:
    """The greatest of 1, 2 and 5 times a power of ten that is no more than `most`, which is above 0.

    Example:
        >>> round_step(52.6), round_step(1), round_step(0.3)
        (50.0, 1.0, 0.2)
    """
    exact = Decimal(repr(most))
    place = Decimal(1).scaleb(exact.adjusted())
    return float(max(first * place for first in (1, 2, 5) if first * place <= exact))


def _rounded(value: float, rounding: str) -> float:
    exact = Decimal(repr(float(value)))
    digits = _LEAST_DIGITS
    while exact:
        place = Decimal(1).scaleb(exact.adjusted() - digits + 1)
        found = (exact / place).quantize(Decimal(1), rounding=rounding) * place
        if abs(found - exact) <= Decimal(_NEAR) * abs(exact):
            return float(found)
        digits += 1
    return 0.0
