"""Remarks on what is listed and used nowhere: activities, funds, levels, segments, departments (W29), and on factors of
cost where every cost is given in money (W34); figures that are not counted, since others are (W38).

What carries an amount that reaches nothing is refused, see `unreached.py`; this is about names alone, one of which may
stand where another was meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.cells import SUPPORT
from tradeoff.scenario.faults import fault
from tradeoff.scenario.references import ALL, OF_THE_PROGRAMME, START_UP
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.returns import is_free
from tradeoff.scenario.tables import Fund, Row, Segment
from tradeoff.words.spoken import all_of, say, say_of

_APART = 10
"""Times that a cost of opening differs from that of its contents, from where on it is told beside them."""


def remark_unused(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Everything that is listed and that no row uses."""
    yield from _activities(tables)
    for fund in tables.funds:
        yield from _fund(tables, fund)
    yield from _levels(tables, cells)
    yield from _segments(tables, cells)
    yield from _departments(tables)
    yield from _factors(cells)
    yield from _not_counted(tables)


def _factors(cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Factors of cost that multiply nothing, or not every level, since `costs` says what one costs these households."""
    found: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    free = [cell.segment for cell in cells if any(is_free(cell, offer) for offer in cell.offers)]
    if free:
        what = say("what these households are given costs nothing{more}", more=_more(free))
        yield _factor(free[0], what, "write 1 where they cost what others cost, or what they cost beside these")
    for cell in cells:
        given = [offer.level_id for offer in cell.offers if not offer.is_factored]
        if cell.segment.cost_factor != 1 and given and cell.segment not in free:
            factored = [offer.level_id for offer in cell.offers if offer.is_factored]
            found["" if not factored else all_of(factored), all_of(given)].append(cell.segment)
    inert = [segment for (factored, _), segments in found.items() if not factored for segment in segments]
    if inert:
        what = say(
            "it multiplies nothing: costs.csv gives what each level costs these households{more}", more=_more(inert)
        )
        mend = "give these households a row of their own in costs.csv, or leave cost_factor blank"
        yield _factor(inert[0], what, mend)
    for (multiplied, final), segments in found.items():
        if multiplied:
            what = say(
                "it multiplies what {factored} costs, and not {final}, of which costs.csv gives the cost{more}",
                factored=multiplied,
                final=final,
                more=_more(segments),
            )
            yield _factor(segments[0], what, "see that costs.csv says what these households cost: that is final")


def _not_counted(tables: Tables) -> Iterator[InputFault]:
    """Figures beside others that count in their place (W38), and years that come after the project."""
    listed = {segment.cluster_id for segment in tables.segments}
    beside = [one for one in tables.clusters if one.poor_households is not None and one.cluster_id in listed]
    what = "it is not counted: segments.csv lists the households of this cluster"
    yield from _idle(
        "clusters", "poor_households", what, "leave it blank, or take the cluster out of segments.csv", beside
    )
    last = tables.settings.project_years
    late = [one for one in tables.clusters if one.latest_start is not None and one.latest_start > last]
    what = "it says nothing, after the last project year"
    yield from _idle("clusters", "latest_start", what, say("write 1 to {last}, or leave it blank", last=last), late)
    taught = [row for row in tables.replication if row.lag_years >= last and row.starts_per_pilot is not None]
    what = "no cluster can follow a pilot that is opened within the project"
    yield from _idle("replication", "lag_years", what, say("write less than {last}", last=last), taught)
    prices = {activity.activity_id: activity.unit_cost or Fraction(0) for activity in tables.activities}
    contents = sum(
        (
            one.quantity_per_household * prices.get(one.activity_id, 0)
            for one in tables.level_contents
            if one.level_id == START_UP
        ),
        start=Fraction(0),
    )
    apart = [
        one
        for one in tables.clusters
        if contents and one.start_up_cost and not contents < _APART * one.start_up_cost < _APART**2 * contents
    ]
    what = say(
        "far from the {contents} that the contents of start_up come to, in whose place it stands",
        contents=f"{float(contents):g}",
    )
    yield from _idle("clusters", "start_up_cost", what, "check the cost, or leave it blank", apart)


def _idle(table: str, column: str, what: str, mend: str, rows: Sequence[Row]) -> Iterator[InputFault]:
    if rows:
        value = f"{float(getattr(rows[0], column)):g}"
        words = say(what) + _more(rows)
        yield fault("W38", f"{table}.csv", column, words, mend, row=rows[0].row, value=value)


def _more(segments: Sequence[Row]) -> str:
    others = len(segments) - 1
    return say_of(others, ", and so in {count} more row", ", and so in {count} more rows") if others else ""


def _factor(segment: Segment, what: str, mend: str) -> InputFault:
    value = f"{float(segment.cost_factor):g}"
    return fault("W34", "segments.csv", "cost_factor", what, mend, row=segment.row, value=value)


def _activities(tables: Tables) -> Iterator[InputFault]:
    used = {content.activity_id for content in tables.level_contents} | {*OF_THE_PROGRAMME, SUPPORT}
    used |= {row.activity_id for row in tables.cost_shares}
    for activity in tables.activities:
        if activity.activity_id not in used and activity.scope != "state":
            what, mend = (
                "no row of level_contents.csv names it, so nobody is given it",
                "add it to a level, or remove it",
            )
            value = activity.activity_id
            yield fault("W29", "activities.csv", "activity_id", what, mend, row=activity.row, value=value)


def _fund(tables: Tables, fund: Fund) -> Iterator[InputFault]:
    """A fund of which nobody has any money, or that may pay for nothing that costs any."""
    money = [budget for budget in tables.budgets if budget.fund_id == fund.fund_id and budget.envelope]
    if not money:
        what, mend = "no row of budgets.csv has money of it", "write what there is of it, or remove it"
        yield fault("W29", "funds.csv", "fund_id", what, mend, row=fund.row, value=fund.fund_id)
        return
    named = {activity.activity_id: activity.eligible_funds for activity in tables.activities}
    payable = [name for name in _paid(tables) if _may_pay(named.get(name, ""), fund.fund_id)]
    if not payable:
        what = say(
            "{fund_id} may pay for nothing, for no activity that is used names it as eligible", fund_id=fund.fund_id
        )
        mend = "add it to the eligible_funds of what it pays for in activities.csv; its money lies idle"
        yield fault("W29", "activities.csv", "eligible_funds", what, mend, value=fund.fund_id)


def _paid(tables: Tables) -> set[str]:
    """The activities that money can go to, support without contents among them."""
    contents = {content.activity_id for content in tables.level_contents}
    direct = {SUPPORT} if any(cost.cost_per_household for cost in tables.costs) or not contents else set()
    return contents | direct | _of_the_programme(tables)


def _of_the_programme(tables: Tables) -> set[str]:
    found = {
        "facilitation": bool(tables.settings.facilitation_cost),
        "start_up": any(cluster.start_up_cost for cluster in tables.clusters),
        "training": any(row.training_cost for row in tables.agents),
        "enabling": any(row.cost for row in tables.enabling),
    }
    return {name for name, is_paid in found.items() if is_paid}


def _may_pay(eligible: str, fund_id: str) -> bool:
    funds = {part.strip() for part in eligible.split(";")} - {""}
    return not funds or fund_id in funds


def _levels(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    offered = {offer.level.row for cell in cells for offer in cell.offers}
    for level in tables.levels:
        if level.row not in offered:
            what, mend = "no household is offered it", "check its segment, and `offered` in costs.csv, or remove it"
            yield fault("W29", "levels.csv", "level_id", what, mend, row=level.row, value=level.level_id)


def _segments(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Households of a candidate cluster that are offered nothing."""
    closed = {cluster.cluster_id for cluster in tables.clusters if cluster.status == "closed"}
    for cell in cells:
        if not cell.offers and cell.cluster_id not in closed:
            what = say(
                "the households of {cluster_id}, {segment_id} are offered no level",
                cluster_id=cell.cluster_id,
                segment_id=cell.segment_id,
            )
            mend = "check levels.csv, and `offered` in costs.csv"
            table = "segments" if tables.segments else "clusters"
            yield fault("W29", f"{table}.csv", f"{table[:-1]}_id", what, mend, row=cell.segment.row)


def _departments(tables: Tables) -> Iterator[InputFault]:
    """Departments with money and without any cluster, which may pass on nothing and pay for no investment."""
    leading = {cluster.department_id for cluster in tables.clusters} | {row.paid_by for row in tables.enabling} | {ALL}
    passing = {row.department_id for row in tables.departments if row.transfer_out_max_share}
    idle: dict[str, int] = {}
    for budget in tables.budgets:
        if budget.envelope and budget.department_id not in leading | passing:
            idle.setdefault(budget.department_id, budget.row)
    for department, row in idle.items():
        what, mend = "it leads no cluster, so its money lies idle", "check department_id in clusters.csv"
        yield fault("W29", "budgets.csv", "department_id", what, mend, row=row, value=department)
