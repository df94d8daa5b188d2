"""Works out what each further crore buys where x stays the same, from a scenario's frontiers at several budgets.

    buys = (Y2(x) - Y1(x)) / (B2 - B1),   Y(x) = most y over the plans with at least x          [y for a step of money]

In words: keep what the smaller budget reaches, and see how much more of the other aim the next budget gives for each
crore it adds. Both Y are solved, so that this is a difference of plans and no multiplier of the solver.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tradeoff.advice.choice import is_choice
from tradeoff.advice.wording import about, figure
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_rupees
from tradeoff.programme.programme import published
from tradeoff.scenario.reforms import answers
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_STEPS_OF_MONEY = (1e7, 1e5, 1e3, 1.0)
_FEWEST_LEVELS = 5
_REACHES = 1e-9
"""Relative distance beyond the most x that rounding of a level excuses."""
_NOTHING = 1e-7
"""A difference below this share of y is none."""


@dataclass(frozen=True, kw_only=True)
class Further:
    """What more money buys at one level of x, from one budget to the next."""

    smaller: str
    larger: str
    """The budgets as they are called."""
    level: float
    """x that both have at least."""
    before: float
    after: float
    """The most y of each there."""
    each: float
    """The step of money that is told, in rupees: a crore, or less where budgets lie closer together."""
    buys: float
    """y for each further step."""
    more_x: float
    """By how much the most x grows for each further step."""


def height(frontier: ScenarioFrontier, level: float) -> float | None:
    """The most y of any plan with at least a level of x; None where no plan has so much x."""
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    if level > first.x + _REACHES * abs(first.x):
        return None
    return last.y if level <= last.x else frontier.most(min(level, first.x))


def differ_in_money_alone(scenarios: Sequence[Scenario]) -> bool:
    """Whether all are one scenario under the same reforms, as read or with its envelopes in proportion."""
    return len({(scenario.rescaled_from or scenario.data_hash, answers(scenario)) for scenario in scenarios}) == 1


def budget_labels(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Each scenario's money in words, with as many digits as tell them apart.

    Raises ValueError where two have the same money.
    """
    rupees = [scenario.rupees for scenario in scenarios]
    for position, amount in enumerate(rupees):
        if amount in rupees[:position]:
            raise ValueError(say("{amount} stands twice; name each budget once", amount=format_rupees(float(amount))))
    digits = 3
    while len({format_rupees(float(amount), digits) for amount in rupees}) < len(rupees) and digits < 15:
        digits += 1
    return tuple(format_rupees(float(amount), digits) for amount in rupees)


def round_levels(low: float, high: float) -> tuple[float, ...]:
    """Round numbers from low to high, at least five unless the range is nothing; then its end alone."""
    if high - low <= _REACHES * (1 + abs(high)):
        return (high,)
    finest = (high - low) / _FEWEST_LEVELS
    power = 10.0 ** math.floor(math.log10(finest))
    step = max(factor * power for factor in (1, 2, 5) if factor * power <= finest * (1 + _REACHES))
    first, last = math.ceil(low / step - _REACHES), math.floor(high / step + _REACHES)
    return tuple(published(count * step) for count in range(first, last + 1))


def further_money(frontiers: Sequence[tuple[str, ScenarioFrontier]]) -> tuple[Further, ...]:
    """What each budget buys beyond the one below it, at the ends and in the middle of the smaller one's chart.

    Args:
        frontiers: Each with what its budget is called, in any order.
    """
    rising = sorted(frontiers, key=lambda named: named[1].scenario.rupees)
    found = []
    for (smaller, poor), (larger, rich) in pairwise(rising):
        more = float(rich.scenario.rupees - poor.scenario.rupees)
        each = next((step for step in _STEPS_OF_MONEY if step <= more), more)
        most, least = poor.extreme_points[0].x, poor.extreme_points[-1].x
        # The middle first: it is what sentences tell.
        for level in ((most + least) / 2, most, least) if is_choice(poor) else (most,):
            before, after = height(poor, level), height(rich, level)
            if before is None or after is None:
                continue
            found.append(
                Further(
                    smaller=smaller,
                    larger=larger,
                    level=published(level),
                    before=before,
                    after=after,
                    each=each,
                    buys=published((after - before) * each / more),
                    more_x=published((rich.extreme_points[0].x - most) * each / more),
                )
            )
    return tuple(found)


def further_sentences(scenario: Scenario, x: str, y: str, further: Sequence[Further]) -> list[str]:
    """A sentence from each budget to the next, at the level that stands first.

    Args:
        scenario: Whose units the figures are in.
        x: The first aim.
        y: The second aim.
        further: What `further_money` found.
    """
    told: dict[tuple[str, str], str] = {}
    for step in further:
        place = (step.smaller, step.larger)
        if place in told:
            continue
        nothing = step.after - step.before <= _NOTHING * (1 + abs(step.before))
        bought = (
            say("no more {y}", y=say(y))
            if nothing
            else say("{buys} of {y}", buys=about(scenario, y, step.buys), y=say(y))
        )
        at = say("with at least {level} of {x}", level=figure(scenario, x, step.level), x=say(x))
        grows = (
            say("grows by {more_x} each", more_x=about(scenario, x, step.more_x))
            if step.more_x > _NOTHING
            else say("does not grow")
        )
        # Returns change between two budgets; their frontiers say what comes of the whole step, no more.
        told[place] = say(
            "From {smaller} to {larger}, {at}, each further {each} on average buys {bought}; the most {x} {grows}.",
            smaller=step.smaller,
            larger=step.larger,
            at=at,
            each=format_rupees(step.each),
            bought=bought,
            x=say(x),
            grows=grows,
        )
    return list(told.values())
