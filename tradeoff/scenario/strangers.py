"""Finds files in a scenario's folder that look as if they counted and would not be read.

A table under a name that is not read would be left out without a word, and the answer would be another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.catalogue import WORKBOOKS
from tradeoff.scenario.describe import FILE
from tradeoff.scenario.faults import fault
from tradeoff.words.spoken import say

_YAML = (".yaml", ".yml")
_OTHER_TABLES = (".tsv", ".tab", ".csv.txt")
_SAVED_AS_TEXT = (".txt", ".prn", ".dat")
"""What a spreadsheet program calls tables that it saves as text; under another name than a table's they are notes."""
_LOCKS = (".", "~$")
"""How hidden files begin, and those that a spreadsheet program holds a file with that it has open."""


def strangers(there: Iterable[Path], tables: Collection[str]) -> list[InputFault]:
    """A fault for each file that would not be read; notes, programs and other data are let be.

    Args:
        there: The files.
        tables: What tables are called.
    """
    files = list(there)
    read = {path.name.lower() for path in files}
    return [found for path in files if (found := _stranger(path.name, tables, read)) is not None]


def visible(folder: Path) -> list[Path]:
    """What a folder holds, sorted, without hidden files and locks.

    Raises OSError where the folder cannot be listed.
    """
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_LOCKS))


def _stranger(name: str, tables: Collection[str], there: Collection[str]) -> InputFault | None:
    lower = name.lower()
    table, _, suffix = lower.partition(".")
    is_table = table.strip() in tables
    # A copy kept beside the table that it is a copy of changes nothing.
    is_kept = suffix.startswith("csv.") and f"{table.strip()}.csv" not in there
    if lower.endswith(_YAML) and name != FILE:
        is_meant = lower.strip() in (FILE, "scenario.yml")
        mend = (
            say("rename it to {file}", file=FILE)
            if is_meant
            else say("move it elsewhere; what a scenario says stands in {file}", file=FILE)
        )
        return fault("E1", name, None, "it is not read under this name", mend, value=name)
    if lower.endswith(WORKBOOKS):
        mend = "name the workbook itself as the scenario, or move it elsewhere"
        return fault("E1", name, None, "a workbook in a folder of CSV files is not read", mend, value=name)
    if lower.endswith(_OTHER_TABLES) or (is_table and (is_kept or lower.endswith(_SAVED_AS_TEXT))):
        mend = say("save it as {partition}.csv, or move it elsewhere", partition=table)
        return fault("E1", name, None, "it is not read under this name", mend, value=name)
    return None
