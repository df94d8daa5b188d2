"""Looks at the place where a workbook is to be written, before anything is solved for it."""

from __future__ import annotations

from pathlib import Path

from tradeoff.reports.whole import refuse_file
from tradeoff.words.spoken import say

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
        raise OSError(say("{path} is there already; name another file, or add --overwrite to replace it", path=path))
    refuse_open(path)


def refuse_open(path: Path) -> None:
    """Raise OSError where a spreadsheet has a file open."""
    for lock in (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}")):
        if lock.exists():
            raise OSError(
                say(
                    "cannot write {path}: it is open in a spreadsheet; close it there (or remove {name} beside "
                    "it, if it was left behind)",
                    path=path,
                    name=lock.name,
                )
            )
