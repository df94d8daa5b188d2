"""Adds plans to those of a scenario's frontiers until mixtures of them answer floors under all aims at once.

Floors are drawn at random, some of the aims, anywhere from nothing to the most there is. The mixture of the plans at
hand is one bound on what can be had above them, the planes that every solve leaves behind are another
(`moo/mixtures.py`). Where the two lie too far apart, the plan that lies farthest beyond the facet of the plans at hand
is solved for, a corner of what is possible, and kept. That is the sandwich of two objectives (Ruzika and Wiecek 2005),
driven by the questions that people may ask, as often as they may ask them. What was reached is then measured on floors
that had no part in it, every one of them solved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tradeoff.frontier.floor_solver import FloorQuestion, FloorSolver
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.stopping import CutOffError, Progress
from tradeoff.moo.mixtures import Mixture, Mixtures, Roof
from tradeoff.programme.plan import Plan
from tradeoff.scenario.arguments import require_each
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

MOST_PLANS = 200
"""Plans in all, those of the frontiers among them: more make a page heavy."""
ALLOWED = 0.01
"""Share of an aim's range by which an answer may be short; by no more floors are lowered for one."""
_ASKED = 200
"""Fresh floors that what was reached is measured on."""
_SCREENED = 150
"""Floors drawn last, by which it is judged whether it is enough."""
_OFTEN = 0.95
"""Of the floors that can be met, the share whose shortfall is told."""
_MOST_DRAWN = 5_000
"""Floors after which no more are drawn: some nine hundred are enough at the size of a state."""
_SURE = 0.97
"""Of the floors drawn last, the share that must have been within what is allowed before it is measured."""
_SAME = 1e-4
"""Share of every aim's range within which two plans are one."""
_MOST_WORK = 4e9
"""Simplex iterations times columns, after which no more questions are solved: about two minutes of a processor."""
_SEED = 16


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How well mixtures of the plans at hand answer floors that had no part in choosing them."""

    asked: int
    """Fresh floors, each solved."""
    met: int
    """Of them those that some plan keeps."""
    refused: int
    """Of those, the ones that no mixture keeps, not even with floors lowered by what is allowed."""
    lowered: int
    """Those that a mixture keeps only so."""
    usual: float
    """By what share of a range 95 of 100 are short at most."""
    worst: float
    """By what share the worst of them is; of those refused the share by which floors would be lowered."""

    @property
    def is_enough(self) -> bool:
        """Whether none is refused, and 95 of 100 are short by no more than is allowed."""
        return self.asked > 0 and not self.refused and self.usual <= ALLOWED


@dataclass(frozen=True, kw_only=True)
class FloorPlans:
    """Plans whose mixtures answer floors: those of frontiers, and those added."""

    scenario: Scenario
    aims: tuple[str, ...]
    most: tuple[float, ...]
    """The most any plan has of each aim, in the units of `units`."""
    stored: int
    """Plans of the frontiers."""
    added: tuple[Plan, ...]
    reached: Reached
    solves: int = field(compare=False)


def plans_of(frontiers: Sequence[ScenarioFrontier]) -> list[Plan]:
    """Every plan of frontiers: one a point, and those with a name that lie between points."""
    found: list[Plan] = []
    for frontier in frontiers:
        found += frontier.plans
        if not frontier.certificate.stopped:
            between = (named.x for named in frontier.named_plans if named.position is None)
            found += [frontier.plan(**{frontier.x: x}) for x in between]
    return found


def plans_for_floors(
    frontiers: Sequence[ScenarioFrontier],
    *,
    plans: int = MOST_PLANS,
    seed: int = _SEED,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> FloorPlans:
    """Plans whose mixtures answer floors under all aims at once: at least so much of each, and the most of one.

    Args:
        frontiers: Of one scenario, whose plans come first.
        plans: How many there may be in all.
        seed: Of the floors that are drawn.
        time_limit: Seconds after which no more plans are looked for; None for no limit.
        progress: Called with solves, plans, and the share of the last floors that was answered poorly; None for nobody.

    Raises:
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: There is no frontier, or something among them is none.
    """
    require_each(frontiers, "frontiers", ScenarioFrontier, "trace_frontier")
    if not frontiers:
        raise ValueError(say("frontiers is an empty list; give one frontier at least"))
    search = _Search(frontiers, plans, seed)
    search.solver.stop_after(time_limit)
    reached = search.run(progress)
    return FloorPlans(
        scenario=search.scenario,
        aims=search.solver.aims,
        most=tuple(search.most.values()),
        stored=search.stored,
        added=tuple(search.study.read(columns) for columns in search.added),
        reached=reached,
        solves=search.solver.solves,
    )


class _Search:
    """The plans so far, the planes so far, and what questions are drawn."""

    def __init__(self, frontiers: Sequence[ScenarioFrontier], plans: int, seed: int) -> None:
        self.scenario, self.study = frontiers[0].scenario, frontiers[0].study
        self.most = {aim: self.study.most(aim) for aim in self.scenario.objectives}
        self.solver = FloorSolver(self.study.programme, self.most)
        sizes = np.array([value if value > 0 else 1.0 for value in self.most.values()])
        known = plans_of(frontiers)
        self.points = np.array([[plan.objectives[aim] for aim in self.most] for plan in known]) / sizes
        self.stored, self._room = len(known), plans - len(known)
        self.added: list[dict[str, float]] = []
        self._planes: list[Floats] = [np.ones(len(sizes))]
        self._heights = [float(len(sizes))]
        self._roof: Roof | None = None
        self._mixtures: Mixtures | None = None
        self._draws = np.random.default_rng(seed)
        self._drawn = 0

    def run(self, progress: Progress | None) -> Reached:
        """Add plans until it is enough, there is no room, or work or time are over; say what was reached."""
        fresh = Reached(asked=0, met=0, refused=0, lowered=0, usual=0.0, worst=0.0)
        poor: deque[bool] = deque(maxlen=_SCREENED)
        try:
            while not self._is_over:
                question = self._draw()
                poor.append(self._gap(question) > ALLOWED)
                if poor[-1]:
                    self._look_beyond(question)
                    if progress is not None:
                        progress(self.solver.solves, len(self.points), sum(poor) / len(poor))
                elif len(poor) == _SCREENED and sum(poor) <= (1 - _SURE) * _SCREENED:
                    fresh = self._measure()
                    if fresh.is_enough:
                        return fresh
                    poor.clear()
            return self._measure()
        except CutOffError:
            return fresh

    @property
    def _is_over(self) -> bool:
        return len(self.added) >= self._room or self._drawn >= _MOST_DRAWN or self.solver.work > _MOST_WORK

    def _draw(self) -> FloorQuestion:
        """A question at random: as many floors as chance has it, one at least, and an aim that has none."""
        self._drawn += 1
        width = len(self.most)
        aim = int(self._draws.integers(width))
        held = self._draws.random(width) < self._draws.random()
        held[aim] = False
        if width > 1 and not held.any():
            held[(aim + 1) % width] = True
        return FloorQuestion(aim=aim, floors=np.where(held, self._draws.random(width), -np.inf))

    def _gap(self, question: FloorQuestion) -> float:
        """How far the answer at hand may be from the best there is; beyond 1 where floors would have to be lowered."""
        if self._roof is None:
            self._roof = Roof(np.array(self._planes), np.array(self._heights))
        most = self._roof.most(question.aim, question.floors)
        if most is None:
            return 0.0
        mixture = self._mixed(question)
        return 1.0 + mixture.lowered if mixture.lowered else most - float(mixture.values[question.aim])

    def _mixed(self, question: FloorQuestion) -> Mixture:
        if self._mixtures is None:
            self._mixtures = Mixtures(self.points)
        return self._mixtures.best(question.aim, question.floors)

    def _look_beyond(self, question: FloorQuestion) -> None:
        """Keep the plan that lies farthest beyond the facet of the plans at hand that a question's answer lies on.

        What floors hold is seldom a corner of what is possible; this is one, and serves more questions. Where it is at
        hand already nothing lies beyond, which its plane says from now on.
        """
        mixture = self._mixed(question)
        corner = self.solver.along(mixture.plane, near=mixture.values)
        self._planes.append(corner.plane)
        self._heights.append(corner.height)
        self._roof = None
        if float(np.abs(self.points - corner.shares).max(axis=1).min()) >= _SAME:
            self.points, self._mixtures = np.vstack([self.points, corner.shares]), None
            self.added.append(corner.columns)

    def _measure(self) -> Reached:
        """Solve fresh questions, and hold the mixtures against the answers."""
        short, lowered, refused, asked = [], 0, 0, 0
        for _ in range(_ASKED):
            asked += 1
            question = self._draw()
            mixture = self._mixed(question)
            answer = self.solver.settle(question, near=mixture.values)
            if answer.lowered:
                continue
            refused += mixture.lowered > ALLOWED
            lowered += 0 < mixture.lowered <= ALLOWED
            lost = float(answer.shares[question.aim] - mixture.values[question.aim])
            short.append(max(mixture.lowered, 0.0 if mixture.lowered > ALLOWED else lost, 0.0))
            if self.solver.work > 2 * _MOST_WORK:
                break
        return Reached(
            asked=asked,
            met=len(short),
            refused=refused,
            lowered=lowered,
            usual=float(np.quantile(short, _OFTEN, method="higher")) if short else 0.0,
            worst=max(short, default=0.0),
        )
