"""Lays the frontiers of several scenarios side by side: where each has a choice, what one costs against another.

A scenario that no plan satisfies stands beside the others with what it is short by. Where all are one scenario at
several budgets, `further` says what more money buys.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tradeoff.advice.budgets import (
    Further,
    budget_labels,
    differ_in_money_alone,
    further_money,
    further_sentences,
    height,
    round_levels,
)
from tradeoff.advice.compared import Compared, look_at_combinations
from tradeoff.advice.comparison_words import choice_sentences, sentences_against_first, shortfall_sentence
from tradeoff.advice.in_shares import told_apart
from tradeoff.advice.no_difference import no_difference
from tradeoff.drawer import drawn
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.programme import published, units
from tradeoff.scenario.arguments import require_several
from tradeoff.scenario.reforms import answers, to_decide
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Several scenarios' frontiers of one trade side by side."""

    trade: str
    x: str
    y: str
    units: Mapping[str, str]
    """The unit of each aim, in words."""
    labels: tuple[str, ...]
    """What each scenario is called here: its name or, where they differ in money alone, its budget."""
    members: tuple[Compared, ...]
    levels: tuple[float, ...]
    """Equal steps of x: over the range that all frontiers share (empty where they share none) or, of budgets, both ends
    of the range of all together and round numbers between them."""
    values: tuple[tuple[float | None, ...], ...]
    """For each scenario, the most y with at least each level of x; None where so much x is out of reach."""
    further: tuple[Further, ...]
    """What more money buys from each budget to the next; empty where more than money differs."""
    sentences: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Comparison of {len(self.members)} scenarios, {self.trade}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @property
    def frontiers(self) -> tuple[ScenarioFrontier, ...]:
        """The frontiers of those that have one."""
        return tuple(member.frontier for member in self.members if member.frontier is not None)

    @property
    def drawn_labels(self) -> tuple[str, ...]:
        """What those with a frontier are called."""
        return tuple(label for label, member in zip(self.labels, self.members, strict=True) if member.frontier)

    @property
    def is_of_budgets(self) -> bool:
        """Whether the scenarios are one and the same at several budgets."""
        return differ_in_money_alone([member.scenario for member in self.members])

    @property
    def table(self) -> pd.DataFrame:
        """A row a level: x, then the most y of each scenario that has a plan; missing where x is out of reach."""
        import pandas as pd

        rows = zip(self.labels, self.values, self.members, strict=True)
        columns = {label: found for label, found, member in rows if member.frontier is not None}
        return pd.DataFrame({self.x: self.levels, **columns}, dtype=float)

    @property
    def ends(self) -> pd.DataFrame:
        """A row a scenario: its money in rupees, whether it has a choice, x and y at both ends, the falls as shares."""
        import pandas as pd

        return pd.DataFrame(end_records(self))

    @property
    def more_money(self) -> pd.DataFrame:
        """`further` as a table: from, to, x, y before and after, what each further step of money buys."""
        import pandas as pd

        return pd.DataFrame(further_records(self))


