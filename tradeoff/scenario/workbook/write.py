"""Writes a scenario as a workbook to fill in: a sheet a table, with units, drop-downs and where each figure is found.

Every cell of a table comes back as the text it was: what a spreadsheet would show otherwise, such as 0.10, stands as
text in its cell, so that the scenario keeps its data hash. No text becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from tradeoff.scenario.book import Book
from tradeoff.scenario.needed_columns import NEEDED_WITHOUT
from tradeoff.scenario.raw import Cells, RawTable, text_of
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.tables.columns import SETTING, ColumnWords, column_words
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.scenario.workbook.as_text import number_text
from tradeoff.scenario.workbook.looks import AS_TEXT, LINE, WHOLE_NUMBERS, WITH_DECIMALS, Look, Looks, lines_of
from tradeoff.scenario.workbook.offered import is_id, rule_for
from tradeoff.scenario.workbook.read_me import write_read_me
from tradeoff.scenario.workbook.sheets import CHANGES, SCENARIO, SHEET_COLUMNS, change_cells, sheet_name
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import headed, say, say_one

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_SPARE = 20
"""Blank rows below the last one that look like those to fill in."""
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_MADE = datetime(2000, 1, 1)
"""Written as the day a workbook was made, so that the same scenario gives the same bytes."""
_SCALES = ("thousand",)
"""Units of money that have a word in other languages, as a header has it; lakh and crore are the same in all."""
_NARROWEST, _WIDEST = 9, 42
_AT_LEAST = {"name": 28, "citation": 32, "source": 18, "note": 32, "reason": 32, "where": 32, "add": 42}
"""Of columns in which people write words."""
_WHOLE_WIDTH = 96
"""Of the sheet `scenario`, whose texts are sentences."""


def as_workbook(book: Book) -> bytes:
    """A scenario as the bytes of an .xlsx file.

    Raises ValueError where a text is longer than a cell can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "subject": book.question, "created": _MADE})
        _Writer(workbook, book).write()
    return out.getvalue()


