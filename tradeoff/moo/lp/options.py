"""Reads options of HiGHS that a caller gives: how a solve goes about it, never what it is to find."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import highspy

Options = Mapping[str, bool | int | float | str]
"""Values by HiGHS's own names."""

_TAKEN = frozenset(
    {
        "threads",
        "parallel",
        "mip_detect_symmetry",
        "mip_heuristic_effort",
        "mip_heuristic_run_feasibility_jump",
        "mip_heuristic_run_rens",
        "mip_heuristic_run_rins",
        "mip_heuristic_run_root_reduced_cost",
        "mip_heuristic_run_shifting",
        "mip_heuristic_run_zi_round",
        "mip_lp_age_limit",
        "mip_min_cliquetable_entries_for_parallelism",
        "mip_pool_age_limit",
        "mip_pool_soft_limit",
        "mip_pscost_minreliable",
        "simplex_dual_edge_weight_strategy",
        "simplex_price_strategy",
        "simplex_primal_edge_weight_strategy",
        "simplex_update_limit",
    }
)
"""Those that change how long a solve takes and which of equal solutions it meets, and nothing else."""
_REASONS = {
    "time_limit": "the search counts its time as a whole; give time_limit to the search itself",
    "random_seed": "whole numbers are asked for by seeds that differ, so that two solves that agree say something",
    "solver": "it is chosen for each solve: simplex for a hot start, interior point for a large first one",
    "solve_relaxation": "the whole numbers would be dropped",
    "run_crossover": "every answer has to leave a basis",
    **dict.fromkeys(
        ("presolve", "mip_root_presolve_only", "presolve_rule_off"),
        "whole numbers are asked for with presolve and without, so that two solves that agree say something",
    ),
    **dict.fromkeys(
        ("mip_rel_gap", "mip_abs_gap"), "each solve has a gap of its own; give gap to the search for all of them"
    ),
    **dict.fromkeys(
        ("simplex_strategy", "simplex_scale_strategy", "user_bound_scale", "user_objective_scale"),
        "hot starts and scaling are set for each solve",
    ),
}
_KINDS = (
    ("tolerance", "points are checked to tolerances of 1e-9, and that rests on the solver's being the same"),
    ("_limit", "a solve that ends early has no optimum, and there would be no frontier"),
    ("mip_max_", "a solve that ends early has no optimum, and there would be no frontier"),
    ("objective_", "a solve that ends early has no optimum, and there would be no frontier"),
    ("infinite_", "it changes the programme that is solved"),
    ("matrix_value", "it changes the programme that is solved"),
    ("log", "nothing is printed or written while a frontier is traced; progress and the logger tell how far it is"),
    ("output", "nothing is printed or written while a frontier is traced; progress and the logger tell how far it is"),
    ("_file", "nothing is printed or written while a frontier is traced; save the frontier instead"),
    ("write_", "nothing is printed or written while a frontier is traced; save the frontier instead"),
)
"""Parts of names, and why options that have them are refused; the first that fits."""
_WORDS = {bool: "True or False", int: "a whole number", float: "a number", str: "a text"}


def read_options(given: object) -> Options:
    """Options of HiGHS, checked: known, of the right kind, within their range, and harmless to what is promised.

    Args:
        given: What the caller gave, by HiGHS's own names; None for nothing.

    Raises:
        ValueError: One cannot be taken; it is named, with the reason.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ValueError(f"solver_options is {given!r}; give HiGHS's options by name, as in {{'threads': 2}}")
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    return {name: _read(highs, name, value) for name, value in given.items()}


def _read(highs: highspy.Highs, name: object, value: Any) -> bool | int | float | str:
    if not isinstance(name, str):
        raise ValueError(f"solver_options names an option {name!r}; name it by a text, as in {{'threads': 2}}")
    status, usual = highs.getOptionValue(name)
    known = status == highspy.HighsStatus.kOk
    if not known:
        near = difflib.get_close_matches(name, sorted(_TAKEN), n=1)
        mend = f"did you mean {near[0]!r}?" if near else f"those that can be set are {', '.join(sorted(_TAKEN))}"
        raise ValueError(f"solver_options: HiGHS has no option {name!r}; {mend}")
    if name not in _TAKEN:
        raise ValueError(f"solver_options: {name!r} cannot be set here: {_reason(name)}")
    kind = type(usual)
    if not isinstance(value, int | float if kind is float else kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"solver_options: {name!r} is {value!r}; it is {_WORDS[kind]}, such as {usual!r}")
    if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
        raise ValueError(f"solver_options: {name!r} is {value!r}, which HiGHS does not take; its own is {usual!r}")
    taken: bool | int | float | str = kind(value)
    return taken


def _reason(name: str) -> str:
    """Why an option of HiGHS is not the caller's."""
    if name in _REASONS:
        return _REASONS[name]
    kinds = [reason for part, reason in _KINDS if part in name]
    return kinds[0] if kinds else "it is not among those known to leave the frontier as it is"
