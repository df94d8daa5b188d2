"""The README's table of commands: each does what it says to the plan that its first line makes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import run

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\| `tradeoff ([^`]+)` \|", README, re.MULTILINE)
QUICK = ("check", "frontier", "futures")


def printed() -> list[Any]:
    """What is run of it, as printed; long ones marked as slow. `verify PATH` wants what another command leaves."""
    return [
        pytest.param(command, marks=() if command.startswith(QUICK) else pytest.mark.slow)
        for command in COMMANDS
        if "PATH" not in command and not command.startswith("new ")
    ]


@pytest.mark.parametrize("command", printed())
def test_every_command_runs_as_printed(command: str, tmp_path: Path) -> None:
    """As a newcomer types them, in the folder where the plan was made."""
    made = next(line for line in COMMANDS if line.startswith("new "))
    run(*shlex.split(made), folder=tmp_path)
    done = run(*shlex.split(command), folder=tmp_path)
    assert done.stdout or (tmp_path / "report.html").exists()
