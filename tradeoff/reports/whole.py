"""Writes files and folders that appear whole or not at all: written beside, then renamed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tradeoff.door import read_plain, require_few
from tradeoff.moo.keep.whole_file import write_whole as write_at_once
from tradeoff.whole_folder import restore
from tradeoff.whole_folder import whole_folder as folder_at_once
from tradeoff.words.spoken import say

MANIFEST = "manifest.json"
_SCENARIO = ("settings.csv", "scenario.yaml")


def refuse_file(path: Path) -> None:
    """Raise OSError, with the place and what to do, where a file cannot be written."""
    if path.is_dir():
        raise OSError(say("cannot write {path}: it is a folder; name a file", path=path))
    _refuse_parent(path)


def refuse_folder(path: Path, *, overwrite: bool) -> None:
    """Raise OSError, with the place and what to do, where a folder of results cannot be written.

    Not even `overwrite` replaces a scenario, or the folder one stands in. A folder that a killed run set aside is given
    back first.
    """
    restore(path)
    if path.exists() and not path.is_dir():
        raise OSError(say("cannot write {path}: it is a file; name a folder", path=path))
    if Path.cwd().is_relative_to(path.resolve()):
        raise OSError(say("cannot write {path}: you stand in it; name a folder of its own, such as results", path=path))
    if any((path / name).exists() for name in _SCENARIO):
        raise OSError(say("cannot write {path}: it holds a scenario; name a folder of its own for results", path=path))
    if path.is_dir() and any(path.iterdir()) and not overwrite:
        raise OSError(
            say("{path} is not empty; name another folder, or add --overwrite to replace the results in it", path=path)
        )
    if path.is_dir() and not os.access(path, os.W_OK):
        raise OSError(say("cannot write {path}: you may not write in it; name another", path=path))
    _refuse_parent(path)


def _refuse_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise OSError(
            say("cannot write {path}: there is no folder {parent}; make it first", path=path, parent=path.parent)
        )
    if not os.access(path.parent, os.W_OK):
        raise OSError(
            say(
                "cannot write {path}: you may not write in the folder {parent}; name another",
                path=path,
                parent=path.parent,
            )
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, replacing what is there.

    Raises OSError, with the place and what to do, where it cannot be written.
    """
    refuse_file(path)
    write_at_once(path, content)


@contextmanager
def whole_folder(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder to fill that takes its name only when all of it is written.

    With `overwrite` the files an earlier manifest lists go; whatever else stands there stays.

    Raises OSError if `path` holds something and `overwrite` is not set, or where it cannot be written.
    """
    refuse_folder(path, overwrite=overwrite)
    stands = path.is_dir()
    with folder_at_once(path, partial(_copy_the_rest, path) if stands else Path.mkdir, replace=stands) as filled:
        yield filled


def _copy_the_rest(path: Path, filled: Path) -> None:
    """Copy what no manifest of an earlier result lists: of the folder, and of the folders its manifest names."""
    named = [path / name for name in _listed(path, "folders") if Path(name).name == name]
    # Only there: a file of such a name anywhere else is somebody else's.
    results: dict[Path, set[str]] = {}
    for folder in (path, *named):
        for name in _listed(folder, "files"):
            results.setdefault(folder, {MANIFEST})
            results.setdefault((folder / name).parent, set()).add(Path(name).name)
    shutil.copytree(path, filled, symlinks=True, ignore=lambda at, _: results.get(Path(at), set()))
    # The inner ones first: a folder is empty only when those in it are gone.
    for folder in sorted({*named, *(results.keys() - {path})}, key=lambda one: len(one.parts), reverse=True):
        left = filled / folder.relative_to(path)
        if left.is_dir() and not any(left.iterdir()):
            left.rmdir()


def _listed(folder: Path, key: str) -> set[str]:
    """The names under a key of a folder's manifest; none where there is no manifest of ours."""
    try:
        content = read_plain(folder / MANIFEST)
        require_few(content)
        return set(map(str, json.loads(content)[key]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
