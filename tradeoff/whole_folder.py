"""Writes a folder that appears whole or not at all, and puts in order what a kill in the middle has left.

A folder is filled beside its place, in one of a name nobody guesses (`.NAME.RANDOM.tradeoff`, readable to its owner
alone), forced to the disk, and renamed. Where a folder is replaced there are two renames: what stood there steps aside,
the new one takes its place. Killed between the two, the next start renames what stepped aside back. Killed anywhere
else, the place holds what it held before, or all that is new. What dead writers have begun, and what was surely
replaced, the next writer removes; anything else that stepped aside stays: it may be somebody's only copy.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tradeoff.moo.keep.beside import SUFFIX, alone_in, begin, hold, left_beside, place_of, release, sync
from tradeoff.moo.keep.whole_file import write_whole as write_whole_file
from tradeoff.words.spoken import say

__all__ = ["SUFFIX", "restore", "whole_folder", "write_whole_file"]

_NEW, _OLD, _GONE = "new", "old.", "gone"
"""In the hidden folder: what is being written; the folder in which what stepped aside for it has its own name, called
by the number of what took its place; and what is being removed.
"""


@contextmanager
def whole_folder(path: Path, start: Callable[[Path], None] = Path.mkdir, *, replace: bool = False) -> Iterator[Path]:
    """A folder to fill that takes its name only when all of it is written.

    Args:
        path: Its name; where that is a symbolic link, the link stays and leads to the new folder.
        start: Makes the folder that is filled, as `Path.mkdir` does: with nothing in it, or with what shall stay.
        replace: Whether it may take the place of a folder that stands there.

    Raises:
        FileExistsError: Something stands there that was not to be replaced, or another run has replaced it meanwhile.
        OSError: It cannot be written; the place is as it was.
    """
    restore(path)
    place = place_of(path)
    stood = _number(place)
    beside = handle = None
    try:
        _take_folders_away(place)
        beside, handle = begin(place, lambda made: made.mkdir(0o700))
        start(beside / _NEW)
        aside = beside / f"{_OLD}{_number(beside / _NEW)}"
        aside.mkdir()
        yield beside / _NEW
        _sync_all(beside / _NEW)
        with alone_in(place.parent):
            _refuse_others(path, stood, replace=replace)
            if place.exists():
                place.rename(aside / place.name)
            (beside / _NEW).rename(place)
        sync(place.parent)
    except BaseException as error:
        if beside is not None:
            _give_back(beside, place)
        if isinstance(error, OSError) and not isinstance(error, FileExistsError):
            # What is not found any more may have been replaced while it was copied.
            _refuse_others(path, stood, replace=replace)
            if error.strerror:
                raise OSError(say("cannot write {path}: {strerror}", path=path, strerror=error.strerror)) from None
        raise
    else:
        _done_with(beside)
    finally:
        release(handle)


def _done_with(beside: Path) -> None:
    """Remove what lay beside a folder that is whole by now; who is interrupted at it finishes first."""
    try:
        shutil.rmtree(beside, ignore_errors=True)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def restore(path: Path) -> bool:
    """Give a folder back that stepped aside when its successor was killed; whether there was one.

    Nothing happens where something of that name stands, and nothing that somebody else has put there is taken for it.
    """
    place = place_of(path)
    if place.exists():
        return False
    try:
        with alone_in(place.parent):
            # Without a new folder beside it the other has taken its place: it is a copy that was not yet removed.
            ours = [old for old in _stepped_aside(place) if (old.parent.parent / _NEW).is_dir()]
            if not ours or place.exists():
                return False
            max(ours, key=lambda old: old.parent.parent.stat().st_mtime_ns).rename(place)
    except OSError:
        # Who may change nothing in a folder could not write there either.
        return False
    return True


def _refuse_others(path: Path, stood: int | None, *, replace: bool) -> None:
    """Raise FileExistsError where something stands that was not looked at when the writing began."""
    found = _number(path)
    if found is None or (replace and found == stood):
        return
    if not replace:
        raise FileExistsError(say("cannot write {path}: it is there already; choose another name", path=path))
    raise FileExistsError(
        say("cannot write {path}: another run has written it meanwhile; look at it, and run this again", path=path)
    )


def _give_back(beside: Path, place: Path) -> None:
    """Put what stepped aside back in its place; what was begun goes, and what has no place any more stays."""
    with suppress(OSError):
        for old in _olds(beside):
            if (old / place.name).exists() and not place.exists():
                (old / place.name).rename(place)
    shutil.rmtree(beside / _NEW, ignore_errors=True)
    _remove_new(beside)


def _take_folders_away(place: Path) -> None:
    """Remove what dead writers left beside a place, but nothing that stepped aside for what is not there."""
    for beside in left_beside(place):
        if not beside.is_dir():
            continue
        with suppress(OSError):
            handle = hold(beside)
            try:
                _take_away(beside, place)
            finally:
                release(handle)


def _take_away(beside: Path, place: Path) -> None:
    inside = list(beside.iterdir())
    olds = _olds(beside)
    if {one.name for one in inside if one not in olds} - {_NEW, _GONE}:
        return
    for old in olds:
        for aside in old.iterdir():
            if aside.name != place.name or (beside / _NEW).exists() or old.name != f"{_OLD}{_number(place)}":
                return
            shutil.rmtree(aside)
    _remove_new(beside)


def _remove_new(beside: Path) -> None:
    """Remove what was begun, and the hidden folder where nothing else is in it.

    It is renamed first: a writer that lives after all shall find none of it rather than a part.
    """
    with suppress(OSError):
        shutil.rmtree(beside / _GONE, ignore_errors=True)
        (beside / _NEW).rename(beside / _GONE)
    shutil.rmtree(beside / _GONE, ignore_errors=True)
    with suppress(OSError):
        for old in _olds(beside):
            old.rmdir()
        beside.rmdir()


def _olds(beside: Path) -> list[Path]:
    """The folder in which what stood in the place has stepped aside, where there is one yet."""
    return [one for one in beside.iterdir() if one.name.startswith(_OLD)]


def _stepped_aside(place: Path) -> list[Path]:
    hidden = [one for one in left_beside(place) if one.is_dir()]
    return [found for one in hidden for old in _olds(one) if (found := old / place.name).is_dir()]


def _number(path: Path) -> int | None:
    """What the file system tells a folder by, whatever it is called; None where nothing stands."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def _sync_all(folder: Path) -> None:
    for at, _, names in os.walk(folder):
        for name in names:
            sync(Path(at) / name)
        sync(Path(at))
