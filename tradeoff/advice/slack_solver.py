"""Asks one elastic programme, built once, which rows can hold together and what the others must give.

Every question is a sequence of cost rows over the same slacks, each minimised over what the one before leaves optimal,
so that there is always a solution and each solve starts from the last basis: that rows cannot hold is a least slack
above zero, never a programme without solution, whose verdict would be left to a solver's presolve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import PRICED, Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.programme.elastic import loosen, own_size
from tradeoff.programme.programme import Programme
from tradeoff.words.spoken import say

SHORT = 1e-6
"""The share of its own value by which a row is missed before anybody speaks of it; solver and tables are that exact."""
LIMITS = frozenset({RowKind.LIMIT})
MONEY = frozenset({RowKind.PURSE, RowKind.POST_FUNDS})
PEOPLE = frozenset({RowKind.AGENTS, RowKind.POSTS, RowKind.TRAINING})
MEANS = MONEY | PEOPLE | {RowKind.METHOD, RowKind.COVERAGE, RowKind.SMALLEST, RowKind.FACILITATION, RowKind.EARLY_GAINS}
"""What there is to do it with, and what a cluster needs, rather than what a plan promises."""


@dataclass(frozen=True, kw_only=True)
class Slack:
    """What rows give at the least cost."""

    total: float
    """Of the last question, in its costs."""
    moves: Mapping[str, float]
    """By name of each row that gives, the signed move of its bound, in the programme's units."""
    values: Mapping[str, float]
    """The plan's columns by name."""


