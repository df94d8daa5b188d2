"""Checks anew what a walk proposes: that points can be had, and that nothing lies below a plane.

Whatever prices y of the rows are, with d = c - y A every feasible solution z has

    c z  =  c x + d (z - x) + y (A z - A x)  >=  c x - loss

where `loss` is the most that the columns and rows at x could still gain at those prices: sum over columns of the larger
of d (x - lower) and d (x - upper), likewise over rows (weak duality). At an optimal basis it is 0 but for rounding. All
of it is computed from the programme, not from the table that proposed it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.triobjective.cells import Cell
from tradeoff.moo.triobjective.tableau import Bounded, Positions

_NOISE = 1e-11
"""Share of what is added up that rounding may leave of a price of nothing."""
_COLUMNS = 31
"""Columns whose terms are added up at a time, with the sum before them: halved five times."""
_AT_ONCE = 500
"""Planes checked at a time."""


def violations(model: Model, solutions: Floats) -> Floats:
    """For each solution (solutions x columns, in the user's units) what `Model.violation` says."""
    shape = (len(model.row_names), len(model.columns))
    rows = csr_array((model.values, model.indices, model.starts), shape=shape)
    sizes = csr_array((np.abs(model.values), model.indices, model.starts), shape=shape)
    activity, size = rows @ solutions.T, 1 + sizes @ np.abs(solutions).T
    lower, upper = model.row_lower[:, None], model.row_upper[:, None]
    beyond_rows = np.maximum(lower - activity, activity - upper) / size
    beyond_bounds = np.maximum(model.lower - solutions, solutions - model.upper) / (1 + np.abs(solutions))
    worst: Floats = np.maximum(beyond_rows.max(axis=0, initial=0.0), beyond_bounds.max(axis=1, initial=0.0))
    return worst


def dots(costs: Floats, solutions: Floats) -> Floats:
    """What `dot` says of each cost row (rows x columns) for each solution (solutions x columns): solutions x rows.

    Sums are carried to twice the digits (Ogita, Rump and Oishi 2005).
    """
    total, rest = np.zeros((1, len(solutions), len(costs))), np.zeros((len(solutions), len(costs)))
    used = np.flatnonzero(costs.any(axis=0))
    for begin in range(0, len(used), _COLUMNS):
        some = used[begin : begin + _COLUMNS]
        terms = np.concatenate([total, solutions.T[some][:, :, None] * costs.T[some][:, None]])
        while len(terms) > 1:
            # Two halves, and what is left of an odd number of them.
            half = len(terms) // 2
            first, second = terms[:half], terms[half : 2 * half]
            new = first + second
            own = new - first
            rest += ((first - (new - own)) + (second - own)).sum(axis=0)
            terms = np.concatenate([new, terms[2 * half :]])
        total = terms
    sums: Floats = total[0] + rest
    return sums


def best_cells(weights: Floats, candidates: Sequence[Sequence[int]], cells: Sequence[Cell]) -> Positions:
    """For each weights the candidate cell that they lie deepest in.

    Args:
        weights: Planes x 3.
        candidates: For each plane the numbers of its candidates.
        cells: All cells.
    """
    counts = [len(numbers) for numbers in candidates]
    flat = np.array([number for numbers in candidates for number in numbers], dtype=np.int64)
    plane = np.repeat(np.arange(len(candidates)), counts)
    sizes = np.array([len(cell.walls) for cell in cells])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    every = np.vstack([cell.walls for cell in cells])
    own = sizes[flat]
    ends = np.cumsum(own)
    rows = np.arange(int(own.sum())) + np.repeat(starts[flat] - (ends - own), own)
    inside = np.einsum("ij,ij->i", every[rows], weights[np.repeat(plane, own)])
    depth = np.minimum.reduceat(inside, ends - own)
    order = np.lexsort((-depth, plane))
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    best: Positions = flat[order[first]]
    return best


def losses(
    programme: Bounded, weights: Floats, chosen: Positions, cells: Sequence[Cell], solutions: Sequence[Floats]
) -> Floats:
    """How far below the plane through a cell's point something could lie; inf where its prices do not tell.

    Args:
        programme: In scaled units.
        weights: Planes x 3.
        chosen: The cell of each plane, whose prices and point are taken.
        cells: All cells.
        solutions: The scaled columns at each point.
    """
    parts = np.array_split(np.arange(len(chosen)), 1 + len(chosen) // _AT_ONCE)
    return np.concatenate([_losses(programme, weights[part], chosen[part], cells, solutions) for part in parts])


def _losses(
    programme: Bounded, weights: Floats, chosen: Positions, cells: Sequence[Cell], solutions: Sequence[Floats]
) -> Floats:
    width = programme.rows.shape[1]
    own = [cells[number] for number in chosen.tolist()]
    prices = (weights[:, None] @ np.array([cell.prices for cell in own]))[:, 0]
    x = np.array([solutions[cell.point] for cell in own])
    costs, columns = weights @ programme.costs, programme.rows.T
    reduced = costs - (columns @ prices.T).T
    turned_over = np.abs(costs) + (abs(columns) @ np.abs(prices.T)).T
    lower, upper = programme.lower, programme.upper
    lost = _lost(reduced, x, lower[:width], upper[:width], _NOISE * turned_over)
    activity = (programme.rows @ x.T).T
    size = _NOISE * (1 + np.abs(prices).max(axis=1, initial=0.0, keepdims=True))
    return lost + _lost(prices, activity, lower[width:], upper[width:], size)


def _lost(prices: Floats, values: Floats, lower: Floats, upper: Floats, noise: Floats) -> Floats:
    """The most that values could gain at prices (both planes x columns) between their bounds."""
    bound = np.where(prices > 0, lower, upper)
    silent: NDArray[np.bool_] = ~np.isfinite(bound) & (np.abs(prices) <= noise)
    with np.errstate(invalid="ignore"):
        gains = np.where(silent | (prices == 0), 0.0, prices * (values - bound))
    lost: Floats = np.maximum(gains, 0.0).sum(axis=1)
    return lost
