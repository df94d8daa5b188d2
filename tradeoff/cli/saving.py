"""Looks at the place of `--out` before anything is solved, so that no work is done that cannot be saved."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.words.spoken import say

_OTHERS = (".xls", ".xlsm", ".xlsb", ".ods")
"""Suffixes of spreadsheets that are not written."""


def require_room(out: Path, *, overwrite: bool) -> None:
    """Refuse a place where a plan cannot be saved, a folder or a workbook.

    Raises OSError, with the place and what to do; UsageError for another kind of spreadsheet.
    """
    from tradeoff.reports.whole import refuse_folder
    from tradeoff.reports.workbook.place import is_workbook, refuse_workbook

    if out.suffix.lower() in _OTHERS:
        raise click.UsageError(
            say("a workbook ends with .xlsx; write {name}, or name a folder", name=out.with_suffix(".xlsx").name)
        )
    if is_workbook(out):
        refuse_workbook(out, overwrite=overwrite)
    else:
        refuse_folder(out, overwrite=overwrite)
