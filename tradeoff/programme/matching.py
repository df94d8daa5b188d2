"""Lets a fund pay only beside another: money that comes on condition that the state adds its own.

    sum over a of z_da,n(o),t  >=  s_o  sum over a of (z_daot + z_da,n(o),t)      department d, fund o, year t   [lakh]

In words: over the activities that both may pay, the needed fund n(o) pays at least the share s_o of what both pay
together. Activities that only one of them may pay stay outside. z: what a fund pays of a department's activity a in a
year (lakh); n: `funds.needs_fund`; s: `funds.needs_share`.

« L'organisme d'appui peut certainement co-financer les activités qui sont hors de portée des acteurs de clusters
individuels » (UNIDO 2010, section 4).
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.columns import Paid
from tradeoff.programme.draft import Draft, RowKind, Terms
from tradeoff.programme.openings import years
from tradeoff.programme.purses import envelopes, may_pay
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import SHARE


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """One row for each fund that needs another, each department and each year in which it pays for anything."""
    shares = {fund.fund_id: (fund.needs_fund, fund.needs_share) for fund in scenario.funds if fund.needs_fund}
    paid = [column.key for column in draft.columns if isinstance(column.key, Paid)]
    for department in sorted({department for department, _, _ in envelopes(scenario)}):
        for fund, (needed, share) in sorted(shares.items()):
            for year in years(scenario):
                keys = [
                    key
                    for key in paid
                    if (key.department_id, key.year) == (department, year)
                    and key.fund_id in (fund, needed)
                    and may_pay(scenario, fund, key.activity_id)
                    and may_pay(scenario, needed, key.activity_id)
                ]
                factors = {needed: 1 - (share or Fraction(0)), fund: -(share or Fraction(0))}
                terms: Terms = {}
                for key in keys:
                    column = draft.column(key)
                    if column is not None:
                        terms[column] = factors[key.fund_id]
                if terms:
                    row = {"department": department, "fund": fund, "needed": needed, "year": str(year)}
                    draft.add_row(RowKind.MATCHING, row, terms, ">=", Fraction(0), unit=SHARE, shown=share)
