"""Turns what limits a plan into plain records and a table: every price, and why money is idle.

Prices are solved for in shares: those of a plan with whole decisions are the outlook's at the same level, and each row
says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradeoff.advice.limits import level_held, limits_of
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan
from tradeoff.reports.tables import Record, as_csv, claim_records, price_records

PRICE_COLUMNS = ("form", "held", "level", "aim", "unit", "of", "step", "gain", "loss", "holds_to", "sentence")
"""The columns of `prices.csv`: the plan whose prices they are, and each price."""


def limits_json(frontier: ScenarioFrontier, plan: Plan, at: Mapping[str, float]) -> dict[str, object]:
    """What limits a plan for programs: every price, whose they are, and why money is idle.

    Args:
        frontier: The frontier that it is a plan of.
        plan: The plan in shares.
        at: The aim that was asked for, and its level.
    """
    priced, idle = limits_of(frontier, plan, at, first=None)
    held, level = level_held(plan, at)
    of = {"form": str(Form.OUTLOOK), "held": held, "level": level, "aim": priced.y}
    return {
        "prices_of": {**of, "unit": frontier.units[priced.y]},
        "prices": price_records(priced),
        "idle": claim_records(idle),
    }


def price_table(about: Mapping[str, object]) -> bytes:
    """`prices.csv`: a row a price, with the plan whose it is.

    Args:
        about: What `limits_json` returns, or more.
    """
    of, prices = about["prices_of"], about["prices"]
    assert isinstance(of, Mapping)
    assert isinstance(prices, Sequence)
    rows: list[Record] = [{**of, **{name: price[name] for name in PRICE_COLUMNS[5:]}} for price in prices]
    return as_csv(rows, PRICE_COLUMNS).encode()
