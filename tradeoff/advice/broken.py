"""Names what a plan breaks in the planner's words: which limit, purse or rule, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tradeoff.advice.binding import limit_words
from tradeoff.advice.clash_names import limit_of, where
from tradeoff.advice.wording import cluster_names, purse_names, year_name
from tradeoff.advice.worked import Broken
from tradeoff.money import format_rupees, format_significant
from tradeoff.programme.columns import Opened
from tradeoff.programme.decision import Decision
from tradeoff.programme.draft import RowKind
from tradeoff.programme.openings import is_running
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import HOUSEHOLDS
from tradeoff.words.spoken import say

_TOO_MANY = {
    RowKind.POPULATION: "{people} more than there are on the list join{where} by {year}",
    RowKind.JOINING: "{people} more join{where} by {year} than its share open, its accompaniment and the wait of a "
    "level let join",
    RowKind.TRUST_GATE: "{people} more are at the level {level} or above{where} by {year} than its facilitation makes "
    "possible",
    RowKind.AGENTS: "Agents of {year}: {amount} agent-months more are used than there are",
    RowKind.POSTS: "Posts of {year}: {amount} agents more than there are posts",
    RowKind.TRAINING: "Training of {year}: {amount} agents more are trained than can be",
    RowKind.METHOD: "Starts of {year}: {amount} clusters more are opened by then than pilots make possible",
    RowKind.PURSE: "The money of {whose}{fund} in {year}: {amount} more is needed than the {bound} there is",
    RowKind.TRANSFER: "{whose} moves {amount} more to others in {year} than the {bound} it may",
    RowKind.CARRY_OVER: "{whose} keeps {amount} more of the money of {year}{fund} for the next than the {bound} it may",
    RowKind.POST_FUNDS: "{whose}: its clusters take {amount} a year more after the project than the "
    "{bound} it will pay",
    RowKind.EXTERNAL: "External funds pay {amount} more of the facilitation of {year} than they may",
    RowKind.REFORM: "{whose}: {amount} more of a reform is paid in {year} by the fund that it opens than may be",
}
_TOO_FEW = {
    RowKind.COVERAGE: "{people} fewer join{where} than an opened cluster must cover",
    RowKind.SMALLEST: "{people} fewer join{where} than make its opening worth it",
    RowKind.OPENING: "The share open{where} in {year} lies {share}% below the year before; what is opened stays open",
    RowKind.MATCHING: "{whose} in {year}: {amount} are lacking of what must be paid beside{fund}",
    RowKind.EARLY_GAINS: "{amount} less are gained at once{where} in {year} than its opening asks for",
}
_TOLD = _TOO_MANY | _TOO_FEW

_PURSE_MOVED = (
    "The money of {whose}{fund} in {year}: {amount} more is needed than there is, its envelope of {bound} with what "
    "moves in, out and to other years"
)
_CLOSED = "{people}{where} need it to be open by {year}, and it is not; open it in openings, or take them out"
_OPEN_IN_PART = (
    "{people} more{where} need it to be open by {year} than the {share}% of it that are let join; open more of it in "
    "openings, or take them out"
)


def broken_sentences(broken: Sequence[Broken], scenario: Scenario, decision: Decision) -> Iterator[str]:
    """Each limit or rule that is broken, with the amount, without a full stop.

    Who joins a cluster that is not open, or beside its list, is too many in the years after it as well: told is the
    first year in which it must be open, and the year in which there are the most beside the list.

    Args:
        broken: What is broken.
        scenario: Whose names are used.
        decision: What breaks it.
    """
    first: dict[tuple[str, str], Broken] = {}
    most: dict[tuple[str, str], Broken] = {}
    for one in broken:
        if one.row.kind is RowKind.POPULATION:
            keys = dict(one.row.keys)
            cell = keys["cluster"], keys["segment"]
            if _share_open(one, scenario, decision) is not None:
                first.setdefault(cell, one)
            elif cell not in most or one.by > most[cell].by:
                most[cell] = one
    told = {id(one) for one in (*first.values(), *most.values())}
    for one in broken:
        if one.row.kind is not RowKind.POPULATION or id(one) in told:
            yield _sentence(one, scenario, decision)


def _sentence(broken: Broken, scenario: Scenario, decision: Decision) -> str:
    row, keys = broken.row, dict(broken.row.keys)
    amount = _amount(broken)
    if row.kind is RowKind.LIMIT:
        beyond = broken.total > row.bound * (1 if not row.unit.is_share else 0)
        is_exceeded = row.sense == "<=" or (row.sense == "=" and beyond)
        unit = "" if broken.counts_money else f" {_unit(broken, amount)}"
        return say(
            "{where}, {limit}, is exceeded by {amount}{unit}"
            if is_exceeded
            else "{where}, {limit}, is missed by {amount}{unit}",
            where=where(limit_of(row, scenario), scenario),
            limit=limit_words(row, scenario),
            amount=amount,
            unit=unit,
        )
    names = cluster_names(scenario)
    segment = f" ({keys['segment']})" if keys.get("segment", "all") != "all" else ""
    department = keys.get("department", "")
    whose = purse_names(scenario).get(department, department)
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    fund = funds.get(keys.get("fund", ""), keys.get("fund", ""))
    words = {
        "amount": amount,
        "people": f"{amount} {HOUSEHOLDS.of(amount)}",
        "where": say(" in {place}", place=names.get(keys["cluster"], keys["cluster"]) + segment)
        if "cluster" in keys
        else "",
        "year": year_name(scenario, int(keys["year"])) if "year" in keys else say("the last year"),
        "level": keys.get("level", ""),
        "whose": whose,
        "fund": say(" from {fund}", fund=fund) if fund else "",
        "bound": format_rupees(row.bound) if row.unit.is_money else "",
        "share": format_significant(100 * float(broken.by), 4),
    }
    if row.kind is RowKind.POPULATION and (open_share := _share_open(broken, scenario, decision)) is not None:
        words["share"] = format_significant(100 * float(open_share), 4)
        return say(_OPEN_IN_PART if open_share else _CLOSED, **words)
    if row.kind is RowKind.OPENING and "running" in keys:
        return say("A running cluster is open; the share open{where} in {year} lies {share}% below", **words)
    if row.kind is RowKind.OPENING and "late" in keys:
        return say("Nothing is opened{where} after its latest start; in {year} {share}% more are", **words)
    if row.kind is RowKind.FACILITATION:
        more = say("more than") if row.sense == "<=" else say("fewer than")
        bound = say("it may take") if row.sense == "<=" else say("it must have")
        return say("{amount} facilitation months {more} {rule}{where} in {year}", more=more, rule=bound, **words)
    if row.kind is RowKind.PURSE and any(
        one.transfer_out_max_share or one.carry_over_share for one in scenario.departments
    ):
        return say(_PURSE_MOVED, **words)
    if row.kind is RowKind.FUND:
        return _fund_sentence(keys, words)
    return say(_TOLD[row.kind], **words)


def _share_open(broken: Broken, scenario: Scenario, decision: Decision) -> Fraction | None:
    """The share open of a cluster whose list has all who join, so that not enough of it is open; None of any other."""
    keys = dict(broken.row.keys)
    cluster = next(one for one in scenario.clusters if one.cluster_id == keys["cluster"])
    if is_running(cluster):
        return None
    listed = next(one.households for one in scenario.cells_of(keys["cluster"]) if one.segment_id == keys["segment"])
    share = decision.openings.get(Opened(keys["cluster"], int(keys["year"])), Fraction(0))
    return share if broken.total + listed * share <= listed else None


def _fund_sentence(keys: dict[str, str], words: dict[str, str]) -> str:
    """Spending that no fund may pay, or money moved that leaves one department and reaches no other."""
    if "activity" in keys:
        return say("{whose}: {amount} for {what} in {year} that no fund pays", what=keys["activity"], **words)
    return say("Money moved{fund} in {year}: what is given and what is received differ by {amount}", **words)


def _amount(broken: Broken) -> str:
    return format_rupees(float(broken.by)) if broken.counts_money else format_significant(float(broken.by), 6)


def _unit(broken: Broken, amount: str) -> str:
    unit = broken.row.unit
    if unit.is_share:
        return say("households' worth of share")
    return unit.of(amount)
