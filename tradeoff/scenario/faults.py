"""Builds the faults and remarks that are told of a scenario's files: the one place where they are put together."""

from __future__ import annotations

from tradeoff.errors import InputFault
from tradeoff.words.spoken import say


def fault(
    code: str,
    file: str,
    column: str | None,
    what: str,
    mend: str,
    *,
    row: int | None = None,
    value: object = None,
    sheet: str | None = None,
    letter: str | None = None,
) -> InputFault:
    """A fault of the input, or a remark on it, with its place and its mend.

    Args:
        code: `E1` to `E15` for a fault, `W1` to `W38` for a remark.
        file: The table's file, or the workbook.
        column: The column; None where the fault is of a whole row or file.
        what: What is wrong, a sentence without its full stop: in English as it stands, or said already.
        mend: What to do, in the same way.
        row: The row as a spreadsheet counts it; None where the fault is of the whole file.
        value: What stands there, as the file has it; None where nothing does.
        sheet: The sheet, where the file is a workbook.
        letter: The column's letter there.
    """
    # Who typed 40 typed no 40.0.
    shown = None if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    return InputFault(
        code=code,
        file=file,
        row=row,
        column=column,
        what=say(what),
        value=shown,
        mend=say(mend),
        sheet=sheet,
        letter=letter,
    )
