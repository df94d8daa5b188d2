"""Says the heads of tables on the screen in the language spoken; CSV and JSON have one name in all languages."""

from __future__ import annotations

from tradeoff.words.spoken import say

_HEADS = {
    "activity": "activity",
    "after": "after",
    "aim": "aim",
    "all years": "all years",
    "before": "before",
    "cells": "cells",
    "choice": "choice",
    "cluster": "cluster",
    "column": "column",
    "department": "department",
    "grade": "grade",
    "households": "households",
    "least": "least",
    "level": "level",
    "listed": "listed",
    "most": "most",
    "of": "of",
    "of what": "of what",
    "plan": "plan",
    "poor listed": "poor listed",
    "poor reached": "poor reached",
    "reason": "reason",
    "row": "row",
    "Rs lakh": "Rs lakh",
    "served": "served",
    "share": "share",
    "sufficiently": "sufficiently",
    "table": "table",
    "title": "title",
    "value": "value",
    "who": "who",
    "year": "year",
}
"""Heads that are words; names of aims, columns and years stand as they are typed."""


def head_words(name: str) -> str:
    """A head in the language spoken, as it stands where it is no word."""
    return say(_HEADS[name]) if name in _HEADS else name


_COUNTED = {
    "households": "households",
    "rupees": "rupees",
    "thousand rupees": "thousand rupees",
    "lakh rupees": "lakh rupees",
    "crore rupees": "crore rupees",
}


def unit_words(unit: str) -> str:
    """What an aim is counted in, as `frontier.units` has it, in the language spoken."""
    base = unit.removesuffix(" a year")
    return say(_COUNTED.get(base, base)) + (say(" a year") if base != unit else "")
