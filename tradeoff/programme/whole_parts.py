"""Says which decisions of an action plan are whole, in which steps, and to what its limits hold.

    households h, agents trained r, openings u, reforms    whole numbers
    facilitation months f                                   in halves
    money                                                   follows; published in whole rupees

    sum over the row of a_j x_j  <=  b     exactly, in fractions, on whole households times exact costs
    a share of what funds pay              to one rupee
    a limit with =                         to one household, or what one household counts in it

In words: nobody enrols half a household or trains half an agent, and an agent's month is posted in halves. What is
bought follows from the decisions, so a ceiling is kept to the last paisa. A sum of whole households seldom meets an
equation: there the nearest is good enough, and it is named with what it is off by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.programme.columns import ColumnKey, Enrolled, Facilitated, Made, Opened, Trained
from tradeoff.programme.draft import RUPEES_IN_LAKH, ExactTerms, RowKind, RowMeaning
from tradeoff.programme.programme import Programme

RUPEE = Fraction(1, RUPEES_IN_LAKH)
"""In lakh, the programme's unit of money."""
_LOST = RUPEE / 1000
_STEPS: Mapping[type[ColumnKey], Fraction] = {
    Enrolled: Fraction(1),
    Opened: Fraction(1),
    Trained: Fraction(1),
    Made: Fraction(1),
    Facilitated: Fraction(1, 2),
}
_EXCHANGED = (Enrolled, Facilitated, Trained)
"""Decisions of which one more or less is a small thing; a cluster more or less is not."""


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A row that a plan does not meet to the last digit."""

    row: RowMeaning
    by: Fraction
    """How far it is off, above 0, in the row's own units; money in lakh."""
    allowed: bool
    """Whether that is within what an action plan's limits hold to."""


def step_of(key: ColumnKey) -> Fraction | None:
    """The step in which a decision is whole in an action plan; None for money, which is divided freely."""
    return _STEPS.get(type(key))


def allowances(programme: Programme) -> dict[str, Fraction]:
    """By row that need not hold exactly, what it may be off by, in its own units."""
    rupees = {row.name: RUPEE for row in programme.rows if row.kind in (RowKind.MATCHING, RowKind.EXTERNAL)}
    return rupees | equation_room(programme)


def equation_room(programme: Programme) -> dict[str, Fraction]:
    """By limit with `=`, what one household counts in it, in its own units."""
    keys = {column.name: column.key for column in programme.columns}
    return {
        meaning.name: _one(row, keys)
        for meaning, row in zip(programme.rows, programme.exact_rows, strict=True)
        if meaning.kind is RowKind.LIMIT and meaning.sense == "="
    }


def _one(row: ExactTerms, keys: Mapping[str, ColumnKey]) -> Fraction:
    """What one household counts in a row; without any half a month or an agent, and a rupee where only funds count."""
    for kind in _EXCHANGED:
        sizes = [
            abs(factor) * _STEPS[kind] for column, factor in row.terms.items() if isinstance(keys[column.name], kind)
        ]
        if sizes:
            return max(sizes)
    return RUPEE if any(step_of(keys[column.name]) is None for column in row.terms) else Fraction(0)


def missed_rows(programme: Programme, values: Mapping[str, Fraction]) -> tuple[Missed, ...]:
    """The rows that exact values of the columns do not meet, and whether an action plan may miss them by so much.

    Args:
        programme: Whose rows.
        values: By column name; one that is left out is 0.
    """
    may = allowances(programme)
    found = []
    for meaning, row in zip(programme.rows, programme.exact_rows, strict=True):
        total = sum(
            (factor * values[column.name] for column, factor in row.terms.items() if values.get(column.name)),
            start=Fraction(0),
        )
        beyond = total - row.bound
        by = {"<=": max(beyond, Fraction(0)), ">=": max(-beyond, Fraction(0)), "=": abs(beyond)}[meaning.sense]
        if by:
            allowed = by <= may.get(meaning.name, Fraction(0))
            found.append(Missed(row=meaning, by=by, allowed=allowed))
    return tuple(found)


def beyond_bounds(programme: Programme, values: Mapping[str, Fraction]) -> tuple[str, ...]:
    """The columns, by name, whose exact value lies beyond what the column may be.

    Args:
        programme: Whose columns.
        values: By column name; one that is left out is not looked at.
    """
    found = []
    for variable in programme.problem.variables():
        value = values.get(variable.name)
        if value is None:
            continue
        # Bounds are floats of exact amounts; less than a thousandth of a rupee is what that lost.
        low, high = variable.lowBound, variable.upBound
        if (low is not None and value < Fraction(low) - _LOST) or (high is not None and value > Fraction(high) + _LOST):
            found.append(variable.name)
    return tuple(found)
