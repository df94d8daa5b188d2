"""Writes a cluster's own costs, effects and lists times a factor, as changes of the tables that a planner can make.

Where a row of a table is the cluster's own, its cell is multiplied; where it is one of several clusters', the cluster
gets a row of its own beside it, which wins because it names the cluster.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from tradeoff.advice.subjects import Sort, Subject
from tradeoff.programme.openings import is_running
from tradeoff.programme.spending import start_up_cost
from tradeoff.scenario.cells import WHOLE_CLUSTER
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.tables import Cluster, Cost
from tradeoff.scenario.tables.kinds import MATCH_ALL

Change = Mapping[str, object]
_EFFECTS = ("income_gain", "value_added", "spill_value_added")
_SPANS = ("income_gain_low", "income_gain_high", "value_added_low", "value_added_high")
"""What a row says of how sure its effects are: they must stay around them."""
_KEPT = ("lag_years", "persistence", "poor_share_of_gain")
"""What a row of effects holds beside amounts."""


class Factor(StrEnum):
    """What is multiplied."""

    COSTS = "costs"
    """Costs of households, and of the start."""
    EFFECTS = "effects"
    """Income and value added."""
    HOUSEHOLDS = "households"
    """Households on the lists."""


def times(scenario: Scenario, subject: Subject, what: Factor, factor: Fraction) -> tuple[Change, ...]:
    """The changes that multiply what is a subject's own.

    Args:
        scenario: Whose tables.
        subject: A cluster, a district (all of its clusters) or an activity (its unit cost).
        what: What is multiplied.
        factor: By how much; a decimal that ends.
    """
    if subject.sort is Sort.ACTIVITY:
        if what is not Factor.COSTS:
            return ()
        where = {"activity_id": subject.subject_id}
        return ({"table": "activities", "where": where, "column": "unit_cost", "multiply": _text(factor)},)
    write = {Factor.COSTS: _costs, Factor.EFFECTS: _effects, Factor.HOUSEHOLDS: _households}[what]
    wanted = set(subject.clusters)
    clusters = [cluster for cluster in scenario.clusters if cluster.cluster_id in wanted]
    return tuple(change for cluster in clusters for change in write(scenario, cluster, factor))


def _costs(scenario: Scenario, cluster: Cluster, factor: Fraction) -> list[Change]:
    changes: list[Change] = []
    seen: set[int] = set()
    own = {row.segment_id for row in scenario.segments if row.cluster_id == cluster.cluster_id}
    for cell in scenario.cells_of(cluster.cluster_id):
        by_contents = False
        for offer in cell.offers:
            row = _cost_row(scenario, cell, offer)
            if row is not None and row.cluster_id == cell.cluster_id and row.cost_per_household is not None:
                if row.row not in seen:
                    where = {"cluster_id": row.cluster_id, "segment_id": row.segment_id, "level_id": row.level_id}
                    changes.append(_multiply("costs", where, "cost_per_household", factor))
                seen.add(row.row)
            elif (row is None or row.cost_per_household is None) and cell.segment_id in own:
                by_contents = True
            elif row is None or row.cluster_id != cell.cluster_id:
                changes.append(_own_cost(scenario, cell, offer, factor))
            else:
                where = {"cluster_id": row.cluster_id, "segment_id": row.segment_id, "level_id": row.level_id}
                changes.append(_set("costs", where, "cost_per_household", _money(scenario, offer.cost) * factor))
        if by_contents:
            where = {"cluster_id": cell.cluster_id, "segment_id": cell.segment_id}
            changes.append(_set("segments", where, "cost_factor", cell.segment.cost_factor * factor))
    start = start_up_cost(scenario, cluster)[0]
    if start and not is_running(cluster):
        own_row = {"cluster_id": cluster.cluster_id}
        changes.append(_set("clusters", own_row, "start_up_cost", _money(scenario, start) * factor))
    return changes


def _cost_row(scenario: Scenario, cell: Cell, offer: Offer) -> Cost | None:
    """The row of `costs` that counts for an offer: of those that match, the one that names most."""
    rows = [
        row
        for row in scenario.costs
        if row.level_id == offer.level_id
        and row.cluster_id in (MATCH_ALL, cell.cluster_id)
        and row.segment_id in (MATCH_ALL, cell.segment_id)
    ]
    return max(rows, key=lambda row: (row.cluster_id != MATCH_ALL, row.segment_id != MATCH_ALL), default=None)


def _own_cost(scenario: Scenario, cell: Cell, offer: Offer, factor: Fraction) -> Change:
    amounts = {
        "cost_per_household": _money(scenario, offer.cost) * factor,
        "agent_months_per_household": offer.agent_months,
    }
    return {"table": "costs", "add": _key(cell, offer) | {name: _text(value) for name, value in amounts.items()}}


def _effects(scenario: Scenario, cluster: Cluster, factor: Fraction) -> list[Change]:
    changes: list[Change] = []
    seen: set[int] = set()
    for cell in scenario.cells_of(cluster.cluster_id):
        for offer in cell.offers:
            effect = offer.effect
            if effect is None or effect.row in seen:
                continue
            amounts = {name: getattr(effect, name) for name in _EFFECTS if getattr(effect, name) is not None}
            if effect.cluster_id == cell.cluster_id:
                seen.add(effect.row)
                where = {key: getattr(effect, key) for key in effect.KEY}
                spans = [name for name in _SPANS if getattr(effect, name) is not None]
                changes += [_multiply("effects", where, name, factor) for name in (*amounts, *spans)]
            elif amounts:
                row = _key(cell, offer) | {name: _text(value * factor) for name, value in amounts.items()}
                row |= {name: _text(getattr(effect, name)) for name in _KEPT if getattr(effect, name) is not None}
                changes.append({"table": "effects", "add": row})
    return changes


def _households(scenario: Scenario, cluster: Cluster, factor: Fraction) -> list[Change]:
    where = {"cluster_id": cluster.cluster_id}
    if not any(row.cluster_id == cluster.cluster_id for row in scenario.segments):
        return [_multiply("clusters", where, "poor_households", factor)]
    changes = [_multiply("segments", where, "households", factor)]
    if cluster.households is not None:
        changes.append(_multiply("clusters", where, "households", factor))
    return changes


def _multiply(table: str, where: Mapping[str, str], column: str, factor: Fraction) -> Change:
    return {"table": table, "where": dict(where), "column": column, "multiply": _text(factor)}


def _set(table: str, where: Mapping[str, str], column: str, value: Fraction) -> Change:
    return {"table": table, "where": dict(where), "column": column, "set": _text(value)}


def _money(scenario: Scenario, rupees: Fraction) -> Fraction:
    return rupees / scenario.settings.money_unit


def _text(number: Fraction | int) -> str:
    """As a table holds it; what does not end is cut where nobody sees it."""
    return cell_text(Fraction(number))


def set_cost(scenario: Scenario, cell: Cell, offer: Offer, like: Offer) -> tuple[Change, ...]:
    """The changes that give a cell's offer the cost and the agents' months of another.

    Args:
        scenario: Whose tables.
        cell: Whose offer.
        offer: The offer.
        like: The other.
    """
    amounts = {"cost_per_household": _money(scenario, like.cost), "agent_months_per_household": like.agent_months}
    key = _key(cell, offer)
    there = any({name: getattr(row, name) for name in key} == key for row in scenario.costs)
    return _instead("costs", key, {name: _text(value) for name, value in amounts.items()}, there=there)


def set_effect(scenario: Scenario, cell: Cell, offer: Offer, like: Offer) -> tuple[Change, ...]:
    """The changes that give a cell's offer the effects of another.

    Args:
        scenario: Whose tables.
        cell: Whose offer.
        offer: The offer.
        like: The other, which has effects.
    """
    kept = {name: getattr(like.effect, name) for name in (*_EFFECTS, *_KEPT)}
    key = _key(cell, offer) | {"sector": MATCH_ALL}
    there = any({name: getattr(row, name) for name in key} == key for row in scenario.effects)
    cells = {name: _text(value) for name, value in kept.items() if value is not None}
    return _instead("effects", key, cells, there=there)


def _key(cell: Cell, offer: Offer) -> dict[str, str]:
    segment = MATCH_ALL if cell.segment_id == WHOLE_CLUSTER else cell.segment_id
    return {"cluster_id": cell.cluster_id, "segment_id": segment, "level_id": offer.level_id}


def _instead(table: str, key: Mapping[str, str], cells: Mapping[str, str], *, there: bool) -> tuple[Change, ...]:
    """A row of its own in place of the one that may be there."""
    gone: tuple[Change, ...] = ({"table": table, "where": dict(key), "remove": True},) if there else ()
    return (*gone, {"table": table, "add": {**key, **cells}})
