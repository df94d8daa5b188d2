"""Tells how many agents there can be at most, who trains them, and which clusters are pilots."""

from __future__ import annotations

from fractions import Fraction

from tradeoff.scenario.reforms import made, works_from
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Agents, Cluster, Replication


def rows_by_year(tables: Tables) -> dict[int, Agents]:
    """The rows of `agents` by project year; a blank year is the only one."""
    return {1 if row.year is None else row.year: row for row in tables.agents}


def is_staff_followed(tables: Tables) -> bool:
    """Whether agents are counted from year to year: where they are trained, leave, or are coached by pilots."""
    filled = any(row.training_capacity is not None or row.attrition is not None for row in tables.agents)
    return bool(tables.agents) and (filled or bool(replication(tables) and replication(tables).agents_per_pilot_year))


def replication(tables: Tables) -> Replication:
    """The row of `replication`; where there is none, one that says nothing."""
    return tables.replication[0] if tables.replication else Replication(row=0)


def is_pilot(cluster: Cluster) -> bool:
    """Whether a cluster teaches others: by its role, and where that is blank, by its status."""
    return cluster.role == "pilot" if cluster.role else cluster.status == "pilot"


def trained_outside(tables: Tables, year: int) -> Fraction:
    """Agents that can be trained in a year without pilots: the capacity there is, and what reforms add to it."""
    row = rows_by_year(tables).get(year)
    capacity = Fraction(0) if row is None else row.training_capacity or Fraction(0)
    added = (reform.training_added or Fraction(0) for reform in made(tables) if works_from(reform) <= year)
    return capacity + sum(added, start=Fraction(0))
