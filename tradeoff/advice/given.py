"""Says what a plan gives a subject, where on the frontier it is funded, and what its purse pays for instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tradeoff.advice.claims import TOLERANCE, Claim, Expected, Kind, exactly
from tradeoff.advice.gets import Where, gets, of_subject, total
from tradeoff.advice.standpoint import NOBODY, Standpoint
from tradeoff.advice.subjects import Sort, Subject
from tradeoff.advice.wording import cluster_names, counted, figure, listing, purse_names, year_name
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.plan import Plan
from tradeoff.programme.purses import purse_of
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import HOUSEHOLDS
from tradeoff.words.spoken import all_of, hundredths, say

FUNDED = "In the plan with {level} of {held}, {name} gets {money}."
NOT_FUNDED = "In this scenario's plan with {level} of {held}, {name} is not funded."
LEVEL = "{households} join at {level_name}."
LEVEL_ONE = "{households} joins at {level_name}."
OPENED = "It is opened in {years}."
RUNS = "It is open before the first year."
THROUGHOUT = "{name} is funded in the only plan of the frontier."
NOWHERE = "In this scenario {name} is not funded in the only plan of the frontier."
ALWAYS = "{name} is funded in all {all} plans of the frontier that were found."
NEVER = "In this scenario {name} is not funded in any of the {all} plans of the frontier that were found."
ONE = "{name} is funded in one of the {all} plans of the frontier that were found: at {spans} of {x}."
SOMETIMES = "{name} is funded in {some} of the {all} plans of the frontier that were found: where {x} is {spans}."
_HUNDREDTH = 0.01
"""Shares of an opening are told in hundredths."""
SPAN, AT = "from {low} to {high}", "{low}"
INSTEAD = "What {purse} spends on clusters in this plan goes to {clusters}."
INSTEAD_OF_ALL = "What all departments spend on clusters in this plan goes to {clusters}."


def given_claims(stand: Standpoint) -> tuple[Claim, ...]:
    """What the plan gives a subject: money, households by level, when it is opened; and what its purse pays for."""
    words = {
        "name": stand.subject.name,
        "held": say(stand.held),
        "level": figure(stand.scenario, stand.held, stand.level),
    }
    if not stand.is_funded:
        expected = (stand.out_of_it(()),)
        first = Claim(kind=Kind.SHARE, template=NOT_FUNDED, words=words, expected=expected)
        return (first, *_instead(stand))
    rupees = money_of(stand.plan, stand.subject)
    claims = [
        Claim(
            kind=Kind.SHARE,
            template=FUNDED,
            words={**words, "money": format_rupees(rupees)},
            figures={"money": rupees, "households": stand.households},
            expected=(_has(stand, "money", "amount", of_subject(stand.subject), rupees),),
        )
    ]
    if stand.subject.sort is not Sort.ACTIVITY:
        claims += _levels(stand)
        claims += _openings(stand)
    return tuple(claims)


def money_of(plan: Plan, subject: Subject) -> float:
    """Rupees that a plan spends on a subject."""
    return total(plan, "money", "amount", of_subject(subject))


def _has(stand: Standpoint, table: str, column: str, where: Where, figure: float) -> Expected:
    at = stand.held, stand.level
    return gets(stand.frontier, stand.subject, at, table=table, column=column, where=where, figure=figure)


def _levels(stand: Standpoint) -> Iterator[Claim]:
    names = {offer.level_id: (offer.order, offer.name) for cell in stand.scenario.cells for offer in cell.offers}
    joined: dict[str, float] = defaultdict(float)
    for row in stand.plan.records["households"]:
        if row["cluster"] in stand.subject.clusters:
            joined[str(row["level"])] += float(str(row["households"]))
    for level_id, count in sorted(joined.items(), key=lambda item: names[item[0]]):
        said = counted(HOUSEHOLDS, count) if count >= 1 else say("less than one household")
        words = {"households": said, "level_name": names[level_id][1]}
        where = of_subject(stand.subject, {"level": level_id})
        expected = (_has(stand, "households", "households", where, count),)
        template = LEVEL if said != "less than one household" and format_number(count) != "1" else LEVEL_ONE
        yield Claim(kind=Kind.SHARE, template=template, words=words, figures={"households": count}, expected=expected)


def _openings(stand: Standpoint) -> Iterator[Claim]:
    """Of a cluster alone: in which years how much of it is opened."""
    if stand.subject.sort is not Sort.CLUSTER:
        return
    before = 0.0
    parts: list[str] = []
    expected: list[Expected] = []
    rows = [row for row in stand.plan.records["openings"] if row["cluster"] == stand.subject.subject_id]
    for row in sorted(rows, key=lambda row: int(str(row["year"]))):
        share = float(str(row["opened"]))
        if share - before > TOLERANCE:
            when = year_name(stand.scenario, int(str(row["year"])))
            where = of_subject(stand.subject, {"year": str(row["year"])})
            expected.append(_has(stand, "openings", "opened", where, share))
            # What is no hundredth is left out of the sentence; the next year's share has it.
            if share - before < _HUNDREDTH / 2:
                continue
            parts.append(when if share - before > 1 - TOLERANCE else f"{when} ({hundredths(share - before, '.0f')})")
        before = share
    cluster = next(c for c in stand.scenario.clusters if c.cluster_id == stand.subject.subject_id)
    if cluster.status in ("running", "pilot"):
        yield Claim(kind=Kind.FACT, template=RUNS)
    elif parts:
        yield Claim(
            kind=Kind.SHARE, template=OPENED, words={"years": listing(parts, most=len(parts))}, expected=tuple(expected)
        )


def _instead(stand: Standpoint) -> Iterator[Claim]:
    """Who gets what the purses of a subject's clusters spend in the plan."""
    if stand.subject.sort is Sort.ACTIVITY:
        return
    purses, names = purse_of(stand.scenario), cluster_names(stand.scenario)
    for purse in sorted({purses[cluster_id] for cluster_id in stand.subject.clusters}):
        spent: dict[str, int] = defaultdict(int)
        for row in stand.plan.records["money"]:
            if purses.get(str(row["cluster"])) == purse:
                spent[str(row["cluster"])] += int(str(row["amount"]))
        order = sorted(spent, key=lambda cluster_id: (-spent[cluster_id], cluster_id))
        if order:
            said = [f"{names[cluster_id]} ({format_rupees(spent[cluster_id])})" for cluster_id in order]
            served = _households(stand.plan, order[0])
            yield Claim(
                kind=Kind.SHARE,
                template=INSTEAD_OF_ALL if purse == "ALL" else INSTEAD,
                words={"purse": purse_names(stand.scenario).get(purse, purse), "clusters": listing(said)},
                figures={"clusters": float(len(order)), "most": float(spent[order[0]])},
                expected=(_served(stand, order[0], served),),
            )


