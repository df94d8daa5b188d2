"""From `orissa` to RUNS.md: what its nine runs give, and what one unit more and one unit less gives in each.

    python scenarios/orissa/runs.py

Each run is a variant with the changes of a `Case`, solved for the most clusters that can be open in the end, the most
poor households reached, and the most given sufficient support. What binds is what changes when it is one unit up or
down, each solved anew; no dual is read. It takes some minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pulp

import tradeoff
from tradeoff.programme.columns import Opened
from tradeoff.programme.programme import Programme, build_programme

HERE = Path(__file__).parent
DEPARTMENTS = ("forest", "handicrafts", "industries", "textiles")
YEARS = 5
TOLD = 0.05
"""Clusters or households below this are told as no difference."""
GOALS = {"clusters": "clusters open", "breadth": "poor households reached", "depth": "given sufficient support"}


METHOD, MONEY = "replication", "budgets"
PLACES: dict[str, list[tuple[str, str, str]]] = {
    "agents": [("agents", "year: 1", "in_post")],
    "leaving": [("agents", f"year: {year}", "attrition") for year in range(1, YEARS + 1)],
    "coached": [(METHOD, "lag_years: 1", "agents_per_pilot_year")],
    "starts": [(METHOD, "lag_years: 1", "starts_per_pilot")],
    "money": [(MONEY, f"department_id: {department}", "envelope") for department in DEPARTMENTS],
    "state": [(MONEY, "fund_id: state", "envelope")],
    "centre": [(MONEY, "fund_id: centre", "envelope")],
    "school": [("enabling", "investment_id: focal_point", "made")],
    "rules": [("enabling", "investment_id: harmonisation", "made")],
    "rules_lag": [("enabling", "investment_id: harmonisation", "lag_years")],
    "accompaniment": [("settings", "key: accompaniment_years", "value")],
    "finish_inside": [("settings", "key: finish_inside", "value")],
}
"""Where in the tables each field of a `Case` stands."""


def _change(table: str, where: str, column: str, how: str) -> str:
    return f"  - {{table: {table}, where: {{{where}}}, column: {column}, {how}, reason: a run}}"


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a run changes; the defaults are `orissa` as it stands."""

    agents: int = 43
    leaving: str = "0.1"
    coached: int = 1
    starts: Fraction = Fraction(205, 10)
    roll_out: tuple[str, ...] = ()
    """Pilots that teach nothing; they run from the start all the same."""
    money: Fraction = Fraction(1)
    """Every envelope times this."""
    state: Fraction = Fraction(1)
    centre: Fraction = Fraction(1)
    """Those of one fund times this, where `money` is 1."""
    school: bool = True
    rules: bool = True
    rules_lag: int = 1
    accompaniment: int = 3
    finish_inside: int = 1

    def changes(self) -> Iterator[str]:
        """The lines of a variant's `changes`."""
        base = Case()
        for field, places in PLACES.items():
            value = getattr(self, field)
            if value != getattr(base, field):
                for table, where, column in places:
                    how = "multiply" if column == "envelope" else "set"
                    written = {True: '"yes"', False: '"no"'}[value] if isinstance(value, bool) else value
                    shown = float(written) if isinstance(written, Fraction) else written
                    yield _change(table, where, column, f"{how}: {shown}")
        for cluster in self.roll_out:
            yield _change("clusters", f"cluster_id: {cluster}", "role", "set: roll_out")
        if self.accompaniment != base.accompaniment:
            # A level that waits as long as the accompaniment lasts could never be joined.
            yield _change("levels", "level_id: facility", "after_years", f"set: {self.accompaniment - 1}")

    def scenario(self) -> tradeoff.Scenario:
        """The variant as it is read from a folder of its own."""
        lines = list(self.changes())
        if not lines:
            return tradeoff.read_scenario(HERE)
        with tempfile.TemporaryDirectory() as folder:
            head = ["title: a run", f"based_on: {HERE}", "changes:"]
            (Path(folder) / "scenario.yaml").write_text("\n".join([*head, *lines]), encoding="utf-8")
            return tradeoff.read_scenario(folder)


