"""From the values of the programme's columns to the plan people read: who, where, when, and at what cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import pulp

from tradeoff.programme.agents import available_months
from tradeoff.programme.allocation import Found, Records, divide_money
from tradeoff.programme.draft import Column, ColumnKind, RowKind, RowMeaning
from tradeoff.programme.openings import years
from tradeoff.programme.programme import Programme, money_scale, published

if TYPE_CHECKING:
    import pandas as pd

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
    records: Mapping[str, Records] = field(repr=False)
    """The tables below as plain records, by table."""

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
        """Agent-months available and used, by year; `available` is blank where nothing limits them."""
        return self._frame("agents")

    @property
    def transfers(self) -> pd.DataFrame:
        """Rupees a department gives (moved_out) or receives (moved_in), net, by year and fund."""
        return self._frame("transfers")

    @property
    def purses(self) -> pd.DataFrame:
        """Rupees of each purse: spent + moved_out - moved_in + unspent = envelope."""
        return self._frame("purses")


TABLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "money": ("department", "cluster", "activity", "year", "fund", "amount", "unit"),
    "households": ("cluster", "segment", "level", "year", "households"),
    "openings": ("cluster", "year", "opened"),
    "facilitation": ("cluster", "year", "months"),
    "agents": ("year", "available", "start_up", "facilitation", "households"),
    "transfers": ("department", "year", "fund", "moved_in", "moved_out"),
    "purses": ("department", "year", "fund", "envelope", "moved_in", "moved_out", "spent", "unspent"),
}


def read_plan(programme: Programme, values: Mapping[str, float], *, remark: str = "") -> Plan:
    """The plan that the values of the programme's columns (by generated name) describe."""
    by_kind: Found = {kind: {} for kind in ColumnKind}
    for column in programme.columns:
        value = values.get(column.name, 0.0)
        if abs(value) > NEGLIGIBLE:
            by_kind[column.kind][column.keys] = value
    purses, transfers, money = divide_money(programme, values, by_kind)
    return Plan(
        objectives={
            name: published(_evaluate(expression, values) * money_scale(programme.scenario, name))
            for name, expression in programme.objectives.items()
        },
        binding=_binding(programme, values),
        remark=remark,
        records={
            "money": money,
            "households": _listed(by_kind[ColumnKind.HOUSEHOLDS], TABLE_COLUMNS["households"]),
            "openings": _openings(programme, by_kind[ColumnKind.OPENED]),
            "facilitation": _listed(by_kind[ColumnKind.FACILITATION], TABLE_COLUMNS["facilitation"]),
            "agents": _agents(programme, values),
            "transfers": transfers,
            "purses": purses,
        },
    )


def _evaluate(expression: Mapping[pulp.LpVariable, float | Fraction], values: Mapping[str, float]) -> float:
    return math.fsum(float(factor) * values.get(column.name, 0.0) for column, factor in expression.items())


def _listed(found: Mapping[tuple[str, ...], float], columns: tuple[str, ...]) -> Records:
    rows = []
    for keys, value in sorted(found.items(), key=lambda item: (*item[0][:-1], int(item[0][-1]))):
        row: dict[str, object] = dict(zip(columns, keys, strict=False))
        row["year"] = int(keys[-1])
        row[columns[-1]] = value
        rows.append(row)
    return tuple(rows)


def _openings(programme: Programme, found: Mapping[tuple[str, ...], float]) -> Records:
    """Share open by year; a cluster past its latest start keeps what it has."""
    rows = []
    for cluster in programme.scenario.clusters:
        opened = 0.0
        for year in years(programme.scenario):
            opened = max(opened, found.get((cluster.cluster_id, str(year)), 0.0))
            if opened:
                rows.append({"cluster": cluster.cluster_id, "year": year, "opened": opened})
    return tuple(rows)


def _agents(programme: Programme, values: Mapping[str, float]) -> Records:
    available = available_months(programme.scenario)
    rows = []
    for year, uses in programme.agent_uses.items():
        row: dict[str, object] = {"year": year, "available": float(available[year]) if year in available else None}
        rows.append(row | {use: _evaluate(terms, values) for use, terms in uses.items()})
    return tuple(rows)


def _binding(programme: Programme, values: Mapping[str, float]) -> tuple[RowMeaning, ...]:
    """The rows without slack; a population row only where every household on the list is enrolled."""
    columns = {column.name: column for column in programme.columns}
    constraints = {constraint.name: constraint for constraint in programme.problem.constraints()}
    found = []
    for meaning in programme.rows:
        if meaning.kind is RowKind.OPENING or (meaning.sense == "=" and meaning.kind is not RowKind.LIMIT):
            continue
        constraint = constraints[meaning.name]
        parts = [(column.name, float(factor) * values.get(column.name, 0.0)) for column, factor in constraint.items()]
        size = math.fsum(abs(part) for _, part in parts)
        slack = abs(math.fsum(part for _, part in parts) + float(constraint.constant))
        if meaning.kind is RowKind.POPULATION:
            slack = meaning.bound - _enrolled(parts, columns)
            size = meaning.bound
        if size > NEGLIGIBLE and slack <= _NO_SLACK * (size + abs(float(constraint.constant))):
            found.append(meaning)
    return tuple(found)


def _enrolled(parts: Sequence[tuple[str, float]], columns: Mapping[str, Column]) -> float:
    return math.fsum(part for name, part in parts if columns[name].kind is ColumnKind.HOUSEHOLDS)
