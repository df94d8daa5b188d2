"""Traces the three frontiers of a scenario: one programme, one solver, every plan chosen by its point alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.frontier.at_level import plan_at_level
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.exact_programme import read_programme
from tradeoff.frontier.refusals import require_decided, require_shares
from tradeoff.moo.arguments import require_gap, require_seconds
from tradeoff.moo.biobjective.line import Line
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.frontier import Certificate, Frontier, Point
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.publish.rounded import rounded
from tradeoff.moo.trace_line import trace_line
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.plan import Plan, PlanReader
from tradeoff.programme.programme import (
    DIGITS,
    Programme,
    build_programme,
    exact_money_scale,
    money_scale,
    published,
    units,
)
from tradeoff.scenario.levels import Level
from tradeoff.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

_MONEY, _MONTHS = "least money", "least agent-months"


class Study:
    """A scenario's programme on one solver, shared by its frontiers.

    Raises ScenarioError where its openings are whole, what is asked here having its answer with shares only, or where
    reforms are still to be decided.
    """

    def __init__(self, scenario: Scenario, *, hot: bool = True) -> None:
        require_shares(scenario)
        require_decided(scenario)
        self.scenario = scenario
        self.programme: Programme = build_programme(scenario)
        self._reader = PlanReader(self.programme)
        expressions = {**self.programme.objectives, _MONEY: self.programme.money, _MONTHS: self.programme.months}
        senses = dict.fromkeys(self.programme.objectives, Sense.MAX)
        senses |= {_MONEY: Sense.MIN, _MONTHS: Sense.MIN}
        scales = {name: money_scale(scenario, name) for name in self.programme.objectives}
        model = from_pulp(self.programme.problem, expressions, senses, scales=scales)
        self._solver = Solver(model, hot=hot)
        columns = {column.name: column for column in self.programme.columns}
        ranks = id_ranks([columns[name].identity for name in model.columns])
        # Among plans equal in everything else: more households enrolled, less of all other columns.
        prefers = np.array([1.0 if isinstance(columns[name].key, Enrolled) else -1.0 for name in model.columns])
        self._last_ties = [model.cost(_MONEY), model.cost(_MONTHS), ranks * prefers]

    def best(self, objective: str) -> Plan:
        """The plan that is best at one objective, then at the others in the tie order.

        Raises ValueError for an objective the scenario does not offer, else as `frontier` does.
        """
        if objective not in self.programme.objectives:
            raise ValueError(f"{objective!r} is not offered here; there are {', '.join(self.programme.objectives)}")
        x = lexicographic(self._solver, [self._solver.model.cost(objective), *self._ties(objective)]).x
        return self.plan(x)

    def _ties(self, *chosen: str) -> list[Floats]:
        """What decides among equally good plans: the other objectives, money, agent-months, ranks of ids."""
        order = self.scenario.settings.tie_order
        others = [name for name in order if name in self.programme.objectives and name not in chosen]
        return [*(self._solver.model.cost(name) for name in others), *self._last_ties]

    def plan(self, x: Floats, *, remark: str = "") -> Plan:
        """The plan that columns in the programme's order describe."""
        return self._reader.read(self._named(x), remark=remark)

    def objectives(self, x: Floats) -> dict[str, float]:
        """What every offered objective is at columns in the programme's order, in the scenario's units."""
        return self._reader.objectives(self._named(x))

    def cost(self, objective: str, level: float) -> float:
        """A level in the scenario's units as the solver counts it, to be minimised."""
        return self._solver.model.minimised(objective, level)

    def value(self, objective: str, cost: float) -> float:
        """What the solver counts, to be minimised, in the scenario's units."""
        return self._solver.model.published(objective, cost)

    def _named(self, x: Floats) -> dict[str, float]:
        """The columns that are not 0, by their names in the programme."""
        columns = self._solver.model.columns
        return {columns[place]: float(x[place]) for place in np.flatnonzero(x).tolist()}

    def frontier(
        self,
        trade: str,
        *,
        gap: float = 0.001,
        exact: bool = False,
        certify: bool = False,
        method: str | None = None,
        choose: bool = True,
        time_limit: float | None = None,
        progress: Progress | None = None,
    ) -> ScenarioFrontier:
        """The frontier of one of the three choices.

        Args:
            trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
            gap: A share of both ranges, as in `trace_frontier`.
            exact: Find every breakpoint instead, or raise.
            certify: Certify points, rates and gap in exact rational arithmetic, or raise.
            method: "parametric" or "sandwich"; None where the choice is left to what was measured.
            choose: Solve for the plan of every point now, not when it is asked for.
            time_limit: Seconds after which the search ends with the points found so far; None for no limit.
            progress: Called as in `trace_frontier`; None for nobody.

        Raises:
            InfeasibleError: No plan satisfies the limits.
            SolverError: The solver gave up, or its answer did not survive the check.
            ValueError: The choice is unknown, the scenario lacks its data, or an argument is out of its range.
        """
        first, second = axes_of(self.scenario, trade)
        require_gap(gap, exact=False)
        require_seconds(time_limit)
        self._solver.stop_after(time_limit)
        found = trace_line(
            self._solver,
            first,
            second,
            ties=self._ties(first, second),
            fractions=partial(self._oracle, first, second),
            gap=None if exact else gap,
            certify=certify,
            method=method,
            choose=choose,
            progress=progress,
        )
        return ScenarioFrontier(
            scenario=self.scenario, trade=trade, units=units(self.scenario), frontier=rounded(found, DIGITS), study=self
        )

    def _oracle(self, *names: str) -> ExactOracle:
        scales = {name: exact_money_scale(self.scenario, name) for name in names}
        return ExactOracle(self._solver, read_programme(self.programme, scales, self._solver.model.columns))


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
    def proof(self) -> Proof | None:
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
            raise IndexError(f"there is no edge after point {position}; the frontier has {edges}, the first after 0")
        if not 0 <= share <= 1:
            raise ValueError(f"share is {share}; a mixture takes between 0 and 1 of the second plan")
        a, b = self._columns[position], self._columns[position + 1]
        return self.study.plan((1 - share) * a + share * b)

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

    def at(self, level: float, *, of: str) -> Floats:
        """The columns of the plan that `plan` gives at a level between the ends."""
        return self._line.at(self.study.cost(of, level), of_second=of == self.y)

    def end(self, of: str) -> Floats:
        """The columns of the plan of the end with the most of an aim."""
        return self._line.chosen(0 if of == self.x else len(self.extreme_points) - 1).x

    def plan(self, **at: Level) -> Plan:
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


