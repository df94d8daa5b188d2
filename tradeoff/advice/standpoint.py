"""Holds one plan of a choice and a subject on one hot programme, and asks what changes of the tables do to the two.

A plan cannot do without a subject where every plan that leaves it out has less of the aim that is not held:

    gain(change)  =  most of y, with the change  -  most of y, with the change and nothing of the subject

In words: above nothing, every best plan takes the subject in; at nothing, a plan as good leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tradeoff.advice.claims import TOLERANCE, Expected, Question, Served
from tradeoff.advice.subjects import TAKEN, Sort, Subject
from tradeoff.errors import SolverError
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.what_if import WhatIf
from tradeoff.programme.differences import Difference, ShapeError
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import build_programme
from tradeoff.scenario.scenario import Scenario

Changes = tuple[Mapping[str, object], ...]
"""Changes of tables, as `Scenario.with_changes` takes them."""
STRICT = 2e-6
"""Share of an aim below which a difference is what a solver's tolerance leaves of nothing: twice what claims allow."""
_ROUNDED = 1e-7
"""Share of a level that questions do without: on the very edge of what plans reach, solvers contradict themselves."""
NOBODY = 1e-3
"""Households, or rupees, below which rounding has left of nobody what the plan calls served."""
_FAR = 20
"""No factor is larger."""


