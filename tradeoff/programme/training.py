"""Trains agents: outside, by reforms, and by pilots, as far as there are posts; what is trained is paid for.

    r_t  <=  K_t + sum over reforms m that work by t of K_m + g sum over pilots c of u_c,t-1        year t      [agents]
    n_t  <=  posts_t
    X_d,training,t = s_dt v r_t                                                                                  [lakh]

In words: in a year at most so many agents are trained as courses take, reforms add, and pilots that were open before
the year coach; they work from the next year on, and there are never more at work than posts. Each costs v once, in the
year of training; departments share it as their envelopes of that year stand. K_t: `agents.training_capacity`; K_m:
`enabling.training_added`; g: `replication.agents_per_pilot_year`; v: `training_cost`; n: agents at work (`agents.py`).
Pilots that ran before count from year 1. (State departments' staff are trained on the pilots, with a business school
as focal point: UNIDO (2010) section 3.3.)
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.agents import at_work
from tradeoff.programme.columns import Trained
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.openings import pilots_open, years
from tradeoff.programme.purses import divided_by_envelopes
from tradeoff.programme.spending import Spending
from tradeoff.scenario.people import is_staff_followed, replication, rows_by_year, trained_outside
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import AGENTS

TRAINING = "training"


def add_columns(draft: Draft, scenario: Scenario) -> None:
    """Columns r, for every year after which somebody trained can still work."""
    if is_staff_followed(scenario):
        for year in years(scenario)[:-1]:
            coached, constant = _coached(draft, scenario, year)
            if trained_outside(scenario, year) or coached or constant:
                draft.add_column(Trained(year))


def _coached(draft: Draft, scenario: Scenario, year: int) -> tuple[Terms, Fraction]:
    """Agents that pilots can train in a year."""
    each = replication(scenario).agents_per_pilot_year
    if not each:
        return {}, Fraction(0)
    terms, constant = pilots_open(draft, scenario, year - 1)
    return {column: each * value for column, value in terms.items()}, each * constant


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """Rows on what can be trained, and on posts."""
    if not is_staff_followed(scenario):
        return
    for year in years(scenario):
        if (trained := draft.column(Trained(year))) is not None:
            coached, constant = _coached(draft, scenario, year)
            terms: Terms = {trained: Fraction(1)}
            for column, value in coached.items():
                add_term(terms, column, -value)
            most = trained_outside(scenario, year) + constant
            draft.add_row(RowKind.TRAINING, {"year": str(year)}, terms, "<=", most, unit=AGENTS)
    rows = rows_by_year(scenario)
    for year, (terms, staff) in at_work(draft, scenario).items():
        posts = rows[year].posts if year in rows else None
        if posts is not None and terms:
            draft.add_row(RowKind.POSTS, {"year": str(year)}, terms, "<=", posts - staff, unit=AGENTS, shown=posts)


def training_spending(draft: Draft, scenario: Scenario) -> list[Spending]:
    """What training costs, by the department that pays its share."""
    rows, shares = rows_by_year(scenario), divided_by_envelopes(scenario)
    spending = []
    for year in years(scenario):
        trained = draft.column(Trained(year))
        cost = rows[year].training_cost if year in rows else None
        if trained is None or not cost:
            continue
        lakh = in_lakh(cost * scenario.settings.money_unit)
        spending += [
            Spending(
                column=trained, lakh=share * lakh, cluster_id="", activity_id=TRAINING, year=year, paid_by=department
            )
            for department, share in shares[year].items()
            if share
        ]
    return spending
