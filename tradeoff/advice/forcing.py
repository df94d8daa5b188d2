"""Says what taking a subject into a plan costs in both aims, and what leaving it out would cost where it is in.

y lost  =  most y at the same x  -  most y at the same x with the subject taken in
x lost  =  most x at the same y  -  most x at the same y with the subject taken in
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.not_funded import what_bars
from tradeoff.advice.standpoint import Changes, Standpoint, eased
from tradeoff.advice.subjects import POOR, TAKEN, Sort
from tradeoff.advice.wording import figure
from tradeoff.money import format_number, format_rupees
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

SHARE = Fraction(1, 10)
"""Share of its listed poor that is taken in."""
OF_MONEY = Fraction(1, 100)
"""Share of all money that is spent on an activity that is taken in."""

BARRED = "No plan takes {name} in: {bar}."
COSTS = (
    "Taking in {amount} of {name} costs {lost_other} of {other} at the same {held}, or {lost_held} of {held} at the "
    "same {other}."
)
COSTS_THE_MOST = (
    "Taking in {amount} of {name} costs {lost_other} of {other} at the same {held}; no plan that does so has as much "
    "of {other} as this one."
)
COSTS_NOTHING = (
    "Taking in {amount} of {name} costs nothing of {held} or {other}: this plan or one as good at both does so."
)
LEAVING_OUT = (
    "Leaving {name} out costs {lost_other} of {other} at the same {held}, or {lost_held} of {held} at the same {other}."
)
LEAVING_OUT_THE_MOST = (
    "Leaving {name} out costs {lost_other} of {other} at the same {held}; no plan without it has as much of {other} as "
    "this one."
)
LEAVING_NOTHING = "Leaving {name} out costs nothing of {held} or {other}."
NOT_HERE = "No plan with {level} of {held} takes in {amount} of {name}."
NOWHERE = "No plan that keeps the limits takes in {amount} of {name}."
NEEDED = "No plan with {level} of {held} leaves {name} out."
NEEDED_ANYWHERE = "No plan that keeps the limits leaves {name} out."


def forcing_claims(stand: Standpoint, *, is_kept: bool = False) -> tuple[Claim, ...]:
    """What taking a subject in costs, or for one that is in the plan first what leaving it out costs.

    Args:
        stand: The plan, and the subject.
        is_kept: Whether it is said already which limits keep it in, and what leaving it out costs without them.
    """
    bars = _bars(stand)
    if bars:
        words = {"name": stand.subject.name, "bar": bars}
        return (Claim(kind=Kind.COST, template=BARRED, words=words, expected=_barred(stand)),)
    taken = _taken_in(stand)
    if not stand.is_funded:
        return (taken,)
    # Of what is in the plan, that taking it in costs nothing tells nobody anything.
    more = () if taken.template == COSTS_NOTHING else (taken,)
    return more if is_kept else (_left_out(stand), *more)


def is_barred(stand: Standpoint) -> bool:
    """Whether a row of the tables bars a subject from every plan."""
    return bool(_bars(stand))


def _bars(stand: Standpoint) -> str:
    """What bars every cluster of the subject, in words; blank where nothing does."""
    wanted = set(stand.subject.clusters)
    found = [what_bars(stand.scenario, c) for c in stand.scenario.clusters if c.cluster_id in wanted]
    return found[0] if found and all(found) and stand.subject.sort is not Sort.ACTIVITY else ""


def _barred(stand: Standpoint) -> tuple[Expected, ...]:
    return (exactly(stand.question(stand.subject.taken_in(_amount(stand)[0])), None),)


def _taken_in(stand: Standpoint) -> Claim:
    text, floor, said = _amount(stand)
    return _told(
        stand,
        (stand.subject.taken_in(text),),
        {"at_least": {POOR: floor}},
        templates=(COSTS, COSTS_THE_MOST, COSTS_NOTHING, NOT_HERE, NOWHERE),
        amount=said,
    )


def _left_out(stand: Standpoint) -> Claim:
    return _told(
        stand,
        (stand.subject.left_out(),),
        {"at_most": {TAKEN: 0.0}},
        templates=(LEAVING_OUT, LEAVING_OUT_THE_MOST, LEAVING_NOTHING, NEEDED, NEEDED_ANYWHERE),
        amount="",
    )


def _told(
    stand: Standpoint,
    changes: Changes,
    kept: Mapping[str, Mapping[str, float]],
    *,
    templates: tuple[str, str, str, str, str],
    amount: str,
) -> Claim:
    """What keeping something costs in both aims.

    Templates: for some cost, for one that nothing makes up for, for none, for no plan here, for none anywhere.
    """
    costs, out_of_reach, nothing, not_here, nowhere = templates
    scenario, held, other = stand.scenario, stand.held, stand.other
    words = {
        "name": stand.subject.name,
        "amount": amount,
        "held": say(held),
        "other": say(other),
        "level": figure(scenario, held, stand.level),
    }
    at_least, at_most = kept.get("at_least", {}), kept.get("at_most", {})
    left = stand.ask(other, {held: stand.floor, **at_least}, at_most=at_most)
    question = stand.question(*changes)
    free = Question(scenario=scenario, most=other, changes=changes)
    if left is None:
        anywhere = stand.ask(other, at_least, at_most=at_most)
        template = nowhere if anywhere is None else not_here
        expected = exactly(free if anywhere is None else question, None)
        return Claim(kind=Kind.COST, template=template, words=words, expected=(expected,))
    lost_other = stand.best - left
    words["lost_other"] = lost_words(scenario, other, lost_other)
    if lost_other <= stand.least_gain:
        figures = {"lost_other": lost_other, "lost_held": 0.0}
        return Claim(
            kind=Kind.COST, template=nothing, words=words, figures=figures, expected=(exactly(question, left),)
        )
    kept_other = eased(stand.best)
    reached = stand.ask(held, {other: kept_other, **at_least}, at_most=at_most)
    if reached is None:
        # Nothing makes up for it: this much of the other aim is beyond every plan.
        ceiling = stand.ask(other, at_least, at_most=at_most)
        return Claim(
            kind=Kind.COST,
            template=out_of_reach,
            words=words,
            figures={"lost_other": lost_other},
            expected=(exactly(question, left), exactly(free, ceiling)),
        )
    lost_held = (stand.ask(held, {other: kept_other}) or 0.0) - reached
    words["lost_held"] = lost_words(scenario, held, lost_held)
    back = Question(scenario=scenario, most=held, at_least=((other, kept_other),), changes=changes)
    return Claim(
        kind=Kind.COST,
        template=costs,
        words=words,
        figures={"lost_other": lost_other, "lost_held": lost_held},
        expected=(exactly(question, left), exactly(back, reached)),
    )


def lost_words(scenario: Scenario, aim: str, value: float) -> str:
    """What is lost of an aim as `figure` has it; what rounds to no household is not said to be none.

    Args:
        scenario: Whose money unit the value is in.
        aim: The aim.
        value: In its unit.
    """
    unit = find_aim(aim).unit
    return (
        say("less than one {one}", one=say(unit.one))
        if not unit.is_money and value < 1
        else figure(scenario, aim, value)
    )


def _amount(stand: Standpoint) -> tuple[str, float, str]:
    """How much is taken in: as a limit writes it, as a measure counts it, and in words."""
    subject, scenario = stand.subject, stand.scenario
    if subject.sort is Sort.ACTIVITY:
        rupees = OF_MONEY * scenario.rupees
        return cell_text(rupees / scenario.settings.money_unit), float(rupees), format_rupees(float(rupees))
    households = SHARE * subject.listed
    whose = say("the listed poor households") if subject.knows_poor else say("the listed households")
    said = say("a tenth of {whose} ({count})", whose=whose, count=_count(households))
    return cell_text(households), float(households), said


def _count(households: Fraction) -> str:
    whole = households >= 10 or households.denominator == 1
    return format_number(float(households), decimals=0 if whole else 1)
