"""Searches an integer programme within an effort and keeps the best solution met, whatever ended the search.

What comes back is a proposal: its integer columns are whole and it keeps rows and bounds, checked here in the user's
units; that nothing is better is not said, for HiGHS's word alone is no proof (`integer_solver.py`). Nodes end a search
in the same place on every machine; seconds do not, and are there so that nobody waits.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import scale

_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row or bound, integer columns made whole, beyond which a solution is dropped."""
_WORST_FRACTION = 1e-6
"""Distance from a whole number beyond which an integer column is refused."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """When a search ends, at the latest."""

    seconds: float = float("inf")
    nodes: int | None = None
    """Nodes of the search tree; None for as many as it takes."""
    share: float = 0.0
    """Share of its value within which the best solution met is good enough, by HiGHS's own bound."""


def best_found(model: Model, cost: Floats, effort: Effort, *, start: Floats | None = None) -> Floats | None:
    """The best solution that a search within an effort met; None where it met none.

    Args:
        model: The programme; its integer columns are searched over.
        cost: The cost row to be minimised, an entry a column, in the user's units.
        effort: When the search ends.
        start: A known solution to begin with; None where none is known.

    Raises:
        SolverError: HiGHS refuses the programme, or gives up.
    """
    if effort.seconds <= 0:
        return start
    scaled = scale(model, certifiable=False)
    highs = quiet_highs(
        mip_feasibility_tolerance=TOLERANCE, mip_rel_gap=effort.share, mip_abs_gap=0.0, time_limit=effort.seconds
    )
    if effort.nodes is not None:
        require(highs.setOptionValue("mip_max_nodes", effort.nodes), "take a number of nodes")
    pass_model(highs, model, scaled)
    columns = np.arange(len(model.columns), dtype=np.int32)
    require(highs.changeColsCost(len(columns), columns, scaled.cost(cost)), "take the costs")
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = (start / scaled.column_scale).tolist()
        require(highs.setSolution(known), "take a solution")
    if run(highs) == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS gave up: {highs.modelStatusToString(highs.getModelStatus())}")
    solution = highs.getSolution()
    found = _sound(model, scaled.original(np.array(solution.col_value))) if solution.value_valid else None
    if found is None or (start is not None and float(cost @ start) < float(cost @ found)):
        return start
    return found


def _sound(model: Model, raw: Floats) -> Floats | None:
    """A solution with its integer columns whole; None where it is none."""
    if len(raw) != len(model.columns) or not np.isfinite(raw).all():
        return None
    x = np.clip(raw, model.lower, model.upper) + 0.0
    whole = np.round(x[model.integer])
    if np.abs(x[model.integer] - whole).max(initial=0.0) > _WORST_FRACTION:
        return None
    x[model.integer] = whole + 0.0
    return x if model.violation(x) <= _WORST_VIOLATION else None
