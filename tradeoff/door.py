"""Reads files that others have written: regular ones of a bounded size, nothing that waits, loops or never ends.

A folder that was sent may hold anything under the name of a table: a named pipe that never answers, a link to a device
that never ends, a file that fills the memory. Each is refused in words that can stand behind the file's name.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from tradeoff.words.spoken import say

MEGABYTE = 1 << 20
MOST_BYTES = 64 * MEGABYTE
"""The tables of a state with 6,000 clusters have less than three megabytes."""
MOST_THINGS = 6_000_000
"""Texts, numbers, lists and objects of a JSON file: an empty list of two letters takes seventy bytes of memory."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_WORDS = {
    errno.ENOENT: "a link to nothing",
    errno.ELOOP: "a link that leads to itself",
    errno.EACCES: "you may not read it",
    errno.EISDIR: "a folder",
    errno.ENXIO: "a socket",
}


def read_plain(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """What a regular file holds; links to one are followed.

    Args:
        path: The file.
        most: The bytes it may have.

    Raises:
        OSError: It is no regular file, is larger, or may not be read; `strerror` says so in a few words.
    """
    try:
        # Looked at before it is opened: to open a device can already do something.
        _refuse_other_kinds(os.stat(path), most)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        words = _WORDS.get(error.errno or 0) if not isinstance(error, _OtherKindError) else None
        raise OSError(error.errno, words or error.strerror or str(error)) from None
    except ValueError:
        raise OSError(errno.EINVAL, "no name that a file can have") from None
    with os.fdopen(handle, "rb") as file:
        _refuse_other_kinds(os.fstat(handle), most)
        content = file.read(most + 1)
    if len(content) > most:
        raise _too_large(most)
    return content


def require_few(content: bytes) -> None:
    """Raise ValueError where JSON holds more than fits a memory, before any of it is made."""
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > MOST_THINGS:
        raise ValueError(say("more than {most_things} values", most_things=MOST_THINGS))


class _OtherKindError(OSError):
    """What stands there is no regular file of a bounded size."""


def _refuse_other_kinds(found: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        what = next((words for is_kind, words in _KINDS if is_kind(found.st_mode)), "no regular file")
        raise _OtherKindError(errno.EINVAL, what)
    if found.st_size > most:
        raise _too_large(most)


def _too_large(most: int) -> OSError:
    size = say("{most} bytes", most=most)
    if most >= MEGABYTE:
        size = say("{megabyte} megabytes", megabyte=most // MEGABYTE)
    elif most >= 1 << 10:
        size = say("{kilobyte} kilobytes", kilobyte=most >> 10)
    return _OtherKindError(errno.EFBIG, say("larger than {size}", size=size))
