"""Traces what a comparison holds of one scenario: its frontier with both ends, or what it is short by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradeoff.advice.choice import Ends, ends_of
from tradeoff.advice.clashes import shortfalls
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.study import ScenarioFrontier, Study
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.programme import build_programme
from tradeoff.scenario.reforms import combination_name, combinations, decided_in, to_decide
from tradeoff.scenario.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One scenario of a comparison: its frontier, or what it is short by."""

    scenario: Scenario
    frontier: ScenarioFrontier | None
    """None where no plan satisfies the limits."""
    shortfalls: tuple[str, ...] = ()
    """The least change that would let a plan satisfy them, a row each."""
    combination: str = ""
    """Which of its reforms are made, as `rules made`, where they are to be decided; blank where there is nothing to."""

    @property
    def name(self) -> str:
        """The scenario's name, with the combination of its reforms."""
        return f"{self.scenario.name} ({self.combination})" if self.combination else self.scenario.name

    @property
    def ends(self) -> Ends | None:
        """Both ends of its chart."""
        return None if self.frontier is None else ends_of(self.frontier)

    @property
    def state(self) -> str:
        """`choice`, `no choice` or `no plan`."""
        if self.ends is None:
            return "no plan"
        return "choice" if self.ends.is_choice else "no choice"


def look_at(
    scenario: Scenario,
    trades: Sequence[str],
    *,
    gap: float = 0.001,
    exact: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[Compared, ...]:
    """A scenario's frontiers for a comparison, a choice each; `look_at_combinations` serves one with reforms to decide.

    Args:
        scenario: What `read_scenario` returns.
        trades: The choices, such as "depth-breadth".
        gap: A share of both ranges, as in `trace_frontier`.
        exact: Find every breakpoint instead, or raise.
        time_limit: Seconds a choice, after which its search ends; None for no limit.
        progress: Called as in `trace_frontier`; None for nobody.

    Returns:
        One a choice, in their order; where no plan satisfies the limits, each with what they are short by.

    Raises:
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: A choice is unknown, the scenario lacks its data, or an argument is out of its range.
    """
    for trade in trades:
        axes_of(scenario, trade)
    scenario = scenario.with_openings("share")
    study = Study(scenario)
    found = []
    for trade in trades:
        try:
            frontier = study.frontier(trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
        except InfeasibleError:
            # What no plan satisfies does not depend on the aims.
            short = shortfalls(build_programme(scenario))
            return tuple(Compared(scenario=scenario, frontier=None, shortfalls=short) for _ in trades)
        found.append(Compared(scenario=scenario, frontier=frontier))
    return tuple(found)


def look_at_combinations(
    scenario: Scenario,
    trades: Sequence[str],
    *,
    gap: float = 0.001,
    exact: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Compared, ...], ...]:
    """What `look_at` finds for each combination of the reforms a scenario leaves to decide, none made first.

    Args:
        scenario: One with reforms to decide.
        trades: The choices, such as "depth-breadth".
        gap: A share of both ranges, as in `trace_frontier`.
        exact: Find every breakpoint instead, or raise.
        time_limit: Seconds a choice, after which its search ends; None for no limit.
        progress: Called as in `trace_frontier`; None for nobody.

    Returns:
        One a combination, each with one a choice.
    """
    open_ones = to_decide(scenario)
    found = []
    for one in combinations(scenario):
        name = combination_name(decided_in(scenario, one))
        row = look_at(one, trades, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
        found.append(tuple(replace(member, combination=name) for member in row) if open_ones else row)
    return tuple(found)
