"""The textbook loop between two aims over whole numbers: epsilon-constraint, on the same HiGHS, two solves a point.

    minimise v  subject to  u <= level;  then  minimise u  subject to  v <= v*;  then  level = u* - grain

after Haimes, Lasdon and Wismer (1971), both aims whole. It takes one solve's word for an optimum, or, `twice`, solves
every programme again without presolve from the solution found, and asks that both say the same.
"""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from tradeoff.moo.lp.highs import TOLERANCE, pass_model, quiet_highs, require
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.scaling import scale

_GRAIN = 1.0
_HALF = 0.5
"""Between whole values a limit half way tells them apart whatever the tolerances."""
_WAYS = (("choose", 0), ("off", 0))
"""Presolve and seed of the first solve and of the one that checks it."""


class Loop:
    """One HiGHS model with both aims as rows, both minimised and whole."""

    def __init__(self, model: Model, *, twice: bool) -> None:
        first, second = model.objectives
        self._costs = (model.cost(first), model.cost(second))
        self._model = _with_aims(model, self._costs)
        self._scaled = scale(self._model, certifiable=False)
        self._ways = _WAYS if twice else _WAYS[:1]
        self.solves = 0
        self._highs = quiet_highs(mip_feasibility_tolerance=TOLERANCE, mip_rel_gap=0.0, mip_abs_gap=0.0)
        pass_model(self._highs, self._model, self._scaled)

    def points(self) -> list[tuple[float, float]]:
        """Every nondominated point, from best v to best u."""
        least_u = self._minimise(0)
        found: list[tuple[float, float]] = []
        level = np.inf
        while least_u is not None:
            v = self._minimise(1, most_u=level)
            if v is None:
                raise RuntimeError("HiGHS says there is nothing where there is")
            u = self._minimise(0, most_v=v + _HALF)
            if u is None:
                raise RuntimeError("HiGHS says there is nothing where there is")
            found.append((u, v))
            if u <= least_u + _HALF:
                break
            level = u - _GRAIN + _HALF
        return found

    def _minimise(self, aim: int, *, most_u: float = np.inf, most_v: float = np.inf) -> float | None:
        """The least of an aim within limits; None where there is nothing."""
        values: list[float | None] = []
        start: Floats | None = None
        for presolve, seed in self._ways:
            start = self._solve(aim, (most_u, most_v), presolve, seed, start)
            values.append(None if start is None else round(float(self._costs[aim] @ start)))
        if len(set(values)) > 1:
            raise RuntimeError(f"two solves differ: {values}")
        return values[0]

    def _solve(
        self, aim: int, most: tuple[float, float], presolve: str, seed: int, start: Floats | None
    ) -> Floats | None:
        highs, count = self._highs, len(self._model.columns)
        rows = np.arange(len(self._model.row_names) - 2, len(self._model.row_names), dtype=np.int32)
        upper = np.array(most) * self._scaled.row_scale[rows]
        # highspy has this call; its type stubs do not name it yet.
        change_rows = highs.changeRowsBounds  # type: ignore[attr-defined]
        require(change_rows(2, rows, np.full(2, -np.inf), upper), "move the bounds of rows")
        columns = np.arange(count, dtype=np.int32)
        require(highs.changeColsCost(count, columns, self._scaled.cost(self._costs[aim])), "take the costs")
        for name, value in (("presolve", presolve), ("random_seed", seed)):
            require(highs.setOptionValue(name, value), f"take the option {name}")
        require(highs.clearSolver(), "forget the last solve")
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = (start / self._scaled.column_scale).tolist()
            require(highs.setSolution(known), "take a solution")
        highs.run()
        self.solves += 1
        verdict = highs.getModelStatus()
        if verdict == highspy.HighsModelStatus.kInfeasible:
            return None
        if verdict != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS says {highs.modelStatusToString(verdict)}")
        x: Floats = np.round(self._scaled.original(np.array(highs.getSolution().col_value)))
        return x


def _with_aims(model: Model, costs: tuple[Floats, Floats]) -> Model:
    used = [np.flatnonzero(cost).astype(np.int32) for cost in costs]
    ends = model.starts[-1] + np.cumsum([len(columns) for columns in used])
    return replace(
        model,
        row_names=(*model.row_names, "u", "v"),
        row_lower=np.append(model.row_lower, [-np.inf, -np.inf]),
        row_upper=np.append(model.row_upper, [np.inf, np.inf]),
        starts=np.concatenate([model.starts, ends]).astype(np.int32),
        indices=np.concatenate([model.indices, *used]),
        values=np.concatenate([model.values, *(cost[columns] for cost, columns in zip(costs, used, strict=True))]),
    )
