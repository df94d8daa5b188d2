"""Finds the values at which a doubtful figure, by itself, would change the advice: what to measure first.

The advice is a plan at a level, and three plans by name. It changes where at that level a cluster enters or leaves the
plan, or more than a tenth of the money moves between clusters; where no plan reaches the level any more; or where the
named plans, kept as they are, come in another order of the second aim. Each figure is moved to twice its range on
either side, and where the advice is another one there, the value is closed in by halving. Both sides are solved anew
from the tables with the value typed in; nothing is read off a dual. A turn that is turned back before the end is not
seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from tradeoff.advice.delivered import deliver
from tradeoff.advice.draws import own_figures
from tradeoff.advice.figure_units import units_words
from tradeoff.advice.kept_plan import KeptPlan, decision_of, keep
from tradeoff.advice.ranges_stated import Doubtful, Ranges, ranges_stated
from tradeoff.advice.switches import PLACES, TIMES, Switch, Switches, moved, typed_in
from tradeoff.advice.wording import listing
from tradeoff.errors import InfeasibleError, ScenarioError
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.study import Study
from tradeoff.moo.lp.model import Floats
from tradeoff.programme.plan import Plan
from tradeoff.scenario.levels import AimLevel, read_level
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import hundredths, say, say_of
from tradeoff.workers import Workers, require_workers, shared

MOVES = 0.1
"""Share of the money that another plan gives to other clusters, above which it is other advice."""
_HALVINGS = 12
"""After which a value is known to a thousandth of the way to the end of its range, rounding and all."""
_SAME = 1e-9
"""Relative difference up to which two plans have the same of an aim."""
Told = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class _Advice:
    """What is advised at some values; `shares` None: no plan reaches the level."""

    shares: Mapping[str, float] | None
    """Of the money, by cluster that gets any."""
    order: tuple[int, ...]
    """The named plans by the second aim, the most first."""


def switching(
    scenario: Scenario, trade: str, *, workers: Workers = 1, told: Told | None = None, **at: AimLevel
) -> Switches:
    """At which value each doubtful figure would change the advice, if at all, inside twice its range.

    Args:
        scenario: With the reforms and floors of the plan; openings in shares.
        trade: The choice, such as "depth-breadth".
        workers: Processes to share the figures among, or a Dask cluster as `dask://HOST:PORT`.
        told: Called with figures done and figures there are.
        **at: The plan: one of the two aims with its level, as for `plan_at`.

    Raises:
        InfeasibleError: No plan reaches the level as the tables are.
        KeyboardInterrupt: Ctrl-C came before a figure was done; later it keeps what is done.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        ValueError: The choice or aim is unknown, or the level cannot be read.

    Example:
        >>> import tradeoff
        >>> pilots = tradeoff.read_scenario("orissa-pilots")
        >>> found = tradeoff.switching(pilots, "depth-breadth", breadth=700)  # doctest: +SKIP
        >>> print(found.found[0].sentence)  # doctest: +SKIP
    """
    require_scenario(scenario)
    require_workers(workers)
    question = _Question(scenario, trade, at)
    groups = [tuple(one for one in question.ranges.figures if one.group == g) for g in range(question.ranges.groups)]
    answers: list[_Answer] = []
    try:
        with closing(shared(_answer, [(question, figures) for figures in groups], workers)) as worked:
            for one in worked:
                answers.append(one)
                if told is not None:
                    told(len(answers), len(groups))
    except KeyboardInterrupt:
        if not answers:
            raise
    found = [turn for one in answers for turn in one.turns]
    return Switches(
        trade=trade,
        level=(question.aim, question.level),
        found=tuple(sorted(found, key=lambda one: (abs(one.at), one.what))),
        steady=tuple(one.figures for one in answers if not one.turns and not one.is_refused),
        refused=tuple(one.figures for one in answers if not one.turns and one.is_refused),
        solves=sum(one.solves for one in answers),
        asked=len(groups),
    )


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """What one figure, or several that move together, does to the advice on either side."""

    figures: tuple[Doubtful, ...]
    turns: tuple[Switch, ...]
    is_refused: bool
    solves: int


def _answer(asked: tuple[_Question, tuple[Doubtful, ...]]) -> _Answer:
    question, figures = asked
    before = question.solves
    turns = tuple(one for end in (-TIMES, TIMES) if (one := question.turn(figures, end)) is not None)
    return _Answer(
        figures=figures,
        turns=turns,
        is_refused=question.is_refused(figures),
        solves=question.solves - before,
    )


class _Question:
    """One plan at a level, asked again with other figures."""

    def __init__(self, scenario: Scenario, trade: str, at: Mapping[str, AimLevel]) -> None:
        self._scenario, self._trade = scenario, trade
        self.ranges: Ranges = ranges_stated(scenario)
        self.solves = 0
        self._refused: set[str] = set()
        frontier = self._frontier(scenario)
        plan = frontier.plan(**at)
        ((self.aim, _),) = at.items()
        self.level = float(read_level(at[self.aim], self.aim, scenario))
        self._at = dict(at)
        self._y = frontier.y
        self._named: list[KeptPlan] = [
            keep(scenario, decision_of(frontier.plan(**{frontier.x: named.x}))) for named in frontier.named_plans
        ]
        self._own = _Advice(shares=_shares(plan), order=self._order(own_figures(self.ranges)))

    def turn(self, figures: Sequence[Doubtful], end: float) -> Switch | None:
        """Where the advice turns between figures and an end; None where it is the same there, or cannot be asked."""
        still, there = 0.0, end
        why = self._differs(figures, there)
        if why is None:
            self._refused.add(figures[0].place)
            # Tables may refuse twice the range, where they take the range itself.
            there = end / TIMES
            why = self._differs(figures, there)
        if not why:
            return None
        for _ in range(_HALVINGS):
            middle = round((still + there) / 2, PLACES)
            other = self._differs(figures, middle)
            if other is None:
                # Nobody can say on which side it lies: what is told stays between two values that were solved.
                break
            if other:
                there, why = middle, other
            else:
                still = middle
        return Switch(
            figures=tuple(figures),
            at=there,
            still=still,
            why=tuple(why),
            unit=units_words(figures, self._scenario),
        )

    def is_refused(self, figures: Sequence[Doubtful]) -> bool:
        """Whether the tables did not take figures at an end."""
        return figures[0].place in self._refused

    def _differs(self, figures: Sequence[Doubtful], at: float) -> list[str] | None:
        """What the advice differs in where figures are moved; None where the tables refuse these values."""
        values = own_figures(self.ranges)
        typed = {one.place: moved(one, at) for one in figures}
        for place, one in enumerate(self.ranges.figures):
            values[0, place] = typed.get(one.place, values[0, place])
        try:
            changed = self._scenario.with_changes([typed_in(one, typed[one.place]) for one in figures])
        except ScenarioError:
            return None
        self.solves += 1
        try:
            frontier = self._frontier(changed)
        except InfeasibleError:
            # No level is to blame.
            return [say("there is no plan any more, at any level")]
        try:
            shares = _shares(frontier.plan(**self._at))
        except InfeasibleError:
            return [say("no plan reaches the level")]
        return _words(self._own, _Advice(shares=shares, order=self._order(values)))

    def _frontier(self, scenario: Scenario) -> ScenarioFrontier:
        return Study(scenario).frontier(self._trade, gap=ENDS_ALONE, choose=False)

    def _order(self, values: Floats) -> tuple[int, ...]:
        """The named plans, kept as they are, by what they deliver of the second aim; equal ones as they stand."""
        have = [float(deliver(kept, self.ranges.figures, values).aims[self._y][0]) for kept in self._named]
        size = max(map(abs, have), default=0.0)
        ranks = [round(value / (_SAME * size)) if size else 0 for value in have]
        return tuple(int(place) for place in np.argsort([-rank for rank in ranks], kind="stable"))


def _shares(plan: Plan) -> dict[str, float]:
    money: dict[str, float] = {}
    for row in plan.records["money"]:
        if row["cluster"]:
            money[str(row["cluster"])] = money.get(str(row["cluster"]), 0.0) + float(str(row["amount"]))
    total = sum(money.values())
    return {cluster: amount / total for cluster, amount in money.items()}


def _words(own: _Advice, other: _Advice) -> list[str]:
    """What the advice differs in, in words; nothing where it is the same."""
    before, after = own.shares or {}, other.shares or {}
    found = []
    if enters := sorted(after.keys() - before.keys()):
        found.append(say_of(len(enters), "{names} enters", "{names} enter", names=listing(enters)))
    if leaves := sorted(before.keys() - after.keys()):
        found.append(say_of(len(leaves), "{names} leaves", "{names} leave", names=listing(leaves)))
    moves = sum(abs(after.get(name, 0.0) - before.get(name, 0.0)) for name in before.keys() | after.keys()) / 2
    if moves > MOVES:
        found.append(say("{share} of the money goes to other clusters", share=hundredths(moves, ".0f")))
    if own.order != other.order:
        found.append(say("the named plans, kept as they are, come in another order"))
    return found
