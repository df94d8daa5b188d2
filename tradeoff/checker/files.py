"""Reads the files of a result, which anybody may have sent: regular ones of a bounded size, and sound JSON alone."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

from tradeoff.checker.reading import UnreadableError

MOST_BYTES = 256 << 20
"""Of one file; the certificate of a state with 6,000 clusters has a tenth of that."""

MOST_THINGS = 6_000_000
"""Texts, numbers, lists and objects of one file: an empty list of two letters takes seventy bytes of memory."""


def content_of(path: Path, mend: str = "write the result anew") -> bytes:
    """What a regular file holds.

    Args:
        path: The file.
        mend: What to do where it cannot be read.

    Raises:
        UnreadableError: It is a folder, a pipe or a device, is too large, is missing, or may not be read.
    """
    try:
        _require_plain(os.stat(path), path, mend)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _require_plain(os.fstat(handle), path, mend)
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"{_named(path)}: {error.strerror or error}; {mend}") from None
    except ValueError:
        raise UnreadableError(f"{_named(path)}: no name that a file can have; {mend}") from None
    _require_size(len(content), path, mend)
    return content


def load(path: Path) -> Any:
    """The JSON object that a file holds.

    Raises UnreadableError where it holds none, a key twice, or what is no number.
    """
    try:
        content = content_of(path)
        if sum(content.count(mark) for mark in (b",", b"[", b"{")) > MOST_THINGS:
            raise ValueError(f"more than {MOST_THINGS} values")
        data = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{_named(path)} is not sound JSON: {error}; write the result anew") from None
    if not isinstance(data, dict):
        raise UnreadableError(f"{_named(path)} holds no JSON object; write the result anew")
    return data


def _require_plain(found: os.stat_result, path: Path, mend: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(f"{_named(path)} is no regular file; {mend}")
    _require_size(found.st_size, path, mend)


def _require_size(size: int, path: Path, mend: str) -> None:
    if size > MOST_BYTES:
        raise UnreadableError(f"{_named(path)} is larger than {MOST_BYTES >> 20} megabytes; {mend}")


def _named(path: Path) -> str:
    """A file's name as it can be printed."""
    return path.name if path.name.isprintable() else ascii(path.name)


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return dict(pairs)
