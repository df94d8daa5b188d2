"""Says how a plan with whole decisions is to be read: what it lacks, what it loses, what holds to a rupee only."""

from __future__ import annotations

from tradeoff.advice.posting import short_sentences
from tradeoff.advice.wording import cluster_names, listing, solved, year_name
from tradeoff.frontier.action_plan import ActionPlan, BoundFrom
from tradeoff.money import format_number, format_rupees, format_significant
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind
from tradeoff.programme.form import Form
from tradeoff.programme.whole_parts import Missed
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.scenario import Scenario

_FORMS = {
    Form.WHOLE: "Form whole: every cluster opens or does not; households come as fractions.",
    Form.ACTION: "Form action: clusters, households and agents trained are whole, months of facilitation come in "
    "halves, and rupees are whole and add up purse by purse.",
}
_BOUND = {BoundFrom.SHARES: "", BoundFrom.OPENINGS: ", less than in shares, as clusters open whole"}
_OUTLOOK = "Prices and reasons are the outlook's, in shares, at the same level."
_NAMED = 5
_NOTHING = 1e-9
"""Share of a level that is rounding."""


def action_sentences(found: ActionPlan) -> tuple[str, ...]:
    """How to read the plan, what it lacks and loses, what is missed, small rows, and whose prices are told."""
    short = short_sentences(found.plan, found.scenario)
    return (_FORMS[found.form], *_shortfall(found), _loss(found), *_missed(found), *short, *_small(found), _OUTLOOK)


def _shortfall(found: ActionPlan) -> tuple[str, ...]:
    if not found.shortfall:
        return ()
    asked = level_words(found.level, found.aim, found.scenario)
    short = solved(found.scenario, found.aim, found.shortfall)
    had = level_words(found.plan.objectives[found.aim], found.aim, found.scenario)
    return (f"No such plan was found that reaches {asked} of {found.aim}: the nearest below has {had}, {short} short.",)


def _loss(found: ActionPlan) -> str:
    more, else_more = found.loss[found.other], found.loss[found.aim]
    told = f"{solved(found.scenario, found.other, more) if more else 'no'} more of {found.other} at this level"
    beside = solved(found.scenario, found.aim, else_more) if else_more > _NOTHING * found.level else "no"
    bound = solved(found.scenario, found.other, found.bound)
    sure = (
        f"no whole plan at this level has more {found.other}"
        if found.checked
        else "a longer search could at most find what lies between"
    )
    return (
        f"Loss against the outlook: shares reach {told}, and {beside} more of {found.aim} with as much {found.other}. "
        f"{found.other.capitalize()} is bounded by "
        f"{bound}{_BOUND[found.bound_from]}, a gap of {found.gap:.2%}; {sure}."
    )


def _missed(found: ActionPlan) -> tuple[str, ...]:
    if not found.missed:
        return ()
    names = listing([_row(miss, found.scenario) for miss in found.missed], most=_NAMED)
    return (f"Held to a rupee, or to one household: {names}.",)


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
        off = format_rupees(rupees) if rupees >= 1 else "less than a rupee"
    return f"{str(miss.row.kind).replace('_', ' ')} of {where} (off by {off})"


def _small(found: ActionPlan) -> tuple[str, ...]:
    rows = found.small_rows if found.form is Form.ACTION else ()
    if not rows:
        return ()
    names = cluster_names(found.scenario)
    told = listing(
        [
            f"{names[str(row['cluster'])]} {row['segment']} {row['level']} in "
            f"{year_name(found.scenario, int(str(row['year'])))} ({format_number(float(str(row['households'])))})"
            for row in rows
        ],
        most=_NAMED,
    )
    count = format_number(len(rows))
    many = "row enrols" if count == "1" else "rows enrol"
    return (f"{count} {many} fewer than ten households, worth a second look: {told}.",)
