"""From a scenario and a saved plan to what in it nobody needs, by SciPy on the naive programme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, lil_array

from tests.independent.naive import Column, F, Programme, Terms, build, read
from tests.independent.random_rules import add_columns
from tests.independent.recompute import evaluate, saved_values

STEPS = {"u": 1.0, "r": 1.0, "f": 0.5}
"""What may be left out, and in which steps: openings, agents trained, months of facilitation."""
ASKED = {"presolve": False}
"""Presolve has called a row of fixed households alone infeasible that was kept with room to spare."""


def make_free(folder: Path, seed: int) -> Path:
    """A random scenario in which nothing but households costs anything: openings, months and training are free."""
    months = {} if seed % 3 == 0 else {"start_up_agent_months": "0"}
    add_columns(folder, "clusters", lambda row: {"start_up_cost": "0", **months})
    add_columns(folder, "settings", lambda row: {"value": "0"} if row["key"] == "facilitation_cost" else {})
    add_columns(folder, "agents", lambda row: {"training_cost": ""} if "training_cost" in row else {})
    (folder / "exit.csv").unlink(missing_ok=True)
    return folder


def needless(scenario: Path, saved: Path, plan: int, *, all_whole: bool) -> list[str]:
    """What a plan has beyond what its own households need, in words; only openings are whole without `all_whole`.

    Money moved that is left unspent; money, all decisions but households free; and openings, months and agents that
    could be left out with nothing put in their place.
    """
    programme = build(scenario)
    values = saved_values(programme, saved, plan)
    found = [
        f"{row['department_id']} receives {row['moved_in']} and leaves {row['unspent']}"
        for row in read(saved, "purses")
        if row["plan"] == str(plan) and min(int(row["moved_in"]), int(row["unspent"])) > 1
    ]
    columns = [*programme.columns, ("one",)]
    paid = programme.spending.values()
    money = {column: sum((terms.get(column, F(0)) for terms in paid), F(0)) for column in columns}
    count = {column: F(1) for column in columns if column[0] in STEPS}
    spans = {column: (0.0, 1.0 if column[0] == "u" else np.inf) for column in columns}
    spans |= {column: (values.get(column, 0.0),) * 2 for column in columns if column[0] in ("h", "one")}
    fewer = {column: (0.0, values.get(column, 0.0)) for column in count}
    for what, goal, within in (("money", money, spans), ("openings, months, agents", count, spans | fewer)):
        had, least = evaluate(goal, values)[0], _least(programme, goal, within, values, all_whole=all_whole)
        if least < had - 1e-6 * (1 + had):
            found.append(f"{what}: {had}, and {least} would do")
    return found


def _least(
    programme: Programme,
    goal: Terms,
    spans: Mapping[Column, tuple[float, float]],
    values: dict[Column, float],
    *,
    all_whole: bool,
) -> float:
    columns = list(spans)
    step = np.array([STEPS.get(column[0], 1.0) if all_whole else 1.0 for column in columns])
    whole = np.array([column[0] in STEPS if all_whole else column[0] == "u" for column in columns])
    rows, low, high = _rows(programme, columns, values)
    least, most = np.array(list(spans.values())).T
    solved = milp(
        np.array([float(goal.get(column, 0)) for column in columns]) * step,
        constraints=LinearConstraint(rows * step, low, high),
        integrality=whole,
        bounds=Bounds(least / step, most / step),
        options=ASKED,
    )
    assert solved.success, solved.message
    return float(solved.fun)


def _rows(
    programme: Programme, columns: list[Column], values: dict[Column, float]
) -> tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]:
    """The rows, kept as closely as the plan keeps them: its rupees are rounded, its shares have twelve digits."""
    place = {column: j for j, column in enumerate(columns)}
    matrix = lil_array((len(programme.rows), len(columns)))
    low, high = np.full(len(programme.rows), -np.inf), np.full(len(programme.rows), np.inf)
    for i, row in enumerate(programme.rows):
        for column, factor in row.terms.items():
            matrix[i, place[column]] = float(factor)
        activity, size = evaluate(row.terms, values)
        rupees = 100.0 / float(programme.unit) if any(column[0] in ("z", "in", "k") for column in row.terms) else 0.0
        room = 1e-7 * (1 + size) + rupees
        if row.sense in ("<=", "="):
            high[i] = max(float(row.bound), activity) + room
        if row.sense in (">=", "="):
            low[i] = min(float(row.bound), activity) - room
    return matrix.tocsr(), low, high
