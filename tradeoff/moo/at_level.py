"""Answers at a level of some objectives: the solution that is best in the others, and how far anything may move.

best of the others in their order, with every level kept (epsilon-constraint; Haimes, Lasdon and Wismer 1971)
least and most of an expression over all solutions within a share of the ranges of such a solution
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pulp

from tradeoff.errors import InfeasibleError, UnboundedError, shown
from tradeoff.moo.canonical import choose, id_ranks
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.movable import MovableSolver, with_rows
from tradeoff.moo.measures import is_beyond, read_number, signs_of

_HAIR = 1e-9
"""Share of a range, or of the level, by which a level is held short of where only rounding decides."""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What a solution at a level comes to."""

    objectives: dict[str, float] = field(hash=False)
    """In the units and senses of the problem."""
    values: dict[str, float] = field(hash=False)
    """The problem's variables by name."""
    checked: bool = True
    """Whether nothing is better at the level; over whole numbers whether that is checked, whatever the gap."""
    remark: str = ""
    """Where the level is worse than what every best solution has anyway: that it is, and which end is given."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """Between what something may lie over all solutions that are nearly as good; inf where nothing limits it."""

    least: float
    """The least that a solution has."""
    most: float
    least_bound: float
    """No solution has less; over whole numbers it may lie below `least` by the solver's tolerances."""
    most_bound: float
    least_checked: bool = True
    """Whether `least` is the least there is; not where time was up, and it may lie anywhere from `least_bound` up."""
    most_checked: bool = True


def read_levels(at: Mapping[str, object], objectives: Sequence[str]) -> dict[str, float]:
    """Levels by the objectives' own names; `x`, `y`, `z` and `w` stand for them in their order.

    Raises ValueError where none is named, all are, another is, or a level is no finite number.
    """
    places = dict(zip("xyzw", objectives, strict=False))
    levels = {name if name in objectives else places.get(name, name): level for name, level in at.items()}
    if strange := [name for name in levels if name not in objectives]:
        raise ValueError(f"there is no objective {strange[0]!r}; there are {', '.join(objectives)}")
    if not 0 < len(levels) < len(objectives) or len(levels) < len(at):
        raise ValueError(f"name one of {', '.join(objectives)} with its level, and leave one to be the best")
    return {name: read_number(level, f"the level of {name!r}") for name, level in levels.items()}


def remark_on(reached: Reached, levels: Mapping[str, float], senses: Mapping[str, str]) -> str:
    """That what was asked for comes without asking, where it does.

    Args:
        reached: What solves it.
        levels: What was asked for, by objective.
        senses: "max" or "min" of every objective.
    """
    had, others = reached.objectives, " and ".join(repr(name) for name in senses if name not in levels)
    signs = dict(zip(senses, signs_of(list(senses.values())).tolist(), strict=True))
    easy = [name for name, level in levels.items() if is_beyond(had[name], level, signs[name])]
    kept = " and ".join(f" at {level:,.10g} of {name!r}" for name, level in levels.items() if name not in easy)
    words = " and ".join(f"{had[n]:,.10g} of {n!r} anyway, which is better than {levels[n]:,.10g}" for n in easy)
    return f"the best of {others}{kept} comes with {words}" if easy else ""


