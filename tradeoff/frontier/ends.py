"""Finds the most of each aim of a programme, and the most of each other among the plans that have it.

    a* = max a,  b at a* = max b over the plans with a = a*

Two solves a pair of aims and direction, hot after the first, and no plan is chosen for them: enough to say whether
there is anything to choose between.
"""

from __future__ import annotations

from collections.abc import Iterable

from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Watch
from tradeoff.programme.programme import Programme, money_scale, published

Point = tuple[float, float]


def best_of_each(
    programme: Programme, pairs: Iterable[tuple[str, str]], *, watch: Watch | None = None
) -> dict[tuple[str, str], tuple[Point, Point]]:
    """For each two aims, both values at the plan with the most of the one, and at the plan with the most of the other.

    Args:
        programme: The scenario's programme; openings in shares.
        pairs: Two offered aims each.
        watch: How long it may take, and who is told; None for no limit.

    Returns:
        By pair (a, b): the values of a and b where a is most, and where b is most, in the scenario's units.

    Raises:
        InfeasibleError: No plan satisfies the limits.
        CutOffError: Time is up.
        SolverError: The solver gave up.
    """
    scales = {name: money_scale(programme.scenario, name) for name in programme.objectives}
    senses = dict.fromkeys(programme.objectives, Sense.MAX)
    model = from_pulp(programme.problem, programme.objectives, senses, scales=scales)
    solver, watch = Solver(model), watch or Watch()
    solver.stop_after(watch.left)
    asked = list(pairs)
    ways = {way for a, b in asked for way in ((a, b), (b, a))}
    found = {}
    # By the first aim: the next solve starts where the last has found its best.
    for first, then in sorted(ways):
        columns = lexicographic(solver, [model.cost(first), model.cost(then)]).x
        found[first, then] = {name: published(model.value(name, columns)) for name in (first, then)}
        watch.step()
    return {(a, b): ((found[a, b][a], found[a, b][b]), (found[b, a][a], found[b, a][b])) for a, b in asked}
