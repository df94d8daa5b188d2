"""Finds files in a scenario's folder that look as if they counted and would not be read.

A table under a name that is not read would be left out without a word, and the answer would be another.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.catalogue import WORKBOOKS
from tradeoff.scenario.describe import FILE
from tradeoff.scenario.faults import fault
from tradeoff.words.spoken import say

_YAML = (".yaml", ".yml")
_OTHER_TABLES = (".tsv", ".tab", ".csv.txt")
_LOCKS = (".", "~$")
"""How hidden files begin, and those that a spreadsheet program holds a file with that it has open."""


def strangers(there: Iterable[Path]) -> list[InputFault]:
    """A fault for each file that would not be read; notes, programs and other data are let be."""
    return [found for path in there if (found := _stranger(path.name)) is not None]


def visible(folder: Path) -> list[Path]:
    """What a folder holds, sorted, without hidden files and locks.

    Raises OSError where the folder cannot be listed.
    """
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_LOCKS))


def _stranger(name: str) -> InputFault | None:
    lower = name.lower()
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
    if lower.endswith(_OTHER_TABLES):
        mend = say("save it as {partition}.csv, or move it elsewhere", partition=lower.partition(".")[0])
        return fault("E1", name, None, "it is not read under this name", mend, value=name)
    return None
