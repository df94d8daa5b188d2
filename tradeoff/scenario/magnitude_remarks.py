"""Remarks on figures of a size that nothing real has (W36), whatever the others are: more days than a year has, a lag
beyond the horizon, shares of one people above all of it, an agent's month for thousands of households or for none.

What money and agents' time there is, is held against one household: where all of it suffices for a handful of a long
list, a price, a quantity or a purse stands in another unit. Real programmes are far from it, whose dearest level takes
a hundredth of their money for one household at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.cost_places import CostPlace, place_of_cost, place_of_months
from tradeoff.scenario.faults import fault
from tradeoff.scenario.people import is_staff_followed
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.tables import Row
from tradeoff.scenario.unit_slips import DEAREST, plain_figure
from tradeoff.words.spoken import say, say_of

_YEAR = 365
_HANDFUL = 20
"""Households that all money, or all agents' time, suffices for, and on no list of more is that meant."""
_LONG_LIST = 200
"""Households: of a shorter list a dear level may be meant for a handful."""
_FEW = Fraction(1, 20)
"""Of what everybody's cheapest level costs, the least that there is money for."""
_APART = 100
"""Times the median of the others of its kind: of lists and of agents, which differ more than money does."""
_GATE = (1, 1_000)
"""Households that a month of one agent can make support possible for."""


