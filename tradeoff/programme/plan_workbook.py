"""Reads a plan's workbook, as written or edited: what is decided, what is stated, and the scenario it is a plan of."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from tradeoff.errors import InputFault, ScenarioError
from tradeoff.programme.plan_sheets import (
    ABOUT,
    FACTS,
    SCENARIO,
    SCHEMA,
    SCHEMA_KEY,
    number_text,
    table_of,
    table_sheet,
)
from tradeoff.programme.plan_tables import DECISIONS, FIGURES, LISTS
from tradeoff.scenario.conventions import Conventions
from tradeoff.scenario.counted import counted
from tradeoff.scenario.faults import fault
from tradeoff.scenario.head_units import HeadFault, head_fault, scale_fault, words_of
from tradeoff.scenario.raw import RawTable, Sheet
from tradeoff.scenario.resolve import resolve
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.scenario.variants import Changed
from tradeoff.scenario.workbook.guard import UnreadableError, open_package
from tradeoff.words.names import find_name, heads_as_written
from tradeoff.words.spoken import say

SUFFIX = ".xlsx"
_HEADER_ROW = 3
_MOST_COLUMNS = 64
_UNIT = re.compile(r" [(\[]([^()\[\]]*)[)\]]$")
Cells = list[list[Any]]
"""Of a sheet from its first row and column on: texts, numbers, None; a formula without a value is an `Unknown`."""


class Unknown:
    """Stands in a cell whose formula has no value, and in one with an error or a date."""


@dataclass(frozen=True, kw_only=True)
class PlanWorkbook:
    """What a plan's workbook holds, as text."""

    file: str
    about: Mapping[str, Any]
    tables: Mapping[str, RawTable]
    """Those of the plan, by name."""
    said: Mapping[str, str]
    """Name, title and question of the scenario."""
    scenario_tables: dict[str, RawTable]

    def scenario(self) -> Scenario:
        """The scenario that it is a plan of.

        Raises:
            ScenarioError: Its tables are wrong; it lists every problem with its cell.
            ValueError: There are none.
        """
        if not self.scenario_tables:
            raise ValueError(say("{file} does not say what it is a plan of; name the scenario", file=self.file))
        name = self.said.get("name") or self.file.removesuffix(SUFFIX)
        try:
            resolved = resolve(name, Changed(tables=self.scenario_tables, changes=(), places={}), [])
        except ScenarioError as error:
            raise ScenarioError(self.file, [self._at_sheet(problem) for problem in error.problems]) from None
        return Scenario.of(
            resolved,
            name=name,
            title=self.said.get("title") or name,
            question=self.said.get("question", ""),
            based_on="",
            changes=(),
        )

    def at_cells(self, problems: Iterable[InputFault]) -> list[InputFault]:
        """The same faults at the cells of this workbook, where they are of the plan's tables."""
        return [self._at_cell(problem) for problem in problems]

    def _at_sheet(self, problem: InputFault) -> InputFault:
        """A fault of a scenario's table that is missing, at the sheet where a plan's workbook would have it."""
        if problem.sheet is None or table_of(problem.sheet) is not None:
            return problem
        return replace(problem, sheet=table_sheet(problem.sheet))

    def _at_cell(self, problem: InputFault) -> InputFault:
        table = self.tables.get(problem.file.removesuffix(".csv"))
        if problem.sheet is not None or table is None or table.sheet is None:
            return problem
        letter, head = (names.get(problem.column or "") for names in (table.sheet.letters, table.sheet.heads))
        return replace(problem, file=self.file, sheet=table.sheet.name, letter=letter, head=head)


def is_plan_workbook(path: Path) -> bool:
    """Whether a file is the workbook of a plan, by what stands on its first sheet."""
    if path.suffix.lower() != SUFFIX or not path.is_file() or not zipfile.is_zipfile(path):
        return False
    sheets = _sheets(path, [], first=True)
    return bool(sheets) and _facts(sheets.get(ABOUT, [])).get(SCHEMA_KEY) == SCHEMA


