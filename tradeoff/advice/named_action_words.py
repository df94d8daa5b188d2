"""Says of the plans with a name how far the plan one can sanction lies from the outlook, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.advice.action_words import missed_sentences
from tradeoff.advice.wording import labelled, solved
from tradeoff.frontier.action_plan import ActionPlan, BoundFrom
from tradeoff.frontier.named_actions import Missing, NamedAction
from tradeoff.money import format_significant
from tradeoff.programme.form import Form
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim
from tradeoff.words.spoken import say

KINDS = {
    Form.WHOLE: "plans of the form whole, in which every cluster opens or does not",
    Form.ACTION: "plans of the form action, with clusters, households, agents and rupees whole",
}
"""What the plans beside the outlook are, by form."""
_NONE = "It is shown that no plan of this form keeps all limits; the outlook, in shares, cannot be signed as it stands."
_UNFOUND = (
    "No plan of this form was found and checked in {seconds} seconds, nor was it shown that there is none; the "
    "outlook, in shares, cannot be signed as it stands."
)
_NEVER = (
    "No plan of this form was found and checked, nor was it shown that there is none; the outlook, in shares, cannot "
    "be signed as it stands."
)
_UNASKED = "Not looked for: the run was interrupted before."
_SHORT = "No plan of this form was found with as much {aim} as the outlook: the nearest below is short of it by {by}."
_NO_LOSS = "The outlook has no more of either aim with as much of the other."
_LOSS = "With as much {aim} the outlook has {other_more}; with as much {other} it has {aim_more}."
_SHOWN_AS_NONE = 5e-5
"""A gap below this reads 0.00%."""
_REACHED = "It is shown that no plan of this form has more with as much {aim}."
_BEST = (
    "It is shown that no plan of this form has more with as much {aim}: what lies between it and the bound of {bound}, "
    "a gap of {gap:.2%}, is out of its reach."
)
_BOUND = (
    "No plan of this form with as much {aim} has more than {bound}, a gap of {gap:.2%}; a longer search could at most "
    "find what lies between."
)
_BOUND_WHOLE = (
    "No plan of this form with as much {aim} has more than {bound}, less than in shares, as clusters open whole: a gap "
    "of {gap:.2%}; a longer search could at most find what lies between."
)


def named_action_sentences(one: NamedAction) -> tuple[str, ...]:
    """Whether the plan reaches the outlook's level, how far it lies from it in both aims, and what bounds it."""
    if one.found is None:
        return (_missing(one),)
    return (*_short(one.found), _loss(one.found), _bound(one.found), *missed_sentences(one.found))


def kind_of(form: Form) -> str:
    """What the plans beside the outlook are."""
    return say(KINDS[form])


def named_action_lines(actions: Sequence[NamedAction]) -> tuple[str, ...]:
    """The same of several, a line each that begins with the plan's name."""
    return tuple(
        say("{heading}: {words}", heading=say(one.named.word), words=" ".join(named_action_sentences(one)))
        for one in actions
    )


def _missing(one: NamedAction) -> str:
    if one.missing is Missing.NONE:
        return say(_NONE)
    if one.missing is Missing.UNASKED:
        return say(_UNASKED)
    if one.seconds is None:
        return say(_NEVER)
    return say(_UNFOUND, seconds=format_significant(one.seconds))


def _short(found: ActionPlan) -> tuple[str, ...]:
    if not found.shortfall:
        return ()
    return (say(_SHORT, aim=say(found.aim), by=_told(found, found.aim, found.shortfall)),)


def _loss(found: ActionPlan) -> str:
    if not any(found.loss.values()):
        return say(_NO_LOSS)
    return say(
        _LOSS,
        aim=say(found.aim),
        other=say(found.other),
        aim_more=_more(found, found.aim),
        other_more=_more(found, found.other),
    )


def _bound(found: ActionPlan) -> str:
    if found.checked and found.gap < _SHOWN_AS_NONE:
        return say(_REACHED, aim=say(found.aim))
    sentence = _BEST if found.checked else _BOUND_WHOLE if found.bound_from is BoundFrom.OPENINGS else _BOUND
    return say(sentence, aim=say(found.aim), bound=_told(found, found.other, found.bound), gap=found.gap)


def _more(found: ActionPlan, aim: str) -> str:
    """How much more of an aim the outlook has."""
    lost = found.loss[aim]
    if not lost:
        return say("no more {counted}", counted=say_years(find_aim(aim).label, found.scenario.settings))
    return labelled(found.scenario, aim, solved(found.scenario, aim, lost), more=True)


def _told(found: ActionPlan, aim: str, value: float) -> str:
    return labelled(found.scenario, aim, solved(found.scenario, aim, value))
