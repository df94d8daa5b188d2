"""Holds the values at which doubtful figures would change the advice: sentences, a table, what to measure first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.advice.ranges_stated import Doubtful
from tradeoff.advice.swings import Moving
from tradeoff.money import format_number
from tradeoff.programme.programme import published
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.words.spoken import clauses, hundredths, say

if TYPE_CHECKING:
    import pandas as pd

TIMES = 2.0
"""How far a figure is moved: so many times the way from it to its low, and to its high."""
PLACES = 4
"""Decimals of a place on that way: the values told are the values that were solved, and no others."""


@dataclass(frozen=True, kw_only=True)
class Switch(Moving):
    """Where the advice turns as one figure, or several that move together, go to one side."""

    at: float
    """Where the advice is another one: 1 at the high of every figure, -1 at its low, 0 at the figures themselves."""
    still: float
    """The nearest to that at which it is still the same, likewise."""
    why: tuple[str, ...]
    """What is another there."""
    unit: str
    """What the figures are counted in, in words."""

    @property
    def is_stated(self) -> bool:
        """Whether the advice turns within the range itself, and not only beyond it."""
        return abs(self.at) <= 1

    def values(self, at: float) -> tuple[float, ...]:
        """What the figures are at a place between -2 and 2."""
        return tuple(moved(one, at) for one in self.figures)

    @property
    def sentence(self) -> str:
        """At which value what changes."""
        if len(self.figures) == 1:
            (there,), (still,), own = self.values(self.at), self.values(self.still), self.figures[0].value
            where = say(
                "{what} ({unit}) is {there} instead of {own} (at {still} not yet)",
                what=self.what,
                unit=self.unit,
                there=plain(there),
                own=plain(own),
                still=plain(still),
            )
        else:
            end = say("low") if self.at < 0 else say("high")
            where = say(
                "the figures in {what} go {at} of the way to their {end} (at {still} not yet)",
                what=self.what,
                at=hundredths(abs(self.at), ".2f"),
                end=end,
                still=hundredths(abs(self.still), ".2f"),
            )
        if not self.is_stated:
            where = say("{where}, beyond the range stated", where=where)
        return say("If {where}: {why}.", where=where, why=clauses(self.why))


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Which figures would change the advice, the one that is nearest to it first."""

    trade: str
    level: tuple[str, float]
    """The aim that is held, and its level."""
    found: tuple[Switch, ...]
    """By how far each is from its figure, in shares of its own range."""
    steady: tuple[tuple[Doubtful, ...], ...]
    """Figures that change nothing at twice their range, on either side."""
    refused: tuple[tuple[Doubtful, ...], ...]
    """Figures that change nothing either, but that the tables do not take at twice their range on some side."""
    solves: int
    """Programmes solved anew."""
    asked: int
    """Figures, or groups that move together, that were to be asked."""

    @property
    def done(self) -> int:
        """Those that were asked: all, but where Ctrl-C ended it."""
        turned = {one.figures for one in self.found}
        return len(turned) + len(self.steady) + len(self.refused)

    @property
    def is_cut(self) -> bool:
        """Whether it was interrupted before all were asked."""
        return self.done < self.asked

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each turn, the nearest first; then how many figures turn nothing."""
        if not (self.found or self.steady or self.refused):
            return (say("No figure states a range that a plan depends on, so none was moved."),)
        said = [one.sentence for one in self.found]
        if self.is_cut:
            said.insert(0, say("Interrupted: {done} of {asked} figures are done.", done=self.done, asked=self.asked))
        said += [self.measure_first] if self.measure_first else []
        for groups, where in (
            (self.steady, say("at {times:g} times the range stated", times=TIMES)),
            (
                self.refused,
                say("as far as the tables take it, which is less than {times:g} times the range stated", times=TIMES),
            ),
        ):
            count = sum(len(figures) for figures in groups)
            words = say("1 figure changes") if count == 1 else say("{count} figures change", count=format_number(count))
            said += [say("{words} nothing {where}.", words=words, where=where)] if count else []
        return tuple(said)

    @property
    def measure_first(self) -> str:
        """Which figure is to be measured before any other; blank where none changes the advice within its range."""
        if not self.found or not self.found[0].is_stated:
            return ""
        first = self.found[0]
        rests = say(", grade {grade}", grade=first.grade) if first.grade else ""
        rests += say(", from {sources}", sources=first.sources) if first.sources else ""
        return say("Measure first: {what}{rests}.", what=first.what, rests=rests)

    @property
    def table(self) -> pd.DataFrame:
        """A row a turn: figure, at and still in shares of its own range, both values of a single figure, why."""
        import pandas as pd

        return pd.DataFrame(switch_records(self), columns=list(COLUMNS))


COLUMNS = ("figure", "at", "still", "value", "value_still", "own", "unit", "grade", "source", "why")
"""Of the table of turns."""


def switch_records(found: Switches) -> list[dict[str, object]]:
    """A record a turn, the nearest first; of several figures that move together no value is said."""
    records: list[dict[str, object]] = []
    for one in found.found:
        alone = len(one.figures) == 1
        records.append(
            {
                "figure": one.what,
                "at": published(one.at),
                "still": published(one.still),
                "value": published(one.values(one.at)[0]) if alone else None,
                "value_still": published(one.values(one.still)[0]) if alone else None,
                "own": one.figures[0].value if alone else None,
                "unit": one.unit,
                "grade": one.grade,
                "source": one.sources,
                "why": clauses(one.why),
            }
        )
    return records


def moved(one: Doubtful, at: float) -> float:
    """A figure moved towards its low (below 0) or its high: to the end itself at -1 and 1, never to what cannot be.

    In between it is rounded to the decimals that tell a place from the next one.

    Args:
        one: The figure.
        at: How far.
    """
    way = one.high - one.value if at > 0 else one.value - one.low
    # Tables refuse more digits than anybody knows; what is typed in is what is told.
    value = published(one.value + at * way)
    if way and abs(at) not in (0.0, 1.0):
        value = published(round(value, PLACES - math.floor(math.log10(way))))
    kind = CellKind.SHARE if one.column == "agent_availability" else None
    if one.table != "settings":
        kind = cell_kind(next(rows for rows in TABLES if one.table == rows.TABLE), one.column)
    if kind is CellKind.RATE:
        return value
    return min(max(value, 0.0), 1.0) if kind is CellKind.SHARE else max(value, 0.0)


def plain(value: float) -> str:
    """A value as a cell holds it: every digit, no exponent."""
    return cell_text(Fraction(repr(value)))


def typed_in(one: Doubtful, value: float) -> Mapping[str, object]:
    """The change that types a value into the cell of a figure, with the digits that files hold.

    Args:
        one: The figure.
        value: What it is to be.
    """
    column = "value" if one.table == "settings" else one.column
    return {"table": one.table, "where": dict(one.where), "column": column, "set": plain(published(value))}
