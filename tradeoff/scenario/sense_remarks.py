"""Remarks on amounts that make no sense beside the others: mostly a slip of the unit, rupees in a table in lakh.

W25 more than all the money there is, or far from what a household can cost; W26 ten times what others of its kind are,
or a tenth; W27 a gain far beyond the poverty gap or the cost, or a gap far beyond every gain; W28 parts of households.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.measures import MONEY
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.returns import MOST_CREDIBLE, is_free
from tradeoff.scenario.tables import Row
from tradeoff.scenario.unit_slips import DEAREST, if_rupees, in_other_unit, plain_figure
from tradeoff.scenario.units import as_typed
from tradeoff.words.spoken import figures, say, say_of

_TIMES = 10
"""From this factor on amounts of one kind are remarked on; from 50 on costs are refused (E13)."""
_GAPS = 10
"""Times its poverty gap that a household's gain may be: beyond, gain and gap are hardly in one unit."""
_CHEAPEST = Fraction(100)
"""Rupees a household: a day's wage and less reaches nobody."""
_SPENT = (
    ("costs", "cost_per_household"),
    ("activities", "unit_cost"),
    ("agents", "training_cost"),
    ("enabling", "cost"),
    ("clusters", "post_cost"),
    ("segments", "ability_to_pay"),
)
"""(table, column) of what is paid, but for start-up costs, of which W4 tells."""
_COMPARED = (
    ("costs", "cost_per_household", ("level_id", "segment_id")),
    ("clusters", "start_up_cost", ()),
    ("clusters", "post_cost", ()),
    ("segments", "poverty_gap", ("segment_id",)),
    ("segments", "ability_to_pay", ("segment_id",)),
    ("segments", "cost_factor", ("segment_id",)),
    ("effects", "income_gain", ("level_id", "segment_id")),
    ("effects", "value_added", ("level_id", "segment_id")),
    ("budgets", "envelope", ("department_id", "fund_id")),
)
"""(table, column, keys): rows with the same keys are of one kind."""
_NO_MONEY = (("segments", "cost_factor"),)
"""Of these, what is compared and is no money."""
_MADE_UP = frozenset("DE")
"""Grades of estimates, which are means and shares of something, and so no whole households."""


@dataclass(frozen=True)
class _Amount:
    """An amount and the row it stands in."""

    row: Row
    value: Fraction


