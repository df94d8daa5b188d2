"""Writes sheets as the bytes of an .xlsx file: totals as formulas with their values, native charts, set for paper.

A text is a text: nothing that somebody typed as a name becomes a formula, a link or a control character. The same
sheets give the same bytes.
"""

from __future__ import annotations

import io
import math
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tradeoff.moo.keep.cells import harmless
from tradeoff.reports.tables import rounded
from tradeoff.reports.workbook.fitting import LINE, WIDEST, header_height, row_height, text_height, width_of
from tradeoff.reports.workbook.nothing_in import with_nothing_told
from tradeoff.reports.workbook.sheets import LONGEST_NAME, Chart, Column, Figure, Shape, Table, Words, Workbook
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, TOTAL_ROW, HEADER_ROW, FIRST_ROW = range(4)
"""Of a table, counted from 0; totals stand above, where rows that are added below are counted too."""
LAST_ROW = 1_048_575
"""The last row that a sheet has, counted from 0."""
LONGEST_TEXT = 32_767
"""Characters that a cell holds."""
_MADE = datetime(2000, 1, 1)
"""Stands for the day the file was made, so that the same results give the same bytes."""
_GROUPED = r"[>=10000000]##\,##\,##\,##0{0};[>=100000]##\,##\,##0{0};##,##0{0}"
"""Indian grouping; a format has room for two conditions."""
_GROUPED_LARGE = r"[>=1000000000]##\,##\,##\,##\,##0{0};[>=10000000]##\,##\,##\,##0{0};##,##0{0}"
_LARGE = 1e9
_FORMATS = {Figure.YEAR: "0", Figure.SHARE: "0.0###", Figure.RATE: "0.0000####"}
_GROUPED_FROM = 10_000
"""A figure as it was given is grouped from here on: below stand years and counts that nobody groups."""
_AT_THE_LEFT = {Figure.TEXT, Figure.SENTENCE, Figure.YEAR}
"""What is read from its beginning; figures stand under each other by their last digits."""
_FACTS, _SENTENCES = 22, 110
_TITLE_SIZE = 1.35
"""How much wider than plain figures the bold letters of a title are, at most."""
_YELLOW, _HEAD, _INK = "#FFE699", "#E7ECEF", "#1F3A4D"
_SHORT = 30
"""Rows of a table below which its charts stand; beside a longer one they stand at its top."""
_LANDSCAPE_FROM = 90
"""Characters of a row from which a sheet lies on its side."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def as_xlsx(workbook: Workbook) -> bytes:
    """The sheets as the bytes of an .xlsx file.

    Raises ValueError where a text is longer than a cell can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": inert(workbook.title), "created": _MADE})
        writer = _Writer(book)
        for sheet in with_nothing_told(workbook).sheets:
            if isinstance(sheet, Words):
                writer.words(sheet)
            else:
                writer.table(sheet)
    return out.getvalue()


def inert(text: str) -> str:
    """A text as a cell can hold it: what XML forbids, such as a bell, is shown as the picture of it.

    Raises ValueError where it is longer than a cell can hold.

    Example:
        >>> inert("Barpali" + chr(7))
        'Barpali␇'
    """
    shown = _NOT_IN_XML.sub(lambda sign: _picture(ord(sign[0])), text)
    if len(shown) > LONGEST_TEXT:
        raise ValueError(
            say(
                "a cell holds {longest_text} characters, and {shown!r}... has {count}",
                longest_text=LONGEST_TEXT,
                shown=shown[:40],
                count=len(shown),
            )
        )
    return shown


def _picture(code: int) -> str:
    if code == 0x7F:
        return chr(0x2421)
    return chr(0x2400 + code) if code < 0x20 else chr(0xFFFD)


