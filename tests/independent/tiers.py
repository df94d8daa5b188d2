"""Splits what is tried into a quick part, spread evenly, and the whole, which is slow."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest


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
