"""Says a plan in words on the first sheet of its workbook: what it is, reaches and lacks, and what limits it.

Every sentence is one that the command prints or the page shows; each part says of which plan it holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tradeoff.advice.action_words import action_sentences
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.evidence import assumed_words, left_out, meanings
from tradeoff.advice.floors import floor_sentence
from tradeoff.advice.in_shares import shares_sentence
from tradeoff.advice.limits import level_held
from tradeoff.advice.prices import FIRST
from tradeoff.advice.promise import Promise, promise_sentences
from tradeoff.advice.unspent import closed_sentences, unspent_sentences
from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.action_plan import ActionPlan
from tradeoff.frontier.aims import AimsPlan
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.programme.decision import DECIDED
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan
from tradeoff.programme.plan_sheets import ABOUT, FACTS
from tradeoff.reports.action import action_json
from tradeoff.reports.aims import AimsFound, aims_json, found_sentences
from tradeoff.reports.plan_summary import not_funded_line, owed_line, plan_headline
from tradeoff.reports.tables import plan_json
from tradeoff.reports.workbook.plan_sheets import PlanOnSheets
from tradeoff.reports.workbook.sheets import Words
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import headed, say

_SHARES = (
    "Form outlook: clusters may open by shares, households, months and agents come as fractions, and rupees are whole, "
    "as rounded."
)
_EDIT = (
    "The yellow sheets ({sheets}) hold what is decided. Change them, save this file, and run: tradeoff "
    "check FILE. It works out again what follows, says what is stated otherwise, and which limits are broken. It "
    "writes nothing into this file.",
    "All other sheets say what followed from the plan as it was written; their totals follow what stands on them.",
)


def outlook_on_sheets(
    frontier: ScenarioFrontier,
    plan: Plan,
    at: Mapping[str, float],
    limits: Mapping[str, object],
    promise: Promise | None = None,
) -> PlanOnSheets:
    """A plan in shares at a level.

    Args:
        frontier: Whose plan.
        plan: The plan.
        at: The aim that was asked for, and its level in the unit of `points`.
        limits: What `limits_json` says of it; empty where nobody asked.
        promise: What `promise_of` says of it; None where nobody asked or nothing is doubtful.
    """
    ((aim, level),) = at.items()
    scenario = frontier.scenario
    asked = _asked(scenario, frontier.trade, aim, level, frontier.other(aim))
    about = plan_json(frontier, plan, at=at, promise=promise)
    held, had = level_held(plan, at)
    of = say("this plan, at {aim} of {aim2}", aim=level_words(had, held, scenario), aim2=say(held))
    limited = _limits(limits, of)
    aims = (frontier.x, frontier.y)
    words = _words(plan, scenario, about, (asked, say(_SHARES)), limited, aims, promise)
    return PlanOnSheets(scenario=scenario, plan=plan, words=words, limits=limits)


def action_on_sheets(found: ActionPlan, limits: Mapping[str, object], promise: Promise | None = None) -> PlanOnSheets:
    """A plan with whole decisions.

    Args:
        found: The plan.
        limits: What `limits_json` says of the outlook at the same level; empty where nobody asked.
        promise: What `promise_of` says of the plan; None where nobody asked or nothing is doubtful.
    """
    scenario = found.scenario
    asked = _asked(scenario, found.trade, found.aim, found.level, found.other)
    held, had = level_held(found.outlook, {found.aim: found.level})
    of = say(
        "the outlook, in shares, at {aim} of {found_aim}",
        aim=level_words(had, held, scenario),
        found_aim=say(held),
    )
    limited = _limits(limits, of)
    said = (asked, *action_sentences(found))
    aims = (found.aim, found.other)
    words = _words(found.plan, scenario, action_json(found, promise), said, limited, aims, promise)
    return PlanOnSheets(scenario=scenario, plan=found.plan, words=words, limits=limits)


def aims_on_sheets(found: AimsFound, promise: Promise | None = None) -> PlanOnSheets:
    """The plan that was found for several aims.

    Args:
        found: What was found.
        promise: What `promise_of` says of its plan; None where nobody asked or nothing is doubtful.
    """
    scenario = found.scenario
    wished = ", ".join(
        say("{aim} of {aim2}", aim=level_words(level, aim, scenario), aim2=say(aim))
        for aim, level in found.asked.items()
    )
    how = say("comes nearest to") if isinstance(found, AimsPlan) else say("reaches, for the least money,")
    said = (say("The plan that {how} {wished}.", how=how, wished=wished), say(_SHARES), *found_sentences(found))
    words = _words(found.plan, scenario, aims_json(found, promise), said, (), tuple(found.asked), promise)
    return PlanOnSheets(scenario=scenario, plan=found.plan, words=words, limits={})


def _asked(scenario: Scenario, trade: str, aim: str, level: float, other: str) -> str:
    words = level_words(level, aim, scenario)
    return say(
        "The plan of {trade} that reaches at least {words} of {aim}, and then the most of {other}.",
        trade=trade,
        words=words,
        aim=say(aim),
        other=say(other),
    )


def _limits(limits: Mapping[str, Any], of: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What limits a plan, and why money is idle, each part with the plan of which it holds."""
    if not limits:
        return ()
    told = tuple(str(price["sentence"]) for price in limits["prices"])
    more: tuple[str, ...] = ()
    if len(told) > FIRST:
        more = (say("The sheet {sheet} has {count} of them.", sheet=say("prices"), count=len(told)),)
    idle = tuple(str(claim["sentence"]) for claim in limits["idle"])
    return ((say("What limits {of}", of=of), (*told[:FIRST], *more)), (say("Money left over by {of}", of=of), idle))


