"""Works out how wide columns and how high rows must be: no program measures a text before the workbook is opened."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from tradeoff.money import format_number
from tradeoff.reports.tables import Record
from tradeoff.reports.workbook.sheets import Column, Figure
from tradeoff.words.spoken import in_language

LINE = 15.0
"""Height of a line, in points."""
WIDEST = 42
"""Characters of a text beyond which it is wrapped."""
_NARROWEST = 9
_WIDTHS = {
    Figure.SENTENCE: 100,
    Figure.YEAR: 12,
    Figure.RUPEES: 11,
    Figure.COUNT: 13,
    Figure.GIVEN: 14,
    Figure.SHARE: 11,
    Figure.RATE: 13,
}
"""Characters that a column has by what stands in it; it has more where its digits need them."""
_DECIMALS = {Figure.RUPEES: 0, Figure.COUNT: 2, Figure.RATE: 8}
"""Decimals of figures that may be long."""
_ROOM = 3
"""Characters between two columns, and for the bold letters of a header or a total."""
_BOLD = 0.85
"""Characters of a header that stand where one of plain figures would."""


def width_of(column: Column, rows: Sequence[Record]) -> float:
    """Characters that a column needs: of its texts, of its digits, of the longest word of its header, within bounds."""
    values = [row[column.key] for row in rows]
    texts = max((len(value) for value in values if isinstance(value, str)), default=0) + _ROOM
    words = max(len(word) for word in column.header.split()) + _ROOM
    if column.figure is Figure.TEXT:
        # A unit stands on a line of its own.
        least = max(len(part) for part in column.header.split(" (")) + _ROOM
        return min(max(_NARROWEST, texts, least), WIDEST)
    width = max(_WIDTHS[column.figure], words)
    if column.figure is Figure.GIVEN:
        return max(width, min(texts, WIDEST))
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if column.is_added:
        numbers.append(math.fsum(numbers))
    return max(width, max((_signs(number, column.figure) for number in numbers), default=0) + _ROOM)


def _signs(number: float, figure: Figure) -> int:
    """Signs that a figure takes: cells group by lakh and crore whatever language is spoken."""
    if figure not in _DECIMALS:
        return 0
    decimals = 0 if number.is_integer() else _DECIMALS[figure]
    with in_language("en"):
        return len(format_number(number, decimals=decimals))


def header_height(columns: Sequence[Column], rows: Sequence[Record]) -> float:
    """Points that the row of headers needs."""
    return max((text_height(one.header, _BOLD * width_of(one, rows)) for one in columns), default=LINE)


def row_height(columns: Sequence[Column], record: Record) -> float:
    """Points that a row needs; texts that fit into the widest column stand on one line, and so do figures."""
    return max((_height(str(record[one.key]), one.figure) for one in columns), default=LINE)


def _height(text: str, figure: Figure) -> float:
    width = _WIDTHS[figure] if figure is Figure.SENTENCE else WIDEST
    return text_height(text, width) if len(text) > width else LINE


def text_height(text: str, width: float) -> float:
    """Points that a wrapped text needs, words broken where they end."""
    return LINE * max(1, len(textwrap.wrap(text, max(1, int(width)), break_on_hyphens=False)))
