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
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.advice.delivered import deliver
from tradeoff.advice.draws import own_figures
from tradeoff.advice.kept_plan import KeptPlan, decision_of, keep
from tradeoff.advice.ranges_stated import Doubtful, Ranges, ranges_stated
from tradeoff.advice.swings import figures_words
from tradeoff.advice.wording import listing
from tradeoff.errors import InfeasibleError, ScenarioError
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.study import Study
from tradeoff.money import format_number
from tradeoff.moo.lp.model import Floats
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

TIMES = 2.0
"""How far a figure is moved: so many times the way from it to its low, and to its high."""
MOVES = 0.1
"""Share of the money that another plan gives to other clusters, above which it is other advice."""
_HALVINGS = 11
"""After which a value is known to a thousandth of the way to the end of its range."""
_SAME = 1e-9
"""Relative difference up to which two plans have the same of an aim."""
Told = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Switch:
    """Where the advice turns as one figure, or several that move together, go to one side."""

    figures: tuple[Doubtful, ...]
    at: float
    """Where the advice is another one: 1 at the high of every figure, -1 at its low, 0 at the figures themselves."""
    still: float
    """The nearest to that at which it is still the same, likewise."""
    why: tuple[str, ...]
    """What is another there."""

    @property
    def what(self) -> str:
        """Which figures, in words."""
        return figures_words(self.figures)

    def values(self, at: float) -> tuple[float, ...]:
        """What the figures are at a place between -2 and 2."""
        return tuple(moved(one, at) for one in self.figures)

    @property
    def sentence(self) -> str:
        """At which value what changes."""
        if len(self.figures) == 1:
            (there,), (still,), own = self.values(self.at), self.values(self.still), self.figures[0].value
            where = say(
                "{what} is {there:.6g} instead of {own:.6g} (at {still:.6g} not yet)",
                what=self.what,
                there=there,
                own=own,
                still=still,
            )
        else:
            end = say("low") if self.at < 0 else say("high")
            where = say(
                "{what} are {at:.4f} of the way to their {end} (at {still:.4f} not yet)",
                what=self.what,
                at=abs(self.at),
                end=end,
                still=abs(self.still),
            )
        return say("If {where}: {why}.", where=where, why="; ".join(self.why))


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Which figures would change the advice, the one that is nearest to it first."""

    trade: str
    level: tuple[str, float]
    """The aim that is held, and its level."""
    found: tuple[Switch, ...]
    """By how far each is from its figure, in shares of its own range."""
    steady: tuple[tuple[Doubtful, ...], ...]
    """Figures that change nothing at twice their range, on either side."""
    refused: tuple[tuple[Doubtful, ...], ...]
    """Figures that change nothing either, but that the tables do not take at twice their range on some side."""
    solves: int
    """Programmes solved anew."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each turn, the nearest first; then how many figures turn nothing."""
        if not (self.found or self.steady or self.refused):
            return (say("No figure states a range that a plan depends on, so none was moved."),)
        said = [one.sentence for one in self.found]
        for groups, where in (
            (self.steady, say("at {times:g} times the range stated", times=TIMES)),
            (
                self.refused,
                say("as far as the tables take it, which is less than {times:g} times the range stated", times=TIMES),
            ),
        ):
            count = sum(len(figures) for figures in groups)
            words = say("1 figure changes") if count == 1 else say("{count} figures change", count=format_number(count))
            said += [say("{words} nothing {where}.", words=words, where=where)] if count else []
        return tuple(said)

    @property
    def table(self) -> pd.DataFrame:
        """A row a turn: figure, at and still in shares of its own range, both values of a single figure, why."""
        import pandas as pd

        return pd.DataFrame(
            switch_records(self), columns=["figure", "at", "still", "value", "value_still", "own", "why"]
        )


def switch_records(found: Switches) -> list[dict[str, object]]:
    """A record a turn, the nearest first; of several figures that move together no value is said."""
    records: list[dict[str, object]] = []
    for one in found.found:
        alone = len(one.figures) == 1
        records.append(
            {
                "figure": one.what,
                "at": published(one.at),
                "still": published(one.still),
                "value": published(one.values(one.at)[0]) if alone else None,
                "value_still": published(one.values(one.still)[0]) if alone else None,
                "own": one.figures[0].value if alone else None,
                "why": "; ".join(one.why),
            }
        )
    return records


