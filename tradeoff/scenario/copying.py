"""Copies a scenario to a new folder or workbook to start from."""

from __future__ import annotations

import shutil
from pathlib import Path

from tradeoff.scenario.arguments import require_path
from tradeoff.scenario.catalogue import find_scenario, is_workbook
from tradeoff.scenario.source import read_book
from tradeoff.scenario.write import write_book
from tradeoff.whole_folder import restore, whole_folder
from tradeoff.words.spoken import say


def copy_scenario(name: str, target: str | Path) -> Path:
    """Copy a shipped scenario to a new folder, or to a new workbook (.xlsx) to fill in; whole or not at all.

    Raises FileExistsError if `target` is there already, ValueError for an unknown name, OSError where it cannot write.
    """
    require_path(target, say("folder or workbook"))
    target, source = Path(target), find_scenario(name)
    if is_workbook(target) or is_workbook(source):
        write_book(read_book(name), target)
        return target
    restore(target)
    if target.exists():
        raise FileExistsError(say("{target} is there already; choose another name, or remove it first", target=target))
    with whole_folder(target) as filled:
        ignored = shutil.ignore_patterns("golden", "__pycache__")
        shutil.copytree(source, filled, ignore=ignored, dirs_exist_ok=True)
    return target
