"""Finds a good solution over whole numbers from the linear optimum: what is whole there stays, the rest is searched.

    1. the linear optimum                                     a bound, checked
    2. integer columns that are whole in it are fixed         relax and fix (Pochet and Wolsey 2006, section 3.7)
    3. branch and cut over the few others                     within an effort
    4. where that meets nothing, branch and cut over all

in words: of hundreds of switches a linear optimum leaves a few dozen half on; those alone are decided by search. From a
known solution on, those stay on which it and the linear optimum agree (Danna, Rothberg and Le Pape 2005).
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tradeoff.errors import InfeasibleError
from tradeoff.moo.lp.best_found import Effort, best_found
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver

_FRACTION = 1e-7
"""Distance from a whole number below which a column of a linear optimum counts as whole."""
_NODES = 2_000
_SHARE = 1e-3
"""Share of the value within which a search is content."""


def relaxed_optimum(model: Model, cost: Floats) -> Floats | None:
    """The optimum of a programme without its integers; None where there is no solution at all.

    Args:
        model: The programme.
        cost: The cost row to be minimised, an entry a column.

    Raises:
        SolverError: The solver gave up, or its answer did not survive the check.
        UnboundedError: The cost has no bound.
    """
    try:
        return Solver(replace(model, integer=np.zeros_like(model.integer))).minimise(cost).x
    except InfeasibleError:
        return None


def relax_and_fix(model: Model, cost: Floats, *, seconds: float = float("inf")) -> Floats | None:
    """A good solution near the linear optimum; None where none was met.

    Args:
        model: The programme; its integer columns are to be whole.
        cost: The cost row to be minimised, an entry a column.
        seconds: When the search ends at the latest.

    Raises:
        SolverError: The solver gave up.
        UnboundedError: The cost has no bound.
    """
    deadline = time.monotonic() + seconds
    relaxed = relaxed_optimum(model, cost)
    if relaxed is None:
        return None
    whole = np.round(relaxed)
    held = model.integer & (np.abs(relaxed - whole) <= _FRACTION)
    if held[model.integer].all():
        return np.where(model.integer, whole, relaxed)
    narrowed = _held_at(model, held, whole)
    found = None
    for asked in (narrowed, model):
        left = deadline - time.monotonic()
        if found is None and left > 0:
            found = best_found(asked, cost, Effort(seconds=left, nodes=_NODES, share=_SHARE))
    return found


def bettered(model: Model, cost: Floats, known: Floats, *, seconds: float = float("inf")) -> Floats | None:
    """A solution that has what a known one and the linear optimum agree on; None where none was met.

    Args:
        model: The programme; its integer columns are to be whole.
        cost: The cost row to be minimised, an entry a column.
        known: A solution of the programme, or of one near it: only its integer columns are looked at.
        seconds: When the search ends at the latest.

    Raises:
        SolverError: The solver gave up.
        UnboundedError: The cost has no bound.
    """
    deadline = time.monotonic() + seconds
    relaxed = relaxed_optimum(model, cost)
    if relaxed is None:
        return None
    whole = np.round(known)
    held = model.integer & (np.abs(relaxed - whole) <= _FRACTION)
    narrowed = _held_at(model, held, whole)
    return best_found(narrowed, cost, Effort(seconds=deadline - time.monotonic(), nodes=_NODES, share=_SHARE))


def _held_at(model: Model, held: NDArray[np.bool_], whole: Floats) -> Model:
    """The programme in which some columns stay at whole values."""
    return replace(model, lower=np.where(held, whole, model.lower), upper=np.where(held, whole, model.upper))
