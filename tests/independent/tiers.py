"""Splits what is tried into a quick part, spread evenly, and the whole, which is slow."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
SOME_OR_ALL = [pytest.param(4, id="some"), pytest.param(1, marks=pytest.mark.slow, id="all")]
"""Values of `one_in` for `drawn`: a quarter of what a test goes through, and slowly all of it."""


def drawn(through: Sequence[T], one_in: int, seed: object) -> list[T]:
    """One in so many of what a test goes through, by seed and in order; the first and the last are always among it.

    Args:
        through: All there is.
        one_in: How many there are for each that is drawn; 1 for all.
        seed: What to draw from: any value whose text tells it from others.
    """
    count = len(through)
    places = {0, count - 1, *random.Random(str(seed)).sample(range(count), -(-count // one_in))} if count else set()
    return [through[place] for place in sorted(places)]


def spread(*axes: Iterable[Any], one_in: int) -> list[Any]:
    """Every combination of values for `pytest.mark.parametrize`, all but one in so many of them marked slow.

    What is quick lies on diagonals: a value of one axis is among it if the others vary as much as `one_in`.

    Args:
        axes: The values of each parameter; one axis gives plain values, several give tuples.
        one_in: How many combinations there are for each that stays quick.
    """
    marked = []
    for places in product(*(list(enumerate(axis)) for axis in axes)):
        marks = () if sum(place for place, _ in places) % one_in == 0 else (pytest.mark.slow,)
        marked.append(pytest.param(*(value for _, value in places), marks=marks))
    return marked
