"""From a saved plan to what in it cannot be sanctioned: fractions of decisions, rupees that do not add up, broken limits.

Reads the CSV files of the plan and of its scenario, and works in exact fractions; shares no code with `tradeoff`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

from tests.independent.naive import Column, Programme, Row, Terms, build, read
from tests.independent.recompute import best, purse_faults

F = Fraction
MONEY = ("z", "in", "out", "k")
STEPS = {"households": ("households", 1), "openings": ("opened", 1), "agents": ("trained", 1)}
MONTHS = {"facilitation": ("months", 2)}
RUPEES = {"money": ("amount",), "purses": ("envelope", "spent", "unspent", "moved_in", "moved_out", "carried_out")}


def faults(scenario: Path, saved: Path) -> list[str]:
    """Everything that keeps an action plan from being sanctioned, in words; empty where nothing does."""
    programme = build(scenario)
    values = exact_values(programme, saved)
    found = [f"{table}: {row}" for table in ("households", "openings") if not (row := read(saved, table))]
    found += fractions_in(saved)
    found += [f"{name}: {value} below 0" for name, value in values.items() if value < 0]
    found += [f"{name}: {value} above 1" for name, value in values.items() if name[0] == "u" and value > 1]
    for row in programme.rows:
        beyond = activity(row.terms, values) - row.bound
        off = {"<=": max(beyond, F(0)), ">=": max(-beyond, F(0)), "=": abs(beyond)}[row.sense]
        if off > room(row, programme):
            found.append(f"{row.name}: off by {float(off)}")
    return found + costs(programme, saved, values) + purse_faults(programme, saved, 0)


def fractions_in(saved: Path) -> list[str]:
    """Decisions that are not whole, months that are not in halves, money that is not in whole rupees."""
    wanted = [(table, column, steps) for table, (column, steps) in (STEPS | MONTHS).items()]
    wanted += [(table, column, 1) for table, columns in RUPEES.items() for column in columns]
    return [
        f"{table}: {row}"
        for table, column, steps in wanted
        for row in read(saved, table)
        if (steps * F(row[column])).denominator != 1
    ]


def exact_values(programme: Programme, saved: Path) -> dict[Column, Fraction]:
    """Every column of the naive programme as the plan's tables have it."""
    values: dict[Column, Fraction] = defaultdict(Fraction)
    values["one",] = F(1)
    for row in read(saved, "households"):
        values["h", row["cluster_id"], row["segment_id"], row["level_id"], row["year"]] = F(row["households"])
    for row in read(saved, "openings"):
        values["u", row["cluster_id"], row["year"]] = F(row["opened"])
    for row in read(saved, "facilitation"):
        values["f", row["cluster_id"], row["year"]] = F(row["months"])
    for row in read(saved, "agents"):
        values["r", row["year"]] = F(row["trained"])
    for row in read(saved, "transfers"):
        place = row["department_id"], row["fund_id"], row["year"]
        values["in", *place], values["out", *place] = (F(row[f"moved_{way}"]) / programme.unit for way in ("in", "out"))
    for row in read(saved, "purses"):
        values["k", row["department_id"], row["fund_id"], row["year"]] = F(row["carried_out"]) / programme.unit
    for row in read(saved, "money"):
        place = row["department_id"], row["activity_id"], row["fund_id"], row["year"]
        values["z", *place] += F(row["amount"]) / programme.unit
    return dict(values)


def activity(terms: Terms, values: dict[Column, Fraction]) -> Fraction:
    """The sum of a row, exactly."""
    return sum((factor * values[column] for column, factor in terms.items() if column in values), F(0))


def room(row: Row, programme: Programme) -> Fraction:
    """What a row may be off by: nothing; a rupee for each sum of money that is published; a household for an equation.

    Who pays what is published in whole rupees, so each such sum may be off by one, and what they share by one more.
    """
    money = [abs(factor) for column, factor in row.terms.items() if column[0] in MONEY]
    if money:
        return (sum(money, F(0)) + 1) / programme.unit
    households = [abs(factor) for column, factor in row.terms.items() if column[0] == "h"]
    return max(households, default=F(0)) if row.sense == "=" else F(0)


def costs(programme: Programme, saved: Path, values: dict[Column, Fraction]) -> list[str]:
    """Where published rupees are not what was decided costs, to a rupee for each fund."""
    published: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for row in read(saved, "money"):
        published[row["department_id"], row["cluster_id"], row["activity_id"], row["year"]] += F(row["amount"])
    funds = len({fund for _, fund, _ in programme.envelopes})
    worked = {place: activity(terms, values) * programme.unit for place, terms in programme.spending.items()}
    return [
        f"{place}: costs {float(worked.get(place, F(0)))}, {published[place]} published"
        for place in sorted({*worked, *published})
        if abs(worked.get(place, F(0)) - published[place]) > funds
    ]


def wrong_figures(scenario: Path, saved: Path) -> list[str]:
    """Aims, what is lacking and what is lost against shares, as `plan.json` has them, that are not what they are."""
    about = json.loads((saved / "plan.json").read_text(encoding="utf-8"))
    programme = build(scenario)
    values = exact_values(programme, saved)
    have = {name: float(activity(programme.objectives[name], values)) for name in about["objectives"]}
    ((aim, level),) = about["asked"].items()
    (other,) = {about["x"], about["y"]} - {aim}
    lost = {
        other: _most(programme, other, aim, min(level, have[aim])) - have[other],
        aim: _most(programme, aim, other, have[other]) - have[aim],
    }
    short = max(0.0, level - have[aim])
    told = [(f"objectives {name}", about["objectives"][name], have[name], have[name]) for name in have]
    told += [(f"loss {name}", about["loss"][name], lost[name], have[name] + abs(lost[name])) for name in lost]
    told.append(("shortfall", about["shortfall"], short, level))
    in_shares, is_tighter = have[other] + lost[other], about["bound_from"] == "whole openings"
    # Tighter than shares, and no tighter than the plan itself.
    bound = min(max(about["bound"], have[other]), in_shares) if is_tighter else in_shares
    told.append(("bound", about["bound"], bound, 1.0))
    return [
        f"{what}: {said} is said, {right} follows"
        for what, said, right, size in told
        if abs(said - right) > 1e-6 * (1 + abs(size) + abs(right))
    ]


def _most(programme: Programme, wanted: str, held: str, level: float) -> float:
    """The most of one aim in shares with at least a level of another, by SciPy."""
    # A level that whole households reach to the last digit may lie a hair beyond what floats of shares do.
    least = Row("level", programme.objectives[held], ">=", F(level) - F(abs(level)) / 10**9)
    return best(programme._replace(rows=[*programme.rows, least]), wanted)
