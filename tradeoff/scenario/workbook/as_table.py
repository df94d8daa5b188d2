"""Turns the grid of a sheet into a raw table: texts by column and row, and what was left out or cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import Cells, RawTable, Reading, Sheet
from tradeoff.scenario.tables.kinds import CellKind
from tradeoff.scenario.workbook.as_text import SPACED, Wanted, cell_text, shown_value
from tradeoff.scenario.workbook.grid import Grid, GridCell
from tradeoff.scenario.workbook.header import Header, Heading, find_header, heads_of, letters_of
from tradeoff.words.names import french_head, heading_of, plain, without_unit
from tradeoff.words.spoken import say, say_of

_MOST_MERGED = 50
"""Ranges of merged cells that are told one by one; a sheet with more is laid out as a form, not as a table."""
_MANY = 3
"""Places of one kind that are named one by one; of more the first, and how many."""


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """What columns a sheet may have, and what their cells hold."""

    name: str
    """Of the table."""
    columns: Sequence[str]
    needed: Sequence[str]
    """The columns that no row may leave blank."""
    kind: Callable[[str], CellKind | None]
    """What a column holds; None for texts and ids."""
    takes_percent: Callable[[str, Cells], bool]
    """Whether 35% in a column is the share 0.35, in a row of which the cells to its left are known."""
    words: Callable[[str], Sequence[str]]
    """The words that a column knows; none where it takes any text."""
    may_be_blank: Callable[[str], bool]


@dataclass(kw_only=True)
class ReadSheet:
    """A sheet that was read."""

    table: RawTable
    header: Header
    problems: list[InputFault] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    is_unread: bool = False
    """Whether a problem says why nothing of it can be read."""
    above: Sequence[tuple[int, int, str]] = ()
    """Row, column and words of what stands above the header."""
    is_french: bool = False
    """Whether its name or a header is just what `new` writes in French."""


def read_sheet(grid: Grid, asked: SheetTable, workbook: str) -> ReadSheet | None:
    """A sheet as a raw table; None for a blank one.

    Args:
        grid: The sheet's filled cells.
        asked: What it may hold.
        workbook: The workbook's file name.
    """
    header = find_header(grid, asked.columns)
    return None if header is None else _Reader(grid, asked, workbook, header).read()


class _Reader:
    """Reads one sheet."""

    def __init__(self, grid: Grid, asked: SheetTable, workbook: str, header: Header) -> None:
        self._grid, self._asked, self._workbook, self._header = grid, asked, workbook, header
        self._columns = header.by_place
        self._file = f"{asked.name}.csv"
        self._problems: list[InputFault] = []
        self._readings: list[Reading] = []
        self._refused: set[tuple[int, str]] = set()
        self._texts: set[tuple[int, str]] = set()
        self._cleaned: list[tuple[int, int, str]] = []
        self._is_unread = self._is_french = False

    def read(self) -> ReadSheet:
        """The sheet's table, with what was left out, and what is wrong."""
        self._tell_header()
        self._refuse_merged()
        rows = [] if self._is_unread else self._rows()
        sheet = Sheet(
            workbook=self._workbook,
            name=self._grid.title,
            letters=letters_of(self._header),
            heads=heads_of(self._header, self._asked.columns),
        )
        table = RawTable(
            file=self._file,
            columns=tuple(heading.column for heading in self._columns.values()),
            rows=tuple(rows),
            sheet=sheet,
            header_row=self._header.row,
            refused=frozenset(self._refused),
            text_cells=frozenset(self._texts),
        )
        return ReadSheet(
            table=table,
            header=self._header,
            problems=self._problems,
            readings=self._readings,
            is_unread=self._is_unread,
            above=[(number, at, shown_value(cell)) for number, at, cell in self._above()],
            is_french=self._is_french,
        )

    def _above(self) -> list[tuple[int, int, GridCell]]:
        rows = sorted((number, cells) for number, cells in self._grid.rows.items() if number < self._header.row)
        return [(number, at, cell) for number, cells in rows for at, cell in cells.items()]

    def _rows(self) -> list[tuple[int, Cells]]:
        stray = self._stray()
        rows = []
        for number, cells in sorted(self._grid.rows.items()):
            texts = self._row(number, {at: cell for at, cell in cells.items() if (number, at) not in stray})
            if number > self._header.row and (
                any(texts.values()) or any((number, name) in self._refused for name in texts)
            ):
                rows.append((number, texts))
        self._tell_left_out(stray)
        self._tell_hidden()
        return rows

    def _refuse(self, number: int, at: int, what: str, mend: str, value: str | None) -> None:
        column = self._columns[at].name if at in self._columns else None
        self._problems.append(
            fault(
                "E1", self._file, column, what, mend, row=number, value=value, sheet=self._grid.title, letter=letter(at)
            )
        )

    def _say(self, what: str, *, value: str | None = None, number: int | None = None, at: int | None = None) -> None:
        shown = None if at is None else letter(at)
        self._readings.append(
            Reading(file=self._workbook, sheet=self._grid.title, what=say(what), value=value, row=number, letter=shown)
        )

    def _tell_header(self) -> None:
        if not any(heading.name in self._asked.columns for heading in self._header.headings):
            first = self._header.headings[0]
            names = ", ".join(map(heading_of, self._asked.needed or self._asked.columns[:1]))
            mend = say("write the names of its columns above the rows: {names}, ...", names=names)
            what = say("the first row names no column of {name}", name=self._grid.title)
            self._refuse(self._header.row, first.at, what, mend, first.written)
            self._is_unread = True
            return
        if self._grid.is_hidden:
            self._say("the sheet is hidden; read all the same")
        if self._is_other(self._grid.title, self._asked.name):
            self._say(say("read as {name}", name=self._asked.name), value=self._grid.title)
        above = [number for number in self._grid.rows if number < self._header.row]
        if above:
            self._say(
                say("stands above the header; left out{more}", more=_more_rows(len(above))), number=min(above), at=1
            )
        for first, later in self._header.doubled:
            place = f"{letter(first.at)}{self._header.row}"
            what = say(
                "two columns of one meaning: this one and {place} ({written!r})", place=place, written=first.written
            )
            self._refuse(self._header.row, later.at, what, "keep one of them", later.written)
        for heading in self._header.headings:
            if heading.name in self._asked.columns and self._is_other(without_unit(heading.written)[0], heading.name):
                self._say(
                    say("read as {name}", name=heading.name),
                    value=heading.written,
                    number=self._header.row,
                    at=heading.at,
                )

    def _is_other(self, written: str, name: str) -> bool:
        """Whether a name is written otherwise than `new` writes it, whose French is told once of all sheets."""
        if plain(written) == plain(name):
            return False
        self._is_french = self._is_french or written == french_head(name)
        return written != french_head(name)

    def _refuse_merged(self) -> None:
        """Merged cells below the header, or across columns in it: which cell they are of is not known."""
        last = max(self._columns, default=0)
        found = []
        for left, top, right, bottom in sorted(self._grid.merged, key=lambda corners: (corners[1], corners[0])):
            is_header = bottom == self._header.row
            if bottom < self._header.row or left > last or (is_header and left == right):
                continue
            filled = [number for number in self._grid.rows if max(top, self._header.row + 1) <= number <= bottom]
            if is_header or filled:
                found.append((left, top, right, bottom))
            self._is_unread = self._is_unread or is_header
            names = [one.column for at, one in self._columns.items() if left <= at <= right]
            self._refused |= {(number, name) for number in filled for name in names}
            if len(found) > _MOST_MERGED:
                break
        for left, top, right, bottom in found[:_MOST_MERGED]:
            in_header = "unmerge them, and give each column its own header"
            mend = in_header if bottom == self._header.row else "unmerge them, and write in each row what belongs there"
            self._refuse(top, left, "merged cells", mend, f"{letter(left)}{top}:{letter(right)}{bottom}")
        if len(found) > _MOST_MERGED:
            mend = "select the whole sheet and unmerge all cells"
            self._refuse(found[-1][1], found[-1][0], "more merged cells", mend, None)
            self._is_unread = True

    def _stray(self) -> set[tuple[int, int]]:
        """Cells outside the table: under no header, or alone in a row below a gap, where no row could be so short."""
        stray, before = set(), self._header.row
        for number in sorted(self._grid.rows):
            if number <= self._header.row:
                continue
            cells = self._grid.rows[number]
            inside = [at for at in cells if at in self._columns]
            stray |= {(number, at) for at in cells if at not in self._columns and at not in self._doubled()}
            if len(inside) == 1 and len(self._asked.needed) > 1 and number > before + 1 and before > self._header.row:
                stray |= {(number, at) for at in inside}
            elif inside:
                before = number
        return stray

    def _doubled(self) -> set[int]:
        return {later.at for _, later in self._header.doubled}

    def _row(self, number: int, cells: dict[int, GridCell]) -> Cells:
        texts: dict[str, str] = {}
        if number <= self._header.row:
            return texts
        for at, heading in self._columns.items():
            is_read = at in cells and (number, heading.column) not in self._refused
            texts[heading.column] = self._text(number, heading, cells[at], texts) if is_read else ""
        return texts

    def _text(self, number: int, heading: Heading, cell: GridCell, left: Cells) -> str:
        column, known = heading.name, heading.name in self._asked.columns
        # Under a header of percents 35% is 35, which is then read as the share that it is.
        takes_percent = known and "%" not in heading.unit and self._asked.takes_percent(column, left)
        wanted = Wanted(
            kind=self._asked.kind(column) if known else None,
            words=self._asked.words(column) if known else (),
            takes_percent=takes_percent,
            may_be_blank=known and self._asked.may_be_blank(column),
        )
        found = cell_text(cell, wanted)
        if cell.kind == "s":
            self._texts.add((number, heading.column))
        if found.refused:
            self._refuse(number, heading.at, found.refused, found.mend, shown_value(cell) or None)
            self._refused.add((number, heading.column))
        elif found.said == SPACED:
            self._cleaned.append((number, heading.at, found.text))
        elif found.said:
            value = found.text if cell.kind == "s" else shown_value(cell)
            self._say(found.said, value=value, number=number, at=heading.at)
        return found.text

    def _tell_left_out(self, stray: set[tuple[int, int]]) -> None:
        below = sorted((number, at) for number, at in stray if at in self._columns)
        right = sorted((number, at) for number, at in stray if at not in self._columns)
        for places, what in (
            (right, "stands under no header; left out"),
            (below, "stands alone below the table; left out"),
        ):
            for number, at in places if len(places) <= _MANY else places[:1]:
                value = shown_value(self._grid.rows[number][at])
                more = _more_cells(len(places)) if len(places) > _MANY else ""
                self._say(say(what) + more, value=value, number=number, at=at)
        for number, at, text in self._cleaned if len(self._cleaned) <= _MANY else self._cleaned[:1]:
            more = _more_cells(len(self._cleaned)) if len(self._cleaned) > _MANY else ""
            self._say(say("read without the spaces around it{more}", more=more), value=text, number=number, at=at)

    def _tell_hidden(self) -> None:
        rows = sorted(self._grid.hidden_rows & {number for number in self._grid.rows if number > self._header.row})
        if rows:
            shown = ", ".join(map(str, rows[:_MANY])) + (
                say(" and {many} more", many=len(rows) - _MANY) if len(rows) > _MANY else ""
            )
            one, many = "row {names} hidden; read all the same", "rows {names} hidden; read all the same"
            self._say(say_of(len(rows), one, many, names=shown))
        hidden = [heading for at, heading in self._columns.items() if at in self._grid.hidden_columns]
        if hidden:
            names = ", ".join(without_unit(heading.written)[0] for heading in hidden)
            one, many = "column {names} hidden; read all the same", "columns {names} hidden; read all the same"
            self._say(say_of(len(hidden), one, many, names=names))


def letter(at: int) -> str:
    """A column's letters in a spreadsheet, the first being 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at))


def _more_rows(count: int) -> str:
    return "" if count == 1 else say(", as {count} more rows", count=count - 1)


def _more_cells(count: int) -> str:
    return "" if count == 1 else say(", as {count} more cells", count=count - 1)
