"""Strikes `tradeoff` with a signal at a step that is counted, not timed: the same step on a slow machine and a fast one.

A step is a look at, or a change of, what lies below a folder (`EVENT`), or the call of a Python function (`CALL`). All
modules are loaded once, and each run is a fork of that.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

EVENT, CALL = "event", "call"
_TOP = Path(__file__).parent.parent.parent
_SERVER = """
import json, os, signal, sys, traceback
import tradeoff.charts, tradeoff.reports.folder, tradeoff.reports.page, tradeoff.reports.write
from tradeoff.__main__ import main
from tradeoff.cli import _LATER, commands

for name in _LATER:
    commands.get_command(None, name)
WATCHED = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "os.link", "os.chmod")

def run(parent, step, sign, kind, arguments):
    seen, is_heeded = [0], []

    def count():
        seen[0] += 1
        if seen[0] == step:
            os.kill(os.getpid(), sign)

    def watch(event, given):
        if event in WATCHED and given and isinstance(given[0], (str, os.PathLike)) and str(given[0]).startswith(parent):
            count()

    def called(frame, event, given):
        # From when signals are heeded, which is the first that is done.
        if event == "call" and (is_heeded or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL):
            is_heeded[:] = [1]
            count()

    if kind == "event":
        sys.addaudithook(watch)
    else:
        sys.setprofile(called)
    sys.argv = ["tradeoff", *arguments]
    try:
        main()
    except SystemExit as end:
        sys.setprofile(None)
        os.write(2, f"SEEN{seen[0]}".encode())
        os._exit(end.code)

for line in sys.stdin:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(write, 1)
        os.dup2(write, 2)
        sys.stdout, sys.stderr = (os.fdopen(one, "w", closefd=False) for one in (1, 2))
        try:
            run(*json.loads(line))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(write)
    said = os.fdopen(read, errors="replace").read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said]), flush=True)
"""


@dataclass(frozen=True, kw_only=True)
class End:
    """How a run ended, what it said, and how many steps it took; -1 where it was killed."""

    code: int
    said: str
    steps: int


class Struck:
    """Runs of `tradeoff` that are struck at a step each, in forks of one process."""

    def __init__(self) -> None:
        """The process is started, and waits."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_TOP
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the process."""
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()

    def run(self, arguments: Sequence[str], parent: Path, step: int = 0, sign: str = "KILL", kind: str = EVENT) -> End:
        """Run a command.

        Args:
            arguments: What stands after `tradeoff`.
            parent: What is done below it counts as a step of `EVENT`.
            step: Where it is struck; 0 is nowhere.
            sign: The signal, such as `TERM`.
            kind: What a step is.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        number = signal.Signals[f"SIG{sign}"].value
        self._process.stdin.write(json.dumps([str(parent), step, number, kind, list(arguments)]) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        words, _, steps = said.partition("SEEN")
        return End(code=code, said=words, steps=int(steps or -1))
