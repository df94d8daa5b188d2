"""Answers aims asked for all at once: the plan that comes nearest, what falls short, and whose 1% would release most.

A reference point (Wierzbicki 1980): shortfalls are counted as shares of each aim's range, from its floor (0, or the one
asked for) to the most there is, and made as small as they can be together; see `programme/reference.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tradeoff.errors import SolverError
from tradeoff.frontier.answers import Answer, answer
from tradeoff.frontier.floors import floors_told
from tradeoff.frontier.study import Study
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import money_scale, published, units
from tradeoff.programme.reference import MARGIN, Wish, with_reference
from tradeoff.scenario.levels import AimLevel, read_levels
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

LESS = 0.01
"""The share of an aim's level by which it is lowered to see what that releases."""
_ROUNDING = 1e-7
"""Share of a range below which nothing is short; HiGHS is no closer to the truth."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """What is had where one aim is asked for 1% less, solved again."""

    aim: str
    less: float
    """By how much it is lowered, in its unit."""
    gain: float
    """By what share of its range another aim that falls short comes nearer, the one that gains most by it."""
    reached: Mapping[str, float]
    """Of each aim asked for, in its unit."""


@dataclass(frozen=True, kw_only=True)
class AimsPlan:
    """The plan that comes nearest to aims asked for at once; figures by aim, in the units of `units`."""

    scenario: Scenario
    """With its floors, if any."""
    asked: Mapping[str, float]
    ranges: Mapping[str, float]
    """The most there is of each aim, less its floor: what shortfalls are shares of."""
    margin: float
    """The largest shortfall as a share of its range, with a minus; above 0 the least surplus."""
    plan: Plan
    study: Study = field(repr=False, compare=False)
    answer: Answer = field(repr=False, compare=False)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each offered aim, in words."""
        return units(self.scenario)

    @property
    def reached(self) -> dict[str, float]:
        """What the plan has of each aim asked for."""
        return {aim: self.plan.objectives[aim] for aim in self.asked}

    @property
    def short(self) -> dict[str, float]:
        """By how much the plan falls short of each aim; 0 where it does not."""
        return {
            aim: 0.0 if self.asked[aim] - had <= _ROUNDING * self.ranges[aim] else published(self.asked[aim] - had)
            for aim, had in self.reached.items()
        }

    @property
    def is_reached(self) -> bool:
        """Whether every aim is."""
        return not any(self.short.values())

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """For each aim what 1% less of it brings the others, most first; each solved anew.

        None where all is reached, or one aim alone is asked for.
        """
        if self.is_reached or len(self.asked) < 2:
            return ()
        found = [self._release(aim) for aim in self.asked]
        return tuple(sorted(found, key=lambda release: -release.gain))

    def _release(self, aim: str) -> Release:
        less = self.asked[aim] * LESS
        wanted = dict(self.asked) | {aim: self.asked[aim] - less}
        found = _answer(self.study, wanted, self.ranges, self.answer)
        values = self.study.values(found.values)
        rises = [
            (values[other] - self.reached[other]) / self.ranges[other]
            for other, short in self.short.items()
            if short and other != aim
        ]
        gain = max(rises, default=0.0)
        return Release(
            aim=aim,
            less=published(less),
            gain=published(gain) if gain > _ROUNDING else 0.0,
            reached={name: values[name] for name in self.asked},
        )


def plan_for_aims(
    scenario: Scenario, aims: Mapping[str, AimLevel], *, floors: Mapping[str, AimLevel] | None = None
) -> AimsPlan:
    """The plan that comes nearest to several aims at once, and what each falls short by.

    Args:
        scenario: What `read_scenario` returns.
        aims: What is asked of each: a number in the unit of `units`, or words: {"breadth": 15000, "today": "30 crore"}.
        floors: For some aims the least that every plan keeps, as in `trace_frontier`.

    Raises:
        InfeasibleError: No plan satisfies the limits, or none keeps a floor.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: No aim is named, one is not offered, or a level cannot be read.

    Example:
        >>> import tradeoff
        >>> found = tradeoff.plan_for_aims(tradeoff.read_scenario("three-clusters"), {"breadth": 1000, "depth": 200})
        >>> {aim: round(value, 1) for aim, value in found.short.items()}
        {'breadth': 234.7, 'depth': 55.1}
    """
    require_scenario(scenario)
    asked = {aim: float(level) for aim, level in read_levels(aims, scenario).items()}
    if not asked:
        raise ValueError(
            say(
                "name at least one aim and its level; there are {objectives}", objectives=", ".join(scenario.objectives)
            )
        )
    kept = scenario.with_floors(floors or {})
    study = Study(kept)
    with floors_told(kept, Study):
        ranges = {aim: _range(study, aim) for aim in asked}
    found = _answer(study, asked, ranges, None)
    plan, margin = study.read(found.values), published(found.values.get(MARGIN, 0.0))
    _require_margin(plan, asked, ranges, margin)
    return AimsPlan(scenario=kept, asked=asked, ranges=ranges, margin=margin, plan=plan, study=study, answer=found)


def _answer(study: Study, asked: Mapping[str, float], ranges: Mapping[str, float], near: Answer | None) -> Answer:
    wishes = {}
    for aim, level in asked.items():
        unit = money_scale(study.scenario, aim)
        wishes[aim] = Wish(asked=level / unit, scale=ranges[aim] / unit)
    question = with_reference(study.programme, wishes)
    return answer(study.programme, question, start=None if near is None else near.basis)


def _range(study: Study, aim: str) -> float:
    """The most of an aim less its floor; where that is nothing any scale serves, and the most itself is taken."""
    most, floor = study.most(aim), float(study.scenario.floors.get(aim, 0))
    return next(size for size in (most - floor, abs(most), 1.0) if size > _ROUNDING * (1 + abs(most)))


def _require_margin(plan: Plan, asked: Mapping[str, float], ranges: Mapping[str, float], margin: float) -> None:
    """Refuse a plan whose own figures say another margin than the solver."""
    least = min((plan.objectives[aim] - level) / ranges[aim] for aim, level in asked.items())
    if abs(least - margin) > _ROUNDING * (1 + abs(margin)):
        raise SolverError(
            say(
                "the plan's aims come to a margin of {least:.10g}, and the solver said {margin:.10g}",
                least=least,
                margin=margin,
            )
        )
