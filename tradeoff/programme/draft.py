"""From one mechanism after another to one PuLP problem with generated names.

Users' names never become names of the linear programme: columns are x0, x1, ... and rows r0, r1, ...; what each of
them means is kept beside, in `Column` and `RowMeaning`. Coefficients are exact fractions until they enter PuLP. Money
is in lakh of rupees in here, whatever unit the tables use, so that one question has one programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pulp

RUPEES_IN_LAKH = 100_000
_SENSES = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}

Terms = dict[pulp.LpVariable, Fraction]


class ColumnKind(StrEnum):
    """What a column of the programme decides."""

    HOUSEHOLDS = "households"
    """Households newly enrolled: cluster, segment, level, year."""
    OPENED = "opened"
    """Share of a cluster open by the end of a year, or 0 or 1 where openings are whole: cluster, year."""
    FACILITATION = "facilitation"
    """Facilitation months done: cluster, year."""
    SPENT = "spent"
    """Lakh a fund pays: department, activity, fund, year."""
    MOVED_OUT = "moved_out"
    """Lakh a department gives away: department, fund, year."""
    MOVED_IN = "moved_in"
    """Lakh a department receives: department, fund, year."""


class RowKind(StrEnum):
    """Which mechanism a row of the programme belongs to."""

    POPULATION = "population"
    COVERAGE = "coverage"
    TRUST_GATE = "trust_gate"
    FACILITATION = "facilitation"
    OPENING = "opening"
    PURSE = "purse"
    FUND = "fund"
    TRANSFER = "transfer"
    AGENTS = "agents"
    LIMIT = "limit"


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a generated column name stands for."""

    name: str
    kind: ColumnKind
    keys: tuple[str, ...]

    @property
    def identity(self) -> str:
        """The same text for the same decision, whatever else the programme holds."""
        return "|".join((self.kind, *self.keys))


@dataclass(frozen=True, kw_only=True)
class RowMeaning:
    """What a generated row name stands for, in the users' terms."""

    name: str
    kind: RowKind
    keys: tuple[tuple[str, str], ...]
    sense: str
    bound: float
    """In `unit`; money in whole rupees."""
    unit: str


@dataclass(frozen=True, kw_only=True)
class ExactTerms:
    """What a row was before its numbers became floats."""

    terms: Terms
    bound: Fraction


class Draft:
    """A programme being built: every mechanism adds its columns and rows."""

    def __init__(self, name: str) -> None:
        self.problem = pulp.LpProblem(name)
        self.columns: list[Column] = []
        self.rows: list[RowMeaning] = []
        self.exact_rows: list[ExactTerms] = []
        self._variables: dict[tuple[str, ...], pulp.LpVariable] = {}

    def add_column(
        self,
        kind: ColumnKind,
        keys: tuple[str, ...],
        *,
        lower: float = 0.0,
        upper: float | None = None,
        whole: bool = False,
    ) -> pulp.LpVariable:
        """A new column for one decision; a whole number only, if `whole`."""
        name = f"x{len(self.columns)}"
        variable = self.problem.add_variable(name, lower, upper, cat=pulp.LpInteger if whole else pulp.LpContinuous)
        self.columns.append(Column(name=name, kind=kind, keys=keys))
        self._variables[kind, *keys] = variable
        return variable

    def column(self, kind: ColumnKind, *keys: str) -> pulp.LpVariable | None:
        """The column of a decision, or None where the programme has none."""
        return self._variables.get((kind, *keys))

    def add_row(
        self,
        kind: RowKind,
        keys: Mapping[str, str],
        terms: Terms,
        sense: str,
        bound: Fraction,
        *,
        unit: str,
        shown: Fraction | None = None,
    ) -> None:
        """A new row `terms sense bound`; `shown` is the bound as people know it, where it differs."""
        name = f"r{len(self.rows)}"
        expression = pulp.LpAffineExpression({column: float(value) for column, value in terms.items() if value})
        self.problem.addConstraint(pulp.LpConstraint(expression, _SENSES[sense], name, float(bound)))
        meaning = RowMeaning(
            name=name,
            kind=kind,
            keys=tuple(keys.items()),
            sense=sense,
            bound=float(bound if shown is None else shown),
            unit=unit,
        )
        self.rows.append(meaning)
        self.exact_rows.append(ExactTerms(terms=dict(terms), bound=bound))


def add_term(terms: Terms, column: pulp.LpVariable | None, value: Fraction) -> None:
    """Add `value` times `column` to `terms`; nothing where the programme has no such column."""
    if column is not None and value:
        terms[column] = terms.get(column, Fraction(0)) + value


def in_lakh(rupees: Fraction) -> Fraction:
    """Rupees in the programme's unit of money."""
    return rupees / RUPEES_IN_LAKH
