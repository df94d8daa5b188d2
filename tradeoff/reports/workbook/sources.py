"""Lists what a scenario's figures rest on: grades by kind of figure, and every source with the rows that name it."""

from __future__ import annotations

from collections import Counter

from tradeoff.advice.evidence import KINDS, grade_words, grades, sourced_rows
from tradeoff.reports.workbook.sheets import Column, Figure, Table
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def grade_table(scenario: Scenario) -> Table:
    """How much of the lists, costs and effects rests on each grade."""
    return Table(
        name=say("grades"),
        title=say("What the figures rest on: shares of households, costs and effects by grade"),
        columns=(
            Column(key="of"),
            Column(key="grade"),
            Column(key="meaning"),
            Column(key="share", unit="share of its kind", figure=Figure.SHARE),
        ),
        rows=[
            {
                "of": say(KINDS[part.kind]),
                "grade": part.grade or "-",
                "meaning": grade_words(part.grade),
                "share": part.share,
            }
            for part in grades(scenario)
        ],
    )


def source_table(scenario: Scenario) -> Table:
    """Every source, with the table and grade of the rows that name it, and what is cited."""
    named = Counter((row.TABLE, row.source, row.grade) for row in sourced_rows(scenario) if row.source or row.grade)
    rows = [
        {"table": table, "grade": grade or "-", "rows": count, "source": source or say("no source named")}
        for (table, source, grade), count in named.items()
    ]
    cited = [
        {"table": "evidence", "grade": row.grade or "-", "rows": 1, "source": f"{row.ref}: {row.citation}"}
        for row in scenario.evidence
    ]
    return Table(
        name=say("sources"),
        title=say("Sources, with the rows of the tables that name them"),
        columns=(
            Column(key="table"),
            Column(key="grade"),
            Column(key="rows", unit="count", figure=Figure.COUNT),
            Column(key="source", figure=Figure.SENTENCE),
        ),
        rows=[*rows, *cited],
    )
