"""Reads the values of a programme's columns into the plan people read: who, where, when, and at what cost."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import pulp

from tradeoff.drawer import drawn
from tradeoff.programme.allocation import Decided, Records, divide_money
from tradeoff.programme.columns import Enrolled, Facilitated, Opened, Trained
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind, RowMeaning
from tradeoff.programme.form import Form
from tradeoff.programme.openings import years
from tradeoff.programme.programme import Programme, money_scale, published

if TYPE_CHECKING:
    import pandas as pd

    from tradeoff.scenario.scenario import Scenario

NEGLIGIBLE = 1e-7
"""Households, months or shares below this are what a solver's tolerance leaves of nothing."""
_NO_SLACK = 1e-7
"""Relative slack up to which a row counts as binding."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One allocation: who is served where, when and how, and what it costs. Amounts are whole rupees."""

    objectives: Mapping[str, float]
    """Every offered objective: households, or the scenario's money unit."""
    binding: tuple[RowMeaning, ...]
    """Rows without slack."""
    remark: str = ""
    """What the asker should know, such as that the asked level lies beyond the end of the frontier."""
    form: Form = Form.OUTLOOK
    """How much of it is whole."""
    years: tuple[str, ...] = ()
    """What results call the project years, from the first on: `2026-27`, or `year 1` where they have no names."""
    scenario: Scenario = field(repr=False, compare=False)
    """What it is a plan of, with the reforms, floors and openings that it was asked with."""
    records: Mapping[str, Records] = field(repr=False)
    """The tables below as plain records, by table."""

    def __repr__(self) -> str:
        return f"<Plan: {', '.join(f'{aim} {value:.6g}' for aim, value in self.objectives.items())}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    def _frame(self, table: str) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame.from_records(list(self.records[table]), columns=list(TABLE_COLUMNS[table]))

    @property
    def money(self) -> pd.DataFrame:
        """Rupees by department, cluster, activity, year and fund. By cluster the split over funds is pro rata."""
        return self._frame("money")

    @property
    def households(self) -> pd.DataFrame:
        """Households newly enrolled by cluster, segment, level and year (fractions kept)."""
        return self._frame("households")

    @property
    def openings(self) -> pd.DataFrame:
        """Share of each cluster open by the end of each year."""
        return self._frame("openings")

    @property
    def facilitation(self) -> pd.DataFrame:
        """Facilitation months by cluster and year."""
        return self._frame("facilitation")

    @property
    def agents(self) -> pd.DataFrame:
        """Agent-months available and used, agents trained, by year; `available` is blank where nothing limits them."""
        return self._frame("agents")

    @property
    def owed(self) -> pd.DataFrame:
        """Facilitation months owed after the project, by cluster and year (P + 1 and on): what the state must carry."""
        return self._frame("owed")

    @property
    def transfers(self) -> pd.DataFrame:
        """Rupees a department gives (moved_out) or receives (moved_in), net, by year and fund."""
        return self._frame("transfers")

    @property
    def purses(self) -> pd.DataFrame:
        """Rupees of each purse: spent + moved_out - moved_in + carried_out - carried_in + unspent = envelope."""
        return self._frame("purses")

    @property
    def contributions(self) -> pd.DataFrame:
        """Rupees that households bring themselves, beside the purses, by what they pay for."""
        return self._frame("contributions")


TABLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "money": ("department", "cluster", "activity", "year", "fund", "amount", "unit"),
    "households": ("cluster", "segment", "level", "year", "households"),
    "openings": ("cluster", "year", "opened"),
    "facilitation": ("cluster", "year", "months"),
    "agents": ("year", "available", "trained", "start_up", "facilitation", "households"),
    "owed": ("cluster", "year", "months"),
    "transfers": ("department", "year", "fund", "moved_in", "moved_out"),
    "purses": (
        "department",
        "year",
        "fund",
        "envelope",
        "moved_in",
        "moved_out",
        "carried_in",
        "carried_out",
        "spent",
        "unspent",
    ),
    "contributions": ("cluster", "segment", "level", "activity", "year", "amount", "unit"),
}