def _households(plan: Plan, cluster_id: str) -> float:
    rows = plan.records["households"]
    return sum(float(str(row["households"])) for row in rows if row["cluster"] == cluster_id)


def _served(stand: Standpoint, cluster_id: str, count: float) -> Expected:
    return exactly(stand.served(cluster_id=cluster_id), count)


def frontier_claim(frontier: ScenarioFrontier, subject: Subject) -> Claim:
    """Over which part of a frontier a subject is funded: at which of the plans that were found.

    Args:
        frontier: Its plans are those of its points.
        subject: What is asked about.
    """
    points = frontier.extreme_points
    funded = [_is_funded(plan, subject) for plan in frontier.plans]
    spans = _spans(frontier.scenario, frontier.x, [point.x for point in points], funded)
    some = sum(funded)
    template = ALWAYS if all(funded) else NEVER if not some else ONE if some == 1 else SOMETIMES
    if len(funded) == 1:
        template = THROUGHOUT if some else NOWHERE
    is_activity = subject.sort is Sort.ACTIVITY
    table, column = ("money", "amount") if is_activity else ("households", "households")
    where = of_subject(subject)
    expected = [
        gets(
            frontier,
            subject,
            (frontier.x, point.x),
            table=table,
            column=column,
            where=where,
            figure=total(plan, table, column, where),
        )
        for point, plan in zip(points, frontier.plans, strict=True)
    ]
    return Claim(
        kind=Kind.SHARE,
        template=template,
        words={
            "name": subject.name,
            "x": say(frontier.x),
            "all": format_number(len(points)),
            "some": format_number(some),
            "spans": all_of(spans),
        },
        figures={"funded": float(some), "plans": float(len(points))},
        expected=tuple(expected),
    )


def _is_funded(plan: Plan, subject: Subject) -> bool:
    if subject.sort is Sort.ACTIVITY:
        return money_of(plan, subject) > 0
    return total(plan, "households", "households", of_subject(subject)) > NOBODY


def _spans(scenario: Scenario, x: str, levels: Sequence[float], funded: Sequence[bool]) -> list[str]:
    """Where neighbouring plans are funded, each stretch in words, the least x first."""
    spans: list[str] = []
    inside: list[float] = []
    for level, is_in in [*zip(levels, funded, strict=True), (0.0, False)]:
        if is_in:
            inside.append(level)
        elif inside:
            low, high = figure(scenario, x, inside[-1]), figure(scenario, x, inside[0])
            spans.append(say(SPAN if low != high else AT, low=low, high=high))
            inside = []
    return spans[::-1]
