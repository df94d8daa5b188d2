"""Writes a workbook of results to its place, whole or not at all, and looks at the place before anything is solved."""

from __future__ import annotations

from pathlib import Path

from tradeoff.reports.whole import refuse_file, write_whole
from tradeoff.reports.workbook.as_xlsx import as_xlsx
from tradeoff.reports.workbook.plan_sheets import PlanOnSheets, plan_workbook

SUFFIX = ".xlsx"


def is_workbook(path: Path) -> bool:
    """Whether results that are to be written there are a workbook."""
    return path.suffix.lower() == SUFFIX


def refuse_workbook(path: Path, *, overwrite: bool) -> None:
    """Raise OSError, with the place and what to do, where a workbook cannot be written.

    A spreadsheet that has it open says so in a file beside it; what is saved there would meet what is written here.
    """
    refuse_file(path)
    if path.exists() and not overwrite:
        raise OSError(f"{path} is there already; name another file, or add --overwrite to replace it")
    refuse_open(path)


def refuse_open(path: Path) -> None:
    """Raise OSError where a spreadsheet has a file open."""
    for lock in (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}")):
        if lock.exists():
            raise OSError(
                f"cannot write {path}: it is open in a spreadsheet; close it there (or remove {lock.name} beside it, "
                "if it was left behind)"
            )


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
