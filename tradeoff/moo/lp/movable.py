"""Solves one model again and again with some of its numbers moved, from the basis of the solve before.

For what-ifs: a right-hand side a little larger, an objective held at a level, some factors changed. Right-hand sides
move inside the model that HiGHS holds; other factors need the model passed anew, and the basis comes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats, Ints, Model
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses


class MovableSolver(Solver):
    """A solver whose rows move between solves."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._ends: dict[bytes, Statuses] = {}
        """Where the last solve for each cost row ended: dual feasible whatever rows moved since."""
        self._last: bytes | None = None
        """The cost row of the last solve."""

    def minimise(self, cost: Floats, *, start: Statuses | None = None) -> Optimum:
        """As `Solver.minimise`, from where the last solve for this very cost row ended.

        Args:
            cost: In the user's units.
            start: A basis to start from in its place; nothing is remembered of such a solve.
        """
        if start is not None:
            self.start_from(start)
            self._rows_moved, self._last = False, None
            return super().minimise(cost)
        key = cost.tobytes()
        self._rows_moved = key in self._ends
        if self._rows_moved and key != self._last:
            self.start_from(self._ends[key])
        self._last = None
        optimum = super().minimise(cost)
        with suppress(SolverError):
            self._ends[key], self._last = self.basis(), key
        return optimum

    @contextmanager
    def moved(self, rows: Ints, lower: Floats, upper: Floats) -> Iterator[MovableSolver]:
        """A context in which some rows have other bounds.

        Args:
            rows: Which rows, by number.
            lower: The least of each row's sum, in the user's units; -inf for none.
            upper: The most.
        """
        before = self.model.row_lower[rows], self.model.row_upper[rows]
        self._move(rows, lower, upper)
        try:
            yield self
        finally:
            self._move(rows, *before)

    def _move(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        ends = []
        for own, scaled, new in (
            (self.model.row_lower, self._scaled.row_lower, lower),
            (self.model.row_upper, self._scaled.row_upper, upper),
        ):
            own, scaled = own.copy(), scaled.copy()
            own[rows], scaled[rows] = new, new * self._scaled.row_scale[rows]
            ends.append((own, scaled))
        self.model = replace(self.model, row_lower=ends[0][0], row_upper=ends[1][0])
        self._scaled = replace(self._scaled, row_lower=ends[0][1], row_upper=ends[1][1])
        places = len(self.model.columns) + rows
        self._face.move(places, self._scaled.row_lower[rows], self._scaled.row_upper[rows])
        mask = np.zeros(len(self.model.columns) + len(self.model.row_names), dtype=np.bool_)
        mask[places] = True
        self._bound(mask)

    def with_model(self, model: Model) -> MovableSolver:
        """A solver of another model with the same columns and rows, which starts where this one stands."""
        other = MovableSolver(model)
        other._ends = dict(self._ends)
        if self._last is not None:
            # For costs that the other has changed, too, and no end is known of.
            with suppress(SolverError):
                other.start_from(self._ends[self._last])
        return other


def with_rows(model: Model, rows: Mapping[str, Floats]) -> Model:
    """A model with more rows, each without bounds as yet: a factor a column, in the user's units."""
    more = csr_array(np.array(list(rows.values())).reshape(len(rows), len(model.columns)))
    return replace(
        model,
        row_names=(*model.row_names, *rows),
        row_lower=np.concatenate([model.row_lower, np.full(len(rows), -np.inf)]),
        row_upper=np.concatenate([model.row_upper, np.full(len(rows), np.inf)]),
        starts=np.concatenate([model.starts, model.starts[-1] + more.indptr[1:]]).astype(np.int32),
        indices=np.concatenate([model.indices, more.indices]).astype(np.int32),
        values=np.concatenate([model.values, more.data]),
    )


def with_factors(model: Model, added: Mapping[tuple[int, int], float]) -> Model:
    """A model with something added to some factors, by row and column."""
    shape = (len(model.row_names), len(model.columns))
    rows, columns = (np.array(places, dtype=np.int32) for places in zip(*added, strict=True))
    more = coo_array((np.array(list(added.values())), (rows, columns)), shape=shape)
    changed = csr_array(csr_array((model.values, model.indices, model.starts), shape=shape) + more)
    changed.eliminate_zeros()
    return replace(
        model,
        starts=changed.indptr.astype(np.int32),
        indices=changed.indices.astype(np.int32),
        values=np.asarray(changed.data, dtype=np.float64),
    )
