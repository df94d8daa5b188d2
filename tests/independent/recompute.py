"""From the CSV files of a scenario and of a saved plan to every violated rule, in words; empty if all hold."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from tests.independent.naive import Column, Programme, Terms, build, read

TOLERANCE = 1e-7


def violations(scenario: Path, saved: Path, plan: int) -> list[str]:
    """Every row of the naive programme that the saved plan breaks, and every purse that does not add up."""
    programme = build(scenario)
    values = saved_values(programme, saved, plan)
    found = [f"{name}: {value} above 1" for name, value in values.items() if name[0] == "u" and value > 1 + TOLERANCE]
    found += [f"{name}: {value} below 0" for name, value in values.items() if value < -TOLERANCE]
    for row in programme.rows:
        activity, size = evaluate(row.terms, values)
        slack = activity - float(row.bound)
        if row.sense == ">=":
            slack = -slack
        elif row.sense == "=":
            slack = abs(slack)
        # Money is published in whole rupees, households in twelve digits.
        if slack > TOLERANCE * (1 + size + abs(float(row.bound))) + rounding(row.terms, programme):
            found.append(f"{row.name}: {activity} {row.sense} {float(row.bound)}")
    return found + purse_faults(programme, saved, plan)


def objective(scenario: Path, saved: Path, plan: int, name: str) -> float:
    """An objective recomputed from the saved households."""
    programme = build(scenario)
    return evaluate(programme.objectives[name], saved_values(programme, saved, plan))[0]


def best(programme: Programme, name: str) -> float:
    """The most of an objective that the naive programme allows, by SciPy."""
    place = {column: j for j, column in enumerate([("one",), *programme.columns])}
    upper: list[tuple[dict[int, float], float]] = []
    equal: list[tuple[dict[int, float], float]] = []
    for row in programme.rows:
        sign = -1.0 if row.sense == ">=" else 1.0
        line = {place[column]: sign * float(value) for column, value in row.terms.items()}
        (equal if row.sense == "=" else upper).append((line, sign * float(row.bound)))
    goal = np.zeros(len(place))
    for column, value in programme.objectives[name].items():
        goal[place[column]] = -float(value)
    spans = [(1.0, 1.0), *((0.0, 1.0 if column[0] == "u" else None) for column in programme.columns)]
    (a, b), (a_equal, b_equal) = _matrix(upper, len(place)), _matrix(equal, len(place))
    solved = linprog(goal, A_ub=a, b_ub=b, A_eq=a_equal, b_eq=b_equal, bounds=spans, method="highs")
    assert solved.status == 0, solved.message
    return -float(solved.fun)


def _matrix(rows: list[tuple[dict[int, float], float]], width: int) -> tuple[np.ndarray, np.ndarray]:
    matrix = np.zeros((len(rows), width))
    for i, (line, _) in enumerate(rows):
        for j, value in line.items():
            matrix[i, j] = value
    return matrix, np.array([bound for _, bound in rows])


def rounding(terms: Terms, programme: Programme) -> float:
    """How far a row may be off because money is published in whole rupees, in the unit of the tables."""
    rounded = sum(column[0] in ("z", "in", "out", "k") for column in terms)
    return (50.0 * rounded / float(programme.unit)) if rounded else 0.0


def evaluate(terms: Terms, values: dict[Column, float]) -> tuple[float, float]:
    parts = [float(v) * values.get(column, 0.0) for column, v in terms.items()]
    return sum(parts), sum(map(abs, parts))


def saved_values(programme: Programme, saved: Path, plan: int) -> dict[Column, float]:
    def rows(table: str) -> list[dict[str, str]]:
        return [row for row in read(saved, table) if row["plan"] == str(plan)]

    values: dict[Column, float] = {("one",): 1.0}
    for row in rows("households"):
        values["h", row["cluster_id"], row["segment_id"], row["level_id"], row["year"]] = float(row["households"])
    for row in rows("openings"):
        values["u", row["cluster_id"], row["year"]] = float(row["opened"])
    for row in rows("facilitation"):
        values["f", row["cluster_id"], row["year"]] = float(row["months"])
    for row in rows("agents"):
        values["r", row["year"]] = float(row["trained"])
    unit = float(programme.unit)
    for row in rows("transfers"):
        values["in", row["department_id"], row["fund_id"], row["year"]] = float(row["moved_in"]) / unit
        values["out", row["department_id"], row["fund_id"], row["year"]] = float(row["moved_out"]) / unit
    for row in rows("purses"):
        values["k", row["department_id"], row["fund_id"], row["year"]] = float(row["carried_out"]) / unit
    spent: dict[Column, float] = defaultdict(float)
    for row in rows("money"):
        spent["z", row["department_id"], row["activity_id"], row["fund_id"], row["year"]] += float(row["amount"]) / unit
    return values | spent


def purse_faults(programme: Programme, saved: Path, plan: int) -> list[str]:
    """Money by cluster, activity, year and fund adds up to the purses, to the rupee; and is what the plan costs."""
    found = []
    spent: dict[tuple[str, str, str], int] = defaultdict(int)
    by_cell: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for row in read(saved, "money"):
        if row["plan"] == str(plan):
            spent[row["department_id"], row["fund_id"], row["year"]] += int(row["amount"])
            by_cell[row["department_id"], row["cluster_id"], row["activity_id"], row["year"]] += int(row["amount"])
    purses = {
        (row["department_id"], row["fund_id"], row["year"]): row
        for row in read(saved, "purses")
        if row["plan"] == str(plan)
    }
    for key, envelope in programme.envelopes.items():
        row = purses[key]
        whole = int(envelope * programme.unit)
        left = int(row["spent"]) + int(row["moved_out"]) - int(row["moved_in"]) + int(row["unspent"])
        left += int(row["carried_out"]) - int(row["carried_in"])
        before = purses.get((key[0], key[1], str(int(key[2]) - 1)))
        if int(row["carried_in"]) != (int(before["carried_out"]) if before else 0):
            found.append(f"purse {key}: {row['carried_in']} carried in, not what {before} carried out")
        if not left == whole == int(row["envelope"]) or int(row["unspent"]) < 0 or spent[key] != int(row["spent"]):
            found.append(f"purse {key}: {row} with {spent[key]} spent by cluster")
    values = saved_values(programme, saved, plan)
    for place, terms in programme.spending.items():
        cost = evaluate(terms, values)[0] * float(programme.unit)
        if abs(cost - by_cell[place]) > 3 + 1e-9 * abs(cost):
            found.append(f"{place}: costs {cost}, {by_cell[place]} published")
    return found
