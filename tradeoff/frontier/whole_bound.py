"""Bounds what whole openings can have of one aim at a level of another, below what shares promise.

    max y  subject to  x >= level, the programme's rows, and whole openings        (households in fractions)

In words: whoever enrols whole households opens whole clusters too, so that the bound holds of every plan of both forms;
what these hold to a rupee or a household only is given that room here too. It comes from branching on how many clusters
are open (`opening_sums.py`, `moo/integer/sum_tree.py`), where each node's bound is worked out from prices; so many
nodes end the branching, the same on every machine, and what stands then is the bound.
"""

from __future__ import annotations

import time

from tradeoff.frontier.opening_sums import opening_sums
from tradeoff.frontier.whole_search import WholeSearch
from tradeoff.moo.integer.sum_tree import SumBranching
from tradeoff.programme.columns import Opened
from tradeoff.programme.form import Form
from tradeoff.programme.programme import Programme
from tradeoff.programme.whole_parts import allowances

_MANY = 200
"""Openings from which it is worth its time: with fewer the search itself reaches a bound that is believed."""
_WORK = 75_000
"""Nodes divided at most, times openings: a hundred at the size of a state, 800 linear programmes in 16 seconds, after
which little more is gained. Not a time, so that a busy machine says the same."""
_CONTRADICTED = 1e-6
"""Share of a plan's value by which a bound below it is no rounding: what both solvers' tolerances add up to."""


def whole_bound(
    programme: Programme, aim: str, other: str, level: float, *, known: float, until: float
) -> float | None:
    """No plan with whole openings has more of an aim than this; None where they are few, or nothing is shown in time.

    Args:
        programme: With whole openings.
        aim: The aim of which a level is asked.
        other: The aim that is bounded.
        level: Of `aim`, in its unit.
        known: What a plan at the level has of `other`, in its unit. A bound that it contradicts is not returned.
        until: When to end at the latest, by `time.monotonic`.
    """
    openings = sum(isinstance(column.key, Opened) for column in programme.columns)
    if openings <= _MANY or time.monotonic() > until:
        return None
    room = {name: float(by) for name, by in allowances(programme).items()}
    search = WholeSearch(programme, aim, other, Form.WHOLE, room=room)
    model = search.model
    branching = SumBranching(model, opening_sums(programme.scenario, search.keys), limits=1, met=lambda _: None)
    # Nothing beyond the plan is asked; a hair more, so that a bound which contradicts the plan is seen to.
    cost = model.minimised(other, known)
    hair = _CONTRADICTED * abs(cost)
    tree = branching.plant(model.cost(other), (search.limit_at(level),), known=cost + hair, deadline=until)
    if tree is None:
        return None
    branching.grow(tree, within=hair, nodes=max(1, _WORK // openings), deadline=until)
    if tree.bound >= tree.known:
        return None
    return max(model.published(other, tree.bound), known)
