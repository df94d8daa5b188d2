"""Tells through `logging` what is searched for, how far it is and what is left, beside `progress`."""

from __future__ import annotations

import logging
import time

from tradeoff.errors import shown
from tradeoff.moo.lp.stopping import Progress

LOGGER = logging.getLogger("tradeoff")
LOGGER.addHandler(logging.NullHandler())
_EVERY = 1.0
"""Seconds between two lines of one search."""


def logged(progress: Progress | None) -> Progress:
    """A progress that logs a line a second at most (level INFO), and then calls the one it was given, if any.

    Raises ValueError where what was given cannot be called.
    """
    if progress is not None and not callable(progress):
        raise ValueError(
            f"progress is {shown(progress)}; give what is called with solves, points and what is left, as in "
            "lambda solves, points, left: print(points)"
        )
    last = time.monotonic()

    def tell(solves: int, points: int, left: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            LOGGER.info("%d solves, %d points, %.3g left", solves, points, left)
        if progress is not None:
            progress(solves, points, left)

    return tell
