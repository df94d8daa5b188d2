"""Finds the header of a sheet and what its columns are: by their names, in English or French, with or without units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tradeoff.scenario.raw import HEADER_ROW
from tradeoff.scenario.workbook.as_text import shown_value
from tradeoff.scenario.workbook.grid import Grid
from tradeoff.words.names import find_name, heads_as_written, without_unit

_LOOKED_AT = 20
"""Rows at the top of a sheet in which a header is looked for; above it stand titles."""
_ENOUGH = 2
"""Names of columns that make a row a header."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The header of one column."""

    at: int
    """The column from 1."""
    name: str
    """The column it names; as it is written where it names none."""
    written: str
    unit: str
    """What it says in brackets that its figures are counted in; blank where it says nothing."""

    @property
    def column(self) -> str:
        """What the raw table calls the column: its name, with the percent sign that says how its figures are meant."""
        return f"{self.name} {self.behind}" if "%" in self.unit else self.name

    @property
    def behind(self) -> str:
        """What stands behind its name, brackets and all."""
        return self.written[len(without_unit(self.written)[0]) :].strip()


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of a sheet."""

    row: int
    headings: tuple[Heading, ...]

    @property
    def doubled(self) -> list[tuple[Heading, Heading]]:
        """Two headings that name one column, the first and each later one."""
        first: dict[str, Heading] = {}
        return [(first[one.name], one) for one in self.headings if first.setdefault(one.name, one) is not one]

    @property
    def by_place(self) -> dict[int, Heading]:
        """The first heading of each column's name by its place."""
        doubled = {later.at for _, later in self.doubled}
        return {one.at: one for one in self.headings if one.at not in doubled}


def find_header(grid: Grid, known: Iterable[str]) -> Header | None:
    """The first row that names columns of the table; the first filled one where none does; None for a blank sheet.

    Args:
        grid: The sheet.
        known: The columns of the table.
    """
    names = list(known)
    top = sorted(number for number in grid.rows if number < HEADER_ROW + _LOOKED_AT)
    if not top:
        return None
    for number in top:
        header = _header(grid, number, names)
        if sum(one.name in names for one in header.headings) >= min(_ENOUGH, len(names)):
            return header
    return _header(grid, top[0], names)


def _header(grid: Grid, number: int, names: list[str]) -> Header:
    headings = []
    for at, cell in sorted(grid.rows[number].items()):
        written = " ".join(shown_value(cell).split())
        word, unit = without_unit(written)
        if not written:
            continue
        headings.append(Heading(at=at, name=find_name(word, names) or word, written=written, unit=unit))
    return Header(row=number, headings=tuple(headings))


def heads_of(header: Header, known: Iterable[str]) -> Mapping[str, str]:
    """What columns of a table are called on its sheet, by their names, where that is another name."""
    written = {one.name: without_unit(one.written)[0] for one in header.by_place.values()}
    return heads_as_written({name: head for name, head in written.items() if name in set(known)}, known)


def letters_of(header: Header) -> Mapping[str, str]:
    """The letter of each column by its name."""
    from openpyxl.utils import get_column_letter

    return {heading.column: get_column_letter(at) for at, heading in header.by_place.items()}
