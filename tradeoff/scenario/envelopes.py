"""Asks the same question with more or less money: every envelope in proportion, in memory.

    e'_dfy = phi e_dfy,   phi = B / sum e   or the share asked for            each envelope                   [rupees]

In words: who has a tenth of the money keeps a tenth of it. Fractions are exact. Nothing else moves, so that limits in
rupees stay as they are written.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tradeoff.errors import shown
from tradeoff.scenario.amounts import WantedBudget, read_budget
from tradeoff.scenario.changes import WantedChange
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Budget
from tradeoff.words.spoken import say


def with_budget(scenario: Scenario, budget: str | WantedBudget) -> Scenario:
    """The scenario with all envelopes changed in proportion, and a name, changes and a data hash of its own.

    Args:
        scenario: What `read_scenario` returns.
        budget: Money of all years together, such as "20 crore", or a share of what there is, such as "80%".

    Raises:
        ValueError: The budget cannot be read, or all envelopes are 0, so that there is nothing in proportion to them.

    Example:
        >>> import tradeoff
        >>> lean = tradeoff.with_budget(tradeoff.read_scenario("three-clusters"), "80%")
        >>> lean.name, lean.changes[0].before, lean.changes[0].after
        ('three-clusters-at-80%', '3100', '2480')
    """
    require_scenario(scenario)
    if not isinstance(budget, str | WantedBudget):
        raise ValueError(
            say("{given} is no budget; write it with its unit, such as '20 crore' or '80%'", given=shown(budget))
        )
    wanted = read_budget(budget) if isinstance(budget, str) else budget
    change = WantedChange(
        file="budget",
        table=Budget.TABLE,
        column="envelope",
        multiply=_factor(scenario, wanted),
        reason=say("every envelope in proportion, to {text} in all", text=wanted.text),
    )
    asked = scenario.changed_by([change], name=f"{scenario.name}-at-{wanted.text.replace(' ', '-')}")
    before = len(scenario.changes)
    made = tuple(one for one in asked.changes[before:] if float(one.before) != float(one.after))
    return replace(
        asked,
        changes=(*scenario.changes, *made),
        rescaled_from=scenario.rescaled_from or scenario.data_hash,
    )


def _factor(scenario: Scenario, wanted: WantedBudget) -> Fraction:
    if wanted.rupees is None:
        return Fraction(wanted.share or 0)
    if not scenario.rupees:
        raise ValueError(
            say(
                "all envelopes of {name} are 0, so none can be a part of {text}; fill in budgets.csv",
                name=scenario.name,
                text=wanted.text,
            )
        )
    return wanted.rupees / scenario.rupees
