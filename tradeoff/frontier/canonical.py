"""From a point of the frontier to the one plan that stands for it.

A point usually has many plans. The plan is chosen by the point alone, never by the way the solver came to it: over the
optimal face, optimise the tie objectives in their order, then a rank of the columns in 1..2 taken from sha256 of each
column's id, so that no two columns weigh the same. Never a perturbation: the published sums would move.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.frontier.handover import Floats
from tradeoff.frontier.search import Search, Vertex, lexicographic


def id_ranks(ids: Sequence[str]) -> Floats:
    """Costs to be minimised that prefer the ids of higher rank: minus a number in 1..2 from sha256 of each id."""
    numbers = (int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48 for name in ids)
    return -1.0 - np.fromiter(numbers, dtype=float, count=len(ids))


def canonical_solution(search: Search, vertex: Vertex, ties: Sequence[Floats]) -> Floats:
    """The columns of the plan that stands for `vertex`, in the user's units.

    Raises SolverError if the plan is not worth what the point is.
    """
    x = lexicographic(search.solver, [*search.costs(vertex.stages), *ties]).x
    for name, value in ((search.first, vertex.u), (search.second, vertex.v)):
        cost = search.solver.model.cost(name)
        if abs(float(cost @ x) - value) > search.solver.noise(cost, x):
            raise SolverError("HiGHS lost the point while choosing among its equally good plans")
    return x
