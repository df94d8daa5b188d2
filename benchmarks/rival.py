"""The loop an expert writes: one HiGHS model, kept hot, with the floor on one objective moved from point to point."""

from __future__ import annotations

import highspy
import numpy as np

from tradeoff.moo.lp.model import Model


def epsilon_loop(model: Model, points: int) -> list[tuple[float, float]]:
    """The best of the first objective at evenly spaced levels of the second, both maximised, in the model's units.

    The second objective stands as a row of the model, so that a new level is a new bound and the dual simplex method
    starts from the last basis. Presolve would forget that basis: it is off after the first solve.
    """
    first, second = model.costs
    used = np.flatnonzero(second).astype(np.int32)
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1)):
        highs.setOptionValue(name, value)
    columns, rows = len(model.columns), len(model.row_names)
    highs.passModel(
        columns,
        rows + 1,
        len(model.values) + len(used),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        first,
        model.lower,
        model.upper,
        np.append(model.row_lower, -np.inf),
        np.append(model.row_upper, np.inf),
        np.append(model.starts, model.starts[-1] + len(used)).astype(np.int32),
        np.concatenate([model.indices, used]),
        np.concatenate([model.values, second[used]]),
        np.zeros(columns, dtype=np.int32),
    )
    everything = np.arange(columns, dtype=np.int32)

    def best(cost: np.ndarray) -> tuple[float, float]:
        highs.changeColsCost(columns, everything, cost)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS says {highs.modelStatusToString(highs.getModelStatus())}")
        x = np.array(highs.getSolution().col_value)
        return -float(first @ x), -float(second @ x)

    greatest = best(second)[1]
    least = best(first)[1]
    highs.setOptionValue("presolve", "off")
    reached = []
    for level in np.linspace(least, greatest, points):
        # A hair below the greatest value, which no solver reaches twice to the last digit.
        highs.changeRowBounds(rows, -np.inf, -float(level - 1e-7 * abs(level)))
        reached.append(best(first))
    return reached
