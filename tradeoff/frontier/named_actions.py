"""Finds for each plan with a name the one that can be sanctioned at its level: whole decisions beside the outlook."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier.action_plan import TIME_LIMIT, ActionPlan, at_level_of, whole_plan_of
from tradeoff.frontier.named_plans import NamedPlan
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.moo.arguments import require_seconds
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.form import Form
from tradeoff.scenario.arguments import require_first
from tradeoff.words.spoken import say


class Missing(StrEnum):
    """Why there is no plan with whole decisions."""

    NONE = "none"
    """It is shown that none keeps all limits."""
    UNFOUND = "unfound"
    """None was found and checked in time."""
    UNASKED = "unasked"
    """The run was interrupted before."""


@dataclass(frozen=True, kw_only=True)
class NamedAction:
    """The plan with whole decisions at the level of a plan with a name, or why there is none."""

    frontier: ScenarioFrontier = field(repr=False)
    named: NamedPlan
    form: Form
    found: ActionPlan | None
    missing: Missing | None
    """Why there is none; None where there is one."""
    seconds: float | None
    """What the search was given; None for as long as it takes."""

    @property
    def reached(self) -> dict[str, float] | None:
        """What the plan has of the two aims; None where there is none."""
        if self.found is None:
            return None
        return {aim: self.found.plan.objectives[aim] for aim in (self.frontier.x, self.frontier.y)}


def plans_for_action(
    frontier: ScenarioFrontier,
    *,
    form: Form | str = Form.ACTION,
    first: int | None = None,
    time_limit: float | None = TIME_LIMIT,
    progress: Progress | None = None,
) -> tuple[NamedAction, ...]:
    """For each plan with a name the plan with whole decisions that reaches as much x, and then has the most y.

    Each is what `plan_for_action` finds at that level, or at another of these levels where that is better here. Ctrl-C
    ends the search and keeps the plans found.

    Args:
        frontier: What `trace_frontier` returns; one whose search was cut short has no plans with a name.
        form: "action", or "whole" for plans whose openings alone are whole.
        first: Ask for so many of them, from the most x on; None for all.
        time_limit: Seconds each search takes at most; None for as long as it takes.
        progress: Called now and then as in `plan_for_action`, or None.

    Raises:
        ValueError: The form is none, or `first` no number of plans.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> [(one.named.word, one.reached["breadth"]) for one in tradeoff.plans_for_action(frontier)]
        [('broad', 1100.0), ('middle', 675.0), ('deep', 260.0)]
    """
    if form not in tuple(Form) or form == Form.OUTLOOK:
        raise ValueError(say("a plan for action has the form action or whole, not {form!r}", form=form))
    require_seconds(time_limit)
    require_first(first, "first")
    require_frontier(frontier)
    named = () if frontier.certificate.stopped else frontier.named_plans[:first]
    return _shared(tuple(_each(frontier, named, Form(form), time_limit, progress)))


def _shared(actions: tuple[NamedAction, ...]) -> tuple[NamedAction, ...]:
    """The same, where each has the best for its level of all the plans that were found."""
    found = [one.found for one in actions if one.found is not None]
    return tuple(_with_best(one, found) for one in actions)


def _with_best(one: NamedAction, found: Sequence[ActionPlan]) -> NamedAction:
    if not found or one.missing in (Missing.NONE, Missing.UNASKED):
        return one
    frontier, level = one.frontier, one.named.x

    def worth(plan: ActionPlan) -> tuple[float, float]:
        """How near to the level it comes, and how much y it has."""
        reached = plan.plan.objectives
        return min(level, reached[frontier.x]), reached[frontier.y]

    best = max(found, key=worth)
    if one.found is not None and worth(best) <= worth(one.found):
        return one
    return replace(one, found=at_level_of(frontier, level, best, one.found), missing=None)


def _each(
    frontier: ScenarioFrontier,
    named: tuple[NamedPlan, ...],
    form: Form,
    time_limit: float | None,
    progress: Progress | None,
) -> Iterator[NamedAction]:
    cut = False
    for one in named:
        found: ActionPlan | None = None
        missing: Missing | None = Missing.UNASKED
        if not cut:
            try:
                found, missing = _at(frontier, one, form, time_limit, progress)
            except KeyboardInterrupt:
                cut = True
        yield NamedAction(frontier=frontier, named=one, form=form, found=found, missing=missing, seconds=time_limit)


def _at(
    frontier: ScenarioFrontier, named: NamedPlan, form: Form, time_limit: float | None, progress: Progress | None
) -> tuple[ActionPlan | None, Missing | None]:
    until = time.monotonic() + (float("inf") if time_limit is None else time_limit)
    try:
        return whole_plan_of(frontier, form, {frontier.x: named.x}, until=until, progress=progress), None
    except InfeasibleError:
        return None, Missing.NONE
    except SolverError:
        return None, Missing.UNFOUND
