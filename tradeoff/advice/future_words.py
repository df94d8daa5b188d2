"""Tells plans in futures: a table an aim for people, what to know of its figures, and all of it as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.advice.futures import Futures
from tradeoff.advice.wording import figure, listing
from tradeoff.words.spoken import hundredths, say

_HEADS = ("plan", "by the tables", "mean", "worst", "greatest regret")
"""Of the columns beside those of futures."""
_BELOW = 1e-7
"""Share of a floor below which a plan does not keep it; HiGHS is no closer to the truth."""


def moved_aims(found: Futures) -> tuple[str, ...]:
    """The aims of which some plan has another figure in some future than by the tables."""
    aims = dict.fromkeys(one.aim for one in found.found)
    moved = {one.aim for one in found.found if any(value != one.stated for value in one.values.values())}
    return tuple(aim for aim in aims if aim in moved)


def future_heads(found: Futures) -> dict[str, str]:
    """The head of each future's column: its id, with its probability; `future worst` beside the column `worst`."""
    heads = {}
    for future, likely in found.probabilities.items():
        head = say("future {name}", name=future) if future in _HEADS else future
        heads[future] = head if likely is None else f"{head} ({hundredths(float(likely), '.3g')})"
    return heads


def aim_rows(found: Futures, aim: str) -> list[dict[str, object]]:
    """A row a plan, as a table for people has it: every figure in words.

    Args:
        found: The plans.
        aim: The aim.
    """
    scenario = found.scenario
    heads = future_heads(found)
    share = say("mean of worst {share}", share=share_words(found))
    rows = []
    for one in (one for one in found.found if one.aim == aim):
        row: dict[str, object] = {"plan": one.plan, "by the tables": figure(scenario, aim, one.stated)}
        for future, value in one.values.items():
            row[heads[future]] = figure(scenario, aim, value)
        if one.mean is not None and one.worst_share_mean is not None:
            row["mean"] = figure(scenario, aim, one.mean)
            row[share] = figure(scenario, aim, one.worst_share_mean)
        row["worst"] = figure(scenario, aim, one.worst)
        where = f" ({one.regret_in})" if one.regret_in else ""
        row["greatest regret"] = f"{figure(scenario, aim, one.greatest_regret)}{where}"
        rows.append(row)
    return rows


def share_words(found: Futures) -> str:
    """The share of the worst: `50%`."""
    return hundredths(float(found.worst_share), ".3g")


def remarks(found: Futures) -> list[str]:
    """What a reader should know of the figures, a sentence each."""
    scenario, moved = found.scenario, moved_aims(found)
    said = [
        say(
            "Decisions are kept in every future. Regret is what a plan has less than the best plan for that future "
            "alone, among all plans with openings in shares that keep the limits and floors by the figures of the "
            "tables; with other plans to choose from it would be another."
        )
    ]
    if not found.has_probabilities:
        said.append(say("The futures have no probabilities, so there is no mean, and no mean of the worst share."))
    if still := [aim for aim in scenario.objectives if aim not in moved]:
        said.append(
            say(
                "No future changes {still} of these plans.", still=listing([say(aim) for aim in still], most=len(still))
            )
        )
    for aim, floor in scenario.floors.items():
        said.append(
            say(
                "Regret is counted against plans that have at least {floor} of {aim}.",
                floor=figure(scenario, aim, float(floor)),
                aim=say(aim),
            )
        )
        if aim in moved:
            said.append(
                say(
                    "The floor of {floor} of {aim} is kept by the figures of the tables; in a future that "
                    "changes it a plan may have less.",
                    floor=figure(scenario, aim, float(floor)),
                    aim=say(aim),
                )
            )
        low = [one.plan for one in found.found if one.aim == aim and one.stated < float(floor) * (1 - _BELOW)]
        if low:
            verb = say("does") if len(low) == 1 else say("do")
            said.append(
                say(
                    "{low} {verb} not keep the floor of {aim} that the others keep.",
                    low=listing(low, most=len(low)),
                    verb=verb,
                    aim=say(aim),
                )
            )
    beyond = dict.fromkeys(one.plan for one in found.found if min(one.regrets.values()) < 0)
    said += [
        say("{plan} has more than any plan that keeps the limits and floors: a regret below 0 is no merit.", plan=plan)
        for plan in beyond
    ]
    return said


def futures_json(found: Futures) -> Mapping[str, object]:
    """All of it as `tradeoff/futures/1`; figures in the units it names, exact probabilities as text beside."""
    return {
        "schema": "tradeoff/futures/1",
        "scenario": found.scenario.name,
        "data_hash": found.scenario.data_hash,
        "units": found.units,
        "floors": {aim: float(floor) for aim, floor in found.scenario.floors.items()},
        "probabilities": {
            name: None if likely is None else float(likely) for name, likely in found.probabilities.items()
        },
        "worst_share": float(found.worst_share),
        "rule_aim": found.rule_aim,
        "plans": list(found.plans),
        "summary": found.summary_records,
        "values": found.value_records,
        "remarks": remarks(found),
    }
