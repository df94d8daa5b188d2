"""Traces the three frontiers of a scenario: one programme, one solver, every plan chosen by its point alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.exact_programme import read_programme
from tradeoff.frontier.floors import floors_told
from tradeoff.frontier.refusals import require_decided, require_shares
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.ties import MONEY, MONTHS, ties
from tradeoff.frontier.what_if import WhatIf
from tradeoff.moo.arguments import require_flags, require_gap, require_seconds
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress, Stopped
from tradeoff.moo.pieces import Point
from tradeoff.moo.publish.rounded import rounded
from tradeoff.moo.trace_line import trace_line
from tradeoff.programme.measured import purse_measures
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
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    pass

__all__ = ["ScenarioFrontier", "Study", "trace_frontier"]


class Study:
    """A scenario's programme on one solver, shared by its frontiers.

    Raises ScenarioError where its openings are whole, what is asked here having its answer with shares only, or where
    reforms are still to be decided.
    """

    def __init__(self, scenario: Scenario, *, hot: bool = True) -> None:
        require_shares(scenario)
        require_decided(scenario)
        self.scenario = scenario
        expressions = {**self.programme.objectives, MONEY: self.programme.money, MONTHS: self.programme.months}
        senses = dict.fromkeys(self.programme.objectives, Sense.MAX)
        senses |= {MONEY: Sense.MIN, MONTHS: Sense.MIN}
        scales = {name: money_scale(scenario, name) for name in self.programme.objectives}
        model = from_pulp(self.programme.problem, expressions, senses, scales=scales)
        self._solver = Solver(model, hot=hot)
        self._last_ties = ties(self.programme, model, self.programme.objectives)

    def __getstate__(self) -> dict[str, object]:
        """Scenario and solver; the programme is built anew from the scenario when it is asked for."""
        return {name: value for name, value in vars(self).items() if name not in ("programme", "what_if", "_reader")}

    @cached_property
    def programme(self) -> Programme:
        """The scenario's programme."""
        return build_programme(self.scenario)

    @cached_property
    def what_if(self) -> WhatIf:
        """The programme on a solver of its own, for advice: it can be asked for each purse's spending too."""
        return WhatIf(self.programme, measures=purse_measures(self.programme))

    @cached_property
    def _reader(self) -> PlanReader:
        return PlanReader(self.programme)

    @property
    def solves(self) -> int:
        """Solves that the questions so far took."""
        return self._solver.solves

    def best(self, objective: str) -> Plan:
        """The plan that is best at one objective, then at the others in the tie order.

        Raises ValueError for an objective the scenario does not offer, else as `frontier` does.
        """
        if objective not in self.programme.objectives:
            raise ValueError(
                say(
                    "{objective!r} is not offered here; there are {objectives}",
                    objective=objective,
                    objectives=", ".join(self.programme.objectives),
                )
            )
        x = lexicographic(self._solver, [self._solver.model.cost(objective), *self._ties(objective)]).x
        return self.plan(x)

    def stop_after(self, seconds: float | None) -> None:
        """Let all that is asked from now on take so long together, and raise CutOffError then; None: no limit."""
        self._solver.stop_after(seconds)

    def most(self, objective: str) -> float:
        """The most of one objective that any plan has, in its unit; raises as `best` does."""
        cost = self._solver.model.cost(objective)
        return published(self.value(objective, float(cost @ self._solver.minimise(cost).x)))

    def farthest(self, x: str, y: str, most_x: Point, most_y: Point) -> tuple[float, float]:
        """The point of a frontier that lies farthest from the line between its ends, aims as shares of their ranges.

        Args:
            x: The aim of the first axis.
            y: The aim of the second.
            most_x: The end with the most x.
            most_y: The end with the most y; another point.

        Raises:
            SolverError: The solver gave up.
        """
        model = self._solver.model
        wide = abs(self.cost(x, most_x.x) - self.cost(x, most_y.x))
        high = abs(self.cost(y, most_y.y) - self.cost(y, most_x.y))
        cost_x, cost_y = model.cost(x), model.cost(y)
        with self._solver.untimed():
            found = lexicographic(self._solver, [cost_x / wide + cost_y / high, cost_x]).x
        return tuple(published(self.value(name, float(model.cost(name) @ found))) for name in (x, y))  # type: ignore[return-value]

    def _ties(self, *chosen: str) -> list[Floats]:
        """What decides among equally good plans: the other objectives, money, agent-months, ranks of ids."""
        order = self.scenario.settings.tie_order
        others = [name for name in order if name in self.programme.objectives and name not in chosen]
        return [*(self._solver.model.cost(name) for name in others), *self._last_ties]

    def plan(self, x: Floats, *, remark: str = "") -> Plan:
        """The plan that columns in the programme's order describe."""
        return self._reader.read(self._named(x), remark=remark)

    def read(self, values: Mapping[str, float]) -> Plan:
        """The plan that the values of columns describe, by name; a question's own columns count for nothing."""
        return self._reader.read(values)

    def values(self, values: Mapping[str, float]) -> dict[str, float]:
        """What every offered objective is at such values, in the scenario's units."""
        return self._reader.objectives(values)

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
            choose: Solve for the plan of every point now. Where plans are found when they are asked for, a part of a
                frontier is of no use, and Ctrl-C goes on as KeyboardInterrupt.
            time_limit: Seconds after which the search ends with the points found so far; None for no limit.
            progress: Called as in `trace_frontier`; None for nobody.

        Raises:
            InfeasibleError: No plan satisfies the limits.
            SolverError: The solver gave up, or its answer did not survive the check.
            ValueError: The choice is unknown, the scenario lacks its data, or an argument is out of its range.
        """
        first, second = axes_of(self.scenario, trade)
        require_flags(exact=exact, certify=certify, choose=choose)
        require_gap(gap, exact=False)
        require_seconds(time_limit)
        self._solver.stop_after(time_limit)
        with floors_told(self.scenario, Study):
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
        traced = ScenarioFrontier(
            scenario=self.scenario, trade=trade, units=units(self.scenario), frontier=rounded(found, DIGITS), study=self
        )
        return traced if choose else uninterrupted(traced)

    def _oracle(self, *names: str) -> ExactOracle:
        scales = {name: exact_money_scale(self.scenario, name) for name in names}
        return ExactOracle(self._solver, read_programme(self.programme, scales, self._solver.model.columns))


def uninterrupted(frontier: ScenarioFrontier) -> ScenarioFrontier:
    """The frontier, unless Ctrl-C cut it short: then KeyboardInterrupt, for whoever can use no part of one."""
    if frontier.certificate.stopped is Stopped.INTERRUPTED:
        raise KeyboardInterrupt
    return frontier


def trace_frontier(
    scenario: Scenario,
    trade: str,
    *,
    gap: float = 0.001,
    exact: bool = False,
    certify: bool = False,
    floors: Mapping[str, AimLevel] | None = None,
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
        floors: For some aims the least that every plan keeps, as {"today": "26 crore"}; numbers are in the unit of
            `units`. One on x or y cuts the frontier off.
        method: "parametric" or "sandwich", where the choice is not left to what was measured; see docs/methods.md.
        time_limit: Seconds after which the search ends with the points found so far (`certificate.stopped`).
        progress: Called now and then with solves, points, and what is left: the gap, or for exact the share of weights;
            after the search with the points that have their plan by then, and the share that has none yet.

    Raises:
        InfeasibleError: No plan satisfies the limits, or none keeps a floor; the most there is of its aim is told.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide; `trace_whole_frontier` and
            `trace_reforms` serve it.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The choice or an aim is unknown, or the scenario lacks its data; the missing column is named.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> frontier.points[["breadth", "depth"]].round(1).values.tolist()
        [[1100.0, 0.0], [800.0, 133.3], [675.0, 175.0], [258.3, 258.3]]
    """
    axes_of(scenario, trade)
    study = Study(scenario.with_floors(floors or {}))
    return study.frontier(
        trade, gap=gap, exact=exact, certify=certify, method=method, time_limit=time_limit, progress=progress
    )
