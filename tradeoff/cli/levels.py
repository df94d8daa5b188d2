"""Reads the levels of aims that are typed: wrong words are wrong usage, with their mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradeoff.words.spoken import any_of, say

NAMES = ("x-end", "middle", "y-end")
"""What plans are called, whatever the choice: `frontier/named_plans.py`."""

if TYPE_CHECKING:
    from tradeoff.frontier.reform_study import ReformFrontiers
    from tradeoff.scenario.scenario import Scenario


def read_at(text: str, scenario: Scenario, trade: str) -> tuple[str, float]:
    """The aim and the level of `--at`, in the scenario's unit.

    Args:
        text: As it is typed, such as `today=26 crore`.
        scenario: Whose unit is meant.
        trade: The choice, of whose two aims one is wanted.
    """
    from tradeoff.scenario.levels import example_of, read_level, split_level
    from tradeoff.scenario.objectives import find_pair
    from tradeoff.scenario.raw import did_you_mean

    pair = find_pair(trade)
    if "=" not in text and text not in (pair.x, pair.y):
        mends = say(
            "such as {x}={example_of}, or the name of a plan, {names}",
            x=pair.x,
            example_of=example_of(pair.x),
            names=", ".join(f"{plan} ({say(word)})" for plan, word in zip(NAMES, pair.names, strict=True)),
        )
        hint = did_you_mean(text, (*NAMES, *map(say, pair.names)))
        raise click.UsageError(
            say(
                "--at {text!r} names no level and no plan; write AIM=LEVEL, {mends}{hint}",
                text=text,
                mends=mends,
                hint=hint,
            )
        )
    try:
        aim, level = split_level(text)
        if aim not in (pair.x, pair.y):
            mends = any_of(f"--at {name}={example_of(name)}" for name in (pair.x, pair.y))
            raise ValueError(
                say(
                    "--at {text!r} names neither {x} nor {y}; write {mends}",
                    text=text,
                    x=say(pair.x),
                    y=say(pair.y),
                    mends=mends,
                )
            )
        return aim, float(read_level(level, aim, scenario))
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def named_plan(text: str | None, trade: str) -> str | None:
    """The plan that a name means: its id, or what it is called, in English or the language spoken; None for no name.

    Args:
        text: As it is typed, such as `middle`, `broad`, or `depth-breadth, broad` as a workbook has it.
        trade: The choice, of which plans have their names.
    """
    from tradeoff.frontier.named_plans import plan_called

    return plan_called(text or "", trade)


def named_level(found: ReformFrontiers, name: str) -> float:
    """The level of the first aim of a plan with a name: of all combinations of reforms, the one with the most there.

    Raises click.UsageError where there is no plan of that name.
    """
    from tradeoff.frontier.named_plans import X_END

    if name == X_END:
        return max(one.frontier.extreme_points[0].x for one in found.alternatives)
    named = found.leading.frontier.named_plans
    level = next((plan.x for plan in named if plan.id == name), None)
    if level is None:
        there = say(" or ").join(f"--at {plan.id}" for plan in named)
        why = (
            say("one plan is best in both aims")
            if len(named) == 1
            else say("no plan lies beyond the line between the ends")
        )
        raise click.UsageError(
            say(
                "--at {name}: there is no plan of this name here, for {why}; write {there}",
                name=name,
                why=why,
                there=there,
            )
        )
    return level


def levels_of(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """The levels that a repeated option names, by aim; raises ValueError for words without one, or an aim named twice.

    Args:
        texts: As they are typed, such as `today=26 crore`.
        option: What they are typed behind, for the message.
    """
    from tradeoff.scenario.levels import split_level

    found: dict[str, str] = {}
    for text in texts:
        aim, level = split_level(text)
        if aim in found:
            raise ValueError(say("{option} names {aim} twice; name each aim once", option=option, aim=say(aim)))
        found[aim] = level
    return found
