"""Holds every efficient plan of a scenario between two aims, and finds the plan at any level of either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tradeoff.drawer import drawn
from tradeoff.frontier.at_level import blend_at_level, plan_at_level
from tradeoff.frontier.named_plans import NamedPlan, named_plans
from tradeoff.moo.biobjective.line import Line
from tradeoff.moo.exact.proofs import AnyProof
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Certificate, Point
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

    from tradeoff.frontier.study import Study


@dataclass(frozen=True, kw_only=True)
class ScenarioFrontier:
    """Every efficient plan of a scenario between two aims, from the most of x to the most of y."""

    scenario: Scenario
    trade: str
    units: Mapping[str, str]
    """The unit of each offered objective, in words."""
    frontier: Frontier
    """What the engine found, in the scenario's units."""
    study: Study = field(repr=False, compare=False)
    """The programme and solver behind the frontier, for further questions to the same scenario."""

    def __repr__(self) -> str:
        return f"<ScenarioFrontier of {self.scenario.name!r}, {self.trade}: {self.frontier!r}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @property
    def x(self) -> str:
        """The aim of the first axis, by name."""
        return self.frontier.objectives[0]

    @property
    def y(self) -> str:
        """The aim of the second axis, by name."""
        return self.frontier.objectives[1]

    def other(self, aim: str) -> str:
        """The other of the two aims."""
        return self.x if aim == self.y else self.y

    @property
    def certificate(self) -> Certificate:
        """How good the frontier is."""
        return self.frontier.certificate

    @property
    def extreme_points(self) -> tuple[Point, ...]:
        """The points, from the most of x."""
        return self.frontier.extreme_points

    @property
    def proof(self) -> AnyProof | None:
        """The programme and every claim in exact fractions, where the frontier is certified."""
        return self.frontier.proof

    @cached_property
    def only_plans(self) -> tuple[bool, ...]:
        """For each plan, whether it is checked to be the only one that objectives, ties and ranks leave."""
        return tuple(bool(self._line.chosen(position).is_only) for position in range(len(self.extreme_points)))

    @property
    def _line(self) -> Line:
        line = self.frontier.line
        assert line is not None  # Of two objectives over a linear programme there always is one.
        return line

    @cached_property
    def _columns(self) -> tuple[Floats, ...]:
        """The columns of the plan of each point."""
        return tuple(self._line.chosen(position).x for position in range(len(self.extreme_points)))

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plan that stands for each point, read when first asked for; which one, depends on the point alone."""
        return tuple(self.study.plan(x) for x in self._columns)

    @cached_property
    def plan_objectives(self) -> tuple[Mapping[str, float], ...]:
        """Every offered objective of the plan of each point, in its unit; no plan is read for it."""
        return tuple(self.study.objectives(x) for x in self._columns)

    @property
    def points(self) -> pd.DataFrame:
        """A row a plan: plan, x, y, rate_left, rate_right, then the other offered objectives, in their units."""
        import pandas as pd

        others = [name for name in self.scenario.objectives if name not in (self.x, self.y)]
        return pd.DataFrame(
            {
                "plan": range(len(self.extreme_points)),
                self.x: [point.x for point in self.extreme_points],
                self.y: [point.y for point in self.extreme_points],
                "rate_left": pd.array([point.rate_left for point in self.extreme_points], dtype="Float64"),
                "rate_right": pd.array([point.rate_right for point in self.extreme_points], dtype="Float64"),
                **{name: [at[name] for at in self.plan_objectives] for name in others},
            }
        )

    def mixture(self, position: int, share: float) -> Plan:
        """The mixture of the plans of two neighbouring points: `share` of the one after `position`.

        On an exact frontier it lies on the frontier; on a bounded one it is feasible and within the gap.

        Raises IndexError where there is no such edge, ValueError for a share below 0 or above 1.
        """
        edges = len(self._columns) - 1
        if not 0 <= position < edges:
            raise IndexError(
                say(
                    "there is no edge after point {position}; the frontier has {edges}, the first after 0",
                    position=position,
                    edges=edges,
                )
            )
        if not 0 <= share <= 1:
            raise ValueError(say("share is {share}; a mixture takes between 0 and 1 of the second plan", share=share))
        a, b = self._columns[position], self._columns[position + 1]
        return self.study.plan((1 - share) * a + share * b)

    def blend(self, **at: AimLevel) -> Plan:
        """The mixture, at a level, of the plans of the two points on either side: what the page shows there.

        On an exact frontier it is a plan as good as that of `plan`; on a bounded one it is feasible and within the gap.

        Args:
            **at: One of the two aims, with a number in its unit or words, as in `plan`.

        Raises:
            InfeasibleError: No plan has as much.
            ValueError: Another aim is named, none or both, or the level cannot be read.
        """
        return blend_at_level(self, at)

    def most(self, level: float, *, of: str | None = None) -> float:
        """The most of the other aim that any plan with at least a level of one has, whatever the frontier's gap.

        Args:
            level: In the aim's unit, no more than the end with the most of it has.
            of: The aim; None: x.

        Raises:
            SolverError: The edge there cannot be closed.
        """
        aim = of or self.x
        cost = self._line.best_at(self.study.cost(aim, level), of_second=aim == self.y)
        return published(self.study.value(self.other(aim), cost))

    @cached_property
    def named_plans(self) -> tuple[NamedPlan, ...]:
        """Both ends, and between them the point farthest from their line: a place to start reading, and no advice.

        Raises SolverError where the point between cannot be solved for.
        """
        return named_plans(self)

    def named_plan(self, named: NamedPlan) -> Plan:
        """The plan of one of `named_plans`; the others are not read for it."""
        if named.position is None:
            return self.plan(**{self.x: named.x})
        return self.study.plan(self._columns[named.position])

    def at(self, level: float, *, of: str) -> Floats:
        """The columns of the plan that `plan` gives at a level between the ends."""
        return self._line.at(self.study.cost(of, level), of_second=of == self.y)

    def end(self, of: str) -> Floats:
        """The columns of the plan of the end with the most of an aim."""
        return self._line.chosen(0 if of == self.x else len(self.extreme_points) - 1).x

    def plan(self, **at: AimLevel) -> Plan:
        """The plan that reaches at least a level of one aim, and then the most of the other.

        Between two neighbouring extreme points of the true frontier it is their mixture. Below the level that the
        other aim's end has anyway the plan of that end is returned, and its remark says so.

        Args:
            **at: One of the two aims, with a number in its unit or words: `plan(breadth=900)`, `plan(today="2 crore")`.

        Raises:
            InfeasibleError: No plan has as much.
            ValueError: Another aim is named, none or both, or the level cannot be read.
        """
        return plan_at_level(self, at)
