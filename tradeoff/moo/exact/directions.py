"""Holds the directions of a linear programme: where one can go on for ever, with every limit at 0.

They are a programme too. With a row for each objective that says by how much it may go along a direction it has a
bound, and is asked in floats and proved in fractions like any other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.exact.endless_oracle import EndlessOracle
from tradeoff.moo.exact.rational import ExactProgramme, ExactRow, Limit
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver

BETTERS = "betters"
"""How the row begins that says by how much an objective may better."""
Limits = Mapping[int, tuple[int | Fraction, int | None]]
"""By objective: by how much it may go along a direction, as it is minimised; None for as much as it will."""


def directions(
    model: Model, programme: ExactProgramme, limits: Limits, minimised: Sequence[int], *, until: float | None
) -> EndlessOracle:
    """What is asked for directions of a programme; its `solver` has all the objectives.

    Args:
        model: The programme, without whole numbers.
        programme: The same in fractions, with the objectives in their order.
        limits: Of some of the objectives.
        minimised: The objectives whose sums are asked for.
        until: When there is no more time, as `time.monotonic` counts; None for no limit.
    """
    named = {programme.objectives[place].name: most for place, most in limits.items()}
    # A cost row may be wider than a row should be; what comes out is checked in fractions.
    solver = Solver(_in_floats(model, named), wide=True)
    solver.stop_after(None if until is None else until - time.monotonic())
    return EndlessOracle(solver, _in_fractions(programme, limits, minimised))


def contradicted(name: str) -> SolverError:
    """What is raised where the solver calls a programme of directions infeasible or unbounded that is neither."""
    return SolverError(
        f"HiGHS contradicts what fractions say of whether {name!r} betters without end. Bound the objective by a "
        "constraint."
    )


def _in_floats(model: Model, limits: Mapping[str, tuple[int | Fraction, int | None]]) -> Model:
    """The directions of a programme, as a programme, with a row for each objective that has limits."""
    costs = [model.cost(name) for name in limits]
    used = [np.flatnonzero(cost) for cost in costs]
    ends = model.starts[-1] + np.cumsum([len(part) for part in used])
    low, high = zip(*((float(low), math.inf if high is None else high) for low, high in limits.values()), strict=True)
    return replace(
        model,
        lower=_homogeneous(model.lower),
        upper=_homogeneous(model.upper),
        row_names=(*model.row_names, *(f"{BETTERS} {name}" for name in limits)),
        row_lower=np.append(_homogeneous(model.row_lower), np.array(low, dtype=float)),
        row_upper=np.append(_homogeneous(model.row_upper), np.array(high, dtype=float)),
        starts=np.append(model.starts, ends).astype(model.starts.dtype),
        indices=np.concatenate([model.indices, *used]).astype(model.indices.dtype),
        values=np.concatenate([model.values, *(cost[part] for cost, part in zip(costs, used, strict=True))]),
    )


def _in_fractions(programme: ExactProgramme, limits: Limits, minimised: Sequence[int]) -> ExactProgramme:
    """The same in fractions, with the objectives that are minimised."""
    rows = [replace(row, lower=_zero(row.lower), upper=_zero(row.upper)) for row in programme.rows]
    for place, (low, high) in limits.items():
        objective = programme.objectives[place]
        terms = {name: objective.sign * value for name, value in objective.terms.items()}
        most = None if high is None else Fraction(high)
        rows.append(ExactRow(name=f"{BETTERS} {objective.name}", terms=terms, lower=Fraction(low), upper=most))
    return replace(
        programme,
        lower=tuple(map(_zero, programme.lower)),
        upper=tuple(map(_zero, programme.upper)),
        rows=tuple(rows),
        objectives=tuple(programme.objectives[place] for place in minimised),
    )


def _homogeneous(bounds: Floats) -> Floats:
    """Bounds of directions: 0 where there is a bound, none where there is none."""
    return np.where(np.isfinite(bounds), 0.0, bounds)


def _zero(bound: Limit) -> Limit:
    return None if bound is None else Fraction(0)
