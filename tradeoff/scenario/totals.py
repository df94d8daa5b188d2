"""Leaves out rows of totals, once they add up: people keep them under their tables, and they are no data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import Cells, RawTable, Reading, text_of
from tradeoff.scenario.tables import Row, Setting
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.written_numbers import PLAIN
from tradeoff.words.spoken import say

_TOTAL = re.compile(
    r"((grand|sub|overall)[\s-]?)?(total|totals|totale|totaux|somme|sum|sous-total|कुल|योग|कुल योग|ମୋଟ|ସମୁଦାୟ)"
    r"(\s+(général|general|all))?\s*:?",
    re.IGNORECASE,
)
_ADDED = frozenset({CellKind.AMOUNT, CellKind.MONEY})
"""What is added up in totals; shares and years are not."""

_SAME = Fraction(1, 2 * 10**11)
"""Two sums of one column are the same to 12 significant digits: a spreadsheet adds floats, and the last of its 15 may
differ."""


def without_totals(
    raw: RawTable, written: RawTable, kind: type[Row], problems: list[InputFault], readings: list[Reading]
) -> RawTable:
    """The table without rows whose first filled cell says that they are totals.

    Args:
        raw: The table, its numbers being plain.
        written: The same table before they were made plain.
        kind: The type of its rows.
        problems: A total that does not add up is added to it.
        readings: That rows were left out is added to it.
    """
    if kind is Setting or not any(_is_total(raw, cells) for _, cells in raw.rows):
        return raw
    added = [column for column in raw.columns if column in kind.model_fields and cell_kind(kind, column) in _ADDED]
    filled = {column for column in added if kind.model_fields[column].is_required()}
    lost = [one.row for one in problems if one.file == raw.file and one.column is None and one.row is not None]
    kept: list[tuple[int, Cells]] = []
    since: list[tuple[int, Cells]] = []
    for row, cells in raw.rows:
        if not _is_total(raw, cells):
            kept.append((row, cells))
            since.append((row, cells))
            continue
        label = next(text for column in raw.columns if (text := text_of(cells, column)))
        # What a row that could not be read, or a blank that should be filled, would have added nobody knows.
        known = [] if any(one < row for one in lost) else [name for name in added if not _has_gap(name, filled, kept)]
        wrong = list(_wrong_sums(cells, known, kept, since))
        for column, total, found in wrong:
            what = say("the total does not add up: the rows above are {found:.15g} together", found=float(found))
            mend = "mend the total or the rows, or remove the row of totals"
            if odd := _left_out(column, Fraction(total), kept, written):
                mend = _why_left_out(odd, is_sheet=raw.sheet is not None)
            problems.append(fault("E12", raw.file, column, what, mend, row=row, value=total))
        if not wrong and known == added:
            what = "a row of totals, which add up; left out" if added else "a row of totals; left out"
            readings.append(raw.reading(what, row=row, value=label))
        since = []
    return replace(raw, rows=tuple(kept))


def _left_out(column: str, total: Fraction, kept: list[tuple[int, Cells]], written: RawTable) -> list[tuple[int, str]]:
    """The cells that a total leaves out, where it is the sum of all others: those that are no plain numbers."""
    before = {row: text_of(cells, column).strip() for row, cells in written.rows}
    odd = [
        (row, before[row])
        for row, _ in kept
        if before.get(row) and ((row, column) in written.text_cells or not PLAIN.fullmatch(before[row]))
    ]
    rows = {row for row, _ in odd}
    plain = _sum([(row, cells) for row, cells in kept if row not in rows], column)
    return odd if plain is not None and _same_sum(total, plain) else []


def _why_left_out(odd: list[tuple[int, str]], *, is_sheet: bool) -> str:
    """The mend of a total that leaves cells out.

    Args:
        odd: Row and text of each of them.
        is_sheet: Whether a formula may have added up the others.
    """
    row, cell = odd[0][0], repr(odd[0][1])
    if is_sheet:
        more = say(" and {count} more", count=len(odd) - 1) if len(odd) > 1 else ""
        return say(
            "a SUM skips cells that are text: type {cell} in row {row}{more} as a number", cell=cell, row=row, more=more
        )
    return say(
        "it adds only what is a plain number: write {cell} in row {row} as one, and the total anew", cell=cell, row=row
    )


def _has_gap(column: str, filled: set[str], rows: list[tuple[int, Cells]]) -> bool:
    """Whether a column that must be filled is blank in a row."""
    return column in filled and not all(text_of(cells, column) for _, cells in rows)


def _is_total(raw: RawTable, cells: Cells) -> bool:
    first = next((text for column in raw.columns if (text := text_of(cells, column))), "")
    return _TOTAL.fullmatch(first) is not None


def _wrong_sums(
    cells: Cells, added: list[str], kept: list[tuple[int, Cells]], since: list[tuple[int, Cells]]
) -> Iterator[tuple[str, str, Fraction]]:
    """(column, total, sum) for each total that neither all rows above nor those since the last total come to."""
    for column in added:
        total = text_of(cells, column)
        if not PLAIN.fullmatch(total):
            continue
        sums = [_sum(rows, column) for rows in (kept, since)]
        found = [one for one in sums if one is not None]
        if found and not any(_same_sum(Fraction(total), one) for one in found):
            yield column, total, found[0]


def _same_sum(total: Fraction, found: Fraction) -> bool:
    """Whether a total, as a spreadsheet added it up, is a sum."""
    return abs(total - found) <= _SAME * abs(found)


def _sum(rows: list[tuple[int, Cells]], column: str) -> Fraction | None:
    """The sum of a column; None where a cell of it is no plain number, of which is told where it stands."""
    texts = [text for _, cells in rows if (text := text_of(cells, column))]
    return sum(map(Fraction, texts), start=Fraction(0)) if all(PLAIN.fullmatch(text) for text in texts) else None
