"""Says from the two ends of a chart whether there is a choice on it at all, and how far two aims go together.

    fall of an aim = (its best - its value at the other end of the chart) / its best

Where both falls are under 1% the two ends are one plan for all that figures of this kind can tell: no rate, slider or
line is drawn between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.wording import figure
from tradeoff.frontier.ends import best_of_each
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_rupees
from tradeoff.moo.lp.stopping import Watch
from tradeoff.programme.programme import Programme
from tradeoff.scenario.horizon import after_words
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import hundredths, say

NO_CHOICE = 0.01
"""A chart on which both aims fall by less than this share of their best offers nothing to choose."""
ONE_PLAN = "No choice here: with {money} one plan is best at both {x} and {y}: {x1} and {y1}."
ONE_PLAN_AT = "No choice {where}: one plan is best at both {x} and {y}: {x1} and {y1}."
NEARLY_ONE = (
    "No choice here: with {money} the plan with the most {x} has {x1} of {x} and {y1} of {y}, the plan with the most "
    "{y} has {x2} and {y2}. From one to the other {x} falls by {fall_x} and {y} by {fall_y}, both by less than {limit}."
)
NEARLY_ONE_AT = (
    "No choice {where}: the plan with the most {x} has {x1} of {x} and {y1} of {y}, the plan with the most {y} has "
    "{x2} and {y2}. From one to the other {x} falls by {fall_x} and {y} by {fall_y}, both by less than {limit}."
)
TOGETHER = (
    "The plan with the most {a} has {share_b} of the most {b}, and the plan with the most {b} has {share_a} of the "
    "most {a}."
)
SAME_AXIS = (
    "Nothing to choose between {a} and {b}, they are one axis here: the plan with the most {a} has {share_b} of the "
    "most {b}, and the plan with the most {b} has {share_a} of the most {a}."
)
HAIR = 2e-7
"""Share of the best by which a floor at the best is asked below it: closer, floats find no plan, or lose it."""
_UNSEEN = 0.005
"""Share of a best that a share printed in percent does not show; what that hair can bring is less."""
_SAME = 1e-7
"""Ends closer than this share of their values are one plan; HiGHS is no closer to the truth."""


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two ends of a chart, (x, y) in the scenario's units."""

    most_x: tuple[float, float]
    most_y: tuple[float, float]

    @property
    def falls(self) -> tuple[float, float]:
        """By what share x and y fall from their best to the other end."""
        return _fall(self.most_x[0], self.most_y[0]), _fall(self.most_y[1], self.most_x[1])

    @property
    def is_choice(self) -> bool:
        """Whether at least one of the aims falls by 1% or more."""
        return max(self.falls) >= NO_CHOICE

    @property
    def is_one_plan(self) -> bool:
        """Whether one plan is best at both."""
        return max(self.falls) <= _SAME


def _fall(best: float, other: float) -> float:
    return (best - other) / best if best > 0 else 0.0


def ends_of(frontier: ScenarioFrontier | WholeScenarioFrontier) -> Ends:
    """The ends of a traced frontier."""
    first, last = frontier.extreme_points[0], frontier.extreme_points[-1]
    return Ends(most_x=(first.x, first.y), most_y=(last.x, last.y))


def ends_between(
    programme: Programme, pairs: Iterable[tuple[str, str]], *, watch: Watch | None = None
) -> dict[tuple[str, str], Ends]:
    """The ends of the chart of each two aims, traced or not; raises what `best_of_each` raises.

    Args:
        programme: The programme of a scenario.
        pairs: The two aims of each chart.
        watch: Who is told of each solve, and may end it; None for nobody.
    """
    found = best_of_each(programme, pairs, watch=watch)
    return {pair: Ends(most_x=most_x, most_y=most_y) for pair, (most_x, most_y) in found.items()}


def is_choice(frontier: ScenarioFrontier | WholeScenarioFrontier) -> bool:
    """Whether there is anything to choose on a frontier's chart."""
    return ends_of(frontier).is_choice


def opening(frontier: ScenarioFrontier) -> Claim:
    """The frontier in one sentence for whoever decides: both ends, or that there is no choice."""
    scenario, ends, pair = frontier.scenario, ends_of(frontier), find_pair(frontier.trade)
    if not ends.is_choice:
        return no_choice(scenario, frontier.trade, ends)
    words = {"money": format_rupees(float(scenario.rupees)), "after": after_words(scenario.settings)}
    aims = (pair.x, pair.y)
    # Of a search that was cut short no edge is closed unasked.
    others = _others(scenario, aims, ends) if frontier.certificate.stopped else _others_solved(frontier, ends)
    return Claim(
        kind=Kind.CHOICE,
        template=pair.opening,
        words=words | _end_words(scenario, aims, ends),
        figures=_end_figures(ends),
        expected=(*_bests(scenario, aims, ends), *others),
    )


