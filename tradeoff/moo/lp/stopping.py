"""Says how a search may end early, and how it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from tradeoff.errors import SolverError

Progress = Callable[[int, int, float], None]
"""Called now and then with weighted sums optimised, points found, and what is left, from 1 to 0."""


class Stopped(StrEnum):
    """Why a search ended before its gap was reached."""

    NO = ""
    TIME_LIMIT = "time limit"
    INTERRUPTED = "interrupted"


class CutOffError(SolverError):
    """The time limit ended a solve; there is no value to be had from it.

    Whoever has points by then keeps them instead of passing it on.
    """

    def __init__(self, message: str = "the time limit ended the search before its ends were known; allow more time"):
        super().__init__(message)
