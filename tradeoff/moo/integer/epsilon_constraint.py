"""Finds the best of the second objective at levels of the first, each checked: the epsilon-constraint method.

    minimise v  subject to  u <= level,   then  minimise u  subject to  v <= v*

in words: the best solution within the level, and of those the one that asks least of the first objective (the
augmentation of Mavrotas 2009, as a second stage rather than a small weight). Levels are taken from the loosest to the
tightest; one that the last solution meets already has the same answer and costs no solve (the bouncing of Mavrotas and
Florios 2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tradeoff.errors import SolverError
from tradeoff.moo.integer.ends import TOLD, Ends
from tradeoff.moo.integer.fixed_integers import best_with_integers_fixed
from tradeoff.moo.lp.integer_solver import LOST, IntegerSolver
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.stopping import Progress


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one level has: the solution's columns, its values, and the bound that holds within the level."""

    level: float
    u: float
    v: float
    bound: float
    is_best: bool
    """Whether it is checked that nothing within the level has a lower v; to a gap something may."""
    x: Floats = field(repr=False, compare=False)


def solve_levels(
    solver: IntegerSolver,
    ends: Ends,
    levels: Sequence[float],
    gap: float,
    found: list[Answer],
    progress: Progress | None,
) -> None:
    """Answer levels of u as minimised, from the loosest to the tightest; each level once.

    A level beyond the best u is answered by the best u: ask for none.

    Args:
        solver: The solver, with the programme on it.
        ends: Both ends of the frontier.
        levels: What u may be at most, in its own unit.
        gap: The share of the range of v by which an answer may lie above its bound.
        found: Where answers are put as they come, so that an interrupt leaves them.
        progress: Called after every level with solves, points, and the share of levels left; None for nobody.

    Raises:
        CutOffError: Time is up.
        KeyboardInterrupt: Somebody interrupted.
        SolverError: The solver gave up, or contradicts itself.
    """
    slack = solver.slack(solver.model.cost(solver.first), ends.a.find())
    order = sorted(set(levels), reverse=True)
    last = end_answer(ends, last=True)
    for position, level in enumerate(order):
        if last.u > level + slack:
            last = _answer(solver, ends, level, slack, gap)
        found.append(replace(last, level=level))
        if progress is not None:
            progress(solver.solves, len({answer.u for answer in found}), 1 - (position + 1) / len(order))


def end_answer(ends: Ends, *, last: bool) -> Answer:
    """What an end answers: the level of its own u."""
    end, bound, is_best = (ends.b, ends.bound_b, ends.is_best_b) if last else (ends.a, ends.bound_a, ends.is_best_a)
    return Answer(level=end.u, u=end.u, v=end.v, bound=bound, is_best=is_best, x=end.find())


def _answer(solver: IntegerSolver, ends: Ends, level: float, slack: float, share: float) -> Answer:
    cost_u, cost_v = solver.model.cost(solver.first), solver.model.cost(solver.second)
    order = (solver.second, solver.first)
    gap = share * ends.ranges[1]
    if abs(level - ends.a.u) <= slack:
        return replace(end_answer(ends, last=False), level=level)
    first = solver.minimise(cost_v, most_u=level, gap=gap)
    x = best_with_integers_fixed(solver, first.x, order, most_u=level)
    if x is None:
        raise SolverError("HiGHS's optimum is none once its integer columns are whole")
    v, noise = dot(cost_v, x), solver.noise(cost_v, x)
    if v < first.bound - noise:
        raise SolverError("a solution is better than what HiGHS called the best")
    second = solver.minimise(cost_u, most_v=v + solver.slack(cost_v, x))
    other = best_with_integers_fixed(solver, second.x, order, most_u=level)
    if other is not None and dot(cost_v, other) <= v + noise and dot(cost_u, other) < dot(cost_u, x):
        x = other
    u, v = dot(cost_u, x), dot(cost_v, x)
    if v - first.bound > gap + LOST * solver.size(cost_v, x):
        raise SolverError("HiGHS's optimum is none once its integer columns are whole")
    is_best = not gap or v - first.bound <= TOLD * ends.ranges[1]
    return Answer(level=level, u=u, v=v, bound=first.bound, is_best=is_best, x=x)
