"""Answers for a plan with whole decisions: it is searched for, worked out in fractions, checked, and only then told."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier.whole_bound import whole_bound
from tradeoff.frontier.whole_search import SETTLING, SPARING, Proposed, WholeSearch
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.form import Form
from tradeoff.programme.plan import NEGLIGIBLE, Plan, PlanReader
from tradeoff.programme.programme import Programme, build_programme
from tradeoff.programme.whole_parts import Missed, beyond_bounds, equation_room, missed_rows
from tradeoff.programme.whole_values import whole_values
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_TRIES = 4
"""How often what a plan missed by a solver's tolerance, or by rupees, is asked for more tightly."""
SAME_LEVEL = 1e-9
"""Share of a level by which households in fractions may miss it: a linear optimum is no nearer to it itself."""
_GAINED = 1e-6
"""Share of an aim by which another plan must have more of it: less is the solver's tolerance."""
_WORK = 4
"""Steps of an answer, for whoever watches."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A checked plan."""

    plan: Plan
    values: Mapping[str, float] = field(repr=False)
    """Of the programme's columns, by name."""
    checked: bool
    """Whether nothing is better at the level, by a bound that is believed."""
    missed: tuple[Missed, ...]
    """What holds to a rupee or a household only."""
    search: WholeSearch = field(repr=False)
    """What found it."""


