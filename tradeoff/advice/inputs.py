"""Tells what the tables hold of a subject, row by row, each with its source and its grade."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.subjects import Sort, Subject
from tradeoff.money import exact_rupees, format_significant
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.tables import Row
from tradeoff.words.spoken import say, say_of

ROW = "{table}.csv row {row}: {cells} ({source}, {grade})."
COST_ALONE = "{level} for {whom} costs {cost} a household (grade {grade})."
COST = "{level} for {whom} costs {cost} a household and {months} of an agent (grade {grade})."
EFFECT = "{level} for {whom} brings {gains} (effects.csv row {row}: {source}, {grade})."
_ROW_COLUMNS = frozenset(Row.model_fields)
_DIGITS = 12
"""Significant digits of what a table gives: it is not rounded."""
_NO_SOURCE, _NO_GRADE = "no source given", "no grade given"
GAINS = {
    "income_gain": "{amount} a year of income",
    "value_added": "{amount} a year of value added",
    "spill_value_added": "{amount} a year of value added to others",
}
"""What a household brings, by the column of `effects`."""


def input_claims(scenario: Scenario, subject: Subject) -> tuple[Claim, ...]:
    """What the tables hold of a subject: its rows, and of a cluster what each level costs and brings.

    Args:
        scenario: Whose tables.
        subject: A cluster, a district (the rows of its clusters) or an activity.
    """
    if subject.sort is Sort.ACTIVITY:
        return tuple(_row(row) for row in scenario.activities if row.activity_id == subject.subject_id)
    wanted = set(subject.clusters)
    claims = [_row(row) for row in scenario.clusters if row.cluster_id in wanted]
    claims += [_row(row) for row in scenario.segments if row.cluster_id in wanted]
    if subject.sort is Sort.CLUSTER:
        for cell in scenario.cells_of(subject.subject_id):
            for offer in cell.offers:
                claims += _offer(cell, offer)
    return tuple(claims)


def _row(row: Row) -> Claim:
    """A row as the planner typed it: its columns that hold something other than what blank means."""
    cells = []
    for name, column in type(row).model_fields.items():
        value = getattr(row, name)
        if name not in _ROW_COLUMNS and value not in (None, "") and value != column.default:
            cells.append(f"{name} {_shown(value)}")
    words = {"table": row.TABLE, "row": str(row.row), "cells": ", ".join(cells), **_whence(row)}
    return Claim(kind=Kind.FACT, template=ROW, words=words)


def _whence(row: Row) -> dict[str, str]:
    return {
        "source": say("source {source}", source=row.source) if row.source else say(_NO_SOURCE),
        "grade": say("grade {grade}", grade=row.grade) if row.grade else say(_NO_GRADE),
    }


def _offer(cell: Cell, offer: Offer) -> Iterator[Claim]:
    whom = "all" if cell.segment_id == "all" else cell.segment_id
    months = float(offer.agent_months)
    words = {
        "level": offer.name,
        "whom": whom,
        "cost": exact_rupees(float(offer.cost)),
        "months": months_words(months),
        "grade": offer.cost_grade or say("not given"),
    }
    figures = {"cost": float(offer.cost), "agent_months": months}
    yield Claim(kind=Kind.FACT, template=COST if months else COST_ALONE, words=words, figures=figures)
    amounts = {"income_gain": offer.income_gain, "value_added": offer.value_added}
    amounts["spill_value_added"] = offer.spill_value_added
    known = {name: float(amount) for name, amount in amounts.items() if amount}
    if offer.effect is not None and known:
        gains = ", ".join(say(GAINS[name], amount=exact_rupees(amount)) for name, amount in known.items())
        words = {"level": offer.name, "whom": whom, "gains": gains, "row": str(offer.effect.row)}
        yield Claim(kind=Kind.FACT, template=EFFECT, words={**words, **_whence(offer.effect)}, figures=known)


def months_words(months: float) -> str:
    """Agents' months of a table, not rounded."""
    words = format_significant(months, _DIGITS)
    return say_of(1 if months == 1 else 2, "{months} month", "{months} months", months=words)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{float(value):.10g}" if isinstance(value, Fraction) else str(value)
