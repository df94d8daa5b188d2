"""Gathers what a page says of how sure its plans are: promise against delivery, what matters, the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradeoff.advice.how_sure import HowSure
from tradeoff.advice.no_regret import CLUSTER
from tradeoff.advice.promise import Promise, how_found
from tradeoff.advice.ranges_stated import ranges_stated
from tradeoff.advice.ranges_words import unranged
from tradeoff.advice.stress import Stress
from tradeoff.advice.stress_words import (
    HOW_TO_READ,
    PROMISED,
    promise_sentence,
    stress_sentences,
    swing_records,
)
from tradeoff.advice.swings import end_words
from tradeoff.advice.wording import bare_figure, between, listing
from tradeoff.reports.names import place_names
from tradeoff.reports.story import Story
from tradeoff.reports.typed import typed_on
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim, find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say, told_share

_NAMED = 30
"""Clusters named one by one."""
_LEAST = 0.4
"""Percent of the width that a bar has at least, to be seen."""


def stress_on_page(story: Story) -> list[dict[str, Any]]:
    """What the page says of each choice, ready for its template; nothing where there is nothing to say."""
    return [_choice(one, story) for one in _sure(story) if one.plans or one.core]


def promises(story: Story) -> dict[str, dict[str, list[str]]]:
    """By choice and plan with a name, what is promised of both aims and what the ranges leave of it, in words."""
    return {
        one.frontier.trade: {
            named.id: [_promise_words(found, aim) for aim in (one.frontier.x, one.frontier.y)]
            for named, found in one.plans
        }
        for one in _sure(story)
        if one.plans
    }


def untold(story: Story) -> str:
    """Why nothing is promised where figures are doubtful and none states a range; blank where one does."""
    if not _sure(story):
        return ""
    ranges = ranges_stated(story.scenario)
    if ranges.figures or not unranged(ranges):
        return ""
    return " ".join(how_found(Promise(ranges=ranges, found=None)))


def funded_on_page(story: Story) -> dict[str, Mapping[str, float]]:
    """By choice and cluster the share of the frontier over which it is funded, where every breakpoint is known."""
    return {one.frontier.trade: one.funded for one in _sure(story) if one.core}


def _sure(story: Story) -> list[HowSure]:
    return [one.sure for one in story.choices if one.sure is not None]


def _choice(sure: HowSure, story: Story) -> dict[str, Any]:
    frontier = sure.frontier
    first = sure.first
    return {
        "trade": frontier.trade,
        "heading": say(find_pair(frontier.trade).heading),
        "word": say(first[0].word) if first else "",
        "sentences": _sentences(first[1]) if first else [],
        "promises": [_promise(say(named.word), found, aim) for named, found in sure.plans for aim in _axes(sure)],
        "how": say(HOW_TO_READ),
        "tornados": [one for aim in _axes(sure) if first and (one := _tornado(first[1], aim))],
        "turns": list(sure.turns.sentences) if sure.turns else [],
        "core": _core(sure),
        "left": _left_out(sure, story),
    }


def _left_out(sure: HowSure, story: Story) -> list[tuple[str, str]]:
    """What takes long and was not asked for, and the command that has it of the plan that is read first."""
    if sure.first is None:
        return []
    word = sure.first[0].word
    asked = f"{typed_on(story, 'stress')} --trade {sure.frontier.trade} --at {word}"
    left = []
    if not sure.core:
        words = say("What is funded wherever one stands, and over which share of the range each cluster is:")
        left.append((words, f"{asked} --no-regret"))
    if not sure.turns:
        words = say("At which value each figure would change the plan called {plan}:", plan=say(word))
        left.append((words, f"{asked} --switching"))
    return [*left, (say("Whom fresh optima fund, each under figures drawn anew:"), f"{asked} --optima 50")]


def _axes(sure: HowSure) -> tuple[str, str]:
    return sure.frontier.x, sure.frontier.y


def _sentences(found: Stress) -> list[str]:
    """What is said of the plan that is read first, but what stands in the table of promises."""
    said = {promise_sentence(found, aim) for aim in found.promised}
    return [sentence for sentence in stress_sentences(found) if sentence not in said]


def _promise(word: str, found: Stress, aim: str) -> dict[str, str]:
    low, middle, high = (bare_figure(found.scenario, aim, value) for value in found.between(aim))
    promised = bare_figure(found.scenario, aim, found.promised[aim])
    label = _label(found.scenario, aim)
    return {"plan": word, "aim": label, "promised": promised, "low": low, "middle": middle, "high": high}


def _promise_words(found: Stress, aim: str) -> str:
    """The same as a sentence that says what is counted as the page's cards do, not by the aim's short name."""
    lower, _, upper = found.between(aim)
    low, high = between(found.scenario, aim, lower, upper)
    if not find_aim(aim).unit.is_money:
        high = bare_figure(found.scenario, aim, upper)
    promised = bare_figure(found.scenario, aim, found.promised[aim])
    label = _label(found.scenario, aim)
    return say(PROMISED, aim=label[:1].upper() + label[1:], promised=promised, low=low, high=high)


def _label(scenario: Scenario, aim: str) -> str:
    return say_years(find_aim(aim).label, scenario.settings)


def _tornado(found: Stress, aim: str) -> dict[str, Any] | None:
    """The figures that move an aim most, each with its bar in percent of the width; None where none does."""
    records: list[dict[str, Any]] = swing_records(found, aim)
    if not records:
        return None
    own, promised = found.at_own_figures[aim], found.promised[aim]
    values: list[float] = [promised, own, *(row[end] for row in records for end in ("at_low", "at_high"))]
    least, wide = min(values), (max(values) - min(values)) or 1.0

    def place(value: float) -> float:
        return 100.0 * (value - least) / wide

    def bar(value: float) -> str:
        left = min(place(value), place(own))
        return f"left:{min(left, 100 - _LEAST):.1f}%;width:{abs(place(value) - place(own)):.1f}%"

    rows = [
        {
            **{key: row[key] or "" for key in ("figure", "grade", "source")},
            "range": _range(row),
            **{f"{end}_words": bare_figure(found.scenario, aim, row[end]) for end in ("at_low", "at_high")},
            "low_bar": bar(row["at_low"]),
            "high_bar": bar(row["at_high"]),
        }
        for row in records
    ]
    line = f"left:{min(place(promised), 100 - _LEAST):.1f}%"
    words = bare_figure(found.scenario, aim, promised)
    return {"aim": _label(found.scenario, aim), "rows": rows, "line": line, "promised": words}


def _range(row: Mapping[str, Any]) -> str:
    """The range of one figure in words with its unit; of several that move together none is common."""
    unit = row["unit"] or ""
    if row["low"] is None:
        return say("each its own ({unit})", unit=unit)
    low, high = end_words(row["low"]), end_words(row["high"])
    return say("{low} to {high} {unit}", low=low, high=high, unit=unit).strip()


def _core(sure: HowSure) -> dict[str, Any] | None:
    """What is funded all along, and every cluster with the share over which it is."""
    if sure.core is None:
        return None
    names = place_names(sure.frontier.scenario)
    rows = [
        {"name": names.get(one.name, one.name), "words": told_share(one.share), "width": f"{100 * one.share:.1f}%"}
        for one in sure.core.shares
        if one.sort == CLUSTER
    ]
    core = [names.get(one, one) for one in sure.core.core]
    sentence = (
        say("Funded wherever one stands: {core}.", core=listing(core, most=_NAMED)) if core else sure.core.sentence
    )
    return {"sentence": sentence, "x": _label(sure.frontier.scenario, sure.core.x), "rows": rows}
