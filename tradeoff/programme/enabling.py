"""Makes the enabling investments that are decided on, whole: what they cost, and who pays.

    X_d,enabling,t = sum over investments m made of  s_dmt V_m   in each of their years                          [lakh]
    z_d,enabling,o,t  <=  sum over m that do not open o of  s_dmt V_m                                            [lakh]

In words: an investment is made or it is not; a share of one is worth nothing and is never published. It costs V in each
of its years, paid by one department, or by all in the shares s of their envelopes. From its year plus its lag the fund
it opens has money (before, and where it is not made, its envelopes count 0: `purses.py`), and that fund never pays for
it.
V: `enabling.cost`; s: 1 for `paid_by`. Where it is still to be decided, a programme is built for each combination.

« L'ONUDI a facilité la révision des schémas politiques des autres clusters pour les harmoniser avec les principes de
développement des clusters » (UNIDO 2010, section 3.3, case 11).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tradeoff.programme.columns import Made, Paid
from tradeoff.programme.draft import RUPEES_IN_LAKH, Draft, RowKind, in_lakh
from tradeoff.programme.openings import years
from tradeoff.programme.purses import divided_by_envelopes
from tradeoff.programme.spending import Spending
from tradeoff.scenario.reforms import is_paid_in, made
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Enabling
from tradeoff.scenario.units import RUPEES

ENABLING = "enabling"


def reform_spending(draft: Draft, scenario: Scenario) -> list[Spending]:
    """A column for each investment made, which is 1, and what it costs."""
    spending = []
    shares = divided_by_envelopes(scenario)
    for investment in made(scenario):
        column = draft.add_column(Made(investment.investment_id), lower=1.0, upper=1.0)
        for year in years(scenario):
            for department, rupees in _parts(scenario, investment, year, shares[year]).items():
                spending.append(
                    Spending(
                        column=column,
                        lakh=in_lakh(rupees),
                        cluster_id="",
                        activity_id=ENABLING,
                        year=year,
                        paid_by=department,
                    )
                )
    return spending


def _parts(scenario: Scenario, investment: Enabling, year: int, shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Rupees of one investment in a year, by the purse that pays; `shares` are those where all pay."""
    if not is_paid_in(investment, year) or not investment.cost:
        return {}
    rupees = investment.cost * scenario.settings.money_unit
    if investment.paid_by:
        return {investment.paid_by: rupees}
    return {department: share * rupees for department, share in shares.items() if share}


def bar_own_funds(draft: Draft, scenario: Scenario, spending: Sequence[Spending]) -> None:
    """A fund pays no more of a department's investments than those that do not open it.

    Each investment is barred from one fund at most, so this is all that a division over investments asks.

    Args:
        draft: The programme so far, with its purses.
        scenario: Whose investments.
        spending: Every term of spending.
    """
    shares = divided_by_envelopes(scenario)
    for investment in made(scenario):
        for year in years(scenario):
            for department in _parts(scenario, investment, year, shares[year]):
                column = draft.column(Paid(department, ENABLING, investment.opens_fund, year))
                if column is None:
                    continue
                own = draft.column(Made(investment.investment_id))
                others = sum(
                    (
                        term.lakh
                        for term in spending
                        if (term.activity_id, term.paid_by, term.year) == (ENABLING, department, year)
                        and term.column is not own
                    ),
                    start=Fraction(0),
                )
                keys = {"department": department, "fund": investment.opens_fund, "year": str(year)}
                draft.add_row(
                    RowKind.REFORM,
                    keys,
                    {column: Fraction(1)},
                    "<=",
                    others,
                    unit=RUPEES,
                    shown=others * RUPEES_IN_LAKH,
                )
