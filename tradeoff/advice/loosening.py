"""Finds the least by which limits, money or people would have to give so that a plan exists, and confirms it.

Each row is measured as a share of its own value, and the sum of shares is least; of money alone it is the sum of
rupees. A share of a group, and a limit of 0, have no size of their own in the programme: they are measured by the most
they could be missed by, were there no limits. Rows that are law never give. (Chinneck 2008, elastic programming.)

What is told is rounded so that more is given, never less, and confirmed by solving the scenario anew with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from tradeoff.advice.slack_solver import LIMITS, MEANS, MONEY, PEOPLE, Slack, SlackSolver, has_solution
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.programme.elastic import own_size, units_of
from tradeoff.programme.programme import Programme, build_programme
from tradeoff.scenario.units import AGENT_MONTHS

WHOLE_FROM = 10
"""Counts from here on are told in whole households, agents or clusters, smaller ones to three digits."""
_NOISE = 1e-9
"""What a solver adds to a whole number; rounding up must not make one more of it."""
_GRAIN = Decimal("0.0001")
"""A hundredth of a percent, to which the share that suffices is told."""


@dataclass(frozen=True, kw_only=True)
class Loosening:
    """A row of the programme and the least by which it must give, with others or alone."""

    row: RowMeaning
    amount: float
    """In the row's unit, money in rupees; of a share, the households who are too few or too many for it."""
    share: float
    """The amount as a share of what the row is measured by."""
    told: float
    """The amount rounded up, as it is told and confirmed."""
    enough: Fraction | None
    """The value that suffices instead of the limit's own, in the table's unit; None where the row is no limit."""


@dataclass(frozen=True, kw_only=True)
class LeastChange:
    """The rows that give at least, together."""

    loosenings: tuple[Loosening, ...]
    total: float
    """The sum of shares; of money alone, rupees."""
    is_confirmed: bool
    """Whether the scenario was built anew with what is told, and solved."""


def law_rows(programme: Programme) -> frozenset[str]:
    """The names of the rows of limits that are law."""
    laws = {limit.limit_id for limit in programme.scenario.limits if limit.law}
    return frozenset(
        row.name for row in programme.rows if row.kind is RowKind.LIMIT and dict(row.keys)["limit_id"] in laws
    )


def least_total(programme: Programme, solver: SlackSolver) -> LeastChange | None:
    """The least change of limits; where limits cannot end it, that of money and people first and then of limits.

    None where not even both together do, as when rows that are law clash.
    """
    laws = law_rows(programme)
    promises, means = solver.of(LIMITS) - laws, solver.of(MEANS)
    slack = solver.least(means | laws, solver.shares(promises))
    if slack is None:
        slack = solver.least(laws, solver.shares(means), solver.shares(promises))
    return None if slack is None else _change(programme, solver, slack, promises | means)


def least_money(programme: Programme, solver: SlackSolver) -> LeastChange | None:
    """The least money more, in rupees, with which all else holds; None where money alone does not do it."""
    money = solver.of(MONEY)
    slack = solver.least(solver.rows.keys() - money, solver.amounts(money)) if money else None
    if slack is None:
        return None
    change = _change(programme, solver, slack, money)
    return replace(change, total=sum(one.amount for one in change.loosenings))


def least_people(programme: Programme, solver: SlackSolver) -> LeastChange | None:
    """The least more of agents, posts and training with which all else holds; None where they alone do not do it."""
    people = solver.of(PEOPLE)
    slack = solver.least(solver.rows.keys() - people, solver.shares(people)) if people else None
    return None if slack is None else _change(programme, solver, slack, people)


def least_of(programme: Programme, solver: SlackSolver, names: Collection[str]) -> LeastChange | None:
    """The least that some rows must give so that all others hold; None where they are law or cannot do it.

    Args:
        programme: Whose rows.
        solver: Its elastic programme.
        names: The rows that may give.
    """
    if law_rows(programme) & frozenset(names):
        return None
    slack = solver.least(solver.rows.keys() - frozenset(names), solver.shares(names))
    return None if slack is None else _change(programme, solver, slack, names)


