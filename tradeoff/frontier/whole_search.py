"""Searches for the plan at a level whose openings, or all of whose decisions, are whole.

    max y  subject to  x >= level, the programme's rows, and whole decisions

Where few decisions are to be whole the integer programme is solved to a bound that is believed; with many, whole
openings come first, then with these the households, each near a linear optimum. Whoever asks checks what comes back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier.needless import without_needless
from tradeoff.frontier.ties import MONEY, MONTHS, ties
from tradeoff.frontier.whole_ties import more_of_others
from tradeoff.moo.integer.made_whole import made_whole
from tradeoff.moo.integer.relax_and_fix import bettered, relax_and_fix, relaxed_optimum
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Ints, Model, Sense
from tradeoff.moo.lp.movable import with_rows
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.columns import Enrolled, Opened
from tradeoff.programme.form import Form
from tradeoff.programme.plan import NEGLIGIBLE
from tradeoff.programme.programme import Programme, money_scale
from tradeoff.programme.whole_parts import step_of

_FEW = 300
"""Columns that must be whole up to which the programme is solved to a bound first."""
_OPTIMAL, _OPTIMAL_NODES = 0.25, 4_000
"""Share of the time that this may take, and nodes of one solve, some seconds, by which the same plan is found whatever
else the machine does: such a bound takes a few seconds or is not there for hours."""
_MARGINS = (0.0, 5e-4, 2e-3, 1e-2)
"""Shares of the level that openings leave above it, one after another, until whole households reach it."""
SPARING = 10.0
"""Seconds that a plan's search for what it does not need takes at most; a state's took less than one."""
SETTLING = 60.0
"""Seconds that the search for more of the other aims takes at most: nodes end it, in a state's plan after ten."""
_HAIRS = 10
"""How often columns that are as good as nothing are ruled out."""
_DUST = 1e-12
"""What rounding leaves of a column, and no row feels."""
_HAIR = 1e-11
"""Share of a level that its own sum may be rounded by."""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What a search proposes."""

    values: Mapping[str, float]
    """Of the programme's columns, by name."""
    checked: bool
    """Whether nothing is better at the level, by a bound that is believed."""


