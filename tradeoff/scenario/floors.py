"""Keeps floors on aims: a scenario with at least so much of some of them, as rows of its table `limits`.

A floor is a limit on `objective:AIM` like any other, so that certificates, clashes and spending know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.scenario.levels import AimLevel, read_levels
from tradeoff.scenario.measures import OBJECTIVE
from tradeoff.scenario.tables import Limit
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario

FLOOR_ROW = 0
"""In place of its row in a file, of a limit that was asked for with the question."""


def set_floors(scenario: Scenario, floors: Mapping[str, AimLevel]) -> Scenario:
    """The scenario with floors on some aims; see `Scenario.with_floors`."""
    values = read_levels(floors, scenario)
    for aim, value in values.items():
        if value < 0:
            raise ValueError(
                say("a floor of {aim} lies at 0 or above; {floor} is below", aim=say(aim), floor=floors[aim])
            )
    kept = [limit for limit in scenario.limits if not (limit.row == FLOOR_ROW and floored_aim(limit) in values)]
    taken = {limit.limit_id for limit in kept}
    added = [_row(aim, value, taken) for aim, value in values.items()]
    return scenario.with_parts(limits=tuple(sorted((*kept, *added), key=lambda limit: limit.limit_id)))


def without_floors(scenario: Scenario) -> Scenario:
    """The scenario with the limits of its own table alone."""
    return scenario.with_parts(limits=tuple(limit for limit in scenario.limits if limit.row != FLOOR_ROW))


def floored_aim(limit: Limit) -> str:
    """The aim that a floor counts."""
    return limit.measure.removeprefix(f"{OBJECTIVE}:")


def _row(aim: str, value: Fraction, taken: set[str]) -> Limit:
    name, number = f"floor_{aim}", 1
    while name in taken:
        # A table may call a limit of its own so.
        number += 1
        name = f"floor_{aim}_{number}"
    return Limit(
        row=FLOOR_ROW, limit_id=name, measure=f"{OBJECTIVE}:{aim}", sense=">=", value=value, reason="a floor asked for"
    )
