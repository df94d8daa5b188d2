"""Makes HiGHS instances that keep quiet, and raises on its statuses instead of returning them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

import highspy
import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Model
from tradeoff.moo.lp.scaling import Scaled

TOLERANCE = 1e-9
"""Primal and dual feasibility in scaled units; HiGHS's own 1e-7 leaves dominated ends on frontiers of this kind."""


def require(status: highspy.HighsStatus, what: str) -> None:
    """Highspy returns errors instead of raising them; a warning that changes the model is an error too.

    Raises SolverError with `what` HiGHS would not do.
    """
    if status != highspy.HighsStatus.kOk:
        raise SolverError(f"HiGHS would not {what} ({status})")


def quiet_highs(given: Mapping[str, bool | float | str] | None = None, **more: bool | float | str) -> highspy.Highs:
    """A HiGHS that prints nothing, on one thread, with a fixed seed, sound tolerances, what is `given` (None for
    nothing), and `more` of its options, which none of those given may undo.

    Raises SolverError if HiGHS refuses an option.
    """
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | float | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
        "small_matrix_value": 1e-12,
        **(given or {}),
        **more,
    }
    for name, value in options.items():
        require(highs.setOptionValue(name, value), f"take the option {name}")
    return highs


def pass_model(highs: highspy.Highs, model: Model, scaled: Scaled) -> None:
    """Hand a scaled model over, without costs.

    Args:
        highs: The instance that takes it.
        model: Its shape: names, the matrix by rows, which columns are integer.
        scaled: Its numbers, in the solver's units.

    Raises:
        SolverError: HiGHS does not take all of it.
    """
    columns, rows = len(model.columns), len(model.row_names)
    # The call by arrays is four times as fast as filling a HighsLp. An integrality array of another length than the
    # columns would leave an empty model behind, and HiGHS would "solve" it.
    status = highs.passModel(
        columns,
        rows,
        len(scaled.values),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.zeros(columns),
        scaled.lower,
        scaled.upper,
        scaled.row_lower,
        scaled.row_upper,
        model.starts,
        model.indices,
        scaled.values,
        model.integer.astype(np.int32),
    )
    require(status, "take the programme")
    if highs.getNumCol() != columns or highs.getNumRow() != rows:
        raise SolverError("HiGHS did not take the whole programme")


def solver_versions() -> dict[str, str]:
    """The versions that a certificate names."""
    return {name: _version(name) for name in ("highspy", "numpy", "pulp")}


_version = cache(version)
