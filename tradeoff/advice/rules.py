"""Tells the rows of money's rules that have no slack: matching, money kept, exit, reforms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tradeoff.advice.wording import listing, purse_names, year_name
from tradeoff.money import format_rupees, format_significant
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_SAY = {
    RowKind.MATCHING: (
        "{fund} of {department} may pay no more beside {needed}, which must pay {share} of both, in {years}."
    ),
    RowKind.CARRY_OVER: "{department} may keep no more of {fund}'s money of {years} for the year after.",
    RowKind.POST_FUNDS: (
        "{department} has said that it will pay {money} a year after the project: its clusters take all of it."
    ),
    RowKind.EXTERNAL: "External funds may pay no more of the facilitation of {years}.",
    RowKind.REFORM: "{fund} of {department} may not pay for the reform that opens it, in {years}.",
}
_SAY_OF_SEVERAL = _SAY | {
    RowKind.POST_FUNDS: (
        "{department} have each said that they will pay {money} a year after the project: their clusters take all of "
        "it."
    ),
}
RULES = tuple(_SAY)
"""The kinds of rows told here, the most telling first."""


def rule_sentences(kind: RowKind, rows: Sequence[RowMeaning], scenario: Scenario) -> list[str]:
    """What has no slack, with its years: one sentence for all departments of which the same holds.

    Args:
        kind: One of `RULES`.
        rows: The rows of that kind that bind.
        scenario: Whose names are used.
    """
    names = purse_names(scenario)
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    years: dict[tuple[str, str, str, float], list[int]] = defaultdict(list)
    for row in rows:
        keys = dict(row.keys)
        # A rule on an empty envelope binds, and says nothing.
        if kind is RowKind.REFORM or row.bound or kind in (RowKind.EXTERNAL, RowKind.POST_FUNDS):
            bound = 0.0 if kind in (RowKind.CARRY_OVER, RowKind.REFORM, RowKind.EXTERNAL) else row.bound
            place = (keys.get("department", ""), keys.get("fund", ""), keys.get("needed", ""), bound)
            years[place].append(int(keys.get("year", 0)))
    alike: dict[tuple[str, str, float, tuple[int, ...]], list[str]] = defaultdict(list)
    for (department, fund, needed, bound), found in sorted(years.items()):
        alike[fund, needed, bound, tuple(sorted(found))].append(names.get(department, department))
    return [
        say(
            (_SAY if len(departments) == 1 else _SAY_OF_SEVERAL)[kind],
            department=listing(departments),
            fund=funds.get(fund, say("the budget")),
            needed=funds.get(needed, needed),
            share=say("{share}%", share=format_significant(100 * bound, 3)),
            money=format_rupees(bound),
            years=listing([year_name(scenario, year) for year in when]),
        )
        for (fund, needed, bound, when), departments in alike.items()
    ]