PILOTS = ("eng_rourkela", "hl_bargarh", "sal_sundargarh", "stone_puri_konark")
RUNS: dict[str, Case] = {
    "all enablers, as `orissa` stands": Case(),
    "money without limit": Case(money=Fraction(100)),
    "agents without limit": Case(agents=10_000),
    "no focal point": Case(school=False),
    "pilots coach nobody": Case(coached=0),
    "half the pilots": Case(roll_out=PILOTS[:2]),
    "no pilots": Case(roll_out=PILOTS),
    "a third of the agents leaving": Case(leaving="0.33"),
    "no harmonisation": Case(rules=False),
}
BESIDE: dict[str, Case] = {
    "accompanied for two years, `facility` waiting one": Case(accompaniment=2),
    "accompaniment may end after the project": Case(finish_inside=0),
    "starts a pilot at their high end, 36.5": Case(starts=Fraction(365, 10)),
}
UNITS: dict[str, tuple[Callable[[Case], Case], Callable[[Case], Case]]] = {
    "people: an agent in post": (
        lambda case: replace(case, agents=case.agents + 1),
        lambda case: replace(case, agents=case.agents - 1),
    ),
    "method: a start": (
        lambda case: replace(case, starts=case.starts + Fraction(1, max(1, 4 - len(case.roll_out)))),
        lambda case: replace(case, starts=case.starts - Fraction(1, max(1, 4 - len(case.roll_out)))),
    ),
    "money: a hundredth": (
        lambda case: replace(case, money=case.money * Fraction(101, 100)),
        lambda case: replace(case, money=case.money * Fraction(99, 100)),
    ),
    "rules: a year": (lambda case: replace(case, rules_lag=0), lambda case: replace(case, rules_lag=2)),
}
"""One unit more and one unit less of each; of rules, the centre's money a year sooner and a year later."""


def most(programme: Programme, goal: str) -> float | None:
    """The most that can be had of a goal; None where no plan is possible."""
    problem = programme.problem
    opened: dict[str, tuple[int, str]] = {}
    for column in programme.columns:
        if isinstance(column.key, Opened):
            # After its last opening a cluster stays as open as it is, and has no column.
            opened[column.key.cluster_id] = max(
                opened.get(column.key.cluster_id, (0, "")), (column.key.year, column.name)
            )
    names = {name for _, name in opened.values()}
    last = pulp.lpSum(variable for variable in problem.variables() if variable.name in names)
    problem.sense = pulp.LpMaximize
    problem.setObjective(last if goal == "clusters" else programme.objectives[goal])
    status = problem.solve(pulp.HiGHS(msg=False, threads=1))
    if status == pulp.LpStatusInfeasible:
        return None
    if status != pulp.LpStatusOptimal:
        raise RuntimeError(f"the solver ended with {pulp.LpStatus[status]}")
    return float(pulp.value(problem.objective))


def answers(case: Case) -> dict[str, float | None]:
    """The most of each goal."""
    programme = build_programme(case.scenario())
    return {goal: most(programme, goal) for goal in GOALS}


def told(value: float | None) -> str:
    """A figure for a table."""
    return "no plan" if value is None else f"{value:,.1f}"


def difference(other: float | None, value: float | None) -> str:
    """What one unit changes; a dash for nothing."""
    if other is None or value is None:
        return "no plan"
    return f"{other - value:+,.1f}" if abs(other - value) >= TOLD else "-"


def run_table(runs: dict[str, Case]) -> Iterator[str]:
    """What each run gives, and what one unit more and one less changes in the clusters that can be open."""
    yield "| run | " + " | ".join(GOALS.values()) + " | " + " | ".join(f"{unit}, more; less" for unit in UNITS) + " |"
    yield "| --- |" + " --- |" * (len(GOALS) + len(UNITS))
    for name, case in runs.items():
        sys.stderr.write(f"{name}\n")
        found = answers(case)
        cells = [told(found[goal]) for goal in GOALS]
        for up_down in UNITS.values():
            both = [most(build_programme(change(case).scenario()), "clusters") for change in up_down]
            cells.append("; ".join(difference(other, found["clusters"]) for other in both))
        yield f"| {name} | " + " | ".join(cells) + " |"


def binding_table() -> Iterator[str]:
    """What one unit more and less changes in each goal, at the budgets shown."""
    yield "| budget | goal | most | " + " | ".join(f"{unit}, more; less" for unit in UNITS) + " |"
    yield "| --- | --- | --- |" + " --- |" * len(UNITS)
    for crore in (20, 40, 60, 100):
        sys.stderr.write(f"Rs {crore} crore\n")
        case = Case(money=Fraction(crore, 60))
        found = answers(case)
        changed = {unit: [answers(change(case)) for change in up_down] for unit, up_down in UNITS.items()}
        for goal, words in GOALS.items():
            cells = ["; ".join(difference(other[goal], found[goal]) for other in both) for both in changed.values()]
            yield f"| Rs {crore} crore | {words} | {told(found[goal])} | " + " | ".join(cells) + " |"