class WholeSearch:
    """A programme in which decisions must be whole, asked at levels of one aim."""

    def __init__(
        self, programme: Programme, aim: str, other: str, form: Form, *, room: Mapping[str, float] | None = None
    ) -> None:
        """Read a programme whose openings are whole.

        Args:
            programme: The programme.
            aim: The aim of which a level is asked.
            other: The aim of which the most is wanted.
            form: `WHOLE` for openings alone, `ACTION` for every decision.
            room: By row what it may be missed by, in its own units; None where every row is kept.
        """
        expressions = {**programme.objectives, MONEY: programme.money, MONTHS: programme.months}
        senses = {**dict.fromkeys(programme.objectives, Sense.MAX), MONEY: Sense.MIN, MONTHS: Sense.MIN}
        scales = {name: money_scale(programme.scenario, name) for name in programme.objectives}
        model = from_pulp(programme.problem, expressions, senses, whole=True, scales=scales)
        keys = {column.name: column.key for column in programme.columns}
        self._keys = [keys[name] for name in model.columns]
        steps = [step_of(key) if form is Form.ACTION else None for key in self._keys]
        self._steps = np.array([float(step or 1) for step in steps])
        if form is Form.ACTION:
            model = replace(model, integer=np.array([step is not None for step in steps]))
        self._tie_costs = [cost * self._steps for cost in ties(programme, model, (aim, other))]
        model = _in_steps(model, self._steps)
        self._aim, self._other = aim, other
        self._as_read = with_rows(model, {"level": model.cost(aim)})
        self._model = _loosened(self._as_read, room or {})
        self._opened = np.array([isinstance(key, Opened) for key in self._keys])
        self._groups = _groups(self._keys)

    @property
    def model(self) -> Model:
        """The programme, in minimised costs; its last row is that which a level limits."""
        return self._model

    @property
    def keys(self) -> Sequence[object]:
        """What each column decides."""
        return self._keys

    def limit_at(self, level: float) -> float:
        """What the last row may be at most where a level of the aim, in its unit, is to be reached."""
        least = self._model.minimised(self._aim, level)
        return least + _HAIR * (1 + abs(least))

    def at_level(self, level: float, *, until: float) -> Proposed | None:
        """The plan that reaches a level of the aim and has the most of the other; None where none was met.

        Args:
            level: Of the aim, in its unit.
            until: When the search ends at the latest, by `time.monotonic`.

        Raises:
            InfeasibleError: There is none, by a bound that is believed.
            SolverError: The solver gave up.
        """
        return self._search(self._model.cost(self._other), self.limit_at(level), until)

    def most(self, *, until: float) -> Proposed | None:
        """The plan with the most of the aim; None where none was met. Raises as `at_level` does."""
        return self._search(self._model.cost(self._aim), np.inf, until)

    def bettered(self, values: Mapping[str, float], level: float, *, until: float) -> Proposed | None:
        """A plan at a level near a known one, with more of the other aim where one was met; else None.

        Args:
            values: Of the known plan's columns, by name.
            level: Of the aim, in its unit.
            until: When the search ends at the latest, by `time.monotonic`.

        Raises:
            SolverError: The solver gave up.
        """
        known = np.array([values.get(name, 0.0) for name in self._model.columns]) / self._steps
        cost, most_u = self._model.cost(self._other), self.limit_at(level)
        for margin in _MARGINS:
            tightened = self._level(most_u - margin * abs(most_u))
            openings = replace(tightened, integer=self._opened & tightened.integer)
            found = bettered(openings, cost, known, seconds=until - time.monotonic())
            whole = None if found is None else self._with_households(found, cost, most_u, until)
            if whole is not None and float(cost @ whole) < float(cost @ known):
                return self._finished(whole, most_u, checked=False)
        return None

    def tighten(self, rows: Mapping[str, float]) -> None:
        """Ask more of rows from now on, where a plan did not keep them in exact fractions.

        Args:
            rows: By row name, by how much, in the row's own units.
        """
        lower, upper = self._model.row_lower.copy(), self._model.row_upper.copy()
        for place, name in enumerate(self._model.row_names):
            if name in rows:
                lower[place], upper[place] = lower[place] + rows[name], upper[place] - rows[name]
        self._model = replace(self._model, row_lower=lower, row_upper=np.maximum(lower, upper))

    def chosen_again(self, proposed: Proposed, level: float | None = None) -> Proposed | None:
        """The same whole decisions with the rest chosen anew: both aims, then the others.

        Args:
            proposed: A plan; rows may have been tightened since.
            level: What it keeps of the aim, in its unit; None where its whole decisions settle both aims.
        """
        most_u = np.inf if level is None else self._model.minimised(self._aim, level)
        return self._finished(self._of(proposed), most_u, checked=proposed.checked)

    def without_needless(self, proposed: Proposed, *, seconds: float) -> Proposed | None:
        """The same households with as little of all else as the rows allow; None where the plan has no less.

        Args:
            proposed: A plan; no row may be kept less closely than it keeps it.
            seconds: When the search for less ends at the latest.
        """
        x = self._of(proposed)
        lean = without_needless(self._kept_by(x), x, self._keys, self._tie_costs[-1], seconds=seconds)
        return None if lean is None else replace(proposed, values=self._named(lean))

    def more_of_others(self, proposed: Proposed, *, seconds: float) -> Proposed | None:
        """As good a plan with more of the other aims, in the scenario's order; None where none was met.

        Args:
            proposed: A plan all of whose decisions are whole, with its openings; no row may be kept less closely.
            seconds: When it ends at the latest.
        """
        x, chosen = self._of(proposed), [self._model.cost(name) for name in (self._aim, self._other)]
        whole, others = np.where(self._model.integer, np.round(x), x), self._tie_costs[:-3]
        stay, lists = self._opened, self._groups
        found = more_of_others(self._kept_by(x), whole, chosen, others, stay=stay, groups=lists, seconds=seconds)
        return None if found is None else self._finished(found, np.inf, checked=proposed.checked)

    def _of(self, proposed: Proposed) -> Floats:
        """A plan's columns, counted in steps."""
        x: Floats = np.array([proposed.values.get(name, 0.0) for name in self._model.columns]) / self._steps
        return x

    def _kept_by(self, x: Floats) -> Model:
        """The programme as it was read where the plan needs that, else as tightly as it was asked for."""
        asked, read = self._model, self._as_read
        activity = asked.sum_rows(asked.values * x[asked.indices])
        return replace(
            asked,
            row_lower=np.maximum(asked.row_lower, np.minimum(read.row_lower, activity)),
            row_upper=np.minimum(asked.row_upper, np.maximum(read.row_upper, activity)),
        )

    def _search(self, cost: Floats, most_u: float, until: float) -> Proposed | None:
        if np.count_nonzero(self._model.integer) <= _FEW:
            x = self._optimal(cost, most_u, until)
            if x is not None:
                return self._finished(x, most_u, checked=True)
        x = self._near(cost, most_u, until)
        return None if x is None else self._finished(x, most_u, checked=False)

    def _optimal(self, cost: Floats, most_u: float, until: float) -> Floats | None:
        """The optimum; None where time is up before it is believed.

        Raises InfeasibleError where it is believed that there is none.
        """
        solver = IntegerSolver(self._model, self._aim, self._other)
        solver.stop_after(max(0.0, _OPTIMAL * (until - time.monotonic())))
        solver.stop_beyond(_OPTIMAL_NODES)
        try:
            best = solver.minimise(cost, most_u=most_u).x
        except SolverError:
            return None
        # Of what is as good, that with the most of what a level is asked of; of the most there is, that with the most
        # of the other.
        level, other = (self._model.cost(name) for name in (self._aim, self._other))
        try:
            if np.isfinite(most_u):
                return solver.minimise(level, most_u=most_u, most_v=float(other @ best) + solver.slack(other, best)).x
            return solver.minimise(other, most_u=float(level @ best) + solver.slack(level, best)).x
        except (SolverError, InfeasibleError):
            return best

    def _near(self, cost: Floats, most_u: float, until: float) -> Floats | None:
        for margin in _MARGINS if np.isfinite(most_u) else _MARGINS[:1]:
            if (left := until - time.monotonic()) <= 0:
                return None
            # A margin of no limit would be no number, and nothing solves that.
            tightened = self._level(most_u - margin * abs(most_u) if np.isfinite(most_u) else most_u)
            openings = relax_and_fix(replace(tightened, integer=self._opened & tightened.integer), cost, seconds=left)
            if openings is None:
                continue
            found = self._with_households(openings, cost, most_u, until)
            if found is not None:
                return found
        return None

    def _with_households(self, openings: Floats, cost: Floats, most_u: float, until: float) -> Floats | None:
        """Whole openings with every other decision whole too; None where none was met."""
        fixed = self._with_openings(self._level(most_u), openings)
        if not (fixed.integer & ~self._opened).any():
            return openings
        relaxed = relaxed_optimum(fixed, cost)
        if relaxed is None:
            return None
        return made_whole(fixed, cost, relaxed, self._groups, seconds=until - time.monotonic())

    def _finished(self, x: Floats, most_u: float, *, checked: bool) -> Proposed | None:
        """What is not whole chosen anew with the rest fixed, so that it depends on the question alone."""
        model = self._level(most_u)
        whole = np.clip(np.round(x), model.lower, model.upper)
        if not model.integer.all():
            held = model.integer
            model = replace(
                model,
                lower=np.where(held, whole, model.lower),
                upper=np.where(held, whole, model.upper),
                integer=np.zeros_like(held),
            )
            # Where no level is held it is the aim itself of which the most is wanted.
            order = (self._other, self._aim) if np.isfinite(most_u) else (self._aim, self._other)
            try:
                whole = _chosen(model, [*map(model.cost, order), *self._tie_costs])
            except InfeasibleError:
                return None
            whole = np.where(held, np.round(whole), whole)
        return Proposed(values=self._named(whole), checked=checked)

    def _named(self, x: Floats) -> dict[str, float]:
        return dict(zip(self._model.columns, (x * self._steps).tolist(), strict=True))

    def _level(self, most_u: float) -> Model:
        return replace(self._model, row_upper=np.append(self._model.row_upper[:-1], most_u))

    def _with_openings(self, model: Model, x: Floats) -> Model:
        held, whole = self._opened, np.round(x)
        return replace(model, lower=np.where(held, whole, model.lower), upper=np.where(held, whole, model.upper))


