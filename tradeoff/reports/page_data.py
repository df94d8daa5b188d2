"""Gathers what a scenario's page shows: every figure and sentence, for every point and edge.

Between two points the page mixes the figures of their plans; sentences stand at the plans that were solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import tradeoff
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.ceiling import ceiling
from tradeoff.advice.choice import ends_of, is_choice, opening
from tradeoff.advice.claims import sentences
from tradeoff.advice.compare import Comparison
from tradeoff.advice.evidence import assumed_words, certificate_sentence, grades, left_out, meanings, stamp
from tradeoff.advice.findings import edge_finding, findings
from tradeoff.advice.floors import floor_sentence
from tradeoff.advice.in_shares import shares_sentence
from tradeoff.advice.limits import limits_of
from tradeoff.advice.not_funded import not_funded
from tradeoff.advice.prices import worthless_sentence
from tradeoff.advice.rates import Span, spans
from tradeoff.advice.served import depth_by_level, listed_poor, reached_poor, served
from tradeoff.advice.standing import Standing
from tradeoff.advice.unspent import closed_sentences, unspent_sentences
from tradeoff.advice.wording import year_name
from tradeoff.charts.linked import linked_frontier
from tradeoff.errors import InputFault
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_number, spell
from tradeoff.programme.plan import Plan
from tradeoff.reports.names import activity_names, place_names
from tradeoff.reports.page_actions import beside_frontier
from tradeoff.reports.page_beside import at_budgets, stands_for, under_reforms
from tradeoff.reports.page_places import households_by_cluster, opened_by_cluster, places
from tradeoff.reports.page_whole import NO_WHOLE, whole_on_page
from tradeoff.scenario.horizon import ordinal, say_years
from tradeoff.scenario.objectives import DEPTH, PAIRS, Aim, find_aim, find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import figures, say

_MANY = 6
"""From this number of districts on, the page compares them."""


def page_data(
    frontiers: Sequence[ScenarioFrontier],
    budgets: Sequence[Comparison] = (),
    reforms: Sequence[ReformFrontiers] = (),
    plans: Sequence[Standing] = (),
    actions: Sequence[NamedAction] = (),
    whole: Mapping[str, WholeScenarioFrontier | str] = NO_WHOLE,
) -> dict[str, Any]:
    """Everything the page shows, in plain values ready for JSON.

    Args:
        frontiers: Of one scenario, one a choice.
        budgets: The same choices at several budgets.
        reforms: The same choices under each combination of the reforms to decide.
        plans: Where one saved plan stands on each of the choices, to be marked.
        actions: The plans one can sanction beside those with a name, to be marked.
        whole: By choice its frontier of whole clusters, or in words why there is none.
    """
    marked = {one.frontier.trade: one for one in plans}
    beside = {comparison.trade: comparison for comparison in budgets}
    under = {found.trade: found for found in reforms}
    scenario = frontiers[0].scenario
    return {
        "name": scenario.name,
        "title": scenario.heading,
        "question": scenario.question,
        "rupeesPerUnit": float(scenario.settings.money_unit),
        "clusters": place_names(scenario),
        "activities": activity_names(scenario),
        "years": {str(year): year_name(scenario, year) for year in range(1, scenario.settings.project_years + 1)},
        "objectives": {name: _aim(find_aim(name), scenario) for name in scenario.objectives},
        "parts": [
            {"of": pair.x, "part": pair.y, "words": say(pair.part_of)} for pair in PAIRS.values() if pair.part_of
        ],
        "districts": _poor_by_district(scenario, listed_poor(scenario)),
        "pairs": [
            {
                **_pair(frontier, marked.get(frontier.trade), beside_frontier(actions, frontier)),
                "budgets": at_budgets(beside.get(frontier.trade)),
                "reforms": under_reforms(under.get(frontier.trade)),
                "whole": whole_on_page(whole.get(frontier.trade)),
            }
            for frontier in frontiers
        ],
        "places": places(scenario),
        "levels": {level.level_id: level.name for level in scenario.levels},
    }


def static_data(frontiers: Sequence[ScenarioFrontier], reforms: Sequence[ReformFrontiers] = ()) -> dict[str, Any]:
    """What stands on the page whatever the slider shows; arguments as for `page_data`."""
    scenario = frontiers[0].scenario
    settings = scenario.settings
    found = [*findings(frontiers[0].study), *(finding for f in frontiers for finding in edge_finding(f))]
    used = {row.source for row in sourced_rows(scenario) if row.source}
    return {
        "choices": spell(len(PAIRS)).capitalize(),
        "others": spell(len(frontiers) - 1),
        # Only this aim is told level by level: it is the one that credits are for.
        "by_level": say(DEPTH.name),
        "stands_for": stands_for(scenario, reforms),
        "ceiling": ceiling(scenario).sentences,
        "findings": [finding.sentence for finding in found],
        "remarks": [_remark(remark) for remark in scenario.remarks],
        "meanings": [words for _, words in meanings(scenario)],
        "left_out": left_out(scenario),
        "grades": grades(scenario),
        "sources": sorted(used),
        "evidence": scenario.evidence,
        "changes": scenario.changes,
        "based_on": scenario.based_on,
        "missing": scenario.missing,
        "settings": [
            (say("Project years"), str(settings.project_years)),
            (say("Benefits counted until"), say("the {year} year after joining", year=ordinal(settings.horizon_years))),
            (say("Prices of"), settings.price_year or say("not stated")),
            (say("Discount rate"), say("{rate} % a year", rate=figures(float(100 * settings.discount_rate), "g"))),
            (say("Clusters on the list"), format_number(len(scenario.clusters))),
        ],
        "data_hash": scenario.data_hash,
        # What stands in for scripts: the sentence where there is no choice, else the points.
        "plain": [(f, None if is_choice(f) else str(opening(f))) for f in frontiers],
        "versions": {"tradeoff": tradeoff.__version__, **frontiers[0].certificate.versions},
        "certificates": [(say(find_pair(f.trade).heading), certificate_sentence(f.certificate)) for f in frontiers],
    }


def _remark(remark: InputFault) -> str:
    """A remark as a reader of the page needs it: what and where; how to mend it is told by `tradeoff check`."""
    place = remark.file if remark.row is None else f"{remark.file}, {say('row {row}', row=remark.row)}"
    return say("In {place}: {what}.", place=place, what=remark.what)


def _aim(aim: Aim, scenario: Scenario) -> dict[str, Any]:
    label = say_years(aim.label, scenario.settings)
    return {"name": say(aim.name), "label": label, "money": aim.unit.is_money, "aYear": aim.unit.a_year}


def sourced_rows(scenario: Scenario) -> list[Any]:
    """Every row of the tables that says where it is from."""
    tables = (
        scenario.clusters,
        scenario.segments,
        scenario.activities,
        scenario.costs,
        scenario.effects,
        scenario.budgets,
        scenario.cost_shares,
        scenario.exit,
        scenario.enabling,
    )
    return [row for table in tables for row in table]


def _pair(frontier: ScenarioFrontier, marked: Standing | None, actions: Sequence[NamedAction]) -> dict[str, Any]:
    scenario = frontier.scenario
    points, choice, ends = frontier.extreme_points, is_choice(frontier), ends_of(frontier)
    # Without a choice one plan is shown, the one with the most x.
    shown = range(len(points) if choice else 1)
    return {
        "trade": frontier.trade,
        "label": say(find_pair(frontier.trade).heading),
        "x": frontier.x,
        "y": frontier.y,
        "choice": choice,
        "ends": [{"most": frontier.x, "values": ends.most_x}, {"most": frontier.y, "values": ends.most_y}],
        "opening": " ".join(
            filter(None, (str(opening(frontier)), floor_sentence(scenario), shares_sentence(scenario)))
        ),
        "assumed": assumed_words(scenario, (frontier.x, frontier.y)),
        "stamp": stamp(scenario, (frontier.x, frontier.y)),
        "certificate": certificate_sentence(frontier.certificate),
        "points": [{"x": points[i].x, "y": points[i].y} for i in shown],
        "rates": [
            {"about": span.about, "low": span.low, "high": span.high, "words": str(span.claim), **_slope(span)}
            for span in (spans(frontier) if not frontier.certificate.stopped else ())
        ],
        "named": _named(frontier, choice=choice),
        "plans": [_plan(frontier.plans[i], scenario) for i in shown],
        "chart": linked_frontier(frontier, marked, actions) if choice else None,
        "actions": choice and any(one.found for one in actions),
    }


def _named(frontier: ScenarioFrontier, *, choice: bool) -> list[dict[str, Any]]:
    """The plans with a name, and what limits each, solved there; none of a search that was cut short."""
    if frontier.certificate.stopped:
        return []
    shown = []
    for named in frontier.named_plans if choice else frontier.named_plans[:1]:
        at = {frontier.x: named.x}
        plan = frontier.plan(**at) if named.position is None else frontier.plans[named.position]
        priced, idle = limits_of(frontier, plan, at)
        limits = [str(price.claim) for price in priced.prices]
        limits += filter(None, [worthless_sentence(priced)])
        about = {"id": named.id, "word": say(named.word), "x": named.x, "limits": limits, "idle": sentences(idle)}
        # Where it is none of the points, its own plan is on the page as well: it was solved.
        own = _plan(plan, frontier.scenario) if named.position is None else None
        shown.append({**about, "plan": own})
    return shown


def _slope(span: Span) -> dict[str, float]:
    """What a step costs where one figure is told of it, in the aims' units; nothing where it lies between two."""
    known = span.claim.figures
    if span.about == "lakh" or known["least"] != known["most"]:
        return {}
    return {"step": known["step"], "cost": known["least"]}


