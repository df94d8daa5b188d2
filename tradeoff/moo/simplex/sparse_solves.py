"""Solves with a factorised basis and the exchanges since, in loops that numba compiles.

Imported only where numba is installed and a run is long enough to repay it. Solutions are sparse: loops pass over what
is zero, and the factors are kept by rows and by columns so that all four triangular solves may do so (Gilbert and
Peierls 1988; here a glance at every place is cheaper than their search for the places that matter). Exchanges are
applied as etas, the product form of the inverse (Dantzig and Orchard-Hays 1954).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.simplex.jit import compiled

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
Indices = NDArray[np.int32]


class Sparse(NamedTuple):
    """A compressed matrix, by rows or by columns as its name says."""

    starts: Indices
    indices: Indices
    values: Floats


class KernelFactors(NamedTuple):
    """A basis, as a solve for columns or one for rows reads it.

    Some places of the kernel are divisions; the others N are factorised, N' = P L U Q. Around the kernel stand the rows
    whose logical is basic.
    """

    row_of: Positions
    """Which row a place of the kernel is, the divisions first."""
    place_of: Positions
    """Which place a row is; -1 outside the kernel."""
    divisors: Floats
    below: Sparse
    """The columns of the divisions in the rows that are factorised, counted from the first of these."""
    first: Sparse
    """Of both triangles the one to solve with first, without its diagonal."""
    second: Sparse
    diagonal: Floats
    """Of U; that of L is one."""
    into: Positions
    """Where places of N go in the first triangle."""
    out_of: Positions
    """Which place of N one of the second triangle is."""
    outside: Sparse
    """The kernel's columns in the rows outside it."""


class Etas(NamedTuple):
    """Exchanges since the factorisation: the column each brought in, as the basis before it saw that column."""

    starts: Positions
    positions: Positions
    """Where the columns are not zero; without their pivots."""
    values: Floats
    pivot_at: Positions
    pivots: Floats


class Scratch(NamedTuple):
    """Room to work in; all but `at` is zero between two calls."""

    hard: Floats
    kernel: Floats
    whole: Floats
    seen: NDArray[np.bool_]
    at: Positions


@compiled
def _add(at: int, value: float, count: int, scratch: Scratch) -> int:
    """Add to a place of the whole vector, and note the place."""
    if not scratch.seen[at]:
        scratch.seen[at] = True
        scratch.at[count] = at
        count += 1
    scratch.whole[at] += value
    return count


@compiled
def _put(place: int, value: float, count: int, factors: KernelFactors, scratch: Scratch) -> int:
    """Set what a place of the kernel carries, and what that makes of the rows outside."""
    count = _add(factors.row_of[place], value, count, scratch)
    outside = factors.outside
    for e in range(outside.starts[place], outside.starts[place + 1]):
        count = _add(outside.indices[e], outside.values[e] * value, count, scratch)
    return count


@compiled
def _enter(rows: Indices, values: Floats, factors: KernelFactors, scratch: Scratch) -> tuple[int, int]:
    """Divide, and put the rest of a column into `scratch.hard`: how many places are noted, and where it begins."""
    work, easy, begin = scratch.hard, len(factors.divisors), len(factors.diagonal)
    below, count = factors.below, 0
    for k in range(len(rows)):
        place = factors.place_of[rows[k]]
        if place < 0:
            count = _add(rows[k], -values[k], count, scratch)
        elif place < easy:
            x = values[k] / factors.divisors[place]
            count = _put(place, x, count, factors, scratch)
            for e in range(below.starts[place], below.starts[place + 1]):
                i = factors.into[below.indices[e]]
                work[i] -= below.values[e] * x
                begin = min(begin, i)
        else:
            i = factors.into[place - easy]
            work[i] += values[k]
            begin = min(begin, i)
    return count, begin


@compiled
def ftran(
    rows: Indices,
    values: Floats,
    factors: KernelFactors,
    etas: Etas,
    exchanges: int,
    noise: float,
    scratch: Scratch,
    out: Floats,
) -> int:
    """Solve B w = a for a sparse column a.

    Args:
        rows: Where a is not zero.
        values: What it is there.
        factors: Of the basis: U' and L' by columns, `below` and `outside` by columns.
        etas: The exchanges since.
        exchanges: How many there are.
        noise: Places of w up to this size count as zero.
        scratch: Room to work in.
        out: Gets the values of w, where `scratch.at` names the places.

    Returns:
        How many places of w are not zero.
    """
    work, easy = scratch.hard, len(factors.divisors)
    count, begin = _enter(rows, values, factors, scratch)
    upper, lower, end = factors.first, factors.second, -1
    for i in range(begin, len(work)):
        if work[i] != 0.0:
            x = work[i] / factors.diagonal[i]
            work[i] = x
            end = i
            for e in range(upper.starts[i], upper.starts[i + 1]):
                work[upper.indices[e]] -= upper.values[e] * x
    for i in range(end, -1, -1):
        x = work[i]
        work[i] = 0.0
        if not abs(x) <= noise:
            for e in range(lower.starts[i], lower.starts[i + 1]):
                work[lower.indices[e]] -= lower.values[e] * x
            count = _put(easy + factors.out_of[i], x, count, factors, scratch)
    for k in range(exchanges):
        x = scratch.whole[etas.pivot_at[k]]
        if x != 0.0:
            x /= etas.pivots[k]
            scratch.whole[etas.pivot_at[k]] = x
            for e in range(etas.starts[k], etas.starts[k + 1]):
                count = _add(etas.positions[e], -etas.values[e] * x, count, scratch)
    return _gather(count, noise, scratch, out)