def _chosen(model: Model, costs: Sequence[Floats]) -> Floats:
    """The least of costs in turn, to the tightest tolerances: what is saved is held against every row in fractions.

    What is too little to be listed in a plan's tables is nothing, and the rows are to hold without it: where a level
    leaves a hair, a hundred-millionth of an agent may be trained for it, and without that one something else.
    """
    found, nothing = _least(model, costs), np.zeros(len(model.columns), dtype=bool)
    for _ in range(_HAIRS):
        little = (np.abs(found) <= NEGLIGIBLE) & (np.abs(found) > _DUST) & (model.lower <= 0.0)
        if not little.any():
            break
        nothing |= little
        try:
            found = _least(replace(model, upper=np.where(nothing, 0.0, model.upper)), costs)
        except InfeasibleError:
            break
    return found


def _least(model: Model, costs: Sequence[Floats]) -> Floats:
    solver = Solver(model)
    with solver.tightest():
        return lexicographic(solver, costs).x


def _loosened(model: Model, by: Mapping[str, float]) -> Model:
    """The programme with rows that hold to an allowance only."""
    room = np.array([by.get(name, 0.0) for name in model.row_names])
    return replace(model, row_lower=model.row_lower - room, row_upper=model.row_upper + room)


def _in_steps(model: Model, steps: Floats) -> Model:
    """The programme with columns counted in steps."""
    return replace(
        model,
        lower=model.lower / steps,
        upper=model.upper / steps,
        values=model.values * steps[model.indices],
        costs=tuple(cost * steps for cost in model.costs),
    )


def _groups(keys: Sequence[object]) -> Ints:
    """The list of households that each column draws on, by number; -1 for what is no household."""
    numbers: dict[tuple[str, str], int] = {}
    return np.array(
        [
            numbers.setdefault((key.cluster_id, key.segment_id), len(numbers)) if isinstance(key, Enrolled) else -1
            for key in keys
        ],
        dtype=np.int32,
    )
