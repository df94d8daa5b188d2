"""Finds which single row keeps a subject out of a plan: each kind is loosened by itself, and the plan solved again.

A row explains it where, with that row alone looser, every best plan at the level takes the subject in. Where none does,
each was tried, and this is said; prices of the solver decide nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.advice.claims import Claim, Expected, Kind
from tradeoff.advice.standpoint import Changes, Standpoint
from tradeoff.advice.subjects import Sort
from tradeoff.advice.wording import listing, purse_names
from tradeoff.errors import ScenarioError
from tradeoff.frontier.what_if import WhatIf
from tradeoff.money import format_rupees
from tradeoff.programme.differences import Difference
from tradeoff.programme.openings import is_running
from tradeoff.programme.purses import purse_of
from tradeoff.scenario.changes import exact_text
from tradeoff.scenario.tables import Budget, Cluster
from tradeoff.words.spoken import say

AMOUNTS = (Fraction(11, 10), Fraction(2), Fraction(10))
"""How many times as much there is of what is loosened, the least first."""
TENTH = "With a tenth more of {what} and nothing else changed, the plan serves {name}."
TIMES = "With {times} times {what} and nothing else changed, the plan serves {name}."
WITHOUT = "Without {what} and with nothing else changed, the plan serves {name}."
GIVEN = "With {what} and nothing else changed, the plan serves {name}."
NONE = (
    "No single row explains why {name} is not funded in this plan of the scenario: with each of these loosened by "
    "itself, {tried}, a plan as good leaves it out."
)
NOTHING_TO_LOOSEN = "Nothing in the tables could be looser and take {name} in."
GIFT = Fraction(10_000_000)
"""Rupees that an envelope of 0 is given where no envelope of the scenario holds any."""
_PARTS = 1_000_000
"""An envelope as large as another is written to so many parts of the tables' unit of money."""

_Place = tuple[str, Mapping[str, str], str]
"""A table, the rows of it by columns, and a column."""


@dataclass(frozen=True, kw_only=True)
class Loosening:
    """Something that keeps plans in, as the tables write it, and how it would be looser."""

    what: str
    where: tuple[_Place, ...] = ()
    """Cells that are multiplied: table, where, column."""
    instead: Changes = ()
    """What takes it away altogether, where nothing is multiplied."""
    is_given: bool = False
    """Whether `instead` puts something where there is nothing."""
    touches: tuple[str, ...] | None = ()

    def changes(self, amount: Fraction) -> Changes:
        """The changes that loosen it."""
        if self.instead:
            return self.instead
        times = exact_text(amount)
        return tuple(
            {"table": table, "where": dict(where), "column": column, "multiply": times}
            for table, where, column in self.where
        )


@dataclass(frozen=True, kw_only=True)
class Loosened:
    """A row that was loosened, and whether plans then take the subject in."""

    loosening: Loosening
    amount: Fraction
    gain: float
    """What the subject then adds to the aim that is not held."""
    enters: bool
    has_plan: bool


def reasons(stand: Standpoint) -> tuple[Claim, ...]:
    """Why a subject is not in a plan: a claim for each single row that would let it in, or one that none does."""
    tried: list[Loosened] = []
    for loosening in loosenings(stand):
        # What the tables themselves refuse is no way out.
        with suppress(ScenarioError):
            tried += _tried(stand, loosening)
    entering = [one for one in tried if one.enters]
    if entering:
        return tuple(_claim(stand, one) for one in entering)
    if not tried:
        return (Claim(kind=Kind.ENTRY, template=NOTHING_TO_LOOSEN, words={"name": stand.subject.name}),)
    return (_none(stand, tried),)