def _plan(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    money: dict[str, dict[str, int]] = {key: defaultdict(int) for key in ("activity", "cluster", "year")}
    for row in plan.records["money"]:
        for key, sums in money.items():
            sums[str(row[key])] += int(str(row["amount"]))
    return {
        "values": dict(plan.objectives),
        "money": money,
        "households": households_by_cluster(plan),
        "opened": opened_by_cluster(plan),
        "districts": _poor_by_district(scenario, reached_poor(plan, scenario)),
        "served": [
            {
                "name": part.name,
                "kind": part.kind,
                "listed": part.listed,
                "served": part.served,
                "sufficient": part.sufficient,
            }
            for part in served(plan, scenario)
        ],
        "levels": [
            {"name": part.name, "households": part.households, "poor": part.poor, "sufficient": part.sufficient}
            for part in depth_by_level(plan, scenario)
        ],
        **_words(plan, scenario),
    }


def _poor_by_district(scenario: Scenario, poor: dict[str, float]) -> dict[str, float]:
    """Poor households by district, from those by cluster; empty where there are few districts to compare."""
    districts = {cluster.cluster_id: cluster.district for cluster in scenario.clusters if cluster.district}
    sums: dict[str, float] = defaultdict(float)
    for cluster, count in poor.items():
        if cluster in districts:
            sums[districts[cluster]] += count
    return {name: round(count, 1) for name, count in sums.items()} if len(set(districts.values())) >= _MANY else {}


def _words(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    return {
        "binding": binding_sentences(plan, scenario),
        "unspent": unspent_sentences(plan, scenario),
        "closed": closed_sentences(scenario),
        "notFunded": [{"name": cluster.name, "reason": cluster.reason} for cluster in not_funded(plan, scenario)],
    }
