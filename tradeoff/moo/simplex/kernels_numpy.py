"""Passes over all columns of a run, by array calls: ratio tests, updates, a random check.

The dual ratio test is that of the parametric simplex method (Gass and Saaty 1955), the primal one has two passes
(Harris 1973), and a solved column is seen through a random row (Freivalds 1979). `kernels_numba.py` has the same
kernels as compiled loops.
"""

from __future__ import annotations

import math

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex.basis import Positions


def dual_ratio_test(
    slopes: Floats, signed: Floats, relative: float, absolute: float, at: Positions
) -> tuple[int, float, int]:
    """The column whose reduced cost reaches zero first, and how many do so together with it.

    Args:
        slopes: Of the reduced costs, an entry a column, logicals included.
        signed: The reduced costs, each with the sign that makes it positive; never zero.
        relative: Columns count as together up to this share of the distance,
        absolute: and up to this difference of distances.
        at: Room for ids; its beginning gets those of the columns together, in order.

    Returns:
        The column; the rate, one over the distance to go, 0 where nothing moves to zero; how many are together.
    """
    falls = slopes / signed
    best = int(falls.argmin())
    rate = -float(falls[best])
    if not rate > 0.0:
        return best, 0.0, 0
    together = np.flatnonzero(falls <= -rate / (1.0 + relative + absolute * rate))
    at[: len(together)] = together
    return best, rate, len(together)


def update_reduced_costs(signed: Floats, slopes: Floats, step: float) -> None:
    """Let every reduced cost follow its slope.

    Args:
        signed: The reduced costs, an entry a column, logicals included; changed in place.
        slopes: What each gains a unit of the step.
        step: How far the weight moves.
    """
    signed += slopes * step


def harris_ratio_test(
    amounts: Floats,
    lower: Floats,
    upper: Floats,
    at: Positions,
    speed: Floats,
    direction: float,
    least: float,
    slack: float,
) -> tuple[int, float, float]:
    """The place that stops a column: Harris's two passes.

    Args:
        amounts: Of columns, then logicals, in scaled units.
        lower: Their lower bounds.
        upper: Their upper bounds.
        at: The columns that move.
        speed: How fast each moves; amounts fall by `direction * speed` a unit of the column.
        direction: 1 where the column rises, -1 where it falls.
        least: Speeds up to this count as zero.
        slack: What the first pass lets amounts run over.

    Returns:
        The place in `at`, after how much of the column, and the largest speed. Without a stop the place is -1 and the
        way endless.
    """
    moves = np.flatnonzero(np.abs(speed) > least)
    places, change = at[moves], -direction * speed[moves]
    here = amounts[places]
    room = np.maximum(np.where(change > 0, upper[places] - here, here - lower[places]), 0.0)
    fast = np.abs(change)
    reach = ((room + slack) / fast).min(initial=math.inf)
    if reach == math.inf:
        return -1, math.inf, 0.0
    times = room / fast
    near = np.flatnonzero(times <= reach)
    chosen = int(near[fast[near].argmax()])
    return int(moves[chosen]), float(times[chosen]), float(fast.max())


def freivalds_check(random_row: Floats, head: Positions, at: Positions, values: Floats) -> tuple[float, float]:
    """What a solved column weighs when every basic column has the weight drawn for it, and the sum of the sizes.

    Args:
        random_row: The weights drawn, an entry a column, logicals included.
        head: The basic column at each position.
        at: The positions where the solved column is not zero.
        values: Its values there.
    """
    weights = random_row[head[at]]
    return float(weights @ values), float(np.abs(weights) @ np.abs(values))
