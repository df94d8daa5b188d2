"""Keeps what a command says true and harmless: closed streams, letters a terminal obeys, outputs as they lie there."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from tradeoff.errors import visible
from tradeoff.words.spoken import say

NOBODY_READS = 141


def open_streams() -> None:
    """Give the process the streams it was started without, so that no file it writes is taken for one of them.

    What is printed on a standard output that is closed cannot be written, and that is told; errors go nowhere.
    """
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is taken: this one.
            os.open(os.devnull, flags)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        # Windows pipes default to a code page without the rupee sign, and LANG=C to none at all.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell(words: str) -> None:
    """Say something on the standard error: no letter of it is obeyed by a terminal, and nobody need listen."""
    try:
        click.echo("\n".join(visible(line) for line in words.split("\n")), err=True)
    except OSError:
        # Full or gone: the exit code says it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def flush() -> None:
    """Write what is not yet written; raises OSError where that cannot be."""
    if sys.stdout is not None:
        sys.stdout.flush()


def leave_to_nobody() -> None:
    """Let go of a standard output that cannot be written, so that the end of the run does not try again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def cannot_write(error: OSError) -> str:
    """An error of writing in words; one of no file is of the standard output."""
    if error.filename is not None or error.strerror is None:
        return str(error)
    why = say("it is closed") if error.errno == errno.EBADF else error.strerror
    return say("cannot write to the standard output: {why}", why=why)


class Outputs:
    """What lies where a command writes, before and after."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._before = {path: _identity(path) for path in _named(arguments)}

    def written(self) -> list[str]:
        """The outputs that are other files or folders than before; each appears whole or not at all."""
        return [path for path, before in self._before.items() if _identity(path) not in (None, before)]


def _named(arguments: Sequence[str]) -> list[str]:
    """The outputs that are named on a command line."""
    after = [b for a, b in pairwise(arguments) if a in ("--out", "-o")]
    joined = [a.removeprefix("--out=") for a in arguments if a.startswith("--out=")]
    made = [arguments[-1]] if arguments[:1] == ["new"] and len(arguments) > 2 else []
    return [path for path in (*after, *joined, *made) if path]


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns
