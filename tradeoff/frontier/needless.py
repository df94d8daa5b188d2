"""Takes out of a plan with whole decisions what nobody in it needs: openings, facilitation, agents trained, transfers.

    min money,   then min agent-months,   then min sum of ranks x (u, f, r)
    subject to   h as in the plan,   every row of the programme kept as closely as the plan keeps it,   u, ... whole

In words: an opening that costs nothing is no worse for a search that looks at two aims alone, and stands in the lists
all the same. So the households of a plan stay, and with them all its aims, and the rest becomes as little as the rows
allow: a cluster stays open where somebody joins, or where a limit, a link of method or coaching asks for it, and no
year earlier than these need.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tradeoff.errors import InfeasibleError
from tradeoff.frontier.as_kept import HAIR, as_kept, no_more
from tradeoff.frontier.ties import MONEY, MONTHS
from tradeoff.moo.lp.best_found import Effort, best_found
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.columns import Enrolled, Facilitated, Opened, Trained
from tradeoff.programme.plan import NEGLIGIBLE

_NODES = 2_000
"""Nodes of each search: with the households fixed most openings are, and few are left to choose."""
_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row or bound beyond which what a search found is not looked at."""
_SPARED = (Opened, Facilitated, Trained)


def without_needless(
    model: Model, x: Floats, keys: Sequence[object], ranks: Floats, *, seconds: float
) -> Floats | None:
    """The same households with as little of all else as the rows allow; None where the plan has no less.

    Args:
        model: The programme, with `MONEY` and `MONTHS` among its objectives.
        x: A plan, an entry a column.
        keys: What each column decides.
        ranks: The last tie of `ties`, an entry a column.
        seconds: When it ends at the latest.

    Raises:
        SolverError: HiGHS gave up.
    """
    until = time.monotonic() + seconds
    # What is too little to be listed in a plan's tables is no household either, and keeps no cluster open.
    x = np.where(np.abs(x) <= NEGLIGIBLE, 0.0, x)
    spared, joins = (np.array([isinstance(key, kinds) for key in keys]) for kinds in (_SPARED, Enrolled))
    asked = as_kept(model, x)
    asked = replace(asked, lower=np.where(joins, x, asked.lower), upper=np.where(joins, x, asked.upper))
    lean = x
    for cost in (model.cost(MONEY), model.cost(MONTHS), np.where(spared, ranks, 0.0)):
        if not cost[spared & (asked.lower < asked.upper)].any():
            continue
        found = best_found(asked, cost, Effort(seconds=until - time.monotonic(), nodes=_NODES), start=lean)
        lean = lean if found is None else found
        asked = no_more(asked, cost, lean)
    if np.abs(lean - x)[spared].max(initial=0.0) <= HAIR or asked.violation(lean) > _WORST_VIOLATION:
        return None
    held = model.integer | joins
    fixed = replace(
        as_kept(model, x),
        lower=np.where(held, lean, model.lower),
        upper=np.where(held, lean, model.upper),
        integer=np.zeros_like(held),
    )
    solver = Solver(fixed)
    try:
        with solver.tightest():
            found = lexicographic(solver, [model.cost(MONEY), model.cost(MONTHS), ranks]).x
    except InfeasibleError:
        return None
    return np.where(held, lean, found)
