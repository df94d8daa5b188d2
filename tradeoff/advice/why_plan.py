"""Says what a plan gives a cluster, and why the outlook at the same level gives it more or less.

    y lost by it  =  most y at the plan's x  -  most y at the plan's x and with no more, or no less, of the subject

In words: a plan that somebody made has no reasons that could be solved for; the efficient plans have. The difference
between what the two give a subject is priced by itself: the best plan that leaves the subject as it is here is solved
for, and what it lacks of the outlook is what leaving it so costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from tradeoff.advice.claims import Claim, Kind, exactly
from tradeoff.advice.gets import RUPEES
from tradeoff.advice.given import money_of
from tradeoff.advice.standing import Standing, saved_frontier, standing, standing_sentences
from tradeoff.advice.standpoint import NOBODY, Standpoint, stand
from tradeoff.advice.subjects import TAKEN, Sort, Subject, find_subject
from tradeoff.advice.why import WHERE, Why, why
from tradeoff.advice.wording import counted, figure, listing, solved, year_name
from tradeoff.errors import shown
from tradeoff.money import format_rupees
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.openings import is_running
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.units import HOUSEHOLDS
from tradeoff.words.spoken import hundredths, say

HERE, BESIDE, OUTLOOK = "What this plan gives", "Beside the outlook at the same level", "The outlook"
"""Headings: of the plan itself, of the difference, and in front of each heading of the outlook's answer."""
GIVES = "This plan gives {name} {money}."
GIVES_NOTHING = "This plan gives {name} nothing."
LEVEL = "{households} at {level}."
OPENED = "It is opened in {years}."
AS_MUCH = "The outlook gives {name} as much: {outlook}."
AS_MANY = "The outlook gives {name} as many households: {outlook} where this plan gives {here}."
MORE = "The outlook gives {name} more: {outlook} where this plan gives {here}."
LESS = "The outlook gives {name} less: {outlook} where this plan gives {here}."
COSTS = (
    "Of the plans with {level} of {x} that give {name} no {side} than this one, the best has {lost} less of {y} than "
    "the outlook."
)
COSTS_NOTHING = "A plan as good as the outlook, with {level} of {x}, gives {name} no {side} than this one."
NOT_SO = "No plan that keeps the limits and has {level} of {x} gives {name} no {side} than this one."
REST = "The other {rest} of {y} that this plan lacks can be had with {name} no {side} than here."
SOLVED_OF = (
    "All that follows is solved for the outlook, in shares, with {level} of {x}; it is no reason of whoever made this "
    "plan."
)


def why_plan(
    saved: SavedPlan,
    name: str,
    *,
    trade: str | None = None,
    against: str | None = None,
    confirm: bool = True,
) -> Why:
    """What a plan gives a cluster, a district or an activity, and why the outlook at its level gives it more or less.

    Args:
        saved: What `read_plan` returns: a plan of ours, one edited by hand, or anybody's allotment.
        name: The id or the name of the cluster, district or activity.
        trade: The choice on which it is looked at; None for the plan's own, or the first its scenario has data for.
        against: Another cluster to set it against in the outlook. None for none.
        confirm: Solve both sides of each factor anew from changed tables.

    Returns:
        The answer of `why` for the outlook with as much x as the plan has, or the most there is, and before it what the
        plan itself gives, where it stands, and what the difference costs.

    Raises:
        InfeasibleError: No plan satisfies the limits.
        ScenarioError: The scenario leaves reforms to decide.
        ValueError: There is no such cluster or choice.
    """
    if not isinstance(saved, SavedPlan):
        raise ValueError(say("{given} is no saved plan; give what read_plan returns", given=shown(saved)))
    subject = find_subject(saved.scenario, name)
    frontier = saved_frontier(saved, trade)
    found = standing(saved, frontier)
    answer = why(frontier, name, at={frontier.x: found.level}, against=against, confirm=confirm)
    here = stand(frontier, subject, frontier.x, found.level)
    sections = {
        HERE: (*_stands(found), *_given(found, subject)),
        BESIDE: (*_beside(found, here), _solved_of(here)),
        **{
            say("{outlook}: {heading}", outlook=say(OUTLOOK), heading=say(h)[0].lower() + say(h)[1:]): claims
            for h, claims in answer.sections.items()
            if h != say(WHERE)
        },
    }
    # What is asked of a plan is whether it, and not the outlook, gives anything.
    funded = max(_money(found, subject), _households(found, subject)) > NOBODY
    return replace(answer, is_funded=funded, sections=sections, solves=answer.solves + here.solves)


def _stands(found: Standing) -> Iterator[Claim]:
    for sentence in standing_sentences(found):
        yield Claim(kind=Kind.FACT, template="{sentence}", words={"sentence": sentence})


def _solved_of(here: Standpoint) -> Claim:
    level = figure(here.scenario, here.held, here.level)
    return Claim(kind=Kind.FACT, template=SOLVED_OF, words={"level": level, "x": say(here.held)})


