"""Tells a comparison in sentences: who has no plan or no choice, what one costs against another."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.advice.choice import no_choice
from tradeoff.advice.compared import Compared
from tradeoff.advice.no_difference import no_difference
from tradeoff.advice.wording import about, figure, listing
from tradeoff.words.spoken import clauses, say

_NO_DIFFERENCE = 1e-9


def shortfall_sentence(member: Compared, label: str) -> str:
    """That no plan satisfies the limits of a scenario, and the least change that would let one."""
    least = (
        say(" The least change that works: {shortfalls}.", shortfalls=clauses(member.shortfalls))
        if member.shortfalls
        else ""
    )
    return say("{label}: no plan satisfies all limits together.{least}", label=label, least=least)


def choice_sentences(members: Sequence[Compared], labels: Sequence[str]) -> list[str]:
    """At which budgets there is a choice at all, and both ends where there is none."""
    by_state = {
        state: [label for label, member in zip(labels, members, strict=True) if member.state == state]
        for state in ("choice", "no choice")
    }
    some, none = (listing(by_state[state], most=len(labels)) for state in ("choice", "no choice"))
    if not none:
        told = say("There is a choice at {some}.", some=some)
    elif not some:
        told = say("There is no choice at {none}.", none=none)
    else:
        told = say("There is a choice at {some}, and none at {none}.", some=some, none=none)
    return [
        told,
        *(
            str(no_choice(member.scenario, member.frontier.trade, member.ends, where=say("at {label}", label=label)))
            for label, member in zip(labels, members, strict=True)
            if member.frontier and member.ends and not member.ends.is_choice
        ),
    ]


def sentences_against_first(
    members: Sequence[Compared],
    labels: Sequence[str],
    aims: tuple[str, str],
    levels: tuple[float, ...],
    values: tuple[tuple[float | None, ...], ...],
) -> list[str]:
    """What each scenario costs or gives against the first that has a plan, at the middle level and at the most x.

    Args:
        members: The scenarios, the one that the others are held against first.
        labels: What each is called.
        aims: x and y.
        levels: Levels of x that all frontiers share.
        values: For each scenario, the most y at each level.
    """
    x, y = aims
    told = [
        str(
            no_choice(
                member.scenario,
                member.frontier.trade,
                member.ends,
                where=say("with {name}" if label == member.combination else "in {name}", name=label),
            )
        )
        for member, label in zip(members, labels, strict=True)
        if member.frontier and member.ends and not member.ends.is_choice
    ]
    if not levels:
        return [*told, say("The frontiers share no common range: no level is within reach of all of them.")]
    middle = len(levels) // 2
    shown = zip(members, labels, values, strict=True)
    (base, first, reached), *others = (
        (member.frontier, label, found[middle] or 0.0) for member, label, found in shown if member.frontier
    )
    for frontier, label, value in others:
        if same := no_difference(base, frontier, (first, label)):
            told.append(str(same))
            continue
        level = figure(base.scenario, x, levels[middle])
        difference = value - reached
        if abs(difference) <= _NO_DIFFERENCE * (1 + abs(reached)):
            against = say("gives the same {y} as", y=say(y))
        else:
            gives, costs = "gives {difference} of {y} against", "costs {difference} of {y} against"
            by = about(base.scenario, y, abs(difference))
            against = say(gives if difference > 0 else costs, difference=by, y=say(y))
        told.append(
            say(
                "At the same {x} of {level}, {label} {against} {first}.",
                x=say(x),
                level=level,
                label=label,
                against=against,
                first=first,
            )
        )
        most = frontier.extreme_points[0].x - base.extreme_points[0].x
        if abs(most) > _NO_DIFFERENCE * (1 + abs(base.extreme_points[0].x)):
            word = say("more") if most > 0 else say("less")
            told.append(
                say(
                    "The most {x} that {label} can have is {most} {word} than in {first}.",
                    x=say(x),
                    label=label,
                    most=about(base.scenario, x, abs(most)),
                    word=word,
                    first=first,
                )
            )
    return told
