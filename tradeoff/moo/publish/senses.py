"""Reads in which sense a model's user has its objectives."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.moo.lp.model import Model, Sense


def senses_of(model: Model, names: Sequence[str]) -> tuple[str, ...]:
    """In which sense its user has each of some objectives: "max" or "min"."""
    signs = [model.signs[model.objectives.index(name)] for name in names]
    return tuple(str(Sense.MIN if sign > 0 else Sense.MAX) for sign in signs)
