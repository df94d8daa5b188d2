"""Turns raw tables into plain ones: numbers, years and words as the tables hold them, and no rows of totals.

What can mean one thing only is read, and said; nothing is guessed. A folder and a workbook come through here alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from tradeoff.errors import InputFault
from tradeoff.scenario.conventions import Conventions
from tradeoff.scenario.headers import percent_columns, with_known_columns
from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.notes import Notes
from tradeoff.scenario.number_cells import NumberCell, counts_whole
from tradeoff.scenario.plain_numbers import plain_numbers
from tradeoff.scenario.plain_texts import MOST_LETTERS, on_one_line, text_fault
from tradeoff.scenario.raw import Cells, RawScenario, RawTable, Reading, text_of
from tradeoff.scenario.settings import Settings, money_unit_name
from tradeoff.scenario.tables import TABLES, Row, Setting
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.totals import without_totals
from tradeoff.scenario.written_words import allowed_words, plain_word
from tradeoff.scenario.written_years import NAMED, named_year
from tradeoff.words.spoken import say

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""What spreadsheets show, and save, for a cell whose formula has no value."""


def as_plain(raw: RawScenario) -> RawScenario:
    """The same with plain tables; what was read otherwise than written, and what cannot be, is added to it."""
    problems, readings = list(raw.problems), list(raw.readings)
    tables: dict[str, RawTable] = {}
    asked = Conventions()
    for kind in TABLES:
        # The settings come first: they say what the others are counted in.
        if kind.TABLE in raw.tables:
            tables[kind.TABLE] = _plain_table(raw.tables[kind.TABLE], kind, asked, problems, readings)
            asked = Conventions.of(tables[kind.TABLE]) if kind is Setting else asked
    return replace(raw, tables=tables, problems=tuple(problems), readings=tuple(readings))


def _plain_table(
    written: RawTable, kind: type[Row], asked: Conventions, problems: list[InputFault], readings: list[Reading]
) -> RawTable:
    raw = with_known_columns(written, kind, asked.money_unit, problems, readings)
    percents = percent_columns(written, kind)
    notes = Notes()
    raw = _shown_texts(raw, notes, readings)
    _refuse_errors(raw, kind, notes)
    plain, written_as = _plain_cells(raw, kind, asked, percents, notes), raw
    _say_spaces(raw, readings)
    notes.tell(raw, problems, readings)
    has_named_years = any(way == NAMED for _, way in notes.of_columns)
    raw = replace(raw, rows=_with(raw, plain), refused=raw.refused | notes.refused, has_named_years=has_named_years)
    return without_totals(raw, written_as, kind, problems, readings)


def plain_row(kind: type[Row], cells: Mapping[str, str], asked: Conventions, notes: Notes) -> dict[str, str]:
    """The cells of one row of a table as the table holds them: what a change writes is read as what a file says.

    Args:
        kind: The table's rows.
        cells: Columns and texts.
        asked: What the settings say of how cells are read.
        notes: How they were read, or why they cannot be, is added to it, for row 0.
    """
    raw = RawTable(file=f"{kind.TABLE}.csv", columns=tuple(cells), rows=((0, cells),))
    return {**cells, **{column: text for _, column, text in _plain_cells(raw, kind, asked, frozenset(), notes)}}


def _plain_cells(
    raw: RawTable, kind: type[Row], asked: Conventions, percents: Collection[str], notes: Notes
) -> list[tuple[int, str, str]]:
    """(row, column, text) of the cells that are written otherwise than tables hold them.

    Args:
        raw: The table.
        kind: Its rows.
        asked: What the settings say of how cells are read.
        percents: Columns whose header says that they hold percents.
        notes: How they were read, or why they cannot be, is added to it.
    """
    numbers: list[NumberCell] = []
    plain: list[tuple[int, str, str]] = []
    counts = frozenset(_typed_counts(raw, kind))
    for row, column, text, wanted in _typed_cells(raw, kind):
        if wanted is None:
            word = plain_word(kind, column, text)
        elif wanted is CellKind.YEAR:
            word = asked.years.plain(row, column, text, notes)
        elif wanted is CellKind.UNIT:
            word = money_unit_name(text)
        elif wanted is CellKind.WHOLE and not text.isdigit() and named_year(text) is not None:
            what = "a year of the calendar, where a number of years is wanted"
            notes.say(row, column, text, what, way="calendar", mend="write how many years there are until then")
            continue
        else:
            is_count = (row, column) in counts
            as_percent = column in percents
            numbers.append(
                NumberCell(row=row, column=column, text=text, kind=wanted, as_percent=as_percent, is_count=is_count)
            )
            continue
        if word != text:
            if wanted is not CellKind.YEAR:
                notes.say(row, column, text, say("read as {word}", word=word), way=text)
            plain.append((row, column, word))
    commas, unit = raw.may_have_decimal_commas, asked.money_unit
    return [*plain, *plain_numbers(numbers, may_have_commas=commas, money_unit=unit, notes=notes)]


