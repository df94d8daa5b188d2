"""Names what is written beside its place, holds it while its writer lives, and finds what dead writers have left.

What becomes a file or folder NAME is written as `.NAME.RANDOM.tradeoff` and locked (`flock`) until it has its name. So
whoever can lock it knows that its writer is dead. Where a file system knows no such lock, nothing counts as left.
Locks of another machine may be unknown to this one; so who takes something away does it in steps that a living writer
meets as an error, never as a half of what it wrote.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

SUFFIX = ".tradeoff"
_LONGEST = 40
"""Characters of a name that what lies beside it is called by: names end at 255 bytes, a letter takes up to four."""
_TRIES = 20
"""Names that are tried where each is taken away at once for a dead writer's."""
_PATIENCE, _PAUSE = 5.0, 0.01
"""Seconds for which another run may hold a folder of which it needs two renames, and between two looks at it."""
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP)
"""What file systems answer that cannot force a folder to the disk."""


def place_of(path: Path) -> Path:
    """Where a path leads, whatever links lie on the way."""
    return Path(os.path.realpath(path))


def begin(place: Path, make: Callable[[Path], object]) -> tuple[Path, int | None]:
    """Make what is to take a place, beside it, and hold it.

    Args:
        place: Where it belongs.
        make: Makes the file or folder, readable to its owner.

    Returns:
        What was made, and the handle that holds it until it is closed; None where nothing can be held.
    """
    for _ in range(_TRIES):
        beside = place.with_name(f"{_prefix(place)}{secrets.token_hex(8)}{SUFFIX}")
        try:
            make(beside)
            return beside, _held(beside)
        except BlockingIOError:
            # Somebody took it for a dead writer's before it could be held.
            continue
        except BaseException as error:
            if not isinstance(error, OSError):
                # Interrupted before anybody knows of it.
                _take_away(beside)
            raise
    raise OSError(errno.EBUSY, "what is written beside it is taken away again and again")


def _held(beside: Path) -> int | None:
    """The handle that holds what was just made; None where nothing can be held.

    Raises BlockingIOError where somebody else holds it, or has taken it away.
    """
    try:
        return hold(beside)
    except BlockingIOError:
        raise
    except FileNotFoundError:
        raise BlockingIOError(errno.EAGAIN, "it was taken away", str(beside)) from None
    except OSError:
        return None


def _take_away(beside: Path) -> None:
    """Remove what was just made, an empty file or folder, if it was."""
    with suppress(OSError):
        if beside.is_dir():
            beside.rmdir()
        else:
            beside.unlink()


def release(handle: int | None) -> None:
    """Let go of what was held."""
    if handle is not None:
        os.close(handle)


def hold(path: Path) -> int:
    """Hold a file or folder until the handle is closed, at the latest by the end of the process.

    Raises:
        BlockingIOError: Another process holds it.
        FileNotFoundError: It is gone.
        OSError: It cannot be held.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, "no file can be held and renamed here")
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(handle), os.lstat(path)):
            raise FileNotFoundError(errno.ENOENT, "another has its name", str(path))
    except BaseException:
        os.close(handle)
        raise
    return handle


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """A context in which no other run renames anything in a folder; after some seconds it goes on without."""
    handle = None
    until = time.monotonic() + _PATIENCE
    while handle is None and time.monotonic() < until:
        try:
            handle = hold(folder)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            break
    try:
        yield
    finally:
        release(handle)


def left_beside(place: Path) -> list[Path]:
    """What lies beside a place under such a name, and only we can have put there; its writer may be alive."""
    name = re.compile(rf"{re.escape(_prefix(place))}[a-z0-9_]{{8,16}}{re.escape(SUFFIX)}")
    try:
        return [one for one in place.parent.iterdir() if name.fullmatch(one.name) and _is_ours(one)]
    except OSError:
        # Who may not look into a folder could not write there either.
        return []


def take_files_away(place: Path) -> None:
    """Remove the files that dead writers left beside a place."""
    for beside in left_beside(place):
        if beside.is_dir():
            continue
        with suppress(OSError):
            handle = hold(beside)
            try:
                beside.unlink()
            finally:
                release(handle)


def sync(path: Path) -> None:
    """Force a file or folder to the disk: some file systems tell only then that there is no room."""
    if os.name != "posix" or path.is_symlink() or not os.access(path, os.R_OK):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def _prefix(place: Path) -> str:
    return f".{place.name[:_LONGEST]}."


def _is_ours(beside: Path) -> bool:
    """Whether it is a file, or a folder in which nobody else could have put anything, of whoever asks."""
    found = beside.lstat()
    is_shut = stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or not found.st_mode & 0o077)
    if not is_shut and not stat.S_ISREG(found.st_mode):
        return False
    return sys.platform == "win32" or found.st_uid == os.getuid()
