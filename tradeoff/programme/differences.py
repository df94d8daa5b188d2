"""Says what changes in a programme when its tables change, without building the whole of it again.

    whole programme after  =  whole programme before  +  (part after  -  part before)

In words: every row of a programme is a sum over clusters, beside what money and people as a whole put into it. Where a
change touches few clusters, both programmes are built for these clusters alone, and what differs between the two parts
is what differs between the whole ones. A change of an envelope touches no cluster at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pulp

from tradeoff.programme.columns import Column
from tradeoff.programme.draft import RowMeaning
from tradeoff.programme.programme import Programme, build_programme
from tradeoff.scenario.people import is_pilot
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_Row = tuple[str, tuple[tuple[str, str], ...], str]
"""What tells a row in any programme of a scenario: its kind, keys and sense."""
_Ends = tuple[float, float]
"""The least and the most of something."""
_Key = TypeVar("_Key")


class ShapeError(LookupError):
    """A change adds or takes away columns or rows, so that the programme must be built anew."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is to be added to a programme: by the generated names of its rows and columns, money in lakh."""

    bounds: Mapping[str, float]
    """To the right-hand side of each row."""
    factors: Mapping[tuple[str, str], float]
    """By row and column."""
    worths: Mapping[tuple[str, str], float]
    """By aim and column: to what one of the column adds to the aim."""

    @property
    def is_of_bounds(self) -> bool:
        """Whether nothing but right-hand sides changes."""
        return not (self.factors or self.worths)

    def times(self, amount: float) -> Difference:
        """The same change `amount` times as large, where everything in it is in proportion to its size."""
        return Difference(
            bounds={name: amount * value for name, value in self.bounds.items()},
            factors={key: amount * value for key, value in self.factors.items()},
            worths={key: amount * value for key, value in self.worths.items()},
        )


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A programme of some of the clusters, by what names its rows and columns whatever else it holds."""

    columns: Mapping[str, _Ends]
    """Bounds by identity."""
    bounds: Mapping[_Row, float]
    factors: Mapping[tuple[_Row, str], float]
    worths: Mapping[tuple[str, str], float]


class Differences:
    """What changes in one programme, asked of one changed scenario after another."""

    def __init__(self, programme: Programme) -> None:
        """Begin with the whole programme, of the scenario before every change."""
        self.scenario = programme.scenario
        self._columns = {column.identity: column.name for column in programme.columns}
        self._rows = {_row(row): row.name for row in programme.rows}
        # Pilots are in every part: who coaches agents decides whether there is anything to train, and to pay for.
        self._pilots = frozenset(row.cluster_id for row in programme.scenario.clusters if is_pilot(row))
        self._before: dict[frozenset[str] | None, _Part] = {}
        self._kept: dict[Hashable, Difference] = {}

    def to(self, changed: Scenario, *, clusters: Collection[str] | None) -> Difference:
        """What changes when the scenario becomes `changed`.

        Args:
            changed: The scenario after.
            clusters: The clusters of which the change may touch anything; empty where it touches money and people
                alone, None for all. Nothing is seen of changes to others.

        Raises:
            ShapeError: The change adds or takes away rows or columns, or moves the bounds of a column.
        """
        key = None if clusters is None else self._pilots | frozenset(clusters)
        if key not in self._before:
            self._before[key] = _part(_narrowed(self.scenario, key))
        before, after = self._before[key], _part(_narrowed(changed, key))
        if before.columns != after.columns or before.bounds.keys() != after.bounds.keys():
            raise ShapeError(say("the change adds or takes away a decision or a rule"))
        rows, columns = self._rows, self._columns
        return Difference(
            bounds={rows[row]: added for row, added in _added(before.bounds, after.bounds) if row in rows},
            factors={
                (rows[row], columns[identity]): added
                for (row, identity), added in _added(before.factors, after.factors)
                if row in rows
            },
            worths={(aim, columns[identity]): added for (aim, identity), added in _added(before.worths, after.worths)},
        )

    def kept(self, key: Hashable, changed: Callable[[], Scenario], *, clusters: Collection[str] | None) -> Difference:
        """As `to`, kept under a key for when the same change is asked of another plan.

        Args:
            key: What tells the change.
            changed: Makes the scenario after, where the difference is not known yet.
            clusters: As `to` has it.

        Raises:
            ShapeError: As `to` has it.
        """
        if key not in self._kept:
            self._kept[key] = self.to(changed(), clusters=clusters)
        return self._kept[key]


def _narrowed(scenario: Scenario, clusters: frozenset[str] | None) -> Scenario:
    if clusters is None:
        return scenario
    return scenario.with_parts(
        clusters=tuple(cluster for cluster in scenario.clusters if cluster.cluster_id in clusters),
        cells=tuple(cell for cell in scenario.cells if cell.cluster_id in clusters),
    )


def _part(scenario: Scenario) -> _Part:
    programme = build_programme(scenario)
    identities = {column.name: column.identity for column in programme.columns}
    bounds: dict[_Row, float] = {}
    factors: dict[tuple[_Row, str], float] = {}
    for meaning, constraint in zip(programme.rows, programme.problem.constraints(), strict=True):
        row = _row(meaning)
        bounds[row] = -float(constraint.constant)
        factors |= {(row, identities[name]): factor for name, factor in _terms(constraint)}
    worths = {
        (aim, identities[name]): worth for aim, terms in programme.objectives.items() for name, worth in _terms(terms)
    }
    return _Part(columns=_bounds(programme.columns, programme.problem), bounds=bounds, factors=factors, worths=worths)


def _terms(expression: pulp.LpConstraint | pulp.LpAffineExpression) -> Iterable[tuple[str, float]]:
    return ((column.name, float(factor)) for column, factor in expression.items())


def _bounds(columns: Iterable[Column], problem: pulp.LpProblem) -> dict[str, _Ends]:
    variables = {variable.name: variable for variable in problem.variables()}
    found = {}
    for column in columns:
        if (variable := variables.get(column.name)) is not None:
            upper = math.inf if variable.upBound is None else float(variable.upBound)
            found[column.identity] = float(variable.lowBound or 0.0), upper
    return found


def _added(before: Mapping[_Key, float], after: Mapping[_Key, float]) -> Iterable[tuple[_Key, float]]:
    """What every number that changed has more after than before; one that is not there is nothing."""
    for key in before.keys() | after.keys():
        if added := after.get(key, 0.0) - before.get(key, 0.0):
            yield key, added


def _row(meaning: RowMeaning) -> _Row:
    return meaning.kind, meaning.keys, meaning.sense
