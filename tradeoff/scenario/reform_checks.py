"""Finds what is wrong with the table `enabling`: years, who pays, what is opened, how much is left to decide."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.reforms import MOST_TO_DECIDE, NO_REFORM, is_paid_in, to_decide
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Enabling
from tradeoff.words.spoken import any_of, say

_FILE = "enabling.csv"
_ENABLING = "enabling"
"""The activity that names who may pay."""


def check_reforms(tables: Tables) -> Iterator[InputFault]:
    """Every fault of the table `enabling`."""
    open_ones = to_decide(tables)
    if len(open_ones) > MOST_TO_DECIDE:
        what = say(
            "{count} investments are to be decided, which are {count2} combinations",
            count=len(open_ones),
            count2=2 ** len(open_ones),
        )
        mend = say(
            "leave at most {most_to_decide} to decide, and write yes or no for the others",
            most_to_decide=MOST_TO_DECIDE,
        )
        yield fault("E2", _FILE, "made", what, mend, value="; ".join(open_ones))
    opened: dict[str, str] = {}
    for row in tables.enabling:
        if row.investment_id == NO_REFORM:
            what = "what the combination without any investment is called"
            yield fault("E2", _FILE, "investment_id", what, "call it otherwise", row=row.row, value=NO_REFORM)
        yield from _check_years(tables, row)
        yield from _check_payer(tables, row)
        if row.opens_fund:
            first = opened.setdefault(row.opens_fund, row.investment_id)
            if first != row.investment_id:
                what, mend = say("{first} opens this fund already", first=first), "let one investment open it"
                yield fault("E2", _FILE, "opens_fund", what, mend, row=row.row, value=row.opens_fund)


def _check_years(tables: Tables, row: Enabling) -> Iterator[InputFault]:
    last = tables.settings.project_years
    if not 1 <= row.year <= last:
        mend = say("write 1 to {last}", last=last)
        yield fault("E10", _FILE, "year", "outside the project years", mend, row=row.row, value=row.year)
    elif row.years < 1:
        what, mend = "no year to pay in", "write 1 or more; for an investment that costs nothing write `cost` 0"
        yield fault("E10", _FILE, "years", what, mend, row=row.row, value=row.years)
    elif row.year + row.years - 1 > last and row.cost:
        named = tables.settings.years
        what = say(
            "from {year} on it would be paid beyond the last project year {last}, which reaches no purse",
            year=named.name(row.year),
            last=named.shown(last),
        )
        mend = say("write at most {year}", year=last - row.year + 1)
        yield fault("E10", _FILE, "years", what, mend, row=row.row, value=row.years)


def _check_payer(tables: Tables, row: Enabling) -> Iterator[InputFault]:
    others = {budget.fund_id for budget in tables.budgets} - {row.opens_fund}
    if row.opens_fund and row.cost and not others:
        what = say(
            "{opens_fund} is the only fund, and a fund does not pay for the investment that opens it",
            opens_fund=row.opens_fund,
        )
        mend = "write in budgets.csv what other fund pays for it"
        yield fault("E2", _FILE, "opens_fund", what, mend, row=row.row, value=row.opens_fund)
    written = next((activity.eligible_funds for activity in tables.activities if activity.activity_id == _ENABLING), "")
    allowed = {part.strip() for part in written.split(";")}
    if row.opens_fund and row.cost and row.made != "no" and others and written and not others & allowed:
        what = say(
            "only {opens_fund} may pay for investments, and a fund does not pay for the one that opens it",
            opens_fund=row.opens_fund,
        )
        mend = say("add another fund to the eligible_funds of {enabling} in activities.csv", enabling=_ENABLING)
        if opened := sorted({fund.fund_id for fund in tables.funds} - allowed):
            # What pays for investments is hardly closed until one is made.
            named = any_of(opened)
            mend = say("write {funds}, if that is what it opens, or {mend}", funds=named, mend=mend)
        yield fault("E2", _FILE, "opens_fund", what, mend, row=row.row, value=row.opens_fund)
    if row.paid_by or not row.cost:
        return
    for year in range(1, tables.settings.project_years + 1):
        money = sum(budget.envelope for budget in tables.budgets if budget.year in (year, None))
        if is_paid_in(row, year) and not money:
            what = say(
                "it would be divided by the envelopes of {year}, and there are none",
                year=tables.settings.years.name(year),
            )
            mend = "name the department that pays, or pay it in another year"
            yield fault("E10", _FILE, "paid_by", what, mend, row=row.row)
