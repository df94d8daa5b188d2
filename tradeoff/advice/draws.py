"""Draws doubtful figures between their ends: triangular over (low, figure, high), a quantile for what moves together.

    F(x) = (x - l)^2 / ((h - l)(v - l))          l <= x <= v         l: low, v: the figure, h: high
         = 1 - (h - x)^2 / ((h - l)(h - v))      v <= x <= h

In words: the figure is the likeliest value, the ends are never passed. The quantiles of a draw depend on the seed and
the number of the draw alone, whoever works it out and however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tradeoff.advice.ranges_stated import Doubtful, Ranges
from tradeoff.moo.lp.model import Floats


def own_figures(ranges: Ranges) -> Floats:
    """The draw at every row's own figure: one row, a column a figure."""
    return np.array([[one.value for one in ranges.figures]])


def drawn(ranges: Ranges, *, seed: int, draws: Sequence[int]) -> Floats:
    """Figures by draw: a row a draw, a column a figure.

    Args:
        ranges: What is varied.
        seed: Any whole number from 0; the same seed gives the same draws.
        draws: The numbers of the draws, from 0.
    """
    quantiles = np.array([np.random.default_rng([seed, draw]).random(ranges.groups) for draw in draws])
    groups = [one.group for one in ranges.figures]
    return at_quantiles(ranges.figures, quantiles.reshape(len(draws), ranges.groups)[:, groups])


def at_quantiles(figures: Sequence[Doubtful], quantiles: Floats) -> Floats:
    """The values at which the triangular distributions of figures reach quantiles.

    Args:
        figures: What is varied, n of them.
        quantiles: Between 0 and 1, of shape (draws, n).
    """
    low, value, high = (np.array([getattr(one, end) for one in figures]) for end in ("low", "value", "high"))
    wide = high - low
    rise = np.sqrt(quantiles * wide * (value - low))
    fall = np.sqrt((1.0 - quantiles) * wide * (high - value))
    found: Floats = np.where(quantiles * wide < value - low, low + rise, high - fall)
    # Where both ends meet nothing is drawn; elsewhere rounding must not pass an end.
    return np.clip(found, low, high)
