"""Traces the frontier of a scenario whose clusters open whole or not at all, beside the outlook of shares.

    opened u_ct in {0, 1};   outlook(x) = most y of the linear programme, 0 <= u_ct <= 1, with at least x
    gap at a plan (x, y) = (outlook(x) - y) / outlook(x)

In words: the linear programme promises more than whole clusters can keep; how much more is told at every plan. Between
two plans there is none, so nothing is drawn but points and steps (Haimes, Lasdon and Wismer 1971; `moo/integer/`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.drawer import drawn
from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.opening_sums import opening_sums
from tradeoff.frontier.refusals import require_decided
from tradeoff.frontier.study import ScenarioFrontier, trace_frontier, uninterrupted
from tradeoff.frontier.whole_answer import SAME_LEVEL
from tradeoff.frontier.whole_search import SPARING, Proposed, WholeSearch
from tradeoff.moo.arguments import require_step
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer.near_levels import trace_near
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense
from tradeoff.moo.lp.stopping import CutOffError, Progress
from tradeoff.moo.pieces import Certificate, Point, Step
from tradeoff.moo.publish.rounded import rounded
from tradeoff.moo.publish.staircase import staircase_frontier
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan, PlanReader
from tradeoff.programme.programme import DIGITS, Programme, build_programme, money_scale, units
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

_ROUNDING = 1e-6
"""Share of the outlook's range of y by which a whole plan may lie above it: what both solvers' tolerances add up to."""
_APART = 1e-7
"""Share of the range of x below which a stretch has no length: two plans that close are not told apart."""
_MANY = 200
"""Openings from which the search is content with a gap: to a gap of 0 a state's ends alone took hours."""
_CONTENT = 0.01
"""The gap it is then content with where none is asked, as a share of y at each level."""
_TOO_SHORT = (
    "the time limit ended the search before both ends of the frontier of whole openings were known; allow more time, "
    "ask for a gap such as 0.01, or open clusters in shares"
)


@dataclass(frozen=True, kw_only=True)
class WholeScenarioFrontier:
    """The efficient plans of a scenario that opens clusters whole, from the most of x to the most of y."""

    scenario: Scenario
    trade: str
    units: Mapping[str, str]
    """The unit of each offered objective, in words."""
    frontier: Frontier
    """What the engine found, in the scenario's units."""
    plans: tuple[Plan, ...]
    """A plan of each point; others may be worth the same in x and y."""
    outlook: ScenarioFrontier = field(repr=False)
    """The frontier of the same scenario with openings as shares."""
    outlook_values: tuple[float, ...]
    """The most y that shares reach at the x of each point."""

    def __repr__(self) -> str:
        return f"<WholeScenarioFrontier of {self.scenario.name!r}, {self.trade}: {self.frontier!r}>"

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

    @property
    def certificate(self) -> Certificate:
        """`max_gap`: nothing betters points and steps by more than this share of both ranges at once."""
        return self.frontier.certificate

    @property
    def extreme_points(self) -> tuple[Point, ...]:
        """The points, from the most of x, each with its `bound`: no plan with as much x has more y."""
        return self.frontier.extreme_points

    @property
    def stretches(self) -> tuple[Step, ...]:
        """What is had between the points; see `Step`."""
        return self.frontier.stretches

    @property
    def _rounding(self) -> float:
        """What is no more than a rounding of the largest y there is, of which no share means anything."""
        return _ROUNDING * max(abs(point.y) for point in self.extreme_points)

    @property
    def outlook_gaps(self) -> tuple[float | None, ...]:
        """How far each point lies below the outlook, as a share of it; None where the outlook is not above 0."""
        return tuple(
            max(0.0, (most - point.y) / most) if most > self._rounding else None
            for point, most in zip(self.extreme_points, self.outlook_values, strict=True)
        )

    @property
    def gaps(self) -> tuple[float, ...]:
        """By what share of its bound the y of each point may still be bettered; 0 where nothing betters it."""
        left = [0.0 if point.bound is None else point.bound - point.y for point in self.extreme_points]
        return tuple(
            by / abs(point.bound) if point.bound and by > self._rounding else 0.0
            for by, point in zip(left, self.extreme_points, strict=True)
        )

    @property
    def points(self) -> pd.DataFrame:
        """A row a plan: plan, x, y, bound (of y), outlook, outlook_gap, then the other objectives, in their units."""
        import pandas as pd

        others = [name for name in self.scenario.objectives if name not in (self.x, self.y)]
        return pd.DataFrame(
            {
                "plan": range(len(self.plans)),
                self.x: [point.x for point in self.extreme_points],
                self.y: [point.y for point in self.extreme_points],
                "bound": [point.bound for point in self.extreme_points],
                "outlook": list(self.outlook_values),
                "outlook_gap": pd.array(self.outlook_gaps, dtype="Float64"),
                **{name: [plan.objectives[name] for plan in self.plans] for name in others},
            }
        )

    @property
    def steps(self) -> pd.DataFrame:
        """A row a stretch: x from `start` to `end`, y from `best` to `best_at_end`, and whether that is `checked`."""
        return self.frontier.steps


