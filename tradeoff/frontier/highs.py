"""From HiGHS's habits to ours: an instance that keeps quiet, and statuses that raise instead of being returned."""

from __future__ import annotations

from importlib.metadata import version

import highspy

from tradeoff.errors import SolverError

TOLERANCE = 1e-9
"""Primal and dual feasibility in scaled units; HiGHS's own 1e-7 leaves dominated ends on frontiers of this kind."""
_PARALLEL = 1 << 13
"""HiGHS's presolve rule for parallel rows and columns: taking it back prints to stdout, whatever the options say."""


def require(status: highspy.HighsStatus, what: str) -> None:
    """Highspy returns errors instead of raising them; a warning that changes the model is an error too.

    Raises SolverError with `what` HiGHS would not do.
    """
    if status != highspy.HighsStatus.kOk:
        raise SolverError(f"HiGHS would not {what} ({status})")


def quiet_highs() -> highspy.Highs:
    """A HiGHS that prints nothing, on one thread, with a fixed seed and tolerances one can trust.

    Raises SolverError if HiGHS refuses an option.
    """
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "solver": "simplex",
        "threads": 1,
        "random_seed": 0,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
        "small_matrix_value": 1e-12,
        "presolve_rule_off": _PARALLEL,
        # The model comes scaled; scaled once more, hot starts take a third longer.
        "simplex_scale_strategy": 0,
    }
    for name, value in options.items():
        require(highs.setOptionValue(name, value), f"take the option {name}")
    return highs


def solver_versions() -> dict[str, str]:
    """The versions that a certificate names."""
    return {name: version(name) for name in ("highspy", "numpy", "pulp")}
