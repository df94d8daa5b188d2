"""Makes the columns of a linear optimum whole by solving: a few are searched over, then more, until a solution is met.

An optimum of the linear programme at a corner has as many columns between their bounds as rows are tight; most others
are whole already. So those alone need a search, with what they may exchange with:

    free      the columns of every group that holds a fraction; all others stay as they are
    then      the columns of every group that is used at all
    then      every column

in words: a group is what can be exchanged (what draws on one list). The first search that
meets a solution is followed by one over the next wider set that starts from it (Danna, Rothberg and Le Pape 2005, the
neighbourhood of what a relaxation and a solution agree on).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.lp.best_found import Effort, best_found
from tradeoff.moo.lp.model import Floats, Ints, Model

_FRACTION = 1e-7
"""Distance from a whole number below which a column of a linear optimum counts as whole."""
_NODES = 2_000
"""Nodes of each search: the first ones find nearly all there is to find."""
_SHARE = 5e-4
"""Share of the value within which a search is content: ten times less than whole openings cost."""


def made_whole(
    model: Model, cost: Floats, relaxed: Floats, groups: Ints, *, seconds: float = float("inf")
) -> Floats | None:
    """A solution with whole columns near a linear optimum, the best that was met; None where none was.

    Args:
        model: The programme; its integer columns are to be whole.
        cost: The cost row to be minimised, an entry a column.
        relaxed: An optimum of the programme without its integers, an entry a column.
        groups: The group of each column, by number; below 0 for one that is always free.
        seconds: When the search ends at the latest.

    Raises:
        SolverError: HiGHS gave up.
    """
    deadline = time.monotonic() + seconds
    best: Floats | None = None
    for free in _neighbourhoods(model, relaxed, groups):
        known = best
        narrowed = _narrowed(model, relaxed if best is None else best, free)
        left = deadline - time.monotonic()
        if left <= 0:
            break
        best = best_found(narrowed, cost, Effort(seconds=left, nodes=_NODES, share=_SHARE), start=best)
        if known is not None:
            break
    return best


def _neighbourhoods(model: Model, relaxed: Floats, groups: Ints) -> Iterator[NDArray[np.bool_]]:
    """Which columns a search may move, wider and wider; no set twice."""
    fraction = model.integer & (np.abs(relaxed - np.round(relaxed)) > _FRACTION)
    used = model.integer & (np.abs(relaxed) > _FRACTION)
    before = -1
    for seeds in (fraction, used, model.integer):
        free = (groups < 0) | np.isin(groups, groups[seeds])
        if (size := int(np.count_nonzero(free))) != before:
            yield free
        before = size


def _narrowed(model: Model, at: Floats, free: NDArray[np.bool_]) -> Model:
    """The programme with the integer columns that are not free fixed at their whole values."""
    held = model.integer & ~free
    whole = np.clip(np.round(at), model.lower, model.upper)
    return replace(model, lower=np.where(held, whole, model.lower), upper=np.where(held, whole, model.upper))