def no_choice(scenario: Scenario, trade: str, ends: Ends, *, where: str = "") -> Claim:
    """That there is no choice here, with both ends.

    Args:
        scenario: Whose money is named, and whose units the ends are in.
        trade: The pair of aims.
        ends: The ends of its chart.
        where: Such as `at Rs 20 crore`, where several are told of; blank: here, and with how much money.
    """
    pair = find_pair(trade)
    aims = (pair.x, pair.y)
    template = (ONE_PLAN_AT if where else ONE_PLAN) if ends.is_one_plan else (NEARLY_ONE_AT if where else NEARLY_ONE)
    fall_x, fall_y = (_percent(fall) for fall in ends.falls)
    words = {"where": where, "money": format_rupees(float(scenario.rupees)), "x": say(pair.x), "y": say(pair.y)}
    words |= {"fall_x": fall_x, "fall_y": fall_y, "limit": hundredths(NO_CHOICE, "g")}
    return Claim(
        kind=Kind.CHOICE,
        template=template,
        words=words | _end_words(scenario, aims, ends),
        figures=_end_figures(ends),
        # Whole openings have no programme that could be asked again so.
        expected=_asked(scenario, aims, ends) if scenario.settings.openings != "whole" else (),
    )


def together(scenario: Scenario, aims: tuple[str, str], ends: Ends) -> Claim:
    """What share of the most of either of two aims the plan with the most of the other has.

    Args:
        scenario: That offers both.
        aims: Their names.
        ends: The ends of their chart.
    """
    fall_a, fall_b = ends.falls
    return Claim(
        kind=Kind.CHOICE,
        template=TOGETHER if ends.is_choice else SAME_AXIS,
        words={"a": say(aims[0]), "b": say(aims[1]), "share_a": _share(1 - fall_a), "share_b": _share(1 - fall_b)},
        figures={**_end_figures(ends), "share_x": 1 - fall_a, "share_y": 1 - fall_b},
        expected=_asked(scenario, aims, ends),
    )


def aim_pairs(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Every two aims that a scenario offers; where a choice has both, in its order."""
    charts = {frozenset(pair): pair for pair in ((find_pair(t).x, find_pair(t).y) for t in scenario.trades)}
    return tuple(charts.get(frozenset(pair), pair) for pair in combinations(scenario.objectives, 2))


def _asked(scenario: Scenario, aims: tuple[str, str], ends: Ends) -> tuple[Expected, ...]:
    return (*_bests(scenario, aims, ends), *_others(scenario, aims, ends))


def _bests(scenario: Scenario, aims: tuple[str, str], ends: Ends) -> tuple[Expected, ...]:
    """That the most of each of two aims is what was solved."""
    values = (ends.most_x[0], ends.most_y[1])
    return tuple(exactly(_question(scenario, aim), value) for aim, value in zip(aims, values, strict=True))


def _others(scenario: Scenario, aims: tuple[str, str], ends: Ends) -> tuple[Expected, ...]:
    """That the plan with the most of the one aim has as much of the other as was solved, or what no share shows."""
    a, b = aims
    return tuple(
        Expected(question=_question(scenario, of, held, best), low=value, high=value + _UNSEEN * most)
        for of, value, most, held, best in (
            (b, ends.most_x[1], ends.most_y[1], a, ends.most_x[0]),
            (a, ends.most_y[0], ends.most_x[0], b, ends.most_y[1]),
        )
    )


def _others_solved(frontier: ScenarioFrontier, ends: Ends) -> tuple[Expected, ...]:
    """That it has exactly as much as the frontier has there."""
    return tuple(
        exactly(_question(frontier.scenario, of, held, best), frontier.most(best * (1 - HAIR), of=held))
        for of, held, best in ((frontier.y, frontier.x, ends.most_x[0]), (frontier.x, frontier.y, ends.most_y[1]))
    )


def _question(scenario: Scenario, most: str, held: str = "", best: float = 0.0) -> Question:
    """The most of an aim; where another is held, at a hair below its best."""
    return Question(scenario=scenario, most=most, at_least=((held, best * (1 - HAIR)),) if held else ())


def _end_figures(ends: Ends) -> dict[str, float]:
    (x1, y1), (x2, y2) = ends.most_x, ends.most_y
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}


def _end_words(scenario: Scenario, aims: tuple[str, str], ends: Ends) -> dict[str, str]:
    x, y = aims
    (x1, y1), (x2, y2) = ((figure(scenario, x, a), figure(scenario, y, b)) for a, b in (ends.most_x, ends.most_y))
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}


def _percent(share: float) -> str:
    if share < 0.0001:
        return say("less than 0.01%")
    return hundredths(share, ".2g")


def _share(share: float) -> str:
    """A share of a best: never all of it where something is missing, nor nothing where there is something."""
    if share >= 1 - _SAME:
        return say("all")
    if share >= 1 - NO_CHOICE:
        return hundredths(math.floor(10_000 * share) / 10_000, "g")
    if 0 < share < NO_CHOICE:
        return say("less than {no_choice:g}%", no_choice=100 * NO_CHOICE)
    return hundredths(share, ".0f")
