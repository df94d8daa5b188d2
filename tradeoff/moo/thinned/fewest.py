"""Chooses of points in a row at most so many, both ends among them, that leave the least greatest gap between two.

    gap = max of g(i, j) over neighbours i and j of those kept,    g(i, j) never less than g within i and j

For a given gap the fewest points are had by going as far as it allows, one after another; so the least gap for a given
number of points is found by halving.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

_HALVINGS = 50
"""After these the gap is known to the last digit of a share."""
_Between = Callable[[int, int], float]


def least_gap(last: int, between: _Between, count: int) -> tuple[tuple[int, ...], float]:
    """The positions of at most so many points with the least greatest gap, and that gap.

    Args:
        last: The position of the last point.
        between: The gap where two points are neighbours; no less where they are farther apart.
        count: How many points may stay, 2 or more.
    """
    low, high = 0.0, between(0, last)
    kept: tuple[int, ...] = (0, last)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        fewest = _fewest(last, between, middle)
        low, high, kept = (low, middle, fewest) if len(fewest) <= count else (middle, high, kept)
    return kept, max(between(a, b) for a, b in pairwise(kept))


def _fewest(last: int, between: _Between, gap: float) -> tuple[int, ...]:
    """The fewest points with no more than a gap between them; neighbours are joined whatever their gap."""
    kept = [0]
    while kept[-1] < last:
        near, far = kept[-1] + 1, last
        while near < far:
            middle = (near + far + 1) // 2
            near, far = (middle, far) if between(kept[-1], middle) <= gap else (near, middle - 1)
        kept.append(near)
    return tuple(kept)
