"""Finds the least money that reaches aims: the least spending in the envelopes there are, else the least envelopes.

    within them     min  sum of all spending      s.t.  f_i >= q_i
    beyond them     min  phi                      s.t.  f_i >= q_i,  every envelope E times phi

In words: where the envelopes suffice, what is asked is what can be left unspent; where they do not, by how much all of
them together would have to grow, since who gets the new money is not for a programme to say. Limits stay as written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import InfeasibleError
from tradeoff.frontier.aims import plan_for_aims
from tradeoff.frontier.answers import answer
from tradeoff.frontier.floors import floors_told
from tradeoff.frontier.study import Study
from tradeoff.frontier.ties import MONEY
from tradeoff.programme.factor import FACTOR, with_factor
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import units
from tradeoff.programme.reference import Posed, copied
from tradeoff.scenario.amounts import WantedBudget
from tradeoff.scenario.envelopes import with_budget
from tradeoff.scenario.levels import AimLevel, level_words, read_levels
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say

_TOLD = 100_000
"""The least factor is rounded up to so many parts of one: with what is told the aims are reached."""
_LEAST_LEFT = 1e-7
"""Share of the told factor that the solver's tolerances may add to the least one."""


@dataclass(frozen=True, kw_only=True)
class CheapestPlan:
    """The plan that reaches aims for the least money; figures by aim, in the units of `units`."""

    scenario: Scenario
    """With the envelopes that the plan lives in, and its floors."""
    asked: Mapping[str, float]
    factor: Fraction
    """Of every envelope; 1 where those there are suffice."""
    envelopes: Fraction
    """Rupees of all envelopes of the plan, all years together."""
    spent: int
    """Rupees the plan spends, all years together."""
    plan: Plan

    @property
    def units(self) -> dict[str, str]:
        """The unit of each offered aim, in words."""
        return units(self.scenario)

    @property
    def reached(self) -> dict[str, float]:
        """What the plan has of each aim asked for."""
        return {aim: self.plan.objectives[aim] for aim in self.asked}


def cheapest_plan(
    scenario: Scenario, aims: Mapping[str, AimLevel], *, floors: Mapping[str, AimLevel] | None = None
) -> CheapestPlan:
    """The plan that reaches several aims for the least money.

    That is the least spending in the envelopes as they are; where no plan in them reaches the aims, the least factor on
    all envelopes, rounded up to five decimals, and the least spending in those.

    Args:
        scenario: What `read_scenario` returns.
        aims: What is asked of each, as in `plan_for_aims`.
        floors: For some aims the least that every plan keeps, as in `trace_frontier`.

    Raises:
        InfeasibleError: No plan reaches the aims whatever the money, keeps a floor, or satisfies the limits.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: No aim is named, one is not offered, or a level cannot be read.

    Example:
        >>> import tradeoff
        >>> found = tradeoff.cheapest_plan(tradeoff.read_scenario("three-clusters"), {"breadth": 800})
        >>> found.spent, found.factor
        (1900000, Fraction(1, 1))
    """
    require_scenario(scenario)
    asked = read_levels(aims, scenario)
    if not asked:
        raise ValueError(
            say(
                "name at least one aim and its level; there are {objectives}", objectives=", ".join(scenario.objectives)
            )
        )
    kept = scenario.with_floors(floors or {})
    with floors_told(kept, Study):
        least = {aim: max(level, kept.floors.get(aim, level)) for aim, level in asked.items()}
        wanted, factor = kept.with_floors(least), Fraction(1)
        # Nearest to aims there always is a plan: whether they are reached is not left to a solver's "infeasible".
        if plan_for_aims(kept, asked).is_reached:
            plan = _least_spending(wanted)
        else:
            factor = _least_factor(wanted)
            wanted = with_budget(wanted, WantedBudget(text=f"{float(100 * factor):g}%", share=factor))
            plan = _least_spending(wanted)
    return CheapestPlan(
        scenario=wanted,
        asked={aim: float(level) for aim, level in asked.items()},
        factor=factor,
        envelopes=wanted.rupees,
        spent=sum(int(str(row["amount"])) for row in plan.records["money"]),
        plan=plan,
    )


def _least_spending(scenario: Scenario) -> Plan:
    """The plan of a scenario with the least money spent."""
    study = Study(scenario)
    question = Posed(problem=copied(study.programme), objective=study.programme.money)
    return study.read(answer(study.programme, question, then=(MONEY,)).values)


def _least_factor(scenario: Scenario) -> Fraction:
    """The least factor on all envelopes with which a scenario has a plan, rounded up."""
    programme, question = with_factor(scenario)
    try:
        found = answer(programme, question).values.get(FACTOR, 0.0)
    except InfeasibleError:
        wanted = all_of(
            say("{aim} of {aim2}", aim=level_words(float(v), aim, scenario), aim2=say(aim))
            for aim, v in scenario.floors.items()
        )
        empty = _empty_purses(scenario)
        whatever, ways = say("no amount of money lets a plan"), say("people, lists or rules stand in the way")
        if empty:
            whatever = say("with every envelope larger by whatever factor no plan")
            ways = say(
                "an envelope of 0, which stays 0 ({empty}), people, lists or rules stand in the way",
                empty=", ".join(empty),
            )
        reach = say("reaches") if empty else say("reach")
        raise InfeasibleError(
            say(
                "{whatever} of {name} {reach} {wanted}: {ways}. Ask for less, or leave out --cheapest to see "
                "what comes nearest.",
                whatever=whatever,
                name=scenario.name,
                reach=reach,
                wanted=wanted,
                ways=ways,
            )
        ) from None
    return Fraction(math.ceil(found * (1 + _LEAST_LEFT) * _TOLD), _TOLD)


def _empty_purses(scenario: Scenario) -> list[str]:
    """The names of those with an envelope of 0, which no factor makes larger."""
    names = {row.department_id: row.name for row in scenario.departments}
    return sorted({names.get(row.department_id, row.department_id) for row in scenario.budgets if not row.envelope})
