"""Gathers the story of a scenario: every figure and sentence that its page and its workbook show, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import tradeoff
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.ceiling import ceiling
from tradeoff.advice.choice import ends_of, is_choice, opening
from tradeoff.advice.evidence import (
    assumed_words,
    certificate_sentence,
    grades,
    left_out,
    meanings,
    sourced_rows,
    stamp,
)
from tradeoff.advice.findings import edge_finding, findings
from tradeoff.advice.floors import floor_sentence
from tradeoff.advice.in_shares import shares_sentence
from tradeoff.advice.limits import limits_of
from tradeoff.advice.not_funded import not_funded
from tradeoff.advice.prices import worthless_sentence
from tradeoff.advice.rates import Span, spans
from tradeoff.advice.served import depth_by_level, listed_poor, reached_poor, served
from tradeoff.advice.unspent import closed_sentences, unspent_sentences
from tradeoff.errors import InputFault
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.named_plans import NamedPlan
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_number
from tradeoff.programme.plan import Plan
from tradeoff.reports.page_beside import stands_for
from tradeoff.reports.page_districts import poor_by_district
from tradeoff.reports.page_places import households_by_cluster, opened_by_cluster
from tradeoff.reports.reported import Reported
from tradeoff.reports.story import ChoiceTold, NamedTold, PlanTold, Story
from tradeoff.scenario.horizon import ordinal
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import figures, language, say

_SAME = 1e-9
"""Relative distance within which two levels of an aim are one."""


def tell(on: Reported) -> Story:
    """The story of what is reported on, in the language that is spoken.

    Args:
        on: The frontiers of a scenario, and what stands beside them.
    """
    first = on.frontiers[0]
    scenario = first.scenario
    found = [*findings(first.study), *(finding for one in on.frontiers for finding in edge_finding(one))]
    return Story(
        language=language().code,
        scenario=scenario,
        choices=tuple(_choice(frontier, on) for frontier in on.frontiers),
        stands_for=stands_for(scenario, on.reforms),
        ceiling=tuple(ceiling(scenario).sentences),
        findings=tuple(finding.sentence for finding in found),
        remarks=tuple(map(_remark, scenario.remarks)),
        meanings=tuple(words for _, words in meanings(scenario)),
        left_out=left_out(scenario),
        grades=grades(scenario),
        sources=tuple(sorted({row.source for row in sourced_rows(scenario) if row.source})),
        settings=_settings(scenario),
        versions={"tradeoff": tradeoff.__version__, **first.certificate.versions},
        floors=on.floors,
        typed=on.typed,
        listed_poor=poor_by_district(scenario, listed_poor(scenario)),
    )


def tell_plan(plan: Plan, scenario: Scenario) -> PlanTold:
    """The figures of a plan added up, and what is said of it alone."""
    money: dict[str, dict[str, int]] = {key: defaultdict(int) for key in ("activity", "cluster", "year", "fund")}
    for row in plan.records["money"]:
        for key, sums in money.items():
            sums[str(row[key])] += int(str(row["amount"]))
    return PlanTold(
        plan=plan,
        values=dict(plan.objectives),
        money=money,
        households=households_by_cluster(plan),
        opened=opened_by_cluster(plan),
        districts=poor_by_district(scenario, reached_poor(plan, scenario)),
        served=served(plan, scenario),
        levels=depth_by_level(plan, scenario),
        binding=tuple(binding_sentences(plan, scenario)),
        unspent=tuple(unspent_sentences(plan, scenario)),
        closed=tuple(closed_sentences(scenario)),
        not_funded=tuple(not_funded(plan, scenario)),
    )


def _choice(frontier: ScenarioFrontier, on: Reported) -> ChoiceTold:
    scenario, aims, trade = frontier.scenario, (frontier.x, frontier.y), frontier.trade
    choice, stopped = is_choice(frontier), frontier.certificate.stopped
    # Without a choice one plan is told of, the one with the most x.
    points = tuple(tell_plan(plan, scenario) for plan in frontier.plans[: None if choice else 1])
    rates = () if stopped else tuple(spans(frontier))
    named = () if stopped else frontier.named_plans[: None if choice else 1]
    actions = {one.named.id: one for one in on.actions if one.frontier is frontier}
    statement = str(opening(frontier))
    said = (statement, floor_sentence(scenario), shares_sentence(scenario))
    return ChoiceTold(
        frontier=frontier,
        heading=say(find_pair(trade).heading),
        is_choice=choice,
        ends=ends_of(frontier),
        statement=statement,
        opening=" ".join(filter(None, said)),
        certificate=certificate_sentence(frontier.certificate),
        assumed=assumed_words(scenario, aims),
        stamp=stamp(scenario, aims),
        rates=rates,
        points=points,
        named=tuple(_named(frontier, one, points, rates, actions.get(one.id)) for one in named),
        standing=next((one for one in on.standings if one.frontier.trade == trade), None),
        budgets=next((one for one in on.budgets if one.trade == trade), None),
        beside=next((one for one in on.beside if one.trade == trade), None),
        reforms=next((one for one in on.reforms if one.trade == trade), None),
        whole=on.whole.get(trade),
        sure=next((one for one in on.sure if one.frontier is frontier), None),
    )


def _named(
    frontier: ScenarioFrontier,
    named: NamedPlan,
    points: Sequence[PlanTold],
    rates: Sequence[Span],
    action: NamedAction | None,
) -> NamedTold:
    """A plan with a name, and what limits it, solved there."""
    at = {frontier.x: named.x}
    outlook = (
        points[named.position] if named.position is not None else tell_plan(frontier.plan(**at), frontier.scenario)
    )
    priced, idle = limits_of(frontier, outlook.plan, at)
    return NamedTold(
        id=named.id,
        word=say(named.word),
        x=named.x,
        outlook=outlook,
        position=named.position,
        action=action,
        rates=_rates(rates, named.x),
        prices=tuple(price.claim for price in priced.prices),
        idle=tuple(idle),
        worthless=worthless_sentence(priced),
    )


def _rates(rates: Sequence[Span], x: float) -> tuple[str, ...]:
    """What steps cost at a level: of each kind the sentence of the level itself, else of the stretch around it."""
    close = _SAME * (1 + abs(x))
    here = [span for span in rates if span.low - close <= x <= span.high + close]
    nearest: dict[str, Span] = {}
    for span in sorted(here, key=lambda span: span.high - span.low):
        nearest.setdefault(span.about, span)
    return tuple(str(span.claim) for span in nearest.values())


def _remark(remark: InputFault) -> str:
    """A remark as a reader needs it: what and where; how to mend it is told by `tradeoff check`."""
    place = remark.file if remark.row is None else f"{remark.file}, {say('row {row}', row=remark.row)}"
    return say("In {place}: {what}.", place=place, what=remark.what)


def _settings(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """What the figures count: years, prices, discount, clusters."""
    settings = scenario.settings
    rate = say("{rate}% a year", rate=figures(float(100 * settings.discount_rate), "g"))
    return (
        (say("Project years"), str(settings.project_years)),
        (say("Benefits counted until"), say("the {year} year after joining", year=ordinal(settings.horizon_years))),
        (say("Prices of"), settings.price_year or say("not stated")),
        (say("Discount rate"), rate),
        (say("Clusters on the list"), format_number(len(scenario.clusters))),
    )
