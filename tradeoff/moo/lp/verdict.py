"""Tells an infeasible programme from one without a bound, and both from what HiGHS cannot decide: without any costs."""

from __future__ import annotations

import highspy
import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.highs import require


def tell_unbounded_from_infeasible(highs: highspy.Highs) -> None:
    """Raise UnboundedError where the constraints have a solution, InfeasibleError where they have none."""
    if _status_without_costs(highs) == highspy.HighsModelStatus.kOptimal:
        raise UnboundedError("the objective has no bound")
    raise InfeasibleError("no solution satisfies all constraints together")


def require_solution(highs: highspy.Highs) -> None:
    """Raise InfeasibleError where, whatever the costs, there is no solution; SolverError where there is one.

    For where presolve says infeasible twice and simplex cannot decide: without costs nothing lacks a bound.
    """
    if _status_without_costs(highs) == highspy.HighsModelStatus.kInfeasible:
        raise InfeasibleError("no solution satisfies all constraints together")
    raise SolverError("HiGHS gave up: it called a programme infeasible that has a solution")


def _status_without_costs(highs: highspy.Highs) -> highspy.HighsModelStatus:
    """What HiGHS says from scratch of the constraints alone."""
    columns = np.arange(highs.getNumCol(), dtype=np.int32)
    require(highs.changeColsCost(len(columns), columns, np.zeros(len(columns))), "take the costs")
    require(highs.clearSolver(), "forget its basis")
    highs.run()
    return highs.getModelStatus()
