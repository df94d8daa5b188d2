"""Traces a scenario with reforms to decide: one frontier for each combination, laid over each other.

    y(x) = max over combinations r in {0, 1}^m of  y_r(x),    y_r the frontier of the linear programme with r made

In words: a reform is made or it is not, so there is a frontier for each combination and nothing between two of them; at
a level of x the plan is that of the combination with the most y. The distance between two frontiers is the price of
what they differ in. Each is certified as far as its own certificate says; their union is not certified as one.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tradeoff.drawer import drawn
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.at_level import ends_in, is_beyond, require_aim
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.floors import UnreachedFloorError
from tradeoff.frontier.study import ScenarioFrontier, Study
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.scenario.levels import AimLevel, greatest_words, level_words, read_level
from tradeoff.scenario.reforms import combination_name, combinations, decided_in, reform_cost
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import clauses, say

_SAME = 1e-9
"""Relative difference of two levels that is rounding."""
Combination = Mapping[str, bool]
"""Whether each investment that was to be decided is made."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One combination of reforms, and the frontier it has."""

    reforms: Combination
    cost: Fraction
    """Rupees that all investments made cost, all years together."""
    frontier: ScenarioFrontier = field(repr=False)

    @property
    def name(self) -> str:
        """The investments made, in words."""
        return combination_name(self.reforms)

    def most(self, level: float, *, of: str | None = None) -> float | None:
        """The most of the other aim with at least a level of one (None: x); None where no plan has as much."""
        aim = of or self.frontier.x
        best, least = ends_in(self.frontier, aim)
        if is_beyond(level, best):
            return None
        if level <= least:
            return ends_in(self.frontier, self.frontier.other(aim))[0]
        return self.frontier.most(min(level, best), of=aim)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the union that one combination has to itself: its points, from the most of x."""

    reforms: Combination
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class ReformFrontiers:
    """The frontiers of every combination of the reforms to decide, none made first."""

    scenario: Scenario
    trade: str
    x: str
    y: str
    units: Mapping[str, str]
    alternatives: tuple[Alternative, ...]
    impossible: tuple[Combination, ...]
    """Combinations under which no plan satisfies the limits."""

    def __repr__(self) -> str:
        return f"<ReformFrontiers of {self.scenario.name!r}, {self.trade}: {len(self.alternatives)} combinations>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    def best_at(self, level: float, *, of: str | None = None) -> Alternative:
        """The combination with the most of the other aim at a level of one.

        Of equals it is the cheapest, then the first by its ids.

        Args:
            level: In the aim's unit.
            of: The aim; None: x.

        Raises:
            InfeasibleError: There are several, and none reaches it.
        """
        if len(self.alternatives) == 1:
            return self.alternatives[0]
        aim = of or self.x
        reaching = [(one, most) for one in self.alternatives if (most := one.most(level, of=aim)) is not None]
        if not reaching:
            best = max(ends_in(one.frontier, aim)[0] for one in self.alternatives)
            wanted, greatest = level_words(level, aim, self.scenario), greatest_words(best, aim, self.scenario)
            raise InfeasibleError(
                say(
                    "no plan reaches {wanted} of {aim}, whatever reforms are made: the greatest is {greatest}. "
                    "Ask for that or less.",
                    wanted=wanted,
                    aim=say(aim),
                    greatest=greatest,
                )
            )
        top = max(most for _, most in reaching)
        equal = [one for one, most in reaching if most >= top - _SAME * (1 + abs(top))]
        return min(equal, key=lambda one: (one.cost, sorted(name for name, made in one.reforms.items() if made)))

    @property
    def leading(self) -> Alternative:
        """The combination with the most y of all, whatever x; of equals as `best_at`."""
        return self.best_at(min(one.frontier.extreme_points[-1].x for one in self.alternatives))

    def under(self, reforms: Combination) -> Alternative | None:
        """The alternative of a combination; None where no plan satisfies the limits under it."""
        return next((one for one in self.alternatives if dict(one.reforms) == dict(reforms)), None)

    def plan(self, **at: AimLevel) -> Plan:
        """The plan at a level of one of the two aims, of the combination that has the most of the other there.

        Its remark names the combination. Levels and errors are those of `ScenarioFrontier.plan`.
        """
        aim = require_aim(at, self.x, self.y)
        chosen = self.best_at(float(read_level(at[aim], aim, self.scenario)), of=aim)
        plan = chosen.frontier.plan(**at)
        if len(self.alternatives) == 1:
            return plan
        others = say(
            "{count} combinations of {reforms}", count=len(self.alternatives), reforms=", ".join(chosen.reforms)
        )
        remark = say(
            "{name}: of {others} this one has the most {other} here",
            name=chosen.name,
            others=others,
            other=say(chosen.frontier.other(aim)),
        )
        return replace(plan, remark=clauses(filter(None, (remark, plan.remark))))

    @property
    def union(self) -> tuple[Stretch, ...]:
        """Who has the most y at which x, by the frontiers as they are drawn; not certified as one."""
        lines = [[(p.x, p.y) for p in one.frontier.extreme_points] for one in self.alternatives]
        levels = sorted({x for line in lines for x, _ in line} | _crossings(lines), reverse=True)
        stretches: list[Stretch] = []
        if not levels[1:]:
            best = self.best_at(levels[0])
            return (Stretch(reforms=best.reforms, points=((levels[0], best.frontier.extreme_points[0].y),)),)
        for high, low in itertools.pairwise(levels):
            heights = [_height(line, (high + low) / 2) for line in lines]
            reaching = [i for i, height in enumerate(heights) if height is not None]
            top = max(heights[i] or 0.0 for i in reaching)
            best_of = [i for i in reaching if (heights[i] or 0.0) >= top - _SAME * (1 + abs(top))]
            i = min(best_of, key=lambda i: (self.alternatives[i].cost, i))
            if lines[i][-1][0] >= high:
                continue  # Its own end has as much y and more x.
            ends = [(x, _height(lines[i], x) or 0.0) for x in (high, low)]
            reforms = self.alternatives[i].reforms
            if stretches and stretches[-1].reforms == reforms and stretches[-1].points[-1] == ends[0]:
                stretches[-1] = replace(stretches[-1], points=_straight((*stretches[-1].points, ends[1]), lines[i]))
            else:
                stretches.append(Stretch(reforms=reforms, points=tuple(ends)))
        return tuple(stretches)


def trace_reforms(
    scenario: Scenario,
    trade: str,
    *,
    gap: float = 0.001,
    exact: bool = False,
    certify: bool = False,
    floors: Mapping[str, AimLevel] | None = None,
    choose: bool = True,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> ReformFrontiers:
    """A frontier for each combination of the enabling investments that a scenario leaves to decide.

    Args:
        scenario: What `read_scenario` returns; where nothing is to be decided there is one frontier.
        trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
        gap: As for `trace_frontier`, for each of them.
        exact: Find every breakpoint of each instead, or raise.
        certify: Certify each in exact rational arithmetic, or raise.
        floors: As for `trace_frontier`.
        choose: Solve for the plan of every point now, not when it is asked for.
        time_limit: Seconds for all of them together, shared out evenly over those still to be traced.
        progress: Called now and then with solves, points, and what is left of the one being traced.

    Raises:
        InfeasibleError: No plan satisfies the limits, whatever reforms are made.
        ScenarioError: The scenario opens clusters whole.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The choice is unknown, or the scenario lacks its data.
    """
    first, second = axes_of(scenario, trade)
    found: list[Alternative] = []
    impossible: list[Combination] = []
    failures: list[InfeasibleError] = []
    asked = combinations(scenario.with_floors(floors or {}))
    end = None if time_limit is None else time.monotonic() + time_limit
    for position, decided in enumerate(asked):
        reforms = decided_in(scenario, decided)
        seconds = None if end is None else max(0.0, end - time.monotonic()) / (len(asked) - position)
        try:
            frontier = Study(decided).frontier(
                trade, gap=gap, exact=exact, certify=certify, choose=choose, time_limit=seconds, progress=progress
            )
        except InfeasibleError as error:
            failures.append(error)
            impossible.append(reforms)
            continue
        found.append(Alternative(reforms=reforms, cost=reform_cost(decided), frontier=frontier))
    if not found:
        raise _nearest(failures)
    return ReformFrontiers(
        scenario=scenario.with_floors(floors or {}),
        trade=trade,
        x=first,
        y=second,
        units=found[0].frontier.units,
        alternatives=tuple(found),
        impossible=tuple(impossible),
    )


def _nearest(failures: list[InfeasibleError]) -> InfeasibleError:
    """Of what no combination can do, what comes nearest: the greatest that any of them has of an unreached floor."""
    unreached = [error for error in failures if isinstance(error, UnreachedFloorError)]
    same = [error for error in unreached if error.aim == unreached[-1].aim]
    return max(same, key=lambda error: error.best) if same else failures[-1]


_Line = list[tuple[float, float]]


def _height(line: _Line, x: float) -> float | None:
    """The drawn line's y at x; its last y left of it, None right of it."""
    if x > line[0][0]:
        return None
    for (x_a, y_a), (x_b, y_b) in itertools.pairwise(line):
        if x == x_a:
            return y_a
        if x_b < x < x_a:
            return y_a + (y_b - y_a) * (x_a - x) / (x_a - x_b)
    return line[-1][1]


def _crossings(lines: list[_Line]) -> set[float]:
    """The levels of x at which two of the drawn lines cross between their points."""
    found: set[float] = set()
    levels = sorted({x for line in lines for x, _ in line})
    for one, other in itertools.combinations(lines, 2):
        for low, high in itertools.pairwise(levels):
            ends = [(_height(one, x), _height(other, x)) for x in (low, high)]
            if any(a is None or b is None for a, b in ends):
                continue
            at_low, at_high = ((a or 0.0) - (b or 0.0) for a, b in ends)
            if at_low * at_high < 0:
                found.add(published(low + (high - low) * at_low / (at_low - at_high)))
    return found


def _straight(points: tuple[tuple[float, float], ...], line: _Line) -> tuple[tuple[float, float], ...]:
    """The points without those inside that are no corner of the line."""
    corners = set(line)
    return (points[0], *(point for point in points[1:-1] if point in corners), points[-1])
