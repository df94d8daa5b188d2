"""Finds the plans that futures are told of: those asked for, and the one that is best by a rule, each one programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tradeoff.advice.choice import HAIR
from tradeoff.advice.kept_plan import require_plan_of
from tradeoff.advice.wording import figure
from tradeoff.errors import SolverError
from tradeoff.frontier.answers import answer
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.floors import floors_told
from tradeoff.frontier.named_plans import named_plans
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.study import Study
from tradeoff.frontier.what_if import WhatIf
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.futures import (
    FutureWorth,
    aim_in,
    best_mean,
    best_worst,
    best_worst_share,
    least_regret,
)
from tradeoff.programme.plan import Plan, PlanReader
from tradeoff.programme.programme import Measured, Programme, build_programme, money_scale
from tradeoff.scenario.levels import AimLevel, read_levels
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say

Worths = Mapping[str, FutureWorth]
"""By future."""
Best = Mapping[tuple[str, str], float]
"""By aim and future, the most of it that any plan has there, in the aim's unit."""
_HAIRS = (1e-9, HAIR)
"""Shares of floors by which they are asked lower where floats find no plan that keeps them."""


class Rule(StrEnum):
    """By what a plan is called best."""

    MEAN = "mean"
    WORST = "worst"
    CVAR = "cvar"
    """The mean of the worst share of the probability."""
    REGRET = "regret"

    @property
    def needs_probabilities(self) -> bool:
        """Whether it means nothing without them."""
        return self in (Rule.MEAN, Rule.CVAR)


@dataclass(frozen=True, kw_only=True)
class PlansAsked:
    """The plans that were asked for, and what they are set against."""

    scenario: Scenario
    """With all floors, that of a level among them."""
    plans: Mapping[str, Plan | SavedPlan]
    other: str | None
    """The aim of the choice that was not held at a level; None where none was."""


def plans_asked(
    asked: Scenario | SavedPlan,
    trade: str | None,
    *,
    plans: Mapping[str, Plan | SavedPlan] | None,
    floors: Mapping[str, AimLevel],
    at: Mapping[str, AimLevel],
) -> PlansAsked:
    """The plans that were asked for, by name.

    Args:
        asked: A scenario, or a saved plan of one.
        trade: The choice; None for the first one offered, or beside other plans for none.
        plans: Others, by name.
        floors: What every plan keeps.
        at: An aim of the choice with its level, or nothing.
    """
    is_saved = isinstance(asked, SavedPlan)
    scenario = (asked.scenario if isinstance(asked, SavedPlan) else asked).with_openings("share").with_floors(floors)
    found: dict[str, Plan | SavedPlan] = {asked.name: asked} if isinstance(asked, SavedPlan) else {}
    if plans is not None and not isinstance(plans, Mapping):
        raise ValueError(say("plans is {plans!r}; give plans by name, as in plans={{'ours': plan}}", plans=plans))
    for plan in (plans or {}).values():
        require_plan_of(plan, scenario)
    found |= plans or {}
    if trade is None and (is_saved or plans) and not at:
        asked_with = asked.asked if isinstance(asked, SavedPlan) else {}
        return PlansAsked(scenario=_held(scenario, asked_with), plans=found, other=_other(scenario, asked))
    if trade is None and not scenario.trades:
        raise ValueError(say("{name} offers no choice between two aims; name plans of it instead", name=scenario.name))
    chosen = scenario.trades[0] if trade is None else trade
    x, y = axes_of(scenario, chosen)
    if len(at) > 1:
        raise ValueError(say("a plan is held at one level; {at} are two", at=all_of(at)))
    frontier = Study(scenario).frontier(chosen, gap=ENDS_ALONE, choose=False)
    if not at:
        for named in named_plans(frontier):
            found[say(named.word)] = frontier.plan(**{x: named.x})
        return PlansAsked(scenario=scenario, plans=found, other=None)
    plan = frontier.plan(**at)
    ((aim, level),) = read_levels(at, scenario).items()
    found[f"{aim} {figure(scenario, aim, float(level))}"] = plan
    return PlansAsked(scenario=_held(scenario, at), plans=found, other=y if aim == x else x)


