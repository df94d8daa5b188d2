"""Remarks on what is allowed but doubtful, before anybody relies on it.

W2 a middle credit bends depth into breadth; W3 a first level below the least contact days; W4 a start-up above all
money; W5 agents too few to open anything; W6 an objective on assumptions alone; W9 no scarcity; W10 a share floor that
says nothing; W11 numbers of very different size; W12 effects that know no clusters; W13 coverage that costs more than
there is; W14 one number with several sources; W15 to W18 money that waits, see `money_remarks.py`; W19 to W21 lives of
clusters, see `life_remarks.py`; W22 income too good to be believed, see `returns.py`; W23 what nobody knows households
can bring, see `cost_share_remarks.py`; W24 smallest openings, which plans in shares do not hold; W25 to W28 amounts
that make no sense beside the others, see `sense_remarks.py`; W29 what is used nowhere, see `unused_remarks.py`; W30
funds without a row in some years; W31 two of one name, see `name_remarks.py`; W32 two levels of one order, see
`order_remarks.py`; W33 no money at all; W34 factors of cost that multiply nothing, and W38 figures that are not
counted, see `unused_remarks.py`; W35 ranges of which nothing is drawn, see `range_remarks.py`; W36 figures of a size
that nothing real has, see `magnitude_remarks.py`; W37 changes of every row, see `change_remarks.py`. What needs a
solve (levels never worth their money, aligned objectives, no trade-off) is said by the tests of the advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tradeoff.errors import InputFault
from tradeoff.scenario.change_remarks import remark_changes
from tradeoff.scenario.collecting import uncollected
from tradeoff.scenario.faults import fault
from tradeoff.scenario.life_remarks import remark_life
from tradeoff.scenario.magnitude_remarks import remark_magnitudes
from tradeoff.scenario.measures import find_measure
from tradeoff.scenario.money_remarks import remark_money
from tradeoff.scenario.name_remarks import remark_names
from tradeoff.scenario.objectives import AIMS, BREADTH, DEPTH
from tradeoff.scenario.offered import missing_objectives
from tradeoff.scenario.order_remarks import remark_order
from tradeoff.scenario.range_remarks import remark_ranges
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.returns import remark_returns
from tradeoff.scenario.sense_remarks import remark_sense
from tradeoff.scenario.unit_slips import in_other_unit, plain_figure
from tradeoff.scenario.unused_remarks import remark_unused
from tradeoff.scenario.variants import Changed
from tradeoff.words.spoken import all_of, say

_WIDE_SPAN = 10**7
_NEARLY = Fraction(1, 100)
_ASSUMED = frozenset({"", "D", "E"})
_BETTER = "write `source` and `grade` where a better figure is known"


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """The remarks on some tables that need no solve, made when they are first asked for: a what-if asks for none."""

    tables: Tables
    cells: tuple[Cell, ...]
    changed: Changed | None = field(default=None, repr=False, compare=False)
    """The tables as changes made them: what is remarked on in a cell that one wrote stands there."""

    @cached_property
    def told(self) -> tuple[InputFault, ...]:
        """All of them."""
        found = _remark_cells(self.tables, self.cells)
        if self.changed is None:
            return found
        return (*remark_changes(self.changed.places), *self.changed.blame(found))


@uncollected()
def _remark_cells(tables: Tables, cells: tuple[Cell, ...]) -> tuple[InputFault, ...]:
    sense = tuple(remark_sense(tables, cells))
    told = {(one.file, one.row, one.column) for one in sense}
    far = {(one.file, one.row, one.column) for one in sense if one.code == "W26"}
    return (
        *_generous_credits(cells),
        *_contact_days(tables),
        *_start_ups(tables),
        *_agents(tables),
        *_assumptions(tables, cells),
        *_scarcity(tables, cells),
        *_share_floors(tables, cells),
        *_spans(tables, cells),
        *_same_effects(tables, cells),
        *_coverage(tables, cells),
        *_smallest(tables, cells),
        *_double_sources(tables),
        *remark_money(tables, cells),
        *remark_life(tables),
        # Where a gain is far from the others that alone is told: with their unit it is not too good either.
        *(one for one in remark_returns(tables, cells) if (one.file, one.row, one.column) not in far),
        *sense,
        *remark_unused(tables, cells),
        *remark_names(tables),
        *remark_order(cells),
        *remark_ranges(tables),
        *(one for one in remark_magnitudes(tables, cells) if (one.file, one.row, one.column) not in told),
    )


def _money(tables: Tables) -> Fraction:
    return sum((budget.envelope for budget in tables.budgets), start=Fraction(0)) * tables.settings.money_unit


def _generous_credits(cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    told: set[str] = set()
    for cell in cells:
        if len(cell.offers) < 3:
            continue
        first, last = cell.offers[0], cell.offers[-1]
        for offer in cell.offers[1:-1]:
            if offer.level_id not in told and _is_generous(first, offer, last):
                told.add(offer.level_id)
                what = say(
                    "the credit of {level_id} is larger than its share of the cost between {first_level_id} and "
                    "{last_level_id} in {cluster_id}, so {name} will be bought with it, as a second "
                    "{other}",
                    level_id=offer.level_id,
                    first_level_id=first.level_id,
                    last_level_id=last.level_id,
                    cluster_id=cell.cluster_id,
                    name=say(DEPTH.name),
                    other=say(BREADTH.name),
                )
                yield fault("W2", "levels.csv", "deep", what, "set it to 0 unless the level is sufficient")


def _is_generous(first: Offer, middle: Offer, last: Offer) -> bool:
    if not middle.deep or not last.deep or last.cost <= first.cost or middle.cost <= first.cost:
        return False
    return middle.deep / (middle.cost - first.cost) > last.deep / (last.cost - first.cost)


def _contact_days(tables: Tables) -> Iterator[InputFault]:
    least = tables.settings.min_contact_days
    if least is None:
        return
    reached = [level for level in tables.levels if level.reached]
    below = [one for one in reached if one.min_contact_days is not None and one.min_contact_days < least]
    if len(below) == len(reached) > 1:
        # No level would be left that reaches anybody: it is the least that is wrong.
        what = "every level that counts as reached has fewer contact days than this least"
        yield fault(
            "W3",
            "settings.csv",
            "min_contact_days",
            what,
            "lower it, or check the days of levels.csv",
            value=f"{float(least):g}",
        )
        return
    for level in below:
        what = say(
            "{level_id} counts as reached with fewer contact days than the least, {least:g}",
            level_id=level.level_id,
            least=float(least),
        )
        mend = "set `reached` to 0, or raise the days"
        yield fault("W3", "levels.csv", "min_contact_days", what, mend, row=level.row)


def _start_ups(tables: Tables) -> Iterator[InputFault]:
    whole = _money(tables) / tables.settings.money_unit
    if not whole:
        # Beside nothing every cost is too much, and it is not the costs that are wrong.
        if tables.budgets:
            what, mend = "there is no money: every envelope is 0", "write what each department has in each year"
            yield fault(
                "W33", "budgets.csv", "envelope", what, mend, row=min(one.row for one in tables.budgets), value=0
            )
        return
    for cluster in tables.clusters:
        if cluster.start_up_cost is not None and cluster.start_up_cost > whole:
            what = say("opening {cluster_id} costs more than all money of all years", cluster_id=cluster.cluster_id)
            yield fault("W4", "clusters.csv", "start_up_cost", what, "check the unit of the cost", row=cluster.row)


def _agents(tables: Tables) -> Iterator[InputFault]:
    months = [
        12 * tables.settings.agent_availability * (row.in_post or 0) if row.agent_months is None else row.agent_months
        for row in tables.agents
    ]
    needed = [
        cluster.start_up_agent_months
        for cluster in tables.clusters
        if cluster.status == "candidate" and cluster.start_up_agent_months
    ]
    if months and needed and max(months) < min(needed):
        what = "the agents' months of no year suffice to open even one cluster"
        yield fault("W5", "agents.csv", "agent_months", what, "check agents, or start_up_agent_months of clusters")


def _costs_file(tables: Tables) -> str:
    """Where costs stand: directly, or as what the contents of levels cost."""
    return "costs.csv" if tables.costs else "activities.csv"


def _assumptions(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    offers = [offer for cell in cells for offer in cell.offers]
    missing = dict(missing_objectives(cells))
    if offers and all(offer.cost_grade in _ASSUMED for offer in offers):
        what = "all costs are assumptions (grades D and E, or none)"
        yield fault("W6", _costs_file(tables), "grade", what, say("charts say so; {better}", better=say(_BETTER)))
    resting = [say(aim.name) for aim in AIMS.values() if aim.effect and aim.name not in missing]
    if resting and all(offer.effect_grade in _ASSUMED for offer in offers):
        what = "all effects are assumptions (grades D and E, or none)"
        named = all_of(resting)
        yield fault(
            "W6",
            "effects.csv",
            "grade",
            what,
            say("charts of {named} say so; {better}", named=named, better=say(_BETTER)),
        )


def _scarcity(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    dearest = sum(
        (cell.households * max(offer.cost for offer in cell.offers) for cell in cells if cell.offers), start=Fraction(0)
    )
    if cells and _money(tables) >= dearest:
        times = say("{dearest:.3g} times", dearest=float(_money(tables) / dearest)) if dearest else "above"
        what = say(
            "the envelopes are {times} the cost of giving every household its dearest level: money is not scarce",
            times=times,
        )
        mend, purses = "check the units of budgets and costs", [row for row in tables.budgets if row.envelope]
        if not purses:
            yield fault("W9", "budgets.csv", "envelope", what, mend)
            return
        usual = dearest / tables.settings.money_unit / len(purses)
        # The first of the largest: where one was typed in another unit it is this one.
        largest = max(purses, key=lambda row: row.envelope)
        mend = say(mend) + in_other_unit(largest.envelope, tables.settings.money_unit, usual)
        value = plain_figure(largest.envelope)
        yield fault("W9", "budgets.csv", "envelope", what, mend, row=largest.row, value=value)


def _share_floors(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    for limit in tables.limits:
        group = find_measure(limit.measure).group
        if not group or limit.sense == "<=":
            continue
        shares = [
            (cell.households, dict(cell.group_shares)[group]) for cell in cells if group in dict(cell.group_shares)
        ]
        total = sum((count for count, _ in shares), start=Fraction(0))
        if not total:
            continue
        everybody = sum((count * share for count, share in shares), start=Fraction(0)) / total
        if abs(everybody - limit.value) <= _NEARLY or limit.value < everybody / 2:
            what = say(
                "the floor of {limit_id} is at or far below the lists' own share of {everybody:.2f}",
                limit_id=limit.limit_id,
                everybody=float(everybody),
            )
            yield fault("W10", "limits.csv", "value", what, "it may say nothing; check what is meant", row=limit.row)
        if limit.value > max(share for _, share in shares):
            what = say(
                "the floor of {limit_id} lies above the share of every cell: only an empty plan can meet it",
                limit_id=limit.limit_id,
            )
            yield fault("W10", "limits.csv", "value", what, "lower it", row=limit.row)


def _spans(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    costs = [offer.cost for cell in cells for offer in cell.offers if offer.cost]
    if costs and max(costs) > _WIDE_SPAN * min(costs):
        what = "the dearest and the cheapest household differ by a factor of more than ten million"
        column = "cost_per_household" if tables.costs else "unit_cost"
        yield fault("W11", _costs_file(tables), column, what, "check the units")


def _same_effects(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    places = {cell.cluster_id for cell in cells}
    everywhere = all(row.cluster_id == "*" and row.sector == "*" for row in tables.effects)
    if tables.effects and everywhere and len(places) > 1:
        what = "effects are the same in all clusters, so clusters differ by costs, lists and sector outlook only"
        yield fault("W12", "effects.csv", "cluster_id", what, "add rows for sectors or clusters where they are known")


def _coverage(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    least = {cluster.cluster_id: cluster.min_coverage for cluster in tables.clusters}
    cost = sum(
        (
            least[cell.cluster_id] * cell.households * min(offer.cost for offer in cell.offers)
            for cell in cells
            if cell.offers
        ),
        start=Fraction(0),
    )
    if cost > _money(tables):
        what = "opening every cluster with its minimum coverage costs more than all money of all years"
        yield fault("W13", "clusters.csv", "min_coverage", what, "expect clusters that are not opened")


def _smallest(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    named = [cluster for cluster in tables.clusters if cluster.min_households and cluster.status == "candidate"]
    if not named:
        return
    what = "min_households is held in plans whose openings are whole; plans and frontiers in shares do not hold it"
    mend = "ask for a plan with --form action or whole, or for a frontier with --openings whole"
    yield fault("W24", "clusters.csv", "min_households", what, mend)
    for cluster in named:
        listed = sum((cell.households for cell in cells if cell.cluster_id == cluster.cluster_id), start=Fraction(0))
        least = cluster.min_households or Fraction(0)
        if least > listed:
            what = say(
                "more than the {listed:g} households of {cluster_id}: it is never opened whole",
                listed=float(listed),
                cluster_id=cluster.cluster_id,
            )
            mend = "check the number, or its list"
            yield fault("W24", "clusters.csv", "min_households", what, mend, row=cluster.row, value=float(least))


def _double_sources(tables: Tables) -> Iterator[InputFault]:
    sources: dict[Fraction, set[str]] = {}
    for effect in tables.effects:
        if effect.income_gain and effect.source:
            sources.setdefault(effect.income_gain, set()).add(effect.source)
    for gain, named in sorted(sources.items()):
        if len(named) > 1:
            what = say(
                "the gain {gain:g} stands in rows with different sources: {named}",
                gain=float(gain),
                named=", ".join(sorted(named)),
            )
            yield fault("W14", "effects.csv", "source", what, "check that the number was not copied")
