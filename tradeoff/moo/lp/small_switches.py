"""Makes the large factor of a switch as small as what it switches allows: `x <= 1e6 z` where x is never above 3.

    a x - M z <= b,  z in {0, 1},  a x <= u always        is, for whole z,    a x - (u - b) z <= b     where u - b < M
    a x + M z <= b                                        is                  a x + (M - b + u) z <= u     where u < b

in words: switched on, the row asks for no more than holds anyway. Beside a factor of 1e6 a solver's tolerance for a
whole number is 1, and z = 0.000003 switches x on. Coefficient tightening, Savelsbergh (1994), section 2.1; u is twice
as wide as what the ends of the columns imply, as in `near_bounds`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tradeoff.moo.lp.implied_bounds import filled_ends
from tradeoff.moo.lp.model import Model
from tradeoff.moo.lp.scaling import unscaled

_LARGE = 1e3
"""How many times as large as the smallest entry of its row a factor must be to be looked at."""


def with_small_switches(model: Model) -> Model:
    """The programme with each large factor of a column of 0 or 1 made smaller; its whole solutions are the same.

    Args:
        model: In its user's units, its ends brought near. Its rows must not be loosened afterwards.
    """
    switches = model.integer & (model.lower == 0) & (model.upper == 1)
    smallest = np.full(len(model.row_names), np.inf)
    np.minimum.at(smallest, model.row_of, np.abs(model.values))
    one_sided = np.isinf(model.row_lower) != np.isinf(model.row_upper)
    large = np.abs(model.values) > _LARGE * smallest[model.row_of]
    found = np.flatnonzero(switches[model.indices] & one_sided[model.row_of] & large)
    if not len(found):
        return model
    lower, upper = filled_ends(model, unscaled(model), np.inf)
    values, row_lower, row_upper = model.values.copy(), model.row_lower.copy(), model.row_upper.copy()
    for entry in found.tolist():
        row = int(model.row_of[entry])
        # A row from below is one from above of the opposite signs.
        sign = 1.0 if np.isinf(row_lower[row]) else -1.0
        here = np.arange(model.starts[row], model.starts[row + 1])
        rest = here[here != entry]
        factors, columns = sign * values[rest], model.indices[rest]
        most = float(np.where(factors > 0, factors * upper[columns], factors * lower[columns]).sum())
        if not np.isfinite(most):
            continue
        most += abs(most) + 1.0
        factor, side = sign * values[entry], row_upper[row] if sign > 0 else -row_lower[row]
        if factor < 0 and 0 < most - side < -factor:
            factor = side - most
        elif factor > 0 and most < side and factor - side + most > 0:
            factor, side = factor - side + most, most
        values[entry] = sign * factor
        if sign > 0:
            row_upper[row] = side
        else:
            row_lower[row] = -side
    return replace(model, values=values, row_lower=row_lower, row_upper=row_upper)