def whose_money_table() -> Iterator[str]:
    """Rs 60 lakh more and less of each fund, over the years and departments as its envelopes are."""
    yield "| goal | most | of the state, more; less | of the centre, more; less |"
    yield "| --- | --- | --- | --- |"
    found = answers(Case())
    changed = {
        "state": [answers(Case(state=1 + sign * Fraction(1, 40))) for sign in (1, -1)],
        "centre": [answers(Case(centre=1 + sign * Fraction(1, 60))) for sign in (1, -1)],
    }
    for goal, words in GOALS.items():
        cells = ["; ".join(difference(other[goal], found[goal]) for other in both) for both in changed.values()]
        yield f"| {words} | {told(found[goal])} | " + " | ".join(cells) + " |"


def plan_tables() -> Iterator[str]:
    """Agents' months by year and the mean year of enrolment by level, at both ends of each chart."""
    study = tradeoff.Study(tradeoff.read_scenario(HERE))
    levels = [level.level_id for level in study.scenario.levels]
    years = range(1, YEARS + 1)
    yield (
        "| plan | "
        + " | ".join(f"months used of those there, year {year}" for year in years)
        + " | "
        + " | ".join(f"{level}: households, mean year" for level in levels)
        + " |"
    )
    yield "| --- |" + " --- |" * (YEARS + len(levels))
    for trade in study.scenario.trades:
        sys.stderr.write(f"{trade}\n")
        frontier = study.frontier(trade)
        for aim, plan in ((frontier.x, frontier.plans[0]), (frontier.y, frontier.plans[-1])):
            uses = plan.agents.set_index("year").loc[list(years)]
            spent = uses[["start_up", "facilitation", "households"]].sum(axis=1)
            cells = [f"{spent[year]:,.0f} of {float(uses['available'][year]):,.0f}" for year in years]
            for level in levels:
                rows = plan.households[plan.households["level"] == level]
                total = rows["households"].sum()
                mean = (rows["households"] * rows["year"]).sum() / total if total > TOLD else None
                cells.append("-" if mean is None else f"{total:,.0f}, {mean:.2f}")
            yield f"| {trade}, most {aim} | " + " | ".join(cells) + " |"


def falls_table() -> Iterator[str]:
    """How much of each aim is at stake on each chart, at the budgets shown."""
    yield "| budget | " + " | ".join(tradeoff.read_scenario(HERE).trades) + " |"
    yield "| --- | --- | --- | --- |"
    for crore in (20, 40, 60, 100):
        study = tradeoff.Study(Case(money=Fraction(crore, 60)).scenario())
        cells = []
        for trade in study.scenario.trades:
            line = study.frontier(trade, gap=0.05).extreme_points
            first, last = line[0], line[-1]
            cells.append(f"{1 - last.x / first.x:.1%}; {1 - first.y / last.y:.1%}")
        yield f"| Rs {crore} crore | " + " | ".join(cells) + " |"


WORDS = """# What the nine runs of Orissa give

Made by `python scenarios/orissa/runs.py`; read the README first. Openings are shares, so clusters add up to fractions.
Nothing here is an effect of the programme: it says what these tables allow.

## The most that can be had, and what binds

Beside each run: how the clusters that can be open change with one unit more and one unit less of each means, solved
anew. A dash: no change, so that means does not bind there. Units: an agent in post in year 1; one start for the four
pilots together; a hundredth of every envelope (Rs 60 lakh as it stands); the centre's money a year sooner or later.

{runs}

Beside them:

{beside}

## What binds for each aim, at four budgets

{binding}

## Whose money binds

Rs 60 lakh more and less of one fund, at Rs 60 crore: a fortieth of the state's money, a sixtieth of the centre's.

{whose}

## When agents work and households join

{plans}

## How much is at stake

The fall of an aim on a chart = (its best - its value at the other end) / its best; of the x-axis first, then of the
y-axis. Where both are under 1 % there is no choice to make.

{falls}
"""


def main() -> None:
    """Write RUNS.md."""
    parts = {
        "runs": run_table(RUNS),
        "beside": run_table(BESIDE),
        "binding": binding_table(),
        "whose": whose_money_table(),
        "plans": plan_tables(),
        "falls": falls_table(),
    }
    text = WORDS.format(**{name: "\n".join(lines) for name, lines in parts.items()})
    (HERE / "RUNS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
