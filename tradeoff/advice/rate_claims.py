"""Makes claims of what steps of x cost in y: the figure as printed, the sentence, the questions behind both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.rounding import near, no_less, no_more
from tradeoff.advice.step_costs import NEAR, StepCosts
from tradeoff.advice.wording import in_rupees
from tradeoff.money import format_rupees, format_significant
from tradeoff.scenario.horizon import after_words
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.units import Plural
from tradeoff.words.spoken import say

OVER = "True from {low} to {high}."
"""Of which levels of x a sentence holds."""
NEARBY = "Such steps from {low} to {high} come to {nearby}."
"""What all such steps of the stretch cost, where the figure of the one is another."""
_ABOUT, _BETWEEN, _BELOW_ONE = "about {figure}", "between {least} and {most}", "less than one {unit}"
_DIGITS = 12
"""Significant digits of a figure that is rounded already."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What is said of a cost: one figure, which is within 5%, or the two it lies between."""

    least: float
    most: float

    @property
    def is_one(self) -> bool:
        """Whether one figure is said."""
        return self.least == self.most

    @property
    def allowed(self) -> tuple[float, float]:
        """What the cost may be, for the figure to be true."""
        return (self.least * (1 - NEAR), self.most * (1 + NEAR)) if self.is_one else (self.least, self.most)


def figure_of(costs: StepCosts, least: float, most: float) -> Figure:
    """What is said of costs that lie between two: one figure where it is within 5% of both.

    Args:
        costs: Of the frontier.
        least: What a step costs at least, in the other aim's unit.
        most: What it costs at most.
    """
    aim = costs.other
    unit = in_rupees(costs.scenario, aim, 1.0)

    def printed(rounding: Callable[[float], float], value: float) -> float:
        return rounding(value * unit) / unit

    if most < 1 and not find_aim(aim).unit.is_money:
        return Figure(least=0.0, most=1.0)
    middle = printed(near, (least + most) / 2)
    if middle * (1 - NEAR) <= least and most <= middle * (1 + NEAR):
        return Figure(least=middle, most=middle)
    return Figure(least=printed(no_more, least), most=printed(no_less, most))


def rate_claim(
    costs: StepCosts,
    sentence: Plural,
    step: float,
    figure: Figure,
    *,
    expected: tuple[Expected, ...],
    over: tuple[float, float] | None = None,
    nearby: Figure | None = None,
    figures: Mapping[str, float] | None = None,
) -> Claim:
    """A claim of what a step costs.

    Args:
        costs: Of the frontier.
        sentence: With places for the step and the cost.
        step: In x's unit.
        figure: What the step costs.
        expected: The questions, with what they answer.
        over: The levels of x between which that holds, or which `nearby` is of; None for the step alone.
        nearby: What such steps cost there, where that is said by another figure.
        figures: What else was solved.
    """
    scenario, x = costs.scenario, costs.aim
    count = _x_words(costs, step, with_unit=False)
    then: tuple[str, ...] = ()
    words = {"step": count, "cost": cost_words(costs, figure)}
    words["after"] = after_words(scenario.settings)
    known = {"step": step, "least": figure.least, "most": figure.most, **(figures or {})}
    if over is not None:
        then = (OVER if nearby is None else NEARBY,)
        words["low"] = _x_words(costs, over[0], with_unit=find_aim(x).unit.is_money)
        words["high"] = _x_words(costs, over[1], with_unit=True)
        known |= {"low": over[0], "high": over[1]}
    if nearby is not None:
        words["nearby"] = cost_words(costs, nearby)
        known |= {"nearby_least": nearby.least, "nearby_most": nearby.most}
    return Claim(kind=Kind.RATE, template=sentence.of(count), then=then, words=words, figures=known, expected=expected)


def value_at(costs: StepCosts, level: float) -> Expected:
    """That y at a level of x is what was solved."""
    return exactly(_question(costs, level), costs.most(costs.asked(level)))


def steps_cost(costs: StepCosts, lows: tuple[float, ...], step: float, figure: Figure) -> tuple[Expected, ...]:
    """That the steps which begin at some levels cost what is said.

    Args:
        costs: Of the frontier.
        lows: Where they begin.
        step: How long they are.
        figure: What each is said to cost.
    """
    least, most = figure.allowed
    return tuple(
        Expected(question=_question(costs, low), minus=_question(costs, low + step), low=least, high=most)
        for low in dict.fromkeys(lows)
    )


def cost_words(costs: StepCosts, figure: Figure) -> str:
    """A cost as a sentence says it."""
    scenario, aim = costs.scenario, costs.other
    return figure_words(in_rupees(scenario, aim, figure.least), in_rupees(scenario, aim, figure.most), aim)


def figure_words(least: float, most: float, aim: str) -> str:
    """`about 44 households`, `between Rs 2 lakh and Rs 3 lakh a year`, `less than one household`.

    Args:
        least: Rounded already; money in rupees.
        most: The same where one figure is said; 0 and 1 of what is counted stand for less than one.
        aim: Of which aim.
    """
    unit = find_aim(aim).unit
    if unit.is_money:
        low, high = (format_rupees(value, _DIGITS) for value in (least, most))
        high += say(" a year") if unit.a_year else ""
    elif (least, most) == (0.0, 1.0):
        return say(_BELOW_ONE, unit=say(unit.one))
    else:
        low, high = (format_significant(value, _DIGITS) for value in (least, most))
        high = f"{high} {unit.of(high)}"
    return say(_ABOUT, figure=high) if least == most else say(_BETWEEN, least=low, most=high)


def _question(costs: StepCosts, level: float) -> Question:
    return Question(scenario=costs.scenario, most=costs.other, at_least=((costs.aim, costs.asked(level)),))


def _x_words(costs: StepCosts, value: float, *, with_unit: bool) -> str:
    """A round level or step of x, to its last digit."""
    scenario, aim = costs.scenario, costs.aim
    unit = find_aim(aim).unit
    if unit.is_money:
        return format_rupees(in_rupees(scenario, aim, value), _DIGITS)
    words = format_significant(value, _DIGITS)
    return f"{words} {unit.of(words)}" if with_unit else words
