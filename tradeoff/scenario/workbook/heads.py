"""Holds what headers of sheets say in brackets against what their columns are counted in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tradeoff.scenario.faults import fault
from tradeoff.scenario.head_units import head_fault, note_on, title_fault, words_of
from tradeoff.scenario.raw import RawTable, Reading, text_of
from tradeoff.scenario.settings import money_unit_of
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.scenario.workbook.as_table import ReadSheet, letter
from tradeoff.scenario.workbook.header import Heading
from tradeoff.scenario.workbook.sheets import CHANGES

_DEFAULT = Fraction(100_000)


def check_heads(sheets: dict[str, ReadSheet], kinds: Mapping[str, type[Row]]) -> None:
    """Add to each sheet's problems the headers whose unit is not the one its figures are read in.

    Args:
        sheets: The sheets that were read, by table; settings among them says the unit of money.
        kinds: The types of the rows of those that are tables, by table.
    """
    unit = _money_unit(sheets["settings"].table if "settings" in sheets else None)
    for name, sheet in sheets.items():
        if name in kinds and unit is not None:
            _check_titles(sheet, kinds[name], unit)
        for heading in sheet.header.by_place.values():
            if name == CHANGES and "%" in heading.unit:
                _tell(
                    sheet,
                    heading,
                    "its header says percents, and the factor itself is wanted",
                    "write 1.5 for 150%, and the header without %",
                )
            if heading.unit and name in kinds and heading.name in kinds[name].model_fields:
                _check(sheet, kinds[name], heading, unit)


def _check(sheet: ReadSheet, kind: type[Row], heading: Heading, money_unit: Fraction | None) -> None:
    place, row, at = sheet.table.sheet, sheet.header.row, letter(heading.at)
    words, held = words_of(kind.TABLE, heading.name), cell_kind(kind, heading.name)
    if place is None or words is None:
        return
    if wrong := head_fault(words, held, heading.unit, money_unit):
        _tell(sheet, heading, wrong.what, wrong.mend)
    elif "%" not in heading.unit and (note := note_on(words, held, heading.unit, money_unit)):
        sheet.readings[:] = [one for one in sheet.readings if (one.row, one.letter) != (row, at)]
        said = Reading(file=place.workbook, sheet=place.name, what=note, value=heading.written, row=row, letter=at)
        sheet.readings.append(said)


def _check_titles(sheet: ReadSheet, kind: type[Row], money_unit: Fraction) -> None:
    """Refuse a title above amounts that names another unit of money than theirs: `Budget (Rs in lakh)`."""
    columns = (words_of(kind.TABLE, one.name) for one in sheet.header.headings)
    if not any(words is not None and words.is_money for words in columns):
        return
    place = sheet.table.sheet
    for row, at, title in sheet.above:
        if place is not None and (wrong := title_fault(title, money_unit)):
            told = fault("E13", sheet.table.file, None, wrong.what, wrong.mend, row=row, value=title)
            sheet.problems.append(replace(told, sheet=place.name, letter=letter(at)))


def _tell(sheet: ReadSheet, heading: Heading, what: str, mend: str) -> None:
    told = fault("E13", sheet.table.file, heading.name, what, mend, row=sheet.header.row, value=heading.written)
    title = sheet.table.sheet.name if sheet.table.sheet else None
    sheet.problems.append(replace(told, sheet=title, letter=letter(heading.at)))


def _money_unit(settings: RawTable | None) -> Fraction | None:
    """Rupees in the scenario's unit of money; None where what stands there is no unit: settings say so then."""
    rows = settings.rows if settings is not None else ()
    found = next((text_of(cells, "value") for _, cells in rows if text_of(cells, "key") == "money_unit"), "")
    return money_unit_of(found) if found else _DEFAULT