class PlanReader:
    """What turns values of a programme's columns into plans, one after another: its figures as floats, once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._objectives = {name: _floats(terms) for name, terms in programme.objectives.items()}
        self._agent_uses = {
            year: {use: _floats(terms) for use, terms in uses.items()} for year, uses in programme.agent_uses.items()
        }
        self._spending = [(term.column.name, float(term.lakh), term) for term in programme.spending]
        self._brought = [(term.column.name, float(term.brought), term) for term in programme.spending if term.brought]
        self._enrols = {column.name for column in programme.columns if isinstance(column.key, Enrolled)}
        self._trains = {column.name: column.key for column in programme.columns if isinstance(column.key, Trained)}
        rows = {constraint.name: constraint for constraint in programme.problem.constraints()}
        self._rows = [(meaning, float(rows[meaning.name].constant)) for meaning in programme.rows if _may_bind(meaning)]
        self._rows_of: dict[str, list[tuple[int, float]]] = defaultdict(list)
        """The rows a column stands in, and its factor there."""
        for position, (meaning, _) in enumerate(self._rows):
            for name, factor in _floats(rows[meaning.name]):
                self._rows_of[name].append((position, factor))

    def read(self, values: Mapping[str, float], *, remark: str = "") -> Plan:
        """The plan that the values of the programme's columns (by generated name) describe."""
        programme = self._programme
        # What solves of one and the same plan do not share would decide which way half a rupee goes, and what binds.
        used = {name: published(value) for name, value in values.items() if abs(value) > NEGLIGIBLE}
        decided = Decided()
        for column in programme.columns:
            value = used.get(column.name, 0.0)
            if abs(value) > NEGLIGIBLE:
                decided.add(column.key, value)
        spending = [(term, lakh * used[name]) for name, lakh, term in self._spending if name in used]
        settings = programme.scenario.settings
        purses, transfers, money = divide_money(programme.scenario, spending, decided)
        return Plan(
            objectives=self.objectives(values),
            binding=self._binding(used),
            remark=remark,
            years=tuple(map(settings.years.name, range(1, settings.project_years + 1))),
            scenario=programme.scenario,
            records={
                "money": money,
                "households": _listed(decided.of(Enrolled), TABLE_COLUMNS["households"]),
                "openings": _openings(programme, decided.of(Opened)),
                "facilitation": _listed(decided.of(Facilitated), TABLE_COLUMNS["facilitation"]),
                "agents": self._agents(used),
                "owed": self._owed(used),
                "transfers": transfers,
                "purses": purses,
                "contributions": self._contributions(used),
            },
        )

    def objectives(self, values: Mapping[str, float]) -> dict[str, float]:
        """Every offered objective of the plan that values describe, without reading the plan."""
        scenario = self._programme.scenario
        return {
            name: published(_sum(terms, values) * money_scale(scenario, name))
            for name, terms in self._objectives.items()
        }

    def _agents(self, used: Mapping[str, float]) -> Records:
        trained = {key.year: _or_nothing(used.get(name, 0.0)) for name, key in self._trains.items()}
        rows = []
        for year, uses in self._agent_uses.items():
            available = None
            if year in self._programme.agent_months:
                terms, constant = self._programme.agent_months[year]
                available = _sum(_floats(terms), used) + float(constant)
            row: dict[str, object] = {"year": year, "available": available}
            row["trained"] = trained.get(year, 0.0)
            rows.append(row | {use: _or_nothing(_sum(terms, used)) for use, terms in uses.items()})
        return tuple(rows)

    def _owed(self, used: Mapping[str, float]) -> Records:
        last = self._programme.scenario.settings.project_years
        rows = []
        for cluster, by_year in self._programme.months_owed.items():
            for after, (terms, constant) in by_year.items():
                months = _sum(_floats(terms), used) + float(constant)
                if months > NEGLIGIBLE:
                    rows.append({"cluster": cluster, "year": last + after, "months": months})
        return tuple(rows)

    def _contributions(self, used: Mapping[str, float]) -> Records:
        rows = []
        for name, lakh, term in self._brought:
            amount = round(lakh * used.get(name, 0.0) * RUPEES_IN_LAKH)
            if amount:
                place = {"cluster": term.cluster_id, "segment": term.segment_id, "level": term.level_id}
                what = {"activity": term.activity_id, "year": term.year, "amount": amount, "unit": "INR"}
                rows.append(place | what)
        return tuple(sorted(rows, key=lambda row: [str(value) for value in row.values()]))

    def _binding(self, used: Mapping[str, float]) -> tuple[RowMeaning, ...]:
        """The rows without slack; a population row only where every household on the list is enrolled."""
        parts: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for name, value in used.items():
            for position, factor in self._rows_of.get(name, ()):
                parts[position].append((name, factor * value))
        found = []
        # A row in which nothing stands is not said to bind.
        for position in sorted(parts):
            meaning, constant = self._rows[position]
            size = math.fsum(abs(part) for _, part in parts[position])
            slack = abs(math.fsum(part for _, part in parts[position]) + constant)
            if meaning.kind is RowKind.POPULATION:
                enrolled = math.fsum(part for name, part in parts[position] if name in self._enrols)
                slack, size = meaning.bound - enrolled, meaning.bound
            if meaning.kind is RowKind.JOINING and not any(name in self._enrols for name, _ in parts[position]):
                continue
            if size > NEGLIGIBLE and slack <= _NO_SLACK * (size + abs(constant)):
                found.append(meaning)
        return tuple(found)


def _floats(terms: Mapping[pulp.LpVariable, float | Fraction]) -> list[tuple[str, float]]:
    return [(column.name, float(factor)) for column, factor in terms.items()]


def _sum(terms: Sequence[tuple[str, float]], used: Mapping[str, float]) -> float:
    return math.fsum(factor * used[name] for name, factor in terms if name in used)


def _or_nothing(value: float) -> float:
    return value if abs(value) > NEGLIGIBLE else 0.0


def _may_bind(meaning: RowMeaning) -> bool:
    """Whether a row is worth telling: openings follow from others, equations always hold, limits are always told."""
    return meaning.kind is not RowKind.OPENING and (meaning.sense != "=" or meaning.kind is RowKind.LIMIT)


def _listed(found: Mapping[Enrolled, float] | Mapping[Facilitated, float], columns: tuple[str, ...]) -> Records:
    return tuple(dict(zip(columns, (*key, value), strict=True)) for key, value in sorted(found.items()))


def _openings(programme: Programme, found: Mapping[Opened, float]) -> Records:
    """Share open by year; a cluster past its latest start keeps what it has."""
    rows = []
    for cluster in programme.scenario.clusters:
        opened = 0.0
        for year in years(programme.scenario):
            opened = max(opened, found.get(Opened(cluster.cluster_id, year), 0.0))
            if opened:
                rows.append({"cluster": cluster.cluster_id, "year": year, "opened": opened})
    return tuple(rows)