@compiled
def _gather(count: int, noise: float, scratch: Scratch, out: Floats) -> int:
    """Take what is not zero out of the whole vector, and clear that."""
    kept = 0
    for k in range(count):
        at = scratch.at[k]
        x = scratch.whole[at]
        scratch.seen[at] = False
        scratch.whole[at] = 0.0
        if not abs(x) <= noise:
            scratch.at[kept] = at
            out[kept] = x
            kept += 1
    return kept


@compiled
def _before_exchanges(position: int, etas: Etas, exchanges: int, scratch: Scratch) -> int:
    """What e_p was before the exchanges, into the whole vector; how many places are noted."""
    whole = scratch.whole
    count = _add(position, 1.0, 0, scratch)
    for k in range(exchanges - 1, -1, -1):
        x = whole[etas.pivot_at[k]]
        for e in range(etas.starts[k], etas.starts[k + 1]):
            x -= whole[etas.positions[e]] * etas.values[e]
        whole[etas.pivot_at[k]] = 0.0
        if x != 0.0:
            count = _add(etas.pivot_at[k], x / etas.pivots[k], count, scratch)
    return count


@compiled
def _pay_outside(count: int, factors: KernelFactors, scratch: Scratch, prices: Floats) -> None:
    """Price the rows outside the kernel out of the whole vector, clear it, and leave to the kernel what that makes."""
    outside = factors.outside
    for k in range(count):
        row = scratch.at[k]
        x = scratch.whole[row]
        scratch.seen[row] = False
        scratch.whole[row] = 0.0
        if factors.place_of[row] >= 0:
            scratch.kernel[factors.place_of[row]] += x
        else:
            prices[row] = -x
            for e in range(outside.starts[row], outside.starts[row + 1]):
                scratch.kernel[outside.indices[e]] += outside.values[e] * x


@compiled
def btran(position: int, factors: KernelFactors, etas: Etas, exchanges: int, scratch: Scratch, prices: Floats) -> None:
    """Solve y B = e_p for one position.

    Args:
        position: p.
        factors: Of the basis: L and U by columns, `below` and `outside` by rows.
        etas: The exchanges since.
        exchanges: How many there are.
        scratch: Room to work in.
        prices: Gets y, an entry a row.
    """
    work, kernel, easy = scratch.hard, scratch.kernel, len(factors.divisors)
    prices[:] = 0.0
    _pay_outside(_before_exchanges(position, etas, exchanges, scratch), factors, scratch, prices)
    begin = len(work)
    for i in range(len(work)):
        if kernel[easy + i] != 0.0:
            work[factors.into[i]] = kernel[easy + i]
            kernel[easy + i] = 0.0
            begin = min(begin, factors.into[i])
    lower, upper, below, end = factors.first, factors.second, factors.below, -1
    for i in range(begin, len(work)):
        if work[i] != 0.0:
            end = i
            for e in range(lower.starts[i], lower.starts[i + 1]):
                work[lower.indices[e]] -= lower.values[e] * work[i]
    for i in range(end, -1, -1):
        if work[i] != 0.0:
            x = work[i] / factors.diagonal[i]
            work[i] = 0.0
            for e in range(upper.starts[i], upper.starts[i + 1]):
                work[upper.indices[e]] -= upper.values[e] * x
            row = factors.out_of[i]
            prices[factors.row_of[easy + row]] = x
            for e in range(below.starts[row], below.starts[row + 1]):
                kernel[below.indices[e]] -= below.values[e] * x
    for i in range(easy):
        if kernel[i] != 0.0:
            prices[factors.row_of[i]] = kernel[i] / factors.divisors[i]
            kernel[i] = 0.0


@compiled
def append_eta(at: Positions, values: Floats, position: int, pivot: float, number: int, etas: Etas) -> None:
    """Note an exchange, with the column as it was solved for.

    Args:
        at: The positions where the column is not zero.
        values: Its values there.
        position: Where it enters.
        pivot: Its value at that position.
        number: How many exchanges there were before.
        etas: Where it is noted.
    """
    end = etas.starts[number]
    for k in range(len(at)):
        if at[k] != position:
            etas.positions[end] = at[k]
            etas.values[end] = values[k]
            end += 1
    etas.starts[number + 1] = end
    etas.pivot_at[number] = position
    etas.pivots[number] = pivot


@compiled
def update_slopes(slopes: Floats, prices: Floats, factor: float, rows: Sparse) -> None:
    """Take a multiple of y [A, -I] off a row of as many columns.

    Args:
        slopes: Of columns, then logicals; changed in place.
        prices: y, an entry a row.
        factor: The multiple.
        rows: A by rows.
    """
    width = len(slopes) - len(prices)
    for i in range(len(prices)):
        y = factor * prices[i]
        if y != 0.0:
            slopes[width + i] += y
            for e in range(rows.starts[i], rows.starts[i + 1]):
                slopes[rows.indices[e]] -= y * rows.values[e]
