"""Finds the plan one can sanction at a level: whole openings, or everything whole, beside the outlook in shares.

    loss in y = outlook(level) - y    at the level of x that was asked, or what the plan has of it
    loss in x = outlook(y) - x        at the y that the plan has
    gap       = (bound of y - y) / bound of y

In words: shares promise more than whole clusters and whole households can keep. No plan at the level has more y than
the outlook, which so bounds what a longer search could still find; where openings are many and that bound is loose,
branching on whole openings gives a lower one (`whole_bound.py`). A plan leaves only after its limits were checked in
fractions, on whole households times exact costs (`programme/whole_parts.py`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tradeoff.errors import SolverError
from tradeoff.frontier.at_level import ends_in, require_aim
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.refusals import require_decided
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.study import Study
from tradeoff.frontier.whole_answer import SAME_LEVEL, WholeQuestion
from tradeoff.moo.arguments import require_seconds
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.draft import RowKind
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.programme.whole_parts import Missed
from tradeoff.scenario.levels import AimLevel, read_level
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

TIME_LIMIT = 120.0
"""Seconds a search takes at most where nothing else is said."""
_ROUNDING = 1e-6
"""Share of the most of an aim by which a whole plan may lie beyond it: what both solvers' tolerances add up to."""
_FEW_HOUSEHOLDS = 10
"""Households below which a row of a plan is worth a second look: nobody runs a course for four."""


_CONTENT = 0.01
"""The gap up to which no lower bound is looked for."""


class BoundFrom(StrEnum):
    """What bounds the plans with whole decisions."""

    SHARES = "shares"
    OPENINGS = "whole openings"


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    """A plan with whole decisions at a level, and what it loses against the outlook."""

    scenario: Scenario
    trade: str
    form: Form
    aim: str
    """The aim of which a level was asked."""
    other: str
    """The aim of which it has as much as was found."""
    level: float
    """What was asked of `aim`, in its unit."""
    plan: Plan
    outlook: Plan
    """The plan in shares at the same level."""
    bound: float
    """No plan at the level, or with as much of `aim` as this one, has more of `other` than this."""
    bound_from: BoundFrom = BoundFrom.SHARES
    """What gives the bound: the outlook, or whole openings where these give a lower one."""
    checked: bool
    """Whether no whole plan at the level has more of `other`."""
    loss: Mapping[str, float]
    """How much more shares reach: of `other` at the level, of `aim` with as much of `other`; never below 0."""
    missed: tuple[Missed, ...] = ()
    """Rows that hold to a rupee, or to one household, and by how much they are off."""
    frontier: ScenarioFrontier = field(repr=False)
    """The outlook's frontier: prices and reasons are its own."""

    def __repr__(self) -> str:
        return f"<ActionPlan of {self.scenario.name!r}, {self.form}: {self.plan!r}, gap {self.gap:.2%}>"

    @property
    def shortfall(self) -> float:
        """What the plan lacks of the level that was asked; 0 where it reaches it."""
        short = published(self.level - self.plan.objectives[self.aim])
        return short if short > SAME_LEVEL * abs(self.level) else 0.0

    @property
    def gap(self) -> float:
        """The share of `bound` by which the plan lies below it; 0 where the bound is 0."""
        return _gap(self.bound, self.plan.objectives[self.other])

    @property
    def small_rows(self) -> tuple[Mapping[str, object], ...]:
        """The rows of households with fewer than ten."""
        rows = self.plan.records["households"]
        return tuple(row for row in rows if float(str(row["households"])) < _FEW_HOUSEHOLDS)


def plan_for_action(
    scenario: Scenario,
    trade: str,
    *,
    form: Form | str = Form.ACTION,
    floors: Mapping[str, AimLevel] | None = None,
    time_limit: float | None = TIME_LIMIT,
    progress: Progress | None = None,
    **at: AimLevel,
) -> ActionPlan:
    """The plan at one level that can be sanctioned: whole clusters, whole households, whole agents, whole rupees.

    Args:
        scenario: What `read_scenario` returns; whatever its setting `openings`.
        trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
        form: "action", or "whole" for a plan whose openings alone are whole.
        floors: For some aims the least that every plan keeps, as in `trace_frontier`.
        time_limit: Seconds after which the search ends with the best plan found; None for as long as it takes.
        progress: Called now and then as in `trace_frontier`, with plans looked at and the share of the work left.
        **at: One of the two aims with its level, as in `plan_at`. Where no whole plan is found that reaches it, the
            nearest below is returned, and `shortfall` says what it lacks.

    Raises:
        InfeasibleError: No plan satisfies the limits, keeps the floors, or has as much; or no whole plan does, where
            that is shown.
        ScenarioError: The scenario leaves reforms to decide.
        SolverError: No whole plan was found in time, or what was found did not survive the check.
        ValueError: The choice is unknown, the scenario lacks its data, the level cannot be read, or the form is none.

    Example:
        >>> import tradeoff
        >>> found = tradeoff.plan_for_action(tradeoff.read_scenario("three-clusters"), "depth-breadth", breadth=900)
        >>> found.plan.objectives["breadth"], found.plan.objectives["depth"], round(found.loss["depth"], 2)
        (902.0, 88.0, 0.89)
    """
    if form not in tuple(Form):
        raise ValueError(say("there is no form {form!r}; there are {form2}", form=form, form2=", ".join(Form)))
    require_decided(scenario)
    require_seconds(time_limit)
    until = time.monotonic() + (float("inf") if time_limit is None else time_limit)
    shares = scenario.with_floors(floors or {}).with_openings("share")
    frontier = Study(shares).frontier(trade, gap=ENDS_ALONE, choose=False, time_limit=time_limit)
    return whole_plan_of(frontier, Form(form), at, until=until, progress=progress)


