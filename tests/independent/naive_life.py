"""The life of a cluster, people and method once more, naively: rows and spending straight from their formulae."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from tests.independent.naive import Column, Row, Terms, num, read

F = Fraction
Opened = Callable[[str, str], Terms]
"""The share of a cluster open by the end of a year, from year 1 on."""


def add(into: Terms, terms: Terms, factor: Fraction = F(1)) -> Terms:
    """`into` and `factor` times `terms`, without zeros."""
    for column, value in terms.items():
        into[column] = into.get(column, F(0)) + factor * value
    return {column: value for column, value in into.items() if value}


class Life:
    """The settings and clusters of a folder, as far as lives of clusters go."""

    def __init__(self, folder: Path, clusters: dict[str, dict[str, str]], opened: Opened) -> None:
        found = {row["key"]: row["value"] for row in read(folder, "settings")}
        self.years = int(found["project_years"])
        self.lasts = int(found["accompaniment_years"]) if found.get("accompaniment_years") else None
        self.inside = found.get("finish_inside", "1") == "1"
        self.availability = F(found.get("agent_availability", "0.85"))
        self.clusters, self._opened = clusters, opened
        self.agents = {row.get("year") or "1": row for row in read(folder, "agents")}
        self.taught = next(iter(read(folder, "replication")), {})
        self.reforms = [row for row in read(folder, "enabling") if row["made"] == "yes"]

    def counted(self, c: str, t: int) -> Terms:
        """The share of a cluster that counts as opened by year t for joining and accompaniment."""
        if t >= 1:
            return self._opened(c, str(t))
        ran = self.clusters[c].get("status") in ("running", "pilot")
        return {("one",): F(1)} if ran and t >= 1 - int(self.clusters[c].get("accompanied_before") or 0) else {}

    def accompanied(self, c: str, t: int) -> Terms:
        """A_ct."""
        found = add({}, self.counted(c, t))
        return found if self.lasts is None else add(found, self.counted(c, t - self.lasts), F(-1))

    def joining(self, cell: dict[str, str], offers: list[tuple[str, dict[str, str]]]) -> list[Row]:
        """Every row C1 of a cell, those that others imply too."""
        c, s, n = cell["cluster_id"], cell["segment_id"], self.lasts
        waits = {k: int(level.get("after_years") or 0) for k, level in offers}
        rows = []
        for start in range(1, self.years + 1 if n is not None else 2):
            low = 1 - max(waits.values(), default=0)
            for by in range(low if n is None else max(low, start - n + 1), self.years + 1):
                terms: Terms = {
                    ("h", c, s, k, str(t)): F(1)
                    for k, wait in waits.items()
                    for t in range(start, min(self.years, by + wait) + 1)
                }
                terms = add(terms, self.counted(c, by), -num(cell, "households"))
                if n is not None:
                    terms = add(terms, self.counted(c, start - n), num(cell, "households"))
                if any(column[0] == "h" for column in terms):
                    rows.append(Row(f"C1 {c} {s} from {start} by {by}", terms, "<=", F(0)))
        return rows

    def owed(self, c: str) -> Terms:
        """Facilitation months owed after the project."""
        found: Terms = {}
        if self.lasts is not None and not self.inside:
            least = num(self.clusters[c], "min_facilitation_months", "0")
            for after in range(1, self.lasts):
                found = add(found, self.accompanied(c, self.years + after), least)
        return found

    @property
    def followed(self) -> bool:
        """Whether agents are counted from year to year."""
        filled = any(
            row.get(key, "") != "" for row in self.agents.values() for key in ("attrition", "training_capacity")
        )
        return bool(self.agents) and (filled or num(self.taught, "agents_per_pilot_year", "0") > 0)

    def _is_pilot(self, c: str) -> bool:
        row = self.clusters[c]
        return row["role"] == "pilot" if row.get("role") else row.get("status") == "pilot"

    def pilots(self, t: int) -> Terms:
        """Pilots open by the end of year t; those that ran from before year 1 on."""
        found: Terms = {}
        for c, row in self.clusters.items():
            if self._is_pilot(c):
                ran = row.get("status") in ("running", "pilot")
                found = add(found, self._opened(c, str(t)) if t >= 1 else {("one",): F(1)} if ran else {})
        return found

    def staff(self, t: int) -> Terms:
        """Agents at work in year t: n_t+1 = (1 - q_t) n_t + r_t, from year 1 on."""
        found: Terms = {("one",): num(self.agents["1"], "in_post")}
        for y in range(1, t):
            found = add({}, found, 1 - num(self.agents[str(y)], "attrition", "0"))
            found = add(found, {("r", str(y)): F(1)})
        return found

    def added(self, t: int) -> Fraction:
        """What reforms that work by year t add to training."""
        return sum(
            (
                num(row, "training_added", "0")
                for row in self.reforms
                if t >= int(row.get("year") or 1) + int(row.get("lag_years") or 1)
            ),
            F(0),
        )

    def people(self, months: dict[str, Terms]) -> tuple[list[Column], list[Row]]:
        """Columns r, and the rows of months, training and posts."""
        columns: list[Column] = []
        rows = []
        for t, row in self.agents.items():
            if self.followed:
                available = add({}, self.staff(int(t)), 12 * self.availability)
                coached = add({}, self.pilots(int(t) - 1), -num(self.taught, "agents_per_pilot_year", "0"))
                column: Column = ("r", t)
                columns.append(column)
                most = num(row, "training_capacity", "0") + self.added(int(t)) if int(t) < self.years else F(0)
                if int(t) == self.years:
                    coached = {}
                rows.append(Row(f"training {t}", add({column: F(1)}, coached), "<=", most))
                if row.get("posts", "") != "":
                    rows.append(Row(f"posts {t}", self.staff(int(t)), "<=", num(row, "posts")))
            elif row.get("agent_months", "") != "":
                available = {("one",): num(row, "agent_months")}
            else:
                available = {("one",): 12 * self.availability * num(row, "in_post")}
            rows.append(Row(f"C7 {t}", add(add({}, months[t]), available, F(-1)), "<=", F(0)))
        return columns, rows

    def method(self) -> list[Row]:
        """Roll-outs opened so far against pilots."""
        if self.taught.get("starts_per_pilot", "") == "":
            return []
        rows = []
        for t in range(1, self.years + 1):
            terms: Terms = {}
            for c, row in self.clusters.items():
                if not self._is_pilot(c) and row.get("status") not in ("running", "pilot"):
                    terms = add(terms, self._opened(c, str(t)))
            lag = int(self.taught.get("lag_years") or 1)
            rows.append(
                Row(f"method {t}", add(terms, self.pilots(t - lag), -num(self.taught, "starts_per_pilot")), "<=", F(0))
            )
        return rows

    def training(self, envelopes: dict[tuple[str, str, str], Fraction]) -> dict[tuple[str, str, str, str], Terms]:
        """What training costs, divided over departments as their envelopes of the year stand."""
        found: dict[tuple[str, str, str, str], Terms] = {}
        for t, row in self.agents.items():
            if self.followed and int(t) < self.years and row.get("training_cost", "") != "":
                sums: dict[str, Fraction] = {}
                for (d, _, y), envelope in envelopes.items():
                    sums[d] = sums.get(d, F(0)) + (envelope if y == t else 0)
                total = sum(sums.values())
                for d, part in sums.items():
                    share = part / total if total else F(1, len(sums))
                    found[d, "", "training", t] = {("r", t): share * num(row, "training_cost")}
        return found