def read_plan_workbook(path: Path, problems: list[InputFault], tables: Iterable[str]) -> PlanWorkbook:
    """What a plan's workbook holds.

    Args:
        path: The file, which is only read.
        problems: Faults are added to it, each with its cell.
        tables: The plan's tables by name; other sheets of a plan are worked out from them and not read.
    """
    sheets = _sheets(path, problems)
    of_plan = {kind.TABLE: kind.model_fields for kind in (*DECISIONS, *FIGURES, *LISTS)}
    lists = {kind.TABLE for kind in LISTS}
    found = {
        name: _table(path.name, name, name, sheets[name], of_plan.get(name, ()), problems, is_list=name in lists)
        for name in tables
        if name in sheets
    }
    known = {kind.TABLE: kind.model_fields for kind in TABLES}
    of_scenario = {
        table: _table(path.name, table, name, cells, known[table], problems)
        for name, cells in sheets.items()
        if (table := table_of(name)) in known and table is not None
    }
    for plan_table in found.values():
        problems += _head_faults(plan_table, sheets[str(plan_table.sheet and plan_table.sheet.name)], _in_full)
    unit = Conventions.of(of_scenario.get("settings")).money_unit
    for kind in TABLES:
        if kind.TABLE in of_scenario:
            raw = of_scenario[kind.TABLE]
            problems += _head_faults(raw, sheets[str(raw.sheet and raw.sheet.name)], partial(_of_column, kind, unit))
    said = {str(row[0]): _text(row[1]) for row in sheets.get(SCENARIO, []) if len(row) > 1 and row[0]}
    return PlanWorkbook(
        file=path.name,
        about=_facts(sheets.get(ABOUT, [])),
        tables=found,
        said=said,
        scenario_tables=of_scenario,
    )


def _sheets(path: Path, problems: list[InputFault], *, first: bool = False) -> dict[str, Cells]:
    """The cells of the sheets by name; of the first alone where it is only asked what file this is."""
    import openpyxl

    try:
        content = open_package(path).content
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        names = values.sheetnames[:1] if first else values.sheetnames
        return {name: list(_rows(values[name], formulas[name])) for name in names}
    except UnreadableError as error:
        problems.append(fault("E1", path.name, None, error.what, error.mend))
        return {}
    except Exception as error:
        # A reader of foreign files fails in as many ways as files are broken.
        told = (str(error).splitlines() or [""])[0]
        problems.append(
            fault("E1", path.name, None, say("not readable as a workbook: {told}", told=told), "save it again as .xlsx")
        )
        return {}


def _rows(values: Any, formulas: Any) -> Iterator[list[Any]]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    both = (sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True) for sheet in (values, formulas))
    for shown, typed in zip(*both, strict=True):
        yield [_value(one, formula) for one, formula in zip(shown, typed, strict=True)]


def _value(shown: Any, typed: Any) -> Any:
    """A cell's value; unknown where a formula stands without one, and where it is an error, a date or true or false."""
    if shown is None:
        return None if typed is None else Unknown()
    is_error = isinstance(shown, str) and shown.startswith("#") and shown.endswith(("!", "?", "/A"))
    is_plain = isinstance(shown, str | int | float) and not isinstance(shown, bool)
    return shown if is_plain and not is_error else Unknown()


def _facts(cells: Cells) -> dict[str, Any]:
    """What the first sheet says for programs."""
    found: dict[str, Any] = {}
    for row in cells:
        if len(row) > 1 and row[0] in FACTS and row[1] is not None:
            found[str(row[0])] = text = str(row[1])
            with suppress(ValueError):
                found[str(row[0])] = json.loads(text) if text.startswith("{") else text
    return found


