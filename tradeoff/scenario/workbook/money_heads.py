"""Holds what headers say in brackets against what the scenario counts in: a lakh column in a rupee scenario is told."""

from __future__ import annotations

import re
from dataclasses import replace

from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.settings import money_unit_of
from tradeoff.scenario.tables.columns import ColumnWords, column_words
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.scenario.workbook.as_table import ReadSheet, letter
from tradeoff.words.names import plain
from tradeoff.words.spoken import say

_SCALES = {
    "thousand": ("thousand", "thousands", "millier", "milliers", "000", "k"),
    "lakh": ("lakh", "lakhs", "lac", "lacs"),
    "crore": ("crore", "crores", "cr"),
    "million": ("million", "millions", "mn"),
}
_RUPEES = ("rupee", "rupees", "rs", "inr", "roupie", "roupies")
_OTHERS = ("usd", "dollar", "dollars", "eur", "euro", "euros", "gbp")
_DEFAULT = "lakh"


def check_heads(sheets: dict[str, ReadSheet]) -> None:
    """Add to each sheet's problems the headers whose unit is not the one its figures are read in.

    Args:
        sheets: The sheets that were read, by table; settings among them says the unit of money.
    """
    unit = _money_unit(sheets["settings"].table if "settings" in sheets else None)
    for name, sheet in sheets.items():
        for at, heading in sheet.header.by_place.items():
            words = column_words().get((name, heading.name))
            if words is None or not heading.unit:
                continue
            said = _said(heading.unit)
            wrong = _wrong(words, said, unit)
            if wrong is not None:
                title = sheet.table.sheet.name if sheet.table.sheet else name
                told = fault("E13", sheet.table.file, heading.name, *wrong, value=heading.written)
                sheet.problems.append(replace(told, row=sheet.header.row, sheet=title, letter=letter(at)))


def _wrong(words: ColumnWords, said: str, unit: str) -> tuple[str, str] | None:
    """What is wrong with a header's unit, and the mend; None where nothing is."""
    if words.is_money and said and unit and said != unit:
        mend = say("write the figures in {unit} and that in the header, or change money_unit", unit=unit)
        return say("its header counts in {said}, and money_unit in settings.csv is {unit}", said=said, unit=unit), mend
    if not words.is_money and said not in ("", "rupee"):
        return say(
            "its header counts in {said}, and its figures are read as they stand", said=said
        ), "write them out in full"
    return None


def _money_unit(settings: RawTable | None) -> str:
    """The scenario's unit of money; `100 rupees` where it is a number, blank where it is none: settings say so then."""
    rows = settings.rows if settings is not None else ()
    found = next((text_of(cells, "value") for _, cells in rows if text_of(cells, "key") == "money_unit"), "")
    return _rupees(found) if found else _DEFAULT


def _rupees(text: str) -> str:
    rupees = money_unit_of(text)
    if rupees is None:
        return ""
    named = next((name for name, worth in MONEY_UNITS.items() if worth == rupees), None)
    return named or say("{rupees:.15g} rupees", rupees=float(rupees))


def _said(unit: str) -> str:
    """The unit of money or the scale that a header names; blank where it names none."""
    words = plain(unit).split("_")
    for other in _OTHERS:
        if other in words:
            return other
    for scale, spelled in _SCALES.items():
        if any(word in spelled for word in words):
            return scale
    number = re.match(r"\s*([\d.]+)\s*rupees?\b", unit)
    if number:
        return _rupees(number[1])
    return "rupee" if any(word in _RUPEES for word in words) or "₹" in unit else ""
