"""Makes a parametric run along the frontier, in the solver's terms.

The run (parametric simplex method, Gass and Saaty 1955) starts from the basis of any optimum of the first objective.
What stands here takes it from there and back: the programme in arrays, the bases it has been at, and what HiGHS makes
of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.lp.lexicographic import lexicographic, require_bounds
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import AT_LOWER, AT_UPPER, AT_ZERO, BASIC, Statuses
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped
from tradeoff.moo.simplex.basis import Positions
from tradeoff.moo.simplex.parametric import ParametricSimplex
from tradeoff.moo.simplex.start import Corner, RunError, Start

AGREES = 1e-9
"""Share of the ranges by which run and HiGHS may differ."""
_NEWS = 16
"""Corners between two reports of progress and looks at the clock."""


@dataclass(frozen=True, kw_only=True)
class ParametricRun:
    """How far a run came, and by which bases."""

    ratio: float
    """Of the run's scales; see `ParametricSimplex.ratio`."""
    start: Statuses
    moves: Positions
    """What entered and left at every pivot, in this order."""
    stands: Statuses
    """How each of them stands then."""
    corners: Sequence[Corner]
    stopped: Stopped


def run_parametric(solver: Solver, first: str, second: str, progress: Progress | None) -> ParametricRun:
    """Run from an optimum of the first objective as far as time allows.

    Args:
        solver: The solver, with the programme on it.
        first: The objective that is the best where the run begins.
        second: The other one.
        progress: Called every few corners with 1, corners, and the share of weights that is left; None for nobody.

    Raises:
        InfeasibleError: Nothing satisfies all constraints.
        UnboundedError: An objective has no bound; it is named.
        RunError: The run contradicts itself, or HiGHS.
        CutOffError: Time was up before the first corner was known.
        KeyboardInterrupt: Somebody interrupted before that.
    """
    solver.forget()
    try:
        solver.minimise(solver.model.cost(first))
    except UnboundedError:
        require_bounds(solver, (first, second))
        raise
    statuses = solver.basis()
    simplex = ParametricSimplex(_start(solver, first, second, statuses))

    def report(corners: int, weight: float) -> None:
        if corners % _NEWS == 1:
            solver.require_time()
            if progress is not None:
                progress(1, corners, 1 - weight)

    stopped = Stopped.NO
    try:
        simplex.run(progress=report)
    except CutOffError:
        stopped = Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        if not simplex.corners:
            raise
        solver.recover()
        stopped = Stopped.INTERRUPTED
    except UnboundedError:
        require_bounds(solver, (second,))
        raise RunError("the run found no bound where HiGHS has one") from None
    if not simplex.corners:
        raise CutOffError("the search ended before both ends were known; let it run longer")
    moves = np.array([(pivot.entering, pivot.leaving) for pivot in simplex.pivots], dtype=np.int64).ravel()
    stands = np.array([(BASIC, AT_UPPER if pivot.at_upper else AT_LOWER) for pivot in simplex.pivots], dtype=np.int8)
    corners = tuple(simplex.corners)
    return ParametricRun(
        ratio=simplex.ratio, start=statuses, moves=moves, stands=stands.ravel(), corners=corners, stopped=stopped
    )


def _start(solver: Solver, first: str, second: str, statuses: Statuses) -> Start:
    """The programme in scaled arrays and the basis the solver is left at."""
    model, scaled = solver.model, solver.scaled
    matrix = csr_array((scaled.values, model.indices, model.starts), shape=(len(model.row_names), len(model.columns)))
    if not np.isin(statuses, (AT_LOWER, BASIC, AT_UPPER, AT_ZERO)).all():
        raise RunError("HiGHS does not say on which bound a column rests")
    return Start(
        rows=matrix,
        lower=np.concatenate([scaled.lower, scaled.row_lower]),
        upper=np.concatenate([scaled.upper, scaled.row_upper]),
        cost_u=model.cost(first) * scaled.column_scale,
        cost_v=model.cost(second) * scaled.column_scale,
        basic=np.flatnonzero(statuses == BASIC),
        at_upper=statuses == AT_UPPER,
    )


def statuses_after(run: ParametricRun, pivots: int) -> Statuses:
    """How columns and rows stand after some pivots of a run."""
    statuses = run.start.copy()
    # Of a column that came and went, the last entry counts.
    statuses[run.moves[: 2 * pivots]] = run.stands[: 2 * pivots]
    return statuses


def checked_by_highs(run: ParametricRun, solver: Solver, costs: Sequence[Floats], corner: Corner) -> Floats:
    """The columns HiGHS finds best in the first cost row, then in the others, starting from a corner's basis.

    Args:
        run: The run.
        solver: The solver it began on.
        costs: Cost rows, an entry a column, in the user's units.
        corner: The corner whose basis HiGHS starts from.

    Raises:
        RunError: HiGHS has something against the basis.
    """
    try:
        solver.start_from(statuses_after(run, corner.pivots))
        return lexicographic(solver, costs).x
    except (InfeasibleError, UnboundedError) as error:
        raise RunError(f"HiGHS does not accept the run: {error}") from None


def in_shares(search: Search, run: ParametricRun, weight: float) -> float:
    """The run's weight of v as a weight between objectives in shares of their ranges.

    Args:
        search: The search that knows the ranges.
        run: The run, with the ratio of its two cost rows.
        weight: Between 0 (u alone) and 1 (v alone), of the run's scaled cost rows.
    """
    range_u, range_v = search.ranges
    v = weight * run.ratio * range_v
    return v / (v + (1 - weight) * range_u)


def agree(search: Search, corner: Corner, u: float, v: float) -> bool:
    """Whether HiGHS is at the corner where the run was.

    Args:
        search: The search that knows the ranges.
        corner: What the run has.
        u: What HiGHS has of the first objective, as minimised.
        v: And of the second.
    """
    range_u, range_v = search.ranges
    off_u, off_v = abs(corner.u - u), abs(corner.v - v)
    return off_u <= AGREES * (range_u + abs(u)) and off_v <= AGREES * (range_v + abs(v))
