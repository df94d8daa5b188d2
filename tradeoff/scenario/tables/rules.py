"""The tables of rules: who shares in the cost, how outside money withdraws, and which investments open what."""

from __future__ import annotations

from typing import Literal

from tradeoff.scenario.tables.kinds import Amount, Identifier, Money, Share, Whole, Year
from tradeoff.scenario.tables.row import Row


class CostShare(Row):
    """How much of an activity's cost the programme asks to pay itself; the household is asked for the rest."""

    TABLE = "cost_shares"
    KEY = ("activity_id", "segment_id", "year")

    activity_id: Identifier
    segment_id: str = ""
    """Blank: every segment."""
    year: Year | None = None
    """Project year; blank: every year."""
    programme_share: Share


class Exit(Row):
    """The most that external funds may pay of all facilitation in one year."""

    TABLE = "exit"
    KEY = ("year",)

    year: Year
    external_share_max: Share


class Enabling(Row):
    """An investment of the state as a whole, made or not, never in part: a reform, a training centre."""

    TABLE = "enabling"
    KEY = ("investment_id",)

    investment_id: Identifier
    name: str
    kind: str = ""
    """A label."""
    cost: Money
    """Money unit in each of `years` years."""
    year: Year = 1
    """The project year in which it is first paid."""
    years: Whole = 1
    """How many years it is paid for."""
    made: Literal["yes", "no", "decide"]
    opens_fund: str = ""
    """The fund whose envelopes count only from `year` + `lag_years` on, and never where it is not made."""
    training_added: Amount | None = None
    """Agents that can be trained a year, in addition, from `year` + `lag_years` on."""
    lag_years: Whole = 1
    paid_by: str = ""
    """A department; blank: all of them, in the shares of their envelopes of the year."""
