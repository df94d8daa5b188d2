"""Reads a folder of CSV files as spreadsheets save them into raw tables: the text of every cell, with its row.

The header says whether commas, semicolons or tabs separate cells; the first bytes, or else what the bytes can mean, say
how letters are written. Nothing is converted here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from tradeoff.door import MEGABYTE, read_plain
from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.headers import read_columns
from tradeoff.scenario.letters import OLD_WINDOWS, is_known, read_letters
from tradeoff.scenario.raw import HEADER_ROW, Cells, RawScenario, RawTable, Reading, did_you_mean
from tradeoff.scenario.spelling import nearest
from tradeoff.scenario.strangers import strangers, visible
from tradeoff.scenario.titles import lines_above_header
from tradeoff.words.spoken import say

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OTHER_MARKS = ":|^~"
"""What no spreadsheet separates cells with unless told to."""
_AS_CSV = "open it in a spreadsheet and save the sheet as CSV UTF-8"
MOST_BYTES = 32 * MEGABYTE
"""The tables of a state with 6,000 clusters have less than three."""
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000

Lines = list[tuple[int, list[str]]]
"""Rows with their numbers as a spreadsheet counts them."""


def read_folder(folder: Path, known: Mapping[str, Collection[str]]) -> RawScenario:
    """The raw tables of a folder by name, what of its files was read otherwise than written, and what is wrong there.

    Args:
        folder: Where the files are.
        known: What tables may be called, each with its columns; a CSV file of another name is a fault.
    """
    names = list(known)
    tables: dict[str, RawTable] = {}
    try:
        there = visible(folder)
    except OSError as error:
        mend = "make it a folder that may be read"
        unlisted = fault("E1", folder.name, None, say("cannot be opened ({strerror})", strerror=error.strerror), mend)
        return RawScenario(tables={}, problems=(unlisted,))
    problems = strangers(there, names)
    readings: list[Reading] = []
    files: dict[str, Path] = {}
    unread = {one.file.lower().partition(".")[0].strip() for one in problems} & set(names)
    for path in (path for path in there if path.suffix.strip().lower() == ".csv"):
        name = path.stem.strip().lower()
        if name not in names:
            hint = did_you_mean(path.stem, names).replace("'?", ".csv'?")
            mend = say("rename or move it{hint}", hint=hint)
            problems.append(fault("E1", path.name, None, "no table has this name", mend, value=path.name))
            unread.add(nearest(path.stem, names) or "")
        elif name in files:
            what = say("the same table as {name}", name=files[name].name)
            problems.append(fault("E1", path.name, None, what, "keep one of the two files", value=path.name))
        else:
            files[name] = path
            table = read_file(path, known[name], problems, readings)
            if table is None:
                unread.add(name)
            else:
                tables[name] = table
    return RawScenario(
        tables=tables, problems=tuple(problems), readings=tuple(readings), unread=frozenset(unread - tables.keys())
    )


def read_file(
    path: Path, known: Collection[str], problems: list[InputFault], readings: list[Reading]
) -> RawTable | None:
    """One CSV file as text; None where it cannot be read, and then `problems` says why.

    Args:
        path: The file.
        known: The columns that its table may have.
        problems: Faults are added to it.
        readings: What was read otherwise than it is written is added to it.
    """
    reader = _Reader(file=f"{path.stem.strip().lower()}.csv", known=known, problems=problems, readings=readings)
    if path.name != reader.file:
        reader.say(say("the file is called {name}; read as this table", name=path.name))
    try:
        content = read_plain(path, most=MOST_BYTES)
    except OSError as error:
        reader.refuse(
            say("cannot be opened ({strerror})", strerror=error.strerror),
            "make it a file that may be read, or remove it",
        )
        return None
    return reader.table(content)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads one file, and says what is wrong with it or was read otherwise than written."""

    file: str
    known: Collection[str]
    problems: list[InputFault]
    readings: list[Reading]

    def refuse(self, what: str, mend: str, *, row: int | None = None, value: str | None = None) -> None:
        """Add a fault of the file, or of one of its rows.

        Args:
            what: What is wrong.
            mend: What to do.
            row: The row as a spreadsheet counts it; None for the whole file.
            value: What stands there.
        """
        self.problems.append(fault("E1", self.file, None, what, mend, row=row, value=value))

    def say(self, what: str, *, row: int | None = None, value: str | None = None) -> None:
        """Add a reading of the file, or of one of its rows.

        Args:
            what: What was read and how.
            row: The row as a spreadsheet counts it; None for the whole file.
            value: What stands there.
        """
        self.readings.append(Reading(file=self.file, what=say(what), row=row, value=value))

    def table(self, content: bytes) -> RawTable | None:
        """The table that these bytes are; None where they are none."""
        letters = read_letters(content)
        if letters.fault:
            self.refuse(letters.fault, _AS_CSV)
            return None
        above, text = self._below_titles(letters.text)
        separator = self._separator(text)
        lines = None if separator is None else self._lines(text, separator, above)
        if lines is None or separator is None or not self._letters_known(lines, letters.written):
            return None
        while lines and not any(cell.strip() for cell in lines[0][1]):
            lines.pop(0)
        if not lines:
            mend = "write its header and rows; a table that may be left out needs no file"
            self.refuse("the file is empty", mend)
            return None
        (row, header), *body = lines
        if len(header) > MOST_COLUMNS:
            self.refuse(say("{count} columns", count=len(header)), "leave out what is no column of the table", row=row)
            return None
        if row != HEADER_ROW and not above:
            self.say("the rows above are blank; read as the header", row=row)
        wide = [cells for _, cells in body if any(cell.strip() for cell in cells[len(header) :])]
        if len(wide) > 1 and 2 * len(wide) > sum(any(cells) for _, cells in body):
            many = say("1 cell") if len(header) == 1 else say("{count} cells", count=len(header))
            what = say("it is no header, for it has {many} and rows under it have more", many=many)
            mend = "write the names of the columns in the first row, and put other words elsewhere"
            self.refuse(what, mend, row=row, value=separator.join(header))
            return None
        columns = read_columns(header, body, self.file, self.problems, header_row=row)
        if separator != ",":
            self.say(say("{separator} separate its cells; read so", separator=say(_SEPARATORS[separator])))
        return RawTable(
            file=self.file,
            columns=tuple(columns.values()),
            rows=self._rows(body, columns, len(header), separator),
            header_row=row,
            may_have_decimal_commas=separator != ",",
        )

    def _letters_known(self, lines: Lines, written: str) -> bool:
        """Whether every letter is one; says of letters that are not written as UTF-8 where the first stands."""
        if written == "utf-16":
            self.say("its letters are written as UTF-16; read so")
        if written != OLD_WINDOWS:
            return True
        found = [(row, cell) for row, cells in lines for cell in cells if not cell.isascii()]
        for row, cell in found:
            if not is_known(cell):
                what = "its letters are written neither as UTF-8 nor as old Windows text"
                self.refuse(what, _AS_CSV, row=row, value=cell)
                return False
        row, cell = found[0]
        self.say("and what follows is no UTF-8; read as old Windows text (cp1252)", row=row, value=cell)
        return True

    def _below_titles(self, text: str) -> tuple[int, str]:
        """How many lines stand above the header, and the text from there on; words above it are a fault."""
        above = lines_above_header(text, self.known, _SEPARATORS)
        if not above:
            return 0, text
        lines = list(io.StringIO(text, newline=""))
        titles = [(row, line.strip().strip("".join(_SEPARATORS))) for row, line in enumerate(lines[:above], start=1)]
        row, words = next((row, words) for row, words in titles if words)
        what = say("words stand above the header, which is in row {row}", row=above + 1)
        self.refuse(what, "remove what stands above the header, or put it elsewhere", row=row, value=words)
        return above, "".join(lines[above:])

    def _separator(self, text: str) -> str | None:
        """What separates the cells of the header; None where the file says it in a way that is not known."""
        begun = text.lstrip("\r\n ")
        header = next(iter(io.StringIO(begun, newline="")), "")
        counts = {mark: _count(header, mark) for mark in _SEPARATORS}
        if header.lower().startswith("sep="):
            # Excel's own hint, which it does not show.
            return self._hinted(header.strip()[len("sep=") :])
        found = max(counts, key=lambda mark: counts[mark])
        other = max(_OTHER_MARKS, key=header.count)
        if counts[found] == 0 and other in header:
            mend = "save it with commas, semicolons or tabs"
            self.refuse(
                say("{other!r} separates its cells", other=say(other)), mend, row=HEADER_ROW, value=header.strip()
            )
            return None
        return found

    def _hinted(self, mark: str) -> str | None:
        if mark in _SEPARATORS:
            return mark
        mend = "save it with commas, semicolons or tabs"
        self.refuse(say("it says that {mark!r} separates its cells", mark=mark), mend, value=f"sep={mark}")
        return None

    def _lines(self, text: str, separator: str, above: int) -> Lines | None:
        """Every row, blank ones too; None where quotation marks make no sense.

        Args:
            text: From the header on.
            separator: What stands between its cells.
            above: Rows above it.
        """
        lines: Lines = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            for cells in reader:
                if len(lines) >= MOST_ROWS:
                    self.refuse(
                        say("more than {most_rows} rows", most_rows=MOST_ROWS), "leave out what is no row of the table"
                    )
                    return None
                if not lines and cells and cells[0].lower().startswith("sep=") and len(cells) <= 2:
                    continue
                lines.append((above + len(lines) + 1, cells))
        except csv.Error as error:
            what = say("not readable as CSV from here on: {error}", error=error)
            mend = 'close each quotation mark that opens a cell, and write one inside a cell twice: ""'
            self.refuse(what, mend, row=above + len(lines) + 1)
            return None
        return lines

    def _rows(self, body: Lines, columns: dict[int, str], width: int, separator: str) -> tuple[tuple[int, Cells], ...]:
        """The rows that hold anything; those with cells that no column names are refused."""
        rows: list[tuple[int, Cells]] = []
        blank: list[int] = []
        for number, cells in body:
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                blank.append(number)
            elif len(cells) > width:
                what = say("{count} cells under {width} columns", count=len(cells), width=width)
                mend = say(
                    "put a text or a number that holds {separator} in quotation marks",
                    separator=say(_SEPARATORS[separator]),
                )
                self.refuse(what, mend, row=number, value=separator.join(cells[width:]))
            elif len(cells) == 1 < width and (other := _other_separator(cells[0], separator, width)):
                what = say(
                    "{other} separate its cells, and {separator} those of the header",
                    other=say(other),
                    separator=say(_SEPARATORS[separator]),
                )
                self.refuse(what, "use the same in all rows", row=number, value=cells[0])
            else:
                rows.append((number, {name: cells[at] if at < len(cells) else "" for at, name in columns.items()}))
        inside = [number for number in blank if rows and number < rows[-1][0]]
        if inside:
            more = "" if len(inside) == 1 else say(", and so are {count} more", count=len(inside) - 1)
            self.say(say("the row is blank{more}; left out", more=more), row=inside[0])
        return tuple(rows)


def _other_separator(cell: str, separator: str, width: int) -> str | None:
    """What a row seems to be separated by that was read as one cell; None where it is one cell."""
    marks = [mark for mark in _SEPARATORS if mark != separator and cell.count(mark) >= width - 1]
    return say(_SEPARATORS[marks[0]]) if marks else None


def _count(line: str, mark: str) -> int:
    """How many separators of this kind a line has outside quotation marks."""
    return sum(part.count(mark) for part in line.split('"')[::2])
