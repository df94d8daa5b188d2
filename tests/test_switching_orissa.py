"""Thirty values at which figures of `orissa` turn the advice, each confirmed by typing both sides into a copy on disk.

It takes about half an hour of processor time: some four hundred programmes of 150 clusters to find them, sixty more and
their commands to confirm them.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.test_switching import type_in
from tradeoff.advice.switches import TIMES, Switch
from tradeoff.advice.switching import MOVES, _Question
from tradeoff.reports.folder import write_plan_folder

SHIPPED = Path(__file__).parent.parent / "scenarios" / "orissa"
LEVEL = 10_000
"""Households reached: a third of the way from one end to the other."""
PLAN = ("--trade", "depth-breadth", "--form", "outlook")
ORDER = "the named plans, kept as they are, come in another order"
NO_PLAN = "no plan reaches the level"
SAMPLE = 30


def sampled(seed: int) -> Iterator[Switch]:
    """The turns of figures in a drawn order, both sides of each."""
    question = _Question(tradeoff.read_scenario(SHIPPED), "depth-breadth", {"breadth": LEVEL})
    groups = list(range(question.ranges.groups))
    random.Random(seed).shuffle(groups)
    for group in groups:
        figures = tuple(one for one in question.ranges.figures if one.group == group)
        for end in (-TIMES, TIMES):
            if (turn := question.turn(figures, end)) is not None:
                yield turn


def money_of(folder: Path) -> Mapping[str, float] | None:
    """The share of the money that each cluster gets, from the command; None where it says that there is no plan."""
    asked = ("plan", str(folder), *PLAN, "--at", f"breadth={LEVEL}", "--format", "csv")
    try:
        shown = run(*asked).stdout
    except AssertionError:
        assert "no plan" in run(*asked, code=4).stderr
        return None
    found: dict[str, float] = {}
    for row in csv.DictReader(io.StringIO(shown)):
        if row["cluster_id"]:
            found[row["cluster_id"]] = found.get(row["cluster_id"], 0.0) + float(row["amount"])
    total = sum(found.values())
    return {cluster: amount / total for cluster, amount in found.items()}


def saved(top: Path) -> list[Path]:
    """The plans with a name, saved as the tables are; without prices, which take a minute each."""
    frontier = tradeoff.Study(tradeoff.read_scenario(SHIPPED)).frontier("depth-breadth", gap=0.9, choose=False)
    for named in frontier.named_plans:
        write_plan_folder(frontier, frontier.named_plan(named), top / named.id)
    return [top / named.id for named in frontier.named_plans]


def order_of(plans: list[Path], folder: Path) -> list[int]:
    """These plans by the depth that each, kept as it is, delivers by the tables of a folder."""
    depth = []
    for plan in plans:
        asked = ("stress", "--plan", str(plan), "--scenario", str(folder), "--draws", "1", "--format", "json")
        depth.append(json.loads(run(*asked).stdout)["at_own_figures"]["depth"])
    return sorted(range(len(plans)), key=lambda place: -round(depth[place], 6))


def is_other_advice(one: Mapping[str, float] | None, own: Mapping[str, float]) -> bool:
    """Whether other clusters are funded, or more than a tenth of the money goes elsewhere, or no plan is left."""
    if one is None or one.keys() != own.keys():
        return True
    return sum(abs(one[name] - own[name]) for name in own) / 2 > MOVES


@pytest.mark.slow
def test_thirty_turns_of_the_state_are_confirmed_by_editing_the_rows_on_disk(tmp_path: Path) -> None:
    own, plans = money_of(SHIPPED), saved(tmp_path)
    assert own is not None
    own_order, count = order_of(plans, SHIPPED), 0
    for turn in islice(sampled(17), SAMPLE):
        count += 1
        assert abs(turn.at - turn.still) <= 0.001
        still = type_in(SHIPPED, tmp_path / f"{count}-still", turn, turn.still)
        there = type_in(SHIPPED, tmp_path / f"{count}-there", turn, turn.at)
        assert not is_other_advice(money_of(still), own), turn.sentence
        assert order_of(plans, still) == own_order, turn.sentence
        if turn.why == (ORDER,):
            assert order_of(plans, there) != own_order, turn.sentence
        else:
            after = money_of(there)
            assert (after is None) == (NO_PLAN in turn.why), turn.sentence
            assert is_other_advice(after, own), turn.sentence
    assert count == SAMPLE
