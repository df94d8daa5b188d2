"""Asks the same question with more or less money: every envelope in proportion, in memory.

    e'_dfy = phi e_dfy,   phi = B / sum e   or the share asked for            each envelope                   [rupees]

In words: who has a tenth of the money keeps a tenth of it. Fractions are exact. Nothing else moves, so that limits in
rupees stay as they are written.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

from tradeoff.scenario.amounts import WantedBudget, read_budget
from tradeoff.scenario.remarks import remark_cells
from tradeoff.scenario.scenario import Change, Scenario
from tradeoff.scenario.tables import Budget


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
    wanted = read_budget(budget) if isinstance(budget, str) else budget
    factor = _factor(scenario, wanted)
    budgets = tuple(row.model_copy(update={"envelope": factor * row.envelope}) for row in scenario.budgets)
    changed = replace(
        scenario,
        name=f"{scenario.name}-at-{wanted.text.replace(' ', '-')}",
        budgets=budgets,
        based_on=scenario.based_on or scenario.name,
        changes=(*scenario.changes, *_changes(scenario.budgets, budgets, wanted)),
        rescaled_from=scenario.rescaled_from or scenario.data_hash,
    )
    return replace(changed, remarks=remark_cells(changed, changed.cells), data_hash=_hash(changed))


def _factor(scenario: Scenario, wanted: WantedBudget) -> Fraction:
    if wanted.rupees is None:
        return Fraction(wanted.share or 0)
    if not scenario.rupees:
        raise ValueError(
            f"all envelopes of {scenario.name} are 0, so none can be a part of {wanted.text}; fill in budgets.csv"
        )
    return wanted.rupees / scenario.rupees


def _changes(before: tuple[Budget, ...], after: tuple[Budget, ...], wanted: WantedBudget) -> list[Change]:
    """A change for each envelope that is another now."""
    return [
        Change(
            table=Budget.TABLE,
            key=", ".join(f"{column}={getattr(old, column)}" for column in Budget.KEY if getattr(old, column)),
            column="envelope",
            before=_shown(old.envelope),
            after=_shown(new.envelope),
            reason=f"every envelope in proportion, to {wanted.text} in all",
        )
        for old, new in zip(before, after, strict=True)
        if old.envelope != new.envelope
    ]


def _shown(amount: Fraction) -> str:
    """An envelope for people, to twelve significant digits; the scenario holds the fraction itself."""
    return f"{float(amount):.12g}"


def _hash(scenario: Scenario) -> str:
    """sha256 over the hash of the tables as read, the new name and each envelope as a fraction."""
    envelopes = [(row.department_id, row.fund_id, row.year, str(row.envelope)) for row in scenario.budgets]
    return hashlib.sha256(f"{scenario.rescaled_from}\x1d{scenario.name}\x1d{envelopes}".encode()).hexdigest()