def trace_frontier(
    scenario: Scenario,
    trade: str,
    *,
    gap: float = 0.001,
    exact: bool = False,
    certify: bool = False,
    method: str | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> ScenarioFrontier:
    """Every efficient plan of a scenario between two aims, or enough of them for a stated gap.

    Args:
        scenario: What `read_scenario` returns.
        trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
        gap: No feasible plan betters the drawn line by more than this share of both ranges at once.
        exact: Find every breakpoint instead, or raise.
        certify: Certify points, rates and gap in exact rational arithmetic, or raise; `proof` holds what was certified.
        method: "parametric" or "sandwich", where the choice is not left to what was measured; see docs/methods.md.
        time_limit: Seconds after which the search ends with the points found so far (`certificate.stopped`).
        progress: Called now and then with solves, points, and what is left: the gap, or for exact the share of weights;
            after the search with the points that have their plan by then, and the share that has none yet.

    Raises:
        InfeasibleError: No plan satisfies the limits.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide; `trace_whole_frontier` and
            `trace_reforms` serve it.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The choice is unknown, or the scenario lacks its data; the missing column is named.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> frontier.points[["breadth", "depth"]].round(1).values.tolist()
        [[1100.0, 0.0], [800.0, 133.3], [675.0, 175.0], [258.3, 258.3]]
    """
    axes_of(scenario, trade)
    study = Study(scenario)
    return study.frontier(
        trade, gap=gap, exact=exact, certify=certify, method=method, time_limit=time_limit, progress=progress
    )
