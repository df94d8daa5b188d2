"""Collects the columns and rows of all mechanisms into one PuLP problem with generated names.

Users' names never become names of the linear programme: columns are x0, x1, ... and rows r0, r1, ...; what each of
them means is kept beside, in `Column` and `RowMeaning`. Coefficients are exact fractions until they enter PuLP. Money
is in lakh of rupees in here, whatever unit the tables use, so that one question has one programme.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pulp

from tradeoff.programme.columns import Column, ColumnKey
from tradeoff.scenario.units import Unit

RUPEES_IN_LAKH = 100_000
_SENSES = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}

Terms = dict[pulp.LpVariable, Fraction]


class RowKind(StrEnum):
    """Which mechanism a row of the programme belongs to."""

    POPULATION = "population"
    JOINING = "joining"
    COVERAGE = "coverage"
    SMALLEST = "smallest"
    TRUST_GATE = "trust_gate"
    FACILITATION = "facilitation"
    OPENING = "opening"
    PURSE = "purse"
    FUND = "fund"
    TRANSFER = "transfer"
    AGENTS = "agents"
    POSTS = "posts"
    TRAINING = "training"
    METHOD = "method"
    LIMIT = "limit"
    MATCHING = "matching"
    CARRY_OVER = "carry_over"
    EARLY_GAINS = "early_gains"
    POST_FUNDS = "post_funds"
    EXTERNAL = "external"
    REFORM = "reform"


@dataclass(frozen=True, kw_only=True)
class RowMeaning:
    """What a generated row name stands for, in the users' terms."""

    name: str
    kind: RowKind
    keys: tuple[tuple[str, str], ...]
    sense: str
    bound: float
    """In `unit`; money in whole rupees."""
    unit: Unit


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
        # By type as well: keys of two types that hold the same names are equal tuples.
        self._variables: dict[type[ColumnKey], dict[ColumnKey, pulp.LpVariable]] = defaultdict(dict)

    def add_column(
        self, key: ColumnKey, *, lower: float = 0.0, upper: float | None = None, whole: bool = False
    ) -> pulp.LpVariable:
        """A new column for one decision.

        Args:
            key: What it decides.
            lower: The least it may be.
            upper: The most it may be; None for no end.
            whole: Whether it is a whole number.
        """
        name = f"x{len(self.columns)}"
        variable = self.problem.add_variable(name, lower, upper, cat=pulp.LpInteger if whole else pulp.LpContinuous)
        self.columns.append(Column(name=name, key=key))
        self._variables[type(key)][key] = variable
        return variable

    def close(self, key: ColumnKey) -> None:
        """Fix the column of a decision at nothing; it stays, so that no other column changes its name."""
        column = self.column(key)
        if column is not None:
            column.upBound = 0.0

    def column(self, key: ColumnKey) -> pulp.LpVariable | None:
        """The column of a decision, or None where the programme has none."""
        return self._variables[type(key)].get(key)

    def add_row(
        self,
        kind: RowKind,
        keys: Mapping[str, str],
        terms: Terms,
        sense: str,
        bound: Fraction,
        *,
        unit: Unit,
        shown: Fraction | None = None,
    ) -> None:
        """A new row `terms sense bound`.

        Args:
            kind: The mechanism it belongs to.
            keys: Where and when it holds, in the users' terms.
            terms: Its columns and their factors.
            sense: `<=`, `>=` or `=`.
            bound: Its right-hand side; money in lakh.
            unit: What people count it in.
            shown: The bound as people know it, money in rupees; None where it is `bound` itself.
        """
        name = f"r{len(self.rows)}"
        expression = as_expression(terms)
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
    """Add `value` times `column` to `terms`.

    Args:
        terms: What is added to.
        column: A column; None where the programme has no such decision, and then nothing is added.
        value: Its factor.
    """
    if column is not None and value:
        known = terms.get(column)
        # Adding exact fractions is what building costs most; nearly every term is the first of its column.
        terms[column] = value if known is None else known + value


def as_expression(terms: Terms) -> pulp.LpAffineExpression:
    """Exact terms as PuLP takes them; zeros stay out."""
    return pulp.LpAffineExpression({column: float(value) for column, value in terms.items() if value})


def in_lakh(rupees: Fraction) -> Fraction:
    """Rupees in the programme's unit of money."""
    return rupees / RUPEES_IN_LAKH
