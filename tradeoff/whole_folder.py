"""Writes a folder that appears whole or not at all, and gives back what a kill in the middle has set aside.

A folder is filled beside its place, in one of a name nobody guesses (`.NAME.xxxxxxxx.tradeoff`, readable to its owner
alone), forced to the disk, and renamed. Where a folder is replaced there are two renames: what stood there steps aside,
the new one takes its place. Killed between the two, the next start renames what stepped aside back. Killed anywhere
else, the place holds what it held before, or all that is new. What a kill leaves beside it is never deleted: it may be
somebody's only copy.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

SUFFIX = ".tradeoff"
_NEW, _OLD = "new", "old"
"""In the hidden folder: what is being written, and the folder in which what stepped aside for it has its own name."""
_LONGEST = 40
"""Characters of a name that a hidden folder is called by: names end at 255 bytes, and a letter takes up to four."""
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP)
"""What file systems answer that cannot force a folder to the disk."""


@contextmanager
def whole_folder(path: Path, start: Callable[[Path], None] = Path.mkdir, *, replace: bool = False) -> Iterator[Path]:
    """A folder to fill that takes its name only when all of it is written.

    Args:
        path: Its name; where that is a symbolic link, the link stays and leads to the new folder.
        start: Makes the folder that is filled, as `Path.mkdir` does: with nothing in it, or with what shall stay.
        replace: Whether it may take the place of a folder that stands there.

    Raises:
        OSError: It cannot be written, or something stands there; the place is as it was.
    """
    restore(path)
    place = _place(path)
    beside = None
    try:
        beside = Path(tempfile.mkdtemp(prefix=_prefix(place), suffix=SUFFIX, dir=place.parent))
        (beside / _OLD).mkdir()
        start(beside / _NEW)
        yield beside / _NEW
        _sync(beside / _NEW)
        if place.exists():
            if not replace:
                raise FileExistsError(f"cannot write {path}: it is there already; choose another name")
            place.rename(_aside(beside, place))
        (beside / _NEW).rename(place)
        _sync_one(place.parent)
    except BaseException as error:
        if beside is not None:
            _give_back(beside, place)
        if isinstance(error, OSError) and error.strerror:
            raise OSError(f"cannot write {path}: {error.strerror}") from None
        raise
    shutil.rmtree(beside, ignore_errors=True)


def restore(path: Path) -> bool:
    """Give a folder back that stepped aside when its successor was killed; whether there was one.

    Nothing happens where something of that name stands, and nothing that somebody else has put there is taken for it.
    """
    place = _place(path)
    if place.exists():
        return False
    try:
        aside = [_aside(beside, place) for beside in place.parent.glob(f"{escape(_prefix(place))}*{SUFFIX}")]
        # Without a new folder beside it the other has taken its place: it is a copy that was not yet removed.
        ours = [old for old in aside if _is_ours(old.parent.parent) and old.is_dir() and _new(old).is_dir()]
        if ours:
            max(ours, key=lambda old: old.parent.stat().st_mtime_ns).rename(place)
    except OSError:
        # Who may not look into a folder, or may change nothing in it, could not write there either.
        return False
    return bool(ours)


def _give_back(beside: Path, place: Path) -> None:
    """Put what stepped aside back in its place; what was begun goes, and what has no place any more stays."""
    if _aside(beside, place).exists() and not place.exists():
        _aside(beside, place).rename(place)
    shutil.rmtree(beside / _NEW, ignore_errors=True)
    for folder in (beside / _OLD, beside):
        with suppress(OSError):
            folder.rmdir()


def _aside(beside: Path, place: Path) -> Path:
    """Where what stands in a place steps aside, under its whole name."""
    return beside / _OLD / place.name


def _new(aside: Path) -> Path:
    """What was to take the place of a folder that stepped aside."""
    return aside.parent.parent / _NEW


def _place(path: Path) -> Path:
    """Where a path leads, whatever links lie on the way."""
    return Path(os.path.realpath(path))


def _prefix(place: Path) -> str:
    return f".{place.name[:_LONGEST]}."


def _is_ours(beside: Path) -> bool:
    """Whether a hidden folder is one that a run of ours has made: nobody else could have put anything in it."""
    if beside.is_symlink() or not beside.is_dir():
        return False
    if not hasattr(os, "getuid"):
        return True
    found = beside.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _sync(folder: Path) -> None:
    """Force a folder to the disk: some file systems tell only then that there is no room."""
    for at, _, names in os.walk(folder):
        for name in names:
            _sync_one(Path(at) / name)
        _sync_one(Path(at))


def _sync_one(path: Path) -> None:
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
