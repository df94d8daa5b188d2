"""Tells an infeasible programme from one without a bound, and both from what HiGHS cannot decide: without any costs."""

from __future__ import annotations

import highspy
import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.highs import TOLERANCE, quiet_highs, require
from tradeoff.moo.lp.running import run

_OVERSTEPPED = 1000 * TOLERANCE
"""By how much rows must be overstepped together, in scaled units, for there to be no solution beyond doubt."""


def tell_unbounded_from_infeasible(highs: highspy.Highs) -> None:
    """Raise UnboundedError where the constraints have a solution, InfeasibleError where they have none."""
    if _has_solution(highs):
        raise UnboundedError("the objective has no bound")
    raise InfeasibleError("no solution satisfies all constraints together")


def require_solution(highs: highspy.Highs) -> None:
    """Raise InfeasibleError where, whatever the costs, there is no solution; SolverError where there is one.

    For where presolve says infeasible twice and simplex cannot decide: without costs nothing lacks a bound.
    """
    if not _has_solution(highs):
        raise InfeasibleError("no solution satisfies all constraints together")
    raise SolverError("HiGHS gave up: it called a programme infeasible that has a solution")


def _has_solution(highs: highspy.Highs) -> bool:
    """Whether the constraints alone have one; raises SolverError where even their least oversteps do not tell."""
    columns = np.arange(highs.getNumCol(), dtype=np.int32)
    require(highs.changeColsCost(len(columns), columns, np.zeros(len(columns))), "take the costs")
    require(highs.clearSolver(), "forget its basis")
    run(highs)
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible):
        return bool(status == highspy.HighsModelStatus.kOptimal)
    return _least_overstepped(highs) <= _OVERSTEPPED


def _least_overstepped(highs: highspy.Highs) -> float:
    """The least by which the rows are overstepped together, each with a column of its own on either side.

    Such a programme always has a solution, and never less than nothing: a solver that cannot say whether the first has
    one can solve this.
    """
    elastic = quiet_highs(solver="simplex")
    require(elastic.passModel(highs.getLp()), "take the programme once more")
    rows = np.arange(highs.getNumRow(), dtype=np.int32)
    count = len(rows)
    for side in (1.0, -1.0):
        starts, costs = np.arange(count, dtype=np.int32), np.ones(count)
        ends = np.zeros(count), np.full(count, np.inf)
        status = elastic.addCols(count, costs, *ends, count, starts, rows, np.full(count, side))
        require(status, "take a column for each row")
    run(elastic)
    if elastic.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverError("HiGHS gave up: it cannot tell whether there is a solution")
    return float(elastic.getInfo().objective_function_value)
