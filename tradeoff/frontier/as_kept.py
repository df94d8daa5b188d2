"""Asks a programme again around a plan: rows as closely as the plan keeps them, and no more of a cost than it has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.movable import with_rows

HAIR = 1e-9
"""Share of what is least in one stage by which a later one may exceed it: the solver's tolerance."""


def as_kept(model: Model, x: Floats) -> Model:
    """The programme with rows that a plan oversteps, by a tolerance or by what it is allowed, where the plan is."""
    activity = model.sum_rows(model.values * x[model.indices])
    return replace(
        model, row_lower=np.minimum(model.row_lower, activity), row_upper=np.maximum(model.row_upper, activity)
    )


def no_more(model: Model, cost: Floats, x: Floats) -> Model:
    """The programme in which a cost stays as low as a plan has it.

    Args:
        model: The programme.
        cost: The cost row, minimised.
        x: The plan.
    """
    more, most = with_rows(model, {"no more": cost}), dot(cost, x)
    upper = more.row_upper.copy()
    upper[-1] = most + HAIR * abs(most)
    return replace(more, row_upper=upper)
