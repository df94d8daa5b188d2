"""Writes the workbook of a plan to its place, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from tradeoff.reports.whole import write_whole
from tradeoff.reports.workbook.as_xlsx import as_xlsx
from tradeoff.reports.workbook.place import refuse_workbook
from tradeoff.reports.workbook.plan_sheets import PlanOnSheets, plan_workbook


def write_plan_workbook(found: PlanOnSheets, path: Path, *, overwrite: bool = False) -> None:
    """Write a plan as a workbook, whole or not at all.

    Args:
        found: The plan, with what is said of it.
        path: Where to write.
        overwrite: Replace a file that is there.

    Raises:
        OSError: It is there already (unless `overwrite`), open elsewhere, or cannot be written.
    """
    refuse_workbook(path, overwrite=overwrite)
    write_whole(path, as_xlsx(plan_workbook(found)))