def _words(
    plan: Plan,
    scenario: Scenario,
    about: Mapping[str, object],
    said: Sequence[str],
    limited: tuple[tuple[str, tuple[str, ...]], ...],
    aims: tuple[str, ...],
    promise: Promise | None,
) -> Words:
    """The first sheet.

    Args:
        plan: The plan.
        scenario: Of which scenario.
        about: What `plan.json` says of it.
        said: What was asked for, and how the plan is to be read.
        limited: Parts on what limits it.
        aims: Those that it was asked for.
        promise: What the ranges leave of it.
    """
    form = say("this plan, form {form}", form=plan.form)
    note = (say("Note: {remark}.", remark=plan.remark),) if plan.remark else ()
    if plan.form is Form.OUTLOOK:
        note = (*note, shares_sentence(scenario))
    rests = (assumed_words(scenario, aims), *(words for _, words in meanings(scenario)))
    parts = (
        (say("What is asked"), tuple(filter(None, (scenario.question, *said, floor_sentence(scenario), *note)))),
        (say("What {form}, reaches", form=form), (plan_headline(plan, scenario), *_reached(plan, scenario))),
        (say("Promise against delivery"), () if promise is None else tuple(promise_sentences(promise, aims))),
        *limited,
        (say("What is used up in {form}", form=form), binding_sentences(plan, scenario)),
        (
            say("Money that {form}, leaves over", form=form),
            (*unspent_sentences(plan, scenario), *closed_sentences(scenario)),
        ),
        (say("Who is left out of {form}", form=form), tuple(filter(None, (not_funded_line(plan, scenario),)))),
        (say("After the project"), tuple(filter(None, (owed_line(plan, scenario),)))),
        (say("What the words mean, and what they rest on"), rests),
        (say("What no figure here contains"), left_out(scenario)),
        (say("To change this plan"), tuple(say(words, sheets=", ".join(DECIDED)) for words in _EDIT)),
    )
    facts = {name: _fact(about[name]) for name in FACTS if name in about}
    return Words(name=ABOUT, title=say("{title}: a plan", title=scenario.heading), parts=parts, facts=facts)


def _reached(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    return tuple(
        headed(say(name), f"{bare_figure(scenario, name, value)} {say_years(find_aim(name).label, scenario.settings)}")
        for name, value in plan.objectives.items()
    )


def _fact(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
