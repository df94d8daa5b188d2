"""From a drawn programme to the best it can do, counted by explicit cohorts: every year of opening a share of its own.

A household belongs to the share of its cluster that was opened in one year, and joins it in one later year, at a level
whose wait is over, before that share graduates. Solved by SciPy; shares no code with `tradeoff`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from tests.independent.folders import settings, write_folder


@dataclass(frozen=True)
class Drawn:
    """A small programme of one department, money in thousands."""

    years: int
    lasts: int | None
    inside: int
    month_cost: int
    clusters: list[dict[str, int | None]]
    """start, months (f_min), most (f_max), phi, latest, ran (years accompanied before; None: does not run), N by cell."""
    levels: list[dict[str, int]]
    """wait, cost, gain, deep."""
    money: list[int]
    months: list[int]


def draw(seed: int) -> Drawn:
    """Two clusters of one or two cells, two or three levels, two to five years."""
    rng = random.Random(seed)
    years = rng.randint(2, 5)
    lasts = rng.choice([None, *range(1, years + 1)])
    inside = rng.randint(0, 1)
    longest = years - 1 if lasts is None else lasts - 1
    levels = [
        {"wait": rng.randint(0, min(longest, 2)), "cost": cost, "gain": rng.randint(1, 9), "deep": int(k == 1)}
        for k, cost in enumerate(sorted(rng.sample(range(1, 9), rng.randint(2, 3))))
    ]
    clusters: list[dict[str, int | None]] = []
    for _ in range(2):
        least = rng.randint(0, 6)
        clusters.append(
            {
                "start": rng.randint(0, 30),
                "months": least,
                "most": least + rng.randint(0, 3),
                "phi": rng.randint(0, 2),
                "latest": rng.choice([None, None, rng.randint(1, years)]),
                "ran": rng.choice([None, None, rng.randint(0, 2)]),
                "maj": rng.randint(5, 60),
                "oth": rng.choice([None, rng.randint(5, 40)]),
            }
        )
    return Drawn(
        years=years,
        lasts=lasts,
        inside=inside,
        month_cost=rng.choice([0, 1]),
        clusters=clusters,
        levels=levels,
        money=[rng.randint(40, 200) for _ in range(years)],
        months=[rng.randint(13, 24) for _ in range(years)],
    )


def write(folder: Path, drawn: Drawn) -> Path:
    """The same programme as a scenario folder."""

    def cell(value: int | None) -> str:
        return "-" if value is None else str(value)

    keys = {"project_years": drawn.years, "horizon_years": drawn.years + 2, "facilitation_cost": drawn.month_cost}
    if drawn.lasts is not None:
        keys |= {"accompaniment_years": drawn.lasts, "finish_inside": drawn.inside}
    clusters, segments = [], []
    for i, c in enumerate(drawn.clusters):
        ran = c["ran"]
        clusters.append(
            f"c{i} c{i} d {c['start']} {c['phi']} {c['months']} {c['most']} "
            f"{'candidate' if ran is None else 'running'} {cell(ran)} {cell(c['latest'])}"
        )
        segments += [f"c{i} {s} {c[s]} 1" for s in ("maj", "oth") if c[s] is not None]
    levels = [f"k{k} {k} k{k} 1 {v['deep']} {v['wait']}" for k, v in enumerate(drawn.levels)]
    years = range(1, drawn.years + 1)
    return write_folder(
        folder,
        {
            "settings": settings(**keys),
            "clusters": "cluster_id name department_id start_up_cost start_up_agent_months min_facilitation_months "
            "max_facilitation_months status accompanied_before latest_start\n" + "\n".join(clusters),
            "segments": "cluster_id segment_id households poor_share\n" + "\n".join(segments),
            "levels": "level_id order name reached deep after_years\n" + "\n".join(levels),
            "costs": "level_id cost_per_household\n"
            + "\n".join(f"k{k} {v['cost']}" for k, v in enumerate(drawn.levels)),
            "effects": "level_id income_gain persistence\n"
            + "\n".join(f"k{k} {v['gain']} 0.5" for k, v in enumerate(drawn.levels)),
            "budgets": "department_id year envelope\n" + "\n".join(f"d {t} {drawn.money[t - 1]}" for t in years),
            "agents": "year agent_months\n" + "\n".join(f"{t} {drawn.months[t - 1]}" for t in years),
        },
    )


def best(drawn: Drawn) -> dict[str, float] | None:
    """The most breadth, depth and today (in thousands); None where no plan is feasible."""
    years, lasts = drawn.years, drawn.lasts
    columns: list[tuple[object, ...]] = []
    cohorts: dict[int, list[int]] = {}
    for i, c in enumerate(drawn.clusters):
        last = years if c["latest"] is None else c["latest"]
        last = min(last, years - lasts + 1) if lasts is not None and drawn.inside else last
        cohorts[i] = list(range(1, last + 1)) if c["ran"] is None else [1 - c["ran"]]
        columns += [("open", i, o) for o in cohorts[i]]
        columns += [("f", i, t) for t in range(1, years + 1)]
        for s in ("maj", "oth"):
            if c[s] is not None:
                columns += [
                    ("h", i, s, k, o, t)
                    for k, level in enumerate(drawn.levels)
                    for o in cohorts[i]
                    for t in range(1, years + 1)
                    if o + level["wait"] <= t and (lasts is None or t <= o + lasts - 1)
                ]
    place = {column: j for j, column in enumerate(columns)}
    rows: list[np.ndarray] = []
    bounds: list[float] = []

    def at_most(terms: dict[tuple[object, ...], float], bound: float) -> None:
        line = np.zeros(len(columns))
        for column, value in terms.items():
            line[place[column]] += value
        rows.append(line)
        bounds.append(bound)

    for i, c in enumerate(drawn.clusters):
        if c["ran"] is None:
            at_most({("open", i, o): 1.0 for o in cohorts[i]}, 1.0)
        for s in ("maj", "oth"):
            for o in cohorts[i] if c[s] is not None else ():
                joined = {column: 1.0 for column in columns if column[:3] == ("h", i, s) and column[4] == o}
                at_most(joined | {("open", i, o): -float(c[s] or 0)}, 0.0)
        for t in range(1, years + 1):
            by = {("open", i, o): 1.0 for o in cohorts[i] if o <= t and (lasts is None or t <= o + lasts - 1)}
            at_most({("f", i, t): -1.0} | {k: float(c["months"] or 0) for k in by}, 0.0)
            at_most({("f", i, t): 1.0} | {k: -float(c["most"] or 0) for k in by}, 0.0)
    for t in range(1, years + 1):
        money: dict[tuple[object, ...], float] = {}
        months: dict[tuple[object, ...], float] = {}
        for column in columns:
            if column[0] == "h" and column[5] == t:
                money[column] = float(drawn.levels[int(str(column[3]))]["cost"])
            if column[0] == "f" and column[2] == t:
                money[column], months[column] = float(drawn.month_cost), 1.0
        for i, c in enumerate(drawn.clusters):
            if c["ran"] is None and t in cohorts[i]:
                money["open", i, t] = float(c["start"] or 0)
                months["open", i, t] = float(c["phi"] or 0)
            for o in cohorts[i] if t == years and lasts is not None and not drawn.inside else ():
                owed = float(max(0, o + lasts - 1 - years) * (c["months"] or 0) * drawn.month_cost)
                money["open", i, o] = money.get(("open", i, o), 0.0) + owed
        at_most(money, float(drawn.money[t - 1]))
        at_most(months, float(drawn.months[t - 1]))
    span = [
        (1.0, 1.0) if column[0] == "open" and drawn.clusters[int(str(column[1]))]["ran"] is not None else (0.0, None)
        for column in columns
    ]
    found = {}
    for name in ("breadth", "depth", "today"):
        goal = np.zeros(len(columns))
        for column, j in place.items():
            if column[0] == "h":
                level, t = drawn.levels[int(str(column[3]))], int(str(column[5]))
                gained = level["gain"] * sum(0.5 ** (u - t) for u in range(t, years + 1))
                goal[j] = {"breadth": 1.0, "depth": float(level["deep"]), "today": gained}[name]
        solved = linprog(-goal, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=span, method="highs")
        if solved.status == 2:
            return None
        assert solved.status == 0, solved.message
        found[name] = -solved.fun
    return found
