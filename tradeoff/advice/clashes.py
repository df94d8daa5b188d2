"""Explains why no plan satisfies all limits of a scenario: what must give at least, and which limits clash.

A clash is a set of limits that cannot hold together, beside the money and people there are, while without any one of
them the rest can: an irreducible infeasible subset (Chinneck 2008), see `minimal_clashes.py`. Where money and people
do not suffice even without limits, the clashes are among those. The words stand in `clash_words.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.advice.loosening import (
    LeastChange,
    Loosening,
    law_rows,
    least_money,
    least_of,
    least_people,
    least_total,
    loosenings,
)
from tradeoff.advice.minimal_clashes import MinimalClashes, Names, Verdict, find_minimal_clashes
from tradeoff.advice.slack_solver import LIMITS, MEANS, SHORT, SlackSolver, has_solution
from tradeoff.errors import InfeasibleError
from tradeoff.programme.draft import RowMeaning
from tradeoff.programme.programme import Programme, build_programme
from tradeoff.scenario.reforms import combinations
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

MOST_CLASHES = 5
"""More than five nobody reads; whether there are more is said."""
_QUESTIONS = 400
"""Sets of limits tried for a next clash; a hot solve each, so that a page-long scenario stays within seconds."""
_MOST_ALONE = 8
"""Members of a clash up to which each is asked what it alone would have to give."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A limit, or a row of money or people, that is part of a clash."""

    name: str
    """The limit's id; of money and people the name of the row in the programme."""
    rows: tuple[RowMeaning, ...]
    """One, or one for each place and year where a limit says `*`."""
    alone: tuple[Loosening, ...] = ()
    """What it must give at least to end this clash by itself; empty for law, and in large clashes."""


@dataclass(frozen=True, kw_only=True)
class Clash:
    """What cannot hold together, while without any one of it the rest can."""

    members: tuple[Member, ...]
    is_confirmed: bool
    """Whether the rows of the clash, beside money, people and rules, were solved from scratch, without a solution. That
    the rest can hold without any one is known from a plan that was found and checked."""

    @property
    def limit_ids(self) -> tuple[str, ...]:
        """The ids of the limits in it."""
        return tuple(member.name for member in self.members if any(row.kind in LIMITS for row in member.rows))


@dataclass(frozen=True, kw_only=True)
class Infeasibility:
    """Why no plan satisfies all limits of a scenario."""

    scenario: Scenario
    needs_means: bool
    """Whether money and people do not suffice even without any limit."""
    least: LeastChange | None
    """The least change of limits that lets a plan exist, or of money and people where limits cannot; None where only
    limits that are law stand in the way."""
    money: LeastChange | None
    """The least money more that does it alone; None where no money does, or nobody counts it."""
    people: LeastChange | None
    """The least more of agents, posts and training that does it alone; None likewise."""
    alone: tuple[LeastChange, ...]
    """Of each limit that could end all clashes by itself, everything else holding, how much it must give."""
    clashes: tuple[Clash, ...]
    more: bool | None
    """Whether there are further clashes; None where the search was cut short before that was known."""

    def __str__(self) -> str:
        from tradeoff.advice.clash_words import tell

        return tell(self)


def explain_infeasible(scenario: Scenario, *, most: int = MOST_CLASHES) -> Infeasibility:
    """Why no plan satisfies all limits: the least change that lets one exist, and the minimal clashes.

    With reforms to decide it is asked of the scenario with none made, and with openings as shares: what has no plan so
    has none with clusters opened whole.

    Args:
        scenario: What `read_scenario` returns.
        most: How many clashes to find at most.

    Raises:
        ValueError: The limits can hold together.
        SolverError: The solver gave up, or its answer did not survive the check.

    Example:
        >>> import tradeoff
        >>> scenario = tradeoff.with_budget(tradeoff.read_scenario("three-pairs"), "1 lakh")
        >>> print(tradeoff.explain_infeasible(scenario).clashes[0].limit_ids)
        ('forest_floor',)
    """
    require_scenario(scenario)
    return explain_programme(build_programme(combinations(scenario)[0].with_openings("share")), most=most)


