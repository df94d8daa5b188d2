"""From content to a file or folder that appears whole or not at all: written beside, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, replacing what is there.

    Raises OSError, with the place and what to do, where it cannot be written.
    """
    if path.is_dir():
        raise OSError(f"cannot write {path}: it is a folder; name a file")
    if not path.parent.is_dir():
        raise OSError(f"cannot write {path}: there is no folder {path.parent}; make it first")
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(f"cannot write {path}: {error.strerror or error}") from None
        raise


@contextmanager
def whole_folder(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder to fill that takes its name only when all of it is written.

    Raises OSError if `path` holds something and `overwrite` is not set, or where it cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise OSError(f"cannot write {path}: it is a file; name a folder")
    if path.is_dir() and any(path.iterdir()) and not overwrite:
        raise OSError(f"{path} is not empty; name another folder, or add --overwrite to replace it")
    if not path.parent.is_dir():
        raise OSError(f"cannot write {path}: there is no folder {path.parent}; make it first")
    partial, old = path.with_name(f".{path.name}.partial"), path.with_name(f".{path.name}.old")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        yield partial
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            path.rename(old)
        partial.rename(path)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException as error:
        shutil.rmtree(partial, ignore_errors=True)
        if old.exists() and not path.exists():
            old.rename(path)
        if isinstance(error, OSError) and error.strerror:
            raise OSError(f"cannot write {path}: {error.strerror}") from None
        raise
