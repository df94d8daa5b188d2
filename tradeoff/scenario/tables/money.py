"""The tables of money: departments, the funds there are, and what each department has of them in each year."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from tradeoff.scenario.tables.kinds import Flag, Identifier, Money, Share, Year
from tradeoff.scenario.tables.row import Row


class Department(Row):
    """A purse: a department with its own envelope, or `ALL` for one purse shared by everybody."""

    TABLE = "departments"
    KEY = ("department_id",)
    GONE: ClassVar[Mapping[str, str]] = {
        "absorption_now": "remove it; what a department can do with money is limited by people, `agents`",
        "absorption_per_trained_staff": "remove it; what a department can do with money is limited by people, `agents`",
    }

    department_id: Identifier
    name: str
    transfer_out_max_share: Share = Fraction(0)
    carry_over_share: Share = Fraction(0)
    """Share of each year's envelope that may be kept for the next; the rest lapses."""
    post_funds: Money | None = None
    """Money a year that the department will pay for its clusters after the project; blank: nothing is asked."""


class Fund(Row):
    """A source of money with rules of its own on what it may pay."""

    TABLE = "funds"
    KEY = ("fund_id",)

    fund_id: Identifier
    name: str
    needs_fund: str = ""
    """The fund that must pay beside this one; blank: none."""
    needs_share: Share | None = None
    """Share of what both pay that `needs_fund` pays at least."""
    external: Flag = False
    """Whether the money ends with the project."""


class Budget(Row):
    """A department's envelope from one fund in one year."""

    TABLE = "budgets"
    KEY = ("department_id", "fund_id", "year")
    GONE: ClassVar[Mapping[str, str]] = {
        "lapses": "remove it, and write what may be kept for the next year as carry_over_share in departments.csv",
    }

    department_id: Identifier
    fund_id: str = ""
    year: Year | None = None
    envelope: Money
