"""Finds amounts typed in another unit of money than their table's: what was probably meant, and what is certain.

A number is refused only where nothing true can stand behind it: a household that costs a crore and more than there is,
and an ordinary sum if it is rupees, unless its row says that it is confirmed; a purse 100,000 times the others, of
which a hundredth would pay for everybody's dearest level, so that no plan depends on how much larger it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.tables import Cost
from tradeoff.scenario.units import MONEY_UNITS, as_typed
from tradeoff.words.spoken import say

_ALIKE = 10
"""Up to this factor amounts of one kind differ for other reasons than their unit."""
_UNIT_SUSPICION = 50
"""Costs of one level this far apart are refused unless they are confirmed."""
DEAREST = Fraction(10**7)
"""Rupees a household: nobody spends a crore on one."""
_ORDINARY = Fraction(1_000)
"""Rupees a household, from which on a cost is an ordinary one: less reaches nobody far."""
_PURSES_APART = 100_000
"""Purses of one programme are not so far apart, but for token provisions, which are the small ones."""
_BEYOND_USE = 100
"""Times the cost of giving every household its dearest level: what is above changes no plan."""


def in_other_unit(value: Fraction, unit: Fraction, usual: Fraction) -> str:
    """What was meant if a value stands in another unit and then is like the others: `; if 6000000 is rupees, write 60`.

    Blank where no unit makes it so.

    Args:
        value: What stands there, in the table's unit.
        unit: Rupees in one unit of the table.
        usual: What such amounts are, in the table's unit.
    """
    meant = {name: value * worth / unit for name, worth in MONEY_UNITS.items() if worth != unit}
    near = {name: _apart(one, usual) for name, one in meant.items() if usual and _apart(one, usual) < _ALIKE}
    if not near:
        return ""
    name = min(near, key=near.__getitem__)
    return _if_it_is(value, name, meant[name])


def if_rupees(value: Fraction, unit: Fraction, most: Fraction) -> str:
    """The same for a household's cost of which nothing is known but that it is paid from `most`.

    Args:
        value: What stands there, in the table's unit.
        unit: Rupees in one unit of the table.
        most: The money there is, in the table's unit.
    """
    is_ordinary = unit > 1 and value >= _ORDINARY and value / unit <= most
    return _if_it_is(value, "rupee", value / unit) if is_ordinary else ""


def check_costs(tables: Tables, *, budgets_known: bool = True) -> Iterator[InputFault]:
    """Costs that are certainly in another unit than their table's, and costs of one level that are far apart.

    Args:
        tables: The typed tables.
        budgets_known: Whether all money there is could be read.
    """
    apart = list(_check_apart(tables))
    told = {problem.row for problem in apart}
    yield from apart
    if budgets_known:
        yield from (problem for problem in _check_households(tables) if problem.row not in told)


def _check_apart(tables: Tables) -> Iterator[InputFault]:
    unit = tables.settings.money_unit
    groups: dict[tuple[str, str], list[Cost]] = {}
    for cost in tables.costs:
        if cost.cost_per_household:
            groups.setdefault((cost.level_id, cost.segment_id), []).append(cost)
    for (level_id, _), rows in groups.items():
        ordered = sorted(row.cost_per_household or Fraction(0) for row in rows)
        middle = ordered[len(ordered) // 2] if len(ordered) > 2 else ordered[0]
        for row in rows:
            value = row.cost_per_household or Fraction(0)
            if _apart(value, middle) >= _UNIT_SUSPICION and not row.confirmed:
                what = say(
                    "{unit_suspicion} times or more away from what {level_id} costs elsewhere ({middle:g})",
                    unit_suspicion=_UNIT_SUSPICION,
                    level_id=level_id,
                    middle=float(middle),
                )
                mend = say("write it in the unit of the others (lakh or rupees?), or set `confirmed` to 1")
                hint = in_other_unit(value, unit, middle)
                yield fault(
                    "E13", "costs.csv", "cost_per_household", what, mend + hint, row=row.row, value=plain_figure(value)
                )


def _check_households(tables: Tables) -> Iterator[InputFault]:
    unit = tables.settings.money_unit
    money = sum((budget.envelope for budget in tables.budgets), start=Fraction(0))
    for row in tables.costs:
        value = row.cost_per_household or Fraction(0)
        hint = if_rupees(value, unit, money)
        is_rupees = tables.settings.currency == "INR" and value * unit >= DEAREST
        if is_rupees and value > money > 0 and hint and not row.confirmed:
            what = say(
                "a household costs more than all money of all years together, {money}",
                money=as_typed(money * unit, unit),
            )
            mend = say("write it in the unit that money_unit in settings.csv says, or set `confirmed` to 1") + hint
            yield fault("E13", "costs.csv", "cost_per_household", what, mend, row=row.row, value=plain_figure(value))


def check_purse_units(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Purses that are certainly in another unit than the others.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
    """
    unit = tables.settings.money_unit
    purses = sorted(budget.envelope for budget in tables.budgets if budget.envelope)
    everybody = sum(
        (cell.households * max(offer.cost for offer in cell.offers) for cell in cells if cell.offers), start=Fraction(0)
    )
    for row in tables.budgets:
        # Sorted once: a hundred thousand rows are looked through within seconds too.
        others = bisect_left(purses, row.envelope / _ALIKE)
        if not others or not everybody:
            continue
        middle = (purses[(others - 1) // 2] + purses[others // 2]) / 2
        if middle * _PURSES_APART > row.envelope:
            continue
        hint = in_other_unit(row.envelope, unit, middle)
        if hint and row.envelope * unit >= _BEYOND_USE * everybody:
            what = say(
                "{apart:,.0f} times the median of the other purses, and {times:,.0f} times the cost of giving every "
                "household its dearest level",
                apart=float(row.envelope / middle),
                times=float(row.envelope * unit / everybody),
            )
            mend = say("write it in the unit of the others") + hint
            yield fault("E13", "budgets.csv", "envelope", what, mend, row=row.row, value=plain_figure(row.envelope))


def plain_figure(value: Fraction) -> str:
    """An amount as a spreadsheet shows it."""
    return f"{float(value):.15g}"


def _if_it_is(value: Fraction, name: str, meant: Fraction) -> str:
    words = say("rupees") if name == "rupee" else say("{name} rupees", name=name)
    figures = {"value": plain_figure(value), "meant": plain_figure(meant)}
    return say("; if {value} is {words}, write {meant}", words=words, **figures)


def _apart(one: Fraction, other: Fraction) -> Fraction:
    return max(one, other) / min(one, other)