def plain_number(text: str) -> float | None:
    """The number that a spreadsheet shows as just this text; None for any other text."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or "e" in text.lower():
        return None
    return float(number) if number_text(float(number)) == text else None


@dataclass(frozen=True, kw_only=True)
class _Column:
    """One column of a sheet as it is laid out."""

    name: str
    words: ColumnWords
    kind: CellKind | None
    is_id: bool
    needed: bool

    @property
    def is_settings_value(self) -> bool:
        return (self.words.table, self.name) == ("settings", "value")

    def format(self) -> str:
        """The number format of its cells."""
        if self.words.is_money:
            return WHOLE_NUMBERS
        if self.kind is CellKind.AMOUNT and self.words.unit.startswith("households"):
            return WHOLE_NUMBERS
        return "" if self.kind is not None or self.is_settings_value else AS_TEXT

    def width(self, header: str, texts: Sequence[str]) -> float:
        """In characters: wide enough for its header, on two lines where it has a unit, and for most of its cells."""
        widest = max((len(text) for text in texts), default=0)
        least = max(len(part) for part in header.split(" ["))
        return max(_NARROWEST, _AT_LEAST.get(self.name, 0), least + 3, min(widest + 2, _WIDEST))


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, workbook: Workbook, book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._looks = Looks(workbook)
        self._kinds = [kind for kind in TABLES if kind.TABLE in book.tables]
        self._columns = {kind.TABLE: list(book.tables[kind.TABLE].columns) for kind in self._kinds}
        self._money_unit = _money_unit(book)

    def write(self) -> None:
        """Every sheet, in the order in which a planner fills them in."""
        write_read_me(self._workbook, self._looks, self._book, [kind.TABLE for kind in self._kinds])
        said = {"name": self._book.name, "title": self._book.title, "question": self._book.question}
        told = [{"key": key, "value": text} for key, text in {**said, "based_on": self._book.based_on}.items()]
        self._write_sheet(SCENARIO, None, SHEET_COLUMNS[SCENARIO], told, spare=0)
        for kind in self._kinds:
            rows = [cells for _, cells in self._book.tables[kind.TABLE].rows]
            self._write_sheet(kind.TABLE, kind, self._columns[kind.TABLE], rows, spare=_SPARE)
        changes = [change_cells(change) for change in self._book.changes]
        self._write_sheet(CHANGES, None, SHEET_COLUMNS[CHANGES], changes, spare=_SPARE)

    def _write_sheet(
        self, name: str, kind: type[Row] | None, names: Sequence[str], rows: Sequence[Cells], *, spare: int
    ) -> None:
        sheet = self._workbook.add_worksheet(sheet_name(name))
        columns = [_laid_out(name, kind, column, self._book.tables) for column in names]
        last = len(rows) + spare
        for index, column in enumerate(columns):
            texts = [text_of(cells, column.name) for cells in rows]
            self._write_header(sheet, index, column, _WHOLE_WIDTH if (name, index) == (SCENARIO, 1) else None, texts)
            self._write_rules(sheet, index, column, kind, last)
            is_key = column.name == "key"
            for row in range(last):
                text = text_of(rows[row], column.name) if row < len(rows) else ""
                text = heading_of(text) if is_key and text else text
                self._write_cell(sheet, row + 1, index, column, text)
        if kind is not None and kind.TABLE == "settings":
            self._write_settings_words(sheet, names, rows)
        sheet.set_row(0, 2 * LINE + 2)
        if name == SCENARIO:
            for row, cells in enumerate(rows, start=1):
                sheet.set_row(row, LINE * lines_of(text_of(cells, "value"), _WHOLE_WIDTH))
        sheet.freeze_panes(1, 1)
        sheet.set_footer("&L&F, &A&R&P / &N")
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write_header(
        self, sheet: Worksheet, index: int, column: _Column, width: float | None, texts: Sequence[str]
    ) -> None:
        unit = column.words.unit_in(self._money_unit) and column.words.spoken_unit(self._money_unit)
        header = f"{heading_of(column.name)} [{unit}]" if unit else heading_of(column.name)
        sheet.write_string(0, index, header, self._looks.of(Look.HEADER))
        sheet.set_column(index, index, width or column.width(header, texts))
        words = _told(column.words, self._money_unit)
        sheet.write_comment(0, index, words, {"x_scale": 2, "y_scale": 0.6 + 0.25 * words.count("\n"), "author": ""})

    def _write_rules(self, sheet: Worksheet, index: int, column: _Column, kind: type[Row] | None, last: int) -> None:
        if last < 1:
            return
        if column.format() == WHOLE_NUMBERS or column.is_settings_value:
            first = f"{_letters(index)}2"
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}<>INT({first}))"}
            decimals = self._looks.number(WITH_DECIMALS)
            sheet.conditional_format(1, index, last, index, {**rule, "format": decimals})
        if kind is None:
            return
        rows = {name: len(table.rows) + _SPARE + 1 for name, table in self._book.tables.items()}
        words = "" if column.words.table == "every" else column.words.record
        offered = rule_for(kind, column.name, self._book.tables, self._columns, rows, _sentence(words))
        if offered is not None:
            sheet.data_validation(1, index, last, index, offered)

    def _write_cell(self, sheet: Worksheet, row: int, index: int, column: _Column, text: str) -> None:
        look = self._looks.of(_look(column), column.format(), wrap=column.words.table == SCENARIO)
        # An id stays text, even if all its signs are digits: so do the ids that a drop-down compares it with.
        number = None if column.is_id else plain_number(text)
        if not text:
            sheet.write_blank(row, index, None, look)
        elif number is not None:
            sheet.write_number(row, index, number, self._looks.of(_look(column), _number_format(column)))
        elif len(text) > _LONGEST:
            raise ValueError(
                say(
                    "a cell of a workbook holds {longest} characters; {name} has a longer text: {text}...",
                    longest=_LONGEST,
                    name=column.name,
                    text=text[:40],
                )
            )
        else:
            sheet.write_string(row, index, text, look)

    def _write_settings_words(self, sheet: Worksheet, names: Sequence[str], rows: Sequence[Cells]) -> None:
        """Beside each setting what it is counted in and where it is found, as a comment on its value."""
        index = list(names).index("value")
        for row, cells in enumerate(rows):
            words = column_words().get((SETTING, text_of(cells, "key")))
            if words is not None:
                sheet.write_comment(row + 1, index, _told(words, self._money_unit), {"x_scale": 2, "author": ""})


def _look(column: _Column) -> Look:
    return Look.NEEDED if column.needed else Look.OPTIONAL


def _number_format(column: _Column) -> str:
    return "" if column.format() == AS_TEXT else column.format()


def _laid_out(sheet: str, kind: type[Row] | None, name: str, tables: Mapping[str, RawTable]) -> _Column:
    words = column_words()
    told = words.get((sheet, name)) or words.get(("every", name))
    if told is None:
        told = ColumnWords(table=sheet, column=name, unit="text", blank="", example="", says="", record="")
    is_typed = kind is not None and name in kind.model_fields
    held = cell_kind(kind, name) if kind is not None and is_typed else None
    needed = kind.model_fields[name].is_required() if kind is not None and is_typed else told.blank == "required"
    if (sheet, name) in NEEDED_WITHOUT and NEEDED_WITHOUT[sheet, name] not in tables:
        needed = True
    return _Column(name=name, words=told, kind=held, is_id=kind is not None and is_id(kind, name), needed=needed)


def _money_unit(book: Book) -> str:
    """The scenario's unit of money, as its header says it."""
    rows = book.tables["settings"].rows if "settings" in book.tables else ()
    found = next((text_of(cells, "value") for _, cells in rows if text_of(cells, "key") == "money_unit"), "")
    if not found:
        return "lakh"
    return say_one(found, _SCALES) if found in MONEY_UNITS else say("{found} rupees", found=found)


def _sentence(words: str) -> str:
    return say("Find it in: {words}.", words=say(words)) if words else ""


def _told(words: ColumnWords, money_unit: str) -> str:
    """What a comment says of a column: what it is, in what, what a blank means, an example, where to find it."""
    blank = (
        say("Must be filled in.")
        if words.blank == "required"
        else say("Blank: {blank}.", blank=say(words.blank) if words.blank else say("not said"))
    )
    # Messages and the list of tables call it by its own name.
    head = heading_of(words.column)
    called = words.column if head == words.column else f"{head} ({words.column})"
    lines = [
        headed(called, f"{say(words.says)}.") if words.says else f"{called}.",
        say("In: {unit}.", unit=words.spoken_unit(money_unit)),
        say("{blank} Example: {example}", blank=blank, example=words.example),
        _sentence(words.record),
    ]
    return "\n".join(line for line in lines if line)


def _letters(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(index))