def _tried(stand: Standpoint, loosening: Loosening) -> Iterator[Loosened]:
    """What loosening it does, by the least amount that lets the subject in, or by every amount."""
    amounts = AMOUNTS if loosening.where else AMOUNTS[:1]
    first = stand.change(loosening.changes(amounts[-1]), touches=loosening.touches)
    for amount in amounts:
        change: Difference | WhatIf
        if amount == amounts[-1] or isinstance(first, WhatIf) or not first.is_of_bounds:
            change = (
                first if amount == amounts[-1] else stand.change(loosening.changes(amount), touches=loosening.touches)
            )
        else:
            change = first.times(float((amount - 1) / (amounts[-1] - 1)))
        found = stand.gain(change)
        enters = found is not None and found[0] > stand.least_gain
        gain = found[0] if found is not None else 0.0
        yield Loosened(loosening=loosening, amount=amount, gain=gain, enters=enters, has_plan=found is not None)
        if enters:
            return


def _claim(stand: Standpoint, one: Loosened) -> Claim:
    amounts = WITHOUT if one.loosening.instead else TENTH if one.amount == AMOUNTS[0] else TIMES
    template = GIVEN if one.loosening.is_given else amounts
    served = (stand.in_it(one.loosening.changes(one.amount)),) if stand.subject.sort is Sort.CLUSTER else ()
    return Claim(
        kind=Kind.ENTRY,
        template=template,
        words={"what": one.loosening.what, "name": stand.subject.name, "times": str(int(one.amount))},
        figures={"amount": float(one.amount), "gain": one.gain},
        expected=(_gain(stand, one), *served),
    )


def _none(stand: Standpoint, tried: list[Loosened]) -> Claim:
    names = list(dict.fromkeys(one.loosening.what for one in tried))
    return Claim(
        kind=Kind.ENTRY,
        template=NONE,
        words={"name": stand.subject.name, "tried": listing(names, most=len(names))},
        figures={"tried": float(len(names))},
        expected=tuple(_gain(stand, one) for one in tried if one.has_plan),
    )


def _gain(stand: Standpoint, one: Loosened) -> Expected:
    """What leaving the subject out takes off the aim, with the row looser."""
    changes = one.loosening.changes(one.amount)
    return stand.adds(changes, one.gain) if one.enters else stand.adds_nothing(changes)


def loosenings(stand: Standpoint) -> Iterator[Loosening]:
    """What could be looser: money, agents, limits, rules of the state, then rules of the subject's own."""
    scenario = stand.scenario
    wanted = set(stand.subject.clusters)
    clusters = [cluster for cluster in scenario.clusters if cluster.cluster_id in wanted]
    names, purses = purse_names(scenario), purse_of(scenario)
    with_money = {row.department_id for row in scenario.budgets if row.envelope}
    for purse in sorted({purses[cluster.cluster_id] for cluster in clusters} & with_money):
        where = {"department_id": purse}
        yield Loosening(
            what=say("the money of {names}", names=names.get(purse, purse)), where=(("budgets", where, "envelope"),)
        )
    yield from _of_empty_envelopes(stand, sorted({purses[cluster.cluster_id] for cluster in clusters}))
    yield from _of_agents(stand)
    for limit in scenario.limits:
        gone = ({"table": "limits", "where": {"limit_id": limit.limit_id}, "remove": True},)
        yield Loosening(what=say("limit {limit_id}", limit_id=limit.limit_id), instead=gone, touches=None)
    if any(row.starts_per_pilot for row in scenario.replication):
        cell: _Place = ("replication", {}, "starts_per_pilot")
        yield Loosening(what=say("the starts that each pilot makes possible"), where=(cell,), touches=None)
    givers = [d for d in scenario.departments if len(with_money) > 1 and d.transfer_out_max_share < 1]
    if givers:
        moved = tuple(
            _set("departments", {"department_id": d.department_id}, "transfer_out_max_share", 1) for d in givers
        )
        yield Loosening(what=say("ceilings on what departments may move to others"), instead=moved, touches=None)
    yield from _of_rules(stand, clusters)


