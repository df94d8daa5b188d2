"""Says which texts a spreadsheet would run as a formula, and writes them so that it does not."""

from __future__ import annotations

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text for a cell or a header: with a quotation mark in front where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text
