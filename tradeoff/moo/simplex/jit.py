"""Compiles loops with numba, and keeps the machine code for the next process where numba finds a folder for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

_F = TypeVar("_F", bound=Callable[..., object])


def compiled(function: _F) -> _F:
    """The function, compiled when it is first called, without checks of its own: callers check what comes out."""
    try:
        made = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # Nowhere to keep the machine code.
        return cast(_F, numba.njit(error_model="numpy")(function))
    _forget_unreadable(made)
    return cast(_F, made)


def _forget_unreadable(made: object) -> None:
    """Forget machine code that an earlier version kept and that names what is gone: numba itself would fail for it."""
    cache = getattr(made, "_cache", None)
    index = getattr(cache, "_cache_file", None)
    if cache is None or index is None:
        return
    try:
        index._load_index()
    except Exception:  # Whatever unpickling raises.
        cache.flush()