def _given(found: Standing, subject: Subject) -> Iterator[Claim]:
    """What is decided for a subject, and the money that follows from it."""
    rupees = float(_money(found, subject))
    count = float(_households(found, subject))
    figures = {"money": rupees, "households": count}
    template = GIVES if rupees or count else GIVES_NOTHING
    yield Claim(
        kind=Kind.FACT,
        template=template,
        words={"name": subject.name, "money": format_rupees(rupees)},
        figures=figures,
    )
    if subject.sort is Sort.ACTIVITY:
        return
    scenario = found.plan.scenario
    names = {offer.level_id: (offer.order, offer.name) for cell in scenario.cells for offer in cell.offers}
    joined: dict[str, Fraction] = defaultdict(Fraction)
    for enrolled, households in found.plan.decision.households.items():
        if enrolled.cluster_id in subject.clusters and households:
            joined[enrolled.level_id] += households
    for level_id, households in sorted(joined.items(), key=lambda item: names[item[0]]):
        said = counted(HOUSEHOLDS, float(households)) if households >= 1 else say("less than one household")
        words = {"households": said[0].upper() + said[1:], "level": names[level_id][1]}
        yield Claim(kind=Kind.FACT, template=LEVEL, words=words, figures={"households": float(households)})
    yield from _openings(found, subject)


def _openings(found: Standing, subject: Subject) -> Iterator[Claim]:
    """Of a cluster alone that does not run already: in which years how much of it is opened."""
    scenario = found.plan.scenario
    running = {cluster.cluster_id for cluster in scenario.clusters if is_running(cluster)}
    if subject.sort is not Sort.CLUSTER or subject.subject_id in running:
        return
    before, parts = Fraction(0), []
    rows = [row for row in found.plan.decision.openings.items() if row[0].cluster_id == subject.subject_id]
    for opened, share in sorted(rows, key=lambda row: row[0].year):
        if share > before:
            part = "" if share - before == 1 else f" ({hundredths(float(share - before), '.3g')})"
            parts.append(f"{year_name(scenario, opened.year)}{part}")
        before = share
    if parts:
        yield Claim(kind=Kind.FACT, template=OPENED, words={"years": listing(parts, most=len(parts))})


def _money(found: Standing, subject: Subject) -> Fraction:
    """Rupees that a plan spends on a subject, as they follow from what is decided."""
    is_activity = subject.sort is Sort.ACTIVITY
    return sum(
        (
            rupees
            for (_, cluster_id, activity_id, _), rupees in found.check.worked.money.items()
            if (activity_id == subject.subject_id if is_activity else cluster_id in subject.clusters)
        ),
        start=Fraction(0),
    )


def _households(found: Standing, subject: Subject) -> Fraction:
    if subject.sort is Sort.ACTIVITY:
        return Fraction(0)
    decided = found.plan.decision.households
    return sum((count for key, count in decided.items() if key.cluster_id in subject.clusters), start=Fraction(0))


def _beside(found: Standing, here: Standpoint) -> Iterator[Claim]:
    """What the outlook gives a subject beside the plan, and what leaving it as it is here costs."""
    subject = here.subject
    is_activity = subject.sort is Sort.ACTIVITY
    mine = _money(found, subject) if is_activity else _households(found, subject)
    room = RUPEES if is_activity else NOBODY * (1 + float(mine))
    difference = here.households - float(mine)
    words = {
        "name": subject.name,
        "outlook": _amount(money_of(here.plan, subject), here.households, subject),
        "here": _amount(float(_money(found, subject)), float(mine), subject),
    }
    same = abs(difference) <= room
    template = MORE if difference > 0 else LESS
    if same:
        template = AS_MUCH if words["outlook"] == words["here"] else AS_MANY
    yield Claim(kind=Kind.FACT, template=template, words=words, figures={"more": difference})
    if not same:
        yield from _cost(found, here, mine, more=difference > 0)


def _cost(found: Standing, here: Standpoint, mine: Fraction, *, more: bool) -> Iterator[Claim]:
    """What the best plan lacks that gives a subject no more, or no less, than this one.

    Args:
        found: Where the plan stands.
        here: The outlook at its level.
        mine: What it gives: households, or rupees of an activity.
        more: Whether the outlook gives more.
    """
    subject, scenario, x, y = here.subject, here.scenario, here.held, here.other
    kept = {TAKEN: float(mine)}
    left = here.ask(y, {x: here.floor} | ({} if more else kept), at_most=kept if more else {})
    sense = "<=" if more else ">="
    if subject.sort is Sort.ACTIVITY:
        change = subject.with_money(sense, cell_text(mine / scenario.settings.money_unit))
    else:
        change = subject.with_households(sense, cell_text(mine))
    words = {"name": subject.name, "level": figure(scenario, x, here.level), "x": say(x), "y": say(y)}
    words["side"] = say("more") if more else say("less")
    expected = (exactly(here.question(change), left),)
    if left is None:
        yield Claim(kind=Kind.COST, template=NOT_SO, words=words, expected=expected)
        return
    lost = here.best - left
    figures: Mapping[str, float] = {"lost_other": lost}
    if lost <= here.least_gain:
        yield Claim(kind=Kind.COST, template=COSTS_NOTHING, words=words, figures=figures, expected=expected)
    else:
        words["lost"] = solved(scenario, y, lost)
        yield Claim(kind=Kind.COST, template=COSTS, words=words, figures=figures, expected=expected)
    rest = left - found.reached[y]
    if found.lost.get(y, 0.0) > 0 and rest > here.least_gain:
        words["rest"] = solved(scenario, y, rest)
        yield Claim(kind=Kind.COST, template=REST, words=words, figures={"rest": rest}, expected=expected)


def _amount(rupees: float, count: float, subject: Subject) -> str:
    """What a subject gets, in words."""
    if subject.sort is Sort.ACTIVITY:
        return format_rupees(rupees)
    return (
        say("{count} and {rupees}", count=counted(HOUSEHOLDS, count), rupees=format_rupees(rupees))
        if count > NOBODY
        else say("nothing")
    )
