"""What `tradeoff.stress` is not asked: counts that are none, and plans of other tables."""

from __future__ import annotations

from typing import Any

import pytest

import tradeoff


@pytest.mark.parametrize("wrong", [{"draws": 2.5}, {"draws": float("nan")}, {"draws": "9"}, {"seed": "x"}])
def test_what_is_no_whole_number_is_told_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} is .*; it is a whole number from"):
        tradeoff.stress("not read", **wrong)


def test_a_plan_of_another_scenario_is_refused() -> None:
    """Its decision names clusters that these tables do not have, and nothing of it would be delivered."""
    plan = tradeoff.plan_at(tradeoff.read_scenario("three-clusters"), "depth-breadth", breadth=900)
    with pytest.raises(ValueError, match="the plan serves handicraft, handloom, which three-pairs does not have"):
        tradeoff.stress(plan, scenario=tradeoff.read_scenario("three-pairs"))
    with pytest.raises(ValueError, match="None is no plan"):
        tradeoff.stress(None)  # type: ignore[arg-type]