def _of_empty_envelopes(stand: Standpoint, purses: list[str]) -> Iterator[Loosening]:
    """Envelopes of 0, which no factor makes larger: each purse's get as much as the largest envelope there is."""
    scenario, unit = stand.scenario, stand.scenario.settings.money_unit
    most = max((row.envelope for row in scenario.budgets), default=Fraction(0)) or GIFT / unit
    largest = Fraction(round(most * _PARTS), _PARTS)
    for purse in purses:
        empty = [row for row in scenario.budgets if row.department_id == purse and not row.envelope]
        if empty:
            money = exact_text(largest)
            given = tuple(
                {"table": "budgets", "where": _keys(row), "column": "envelope", "set": money} for row in empty
            )
            whose = purse_names(scenario).get(purse, purse)
            what = say(
                "{unit} in every envelope where {whose} has 0", unit=format_rupees(float(largest * unit)), whose=whose
            )
            yield Loosening(what=what, instead=given, is_given=True, touches=None)


def _keys(row: Budget) -> dict[str, str]:
    """The columns that name a row of budgets, as typed."""
    keys = {
        "department_id": row.department_id,
        "fund_id": row.fund_id,
        "year": "" if row.year is None else str(row.year),
    }
    return {column: value for column, value in keys.items() if value}


def _of_agents(stand: Standpoint) -> Iterator[Loosening]:
    """Agents at work or their months, places to train them, and their posts."""
    has_posts = any(row.posts for row in stand.scenario.agents)
    columns = {
        "the agents and their posts" if has_posts else "the agents": ("in_post", "agent_months", "posts"),
        "the places to train agents": ("training_capacity",),
        "the agents' posts": ("posts",),
    }
    for what, names in columns.items():
        cells: tuple[_Place, ...] = tuple(
            ("agents", {} if row.year is None else {"year": str(row.year)}, name)
            for row in stand.scenario.agents
            for name in names
            if getattr(row, name)
        )
        if cells:
            yield Loosening(what=what, where=cells)


def _of_rules(stand: Standpoint, clusters: list[Cluster]) -> Iterator[Loosening]:
    """Gates, matching money, and what the subject's own rows ask for."""
    scenario = stand.scenario
    gated = [row for row in scenario.levels if row.trust_gate]
    if gated:
        cells: tuple[_Place, ...] = tuple(
            ("levels", {"level_id": row.level_id, "segment_id": row.segment_id}, "trust_gate") for row in gated
        )
        yield Loosening(
            what=say("the households that a month of facilitation opens a level to"), where=cells, touches=None
        )
    matched = [row for row in scenario.funds if row.needs_fund and row.needs_share]
    if matched:
        free = tuple(_set("funds", {"fund_id": row.fund_id}, "needs_share", 0) for row in matched)
        yield Loosening(what=say("the money that funds need beside them"), instead=free, touches=None)
    promised = [row for row in scenario.departments if row.post_funds]
    if promised:
        afterwards: tuple[_Place, ...] = tuple(
            ("departments", {"department_id": row.department_id}, "post_funds") for row in promised
        )
        yield Loosening(what=say("the money promised for afterwards"), where=afterwards, touches=None)
    own = {
        "min_facilitation_months": say("the months of facilitation that it must have"),
        "min_coverage": say("the share of its list that must join"),
        "early_gain_floor": say("the income that opening it must bring at once"),
        "start_up_agent_months": say("the agents' months that opening it takes"),
    }
    for column, what in own.items():
        asking = [cluster for cluster in clusters if getattr(cluster, column)]
        if asking:
            gone = tuple(_set("clusters", {"cluster_id": c.cluster_id}, column, 0) for c in asking)
            yield Loosening(what=what, instead=gone, touches=stand.subject.touches)
    early = [cluster for cluster in clusters if cluster.latest_start is not None and not is_running(cluster)]
    if early:
        last = scenario.settings.project_years
        late = tuple(_set("clusters", {"cluster_id": c.cluster_id}, "latest_start", last) for c in early)
        yield Loosening(what=say("its latest start"), instead=late, touches=None)


def _set(table: str, where: Mapping[str, str], column: str, value: int) -> Mapping[str, object]:
    return {"table": table, "where": dict(where), "column": column, "set": str(value)}