def remark_sense(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """All remarks on amounts that stand against the others."""
    beyond = _beyond_all_money(tables)
    yield from (one for one, _ in beyond)
    yield from _limits_beyond_all_money(tables)
    yield from _households_cost(tables, cells)
    yield from _far_from_others(tables, {cell for _, cells_told in beyond for cell in cells_told})
    yield from _gains_and_gaps(tables, cells)
    yield from _yearly_gains(tables, cells)
    yield from _broken_households(tables)


def _beyond_all_money(tables: Tables) -> list[tuple[InputFault, set[tuple[str, str, int]]]]:
    """Amounts that all money of all years does not pay once: one remark a column, with the cells it is of."""
    unit = tables.settings.money_unit
    money = sum((budget.envelope for budget in tables.budgets), start=Fraction(0))
    found: list[tuple[InputFault, set[tuple[str, str, int]]]] = []
    if not money:
        return found
    what = say("more than all money of all years together, {unit}", unit=as_typed(money * unit, unit))
    mend = "check the units: is this in the unit that money_unit in settings.csv says, and are the budgets?"
    fee = tables.settings.facilitation_cost
    if fee > money:
        hint = if_rupees(fee, unit, money)
        told = fault("W25", "settings.csv", "facilitation_cost", what, say(mend) + hint, value=plain_figure(fee))
        found.append((told, set()))
    for table, column in _SPENT:
        over = [one for one in _amounts(tables, table, column) if one.value > money]
        if over:
            first = min(over, key=lambda one: one.row.row)
            hint = if_rupees(first.value, unit, money)
            told = _remark("W25", table, column, what, say(mend) + hint, over)
            found.append((told, {(table, column, one.row.row) for one in over}))
    return found


def _limits_beyond_all_money(tables: Tables) -> Iterator[InputFault]:
    """Limits on money above all of it: a cap never binds, and no plan can spend as much as a floor asks."""
    unit = tables.settings.money_unit
    money = sum((budget.envelope for budget in tables.budgets), start=Fraction(0))
    for limit in tables.limits:
        if limit.measure != MONEY.name or not 0 < money < limit.value:
            continue
        words = (
            "{times} times all money of all years together, {money}: it never binds"
            if limit.sense == "<="
            else "{times} times all money of all years together, {money}: no plan can spend it"
        )
        what = say(words, times=_figure(limit.value / money), money=as_typed(money * unit, unit))
        mend = say("check the unit of this row (lakh or rupees?)") + if_rupees(limit.value, unit, money)
        yield fault("W25", "limits.csv", "value", what, mend, row=limit.row, value=plain_figure(limit.value))


def _households_cost(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Levels that all money does not pay for one household, and households that cost a crore or next to nothing."""
    unit = tables.settings.money_unit
    money = sum((budget.envelope for budget in tables.budgets), start=Fraction(0)) * unit
    offers = [(offer, cell) for cell in cells for offer in cell.offers]
    typed = [one.value * unit for table, column in _SPENT[:2] for one in _amounts(tables, table, column)]
    if not offers or any(value > money > 0 for value in typed):
        return
    offer, cell = max(offers, key=lambda one: one[0].cost)
    if offer.cost > money > 0:
        end = ", more than all money of all years together"
    elif tables.settings.currency == "INR" and offer.cost >= DEAREST:
        end = ", a crore of rupees or more"
    elif tables.settings.currency == "INR" and 0 < offer.cost < _CHEAPEST:
        end = " and is the dearest level, below 100 rupees"
    else:
        return
    file, column = ("costs.csv", "cost_per_household") if tables.costs else ("activities.csv", "unit_cost")
    what = say(
        "{level_id} costs {unit} a household in {cluster_id}{end}",
        level_id=offer.level_id,
        unit=as_typed(offer.cost, unit),
        cluster_id=cell.cluster_id,
        end=end,
    )
    yield fault("W25", file, column, what, "check the unit of costs, and money_unit in settings.csv")


def _far_from_others(tables: Tables, told: Set[tuple[str, str, int]]) -> Iterator[InputFault]:
    """Rows whose amount is far from the median of the other rows of their kind, one remark a column.

    Of an even number of others it is far from both in the middle: one slip of three rows makes the other two no slips.

    Args:
        tables: The typed tables.
        told: The cells of which it is told already that they are too much, by table, column and row.
    """
    for table, column, keys in _COMPARED:
        groups: dict[tuple[str, ...], list[_Amount]] = {}
        for one in _amounts(tables, table, column):
            groups.setdefault(tuple(getattr(one.row, key) for key in keys), []).append(one)
        far = {}
        pairs: dict[int, _Amount] = {}
        for group in groups.values():
            ordered = sorted(group, key=lambda one: one.value)
            for place, one in enumerate(ordered if len(group) > 1 else ()):
                # The two in the middle of the others, without sorting them anew for each.
                low, high = (ordered[at + (at >= place)].value for at in ((len(group) - 2) // 2, (len(group) - 1) // 2))
                is_far = _is_far(one, low, len(group)) and _is_far(one, high, len(group))
                if is_far and (table, column, one.row.row) not in told:
                    far[one] = (low + high) / 2
                    if len(group) == 2:
                        pairs[one.row.row] = ordered[0]
        if far:
            first = min(far, key=lambda one: one.row.row)
            times = first.value / far[first]
            shown = (
                say("{times} times", times=_figure(times))
                if times > 1
                else say("a share of 1 in {times} of", times=_figure(1 / times))
            )
            what = say("{shown} the median of the other rows of its kind, {far:g}", shown=shown, far=float(far[first]))
            is_money = (table, column) not in _NO_MONEY
            hint = in_other_unit(first.value, tables.settings.money_unit, far[first]) if is_money else ""
            mend = say("check the unit of this row (lakh or rupees?)" if is_money else "check this factor") + hint
            if (other := pairs.get(first.row.row)) and not hint:
                # Of two that are far apart nobody knows which one is wrong.
                what = say(
                    "{times} times the {far:g} of row {row}, the only other of its kind",
                    times=_figure(times),
                    far=float(far[first]),
                    row=other.row.row,
                )
                mend = say("check the unit of both rows (lakh or rupees?)" if is_money else "check both factors")
            yield _remark("W26", table, column, what, mend, far)


def _is_far(one: _Amount, middle: Fraction, count: int) -> bool:
    """Whether an amount is far above the others, or, where these are several, far below."""
    if getattr(one.row, "confirmed", False):
        return False
    return one.value >= _TIMES * middle or (count > 2 and one.value * _TIMES <= middle)


def _gains_and_gaps(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Gains of more than ten poverty gaps, and gaps of more than ten times what any level brings."""
    unit = tables.settings.money_unit
    large: dict[int, tuple[Fraction, str, _Amount]] = {}
    wide: dict[int, tuple[Fraction, str, _Amount]] = {}
    for cell in cells:
        gap = (cell.segment.poverty_gap or Fraction(0)) * unit
        gains = [(offer.income_gain, offer) for offer in cell.offers if offer.income_gain]
        if not gap or not gains:
            continue
        place = f"{cell.cluster_id}/{cell.segment_id}"
        for gain, offer in gains:
            if offer.effect is not None and gain > _GAPS * gap:
                times = gain / gap
                if times > large.get(offer.effect.row, (Fraction(0),))[0]:
                    large[offer.effect.row] = times, place, _Amount(offer.effect, gain / unit)
        most = max(gain for gain, _ in gains)
        if gap > _GAPS * most:
            wide[cell.segment.row] = gap / most, place, _Amount(cell.segment, gap / unit)
    for code_table, column, found, words in (
        ("effects", "income_gain", large, "times the poverty gap of {place}"),
        ("segments", "poverty_gap", wide, "times what any level brings a household of {place}"),
    ):
        if found:
            times, place, _ = found[min(found)]
            what = f"{_figure(times)} {say(words, place=place)}"
            mend = (
                "check the units of poverty_gap in segments.csv and of income_gain in effects.csv; both are of a year"
            )
            yield _remark("W27", code_table, column, what, mend, [one for _, _, one in found.values()])


def _broken_households(tables: Tables) -> Iterator[InputFault]:
    """Parts of households, but in lists that hold an estimate and where a whole list is divided by shares."""
    lists: dict[str, Fraction] = defaultdict(Fraction)
    for segment in tables.segments:
        lists[segment.cluster_id] += segment.households
    allowed = {cluster_id for cluster_id, total in lists.items() if total.denominator == 1}
    allowed |= {segment.cluster_id for segment in tables.segments if segment.grade in _MADE_UP}
    for table, column in (("segments", "households"), ("clusters", "poor_households"), ("clusters", "households")):
        broken = [
            one
            for one in _amounts(tables, table, column)
            if one.value.denominator != 1
            and one.row.grade not in _MADE_UP
            and not (table == "segments" and getattr(one.row, "cluster_id", "") in allowed)
        ]
        if broken:
            what, mend = "not a whole number of households", "write how many there are; an estimate has grade D or E"
            yield _remark("W28", table, column, what, mend, broken)


def _yearly_gains(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Gains of one year alone that are more than W22 believes of all years: value added, and what may not last."""
    for column in ("income_gain", "value_added", "spill_value_added"):
        large: dict[int, tuple[_Amount, str]] = {}
        for cell in cells:
            for offer in cell.offers:
                gain = getattr(offer, column)
                told = (column == "income_gain" and offer.persistence is not None) or is_free(cell, offer)
                if offer.effect is not None and gain and gain > MOST_CREDIBLE * offer.cost and not told:
                    value = getattr(offer.effect, column)
                    times = (
                        say("{cost} times", cost=_figure(gain / offer.cost)) if offer.cost else "infinitely more than"
                    )
                    words = say(
                        "in one year {times} what {level_id} costs in {cluster_id}/{segment_id}",
                        times=times,
                        level_id=offer.level_id,
                        cluster_id=cell.cluster_id,
                        segment_id=cell.segment_id,
                    )
                    large.setdefault(offer.effect.row, (_Amount(offer.effect, value), words))
        if large:
            what, mend = large[min(large)][1], "check the units of effects and costs; both are a household's"
            yield _remark("W27", "effects", column, what, mend, [one for one, _ in large.values()])


def _figure(times: Fraction) -> str:
    return figures(float(times), ".3g" if times < 1000 else ",.0f")


def _amounts(tables: Tables, table: str, column: str) -> list[_Amount]:
    """The amounts above zero in a column."""
    found = ((row, getattr(row, column)) for row in getattr(tables, table))
    return [_Amount(row, value) for row, value in found if value]


def _remark(code: str, table: str, column: str, what: str, mend: str, rows: Iterable[_Amount]) -> InputFault:
    """One remark on a column: at its first row, with the number of the others.

    Args:
        code: The remark's code.
        table: The table.
        column: Its column.
        what: What is said of the first row.
        mend: What to do.
        rows: The amounts it is said of.
    """
    first, *others = sorted(rows, key=lambda one: one.row.row)
    more = say_of(len(others), ", and so in {count} more row", ", and so in {count} more rows") if others else ""
    value = plain_figure(first.value)
    return fault(code, f"{table}.csv", column, say(what) + more, mend, row=first.row.row, value=value)