def compare(
    scenarios: Sequence[Scenario],
    trade: str,
    *,
    gap: float = 0.001,
    exact: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Lay the frontiers of several scenarios side by side; the first is what the others are held against.

    Args:
        scenarios: What `read_scenario`, or `with_budget` for the same at another budget, returns; of one with reforms
            to decide each combination of them stands for itself. One that opens clusters whole is compared in shares.
        trade: The choice, such as "depth-breadth".
        gap: No plan betters a drawn line by more than this share of both ranges at once.
        exact: Find every breakpoint instead.
        time_limit: Seconds for each frontier, after which it is what is found by then.
        progress: Called now and then with solves, points and what is left, for each scenario in turn.

    Raises:
        InfeasibleError: No scenario has a plan that satisfies its limits.
        ValueError: Fewer than two scenarios and no reform to decide, one of them twice, different money units, or a
            choice without data.

    Example:
        >>> import tradeoff
        >>> clusters = tradeoff.read_scenario("three-clusters")
        >>> found = tradeoff.compare([clusters, tradeoff.with_budget(clusters, "2 crore")], "depth-breadth")
        >>> found.ends[["scenario", "state", "most_breadth", "most_depth"]].round(1)
             scenario      state  most_breadth  most_depth
        0  Rs 31 lakh     choice        1100.0       258.3
        1  Rs 2 crore  no choice        1200.0      1200.0
    """
    require_several(scenarios, "scenarios")
    for scenario in scenarios:
        require_scenario(scenario)
    if len(scenarios) < 2 and not any(to_decide(scenario) for scenario in scenarios):
        raise ValueError(say("a comparison needs at least two scenarios"))
    members = []
    for scenario in scenarios:
        rows = look_at_combinations(scenario, (trade,), gap=gap, exact=exact, time_limit=time_limit, progress=progress)
        members += [member for (member,) in rows]
    return side_by_side(members, trade)


def side_by_side(members: Sequence[Compared], trade: str, labels: Sequence[str] = ()) -> Comparison:
    """What several scenarios' frontiers say together; raises as `compare` does.

    Args:
        members: The scenarios, the one that the others are held against first.
        trade: The choice, such as "depth-breadth".
        labels: What each is called; none: by its budget where they differ in money alone, else by its name.
    """
    scenarios = [member.scenario for member in members]
    if len({(scenario.data_hash, answers(scenario)) for scenario in scenarios}) < len(scenarios):
        raise ValueError(say("one scenario stands twice; name each once"))
    x, y = axes_of(scenarios[0], trade)
    if len({units(scenario)[x] + units(scenario)[y] for scenario in scenarios}) > 1:
        raise ValueError(say("the scenarios count money in different units; give them the same money_unit"))
    frontiers = [member.frontier for member in members if member.frontier is not None]
    if not frontiers:
        raise InfeasibleError("\n".join(shortfall_sentence(member, member.name) for member in members))
    of_budgets = differ_in_money_alone(scenarios)
    labels = tuple(labels) or (budget_labels(scenarios) if of_budgets else _names(members, x))
    named = [(label, member.frontier) for label, member in zip(labels, members, strict=True) if member.frontier]
    further = further_money(named) if of_budgets else ()
    levels = _levels(frontiers, together=of_budgets)
    values = tuple(
        tuple(None if member.frontier is None else height(member.frontier, level) for level in levels)
        for member in members
    )
    sentences = [
        shortfall_sentence(member, label) for member, label in zip(members, labels, strict=True) if not member.frontier
    ]
    sentences += told_apart(scenarios, labels, trade)
    if of_budgets:
        same = (no_difference(a, b, (one, other)) for (one, a), (other, b) in pairwise(named))
        sentences += [*choice_sentences(members, labels), *(str(claim) for claim in same if claim)]
        sentences += further_sentences(scenarios[0], x, y, further)
    else:
        sentences += sentences_against_first(members, labels, (x, y), levels, values)
    return Comparison(
        trade=trade,
        x=x,
        y=y,
        units=units(scenarios[0]),
        labels=labels,
        members=tuple(members),
        levels=levels,
        values=values,
        further=further,
        sentences=tuple(sentences),
    )


def _names(members: Sequence[Compared], x: str) -> tuple[str, ...]:
    """What each scenario is called: its name, behind its place where another has it too, or the aim beside it."""
    names = [member.name for member in members]
    return tuple(
        f"{place}: {name}" if names.count(name) > 1 or name == x else name for place, name in enumerate(names, start=1)
    )


def end_records(comparison: Comparison) -> list[dict[str, object]]:
    """A record a scenario: label, money in rupees, state, x and y at both ends, by what share each falls."""
    x, y = comparison.x, comparison.y
    records = []
    for label, member in zip(comparison.labels, comparison.members, strict=True):
        most_x, most_y = (member.ends.most_x, member.ends.most_y) if member.ends else ((None, None), (None, None))
        fall_x, fall_y = member.ends.falls if member.ends else (None, None)
        records.append(
            {
                "scenario": label,
                "rupees": float(member.scenario.rupees),
                "state": member.state,
                f"most_{x}": most_x[0],
                f"{y}_then": most_x[1],
                f"most_{y}": most_y[1],
                f"{x}_then": most_y[0],
                f"fall_of_{x}": fall_x,
                f"fall_of_{y}": fall_y,
            }
        )
    return records


def further_records(comparison: Comparison) -> list[dict[str, object]]:
    """A record a step of money and level of x; blank where more than money differs."""
    x, y = comparison.x, comparison.y
    return [
        {
            "from": step.smaller,
            "to": step.larger,
            f"at_least_{x}": step.level,
            f"{y}_before": step.before,
            f"{y}_after": step.after,
            "each_rupees": step.each,
            f"buys_{y}": step.buys,
        }
        for step in comparison.further
    ]


def _levels(frontiers: Sequence[ScenarioFrontier], *, together: bool) -> tuple[float, ...]:
    lows = [frontier.extreme_points[-1].x for frontier in frontiers]
    highs = [frontier.extreme_points[0].x for frontier in frontiers]
    if together:
        return _with_ends(min(lows), max(highs))
    low, high = max(lows), min(highs)
    if low == high:
        return (low,)
    return tuple(published(low + (high - low) * i / (STEPS - 1)) for i in range(STEPS)) if low < high else ()


def _with_ends(low: float, high: float) -> tuple[float, ...]:
    """Round levels with both ends: at the lowest every budget has something, at the highest the largest has."""
    levels = round_levels(low, high)
    before = (published(low),) if not math.isclose(low, levels[0]) else ()
    after = (published(high),) if not math.isclose(high, levels[-1]) else ()
    return (*before, *levels, *after)
