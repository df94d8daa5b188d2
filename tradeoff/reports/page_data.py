"""Packs a scenario's story for its page: every figure and sentence, for every point and edge, in plain values.

Between two points the page mixes the figures of their plans; sentences stand at the plans that were solved.
"""

from __future__ import annotations

from typing import Any

from tradeoff.advice.claims import sentences
from tradeoff.advice.rates import Span
from tradeoff.advice.served import uncounted_levels
from tradeoff.advice.wording import year_name
from tradeoff.charts.linked import linked_frontier
from tradeoff.money import spell
from tradeoff.reports.names import activity_names, fund_names, place_names
from tradeoff.reports.page_beside import against_others, at_budgets, under_reforms
from tradeoff.reports.page_districts import districts_on_page
from tradeoff.reports.page_places import places
from tradeoff.reports.page_whole import whole_on_page
from tradeoff.reports.story import ChoiceTold, NamedTold, PlanTold, Story
from tradeoff.reports.typed import typed_on
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import DEPTH, PAIRS, Aim, find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say


def page_data(story: Story) -> dict[str, Any]:
    """Everything the page shows, in plain values ready for JSON."""
    scenario = story.scenario
    return {
        "name": scenario.name,
        "report": typed_on(story, "report"),
        "title": scenario.heading,
        "question": scenario.question,
        "rupeesPerUnit": float(scenario.settings.money_unit),
        "clusters": place_names(scenario),
        "activities": activity_names(scenario),
        "funds": fund_names(scenario),
        "years": {str(year): year_name(scenario, year) for year in range(1, scenario.settings.project_years + 1)},
        "objectives": {name: _aim(find_aim(name), scenario) for name in scenario.objectives},
        "parts": [
            {"of": pair.x, "part": pair.y, "words": say(pair.part_of)} for pair in PAIRS.values() if pair.part_of
        ],
        "districts": story.listed_poor,
        "tiles": districts_on_page(scenario),
        "pairs": [_pair(choice) for choice in story.choices],
        "places": places(scenario),
        "levels": {level.level_id: level.name for level in scenario.levels},
    }


def static_data(story: Story) -> dict[str, Any]:
    """What stands on the page whatever the slider shows."""
    scenario, choices = story.scenario, story.choices
    return {
        "choices": spell(len(PAIRS)).capitalize(),
        "others": spell(len(choices) - 1),
        # Only this aim is told level by level: it is the one that credits are for.
        "by_level": say(DEPTH.name),
        "uncounted": all_of(uncounted_levels(scenario)),
        "stands_for": story.stands_for,
        "ceiling": story.ceiling,
        "findings": story.findings,
        "remarks": story.remarks,
        "meanings": story.meanings,
        "left_out": story.left_out,
        "grades": story.grades,
        "sources": story.sources,
        # Several figures may rest on one source: it is read once.
        "evidence": list({(row.citation, row.year, row.grade): row for row in scenario.evidence}.values()),
        "changes": scenario.changes,
        "based_on": scenario.based_on,
        "missing": scenario.missing,
        "settings": story.settings,
        "data_hash": scenario.data_hash,
        # What stands in for scripts: the sentence where there is no choice, else the points.
        "plain": [(one.frontier, None if one.is_choice else one.statement) for one in choices],
        "versions": story.versions,
        "certificates": [(one.heading, one.certificate) for one in choices],
    }


def _aim(aim: Aim, scenario: Scenario) -> dict[str, Any]:
    label = say_years(aim.label, scenario.settings)
    return {"name": say(aim.name), "label": label, "money": aim.unit.is_money, "aYear": aim.unit.a_year}


def _pair(choice: ChoiceTold) -> dict[str, Any]:
    frontier, ends = choice.frontier, choice.ends
    return {
        "trade": frontier.trade,
        "label": choice.heading,
        "x": frontier.x,
        "y": frontier.y,
        "choice": choice.is_choice,
        "ends": [{"most": frontier.x, "values": ends.most_x}, {"most": frontier.y, "values": ends.most_y}],
        "opening": choice.opening,
        "assumed": choice.assumed,
        "stamp": choice.stamp,
        "certificate": choice.certificate,
        "points": [{"x": at.x, "y": at.y} for at in frontier.extreme_points[: len(choice.points)]],
        "rates": [
            {"about": span.about, "low": span.low, "high": span.high, "words": str(span.claim), **_slope(span)}
            for span in choice.rates
        ],
        "named": [_named(one) for one in choice.named],
        "plans": [plan_data(plan) for plan in choice.points],
        "chart": linked_frontier(frontier, choice.standing, choice.actions) if choice.is_choice else None,
        "actions": choice.is_choice and any(one.found for one in choice.actions),
        "budgets": at_budgets(choice.budgets),
        "beside": against_others(choice.beside),
        "reforms": under_reforms(choice.reforms),
        "whole": whole_on_page(choice.whole),
    }


def _named(one: NamedTold) -> dict[str, Any]:
    """A plan with a name; where it is none of the points its own figures are on the page as well."""
    about = {"id": one.id, "word": one.word, "x": one.x, "limits": one.limits, "idle": sentences(one.idle)}
    return {**about, "plan": plan_data(one.outlook) if one.position is None else None}


def _slope(span: Span) -> dict[str, float]:
    """What a step costs where one figure is told of it, in the aims' units; nothing where it lies between two."""
    known = span.claim.figures
    if span.about == "lakh" or known["least"] != known["most"]:
        return {}
    return {"step": known["step"], "cost": known["least"]}


def plan_data(told: PlanTold) -> dict[str, Any]:
    """A plan's figures, all of them linear in it, and its sentences."""
    return {
        "values": told.values,
        "money": told.money,
        "households": told.households,
        "opened": told.opened,
        "districts": told.districts,
        "served": [
            {
                "name": one.name,
                "kind": one.kind,
                "listed": one.listed,
                "served": one.served,
                "sufficient": one.sufficient,
            }
            for one in told.served
        ],
        "levels": [
            {"name": one.name, "households": one.households, "poor": one.poor, "sufficient": one.sufficient}
            for one in told.levels
        ],
        "binding": told.binding,
        "unspent": told.unspent,
        "closed": told.closed,
        "notFunded": [{"name": cluster.name, "reason": cluster.reason} for cluster in told.not_funded],
    }
