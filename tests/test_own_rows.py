"""A cluster's own costs, effects and lists times a factor are changes that its tables take."""

from __future__ import annotations

from fractions import Fraction

import pytest

import tradeoff
from tradeoff.advice.own_rows import Factor, times
from tradeoff.advice.subjects import find_subject


@pytest.mark.parametrize("factor", ["0.01", "37.5"])
@pytest.mark.parametrize("name", ["invented-state", "orissa-pilots"])
def test_every_factor_is_taken(name: str, factor: str) -> None:
    """Spans of effects go with them: a guess must stay between its low and its high."""
    scenario = tradeoff.read_scenario(name)
    for cluster in scenario.clusters[:6]:
        subject = find_subject(scenario, cluster.cluster_id)
        for what in Factor:
            assert scenario.with_changes(list(times(scenario, subject, what, Fraction(factor)))).changes


def test_spans_go_with_the_effects() -> None:
    """A pilot's own row of income, with its low and its high."""
    scenario = tradeoff.read_scenario("orissa-pilots")
    own = next(row for row in scenario.effects if row.cluster_id != "*" and row.income_gain_low)
    changed = scenario.with_changes(
        list(times(scenario, find_subject(scenario, own.cluster_id), Factor.EFFECTS, Fraction(3)))
    )
    (after,) = [row for row in changed.effects if row.row == own.row]
    assert after.income_gain_low == 3 * (own.income_gain_low or 0)
    assert after.income_gain_high == 3 * (own.income_gain_high or 0)
