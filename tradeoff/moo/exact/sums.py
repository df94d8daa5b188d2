"""Puts weighted sums of the objectives in their place, in fractions and in floats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from tradeoff.moo.exact.rational import ExactObjective, ExactProgramme
from tradeoff.moo.lp.model import Model, Sense


def summed(programme: ExactProgramme, weights: Sequence[Sequence[Fraction]]) -> ExactProgramme:
    """A programme with weighted sums, minimised, in place of its objectives; they keep the names.

    Args:
        programme: In fractions.
        weights: As many sums as there are objectives, of each the weight of every objective as it is minimised.
    """
    sums = []
    for place, row in zip(programme.objectives, weights, strict=True):
        terms = dict.fromkeys((name for one in programme.objectives for name in one.terms), Fraction(0))
        for weight, objective in zip(row, programme.objectives, strict=True):
            for column, value in objective.terms.items():
                terms[column] += weight * objective.sign * value
        # What cancels in fractions is nothing in floats too.
        kept = {column: value for column, value in terms.items() if value}
        sums.append(ExactObjective(name=place.name, sense=Sense.MIN, terms=kept, constant=Fraction(0)))
    return replace(programme, objectives=tuple(sums))


def with_objectives(model: Model, sums: ExactProgramme) -> Model:
    """A model with the objectives of `summed` in place of its own."""
    rows = [[float(one.terms.get(column, 0)) for column in sums.columns] for one in sums.objectives]
    return replace(
        model,
        objectives=tuple(one.name for one in sums.objectives),
        costs=tuple(np.array(row) for row in rows),
        signs=(1.0,) * len(rows),
        constants=(0.0,) * len(rows),
        scales=(),
    )