class SlackSolver:
    """The elastic programme of a scenario, hot."""

    def __init__(self, programme: Programme) -> None:
        self.rows: dict[str, RowMeaning] = {row.name: row for row in programme.rows if row.kind in LIMITS | MEANS}
        self._sizes = {name: own_size(row) or 1.0 for name, row in self.rows.items()}
        elastic = loosen(programme, self._sizes)
        self._model = from_pulp(elastic.problem, {}, {})
        self._solver = Solver(self._model)
        column = {name: place for place, name in enumerate(self._model.columns)}
        self._slacks = {
            name: tuple((column[slack], direction) for slack, direction in slacks)
            for name, slacks in elastic.slacks.items()
        }
        self._row_place = {name: place for place, name in enumerate(self._model.row_names)}
        self.share = dict.fromkeys(self.rows, 1.0)
        """By row, the share of its measure that one size of slack is."""
        self._measure_zeros()

    def of(self, kinds: Collection[RowKind]) -> frozenset[str]:
        """The names of the rows of some kinds."""
        return frozenset(name for name, row in self.rows.items() if row.kind in kinds)

    def shares(self, names: Iterable[str]) -> dict[str, float]:
        """The cost row that counts slack in shares of each row's measure."""
        return {name: self.share[name] for name in names}

    def amounts(self, names: Iterable[str]) -> dict[str, float]:
        """The cost row that counts slack in the rows' own unit, as far as they have one in common."""
        return {name: self._sizes[name] for name in names}

    def lacking(self, hard: Collection[str]) -> tuple[float, frozenset[str], frozenset[str]]:
        """What rows lack at least to hold together, whatever the others.

        Args:
            hard: The names of the rows that are to hold.

        Returns:
            The sum of what they are missed by, as shares; those of them that have a price, which lack as much without
            the rest; and the others that give in the plan found.
        """
        cost = self._cost(self.shares(hard))
        optimum = self._minimise(cost)
        priced = {name for name in hard if abs(optimum.prices[self._row_place[name]]) > PRICED}
        giving = self._moves(optimum.x).keys() - set(hard)
        return float(cost @ optimum.x), frozenset(priced), frozenset(giving)

    def least(self, hard: Collection[str], *stages: Mapping[str, float]) -> Slack | None:
        """What rows give at least so that some hold: a cost row, then the next among what is as good at it.

        Args:
            hard: The names of the rows that must hold.
            stages: Cost rows, by name of row; a row that is neither in them nor hard gives for nothing.

        Returns:
            The slack; None where the hard rows cannot hold together whatever the others.

        Raises:
            SolverError: The solver gave up, or a hard row gave after all.
        """
        must = self._cost(self.shares(hard))
        with self._solver.face():
            optimum = self._minimise(must)
            if float(must @ optimum.x) > SHORT:
                return None
            cost = must
            for stage in stages:
                self._solver.hold_face(optimum)
                cost = self._cost(stage)
                optimum = self._minimise(cost)
        if float(must @ optimum.x) > SHORT:
            raise SolverError(say("a row that was to hold gave way on an optimal face"))
        values = dict(zip(self._model.columns, optimum.x.tolist(), strict=True))
        return Slack(total=float(cost @ optimum.x), moves=self._moves(optimum.x), values=values)

    def _moves(self, x: Floats) -> dict[str, float]:
        moves = {}
        for name, slacks in self._slacks.items():
            move = sum(direction * float(x[place]) for place, direction in slacks)
            if abs(move) * self.share[name] > SHORT:
                moves[name] = move * self._sizes[name]
        return moves

    def _cost(self, costs: Mapping[str, float]) -> Floats:
        cost = np.zeros(len(self._model.columns))
        for name, value in costs.items():
            for place, _ in self._slacks[name]:
                cost[place] = value
        return cost

    def _minimise(self, cost: Floats) -> Optimum:
        try:
            return self._solver.minimise(cost)
        except SolverError:
            # A hot start that ends in numerical trouble says nothing of the programme.
            self._solver.forget()
            with self._solver.tightest():
                return self._solver.minimise(cost)

    def _measure_zeros(self) -> None:
        """Measure rows without a size of their own by the most they could be missed by, were there no limits.

        What cannot be missed, or not without end, counts in its own unit, as does all of it where even without limits
        money and people do not suffice. Means of 0 are measured by all there is of their kind.
        """
        by_kind: dict[RowKind, float] = {}
        for row in self.rows.values():
            by_kind[row.kind] = by_kind.get(row.kind, 0.0) + own_size(row)
        zeros = [name for name, row in self.rows.items() if not own_size(row)]
        for name in zeros:
            if (kind := self.rows[name].kind) in MEANS:
                self.share[name] = 1 / (by_kind[kind] or 1.0)
        zeros = [name for name in zeros if self.rows[name].kind in LIMITS]
        if not zeros:
            return
        must = self._cost(self.shares(self.of(MEANS)))
        with self._solver.face():
            optimum = self._minimise(must)
            if float(must @ optimum.x) > SHORT:
                return
            self._solver.hold_face(optimum)
            for name in zeros:
                if (most := max(self._most_missed(name), 0.0)) > SHORT:
                    self.share[name] = 1 / most

    def _most_missed(self, name: str) -> float:
        """How far a row can be from its bound, in its unit, on the face that is held."""
        place = self._row_place[name]
        part = slice(self._model.starts[place], self._model.starts[place + 1])
        ours = {slack for slack, _ in self._slacks[name]}
        terms = [
            (column, value)
            for column, value in zip(self._model.indices[part], self._model.values[part], strict=True)
            if column not in ours
        ]
        found = 0.0
        for _, direction in self._slacks[name]:
            cost = np.zeros(len(self._model.columns))
            for column, value in terms:
                cost[column] = -direction * value
            try:
                optimum = self._minimise(cost)
            except UnboundedError:
                return 0.0
            bound = self._model.row_upper[place] if direction > 0 else self._model.row_lower[place]
            found = max(found, -float(cost @ optimum.x) - direction * float(bound))
        return found


def has_solution(programme: Programme, moves: Mapping[str, float], *, without: frozenset[str] = frozenset()) -> bool:
    """Whether the rows of a programme can hold together, solved from scratch and without slacks.

    Args:
        programme: Stays as it is.
        moves: By row name, what is added to its bound, in the programme's units.
        without: Names of the rows to leave out.

    Raises:
        SolverError: It cannot be told.
    """
    model = from_pulp(loosen(programme, {}, moves=moves, without=without).problem, {}, {})
    try:
        Solver(model).minimise(np.zeros(len(model.columns)))
    except InfeasibleError:
        return False
    except SolverError:
        return _lacks_nothing(programme, moves, without)
    return True


def _lacks_nothing(programme: Programme, moves: Mapping[str, float], without: frozenset[str]) -> bool:
    """`has_solution` by the least slack, which always has a solution, where a solver is undecided without it."""
    rows = [row for row in programme.rows if row.kind in LIMITS | MEANS and row.name not in without]
    sizes = {row.name: own_size(row) or 1.0 for row in rows}
    elastic = loosen(programme, sizes, moves=moves, without=without)
    model = from_pulp(elastic.problem, {}, {})
    slacks = {name for pairs in elastic.slacks.values() for name, _ in pairs}
    cost = np.array([float(name in slacks) for name in model.columns])
    return float(cost @ Solver(model).minimise(cost).x) <= SHORT