def loosenings(
    programme: Programme, solver: SlackSolver, slack: Slack, names: Collection[str]
) -> tuple[Loosening, ...]:
    """What some rows give in a slack.

    Args:
        programme: Whose rows.
        solver: Which found the slack.
        slack: What it found.
        names: The rows that are asked about; what others give does not count.
    """
    return tuple(
        _loosening(programme, solver, slack, solver.rows[name])
        for name in solver.rows
        if name in slack.moves.keys() & names
    )


def _change(programme: Programme, solver: SlackSolver, slack: Slack, names: Collection[str]) -> LeastChange:
    found = loosenings(programme, solver, slack, names)
    moves = {one.row.name: slack.moves[one.row.name] for one in found}
    return LeastChange(
        loosenings=found, total=sum(one.share for one in found), is_confirmed=_is_enough(programme, found, moves)
    )


def _loosening(programme: Programme, solver: SlackSolver, slack: Slack, row: RowMeaning) -> Loosening:
    move = slack.moves[row.name]
    amount = abs(move) * units_of(row)
    told = amount if row.sense == "=" else _rounded_up(amount, row)
    enough = None
    if row.kind is RowKind.LIMIT:
        limit = next(one for one in programme.scenario.limits if one.limit_id == dict(row.keys)["limit_id"])
        if row.unit.is_share:
            enough = _share_that_suffices(programme, slack, row, limit.value)
        else:
            unit = programme.scenario.settings.money_unit if row.unit.is_money else 1
            given = Fraction(repr(told)) / unit
            enough = limit.value + (given if move > 0 else -given)
    size = own_size(row) or 1.0
    return Loosening(row=row, amount=amount, share=abs(move) / size * solver.share[row.name], told=told, enough=enough)


def _rounded_up(amount: float, row: RowMeaning) -> float:
    exact = Decimal(repr(amount * (1 - _NOISE)))
    counts = not (row.unit.is_money or row.unit.is_share or row.unit == AGENT_MONTHS)
    place = Decimal(1) if counts and amount >= WHOLE_FROM else Decimal(1).scaleb(exact.adjusted() - 2)
    return float((exact / place).to_integral_value(ROUND_CEILING) * place)


def _share_that_suffices(programme: Programme, slack: Slack, row: RowMeaning, value: Fraction) -> Fraction:
    """The share of the plan found, a little further; of the households with just the share asked for it needs none."""
    terms = programme.exact_rows[programme.rows.index(row)].terms
    balance = sum(float(factor) * slack.values.get(column.name, 0.0) for column, factor in terms.items())
    households = sum(slack.values.get(column.name, 0.0) for column in terms)
    reached = float(value) + balance / households if households else float(value)
    grains = Fraction(reached) / Fraction(_GRAIN)
    return (grains.__floor__() if balance < 0 else grains.__ceil__()) * Fraction(_GRAIN)


def _is_enough(programme: Programme, found: Collection[Loosening], moves: Mapping[str, float]) -> bool:
    """Whether a plan exists once cells of `limits` say what suffices, and other rows give what is told."""
    values: dict[str, Fraction] = {}
    others: dict[tuple[RowKind, tuple[tuple[str, str], ...]], float] = {}
    for one in found:
        row, up = one.row, moves[one.row.name] > 0
        if one.enough is None or row.sense == "=":
            others[row.kind, row.keys] = (1 if up else -1) * one.told / units_of(row)
            continue
        limit_id = dict(row.keys)["limit_id"]
        # Of a limit for each of several places the cell must suffice for all.
        choose = max if up else min
        values[limit_id] = choose(values.get(limit_id, one.enough), one.enough)
    scenario = programme.scenario
    if values:
        limits = tuple(
            limit.model_copy(update={"value": values.get(limit.limit_id, limit.value)}) for limit in scenario.limits
        )
        programme = build_programme(scenario.with_parts(limits=limits))
    bounds = {row.name: others[row.kind, row.keys] for row in programme.rows if (row.kind, row.keys) in others}
    return has_solution(programme, bounds)
