"""Says the heads of tables on the screen in the language spoken; CSV and JSON have one name in all languages."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.scenario.objectives import AIMS
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say, say_one

_HEADS = (
    "activity",
    "after",
    "agents",
    "aim",
    "all years",
    "asked",
    "at a time",
    "at high",
    "at low",
    "based on",
    "before",
    "by the tables",
    "cells",
    "choice",
    "cluster",
    "column",
    "department",
    "district",
    "difference",
    "every",
    "figure",
    "grade",
    "greatest regret",
    "high",
    "households",
    "least in",
    "least",
    "level",
    "listed",
    "low",
    "lower",
    "mean",
    "median",
    "most in",
    "most",
    "name",
    "of what",
    "of",
    "optima",
    "outlook",
    "own plan",
    "plan",
    "poor listed",
    "poor reached",
    "promised",
    "rate left",
    "rate right",
    "rate",
    "reached",
    "reason",
    "reforms",
    "row",
    "Rs lakh",
    "scenario",
    "served",
    "share",
    "short by",
    "shown",
    "source",
    "sort",
    "state",
    "sufficiently",
    "table",
    "title",
    "unit",
    "upper",
    "value",
    "what",
    "who",
    "worst",
    "year",
)
"""Heads that are words, with a blank for `_`; names of aims and years stand as they are typed."""
_IN_SENTENCES = ("best", "best_at_end", "bound", "checked", "end", "gap", "outlook_gap", "start")
"""Heads that sentences name too, and sheets and pages have."""


def head_words(name: str) -> str:
    """A head in the language spoken, as it stands where it is no word: in English `most_in` stays `most_in`."""
    if name in _IN_SENTENCES:
        return heading_of(name)
    words = name.replace("_", " ")
    said = _of_aim(name) or say_one(words, _HEADS)
    return name if said == words else said


def _of_aim(name: str) -> str:
    """A head that is of an aim, `most_breadth`, in French `maximum en ampleur`; blank for any other."""
    for aim in AIMS:
        if name == f"most_{aim}":
            return say("most {aim}", aim=say(aim))
        if name == f"{aim}_then":
            return say("{aim} then", aim=say(aim))
        if name == f"fall_of_{aim}":
            return say("fall of {aim}", aim=say(aim))
    return ""


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