def explain_programme(programme: Programme, *, most: int = MOST_CLASHES) -> Infeasibility:
    """`explain_infeasible` of a programme that is built already; it must be one without whole columns."""
    try:
        solver = SlackSolver(programme)
        lacking, _, _ = solver.lacking(solver.rows.keys())
    except InfeasibleError:
        # Not even with all of these loose: the tables contradict themselves elsewhere.
        return Infeasibility(
            scenario=programme.scenario,
            needs_means=True,
            least=None,
            money=None,
            people=None,
            alone=(),
            clashes=(),
            more=None,
        )
    if lacking <= SHORT:
        raise ValueError(
            say("the limits of {name} can hold together; there is nothing to explain", name=programme.scenario.name)
        )
    needs_means = solver.lacking(solver.of(MEANS))[0] > SHORT
    members = _members(solver, of_means=needs_means)
    found = _find(solver, members, most)
    in_all = frozenset(members).intersection(*found.clashes) if found.clashes and not needs_means else frozenset()
    return Infeasibility(
        scenario=programme.scenario,
        needs_means=needs_means,
        least=least_total(programme, solver),
        money=least_money(programme, solver),
        people=least_people(programme, solver),
        alone=tuple(
            change
            for member in members.values()
            if member.name in in_all and (change := least_of(programme, solver, [row.name for row in member.rows]))
        ),
        clashes=tuple(_clash(programme, solver, clash, members) for clash in found.clashes),
        more=found.more,
    )


def _members(solver: SlackSolver, *, of_means: bool) -> dict[str, Member]:
    """What clashes are looked for among, in the order of the programme."""
    rows: dict[str, list[RowMeaning]] = {}
    for row in solver.rows.values():
        if (row.kind in MEANS) == of_means:
            rows.setdefault(row.name if of_means else dict(row.keys)["limit_id"], []).append(row)
    return {name: Member(name=name, rows=tuple(found)) for name, found in rows.items()}


def _find(solver: SlackSolver, members: dict[str, Member], most: int) -> MinimalClashes:
    of = {row.name: name for name, member in members.items() for row in member.rows}
    background = solver.of(MEANS) - of.keys()

    def lacking(names: Names) -> tuple[float, Names, Names]:
        rows = {row.name for name in names for row in members[name].rows}
        total, priced, giving = solver.lacking(background | rows)
        return (
            total,
            frozenset(of[row] for row in priced & of.keys()),
            frozenset(of[row] for row in giving & of.keys()),
        )

    def ask(names: Names) -> Verdict:
        total, priced, giving = lacking(names)
        if total <= SHORT:
            return Verdict(is_possible=True, broken=giving)
        # What has a price clashes by itself, which rounding could spoil.
        return Verdict(is_possible=False, core=priced if priced < names and lacking(priced)[0] > SHORT else names)

    return find_minimal_clashes(tuple(members), ask, most=most, questions=_QUESTIONS)


def _clash(programme: Programme, solver: SlackSolver, names: Names, members: dict[str, Member]) -> Clash:
    chosen = [member for name, member in members.items() if name in names]
    own = {row.name for member in chosen for row in member.rows}
    background = solver.of(MEANS) | own if any(row in solver.of(LIMITS) for row in own) else frozenset(own)
    left_out = frozenset(solver.rows.keys() - background)
    if len(chosen) <= _MOST_ALONE:
        laws = law_rows(programme)
        chosen = [_with_alone(programme, solver, member, background, laws) for member in chosen]
    return Clash(
        members=tuple(chosen),
        is_confirmed=not has_solution(programme, {}, without=left_out),
    )


def _with_alone(
    programme: Programme, solver: SlackSolver, member: Member, background: frozenset[str], laws: frozenset[str]
) -> Member:
    """A member with what it alone must give, the rest of the clash and money and people holding."""
    own = frozenset(row.name for row in member.rows)
    if own & laws:
        return member
    slack = solver.least(background - own, solver.shares(own))
    alone = () if slack is None else loosenings(programme, solver, slack, own)
    return Member(name=member.name, rows=member.rows, alone=alone)


def shortfalls(programme: Programme) -> tuple[str, ...]:
    """The least change that lets all rows hold together: each row and its amount, in the planner's words and units."""
    from tradeoff.advice.clash_words import tell_loosenings

    shares = _with_shares(programme)
    try:
        change = least_total(shares, SlackSolver(shares))
    except InfeasibleError:
        return ()
    return () if change is None else tell_loosenings(change.loosenings, programme.scenario)


def explain_clash(programme: Programme) -> str:
    """Which limits cannot hold together, by how much, and what would end it, in the planner's words and units."""
    try:
        return str(explain_programme(_with_shares(programme)))
    except ValueError:
        return say("No plan satisfies all limits together.")


def _with_shares(programme: Programme) -> Programme:
    """The programme with openings as shares, whatever its settings say."""
    if programme.scenario.settings.openings == "share":
        return programme
    return build_programme(programme.scenario.with_openings("share"))
