"""Writes a file that appears whole or not at all."""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path

from tradeoff.moo.keep.beside import begin, place_of, release, sync, take_files_away


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file in one step: beside its place under a name nobody guesses, then renamed.

    Links stay and lead to what is written; a file that is replaced passes its mode on. What killed runs left of such
    a file is removed.

    Args:
        path: Where.
        content: What it holds.
        replace: Whether it may take the place of a file that stands there.

    Raises:
        FileExistsError: Something stands there, and may not be replaced.
        OSError: It cannot be written; place and mend are said.
    """
    place = place_of(path)
    mode = _mode_at(path, place)
    take_files_away(place)
    beside = handle = None
    try:
        beside, handle = begin(place, partial(_create, mode))
        with beside.open("r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _take_name(beside, place, replace=replace)
        sync(place.parent)
    except BaseException as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise FileExistsError(f"{path} is there already; choose another name, or remove it first") from None
        if isinstance(error, OSError):
            raise OSError(f"cannot write {path}: {error.strerror or error}") from None
        raise
    finally:
        release(handle)


def _mode_at(path: Path, place: Path) -> int | None:
    """The mode of what is replaced; None where nothing stands. Raises OSError where no file can be written."""
    if place.is_dir():
        raise OSError(f"cannot write {path}: it is a folder; name a file")
    if not place.parent.is_dir():
        raise OSError(f"cannot write {path}: there is no folder {place.parent}; make it first")
    try:
        found = place.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OSError(f"cannot write {path}: {error.strerror}") from None
    if not stat.S_ISREG(found):
        raise OSError(f"cannot write {path}: it is a device or a pipe; name a file")
    return stat.S_IMODE(found)


def _create(mode: int | None, beside: Path) -> None:
    """An empty file; with a mode, of that one before anything is in it."""
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        if mode is not None and os.chmod in os.supports_fd:
            # By its handle: under its name it may be taken away until it is held. Its owner has to write it.
            os.chmod(handle, mode | 0o600)
    finally:
        os.close(handle)


def _take_name(beside: Path, place: Path, *, replace: bool) -> None:
    """Give a file its name; where links are known, never that of a file that came to be there meanwhile."""
    if replace:
        beside.replace(place)
        return
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except OSError:
        if place.exists():
            raise FileExistsError from None
        beside.rename(place)
    else:
        beside.unlink()
