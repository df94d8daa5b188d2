"""Minimises several costs in turn, each over the optima of those before it.

After every stage the optimal face is held by reduced costs (`Solver.hold_face`), so that no row and no small weight is
needed (Dantzig 1963; Isermann 1982, lexicographic linear programming).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses


def lexicographic(
    solver: Solver,
    costs: Sequence[Floats],
    *,
    fresh: bool = False,
    start: Statuses | None = None,
    solved: Optimum | None = None,
    tell_only: bool = False,
) -> Optimum:
    """Minimise the first cost row, then the second over the optima of the first, and so on.

    A stage that the basis of the one before settles already is not solved, nor any where nothing is left to choose.

    Args:
        solver: The solver, with the programme on it.
        costs: Cost rows in turn, an entry a column, in the user's units; rows of zeros are passed over.
        fresh: Whether to forget every basis first, as a huge model does: from afar a cold start is the shorter way.
        start: The basis the first stage starts from; None for the last one.
        solved: The optimum of the first cost row, where that is what the solver solved last; None to solve for it.
        tell_only: Whether to look if the last optimum is the only one (`Optimum.is_only`).

    Raises:
        InfeasibleError: Nothing satisfies all constraints.
        UnboundedError: A cost row has no bound; the objective is not named.
        CutOffError: Time is up.
        SolverError: The solver gave up, or a later stage spoilt an earlier one.
    """
    told = [cost for cost in costs if cost.any() or (solved is not None and cost is costs[0])]
    stages = told or [np.zeros(len(solver.model.columns))]
    reached: list[tuple[Floats, float]] = []
    with solver.face():
        if fresh or (start is not None and solver.starts_afresh):
            solver.forget()
        elif start is not None:
            solver.start_from(start)
        optimum = solved or solver.minimise(stages[0])
        for before, cost in pairwise(stages):
            if optimum.is_priced or solver.is_only_optimum(optimum):
                return replace(optimum, is_only=True)
            reached.append((before, float(before @ optimum.x)))
            solver.hold_face(optimum)
            optimum = solver.settle(optimum, cost) or solver.minimise(cost)
            for earlier, value in reached:
                if abs(float(earlier @ optimum.x) - value) > solver.noise(earlier, optimum.x):
                    raise SolverError("HiGHS lost an optimum while choosing among equally good solutions")
        return replace(optimum, is_only=solver.is_only_optimum(optimum)) if tell_only else optimum


def find_end(solver: Solver, best: str, then: str) -> Floats:
    """The columns of the solution that is best in one objective, then in the other, solved from scratch.

    Args:
        solver: The solver, with the programme on it.
        best: The name of the objective that counts first.
        then: The name of the other.

    Raises:
        InfeasibleError: Nothing satisfies all constraints.
        UnboundedError: An objective has no bound; it is named.
        SolverError: The solver gave up.
    """
    try:
        return lexicographic(solver, [solver.model.cost(name) for name in (best, then)], fresh=True).x
    except UnboundedError:
        require_bounds(solver, (best, then))
        raise


def require_bounds(solver: Solver, objectives: Sequence[str]) -> None:
    """Raise UnboundedError for the first objective that has no bound, and name it."""
    for name in objectives:
        try:
            solver.minimise(solver.model.cost(name))
        except UnboundedError:
            raise UnboundedError(
                f"the objective {name!r} has no bound: nothing in the problem limits it. Add an upper bound or a "
                "constraint on the quantities it counts.",
                objective=name,
            ) from None
