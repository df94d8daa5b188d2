"""Says the heads of tables on the screen in the language spoken; CSV and JSON have one name in all languages."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.words.spoken import say, say_one

_HEADS = (
    "activity",
    "after",
    "aim",
    "all years",
    "asked",
    "before",
    "by the tables",
    "cells",
    "choice",
    "cluster",
    "column",
    "department",
    "grade",
    "greatest regret",
    "households",
    "least",
    "level",
    "listed",
    "lower",
    "mean",
    "median",
    "most",
    "of",
    "of what",
    "plan",
    "poor listed",
    "poor reached",
    "promised",
    "reached",
    "reason",
    "reforms",
    "scenario",
    "row",
    "Rs lakh",
    "served",
    "share",
    "short by",
    "sufficiently",
    "table",
    "title",
    "upper",
    "value",
    "who",
    "worst",
    "year",
)
"""Heads that are words; names of aims, columns and years stand as they are typed."""


def head_words(name: str) -> str:
    """A head in the language spoken, as it stands where it is no word."""
    return say_one(name, _HEADS)


_COUNTED = (
    "households",
    "rupees",
    "thousand rupees",
    "lakh rupees",
    "crore rupees",
)


def unit_words(unit: str) -> str:
    """What an aim is counted in, as `frontier.units` has it, in the language spoken."""
    base = unit.removesuffix(" a year")
    return say_one(base, _COUNTED) + (say(" a year") if base != unit else "")


def units_line(units: Mapping[str, str]) -> str:
    """What each aim is counted in, below its table.

    Args:
        units: By aim, as `frontier.units` has them.
    """
    told = (say("{name} in {unit}", name=name, unit=unit_words(unit)) for name, unit in units.items())
    return say("\nUnits: {name}.", name=", ".join(told))
