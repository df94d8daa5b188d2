"""Gathers what a page needs to answer floors under all aims: plans to mix, how good they are, words, a command."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tradeoff.frontier.floor_plans import ALLOWED, FloorPlans, Reached
from tradeoff.money import format_number
from tradeoff.programme.plan import Plan
from tradeoff.reports.page_data import plan_data
from tradeoff.reports.story import Story
from tradeoff.reports.told import tell_plan
from tradeoff.reports.typed import typed_on
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def floors_on_page(story: Story) -> dict[str, Any] | None:
    """What the section "At least" is made of; None where no plans were looked for."""
    found, scenario = story.floors, story.scenario
    if found is None:
        return None
    return {
        "most": dict(zip(found.aims, found.most, strict=True)),
        "allowed": ALLOWED,
        "values": [[plan.objectives[aim] for aim in found.aims] for plan in found.added],
        "plans": [_figures_alone(plan, scenario) for plan in found.added],
        "measured": {"stored": found.stored, "added": len(found.added), **asdict(found.reached)},
        "told": reached_sentence(found),
        "command": typed_on(story, "plan"),
    }


def reached_sentence(found: FloorPlans) -> str:
    """How many plans there are to mix, and how well mixtures answered floors that had no part in choosing them."""
    reached = found.reached
    count = format_number(found.stored + len(found.added))
    stored = say(
        "{count} plans are stored here, {added} of them solved for this section.",
        count=count,
        added=format_number(len(found.added)),
    )
    return f"{stored} {_measured(reached)}"


def _measured(reached: Reached) -> str:
    if not reached.asked:
        return say("How well mixtures of them answer floors was not measured.")
    refused = (
        say("{refused} of these are refused here", refused=format_number(reached.refused))
        if reached.refused
        else say("none of these is refused here")
    )
    return say(
        "Tried on {asked} sets of floors drawn at random, each solved: plans of this scenario keep {met} of them; "
        "{refused}, and 95 of 100 answers are short of the best there is by at most {usual}% of an aim's range, "
        "the worst by {worst}%.",
        asked=format_number(reached.asked),
        met=format_number(reached.met),
        refused=refused,
        usual=_percent(reached.usual),
        worst=_percent(reached.worst),
    )


def _percent(share: float) -> str:
    """A share in per cent, rounded up to a tenth: what is told is never less than it is."""
    return format_number(float(f"{-(-1000 * share // 1) / 10:.1f}"), decimals=1)


def _figures_alone(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """What of a plan can be mixed, and none of its sentences."""
    return {**plan_data(tell_plan(plan, scenario)), "binding": [], "unspent": [], "closed": []}
