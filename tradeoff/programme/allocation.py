"""Divides a plan's money into whole rupees: who pays what, where, and what is left.

Money is rounded within a department, year and fund by largest remainder, so that the parts add up to the rupee:

    spent + moved out - moved in + carried out - carried in + unspent = envelope

What the state as a whole pays for, such as a reform, is rounded first: its parts add up over all purses of a year.

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
    over = {
        (department, fund, year): {
            "carried_in": carried.get(CarriedOver(department, fund, year - 1), 0),
            "carried_out": carried.get(CarriedOver(department, fund, year), 0),
        }
        for department, fund, year in envelope
    }
    ceiling = {key: envelope[key] + moved[key] + over[key]["carried_in"] - over[key]["carried_out"] for key in envelope}
    whole = _whole_rupees(amounts, ceiling)
    purses, transfers, money = [], [], []
    for key in envelope:
        place = dict(zip(("department", "fund", "year"), key, strict=True))
        move = {"moved_in": max(0, moved[key]), "moved_out": max(0, -moved[key])}
        if moved[key]:
            transfers.append(place | move)
        for (cluster, activity), amount in sorted(whole[key].items()):
            if amount:
                money.append(place | {"cluster": cluster, "activity": activity, "amount": amount, "unit": "INR"})
        spent = sum(whole[key].values())
        purses.append(
            place | {"envelope": envelope[key], **move, **over[key], "spent": spent, "unspent": ceiling[key] - spent}
        )
    money.sort(key=lambda row: (row["cluster"], row["activity"], row["year"], row["fund"]))
    return tuple(purses), tuple(transfers), tuple(money)


def _whole_rupees(
    amounts: Mapping[Purse, Mapping[tuple[str, str], float]], ceiling: Mapping[Purse, int]
) -> dict[Purse, dict[tuple[str, str], int]]:
    """Rupees by purse, cluster and activity as whole ones, no more in a purse than its ceiling.

    Args:
        amounts: What each purse spends on what.
        ceiling: The most each purse can spend.
    """
    whole: dict[Purse, dict[tuple[str, str], int]] = {key: {} for key in amounts}
    rest = {key: {what: parts[what] for what in sorted(parts) if what[0]} for key, parts in amounts.items()}
    least = {key: sum(math.floor(rupees) for rupees in parts.values()) for key, parts in rest.items()}
    room = {key: ceiling[key] - least[key] for key in amounts}
    """What the state as a whole can take, so that no cluster's part is rounded below its whole rupees."""
    of_state = {(what, purse[2]) for purse, parts in amounts.items() for what in parts if not what[0]}
    for what, year in sorted(of_state):
        paying = [purse for purse, parts in amounts.items() if purse[2] == year and what in parts]
        total = round(math.fsum(amounts[purse][what] for purse in paying))
        # A purse that is full to the rupee has no fraction to round up.
        parts = [max(0.0, min(amounts[purse][what], float(room[purse]))) for purse in paying]
        for purse, rupees in zip(paying, round_to_sum(parts, total), strict=True):
            whole[purse][what] = rupees
            room[purse] -= rupees
    for purse, places in rest.items():
        of_all = round(math.fsum(amounts[purse].values()))
        spent = min(least[purse] + room[purse], max(least[purse], of_all - sum(whole[purse].values())))
        whole[purse] |= dict(zip(places, round_to_sum(list(places.values()), max(0, spent)), strict=True))
    return whole


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