def _table(
    file: str,
    table: str,
    sheet: str,
    cells: Cells,
    known: Iterable[str],
    problems: list[InputFault],
    *,
    is_list: bool = False,
) -> RawTable:
    """A table as text: its headers, in French or English and perhaps with units, and the rows below them.

    Args:
        file: The workbook.
        table: The table's name.
        sheet: The name of its sheet.
        cells: What stands on it.
        known: The columns that the table may have.
        problems: Faults are added to it, each with its cell.
        is_list: Other columns may hold anything, and stand there twice: people sign on lists.
    """
    from openpyxl.utils import get_column_letter

    names = [name for name in known if name != "row"]
    header = cells[_HEADER_ROW - 1] if len(cells) >= _HEADER_ROW else []
    words = {place: _UNIT.sub("", str(word)).strip() for place, word in enumerate(header) if word is not None}
    places = {place: find_name(word, names) or word for place, word in words.items()}
    first = {name: place for place, name in reversed(places.items())}
    letters = {name: get_column_letter(place + 1) for name, place in first.items()}
    for place, name in places.items():
        if place != first[name] and not (is_list and name not in names):
            what = say(
                "two columns of one meaning: this one and {place} ({written!r})",
                place=f"{letters[name]}{_HEADER_ROW}",
                written=words[first[name]],
            )
            letter = get_column_letter(place + 1)
            doubled = fault("E1", file, None, what, "keep one of them", row=_HEADER_ROW, value=words[place])
            problems.append(replace(doubled, sheet=sheet, letter=letter))
    heads = heads_as_written({name: words[place] for place, name in places.items() if name in names}, names)
    rows, refused = [], set()
    for number, row in enumerate(cells[_HEADER_ROW:], start=_HEADER_ROW + 1):
        filled = {name: row[place] for place, name in places.items() if place < len(row) and row[place] is not None}
        for name, value in filled.items():
            if isinstance(value, Unknown) and not (is_list and name not in names):
                what = say("a formula without a value, an error or a date")
                mend = "type the value itself; where it is a formula, save the workbook once in a spreadsheet program"
                refused.add((number, name))
                found = fault("E1", file, name, what, mend, row=number, sheet=sheet, letter=letters[name])
                problems.append(replace(found, head=heads.get(name)))
        if any(_text(value) for value in filled.values()) or any((number, name) in refused for name in filled):
            rows.append((number, {name: _text(filled.get(name)) for name in places.values()}))
    where = Sheet(workbook=file, name=sheet, letters=letters, heads=heads)
    return RawTable(
        file=f"{table}.csv",
        columns=tuple(places.values()),
        rows=tuple(rows),
        sheet=where,
        header_row=_HEADER_ROW,
        refused=frozenset(refused),
    )


def _in_full(_: str, unit: str) -> HeadFault | None:
    """What is wrong with a unit in a table of the plan, whose figures are households and rupees in full."""
    said = counted(unit)
    return scale_fault(said) if said.scale is not None or said.currency else None


def _of_column(kind: type[Row], money_unit: Fraction, column: str, unit: str) -> HeadFault | None:
    """What is wrong with a unit in a table of the scenario that it is a plan of."""
    words = words_of(kind.TABLE, column)
    if words is None or column not in kind.model_fields:
        return None
    return head_fault(words, cell_kind(kind, column), unit, money_unit)


def _head_faults(table: RawTable, cells: Cells, judge: Callable[[str, str], HeadFault | None]) -> Iterator[InputFault]:
    """A fault for each header whose brackets say that its figures are counted in something else.

    Args:
        table: A table of the workbook.
        cells: What stands on its sheet.
        judge: What is wrong with a unit in the header of a column, by the column's name and the unit.
    """
    from openpyxl.utils import column_index_from_string

    header = cells[_HEADER_ROW - 1] if len(cells) >= _HEADER_ROW else []
    for name, letter in table.sheet.letters.items() if table.sheet is not None else ():
        written = str(header[column_index_from_string(letter) - 1])
        found = _UNIT.search(written)
        wrong = None if found is None else judge(name, found[1])
        if wrong is not None and table.sheet is not None:
            told = fault("E13", table.sheet.workbook, name, wrong.what, wrong.mend, row=_HEADER_ROW, value=written)
            yield replace(told, sheet=table.sheet.name, letter=letter, head=table.sheet.heads.get(name))


def _text(value: Any) -> str:
    """A value as a cell of a file has it; a number as a spreadsheet shows it."""
    if value is None or isinstance(value, Unknown):
        return ""
    return number_text(value) if isinstance(value, int | float) else str(value).strip()
