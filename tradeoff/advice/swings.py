"""Says what each doubtful figure does to a kept plan by itself: all others stay, it goes to its low and to its high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.advice.delivered import deliver
from tradeoff.advice.draws import own_figures
from tradeoff.advice.kept_plan import KeptPlan
from tradeoff.advice.ranges_stated import Doubtful, Ranges
from tradeoff.money import format_number
from tradeoff.programme.programme import published
from tradeoff.words.spoken import all_of, clauses, figures, say

_LARGE = 100
"""From here on a whole number says enough; an outlook of 0.02 would be told as 0."""
_NAMED = 3
"""Rows named one by one; of more the table and their number say it shorter."""


@dataclass(frozen=True, kw_only=True)
class Moving:
    """One figure, or several that move together."""

    figures: tuple[Doubtful, ...]

    @property
    def what(self) -> str:
        """Which figures, in words."""
        return figures_words(self.figures)

    @property
    def sources(self) -> str:
        """What they rest on, each source once."""
        return sources_of(self.figures)

    @property
    def grade(self) -> str:
        """The weakest grade among them; blank where none is given."""
        return weakest_grade(self.figures)


@dataclass(frozen=True, kw_only=True)
class Swing(Moving):
    """What a plan delivers where one figure, or several that move together, are at their low and at their high."""

    at_low: Mapping[str, float]
    """Every offered aim in its unit, where all these figures are at their `low`."""
    at_high: Mapping[str, float]

    def width(self, aim: str) -> float:
        """How far apart the aim is at both ends."""
        return abs(self.at_high[aim] - self.at_low[aim])


def swings(kept: KeptPlan, ranges: Ranges) -> tuple[Swing, ...]:
    """What each group of figures that move together does to a kept plan by itself, in the order of the groups.

    Args:
        kept: The plan.
        ranges: What is varied.
    """
    figures = ranges.figures
    values = np.repeat(own_figures(ranges), 2 * ranges.groups, axis=0)
    for place, one in enumerate(figures):
        values[2 * one.group, place], values[2 * one.group + 1, place] = one.low, one.high
    found = deliver(kept, figures, values).aims
    return tuple(
        Swing(
            figures=tuple(one for one in figures if one.group == group),
            at_low={name: published(float(aim[2 * group])) for name, aim in found.items()},
            at_high={name: published(float(aim[2 * group + 1])) for name, aim in found.items()},
        )
        for group in range(ranges.groups)
    )


def ranked(found: Sequence[Swing], aim: str) -> list[Swing]:
    """Those that move an aim, the one that moves it most first; equal ones by name.

    Args:
        found: What `swings` returns.
        aim: By its name.
    """
    return sorted((one for one in found if one.width(aim)), key=lambda one: (-one.width(aim), one.what))


def figures_words(figures: Sequence[Doubtful]) -> str:
    """Which figures, in words: where one stands, or of several in which columns and how many."""
    if len(figures) == 1:
        return figures[0].place
    rows: dict[tuple[str, str], list[str]] = {}
    for one in figures:
        rows.setdefault((one.file, one.name), []).append(one.column)
    names: dict[tuple[str, str], list[str]] = {}
    for (file, name), columns in rows.items():
        names.setdefault((file, all_of(columns)), []).append(name)
    return clauses(
        say(
            "{file}, {columns} of {rows}",
            file=file,
            columns=columns,
            rows=all_of(keys) if len(keys) <= _NAMED else say("{count} rows", count=len(keys)),
        )
        for (file, columns), keys in names.items()
    )


def end_words(value: float) -> str:
    """An end of a range in words: 62,500, and of what is small the digits that tell it from nothing, 0.015."""
    is_plain = abs(value) >= _LARGE or value == int(value)
    return format_number(value) if is_plain else figures(value, ".4g")


def sources_of(figures: Sequence[Doubtful]) -> str:
    """What figures rest on, each source once."""
    parts = (part.strip() for one in figures for part in one.source.split(";"))
    return "; ".join(dict.fromkeys(part for part in parts if part))


def weakest_grade(figures: Sequence[Doubtful]) -> str:
    """The weakest grade among figures; blank where none is given."""
    return max((one.grade for one in figures if one.grade), default="")
