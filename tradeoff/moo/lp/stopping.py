"""Says how a search may end early, and how it tells how far it is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tradeoff.errors import SolverError

Progress = Callable[[int, int, float], None]
"""Called now and then with weighted sums optimised, points found, and what is left, from 1 to 0."""


class Stopped(StrEnum):
    """Why a search ended before its gap was reached."""

    NO = ""
    TIME_LIMIT = "time limit"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True)
class Watch:
    """How long several solves may take together, and who is told after each of them."""

    until: float = math.inf
    """When they must be done, on the clock of `time.monotonic`."""
    progress: Callable[[], None] | None = None
    """Called after each."""

    @classmethod
    def of(cls, seconds: float | None, progress: Callable[[], None] | None = None) -> Watch:
        """One that begins now; None for no limit."""
        return cls(until=math.inf if seconds is None else time.monotonic() + seconds, progress=progress)

    @property
    def left(self) -> float | None:
        """Seconds that are left, 0 where none is; None without a limit."""
        return None if self.until == math.inf else max(0.0, self.until - time.monotonic())

    def step(self) -> None:
        """Tell that one more is done; raises CutOffError where time is up."""
        if self.progress is not None:
            self.progress()
        if self.left == 0:
            raise CutOffError


class CutOffError(SolverError):
    """The time limit ended a solve; there is no value to be had from it.

    Whoever has points by then keeps them instead of passing it on.
    """

    def __init__(self, message: str = "the time limit ended the search before its ends were known; allow more time"):
        super().__init__(message)


def require_end(stopped: Stopped, words: str) -> None:
    """Let a search pass that went on to its end, for whoever can use no part of it.

    Raises KeyboardInterrupt after Ctrl-C, and CutOffError with `words` after the time limit.
    """
    if stopped is Stopped.INTERRUPTED:
        raise KeyboardInterrupt
    if stopped:
        raise CutOffError(words)
