"""Holds cells that should be numbers, and asks back those whose column makes them mean two things.

Under `poor_share [%]` 0.6 may be 0.6% or 60%; among households 1.200 may be 1,200 or one and a fifth.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.notes import Notes
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.columns import column_words
from tradeoff.scenario.tables.kinds import CellKind
from tradeoff.scenario.units import HOUSEHOLDS
from tradeoff.scenario.written_numbers import MOST_DIGITS, PLAIN, POINT, WrittenNumber
from tradeoff.words.spoken import any_of, say

_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""Digits with one point that may part thousands as well as begin decimals."""

_COUNTED = frozenset({"households", "agents"})


@dataclass(frozen=True, kw_only=True)
class NumberCell:
    """A cell that should hold a number."""

    row: int
    column: str
    text: str
    kind: CellKind
    as_percent: bool = False
    """Whether its column's header says that its numbers are percents."""
    is_count: bool = False
    """Whether it was typed as a text where whole households or agents are counted."""

    @property
    def is_surely_plain(self) -> bool:
        """Whether it is a plain number, wherever points are decimal signs, with no digits too many."""
        return PLAIN.fullmatch(self.text) is not None and len(self.text) <= MOST_DIGITS and "E+" not in self.text


def refuse_shares_as_percents(cells: Iterable[tuple[NumberCell, WrittenNumber]], sign: str, notes: Notes) -> None:
    """Ask back what stands under a header of percents and looks like shares: all of it, or some among whole percents.

    Args:
        cells: Cells with the numbers that are written there.
        sign: The decimal sign of the file.
        notes: Why they cannot be read is added to it.
    """
    columns: dict[str, list[tuple[NumberCell, Fraction]]] = defaultdict(list)
    for cell, number in cells:
        value = number.value(sign)
        if cell.as_percent and not number.is_percent and value:
            columns[cell.column].append((cell, value))
    for column, found in columns.items():
        small = [cell for cell, value in found if abs(value) < 1 or (value.denominator == 1 and abs(value) == 1)]
        whole = [value for _, value in found if abs(value) > 1]
        below = [cell for cell, value in found if abs(value) < 1]
        asked = small if not whole else below if all(value.denominator == 1 for value in whole) else []
        if not asked:
            continue
        values = dict(found)
        first = asked[0]
        what = "its header says percents, and this may be a share"
        mend = say(
            "write {percent}% or {share}%, whichever is meant, or take the % out of the header",
            percent=f"{float(values[first] * 100):.15g}",
            share=first.text,
        )
        for cell in asked:
            notes.say(cell.row, column, cell.text, what, way="part", mend=mend)


def counts_whole(kind: type[Row], column: str, measure: str = "") -> bool:
    """Whether whole households or agents are counted in a column.

    Args:
        kind: The type of the table's rows.
        column: The column.
        measure: What the row limits, in a table of limits.
    """
    if kind.TABLE == "limits" and column == "value":
        found = all_measures().get(measure)
        return found is not None and found.unit is HOUSEHOLDS
    words = column_words().get((kind.TABLE, column))
    return words is not None and words.unit in _COUNTED


def unmistakable(kind: type[Row], column: str, cell: str | Fraction) -> str | Fraction:
    """A cell as it is written down so that no point in it may part thousands: `1.125` households as `1.1250`.

    Args:
        kind: The type of the table's rows.
        column: The column.
        cell: What it holds.
    """
    is_open = isinstance(cell, str) and _THOUSANDS.fullmatch(cell) and counts_whole(kind, column)
    return f"{cell}0" if is_open else cell


def refuse_thousands(cells: Iterable[NumberCell], notes: Notes) -> None:
    """Ask back counts typed as 1.200, unless others of the column have decimals that part no thousands.

    Args:
        cells: All cells of the table that should hold numbers.
        notes: Why they cannot be read is added to it.
    """
    columns: dict[str, list[NumberCell]] = defaultdict(list)
    for cell in cells:
        if cell.is_count and POINT in cell.text:
            columns[cell.column].append(cell)
    for column, found in columns.items():
        if not all(_THOUSANDS.fullmatch(cell.text) for cell in found):
            continue
        first = found[0]
        # A fourth digit parts no thousands.
        decimal = first.text.rstrip("0").rstrip(POINT) if first.text.endswith("0") else f"{first.text}0"
        what = "its point may part thousands or decimals"
        mend = any_of((first.text.replace(POINT, ""), decimal))
        mend = say("write {mend}, whichever is meant", mend=mend)
        for cell in found:
            notes.say(cell.row, column, cell.text, what, way="thousands", mend=mend)