def remark_magnitudes(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """All remarks on figures that are too large or too small for what they count."""
    yield from _days(tables)
    yield from _lags(tables)
    yield from _castes(tables)
    yield from _gates(tables)
    yield from _nothing_given(tables)
    yield from _lists_and_agents(tables)
    yield from _openings(tables)
    yield from _one_household(tables, cells)
    yield from _credits(cells)


def _days(tables: Tables) -> Iterator[InputFault]:
    what, mend = say("more days than a year has"), "write the days of contact of one year"
    least = tables.settings.min_contact_days
    if least is not None and least > _YEAR:
        yield fault("W36", "settings.csv", "min_contact_days", what, mend, value=plain_figure(least))
    over = [row for row in tables.levels if row.min_contact_days is not None and row.min_contact_days > _YEAR]
    yield from _remark("levels", "min_contact_days", what, mend, over)


def _lags(tables: Tables) -> Iterator[InputFault]:
    horizon = tables.settings.horizon_years
    late = [row for row in tables.effects if row.lag_years >= horizon and (row.income_gain or row.value_added)]
    what = say("its gain begins after the {horizon} years that are counted, so that none of it is", horizon=horizon)
    yield from _remark("effects", "lag_years", what, "check the years, and horizon_years in settings.csv", late)


def _castes(tables: Tables) -> Iterator[InputFault]:
    """Nobody is of a scheduled caste and of a scheduled tribe; minorities may be either."""
    over = [row for row in tables.segments if (row.sc_share or 0) + (row.st_share or 0) > 1]
    if over:
        together = plain_figure((over[0].sc_share or Fraction(0)) + (over[0].st_share or Fraction(0)))
        what = say("sc_share and st_share are {together} together, and nobody is both", together=together)
        yield from _remark("segments", "st_share", what, "mend one of the two", over)


def _gates(tables: Tables) -> Iterator[InputFault]:
    low, high = _GATE
    given = [row for row in tables.levels if row.trust_gate]
    few = [row for row in given if row.trust_gate is not None and row.trust_gate < low]
    many = [row for row in given if row.trust_gate is not None and row.trust_gate >= high]
    mend = "write the households that a month of facilitation makes possible"
    yield from _remark("levels", "trust_gate", say("not one household for a month of an agent"), mend, few)
    what = say("more households than an agent meets in a month")
    yield from _remark("levels", "trust_gate", what, mend, many)


def _nothing_given(tables: Tables) -> Iterator[InputFault]:
    empty = [row for row in tables.level_contents if not row.quantity_per_household]
    what = say("nothing of it is given, and it costs nothing")
    yield from _remark("level_contents", "quantity_per_household", what, "write how much, or remove the row", empty)


def _lists_and_agents(tables: Tables) -> Iterator[InputFault]:
    """Lists of households and numbers of agents a hundred times the median of the others, of which there are two."""
    for table, column, key in (
        ("segments", "households", "segment_id"),
        ("clusters", "poor_households", ""),
        ("agents", "agent_months", ""),
        ("agents", "in_post", ""),
    ):
        groups: dict[str, list[Row]] = {}
        for row in getattr(tables, table):
            if getattr(row, column):
                groups.setdefault(getattr(row, key) if key else "", []).append(row)
        for rows in groups.values():
            ordered = sorted(getattr(row, column) for row in rows)
            middle = ordered[(len(ordered) - 1) // 2]
            far = [row for row in rows if getattr(row, column) >= _APART * middle]
            if len(rows) > 2 and far:
                times = f"{float(getattr(far[0], column) / middle):,.0f}"
                what = say("{times} times the median of its kind, {middle}", times=times, middle=plain_figure(middle))
                yield from _remark(table, column, what, "check the figure", far)


def _openings(tables: Tables) -> Iterator[InputFault]:
    """Clusters whose opening takes more of the agents' time than there is in all years."""
    if not tables.agents or is_staff_followed(tables):
        return
    months = _months(tables)
    over = [row for row in tables.clusters if row.start_up_agent_months > months > 0]
    what = say("opening it takes more than the {months} agent-months of all years", months=plain_figure(months))
    yield from _remark("clusters", "start_up_agent_months", what, "check the months, and those of agents.csv", over)


def _months(tables: Tables) -> Fraction:
    full = 12 * tables.settings.agent_availability
    given = (full * (row.in_post or 0) if row.agent_months is None else row.agent_months for row in tables.agents)
    return sum(given, start=Fraction(0))


def _one_household(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Levels of which all money, or all agents' time, gives one to a handful of those who are offered it."""
    both = [(cell, offer) for cell in cells for offer in cell.offers]
    if not both:
        return
    money = sum((row.envelope for row in tables.budgets), start=Fraction(0)) * tables.settings.money_unit
    cell, offer = max(both, key=lambda one: one[1].cost)
    # Of what all money does not pay once it is told already.
    if offer.cost < money and (tables.settings.currency != "INR" or offer.cost < DEAREST):
        what = "all money of all years suffices for {count} of the {listed} households that are offered {level_id}"
        mend = "check the unit of this figure, and of budgets.csv"
        costs = [(one.households, other.cost) for one, other in both if other.level_id == offer.level_id]
        dear = list(_handful(what, mend, money, costs, place_of_cost(tables, cell, offer)))
        yield from dear or _cheapest(tables, cells, money)
    if tables.agents and not is_staff_followed(tables):
        cell, offer = max(both, key=lambda one: one[1].agent_months)
        what = "all agents' time suffices for {count} of the {listed} households that are offered {level_id}"
        mend = "check the unit of this figure, and the months of agents.csv"
        months = [(one.households, other.agent_months) for one, other in both if other.level_id == offer.level_id]
        yield from _handful(what, mend, _months(tables), months, place_of_months(tables, cell, offer))


def _cheapest(tables: Tables, cells: tuple[Cell, ...], money: Fraction) -> Iterator[InputFault]:
    """That few of a long list can be reached even where each household has its cheapest level."""
    served = [(cell, min(cell.offers, key=lambda offer: offer.cost)) for cell in cells if cell.offers]
    listed = sum((cell.households for cell, _ in served), start=Fraction(0))
    cost = sum((cell.households * offer.cost for cell, offer in served), start=Fraction(0))
    if listed < _LONG_LIST or money >= _FEW * cost:
        return
    cell, offer = max(served, key=lambda one: one[0].households * one[1].cost)
    if (place := place_of_cost(tables, cell, offer)) is not None:
        what = say(
            "all money of all years suffices for {count} of the {listed} households on the lists at their cheapest "
            "level",
            count=f"{float(int(listed * money / cost)):,.0f}",
            listed=f"{float(listed):,.0f}",
        )
        mend = "check the unit of this figure, and of budgets.csv"
        yield fault("W36", place.file, place.column, what, mend, row=place.row, value=plain_figure(place.value))


def _handful(
    what: str, mend: str, there: Fraction, takes: list[tuple[Fraction, Fraction]], place: CostPlace | None
) -> Iterator[InputFault]:
    """The remark where what there is suffices for a handful of a long list.

    Args:
        what: What is said, with room for how many.
        mend: What to do.
        there: All there is.
        takes: Households that are offered the level, and what one of them takes of it.
        place: The cell that makes it dear.
    """
    most = max(each for _, each in takes)
    listed = sum((households for households, each in takes if there < _HANDFUL * each), start=Fraction(0))
    if place is None or not most or listed < _LONG_LIST:
        return
    count = plain_figure(Fraction(int(there / most)))
    words = say(what, count=count, listed=f"{float(listed):,.0f}", level_id=place.level_id)
    yield fault("W36", place.file, place.column, words, mend, row=place.row, value=plain_figure(place.value))


def _credits(cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Levels with less credit for depth than one below them, which costs less."""
    found: dict[int, tuple[Offer, Offer]] = {}
    for cell in cells:
        for below, above in zip(cell.offers, cell.offers[1:], strict=False):
            lower, higher = below.level.deep, above.level.deep
            is_above = below.order < above.order and below.cost < above.cost
            if is_above and lower is not None and higher is not None and higher < lower:
                found.setdefault(above.level.row, (below, above))
    if found:
        below, above = found[min(found)]
        what = say(
            "less than {below}, which stands below {above} and costs less", below=below.level_id, above=above.level_id
        )
        mend = "exchange the two, if the higher level is the sufficient one"
        yield fault(
            "W36", "levels.csv", "deep", what, mend, row=above.level.row, value=plain_figure(above.deep or Fraction(0))
        )


def _remark(table: str, column: str, what: str, mend: str, rows: Sequence[Row]) -> Iterator[InputFault]:
    """One remark on a column, at its first row, with the number of the others; none of no rows."""
    if rows:
        first, *others = sorted(rows, key=lambda row: row.row)
        more = say_of(len(others), ", and so in {count} more row", ", and so in {count} more rows") if others else ""
        value = plain_figure(Fraction(getattr(first, column) or 0))
        yield fault("W36", f"{table}.csv", column, what + more, mend, row=first.row, value=value)
