"""Finds the two ends of each chart of a programme: most of one aim, then of the other.

    x* = max x,  y at x* = max y over the plans with x = x*,  and the same with x and y exchanged

Two solves an end, and no plan is chosen for it: enough to say whether there is anything to choose between.
"""

from __future__ import annotations

from collections.abc import Iterable

from tradeoff.frontier.axes import axes_of
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import find_end
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.programme import Programme, money_scale, published

Point = tuple[float, float]


def chart_ends(programme: Programme, trades: Iterable[str]) -> dict[str, tuple[Point, Point]]:
    """For each choice, (x, y) of the plan with the most x and of the plan with the most y, in the scenario's units.

    Raises InfeasibleError where no plan satisfies the limits, ValueError for a choice that is not offered.
    """
    scales = {name: money_scale(programme.scenario, name) for name in programme.objectives}
    senses = dict.fromkeys(programme.objectives, Sense.MAX)
    model = from_pulp(programme.problem, programme.objectives, senses, scales=scales)
    solver = Solver(model)
    found: dict[str, tuple[Point, Point]] = {}
    for trade in trades:
        x, y = axes_of(programme.scenario, trade)
        ends = []
        for best, then in ((x, y), (y, x)):
            columns = find_end(solver, best, then)
            first, second = (published(model.value(name, columns)) for name in (x, y))
            ends.append((first, second))
        found[trade] = (ends[0], ends[1])
    return found
