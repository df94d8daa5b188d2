"""Writes amounts as planners read them: lakh and crore, Indian grouping, no false precision."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from tradeoff.words.spoken import language, say

_LAKH, _CRORE = 100_000, 10_000_000
_UNITS = {_CRORE: "Rs {amount} crore", _LAKH: "Rs {amount} lakh", 1: "Rs {amount}"}
"""Units that amounts are told in, the largest first."""
_EXACT = 15
"""Significant digits of what is not rounded."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spell(count: int) -> str:
    """A small whole number as a word, a larger one in digits.

    Example:
        >>> spell(3), spell(13)
        ('three', '13')
    """
    return say(_SMALL[count]) if count < len(_SMALL) else str(count)


def format_number(number: float, *, decimals: int = 0) -> str:
    """A number with Indian grouping: 114189 becomes 1,14,189.

    Example:
        >>> format_number(114189.4)
        '1,14,189'
    """
    from babel.numbers import format_decimal

    spoken = language()
    pattern = spoken.grouping + ("." + "0" * decimals if decimals else "")
    rounded = round(Decimal(repr(float(number))), decimals)
    return format_decimal(rounded + 0, format=pattern, locale=spoken.locale)


def round_significant(number: float, digits: int = 3) -> Decimal:
    """A number rounded to so many significant digits, exactly as a decimal."""
    exact = Decimal(repr(float(number)))
    if not exact:
        return Decimal(0)
    place = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return (exact / place).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * place


def format_significant(number: float, digits: int = 3) -> str:
    """A number rounded to so many significant digits, Indian grouping, no trailing zeros after the point.

    Example:
        >>> format_significant(1234567), format_significant(0.04567, 2)
        ('12,30,000', '0.046')
    """
    rounded = round_significant(number, digits)
    decimals = max(0, -int(rounded.normalize().as_tuple().exponent)) if rounded else 0
    return format_number(float(rounded), decimals=decimals)


def exact_rupees(rupees: float) -> str:
    """Rupees that a table gives, to the last paisa: nothing of what somebody wrote down is rounded away.

    Example:
        >>> exact_rupees(26640), exact_rupees(112345.5)
        ('Rs 26,640', 'Rs 1.123455 lakh')
    """
    return format_rupees(round(float(rupees), 2), _EXACT)


def format_rupees(rupees: float, digits: int = 3) -> str:
    """Rupees in the words of a budget speech, rounded before the unit is chosen.

    Example:
        >>> format_rupees(3_100_000), format_rupees(9_999_999), format_rupees(4500)
        ('Rs 31 lakh', 'Rs 1 crore', 'Rs 4,500')
    """
    rounded = round_significant(rupees, digits)
    unit = next((unit for unit in _UNITS if abs(rounded) >= unit), 1)
    return say(_UNITS[unit], amount=format_significant(float(rounded / unit), digits))
