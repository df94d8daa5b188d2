"""Amounts in words, from paper."""

from __future__ import annotations

import pytest

from tradeoff.money import format_number, format_rupees, format_significant


@pytest.mark.parametrize(
    ("rupees", "words"),
    [
        (0, "Rs 0"),
        (4500, "Rs 4,500"),
        (99_999.6, "Rs 1 lakh"),
        (150_000, "Rs 1.5 lakh"),
        (3_100_000, "Rs 31 lakh"),
        (9_999_999, "Rs 1 crore"),
        (25_340_000, "Rs 2.53 crore"),
        (6_00_00_00_000, "Rs 600 crore"),
        (-150_000, "Rs -1.5 lakh"),
    ],
)
def test_rupees_in_words(rupees: float, words: str) -> None:
    """Rounded to three digits before the unit is chosen: 99,99,999 is 1 crore, not 100 lakh."""
    assert format_rupees(rupees) == words


def test_numbers() -> None:
    """Indian grouping; no minus zero; significant digits."""
    assert format_number(114189) == "1,14,189"
    assert format_number(-0.2) == "0"
    assert format_significant(1234567) == "12,30,000"
    assert format_significant(0.04567, 2) == "0.046"