def _held(scenario: Scenario, at: Mapping[str, AimLevel]) -> Scenario:
    """The scenario with the level that a plan was asked with as a floor, beside those that are there."""
    levels = read_levels(at, scenario)
    return scenario.with_floors({aim: max(level, scenario.floors.get(aim, level)) for aim, level in levels.items()})


def _other(scenario: Scenario, asked: Scenario | SavedPlan) -> str | None:
    """The aim of a saved plan's choice that it was not asked with; None where that is not known."""
    if not isinstance(asked, SavedPlan) or asked.trade is None or not asked.asked:
        return None
    x, y = axes_of(scenario, asked.trade)
    return y if x in asked.asked else x


def best_in(programme: Programme, worths: Worths) -> dict[tuple[str, str], float]:
    """By aim and future, the most of it that any plan has there; each a solve, once for futures that are alike in it.

    Args:
        programme: Of the scenario with its floors.
        worths: What households add in each future.

    Raises:
        InfeasibleError: No plan satisfies the limits, or keeps the floors.
        SolverError: None was found in a future, though there are some.
    """
    scenario = programme.scenario
    found = _most_in(programme, worths)
    for hair in _HAIRS:
        if None not in found.values():
            break
        # A floor at the very most of its aim is kept by one plan, and floats may find none.
        floors = {aim: float(floor) * (1 - hair) for aim, floor in scenario.floors.items()}
        found = _most_in(build_programme(scenario.with_floors(floors)), worths)
    known = {place: most for place, most in found.items() if most is not None}
    if len(known) < len(found):
        raise SolverError(say("no plan was found that keeps limits and floors in every future, though there are some"))
    return known


def _most_in(programme: Programme, worths: Worths) -> dict[tuple[str, str], float | None]:
    """The same; None where the solver finds no plan."""
    expressions = {
        (aim, name): aim_in(programme, aim, worth) for aim in programme.objectives for name, worth in worths.items()
    }
    texts = {
        place: (place[0], tuple(sorted((c.name, v) for c, v in one.items()))) for place, one in expressions.items()
    }
    alike: dict[tuple[str, tuple[tuple[str, float], ...]], str] = {}
    measures = {}
    for place, text in texts.items():
        if text not in alike:
            alike[text] = say("most {count}", count=len(alike))
            scale = money_scale(programme.scenario, place[0])
            measures[alike[text]] = Measured(expression=expressions[place], scale=scale)
    asked = WhatIf(programme, measures=measures)
    with floors_told(programme.scenario, Study):
        # An empty sum has no solve that says that there are plans at all.
        Study(programme.scenario).most(next(iter(programme.objectives)))
        most = {name: asked.most(name) if one.expression else 0.0 for name, one in measures.items()}
    return {place: most[alike[text]] for place, text in texts.items()}


def rule_plan(
    programme: Programme,
    rule: Rule,
    aim: str,
    worths: Worths,
    best: Best,
    *,
    share: Fraction,
    likely: Mapping[str, Fraction],
) -> Plan:
    """The plan that is best by a rule; among such plans the one with the greatest mean, then by the scenario's ties.

    Args:
        programme: Of the scenario with its floors.
        rule: The rule.
        aim: Which aim it makes best.
        worths: What households add in each future.
        best: What `best_in` found.
        share: The share of the probability that "cvar" takes the mean of.
        likely: The probability of each future; empty where they have none.
    """
    aims = {name: aim_in(programme, aim, worth) for name, worth in worths.items()}
    if rule is Rule.MEAN:
        question = best_mean(programme, aims, likely)
    elif rule is Rule.WORST:
        question = best_worst(programme, aims, likely)
    elif rule is Rule.CVAR:
        question = best_worst_share(programme, aims, likely, share)
    else:
        unit = money_scale(programme.scenario, aim)
        question = least_regret(programme, aims, likely, {name: best[aim, name] / unit for name in worths})
    return PlanReader(programme).read(answer(programme, question).values)
