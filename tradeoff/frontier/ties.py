"""Says what decides among equally good plans, so that a plan depends on the question alone: aims, money, months, id."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.programme import Programme

MONEY, MONTHS = "least money", "least agent-months"
"""Objectives of a study's model beside the aims; both are minimised."""


def ties(programme: Programme, model: Model, chosen: Collection[str]) -> list[Floats]:
    """Cost rows in turn: the other aims in the scenario's order, money, agent-months, ranks of ids.

    Args:
        programme: Whose columns have ids.
        model: The model over them, with `MONEY` and `MONTHS` among its objectives; it may have columns of its own.
        chosen: The objectives that were decided on already.
    """
    order = programme.scenario.settings.tie_order
    names = [name for name in order if name in programme.objectives] + [MONEY, MONTHS]
    known = {column.name: column for column in programme.columns}
    columns = [known.get(name) for name in model.columns]
    ranks = id_ranks([column.identity if column else name for column, name in zip(columns, model.columns, strict=True)])
    # Among plans equal in everything else: more households enrolled, less of all other columns.
    prefers = np.array([1.0 if column and isinstance(column.key, Enrolled) else -1.0 for column in columns])
    return [*(model.cost(name) for name in names if name not in chosen), ranks * prefers]
