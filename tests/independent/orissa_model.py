"""Orissa once more, from its CSV files to the most of each aim: written from the rules alone, naive, in floats.

It shares no code with the package and knows this one scenario only: no whole openings, transfers, limits or exits.
Households join a level only while their cluster is accompanied, a level that waits counts from when it opened.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pulp

LAKH = 1e5
Rows = list[dict[str, str]]


class Orissa:
    """The programme of a folder; `best` solves it for one aim."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {row["key"]: row["value"] for row in self.rows("settings")}
        self.last, self.horizon = int(self.settings["project_years"]), int(self.settings["horizon_years"])
        self.years = range(1, self.last + 1)
        self.stay = int(self.settings["accompaniment_years"])
        self.clusters = {row["cluster_id"]: row for row in self.rows("clusters")}
        self.pilots = [name for name, row in self.clusters.items() if row["status"] == "pilot"]
        self.activities = {row["activity_id"]: row for row in self.rows("activities")}
        self.problem = pulp.LpProblem("orissa", pulp.LpMaximize)
        self.aims: dict[str, list[Any]] = defaultdict(list)
        self.spent: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
        self.open_clusters()
        self.enrol()
        self.train()
        self.pay()

    def rows(self, table: str) -> Rows:
        """A table as typed."""
        with (self.folder / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))

    def column(self, *name: object, high: float | None = None) -> Any:
        """A column of 0 or more."""
        return self.problem.add_variable("_".join(map(str, name)), 0, high)

    def share(self, cluster: str, year: int) -> Any:
        """The share opened by a year, for those who join: a pilot counts as opened in year 1."""
        return 0.0 if year < 1 else self.opened[cluster, year]

    def open_clusters(self) -> None:
        """Opening, accompaniment, method."""
        self.opened: dict[tuple[str, int], Any] = {}
        self.months: dict[tuple[str, int], Any] = {}
        for name, row in self.clusters.items():
            for year in self.years:
                runs = name in self.pilots
                self.opened[name, year] = 1.0 if runs else self.column("open", name, year, high=1)
                self.months[name, year] = self.column("months", name, year)
                if year > 1 and not runs:
                    self.problem += self.opened[name, year] >= self.opened[name, year - 1]
                if year > self.last - self.stay + 1 and not runs:
                    self.problem += self.opened[name, year] == self.opened[name, year - 1]
                accompanied = self.share(name, year) - self.share(name, year - self.stay)
                self.problem += self.months[name, year] >= float(row["min_facilitation_months"]) * accompanied
                self.problem += self.months[name, year] <= 12 * accompanied
        (method,) = self.rows("replication")
        for year in self.years:
            started = pulp.lpSum(self.opened[name, year] for name in self.clusters if name not in self.pilots)
            self.problem += started <= float(method["starts_per_pilot"]) * len(self.pilots)

    def effect(self, cluster: str, segment: str, level: str) -> dict[str, str]:
        """The row of effects: the cluster's own, else its sector's."""
        rows = [row for row in self.rows_of_effects if (row["segment_id"], row["level_id"]) == (segment, level)]
        own = [row for row in rows if row["cluster_id"] == cluster]
        return (own or [row for row in rows if row["sector"] == self.clusters[cluster]["sector"]])[0]

    def enrol(self) -> None:
        """Households, what they count for, what they cost, and when they can join."""
        self.rows_of_effects = self.rows("effects")
        contents = defaultdict(list)
        for row in self.rows("level_contents"):
            contents[row["level_id"]].append((row["activity_id"], float(row["quantity_per_household"])))
        self.start_up = contents["start_up"]
        asked = {
            (row["activity_id"], row["segment_id"]): float(row["programme_share"]) for row in self.rows("cost_shares")
        }
        levels = self.rows("levels")
        for cell in self.rows("segments"):
            cluster, segment, poor = cell["cluster_id"], cell["segment_id"], float(cell["poor_share"])
            department = self.clusters[cluster]["department_id"]
            joined: dict[tuple[str, int], Any] = {}
            mine = [row for row in levels if row["segment_id"] == segment]
            for level in mine:
                effect = self.effect(cluster, segment, level["level_id"])
                for year in self.years:
                    column = self.column("join", cluster, segment, level["level_id"], year)
                    joined[level["level_id"], year] = column
                    self.count(column, level, effect, cell, poor, year)
                    for activity, quantity in contents[level["level_id"]]:
                        part = asked.get((activity, segment), 1.0)
                        cost = quantity * float(self.activities[activity]["unit_cost"]) * part / LAKH
                        self.spent[department, activity, year].append(cost * column)
            waits = {row["level_id"]: int(row["after_years"]) for row in mine}
            for first in self.years:
                for opened in range(max(1 - max(waits.values()), first - self.stay + 1), self.last + 1):
                    terms = [
                        joined[level, year]
                        for level, wait in waits.items()
                        for year in range(first, min(self.last, opened + wait) + 1)
                    ]
                    places = self.share(cluster, opened) - self.share(cluster, first - self.stay)
                    self.problem += pulp.lpSum(terms) <= float(cell["households"]) * places

    def count(
        self, column: Any, level: dict[str, str], effect: dict[str, str], cell: dict[str, str], poor: float, year: int
    ) -> None:
        """What one household counts for in each aim (lakh for those of money)."""
        self.aims["breadth"].append(poor * int(level["reached"]) * column)
        self.aims["depth"].append(poor * float(level["deep"]) * column)
        self.aims["participation"].append(int(cell["majority"]) * int(level["participation"]) * column)
        added = float(effect["value_added"]) + float(effect["spill_value_added"])
        self.aims["selectivity"].append(added / LAKH * column)
        gain = float(effect["income_gain"]) * float(effect["poor_share_of_gain"] or poor) / LAKH
        kept = float(effect["persistence"]) * (1 + float(self.clusters[cell["cluster_id"]]["sector_outlook"]))
        lag = int(effect["lag_years"])
        now = sum(kept ** (when - year - lag) for when in range(year + lag, self.last + 1))
        later = sum(kept ** (age - lag) for age in range(self.last, self.horizon))
        self.aims["today"].append(gain * now * column)
        self.aims["tomorrow"].append(gain * later * column)

    def train(self) -> None:
        """Agents in post and their months; training and reforms, divided over departments by envelope."""
        agents = self.rows("agents")
        (method,) = self.rows("replication")
        self.envelope = {
            (row["department_id"], row["fund_id"], int(row["year"])): float(row["envelope"]) / LAKH
            for row in self.rows("budgets")
        }
        self.made = [row for row in self.rows("enabling") if row["made"] == "yes"]
        in_post: Any = float(agents[0]["in_post"])
        for year, row in zip(self.years, agents, strict=True):
            capacity = float(row["training_capacity"]) + float(method["agents_per_pilot_year"]) * len(self.pilots)
            for reform in self.made:
                if reform["training_added"] and year >= int(reform["year"]) + int(reform["lag_years"]):
                    capacity += float(reform["training_added"])
            recruits = self.column("recruits", year, high=capacity)
            available = 12 * float(self.settings["agent_availability"]) * in_post
            self.problem += pulp.lpSum(self.months[name, year] for name in self.clusters) <= available
            in_post = (1 - float(row["attrition"])) * in_post + recruits
            whole = sum(money for (_, _, when), money in self.envelope.items() if when == year)
            for department in {key[0] for key in self.envelope}:
                part = sum(m for (d, _, when), m in self.envelope.items() if (d, when) == (department, year)) / whole
                self.spent[department, "training", year].append(part * float(row["training_cost"]) / LAKH * recruits)
                for reform in self.made:
                    if int(reform["year"]) <= year < int(reform["year"]) + int(reform["years"]):
                        self.spent[department, "enabling", year].append(part * float(reform["cost"]) / LAKH)

    def pay(self) -> None:
        """Facilitation and start-up; two funds, of which the centre's opens with its reform and wants the state's beside it."""
        for name, row in self.clusters.items():
            for year in self.years:
                month = float(self.settings["facilitation_cost"]) / LAKH
                self.spent[row["department_id"], "facilitation", year].append(month * self.months[name, year])
                if name not in self.pilots:
                    new = self.opened[name, year] - self.share(name, year - 1)
                    for activity, quantity in self.start_up:
                        cost = quantity * float(self.activities[activity]["unit_cost"]) / LAKH
                        self.spent[row["department_id"], activity, year].append(cost * new)
        opens = [int(row["year"]) + int(row["lag_years"]) for row in self.made if row["opens_fund"] == "centre"]
        (centre,) = [row for row in self.rows("funds") if row["fund_id"] == "centre"]
        for department, year in {(department, year) for department, _, year in self.envelope}:
            own, theirs, beside = [], [], []
            for activity, row in self.activities.items():
                cost = pulp.lpSum(self.spent[department, activity, year])
                if row["eligible_funds"] == "state":
                    own.append(cost)
                    continue
                state, other = (self.column(fund, department, activity, year) for fund in ("state", "centre"))
                self.problem += state + other == cost
                own.append(state)
                beside.append(state)
                theirs.append(other)
            there = self.envelope[department, "centre", year] if opens and year >= opens[0] else 0
            self.problem += pulp.lpSum(own) <= self.envelope[department, "state", year]
            self.problem += pulp.lpSum(theirs) <= there
            needed = float(centre["needs_share"])
            self.problem += (1 - needed) * pulp.lpSum(beside) >= needed * pulp.lpSum(theirs)

    def best(self, aim: str) -> float:
        """The most of an aim; those of money in lakh."""
        self.problem.setObjective(pulp.lpSum(self.aims[aim]))
        status = self.problem.solve(pulp.HiGHS(msg=False, threads=1))
        assert pulp.LpStatus[status] == "Optimal"
        return float(pulp.value(self.problem.objective))
