"""Keeps Python from searching for garbage while tables and programmes are made, which leave none.

Everything that is made then is kept. To look through it again and again would make a scenario of 6,000 clusters take a
third longer a cluster than one of 150.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A context, or as a decorator a function, without the search for garbage; where it was off, it stays so."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
