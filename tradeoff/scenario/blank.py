"""Lays out a scenario to fill in: so many clusters, two levels of support, one purse, and no figure in it.

What must stand there before anything is known is a choice and not a figure (one year, two levels, one purse for all),
or says that it is a placeholder, with grade E.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradeoff.scenario.book import Book
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.references import ALL
from tradeoff.scenario.tables.kinds import MATCH_ALL
from tradeoff.words.spoken import say

MOST_CLUSTERS = 5_000
_SOURCES = ("source", "grade", "note")
_COLUMNS = {
    "settings": ("key", "value", *_SOURCES),
    "clusters": (
        "cluster_id", "name", "district", "sector", "department_id", "poor_households", "start_up_cost",
        "min_facilitation_months", "status", *_SOURCES,
    ),
    "levels": ("level_id", "name", "order", "reached", "deep", *_SOURCES),
    "costs": ("cluster_id", "level_id", "cost_per_household", "agent_months_per_household", *_SOURCES),
    "effects": (
        "cluster_id", "sector", "level_id", "income_gain", "value_added", "lag_years", "persistence", "low", "high",
        *_SOURCES,
    ),
    "budgets": ("department_id", "year", "envelope", *_SOURCES),
    "agents": ("year", "agent_months", "in_post", *_SOURCES),
    "limits": ("limit_id", "measure", "cluster_id", "district", "level_id", "year", "sense", "value", "reason"),
    "evidence": ("ref", "citation", "author", "year", "place", "page", "figure", "unit"),
}  # fmt: skip


def blank_book(clusters: int, *, name: str = "") -> Book:
    """A scenario of that many clusters, with its ids and choices written and every figure left blank.

    Filled with names, households, the cost of both levels and the purse it is a scenario that can be checked.

    Raises ValueError for no cluster, or more than a state has.
    """
    if not 1 <= clusters <= MOST_CLUSTERS:
        raise ValueError(
            say(
                "{clusters} clusters; name a number from 1 to {most_clusters}",
                clusters=clusters,
                most_clusters=MOST_CLUSTERS,
            )
        )
    digits = len(str(clusters))
    rows: Mapping[str, Sequence[Mapping[str, str]]] = {
        "settings": [
            {"key": "project_years", "value": "1", "note": say("a choice: budget years in which households join")},
            {
                "key": "horizon_years",
                "value": "5",
                "grade": "E",
                "note": say("a placeholder: it counts once effects are filled in; until when are gains counted?"),
            },
            {"key": "money_unit", "value": "lakh", "note": say("a choice: rupee, thousand, lakh or crore")},
        ],
        "clusters": [
            {"cluster_id": f"c{number:0{digits}}", "department_id": "department_1"} for number in range(1, clusters + 1)
        ],
        "levels": [
            {
                "level_id": level,
                "name": words,
                "order": order,
                "reached": "1",
                "deep": deep,
                "note": say("a choice"),
            }
            for level, words, order, deep in _levels()
        ],
        "costs": [{"cluster_id": MATCH_ALL, "level_id": level} for level, *_ in _levels()],
        "budgets": [{"department_id": ALL, "year": "1"}],
    }
    tables = {table: _table(table, columns, rows.get(table, ())) for table, columns in _COLUMNS.items()}
    return Book(name=name, title="", question="", tables=tables)


def _levels() -> tuple[tuple[str, str, str, str], ...]:
    """Id, name, order, and whether the level is sufficient to leave poverty: what depth and breadth need to differ."""
    return ("entry", say("Entry"), "1", "0"), ("full", say("Full support"), "2", "1")


def _table(table: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> RawTable:
    numbered = tuple((number, dict(cells)) for number, cells in enumerate(rows, start=2))
    return RawTable(file=f"{table}.csv", columns=tuple(columns), rows=numbered)
