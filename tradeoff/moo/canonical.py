"""Chooses the one solution that stands for a point of the frontier.

A point usually has many solutions. The solution is chosen by the point alone, never by the way the solver came to it:
over the optimal face, optimise the tie objectives in their order (lexicographic stages, Isermann 1982), then a rank of
the columns in 1..2 taken from sha256 of each column's id, so that no two columns weigh the same. Never a perturbation:
the published sums would move. Where all that is outside the last basis has a price or is held, the solution is checked
to be the only one left; else that is said.

Where the face has no end in the direction of the ranks, as little as possible is taken instead of as much: each column
is drawn towards its bound. Columns without any bound have no such direction; if they alone differ, any solution may
stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses


def id_ranks(ids: Sequence[str]) -> Floats:
    """Costs to be minimised that prefer the ids of higher rank: minus a number in 1..2 from sha256 of each id."""
    numbers = (int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48 for name in ids)
    return -1.0 - np.fromiter(numbers, dtype=float, count=len(ids))


def _towards_bounds(model: Model, ranks: Floats) -> Floats:
    """Costs of the size of the ranks that draw every column towards its lower bound, else its upper one."""
    side = np.where(np.isfinite(model.lower), 1.0, np.where(np.isfinite(model.upper), -1.0, 0.0))
    return side * np.abs(ranks)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The solution that stands for a point."""

    x: Floats
    """Its columns, in the user's units."""
    is_only: bool | None
    """Whether it is checked to be the only one: nothing else is as good by the objectives, the ties and the ranks."""


def choose(
    solver: Solver, stages: Sequence[Floats], ties: Sequence[Floats], *, start: Statuses | None = None
) -> Optimum:
    """The optimum that stages, then ties, leave.

    Args:
        solver: The solver, with the programme on it.
        stages: Cost rows that single the point out, an entry a column, in the user's units.
        ties: Cost rows that decide among its solutions in turn; the last are the ranks.
        start: The basis the first stage starts from; None for the last one.

    Raises:
        InfeasibleError: Nothing satisfies all constraints.
        UnboundedError: A stage has no bound, or a tie before the ranks.
        SolverError: The solver gave up, or lost an earlier stage.
    """
    try:
        return lexicographic(solver, [*stages, *ties], start=start, tell_only=True)
    except UnboundedError:
        drawn = [*stages, *ties[:-1], _towards_bounds(solver.model, ties[-1])]
        return lexicographic(solver, drawn, start=start, tell_only=True)


def canonical_solution(
    solver: Solver,
    stages: Sequence[Floats],
    ties: Sequence[Floats],
    *,
    worth: Sequence[tuple[Floats, float]],
    start: Statuses | None = None,
) -> Chosen:
    """The solution that stands for a point.

    Args:
        solver: The programme.
        stages: Cost rows whose optima in turn are the point alone.
        ties: Cost rows that decide among its solutions in turn, the ranks last.
        worth: The objectives' cost rows and what the solution must be worth in each.
        start: A basis near the point, for the first solve to start from.

    Raises:
        SolverError: The solution is not worth what the point is; and what the solver raises.
    """
    best = choose(solver, stages, ties, start=start)
    for cost, value in worth:
        if abs(float(cost @ best.x) - value) > solver.noise(cost, best.x):
            raise SolverError("HiGHS lost the point while choosing among its equally good solutions")
    return Chosen(x=best.x, is_only=best.is_only)
