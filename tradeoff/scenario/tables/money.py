"""The tables of money: departments, the funds there are, and what each department has of them in each year."""

from __future__ import annotations

from fractions import Fraction

from tradeoff.scenario.tables.kinds import Amount, Flag, Identifier, Share, Whole
from tradeoff.scenario.tables.row import Row


class Department(Row):
    """A purse: a department with its own envelope, or `ALL` for one purse shared by everybody."""

    TABLE = "departments"
    KEY = ("department_id",)
    NOT_USED_YET = frozenset({"carry_over_share", "absorption_now", "absorption_per_trained_staff"})

    department_id: Identifier
    name: str
    transfer_out_max_share: Share = Fraction(0)
    carry_over_share: Share | None = None
    absorption_now: Amount | None = None
    absorption_per_trained_staff: Amount | None = None


class Fund(Row):
    """A source of money with rules of its own on what it may pay."""

    TABLE = "funds"
    KEY = ("fund_id",)

    fund_id: Identifier
    name: str


class Budget(Row):
    """A department's envelope from one fund in one year."""

    TABLE = "budgets"
    KEY = ("department_id", "fund_id", "year")

    department_id: Identifier
    fund_id: str = ""
    year: Whole | None = None
    envelope: Amount
    lapses: Flag = True
