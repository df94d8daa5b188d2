"""Divides a plan's money into whole rupees: who pays what, where, and what is left.

Money is rounded within a department, year and fund by largest remainder, so that the parts add up to the rupee:

    spent + moved out - moved in + carried out - carried in + unspent = envelope

By cluster the split over funds is pro rata, since the programme divides funds by activity only.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from tradeoff.programme.columns import CarriedOver, ColumnKey, Key, MovedIn, MovedOut, Paid
from tradeoff.programme.draft import RUPEES_IN_LAKH
from tradeoff.programme.purses import envelopes, payer, purse_of
from tradeoff.programme.spending import Spending
from tradeoff.scenario.scenario import Scenario

Records = tuple[Mapping[str, object], ...]
Purse = tuple[str, str, int]
"""Department, fund, year."""


@dataclass(frozen=True)
class Decided:
    """The values of a programme's columns that are not negligible, by what the columns decide."""

    _values: dict[type[ColumnKey], dict[ColumnKey, float]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: ColumnKey, value: float) -> None:
        """Keep the value of a column."""
        self._values[type(key)][key] = value

    def of(self, kind: type[Key]) -> dict[Key, float]:
        """The values of one kind of decision."""
        return cast("dict[Key, float]", self._values[kind])


def divide_money(
    scenario: Scenario, spending: Sequence[tuple[Spending, float]], decided: Decided
) -> tuple[Records, Records, Records]:
    """Purses, transfers and money, rounded so that every purse adds up.

    Args:
        scenario: Whose purses.
        spending: What is spent for something, in lakh, in the order of the programme.
        decided: The values of the programme's columns.
    """
    envelope = {key: math.floor(rupees) for key, rupees in envelopes(scenario).items()}
    moved = _moved(envelope, decided)
    carried = {key: round(lakh * RUPEES_IN_LAKH) for key, lakh in decided.of(CarriedOver).items()}
    amounts: dict[Purse, dict[tuple[str, str], float]] = {key: defaultdict(float) for key in envelope}
    purse, paying = purse_of(scenario), _fund_shares(envelope, decided)
    for term, lakh in spending:
        rupees = lakh * RUPEES_IN_LAKH
        department = payer(purse, term)
        for fund, share in paying(department, term.activity_id, term.year):
            amounts[department, fund, term.year][term.cluster_id, term.activity_id] += rupees * share
    purses, transfers, money = [], [], []
    for (department, fund, year), parts in amounts.items():
        place = {"department": department, "year": year, "fund": fund}
        net = moved[department, fund, year]
        move = {"moved_in": max(0, net), "moved_out": max(0, -net)}
        if net:
            transfers.append(place | move)
        kept = carried.get(CarriedOver(department, fund, year), 0)
        brought = carried.get(CarriedOver(department, fund, year - 1), 0)
        ceiling = envelope[department, fund, year] + net + brought - kept
        keys = sorted(parts)
        spent = max(0, min(ceiling, round(math.fsum(parts.values()))))
        for (cluster, activity), amount in zip(keys, round_to_sum([parts[k] for k in keys], spent), strict=True):
            if amount:
                money.append(place | {"cluster": cluster, "activity": activity, "amount": amount, "unit": "INR"})
        whole = envelope[department, fund, year]
        over = {"carried_in": brought, "carried_out": kept}
        purses.append(place | {"envelope": whole, **move, **over, "spent": spent, "unspent": ceiling - spent})
    money.sort(key=lambda row: (row["cluster"], row["activity"], row["year"], row["fund"]))
    return tuple(purses), tuple(transfers), tuple(money)


def _moved(envelope: Mapping[Purse, int], decided: Decided) -> dict[Purse, int]:
    """Whole rupees each purse receives, net; they add up to nothing within a fund and year."""
    moved_in, moved_out = decided.of(MovedIn), decided.of(MovedOut)
    net: dict[Purse, int] = {}
    for fund, year in sorted({(fund, year) for _, fund, year in envelope}):
        purses = [key for key in envelope if key[1:] == (fund, year)]
        lakh = [
            moved_in.get(MovedIn(department, fund, year), 0.0) - moved_out.get(MovedOut(department, fund, year), 0.0)
            for department, _, _ in purses
        ]
        net.update(zip(purses, round_to_sum([amount * RUPEES_IN_LAKH for amount in lakh], 0), strict=True))
    return net


def _fund_shares(envelope: Mapping[Purse, int], decided: Decided) -> Callable[[str, str, int], list[tuple[str, float]]]:
    """How the funds share the spending of a department on an activity in a year."""
    funds = sorted({fund for _, fund, _ in envelope})
    paid = decided.of(Paid)

    def shares(department: str, activity: str, year: int) -> list[tuple[str, float]]:
        if len(funds) == 1:
            return [(funds[0], 1.0)]
        spent = [(fund, paid.get(Paid(department, activity, fund, year), 0.0)) for fund in funds]
        total = math.fsum(lakh for _, lakh in spent)
        return [(fund, lakh / total) for fund, lakh in spent if lakh] if total else []

    return shares


def round_to_sum(amounts: Sequence[float], total: int) -> list[int]:
    """Whole numbers near `amounts` that add up to `total`, by largest remainder; ties go to the earlier one."""
    whole = [int(amount // 1) for amount in amounts]
    remainders = sorted(range(len(amounts)), key=lambda i: (whole[i] - amounts[i], i))
    short = total - sum(whole)
    for i in remainders[: max(0, short)]:
        whole[i] += 1
    for i in reversed(remainders[len(remainders) + min(0, short) :] if short < 0 else []):
        whole[i] -= 1
    return whole