@dataclass(frozen=True, kw_only=True)
class _Advice:
    """What is advised at some values; `shares` None: no plan reaches the level."""

    shares: Mapping[str, float] | None
    """Of the money, by cluster that gets any."""
    order: tuple[int, ...]
    """The named plans by the second aim, the most first."""


def switching(scenario: Scenario, trade: str, *, told: Told | None = None, **at: AimLevel) -> Switches:
    """At which value each doubtful figure would change the advice, if at all, inside twice its range.

    Args:
        scenario: With the reforms and floors of the plan; openings in shares.
        trade: The choice, such as "depth-breadth".
        told: Called with figures done and figures there are.
        **at: The plan: one of the two aims with its level, as for `plan_at`.

    Raises:
        InfeasibleError: No plan reaches the level as the tables are.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        ValueError: The choice or aim is unknown, or the level cannot be read.

    Example:
        >>> import tradeoff
        >>> pilots = tradeoff.read_scenario("orissa-pilots")
        >>> found = tradeoff.switching(pilots, "depth-breadth", breadth=700)  # doctest: +SKIP
        >>> print(found.found[0].sentence)  # doctest: +SKIP
    """
    require_scenario(scenario)
    question = _Question(scenario, trade, at)
    groups = [tuple(one for one in question.ranges.figures if one.group == g) for g in range(question.ranges.groups)]
    found: list[Switch] = []
    steady: list[tuple[Doubtful, ...]] = []
    refused: list[tuple[Doubtful, ...]] = []
    for place, figures in enumerate(groups):
        turns = [switch for end in (-TIMES, TIMES) if (switch := question.turn(figures, end)) is not None]
        found += turns
        if not turns:
            (refused if question.is_refused(figures) else steady).append(figures)
        if told is not None:
            told(place + 1, len(groups))
    return Switches(
        trade=trade,
        level=(question.aim, question.level),
        found=tuple(sorted(found, key=lambda one: (abs(one.at), one.what))),
        steady=tuple(steady),
        refused=tuple(refused),
        solves=question.solves,
    )


def moved(one: Doubtful, at: float) -> float:
    """A figure moved towards its low (below 0) or its high: to the end itself at -1 and 1, never to what cannot be.

    Args:
        one: The figure.
        at: How far.
    """
    # Tables refuse more digits than anybody knows; what is typed in is what is told.
    value = published(one.value + at * (one.high - one.value if at > 0 else one.value - one.low))
    kind = CellKind.SHARE if one.column == "agent_availability" else None
    if one.table != "settings":
        kind = cell_kind(next(rows for rows in TABLES if one.table == rows.TABLE), one.column)
    if kind is CellKind.RATE:
        return value
    return min(max(value, 0.0), 1.0) if kind is CellKind.SHARE else max(value, 0.0)


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
        self.level = plan.objectives[self.aim]
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
            middle = (still + there) / 2
            other = self._differs(figures, middle)
            if other is None:
                # Nobody can say on which side it lies: what is told stays between two values that were solved.
                break
            if other:
                there, why = middle, other
            else:
                still = middle
        return Switch(figures=tuple(figures), at=there, still=still, why=tuple(why))

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
            changed = self._scenario.with_changes([_change(one, typed[one.place]) for one in figures])
        except ScenarioError:
            return None
        self.solves += 1
        try:
            shares = _shares(self._frontier(changed).plan(**self._at))
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


def _change(one: Doubtful, value: float) -> Mapping[str, object]:
    column = "value" if one.table == "settings" else one.column
    return {"table": one.table, "where": dict(one.where), "column": column, "set": f"{Decimal(repr(value)):f}"}


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
        found.append(f"{listing(enters)} enter{'s' if len(enters) == 1 else ''}")
    if leaves := sorted(before.keys() - after.keys()):
        found.append(f"{listing(leaves)} leave{'s' if len(leaves) == 1 else ''}")
    moves = sum(abs(after.get(name, 0.0) - before.get(name, 0.0)) for name in before.keys() | after.keys()) / 2
    if moves > MOVES:
        found.append(say("{moves:.0%} of the money goes to other clusters", moves=moves).replace("%", " %"))
    if own.order != other.order:
        found.append(say("the named plans, kept as they are, come in another order"))
    return found