def _shown_texts(raw: RawTable, notes: Notes, readings: list[Reading]) -> RawTable:
    """The same with every text on one line; one that does not show what it holds is refused."""
    broken: list[tuple[int, str, str]] = []
    for row, cells in raw.rows:
        for column, cell in cells.items():
            if isinstance(cell, Fraction) or (len(cell) <= MOST_LETTERS and cell.isprintable()):
                continue
            if found := text_fault(cell):
                notes.say(row, column, cell, found[0], way="unseen", mend=found[1])
            elif (line := on_one_line(cell)) != cell:
                broken.append((row, column, line))
    if broken:
        row, column, line = broken[0]
        more = say(", and so in {count} more cells", count=len(broken) - 1) if len(broken) > 1 else ""
        readings.append(
            raw.reading(say("read with blanks for line breaks{more}", more=more), row=row, column=column, value=line)
        )
    return replace(raw, rows=_with(raw, broken)) if broken else raw


def _refuse_errors(raw: RawTable, kind: type[Row], notes: Notes) -> None:
    """Refuse what a spreadsheet saves for a cell without a value; of numbers their reader says it."""
    free = [name for name in kind.model_fields if name in raw.columns and cell_kind(kind, name) is None]
    for row, cells in raw.rows:
        for column in free:
            text = text_of(cells, column)
            if text.startswith("#") and text.upper() in _ERRORS:
                notes.say(row, column, text, "a spreadsheet's error, not a text", way="error", mend="type the text")


def _say_spaces(raw: RawTable, readings: list[Reading]) -> None:
    """Say once that cells have spaces around them, which no cell of a table has."""
    spaced = [
        (row, column, cell)
        for row, cells in raw.rows
        for column, cell in cells.items()
        if isinstance(cell, str) and cell and (cell[0].isspace() or cell[-1].isspace()) and not cell.isspace()
    ]
    if spaced:
        row, column, cell = spaced[0]
        more = say(", and so around {count} more", count=len(spaced) - 1) if len(spaced) > 1 else ""
        readings.append(
            raw.reading(say("read without the spaces around it{more}", more=more), row=row, column=column, value=cell)
        )


def _with(raw: RawTable, plain: list[tuple[int, str, str]]) -> tuple[tuple[int, Cells], ...]:
    """The rows with other texts in some of their cells."""
    changed: dict[int, dict[str, str]] = {}
    for row, column, text in plain:
        changed.setdefault(row, {})[column] = text
    return tuple((row, {**cells, **changed[row]}) if row in changed else (row, cells) for row, cells in raw.rows)


def _typed_cells(raw: RawTable, kind: type[Row]) -> Iterator[tuple[int, str, str, CellKind | None]]:
    """(row, column, text, kind) of the cells that are filled and are no free texts; of settings the key says what."""
    columns = [(column, wanted) for column, wanted in _kinds_of(kind) if column in raw.columns]
    for row, cells in raw.rows:
        for column, wanted in columns:
            if text := text_of(cells, column):
                yield row, column, text, _measured(cells) if wanted is CellKind.MEASURED else wanted
        if kind is Setting and text_of(cells, "key") == "money_unit":
            yield row, "value", text_of(cells, "value"), CellKind.UNIT
        if kind is Setting and (key := text_of(cells, "key")) in Settings.model_fields:
            wanted = cell_kind(Settings, key)
            if wanted is not None and (text := text_of(cells, "value")):
                yield row, "value", text, wanted


def _typed_counts(raw: RawTable, kind: type[Row]) -> Iterator[tuple[int, str]]:
    """(row, column) of counts of whole households or agents that are texts: in a sheet some, in a file all of them."""
    columns = [column for column in kind.model_fields if column in raw.columns]
    for row, cells in raw.rows:
        for column in columns:
            is_text = row and (raw.sheet is None or (row, column) in raw.text_cells)
            if is_text and "." in text_of(cells, column) and counts_whole(kind, column, text_of(cells, "measure")):
                yield row, column


@cache
def _kinds_of(kind: type[Row]) -> tuple[tuple[str, CellKind | None], ...]:
    """The columns that are no free texts, and what they hold; None: one of a few words."""
    kinds = ((column, cell_kind(kind, column)) for column in kind.model_fields if column != "row")
    return tuple((column, wanted) for column, wanted in kinds if wanted is not None or allowed_words(kind, column))


def _measured(cells: Cells) -> CellKind:
    """What the value of a limit is, by what it limits."""
    measure = all_measures().get(text_of(cells, "measure"))
    if measure is not None and measure.unit.is_money:
        return CellKind.MONEY
    # Of households 100 lakh is more likely money in the wrong row than a number of them. A percent is a share, whatever
    # the measure was to be: of one that is misspelt its name is told, and not that it takes none.
    is_share = "%" in text_of(cells, "value") if measure is None else measure.unit.is_share
    return CellKind.SHARE if is_share else CellKind.MEASURED
