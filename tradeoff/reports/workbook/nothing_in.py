"""Tells on the first sheet which tables have no row: they are hidden, and so not printed."""

from __future__ import annotations

from dataclasses import replace

from tradeoff.reports.workbook.sheets import Table, Words, Workbook
from tradeoff.words.spoken import any_of, say


def with_nothing_told(workbook: Workbook) -> Workbook:
    """The same sheets; the first one, of words, ends with the names of those that have no row, if any.

    None is left out: who reads the file back finds every table that a plan has, and nothing in it.
    """
    first, *others = workbook.sheets
    empty = [one for one in others if isinstance(one, Table) and not one.rows]
    if not empty or not isinstance(first, Words):
        return workbook
    told = [
        say("Nothing is in {names}.", names=", ".join(one.name for one in empty)),
        say("Such sheets are hidden and not printed."),
    ]
    if decided := [one.name for one in empty if one.is_decided]:
        told.append(
            say(
                "To decide something in {names}, show the sheet first: right click on the name of any sheet, then "
                "Unhide (LibreOffice: Show Sheet).",
                names=any_of(decided),
            )
        )
    part = (say("Tables with nothing in them"), (" ".join(told),))
    return replace(workbook, sheets=(replace(first, parts=(*first.parts, part)), *others))