class WholeQuestion:
    """The search for the plan of one form at one level."""

    def __init__(self, scenario: Scenario, form: Form, aim: str, other: str) -> None:
        """Build the programme.

        Args:
            scenario: With its floors.
            form: `WHOLE` or `ACTION`.
            aim: The aim of which a level is asked.
            other: The aim of which the most is wanted.
        """
        self._scenario, self._form = scenario.with_openings("whole"), form
        self._aim, self._other = aim, other
        self._programme: Programme = build_programme(self._scenario)
        self._searches = [WholeSearch(self._programme, aim, other, form)]
        equations = equation_room(self._programme) if form is Form.ACTION else {}
        if equations:
            # Whole households seldom meet an equation; where they do, that is what is wanted.
            room = {name: float(by) for name, by in equations.items()}
            self._searches.append(WholeSearch(self._programme, aim, other, form, room=room))
        self._reader = PlanReader(self._programme)

    def answer(self, level: float, *, until: float, progress: Progress | None) -> Answer:
        """The plan at a level, or the nearest below that was found.

        Args:
            level: Of the aim, in its unit.
            until: When the search ends at the latest, by `time.monotonic`.
            progress: Called with plans looked at and the share of the work left, or None.

        Raises:
            InfeasibleError: No plan of the form satisfies the limits, by a bound that is believed.
            SolverError: None was found in time, or what was found did not survive the check.
        """
        begun = time.monotonic()
        # Half of the time is for the level, what is left of the whole for the nearest below.
        half = begun + (until - begun) / 2
        try:
            found = self._first(level, until=half)
        except InfeasibleError:
            found = None
        if progress is not None:
            progress(1, int(found is not None), 1 - 1 / _WORK)
        return self._settled(found or self._nearest_below(level, until=until, progress=progress), until=until)

    def bound(self, level: float, *, known: float, until: float) -> float | None:
        """The bound of `whole_bound`: no plan at the level has more of the other aim; None where nothing is shown.

        Args:
            level: Of the aim, in its unit.
            known: What a plan at the level has of the other aim, in its unit.
            until: When to end at the latest, by `time.monotonic`.
        """
        return whole_bound(self._programme, self._aim, self._other, level, known=known, until=until)

    def _nearest_below(self, level: float, *, until: float, progress: Progress | None) -> Answer:
        try:
            most = self._first(None, until=(time.monotonic() + until) / 2)
        except InfeasibleError:
            raise InfeasibleError(
                say(
                    "no plan of {name} with {words} satisfies all limits, though plans in shares do. Loosen a "
                    "limit or an envelope, or ask for the outlook in shares: --form outlook, in Python `plan_at`.",
                    name=self._scenario.name,
                    words=self._words,
                )
            ) from None
        if most is None:
            raise SolverError(
                say(
                    "no plan of {name} with {words} was found in time, nor was it shown that there is none. "
                    "Allow more with --time-limit, or ask for the outlook in shares: --form outlook, in Python "
                    "`plan_at`.",
                    name=self._scenario.name,
                    words=self._words,
                )
            )
        if progress is not None:
            progress(2, 1, 1 - 2 / _WORK)
        # What is not spent on the other aim is for its bound.
        half = (time.monotonic() + until) / 2
        near = self._bettered(most, until=half)
        if near is not most:
            return near
        try:
            # The most of the aim, and with it the most of the other.
            better = self._first(min(level, most.plan.objectives[self._aim]), until=half)
        except InfeasibleError:
            better = None
        return better or replace(most, checked=False)

    def _bettered(self, found: Answer, *, until: float) -> Answer:
        """The same level with more of the other aim, where such a plan is met and survives the check."""
        if found.checked or time.monotonic() >= until:
            return found
        had = found.plan.objectives
        proposed = found.search.bettered(found.values, had[self._aim], until=until)
        if proposed is None:
            return found
        values, wrong, missed = self._worked_out(proposed)
        plan = replace(self._reader.read(values), form=self._form)
        short = had[self._aim] - plan.objectives[self._aim]
        kept = short <= (SAME_LEVEL * abs(had[self._aim]) if self._form is Form.WHOLE else 0.0)
        gained = plan.objectives[self._other] - had[self._other]
        if wrong or not kept or gained <= _GAINED * abs(had[self._other]):
            return found
        return replace(found, plan=plan, values=values, missed=missed)

    @property
    def _words(self) -> str:
        return say("whole openings") if self._form is Form.WHOLE else say("whole openings and whole households")

    def _first(self, level: float | None, *, until: float) -> Answer | None:
        """The best plan that keeps every equation, else the best that keeps them to one household; None without.

        Raises InfeasibleError where it is believed that there is none of either.
        """
        failures = []
        for place, search in enumerate(self._searches):
            now = time.monotonic()
            try:
                found = self._checked(search, level, until=now + (until - now) / (len(self._searches) - place))
            except InfeasibleError as error:
                failures.append(error)
                continue
            if found is not None:
                return found
        if len(failures) == len(self._searches):
            raise failures[-1]
        return None

    def _checked(self, search: WholeSearch, level: float | None, *, until: float) -> Answer | None:
        """The best plan found that survives the check; None where none was."""
        asked = level
        exact = True
        for _ in range(_TRIES):
            proposed = search.most(until=until) if asked is None else search.at_level(asked, until=until)
            for _ in range(_TRIES):
                if proposed is None:
                    return None
                values, wrong, missed = self._worked_out(proposed)
                plan = self._reader.read(values)
                plan = replace(plan, form=self._form)
                short = 0.0 if level is None else level - plan.objectives[self._aim]
                if self._form is Form.WHOLE and short <= SAME_LEVEL * abs(level or 0.0):
                    short = 0.0
                if not wrong and short <= 0:
                    checked = proposed.checked and exact
                    return Answer(plan=plan, values=values, checked=checked, missed=missed, search=search)
                # Nothing is checked of a question that was asked more tightly than it was meant.
                exact = False
                if not wrong:
                    break
                search.tighten({miss.row.name: 2 * float(miss.by) for miss in wrong})
                proposed = search.chosen_again(proposed)
            if asked is not None and short > 0:
                asked += 2 * short
        raise SolverError(
            say("what the solver found did not survive the check in fractions, however tightly it was asked")
        )

    def _settled(self, answer: Answer, *, until: float) -> Answer:
        """As good a plan with more of the other aims, and without what nobody needs, where it passes the check."""
        search = answer.search
        left = min(SETTLING, until - time.monotonic())
        steps = [(search.more_of_others, left)] if self._form is Form.ACTION else []
        for step, seconds in (*steps, (search.without_needless, SPARING)):
            try:
                found = step(Proposed(values=answer.values, checked=answer.checked), seconds=seconds)
                if found is None:
                    continue
                values, wrong, missed = self._worked_out(found)
            except SolverError:
                continue
            plan = replace(self._reader.read(values), form=self._form)
            if not wrong and self._as_good(plan, answer.plan):
                answer = replace(answer, plan=plan, values=values, missed=missed)
        return answer

    def _as_good(self, plan: Plan, than: Plan) -> bool:
        """Whether a plan has as much of both aims, to what rounding leaves of their sums."""
        return all(
            plan.objectives[name] >= than.objectives[name] - SAME_LEVEL * abs(than.objectives[name])
            for name in (self._aim, self._other)
        )

    def _worked_out(self, proposed: Proposed) -> tuple[dict[str, float], tuple[Missed, ...], tuple[Missed, ...]]:
        """The values a plan is read from, the rows that it breaks, and those it misses by what is allowed."""
        if self._form is Form.WHOLE:
            # What is too little to be listed in a plan's tables is not to be found in its aims either.
            listed = {name: value for name, value in proposed.values.items() if abs(value) > NEGLIGIBLE}
            return listed, (), ()
        exact = whole_values(self._programme, proposed.values)
        if beyond := beyond_bounds(self._programme, exact):
            raise SolverError(
                say("what the solver found lies beyond the bounds of {count} decisions", count=len(beyond))
            )
        missed = missed_rows(self._programme, exact)
        wrong = tuple(miss for miss in missed if not miss.allowed)
        return (
            {name: float(value) for name, value in exact.items()},
            wrong,
            tuple(miss for miss in missed if miss.allowed),
        )