def whole_plan_of(
    frontier: ScenarioFrontier,
    form: Form,
    at: Mapping[str, AimLevel],
    *,
    until: float = float("inf"),
    progress: Progress | None = None,
    remark: str = "",
) -> ActionPlan:
    """The plan with whole decisions at a level of a frontier of shares.

    Args:
        frontier: The outlook's; its ends suffice.
        form: `WHOLE` or `ACTION`.
        at: One of its two aims with a level.
        until: When the search ends at the latest, by `time.monotonic`.
        progress: Called now and then, or None.
        remark: What the plan's remark is to say.

    Raises:
        InfeasibleError, SolverError, ValueError: As `plan_for_action`.
    """
    if form is Form.OUTLOOK:
        raise ValueError(say("an outlook is in shares: ask plan_at for it, or for the form action or whole"))
    aim = require_aim(at, frontier.x, frontier.y)
    outlook = frontier.plan(**at)
    level = float(read_level(at[aim], aim, frontier.scenario))
    other = frontier.other(aim)
    question = WholeQuestion(frontier.scenario, form, aim, other)
    answer = question.answer(level, until=until, progress=progress)
    plan = replace(answer.plan, remark=remark)
    have = {name: plan.objectives[name] for name in (frontier.x, frontier.y)}
    if not answer.missed:
        _require_within(frontier, have)
    most = {
        other: max(_most(frontier, aim, min(level, have[aim])), have[other]),
        aim: max(_most(frontier, other, have[other]), have[aim]),
    }
    bound, bound_from = most[other], BoundFrom.SHARES
    # Where a limit with = was missed, shares that keep it are no measure of what may yet be found.
    kept = not any(miss.row.kind is RowKind.LIMIT for miss in answer.missed)
    if kept and not answer.checked and _gap(bound, have[other]) > _CONTENT:
        lower = question.bound(min(level, have[aim]), known=have[other], until=until)
        if lower is not None and lower < bound:
            bound, bound_from = lower, BoundFrom.OPENINGS
    return ActionPlan(
        scenario=frontier.scenario,
        trade=frontier.trade,
        form=form,
        aim=aim,
        other=other,
        level=level,
        plan=plan,
        outlook=outlook,
        bound=bound,
        bound_from=bound_from,
        checked=answer.checked,
        loss={name: published(most[name] - have[name]) for name in have},
        missed=answer.missed,
        frontier=frontier,
    )


def at_level_of(frontier: ScenarioFrontier, level: float, lent: ActionPlan, own: ActionPlan | None) -> ActionPlan:
    """A plan that was found for another level, held against the outlook at this one.

    Args:
        frontier: The outlook's.
        level: Of the aim of which `lent` was asked a level.
        lent: What was found elsewhere.
        own: What was found at the level itself, whose bound holds here too; None where nothing was.
    """
    aim, other, plan = lent.aim, lent.other, lent.plan
    have = {name: plan.objectives[name] for name in (frontier.x, frontier.y)}
    most = {
        other: max(_most(frontier, aim, min(level, have[aim])), have[other]),
        aim: max(_most(frontier, other, have[other]), have[aim]),
    }
    lower = own is not None and have[other] <= own.bound < most[other]
    return replace(
        lent,
        level=level,
        outlook=frontier.plan(**{aim: level}),
        bound=own.bound if own is not None and lower else most[other],
        bound_from=own.bound_from if own is not None and lower else BoundFrom.SHARES,
        checked=False,
        loss={name: published(most[name] - have[name]) for name in have},
        frontier=frontier,
    )


def _gap(bound: float, had: float) -> float:
    """The share of a bound by which what is had lies below it; 0 where the bound is 0."""
    return published(bound - had) / abs(bound) if bound else 0.0


def _most(frontier: ScenarioFrontier, aim: str, level: float) -> float:
    """The most of the other aim that shares have with at least a level of one."""
    best, least = ends_in(frontier, aim)
    if level <= least:
        return ends_in(frontier, frontier.other(aim))[0]
    return frontier.most(min(level, best), of=aim)


def _require_within(frontier: ScenarioFrontier, have: Mapping[str, float]) -> None:
    """Raise SolverError where a plan that keeps every row lies beyond what shares can reach: one of both is wrong."""
    for aim, value in have.items():
        best, _ = ends_in(frontier, aim)
        if value > best + _ROUNDING * abs(best):
            raise SolverError(
                say(
                    "a whole plan has {value:,.10g} of {aim}, and shares can reach {best:,.10g} alone",
                    value=value,
                    aim=say(aim),
                    best=best,
                )
            )
    most, high = _most(frontier, frontier.x, have[frontier.x]), ends_in(frontier, frontier.y)[0]
    if have[frontier.y] > most + _ROUNDING * abs(high):
        raise SolverError(
            say(
                "a whole plan has {have:,.10g} of {y}, above the {most:,.10g} of shares",
                have=have[frontier.y],
                y=say(frontier.y),
                most=most,
            )
        )