class Levels:
    """A linear programme that is asked at levels of its objectives; it can be pickled."""

    def __init__(self, model: Model, names: Sequence[str]) -> None:
        """Keep the programme and which of its objectives are asked of; a solver has it when it is first asked."""
        self.model, self._names = model, tuple(names)
        self._solver: MovableSolver | None = None

    def __getstate__(self) -> dict[str, object]:
        """The programme alone: another process has a solver of its own."""
        return {**vars(self), "_solver": None}

    def reached(self, levels: Mapping[str, float]) -> Reached:
        """The solution that keeps levels and is best in the remaining objectives, in their order.

        Args:
            levels: For some of the objectives how good at least, in their units and senses.

        Raises:
            InfeasibleError: No solution keeps them together.
            UnboundedError: The remaining ones have no bound there.
            SolverError: The solver gave up.
        """
        model = self.model
        held = {name: model.minimised(name, level) for name, level in levels.items()}
        others = [model.cost(name) for name in self._names if name not in held]
        # Among equally good ones that with the most of what is held.
        kept = [model.cost(name) for name in self._names if name in held]
        ranks = id_ranks(model.columns)
        try:
            found = self._asked(held, lambda solver: choose(solver, [*others, *kept], [ranks]).x)
        except InfeasibleError:
            words = " and ".join(f"{level:,.10g} of {name!r}" for name, level in levels.items())
            raise InfeasibleError(f"no solution reaches {words} together; give way in one of them") from None
        except UnboundedError:
            words = " and ".join(f"{level:,.10g} of {name!r}" for name, level in levels.items())
            first, *more = (name for name in self._names if name not in held)
            rest = " and ".join(map(repr, [first, *more]))
            raise UnboundedError(
                f"at {words} nothing bounds {rest}; name a level of {repr(first) if not more else 'one of them'} too",
                objective=first,
            ) from None
        return Reached(objectives={name: model.value(name, found) for name in self._names}, values=model.by_name(found))

    def best(self, name: str) -> float:
        """The best of one objective, in its unit and sense."""
        return self.model.value(name, self.least([self.model.cost(name)]))

    def least(self, costs: Sequence[Floats]) -> Floats:
        """The columns of a solution that has the least of one cost row, then of the next, and so on.

        Raises UnboundedError where a cost row has no bound, SolverError where the solver gave up.
        """
        return self._asked({}, lambda solver: lexicographic(solver, costs).x)

    def span(self, cost: Floats, held: Mapping[str, float]) -> Span:
        """The least and the most of a cost row over the solutions that keep levels.

        Args:
            cost: An entry a column.
            held: For some of the objectives the most that they may be, minimised.

        Raises:
            InfeasibleError: No solution keeps them together.
            SolverError: The solver gave up.
        """
        ends = []
        for sign in (1.0, -1.0):
            try:
                ends.append(float(cost @ self._asked(held, lambda solver: solver.minimise(sign * cost).x)) + 0.0)  # noqa: B023 - asked at once
            except UnboundedError:
                ends.append(-sign * math.inf)
        least, most = min(ends), max(ends)
        return Span(least=least, most=most, least_bound=least, most_bound=most)

    def _asked(self, held: Mapping[str, float], ask: Callable[[MovableSolver], Floats]) -> Floats:
        """What is asked of the solver, where objectives are at most so much."""
        model = self.model
        if self._solver is None:
            self._solver = MovableSolver(with_rows(model, {f"of {name}": model.cost(name) for name in self._names}))
        first = len(model.row_names)
        rows = np.array([first + self._names.index(name) for name in held], dtype=np.int32)
        for room in (0.0, _HAIR):
            upper = np.array([level + room * (1 + abs(level)) for level in held.values()])
            with self._solver.moved(rows, np.full(len(rows), -np.inf), upper):
                try:
                    return ask(self._solver)
                except InfeasibleError:
                    if room:
                        raise
        raise AssertionError("the last try returns or raises")


def cost_of(model: Model, what: str | pulp.LpVariable | pulp.LpAffineExpression) -> tuple[Floats, float]:
    """A variable, its name or an expression as a cost row and a constant.

    Raises ValueError where it names what the programme does not have.
    """
    columns = {name: place for place, name in enumerate(model.columns)}
    terms, constant = ({what: 1.0}, 0.0) if isinstance(what, str) else _terms(what)
    if missing := [name for name in terms if name not in columns]:
        raise ValueError(f"the problem has no variable called {missing[0]!r} in a constraint or an objective")
    cost = np.zeros(len(columns))
    for name, factor in terms.items():
        cost[columns[name]] = factor
    return cost, constant


def _terms(what: object) -> tuple[dict[str, float], float]:
    """The factors of an expression by variable, and its constant."""
    # In PuLP a constraint is made of an expression, and `x <= 3` would be x - 3.
    if isinstance(what, pulp.LpConstraint) or not isinstance(what, pulp.LpAffineExpression | pulp.LpVariable):
        raise ValueError(f"{what!r:.60} is no variable, name of one, or expression; give one, as in 3 * x + y")
    expression = pulp.LpAffineExpression(what)
    return {variable.name: float(factor) for variable, factor in expression.items()}, float(expression.constant)


def marked_objectives(marked: Mapping[str, Reached]) -> dict[str, dict[str, float]]:
    """What marked solutions come to, by the words beside them; ValueError where one is no solution."""
    if not isinstance(marked, Mapping):
        raise ValueError(
            f"marked is {shown(marked)}; give solutions by the words beside them, as in {{'ours': frontier.plan(...)}}"
        )
    for words, reached in marked.items():
        if not isinstance(reached, Reached):
            raise ValueError(f"marked {words!r} is {shown(reached)}; give what plan returns")
    return {words: reached.objectives for words, reached in marked.items()}
