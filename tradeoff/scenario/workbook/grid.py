"""Reads the sheets of a workbook into grids of filled cells: values as stored, formulas, formats, what is hidden.

Cells are taken one by one as the sheet's XML has them: a stray cell in the last row and column costs as much as any.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tradeoff.scenario.workbook.guard import Package, UnreadableError
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_ROWS = 100_000
"""Forty times the households of a state, cell by cell, have a tenth of it."""
MOST_COLUMNS = 16_384
"""Of a sheet, by its format."""
_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx"
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Of a number format, what shows no figure: quoted words, single signs, colours and conditions."""
_THOUSANDS_CUT = re.compile(r"[0#?],+(?![0#?,])")


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A filled cell."""

    kind: str
    """`n` a number, `s` a text, `b` true or false, `d` a date or time, `e` an error; `f` a formula without a value."""
    value: Any
    is_formula: bool
    number_format: str

    @property
    def is_percent(self) -> bool:
        """Whether it shows a hundred times its value, and a percent sign."""
        return "%" in _WORDS.sub("", self.number_format)

    @property
    def is_cut(self) -> bool:
        """Whether it shows a thousandth of its value, or less."""
        return bool(_THOUSANDS_CUT.search(_WORDS.sub("", self.number_format.split(";")[0])))


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The filled cells of one sheet."""

    title: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, GridCell]]
    """By row and column, both from 1."""
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]
    """First column, first row, last column, last row of every merged range."""


def read_grids(package: Package) -> list[Grid]:
    """The sheets of a workbook, in their order; sheets that are charts are left out.

    Raises UnreadableError where the package is no workbook inside.
    """
    import openpyxl

    # What it warns of (styles, extensions) is nothing that is read here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(
                io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False
            )
            grids = [_read_grid(workbook, sheet) for sheet in workbook.worksheets]
        except UnreadableError:
            raise
        except Exception as error:
            # A reader of foreign files fails in as many ways as files are broken.
            told = (str(error).splitlines() or [""])[0]
            what = say("not readable as a workbook ({name}: {told})", name=type(error).__name__, told=told)
            raise UnreadableError(what, _SAVE_AGAIN) from None
    if not grids:
        raise UnreadableError("a workbook without sheets", _SAVE_AGAIN)
    return grids


def _read_grid(workbook: Workbook, sheet: Any) -> Grid:
    formats = _Formats(workbook)
    rows: dict[int, dict[int, GridCell]] = {}
    with sheet._get_source() as source:
        parser = _parser(workbook, sheet, source)
        for number, cells in parser.parse():
            filled = {cell["column"]: found for cell in cells if (found := _cell(cell, formats)) is not None}
            if len(rows) > MOST_ROWS:
                what = say(
                    "the sheet {title} has more than {most_rows:,} filled rows", title=sheet.title, most_rows=MOST_ROWS
                )
                raise UnreadableError(what, "keep in it only the rows of the table")
            if filled:
                rows.setdefault(number, {}).update(filled)
    hidden_columns: set[int] = set()
    for dimension in parser.column_dimensions.values():
        if dimension.get("hidden") in ("1", "true"):
            hidden_columns |= set(range(int(dimension["min"]), min(int(dimension["max"]), MOST_COLUMNS) + 1))
    return Grid(
        title=sheet.title,
        is_hidden=sheet.sheet_state != "visible",
        rows=rows,
        hidden_rows=frozenset(
            int(number)
            for number, attributes in parser.row_dimensions.items()
            if attributes.get("hidden") in ("1", "true")
        ),
        hidden_columns=frozenset(hidden_columns),
        merged=tuple(one.bounds for one in parser.merged_cells.mergeCell) if parser.merged_cells else (),
    )


def _parser(workbook: Workbook, sheet: Any, source: Any) -> Any:
    """The reader that openpyxl has of a sheet's XML, which also says of each cell whether a formula stands in it.

    Its public doors give either formulas or values, and fill the rows up to a stray cell.
    """
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc,unused-ignore]
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            return {**cell, "formula": element.find(FORMULA_TAG) is not None, "typed": element.get("t", "n")}

    return Parser(
        source,
        sheet._shared_strings,
        data_only=True,
        epoch=workbook.epoch,
        date_formats=workbook._date_formats,
        timedelta_formats=workbook._timedelta_formats,
    )


def _cell(cell: Mapping[str, Any], formats: _Formats) -> GridCell | None:
    value, kind = cell["value"], cell["data_type"]
    if value is None or value == "":
        # A formula may well give an empty text; one that was never worked out has no type either.
        if not cell["formula"] or cell["typed"] == "str":
            return None
        value, kind = "", "f"
    return GridCell(
        kind=str(kind), value=value, is_formula=cell["formula"], number_format=formats.of(int(cell["style_id"] or 0))
    )


class _Formats:
    """The number formats of a workbook, by the style of a cell."""

    def __init__(self, workbook: Any) -> None:
        self._styles, self._own = workbook._cell_styles, workbook._number_formats
        self._known: dict[int, str] = {}

    def of(self, style: int) -> str:
        """The number format of a style; `General` where it has none."""
        if style not in self._known:
            self._known[style] = self._find(style)
        return self._known[style]

    def _find(self, style: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self._styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self._own[number - BUILTIN_FORMATS_MAX_SIZE])
