"""Passes over all columns of a run, in compiled loops; `kernels_numpy` says what each one does, and after whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.simplex.jit import compiled

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@compiled
def dual_ratio_test(
    slopes: Floats, signed: Floats, relative: float, absolute: float, at: Positions
) -> tuple[int, float, int]:
    """See `kernels_numpy.dual_ratio_test`."""
    best, rate, limit, count = 0, 0.0, 0.0, 0
    for j in range(len(slopes)):
        here = signed[j]
        # -slope / here >= limit, without a division for all but a few.
        if -slopes[j] * here >= limit * here * here:
            own = -slopes[j] / here
            if own > 0.0 and own >= limit:
                at[count] = j
                count += 1
                if own > rate:
                    best, rate = j, own
                    limit = rate / (1.0 + relative + absolute * rate)
    kept = 0
    for k in range(count):
        j = at[k]
        if -slopes[j] / signed[j] >= limit:
            at[kept] = j
            kept += 1
    return best, rate, kept


@compiled
def update_reduced_costs(signed: Floats, slopes: Floats, step: float) -> None:
    """See `kernels_numpy.update_reduced_costs`."""
    for j in range(len(signed)):
        signed[j] += slopes[j] * step


@compiled
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
    """See `kernels_numpy.harris_ratio_test`."""
    reach, largest = np.inf, 0.0
    for k in range(len(at)):
        fast = abs(speed[k])
        if fast > least:
            largest = max(largest, fast)
            reach = min(reach, (_room(amounts, lower, upper, at[k], direction * speed[k]) + slack) / fast)
    stop, length, fastest = -1, np.inf, 0.0
    if reach < np.inf:
        for k in range(len(at)):
            fast = abs(speed[k])
            if fast > least and fast > fastest:
                time = _room(amounts, lower, upper, at[k], direction * speed[k]) / fast
                if time <= reach:
                    stop, length, fastest = k, time, fast
    return stop, length, largest


@compiled
def _room(amounts: Floats, lower: Floats, upper: Floats, at: int, fall: float) -> float:
    """How far an amount may still go the way it goes."""
    return float(max(amounts[at] - lower[at] if fall > 0 else upper[at] - amounts[at], 0.0))


@compiled
def freivalds_check(random_row: Floats, head: Positions, at: Positions, values: Floats) -> tuple[float, float]:
    """See `kernels_numpy.freivalds_check`."""
    seen, size = 0.0, 0.0
    for k in range(len(at)):
        part = random_row[head[at[k]]] * values[k]
        seen += part
        size += abs(part)
    return seen, size
