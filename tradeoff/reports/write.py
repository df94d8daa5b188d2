"""Writes frontiers to one report file, its kind by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tradeoff.advice.budgets import differ_in_money_alone
from tradeoff.advice.compare import Comparison
from tradeoff.advice.how_sure import HowSure
from tradeoff.advice.plan_check import check_plan
from tradeoff.advice.standing import Standing, standing
from tradeoff.errors import shown as as_shown
from tradeoff.frontier.floor_plans import FloorPlans
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.decision import SavedPlan
from tradeoff.reports.page_whole import NO_WHOLE
from tradeoff.reports.reported import Reported
from tradeoff.reports.whole import write_whole
from tradeoff.reports.workbook.place import refuse_open
from tradeoff.scenario.arguments import require_by_name, require_each, require_path, require_several
from tradeoff.scenario.reforms import answers
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import any_of, say


def _page(on: Reported) -> bytes:
    from tradeoff.reports.page import render_page
    from tradeoff.reports.told import tell

    return render_page(tell(on)).encode()


def _workbook(on: Reported) -> bytes:
    from tradeoff.reports.told import tell
    from tradeoff.reports.workbook.as_xlsx import as_xlsx
    from tradeoff.reports.workbook.report_sheets import report_workbook

    return as_xlsx(report_workbook(tell(on)))


Writer = Callable[[Reported], bytes]
WRITERS: dict[str, Writer] = {
    ".html": _page,
    ".xlsx": _workbook,
}
"""What makes a report of each suffix."""


def write_report(
    frontiers: ScenarioFrontier | Sequence[ScenarioFrontier],
    path: str | Path,
    *,
    budgets: Sequence[Comparison] = (),
    beside: Sequence[Comparison] = (),
    reforms: Sequence[ReformFrontiers] = (),
    plan: SavedPlan | None = None,
    actions: Sequence[NamedAction] = (),
    whole: Mapping[str, WholeScenarioFrontier | str] = NO_WHOLE,
    sure: Sequence[HowSure] = (),
    floors: FloorPlans | None = None,
    typed: str | None = None,
) -> None:
    """Write a report on one frontier, or on several of one scenario, whole or not at all.

    Args:
        frontiers: What `trace_frontier` returns, or several of them for different choices.
        path: Where to write; `.html` is one page that opens without a network, `.xlsx` a workbook.
        budgets: What `compare` says of the scenario at several budgets, one for each choice that shall show them.
        beside: What `compare` says of the scenario, first, and of others, one for each choice that shall show them.
        reforms: What `trace_reforms` says of each choice where reforms are to be decided; `frontiers` are then those of
            one combination, which the page names.
        plan: What `read_plan` returns, of the same scenario: it is marked on each of the choices. None for no plan.
        actions: What `plans_for_action` returns of the frontiers: marked beside the outlook, with the distance.
        whole: By choice what `trace_whole_frontier` returns of the same scenario, or in words why there is none: points
            and steps in a section of their own. Empty for the outlook alone.
        sure: What `how_sure` says of the frontiers, one for each choice that shall show it.
        floors: What `plans_for_floors` returns of the frontiers: the page answers floors under all aims at once. None
            for no such section.
        typed: How the scenario is named in the commands that the page tells its reader to type, such as a path; None:
            by its own name, as of a shipped one.

    Raises:
        ValueError: The suffix is unknown, or the frontiers are none, of several scenarios, or twice of one choice; or
            `budgets`, `beside`, `reforms` or `plan` are of others; or `actions` or `sure` of other frontiers, or
            `actions` of several forms; or `whole` of another scenario or choice, or `floors` of another scenario.
        OSError: The file cannot be written.
    """
    require_path(path, say("file to write"))
    target = Path(path)
    if target.suffix.lower() not in WRITERS:
        raise ValueError(
            say(
                "{name} ends with {suffix}; a report ends with {writers}",
                name=target.name,
                suffix=target.suffix or "nothing",
                writers=any_of(WRITERS),
            )
        )
    if not isinstance(frontiers, ScenarioFrontier):
        require_several(frontiers, "frontiers")
    require_each(budgets, "budgets", Comparison, "compare")
    require_each(beside, "beside", Comparison, "compare")
    require_each(reforms, "reforms", ReformFrontiers, "trace_reforms")
    require_each(actions, "actions", NamedAction, "plans_for_action")
    require_by_name(whole, "whole")
    require_each(sure, "sure", HowSure, "how_sure")
    shown = [frontiers] if isinstance(frontiers, ScenarioFrontier) else list(frontiers)
    for frontier in shown:
        require_frontier(frontier)
    if plan is not None and not isinstance(plan, SavedPlan):
        raise ValueError(say("{given} is no saved plan; give what read_plan returns", given=as_shown(plan)))
    if not shown:
        raise ValueError(say("there is no frontier to report on"))
    if len({(frontier.scenario.data_hash, answers(frontier.scenario)) for frontier in shown}) > 1:
        raise ValueError(say("a report is on one scenario; compare several with `tradeoff compare`"))
    if len({frontier.trade for frontier in shown}) != len(shown):
        raise ValueError(say("two frontiers are of the same choice"))
    compared = [shown[0].scenario, *(member.scenario for one in budgets for member in one.members)]
    if not differ_in_money_alone(compared):
        raise ValueError(say("budgets are of the scenario reported on: with_budget(scenario, ...), then compare(...)"))
    for laid in beside:
        if not _is_same(laid.members[0].scenario, shown[0].scenario):
            raise ValueError(say("the scenario reported on stands first beside others: compare([scenario, ...], ...)"))
    for found in reforms:
        if not any(one.frontier is frontier for one in found.alternatives for frontier in shown):
            raise ValueError(
                say(
                    "the frontiers of {trade} under reforms are not those reported on: take one of them",
                    trade=found.trade,
                )
            )
    _require_of(shown, actions, sure)
    asked = shown[0].scenario
    for trade, one in whole.items():
        if not isinstance(one, str) and (trade != one.trade or not _is_same(one.scenario, asked)):
            raise ValueError("frontiers of whole clusters are of the scenario reported on, each under its own choice")
    _require_floors_of(asked, floors)
    refuse_open(target)
    on = Reported(
        frontiers=shown,
        budgets=budgets,
        beside=beside,
        reforms=reforms,
        standings=_standings(plan, shown),
        actions=actions,
        whole=whole,
        sure=sure,
        floors=floors,
        typed=typed,
    )
    write_whole(target, WRITERS[target.suffix.lower()](on))


def _require_of(shown: Sequence[ScenarioFrontier], actions: Sequence[NamedAction], sure: Sequence[HowSure]) -> None:
    """Refuse plans for action, and what is said of how sure plans are, of other frontiers than those shown."""
    if any(not any(one.frontier is frontier for frontier in shown) for one in actions):
        raise ValueError("plans for action are of the frontiers reported on: plans_for_action(frontier)")
    if any(not any(one.frontier is frontier for frontier in shown) for one in sure):
        raise ValueError(say("how sure plans are is told of the frontiers reported on: how_sure(frontier)"))
    if len({one.form for one in actions}) > 1:
        raise ValueError("plans for action are of one form in a report; ask for action or whole")


def _require_floors_of(asked: Scenario, floors: FloorPlans | None) -> None:
    if floors is None:
        return
    if not isinstance(floors, FloorPlans):
        raise ValueError(say("{given} is not what plans_for_floors returns; give that", given=as_shown(floors)))
    if not _is_same(floors.scenario, asked):
        raise ValueError(say("plans for floors are of the frontiers reported on: plans_for_floors(frontiers)"))


def _standings(plan: SavedPlan | None, shown: Sequence[ScenarioFrontier]) -> list[Standing]:
    """Where a plan stands on each of the choices shown."""
    if plan is None:
        return []
    asked, of = shown[0].scenario, plan.scenario
    if not _is_same(of, asked):
        raise ValueError(say("the plan {name} is of another scenario than the one reported on", name=plan.name))
    check = check_plan(plan)
    return [standing(check, frontier) for frontier in shown]


def _is_same(one: Scenario, other: Scenario) -> bool:
    """Whether two are the same tables with the same reforms and floors, however clusters open."""
    return (one.data_hash, answers(one), one.floors) == (other.data_hash, answers(other), other.floors)
