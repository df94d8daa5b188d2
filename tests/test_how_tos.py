"""The two how-tos: their tables are written, their commands run, and every line they show is printed, in that order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.independent.command_line import run

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"```(?:console)?\n(.*?)```", re.DOTALL)
FILE = re.compile(r"^(\w+\.csv)$", re.MULTILINE)


@pytest.mark.parametrize(("page", "commands", "tables"), [("sanction", 3, 4), ("allotment", 5, 4)])
def test_a_how_to_shows_what_is_printed(tmp_path: Path, page: str, commands: int, tables: int) -> None:
    """Tables before the first command of `allotment` are typed by people; those of `sanction` a command has written."""
    ran = shown = 0
    for block in BLOCK.findall((DOCS / f"{page}.md").read_text(encoding="utf-8")):
        if block.startswith("$ "):
            command, *lines = block.splitlines()
            code = 4 if "The plan breaks:" in lines else 0
            done = run(*shlex.split(command.removeprefix("$ tradeoff ")), folder=tmp_path, code=code)
            printed = iter(line.rstrip() for line in done.stdout.splitlines())
            assert [line for line in lines if line not in printed] == []
            ran += 1
            continue
        _, *parts = FILE.split(block)
        for name, rows in zip(parts[::2], parts[1::2], strict=True):
            if page == "sanction":
                assert (tmp_path / "sanctioned" / name).read_text() == rows.lstrip("\n")
            else:
                (tmp_path / "allotment").mkdir(exist_ok=True)
                (tmp_path / "allotment" / name).write_text(rows.strip("\n") + "\n")
            shown += 1
    assert (ran, shown) == (commands, tables)
