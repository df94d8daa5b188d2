"""Runs `tradeoff` as a user would: in this process, which takes no time to start, or in one of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from tradeoff.cli import commands
from tradeoff.cli.failures import told

Done = subprocess.CompletedProcess[str]


def run(*arguments: str, folder: Path | None = None, code: int = 0) -> Done:
    """What a command prints where, run in this process.

    Args:
        arguments: What stands after `tradeoff`.
        folder: Where it is run; None for here.
        code: The exit code that is wanted.
    """
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder or "."), redirect_stdout(out), redirect_stderr(err):
        found = told(commands, arguments)
    return as_wanted(Done(arguments, found, out.getvalue(), err.getvalue()), code)


def run_apart(*arguments: str, folder: Path | None = None, code: int = 0) -> Done:
    """The same in a process of its own, where what libraries write past Python shows too."""
    command = [sys.executable, "-m", "tradeoff", *arguments]
    return as_wanted(subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False), code)


def as_wanted(done: Done, code: int) -> Done:
    """What was done, if it ended as wanted; there is never a traceback."""
    assert "Traceback" not in done.stderr
    assert done.returncode == code, (done.stdout, done.stderr)
    return done
