"""Holds stated rupees against those that follow from a plan's decision: row by row, purse by purse, and to release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tradeoff.advice.difference import ROUNDED, Difference, difference
from tradeoff.advice.worked import Worked
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.purses import envelopes, funds

_RUPEE = Fraction(1)
"""Files hold whole rupees, divided so that they add up: a figure may be off by less than one for each fund."""
_Purse = tuple[str, int, str]
"""Department, year and fund."""


def money_differences(saved: SavedPlan, worked: Worked) -> Iterator[Difference]:
    """Rupees by department, cluster, activity and year, all funds together: who pays what is not decided."""
    stated, rounding = _stated_money(saved), len(funds(saved.scenario)) * _RUPEE
    for place in sorted({*stated, *worked.money}, key=str):
        said, follows = sum(stated.get(place, {}).values(), start=Fraction(0)), worked.money.get(place, Fraction(0))
        if not _is_paid(said, follows, rounding):
            yield difference(saved, "money", place, "amount", said, follows)


def _stated_money(saved: SavedPlan) -> dict[tuple[Any, ...], dict[str, Fraction]]:
    """Rupees stated by department, cluster, activity and year, of each fund."""
    found: dict[tuple[Any, ...], dict[str, Fraction]] = defaultdict(dict)
    for (*place, fund), figures in saved.stated.get("money", {}).items():
        found[tuple(place)][fund] = figures["amount"]
    return found


def _is_paid(stated: Fraction, follows: Fraction, rounding: Fraction) -> bool:
    """Whether stated rupees are those that follow, to what rounding leaves."""
    return abs(stated - follows) <= max(rounding, ROUNDED * abs(follows))


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What purses pay: rows of money that are stated as they follow, and in place of the others what follows."""

    purses: Mapping[_Purse, Fraction]
    open: Mapping[tuple[str, int], Fraction]
    """By department and year, what no row says which of several funds pays."""
    rounded: Mapping[tuple[str, int], int]
    """By department and year, the rupees by which rounding may part this from what a file would state."""


def paid_by(saved: SavedPlan, worked: Worked) -> Paid:
    """What purses pay.

    Args:
        saved: The plan.
        worked: What follows from what it decides.
    """
    purses: dict[_Purse, Fraction] = defaultdict(Fraction)
    undivided: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    rounded: dict[tuple[str, int], int] = defaultdict(int)
    stated, known = _stated_money(saved), funds(saved.scenario)
    rounding = len(known) * _RUPEE
    for place in {*stated, *worked.money}:
        department, year = place[0], place[3]
        by_fund, follows = stated.get(place, {}), worked.money.get(place, Fraction(0))
        if by_fund and _is_paid(sum(by_fund.values(), start=Fraction(0)), follows, rounding):
            for fund, amount in by_fund.items():
                purses[department, year, fund] += amount
            continue
        rounded[department, year] += 1
        if len(known) == 1:
            purses[department, year, known[0]] += round(follows)
        else:
            undivided[department, year] += round(follows)
    return Paid(purses=purses, open=undivided, rounded=rounded)


def purse_differences(saved: SavedPlan, paid: Paid) -> Iterator[Difference]:
    """Whether each purse adds up: its envelope, what it pays, the moves decided, what is kept as stated, what is left.

    Where rows of money are wrong and there are several funds, those of a department and year are held together.
    """
    stated = saved.stated["purses"]
    there = {(department, year, fund): money for (department, fund, year), money in envelopes(saved.scenario).items()}
    left: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for place in sorted({*stated, *there}, key=str):
        department, year, fund = place
        row = stated.get(place, {})
        follows: dict[str, Fraction] = {"envelope": Fraction(there.get(place, Fraction(0)) // 1)}
        if saved.decision.transfers is None:
            follows |= {column: row.get(column, Fraction(0)) for column in ("moved_in", "moved_out")}
        else:
            net = saved.decision.transfers.get((department, fund, year), Fraction(0))
            follows |= {"moved_in": max(net, Fraction(0)), "moved_out": max(-net, Fraction(0))}
        carried = row.get("carried_in", Fraction(0)) - row.get("carried_out", Fraction(0))
        in_purse = follows["envelope"] + follows["moved_in"] - follows["moved_out"] + carried
        if (department, year) in paid.open:
            left[department, year] += in_purse
        else:
            follows["spent"] = paid.purses.get(place, Fraction(0))
            follows["unspent"] = in_purse - follows["spent"]
        for column, value in follows.items():
            allowed = paid.rounded.get((department, year), 0) if column in ("spent", "unspent") else 0
            if abs(row.get(column, Fraction(0)) - value) > allowed:
                yield difference(saved, "purses", place, column, row.get(column, Fraction(0)), value)
    for one, in_purses in left.items():
        spent = _together(paid, one)
        yield from _held_together(saved, "purses", one, paid, {"spent": spent, "unspent": in_purses - spent})


def _together(paid: Paid, one: tuple[str, int]) -> Fraction:
    """What a department pays in a year from all funds."""
    return sum(
        (amount for place, amount in paid.purses.items() if place[:2] == one), start=paid.open.get(one, Fraction(0))
    )


def _held_together(
    saved: SavedPlan, table: str, one: tuple[str, int], paid: Paid, follows: Mapping[str, Fraction]
) -> Iterator[Difference]:
    """Figures of a department and year in which the funds are not told apart."""
    rows = [row for place, row in saved.stated[table].items() if place[:2] == one]
    for column, value in follows.items():
        said = sum((row.get(column, Fraction(0)) for row in rows), start=Fraction(0))
        if abs(said - value) > paid.rounded.get(one, 0):
            yield difference(saved, table, one, column, said, value)


def release_differences(saved: SavedPlan, paid: Paid) -> Iterator[Difference]:
    """Whether the money to release is what purses pay."""
    stated = saved.stated["release"]
    for place in sorted({*stated, *paid.purses}, key=str):
        said, follows = stated.get(place, {}).get("amount", Fraction(0)), paid.purses.get(place, Fraction(0))
        if place[:2] not in paid.open and abs(said - follows) > paid.rounded.get(place[:2], 0):
            yield difference(saved, "release", place, "amount", said, follows)
    for one in sorted(paid.open):
        yield from _held_together(saved, "release", one, paid, {"amount": _together(paid, one)})