class _Writer:
    """Writes sheet after sheet to a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def words(self, page: Words) -> None:
        """A sheet of sentences: headings in bold, a sentence a row, facts below in two columns."""
        sheet = self._sheet(page.name, page.title)
        sheet.set_column(0, 0, _FACTS)
        sheet.set_column(1, 1, _SENTENCES)
        self._text(sheet, 0, 0, page.title, bold=True, font_size=14, font_color=_INK)
        row = 2
        for heading, sentences in page.parts:
            if not sentences:
                continue
            self._text(sheet, row, 0, heading, bold=True, font_color=_INK)
            for place, sentence in enumerate(sentences, start=1):
                self._text(sheet, row + place, 1, sentence, text_wrap=True, valign="top")
                sheet.set_row(row + place, text_height(sentence, _SENTENCES))
            row += len(sentences) + 2
        for name, said in page.facts.items():
            self._text(sheet, row, 0, name, font_color="#666666")
            self._text(sheet, row, 1, said, font_color="#666666", text_wrap=True)
            row += 1
        sheet.freeze_panes(1, 0)
        sheet.fit_to_pages(1, 0)

    def table(self, table: Table) -> None:
        """A sheet with a table: title, totals, headers, rows, and its charts beside it."""
        sheet = self._sheet(table.name, table.title)
        if table.is_decided:
            sheet.set_tab_color(_YELLOW)
        if table.is_hidden:
            sheet.hide()
        width = sum(self._column(sheet, table, place, column) for place, column in enumerate(table.columns))
        self._title(sheet, table, width)
        if table.columns and not table.columns[0].is_added and any(one.is_added for one in table.columns):
            self._text(sheet, TOTAL_ROW, 0, say("all rows"), bold=True)
        sheet.set_row(HEADER_ROW, header_height(table.columns, table.rows))
        for row, record in enumerate(table.rows, start=FIRST_ROW):
            height = row_height(table.columns, record)
            if height > LINE:
                sheet.set_row(row, height)
        sheet.freeze_panes(FIRST_ROW, 0)
        if table.rows:
            sheet.autofilter(HEADER_ROW, 0, FIRST_ROW + len(table.rows) - 1, len(table.columns) - 1)
        sheet.repeat_rows(TITLE_ROW, HEADER_ROW)
        sheet.fit_to_pages(1, 0)
        if width > _LANDSCAPE_FROM or table.charts:
            sheet.set_landscape()
        for number, chart in enumerate(table.charts):
            self._chart(sheet, table, chart, number)

    def _sheet(self, name: str, title: str) -> Worksheet:
        sheet = self._book.add_worksheet(name[:LONGEST_NAME])
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        # In a footer an ampersand begins a code, and a digit behind a size is of the size.
        footer = inert(title).replace("&", "\uff06")[:100]
        sheet.set_footer(f"&L&8 {footer}&R&8 &A, &P / &N")
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})
        return sheet

    def _title(self, sheet: Worksheet, table: Table, width: float) -> None:
        """Write the title, on several lines where it is wider than its table: paper is as wide as what stands on it."""
        look = {"bold": True, "font_size": 12, "font_color": _INK}
        lines = text_height(table.title, width / _TITLE_SIZE) / LINE
        if lines > 1 and len(table.columns) > 1:
            look |= {"text_wrap": True, "valign": "top"}
            sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, len(table.columns) - 1, "", self._format(**look))
            sheet.set_row(TITLE_ROW, lines * LINE * 12 / 11)
        self._text(sheet, TITLE_ROW, 0, table.title, **look)

    def _column(self, sheet: Worksheet, table: Table, place: int, column: Column) -> float:
        """Write a column; its width in characters."""
        is_yellow = table.is_decided and column.key not in table.follows
        look: dict[str, Any] = {"bg_color": _YELLOW, "border": 1, "border_color": "#C8C2B0"} if is_yellow else {}
        align = "left" if column.figure in _AT_THE_LEFT else "right"
        if align == "left" and place > 0 and table.columns[place - 1].figure not in _AT_THE_LEFT:
            # So that a text does not touch the figures at the right end of the column before it.
            look |= {"indent": 1}
        style = {"bold": True, "bg_color": _HEAD, "text_wrap": True, "bottom": 1, "align": align}
        style |= {"indent": 1} if "indent" in look else {}
        self._text(sheet, HEADER_ROW, place, column.header, **style)
        values = [row[column.key] for row in table.rows]
        for row, value in enumerate(values, start=FIRST_ROW):
            formula = self._row_sum(table, column, row) if column.sums else ""
            self._cell(sheet, row, place, value, column.figure, look, formula=formula)
        known = [rounded(value) for value in values if isinstance(value, int | float)]
        if column.is_added and (known or not values):
            total = math.fsum(known)
            whole = all(float(value).is_integer() for value in known)
            formula = f"=SUM({_cell(FIRST_ROW, place)}:{_cell(LAST_ROW, place)})"
            shown = round(total) if whole else rounded(total)
            self._cell(sheet, TOTAL_ROW, place, shown, column.figure, {"bold": True}, formula=formula)
        width = width_of(column, table.rows)
        sheet.set_column(place, place, width)
        return width

    def _row_sum(self, table: Table, column: Column, row: int) -> str:
        keys = [one.key for one in table.columns]
        first, last = keys.index(column.sums[0]), keys.index(column.sums[-1])
        return f"=SUM({_cell(row, first)}:{_cell(row, last)})"

    def _cell(
        self,
        sheet: Worksheet,
        row: int,
        place: int,
        value: object,
        figure: Figure,
        look: dict[str, Any],
        *,
        formula: str = "",
    ) -> None:
        """Write one cell of a table.

        Args:
            sheet: Where.
            row: Counted from 0.
            place: The column, likewise.
            value: A number, a text, or None for a blank.
            figure: What it is.
            look: How it looks besides.
            formula: What makes it, where it is live; blank: it stands as it is.
        """
        if value is None or value == "":
            sheet.write_blank(row, place, None, self._format(**look))
        elif isinstance(value, bool):
            self._text(sheet, row, place, say("Yes") if value else say("No"), **look)
        elif isinstance(value, int | float):
            number = rounded(value)
            align = "left" if figure is Figure.YEAR else "right"
            style = self._format(num_format=_number_format(figure, number), align=align, valign="top", **look)
            if formula:
                sheet.write_formula(row, place, formula, style, number)
            else:
                sheet.write_number(row, place, number, style)
        else:
            wraps = figure is Figure.SENTENCE or len(str(value)) > WIDEST
            self._text(sheet, row, place, str(value), text_wrap=wraps, align="left", valign="top", **look)

    def _text(self, sheet: Worksheet, row: int, place: int, text: str, **look: Any) -> None:
        shown = inert(text)
        if harmless(shown) != shown:
            # So that it stays a text where somebody opens the cell and leaves it again.
            look["quote_prefix"] = True
        sheet.write_string(row, place, shown, self._format(**look))

    def _format(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def _chart(self, sheet: Worksheet, table: Table, chart: Chart, number: int) -> None:
        keys = [column.key for column in table.columns]
        last = FIRST_ROW + len(table.rows) - 1
        kind = {"type": "bar"} if chart.shape is Shape.BARS else {"type": "scatter", "subtype": "straight_with_markers"}
        drawn = self._book.add_chart(kind)
        name = table.name[:LONGEST_NAME]
        for key in chart.values:
            place, over = keys.index(key), keys.index(chart.over)
            drawn.add_series(
                {
                    "name": [name, HEADER_ROW, place],
                    "categories": [name, FIRST_ROW, over, last, over],
                    "values": [name, FIRST_ROW, place, last, place],
                }
            )
        _dress(drawn, chart)
        if len(chart.values) == 1:
            drawn.set_legend({"none": True})
        bars = len(table.rows) * len(chart.values) if chart.shape is Shape.BARS else 0
        drawn.set_size({"width": 640, "height": max(360, 120 + 16 * bars)})
        # Below a short table a chart leaves the paper its width; below a long one nobody would find it.
        if len(table.rows) <= _SHORT:
            sheet.insert_chart(last + 2 + 24 * number, 0, drawn)
        else:
            sheet.insert_chart(FIRST_ROW + 24 * number, len(table.columns) + 1, drawn)


def _dress(drawn: Any, chart: Chart) -> None:
    """Give a chart its title and axes; bars begin at zero, as lengths must."""
    drawn.set_title({"name": chart.title, "name_font": {"size": 11}, "overlay": False})
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    value = {"name": chart.value_title, "min": 0, "num_format": _GROUPED.format(""), "major_gridlines": grid}
    if chart.shape is Shape.BARS:
        drawn.set_x_axis(value)
        drawn.set_y_axis({"name": chart.over_title, "reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis({**value, "name": chart.over_title, "min": chart.starts[0]})
        drawn.set_y_axis({**value, "min": chart.starts[1]})


def _number_format(figure: Figure, number: float) -> str:
    if figure in _FORMATS:
        return _FORMATS[figure]
    if figure is Figure.GIVEN and abs(number) < _GROUPED_FROM:
        return "General"
    if figure is Figure.RUPEES or float(number).is_integer():
        decimals = ""
    else:
        decimals = ".0#######" if figure is Figure.GIVEN else ".0#"
    return (_GROUPED_LARGE if abs(number) >= _LARGE else _GROUPED).format(decimals)


def _cell(row: int, place: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    name: str = xl_rowcol_to_cell(row, place)
    return name
