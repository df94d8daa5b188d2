"""Finds, among whole plans that are as good in both aims, one with more of the others, which decide in a stated order.

    for each other aim z in turn:   max z   subject to   x, y and every z before as much as the plan has, its openings,
                                                         the programme's rows, and whole decisions

In words: a search that looks at two aims alone lets households join in whatever year serves these, and income within
the project's years is lost for nothing. A linear optimum says what is left to gain. What it and the plan agree on
stays, and the rest is searched from the plan on (Danna, Rothberg and Le Pape 2005); where that gains something, once
more with all lists free on which they differ. Where nothing is met the plan stays as it is.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tradeoff.frontier.as_kept import as_kept, no_more
from tradeoff.moo.integer.relax_and_fix import relaxed_optimum
from tradeoff.moo.lp.best_found import Effort, best_found
from tradeoff.moo.lp.model import Floats, Ints, Model, dot

_WORK = 10_000
"""Nodes of a search times columns it may move: the first nodes find nearly all there is to find. Not a time, so that a
busy machine says the same."""
_SHARE = 1e-3
"""Share of an aim within which a search is content."""
_AGREED = 1e-7
"""Difference up to which a plan and a linear optimum have the same of a column."""


def more_of_others(
    model: Model,
    x: Floats,
    chosen: Sequence[Floats],
    others: Sequence[Floats],
    *,
    stay: NDArray[np.bool_],
    groups: Ints,
    seconds: float,
) -> Floats | None:
    """A plan as good in what was chosen, with more of what was not; None where none was met.

    Args:
        model: The programme; its integer columns are to be whole.
        x: The plan, an entry a column.
        chosen: Cost rows of which the plan's sum stays, minimised.
        others: Cost rows that decide in turn, minimised.
        stay: Columns that stay as they are.
        groups: The group of each column, by number: what draws on one list; below 0 for one that is always free.
        seconds: When it ends at the latest.

    Raises:
        SolverError: HiGHS gave up.
    """
    until, asked, best = time.monotonic() + seconds, as_kept(model, x), x
    asked = replace(asked, lower=np.where(stay, x, asked.lower), upper=np.where(stay, x, asked.upper))
    for cost in chosen:
        asked = no_more(asked, cost, x)
    for cost in others:
        if cost.any():
            best = _less(asked, cost, best, groups, until)
            asked = no_more(asked, cost, best)
    return None if best is x else best


def _less(model: Model, cost: Floats, x: Floats, groups: Ints, until: float) -> Floats:
    """The plan with the least of a cost that was met near it; itself where it has the least."""
    relaxed = relaxed_optimum(model, cost)
    if relaxed is None:
        return x
    differ, best = model.integer & (np.abs(relaxed - x) > _AGREED), x
    for free in (differ, (groups < 0) | np.isin(groups, groups[differ])):
        if dot(cost, best) - dot(cost, relaxed) <= _SHARE * abs(dot(cost, relaxed)):
            break
        held = model.integer & ~free
        narrowed = replace(model, lower=np.where(held, best, model.lower), upper=np.where(held, best, model.upper))
        moved = int(np.count_nonzero(model.integer & (narrowed.lower < narrowed.upper)))
        effort = Effort(seconds=until - time.monotonic(), nodes=max(1, _WORK // (moved or 1)), share=_SHARE)
        found = best_found(narrowed, cost, effort, start=best)
        if found is None or dot(cost, found) >= dot(cost, best):
            break
        best = found
    return best
