"""Says what a scenario's figures rest on: grades, stamps, what the words mean in this file, what is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from tradeoff.advice.wording import listing
from tradeoff.money import format_number
from tradeoff.moo.pieces import Certificate, Kind
from tradeoff.scenario.horizon import after_words, project_words
from tradeoff.scenario.objectives import AIMS, find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import figures, say, told_share

GRADES = {
    "A": "measured with a comparison group",
    "B": "administrative record",
    "C": "expert range",
    "D": "assumption",
    "E": "placeholder",
    "": "no grade given",
}
KINDS = {"households": "households", "costs": "costs", "effects": "effects"}
"""What kinds of figures are called."""
_ASSUMED = frozenset({"D", "E", ""})


@dataclass(frozen=True, kw_only=True)
class GradeShare:
    """How much of one kind of figure rests on one grade."""

    kind: str
    """`households`, `costs` or `effects`."""
    grade: str
    share: float
    """Of households for the lists, else of the offers that carry the figure."""


def grades(scenario: Scenario) -> tuple[GradeShare, ...]:
    """Shares of households, costs and effects by grade, best grade first."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for cell in scenario.cells:
        sums["households", cell.grade] += float(cell.households)
        for offer in cell.offers:
            sums["costs", offer.cost_grade] += 1
            if any(aim.effect and aim.effect.known(cell, offer) for aim in AIMS.values()):
                sums["effects", offer.effect_grade] += 1
    totals: dict[str, float] = defaultdict(float)
    for (kind, _), amount in sums.items():
        totals[kind] += amount
    kinds = ("households", "costs", "effects")
    order = sorted(sums, key=lambda key: (kinds.index(key[0]), list(GRADES).index(key[1])))
    return tuple(
        GradeShare(kind=kind, grade=grade, share=sums[kind, grade] / totals[kind])
        for kind, grade in order
        if totals[kind]
    )


def grade_words(grade: str) -> str:
    """What a grade means."""
    return say(GRADES[grade])


def stamp(scenario: Scenario, objectives: tuple[str, ...]) -> str:
    """What a chart of these objectives must carry: blank, `expert range`, or that it is an assumption."""
    wanted = {"households", "costs"} | ({"effects"} if _rest_on_effects(objectives) else set())
    by_kind: dict[str, float] = defaultdict(float)
    expert = False
    for part in grades(scenario):
        if part.kind in wanted:
            by_kind[part.kind] += part.share if part.grade in _ASSUMED else 0.0
            expert = expert or part.grade == "C"
    if any(share > 0 for share in by_kind.values()):
        return say("assumption: for discussion only")
    return say("expert range") if expert else ""


def _rest_on_effects(objectives: Sequence[str]) -> bool:
    return any(find_aim(name).effect for name in objectives)


def assumed_words(scenario: Scenario, objectives: tuple[str, ...]) -> str:
    """How much a sentence on these objectives rests on grades D and E, for its end: `households 56%, costs 100%`."""
    wanted = ["households", "costs", *(["effects"] if _rest_on_effects(objectives) else [])]
    shares = dict.fromkeys(wanted, 0.0)
    for part in grades(scenario):
        if part.kind in shares and part.grade in _ASSUMED:
            shares[part.kind] += part.share
    return (
        say("Assumed figures behind this: ")
        + ", ".join(f"{say(KINDS[kind])} {told_share(share)}" for kind, share in shares.items())
        + "."
    )


def meanings(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(word, what it means in this file) for every objective that is offered."""
    settings = scenario.settings
    discount = (
        say(", discounted at {discount_rate:g}% a year", discount_rate=float(100 * settings.discount_rate))
        if settings.discount_rate
        else ""
    )
    said = {"years": project_words(settings), "after": after_words(settings), "discount": discount}
    return tuple((name, _meaning(scenario, find_aim(name).meaning, said)) for name in scenario.objectives)


def _meaning(scenario: Scenario, words: str, said: dict[str, str]) -> str:
    """A meaning with its placeholders filled: years and discount as given, flags by the levels that carry them."""
    fields = [field for _, field, _, _ in Formatter().parse(words) if field]
    return say(words, **said, **{field: _levels(scenario, field) for field in fields if field not in said})


def _levels(scenario: Scenario, flag: str) -> str:
    names: dict[str, None] = {}
    for cell in scenario.cells:
        for offer in cell.offers:
            if getattr(offer, flag):
                credit = (
                    say(" (credit {deep:g})", deep=float(offer.deep or 0))
                    if flag == "deep" and offer.deep not in (None, 1)
                    else ""
                )
                names[f"{offer.level_id}{credit}"] = None
    return listing(list(names), most=6) or say("no level")


def left_out(scenario: Scenario) -> tuple[str, ...]:
    """What no figure here contains."""
    return (
        say("Wages, prices and customers of those who are not served, and what they lose to those who are."),
        say("Effects on neighbouring clusters, and private advisers who may be crowded out."),
        say("Markets that fill up: the last household is taken to gain as much as the first."),
        say("Whether departments do what the plan says, and whether the lists hold everybody they should."),
        say("Anything after the horizon, and anything a number of households or rupees cannot say."),
        say("A cluster that is not funded here is not worth less: the plan follows cost, lists and the limits above."),
    )


def only_words(only: Sequence[bool]) -> str:
    """Whether each plan shown is the only one that the tie rule leaves; blank where all are."""
    ties = len(only) - sum(only)
    if not ties:
        return ""
    several = say("{ties} of {count} plans shown are", ties=format_number(ties), count=format_number(len(only)))
    which = say("The plan shown is") if len(only) == 1 else several
    return say(
        "{which} not known to be the only one left by the tie rule: others may be worth exactly the same.", which=which
    )


def certificate_sentence(certificate: Certificate) -> str:
    """How good the frontier is checked or certified to be, in words."""
    solves = say(
        "{solves} weighted sums optimised with {solver}",
        solves=format_number(certificate.solves),
        solver=certificate.solver,
    )
    stopped = (
        say(" The search was cut short ({stopped}); the points found are efficient.", stopped=certificate.stopped)
        if certificate.stopped
        else ""
    )
    if certificate.certified and certificate.kind is Kind.EXACT:
        return say(
            "Every breakpoint is here, certified in exact fractions: nothing lies beyond ({solves}).{stopped}",
            solves=solves,
            stopped=stopped,
        )
    if certificate.kind is Kind.EXACT:
        return say(
            "Every breakpoint is here: nothing lies beyond a line by more than a thousand-millionth of the ranges "
            "({solves}).{stopped}",
            solves=solves,
            stopped=stopped,
        )
    gap = 100 * certificate.max_gap
    certified = say(", certified in exact fractions") if certificate.certified else ""
    return say(
        "No plan betters the line by more than {gap}% of both ranges at once{certified} ({solves}).{stopped}",
        gap=figures(gap, ".2g"),
        certified=certified,
        solves=solves,
        stopped=stopped,
    )


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
