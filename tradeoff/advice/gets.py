"""Asks anew what the plan of a choice at a level gives: the sum of a column of one of its tables over some rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tradeoff.advice.claims import Expected, Served
from tradeoff.advice.subjects import Sort, Subject
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.plan_at import plan_at
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.plan import Plan

RUPEES = 2.0
"""By how much whole rupees may be rounded another way."""
Where = tuple[tuple[str, frozenset[str]], ...]
"""Columns, and the values that count."""


@dataclass(frozen=True, kw_only=True)
class Gets(Served):
    """The question what the plan at a level has in one of its tables."""

    table: str
    column: str
    where: Where

    def answer(self) -> float | None:
        """The answer, solved anew from the tables; None where no plan reaches the level."""
        asked = self.scenario.with_changes(list(self.changes)) if self.changes else self.scenario
        level: dict[str, Any] = dict([self.at])
        try:
            return total(plan_at(asked, self.trade, **level), self.table, self.column, self.where)
        except InfeasibleError:
            return None


def total(plan: Plan, table: str, column: str, where: Where) -> float:
    """The sum of a column over the rows that count.

    Args:
        plan: Whose table.
        table: Its name.
        column: Of numbers.
        where: Which rows count.
    """
    rows = [row for row in plan.records[table] if all(str(row[name]) in values for name, values in where)]
    return sum(float(str(row[column])) for row in rows)


def of_subject(subject: Subject, more: Mapping[str, str] | None = None) -> Where:
    """The rows of a subject in a plan's tables.

    Args:
        subject: A cluster, a district (its clusters) or an activity.
        more: Other columns and the one value that counts; None for none.
    """
    key, values = ("activity", {subject.subject_id}) if subject.sort is Sort.ACTIVITY else ("cluster", subject.clusters)
    return ((key, frozenset(values)), *((name, frozenset([value])) for name, value in (more or {}).items()))


def gets(
    frontier: ScenarioFrontier,
    subject: Subject,
    at: tuple[str, float],
    *,
    table: str,
    column: str,
    where: Where,
    figure: float,
) -> Expected:
    """That the plan at a level has a figure in one of its tables.

    Args:
        frontier: Of which scenario and choice.
        subject: What is asked about.
        at: The aim held, and its level.
        table: Which table of the plan.
        column: Of numbers.
        where: Which rows count.
        figure: Their sum.
    """
    question = Gets(
        scenario=frontier.scenario,
        trade=frontier.trade,
        at=at,
        cluster_id=subject.subject_id,
        table=table,
        column=column,
        where=where,
    )
    room = RUPEES if column == "amount" else 0.0
    return Expected(question=question, low=figure - room, high=figure + room)