@dataclass(kw_only=True)
class Standpoint:
    """A plan that is looked from, and what is asked about."""

    frontier: ScenarioFrontier
    subject: Subject
    held: str
    """The aim that is held at a level."""
    other: str
    """The aim of which there is the most."""
    level: float
    plan: Plan
    asked: WhatIf
    _elsewhere: int = field(default=0)

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is."""
        return self.frontier.scenario

    @property
    def floor(self) -> float:
        """The level as questions hold it."""
        return eased(self.level)

    @cached_property
    def best(self) -> float:
        """The most of the other aim at the level."""
        found = self.ask(self.other, {self.held: self.floor})
        # The plan has the level.
        assert found is not None
        return found

    def within(self, share: float) -> dict[str, float]:
        """Both aims less a share of each, as questions hold them."""
        return {self.held: (1 - share) * self.floor, self.other: (1 - share) * eased(self.best)}

    @property
    def solves(self) -> int:
        """Solves of what-ifs so far."""
        return self.asked.solves + self._elsewhere

    @property
    def households(self) -> float:
        """Households that the plan enrols in the subject's clusters; rupees spent on an activity."""
        if self.subject.sort is Sort.ACTIVITY:
            rows = self.plan.records["money"]
            return sum(float(str(row["amount"])) for row in rows if row["activity"] == self.subject.subject_id)
        rows = self.plan.records["households"]
        return sum(float(str(row["households"])) for row in rows if row["cluster"] in self.subject.clusters)

    @property
    def is_funded(self) -> bool:
        """Whether anything of the subject is in the plan."""
        return self.households > NOBODY

    @property
    def least_gain(self) -> float:
        """Less of the other aim than this is what a solver's tolerance leaves of nothing."""
        return STRICT * (1 + abs(self.ends[self.other]))

    @property
    def ends(self) -> Mapping[str, float]:
        """The most of either aim that any plan has."""
        points = self.frontier.extreme_points
        return {self.frontier.x: points[0].x, self.frontier.y: points[-1].y}

    def served(self, changes: Changes = (), cluster_id: str = "") -> Served:
        """The question whom the plan at this level enrols in the subject, after some changes."""
        return Served(
            scenario=self.scenario,
            trade=self.frontier.trade,
            at=(self.held, self.level),
            cluster_id=cluster_id or self.subject.subject_id,
            changes=changes,
        )

    def in_it(self, changes: Changes) -> Expected:
        """That the plan takes the subject in after some changes; of several clusters, that they add something."""
        if self.subject.sort is not Sort.CLUSTER:
            return self.adds(changes)
        cells = (cell for cells in map(self.scenario.cells_of, self.subject.clusters) for cell in cells)
        most = _FAR * sum(float(cell.households) for cell in cells)
        # More than rounding leaves of nobody, and no more than any factor lists.
        return Expected(question=self.served(changes), low=NOBODY + TOLERANCE * (1 + most), high=most)

    def out_of_it(self, changes: Changes) -> Expected:
        """That the plan leaves the subject out after some changes; of several clusters, that they add nothing."""
        if self.subject.sort is not Sort.CLUSTER:
            return self.adds_nothing(changes)
        return Expected(question=self.served(changes), low=0.0, high=NOBODY)

    def adds(self, changes: Changes, gain: float | None = None) -> Expected:
        """That a plan without the subject has less of the other aim, after some changes.

        Args:
            changes: Of which tables.
            gain: How much less; None to solve for it.
        """
        if gain is None:
            found = self.gain(self.change(changes, touches=None))
            gain = 0.0 if found is None else found[0]
        # Give or take what no solve can tell from it.
        room = self.least_gain / 4
        return self._gains(changes, gain - room, gain + room)

    def adds_nothing(self, changes: Changes) -> Expected:
        """That a plan without the subject is as good, after some changes."""
        return self._gains(changes, 0.0, self.least_gain)

    def _gains(self, changes: Changes, low: float, high: float) -> Expected:
        without = self.question(*changes, self.subject.left_out())
        return Expected(question=self.question(*changes), minus=without, low=low, high=high)

    def question(self, *changes: Mapping[str, object]) -> Question:
        """The question what the most of the other aim is at this level, after some changes."""
        return Question(
            scenario=self.scenario, most=self.other, at_least=((self.held, self.floor),), changes=tuple(changes)
        )

    def change(self, changes: Changes, *, touches: Collection[str] | None) -> Difference | WhatIf:
        """What changes of tables are to the programme: a difference, or another programme where its shape changes.

        Args:
            changes: Of which tables.
            touches: The clusters whose rows they may touch; None for all.
        """
        changed = self.scenario.with_changes(list(changes))
        try:
            return self.asked.differences.to(changed, clusters=touches)
        except ShapeError:
            programme = build_programme(changed)
            return WhatIf(programme, measures=self.subject.measures(programme))

    def gain(self, change: Difference | WhatIf | None = None) -> tuple[float, float] | None:
        """What the subject adds to the other aim after a change, and the most without it; None where no plan is left.

        Where only plans that take it in reach the level, it adds everything and without it there is nothing.
        """
        best = self._most(change, at_most={})
        if best is None:
            return None
        without = self._most(change, at_most={TAKEN: 0.0})
        return (best, 0.0) if without is None else (best - without, without)

    def is_needed(self, change: Difference | WhatIf | None = None) -> bool:
        """Whether every best plan takes the subject in after a change.

        It is too where no plan without it has the level, though there may be nothing of the other aim to add.
        """
        best = self._most(change, at_most={})
        if best is None:
            return False
        without = self._most(change, at_most={TAKEN: 0.0})
        return without is None or best - without > self.least_gain

    def most(self, change: Difference | WhatIf | None = None, *, anywhere: bool = False) -> float | None:
        """The most of the other aim at this level, or at any, after a change."""
        return self._most(change, at_most={}, anywhere=anywhere)

    def most_without(self, change: Difference | WhatIf | None = None, *, anywhere: bool = False) -> float | None:
        """The same with nothing of the subject."""
        return self._most(change, at_most={TAKEN: 0.0}, anywhere=anywhere)

    def _most(
        self, change: Difference | WhatIf | None, *, at_most: Mapping[str, float], anywhere: bool = False
    ) -> float | None:
        held = {} if anywhere else {self.held: self.floor}
        if isinstance(change, WhatIf):
            before = change.solves
            found = change.most(self.other, held, at_most=at_most)
            self._elsewhere += change.solves - before
            return found
        return self.ask(self.other, held, at_most=at_most, change=change)

    def ask(
        self,
        name: str,
        at_least: Mapping[str, float],
        *,
        at_most: Mapping[str, float] | None = None,
        change: Difference | None = None,
        least: bool = False,
    ) -> float | None:
        """The most of an aim or measure, as `WhatIf.most`; where a solver loses its way from the last answer, anew.

        Args:
            name: Of which aim or measure.
            at_least: Levels that others are held at or above.
            at_most: Levels that they are held at or below.
            change: What is added to the programme first.
            least: Ask for the least instead.
        """
        try:
            found = (self.asked.least if least else self.asked.most)(name, at_least, at_most=at_most, change=change)
        except SolverError:
            self._elsewhere += self.asked.solves
            programme = self.frontier.study.programme
            self.asked = WhatIf(programme, measures=self.subject.measures(programme))
            found = (self.asked.least if least else self.asked.most)(name, at_least, at_most=at_most, change=change)
        return found


def eased(level: float) -> float:
    """A level as questions hold it, a hair short of the edge of what plans reach."""
    return level - _ROUNDED * abs(level)


def stand(frontier: ScenarioFrontier, subject: Subject, held: str, level: float) -> Standpoint:
    """Look from the plan at a level of one aim of a frontier.

    Args:
        frontier: Whose plan.
        subject: What is asked about.
        held: The aim of which a level is given.
        level: In the aim's unit.

    Raises InfeasibleError for more than any plan has, ValueError for an aim that is not the frontier's.
    """
    plan = frontier.plan(**{held: level})
    programme = frontier.study.programme
    # Below an end the plan has more than was asked, and what is held is what it has.
    reached = plan.objectives[held]
    return Standpoint(
        frontier=frontier,
        subject=subject,
        held=held,
        other=frontier.y if held == frontier.x else frontier.x,
        level=level if abs(reached - level) <= STRICT * (1 + abs(level)) else reached,
        plan=plan,
        asked=WhatIf(programme, measures=subject.measures(programme)),
    )
