"""Says how a plan with whole decisions is to be read: what it lacks, what it loses, what holds to a rupee only."""

from __future__ import annotations

from tradeoff.advice.limits import level_held
from tradeoff.advice.posting import short_sentences
from tradeoff.advice.wording import cluster_names, figure, listing, solved, year_name
from tradeoff.frontier.action_plan import ActionPlan, BoundFrom
from tradeoff.money import format_number, format_rupees, format_significant
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind
from tradeoff.programme.form import Form
from tradeoff.programme.whole_parts import Missed
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say, told_share

_FORMS = {
    Form.WHOLE: "Form whole: every cluster opens or does not; households come as fractions.",
    Form.ACTION: "Form action: clusters, households and agents trained are whole, months of facilitation come in "
    "halves, and rupees are whole and add up purse by purse.",
}
_BOUND = {BoundFrom.SHARES: "", BoundFrom.OPENINGS: ", less than in shares, as clusters open whole"}
_OUTLOOK = "Prices and reasons are the outlook's, in shares, at the same level."
_OUTLOOK_BEYOND = "Prices and reasons are the outlook's, in shares, at {had} of {aim}: it has more than was asked."
_NAMED = 5
_WORTH_TELLING = 0.01
"""Share of what the outlook has of an aim from which on less of it is told."""
_NOTHING = 1e-9
"""Share of a level that is rounding."""


def action_sentences(found: ActionPlan) -> tuple[str, ...]:
    """How to read the plan, what it lacks and loses, what is missed, small rows, and whose prices are told."""
    short = short_sentences(found.plan, found.scenario)
    return (
        say(_FORMS[found.form]),
        *_shortfall(found),
        loss_sentence(found),
        *others_sentence(found),
        *missed_sentences(found),
        *short,
        *_small(found),
        _whose_prices(found),
    )


def _whose_prices(found: ActionPlan) -> str:
    """Of which plan the prices are, and at which level where that is not the one that was asked."""
    aim, had = level_held(found.outlook, {found.aim: found.level})
    if had == found.level:
        return say(_OUTLOOK)
    return say(_OUTLOOK_BEYOND, had=figure(found.scenario, aim, had), aim=say(aim))


def _shortfall(found: ActionPlan) -> tuple[str, ...]:
    if not found.shortfall:
        return ()
    asked = level_words(found.level, found.aim, found.scenario)
    short = solved(found.scenario, found.aim, found.shortfall)
    had = level_words(found.plan.objectives[found.aim], found.aim, found.scenario)
    return (
        say(
            "No such plan was found that reaches {asked} of {aim}: the nearest below has {had}, {short} short.",
            asked=asked,
            aim=say(found.aim),
            had=had,
            short=short,
        ),
    )


def loss_sentence(found: ActionPlan) -> str:
    """How much more shares reach of both aims, what bounds the plan, and what a longer search could still find."""
    more, else_more = found.loss[found.other], found.loss[found.aim]
    told = say("no more of {other} at this level", other=say(found.other))
    if more:
        gain = solved(found.scenario, found.other, more)
        told = say("{more} more of {other} at this level", more=gain, other=say(found.other))
    beside = say("no more of {aim}", aim=say(found.aim))
    if else_more > _NOTHING * found.level:
        beside = say("{more} more of {aim}", more=solved(found.scenario, found.aim, else_more), aim=say(found.aim))
    # What a plan reaches is told as a whole number: where that is rounded up past the bound, the bound is told so too.
    had = found.plan.objectives[found.other]
    bound = solved(found.scenario, found.other, found.bound)
    if round(had) > found.bound:
        bound = figure(found.scenario, found.other, found.bound)
    elif found.gap and bound == figure(found.scenario, found.other, had):
        # What lies between both is in the digits that are not shown.
        bound = solved(found.scenario, found.other, found.bound, digits=6)
    sure = (
        say("no whole plan at this level has more {other}", other=say(found.other))
        if found.checked
        else say("a longer search could at most find what lies between")
    )
    return say(
        "Loss against the outlook: shares reach {told}, and {beside} with as much {other}. {capital} is bounded "
        "by {bound}{source}, a gap of {gap:.2%}; {sure}.",
        told=told,
        beside=beside,
        other=say(found.other),
        capital=say(found.other).capitalize(),
        bound=bound,
        source=say(_BOUND[found.bound_from]),
        gap=found.gap,
        sure=say(sure),
    )


def others_sentence(found: ActionPlan) -> tuple[str, ...]:
    """The aims that nobody asked of the plan and of which it has less than the outlook; none where it has as much."""
    told = []
    for aim, promised in found.outlook.objectives.items():
        less = promised - found.plan.objectives[aim]
        if aim not in (found.aim, found.other) and less >= _WORTH_TELLING * abs(promised) > 0:
            words = say(
                "{share} less of {aim} ({less})",
                share=told_share(less / abs(promised)),
                aim=say(aim),
                less=solved(found.scenario, aim, less),
            )
            told.append(words)
    if not told:
        return ()
    return (say("Of what is not asked it has less than the outlook at this level: {told}.", told=listing(told)),)


def missed_sentences(found: ActionPlan) -> tuple[str, ...]:
    """What holds to a rupee or to one household only; none where all holds exactly."""
    if not found.missed:
        return ()
    names = listing([_row(miss, found.scenario) for miss in found.missed], most=_NAMED)
    return (say("Held to a rupee, or to one household: {names}.", names=names),)


def _row(miss: Missed, scenario: Scenario) -> str:
    keys = dict(miss.row.keys)
    where = ", ".join(
        year_name(scenario, int(value)) if key == "year" else f"{key.replace('_id', '')} {value}"
        for key, value in keys.items()
    )
    in_money = miss.row.unit.is_money or miss.row.kind in (RowKind.MATCHING, RowKind.EXTERNAL)
    off = format_significant(float(miss.by))
    if in_money:
        rupees = float(miss.by) * RUPEES_IN_LAKH
        off = format_rupees(rupees) if rupees >= 1 else say("less than a rupee")
    return say("{kind} of {where} (off by {off})", kind=str(miss.row.kind).replace("_", " "), where=where, off=off)


def _small(found: ActionPlan) -> tuple[str, ...]:
    rows = found.small_rows if found.form is Form.ACTION else ()
    if not rows:
        return ()
    names = cluster_names(found.scenario)
    told = listing(
        [
            say(
                "{name} {row} {row2} in {year} ({row3})",
                name=names[str(row["cluster"])],
                row=row["segment"],
                row2=row["level"],
                year=year_name(found.scenario, int(str(row["year"]))),
                row3=format_number(float(str(row["households"]))),
            )
            for row in rows
        ],
        most=_NAMED,
    )
    count = format_number(len(rows))
    many = say("row enrols") if count == "1" else say("rows enrol")
    return (
        say(
            "{count} {many} fewer than ten households, worth a second look: {told}.", count=count, many=many, told=told
        ),
    )