def trace_whole_frontier(
    scenario: Scenario,
    trade: str,
    *,
    gap: float = 0.0,
    step: float | None = 0.05,
    floors: Mapping[str, AimLevel] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> WholeScenarioFrontier:
    """The efficient plans between two aims when clusters open whole or not at all, whatever the setting `openings`.

    Args:
        scenario: What `read_scenario` returns.
        trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
        gap: Share of the range of y by which a plan may fall short of the best at its level; 0 for none. With more
            than 200 openings it is a share of y itself, and 0 stands for 0.01: nobody waits for less at a state's
            size. `gaps` tells what each plan may fall short by.
        step: The best y is found at levels of x this share of its range apart. None: every piece of the frontier,
            which only a few dozen openings allow.
        floors: As for `trace_frontier`.
        time_limit: Seconds after which the search ends with the points checked so far (`certificate.stopped`).
        progress: Called now and then with solves, points, and what is left, from 1 to 0.

    Raises:
        InfeasibleError: No plan satisfies the limits, or none that opens clusters whole.
        ScenarioError: The scenario leaves reforms to decide.
        SolverError: The solver gave up, its answer did not survive the check, or time was over before both ends.
        ValueError: The choice is unknown, the scenario lacks its data, or gap and step are no shares.

    Example:
        >>> import tradeoff
        >>> scenario = tradeoff.read_scenario("three-clusters")
        >>> frontier = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.5)
        >>> frontier.points[["breadth", "depth"]].round(1).values.tolist()
        [[1100.0, 0.0], [679.2, 173.6], [258.3, 258.3]]
    """
    first, second = axes_of(scenario, trade)
    require_step(step)
    require_decided(scenario)
    scenario = scenario.with_floors(floors or {})
    begun = time.monotonic()
    asked = scenario.with_openings("whole")
    programme = build_programme(asked)
    expressions = {name: programme.objectives[name] for name in (first, second)}
    scales = {name: money_scale(asked, name) for name in expressions}
    senses = dict.fromkeys(expressions, Sense.MAX)
    model = from_pulp(programme.problem, expressions, senses, whole=True, scales=scales)
    try:
        outlook = uninterrupted(trace_frontier(scenario.with_openings("share"), trade, time_limit=time_limit))
        left = None if time_limit is None else max(0.0, time_limit - (time.monotonic() - begun))
        staircase = _find(programme, model, gap=gap, step=step, time_limit=left, progress=progress)
    except CutOffError:
        raise CutOffError(say(_TOO_SHORT)) from None
    found = _without_short_steps(rounded(staircase_frontier(model, staircase), DIGITS))
    search = WholeSearch(programme, first, second, Form.WHOLE)
    return WholeScenarioFrontier(
        scenario=asked,
        trade=trade,
        units=units(asked),
        frontier=found,
        plans=tuple(_plans(programme, search, found)),
        outlook=outlook,
        outlook_values=_outlook_values(outlook, found.extreme_points),
    )


def _plans(programme: Programme, search: WholeSearch, found: Frontier) -> Iterator[Plan]:
    """The plan of each point: the other aims decide of what both leave, and what nobody in it needs is not in it."""
    reader = PlanReader(programme)
    for position, point in enumerate(found.extreme_points):
        values: Mapping[str, float] = found.solution(position)
        plan = reader.read(values)
        # The most of x is asked for again, not held: to its last digit it may be out of reach with all else whole.
        level = point.x if position else None
        for step in (partial(search.chosen_again, level=level), partial(search.without_needless, seconds=SPARING)):
            try:
                better = step(Proposed(values=values, checked=True))
            except SolverError:
                continue
            if better is None:
                continue
            read = reader.read(better.values)
            pairs = ((read.objectives[name], plan.objectives[name]) for name in found.objectives)
            if all(math.isclose(one, other, rel_tol=SAME_LEVEL) for one, other in pairs):
                values, plan = better.values, read
        yield plan


def _find(
    programme: Programme,
    model: Model,
    *,
    gap: float,
    step: float | None,
    time_limit: float | None,
    progress: Progress | None,
) -> IntegerFrontier:
    """The staircase of whole openings, where plans with shares are known to exist."""
    first, second = model.objectives
    try:
        if step is not None and np.count_nonzero(model.integer) > _MANY:
            keys = {column.name: column.key for column in programme.columns}
            return trace_near(
                model,
                first,
                second,
                share=gap or _CONTENT,
                levels=math.ceil(1 / step) + 1,
                sums=opening_sums(programme.scenario, [keys[name] for name in model.columns]),
                time_limit=time_limit,
                progress=progress,
            )
        return trace_integer(model, first, second, gap=gap, step=step, time_limit=time_limit, progress=progress)
    except InfeasibleError:
        said = say(
            "no plan of {name} that opens clusters whole satisfies all limits, though plans that open shares of them "
            "do. Loosen a limit or an envelope, or write share for `openings` in settings.csv.",
            name=programme.scenario.name,
        )
        raise InfeasibleError(programme.scenario.placed(said)) from None


def _without_short_steps(found: Frontier) -> Frontier:
    """The frontier without stretches that have no length."""
    least = _APART * (found.extreme_points[0].x - found.extreme_points[-1].x)
    return replace(found, stretches=tuple(step for step in found.stretches if step.start - step.end > least))


def _outlook_values(outlook: ScenarioFrontier, points: tuple[Point, ...]) -> tuple[float, ...]:
    """What shares reach at the x of each point.

    Raises SolverError where a whole plan lies above: its openings are shares too, so one of both must be wrong.
    """
    best_x, most_y = outlook.extreme_points[0].x, outlook.extreme_points[-1].y
    values = []
    for point in points:
        most = outlook.most(point.x)
        if point.y > most + _ROUNDING * abs(most_y) or point.x > best_x + _ROUNDING * abs(best_x):
            raise SolverError(
                say(
                    "a plan with whole openings ({x:,.10g}, {y:,.10g}) lies beyond what shares can reach",
                    x=point.x,
                    y=point.y,
                )
            )
        values.append(max(most, point.y))
    return tuple(values)
