"""Lets a department keep some of a year's money for the next.

    k_dot  <=  c_d E_dot,   k_doP = 0              department d, fund o, year t < P                              [lakh]
    spent + moved out - moved in + k_dot - k_do,t-1 + unspent = E_dot      (the purse, `purses.py`)

In words: of each envelope at most the share c may be kept for the year after, as the budget has it and before anything
is moved between departments; what is left in the last year lapses. What was kept once may be kept again, within the
same share. k: money kept; c: `departments.carry_over_share`; E: envelope.

« Un budget spécial a été mis en place pour les activités de développement de cluster, dans chaque Département » (UNIDO
2010, section 3.3, case 11); that money lapses with the year is a rule of state budgets.
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.columns import CarriedOver
from tradeoff.programme.draft import Draft, RowKind, in_lakh
from tradeoff.programme.purses import envelopes
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import RUPEES


def add_carry_over(draft: Draft, scenario: Scenario) -> None:
    """Columns k and the most each may be; the purses take them up."""
    shares = {department.department_id: department.carry_over_share for department in scenario.departments}
    for (department, fund, year), envelope in envelopes(scenario).items():
        most = shares.get(department, Fraction(0)) * envelope
        if most and year < scenario.settings.project_years:
            column = draft.add_column(CarriedOver(department, fund, year))
            keys = {"department": department, "fund": fund, "year": str(year)}
            terms = {column: Fraction(1)}
            draft.add_row(RowKind.CARRY_OVER, keys, terms, "<=", in_lakh(most), unit=RUPEES, shown=most)
