"""Says which figures of a row its `low` and `high` are the ends of: the first of its kind that lies between them."""

from __future__ import annotations

from collections.abc import Mapping

MAIN: Mapping[str, tuple[str, ...]] = {
    "clusters": ("poor_households", "start_up_cost", "sector_outlook"),
    "segments": ("households", "poor_share"),
    "activities": ("unit_cost",),
    "level_contents": ("quantity_per_household",),
    "costs": ("cost_per_household",),
    "effects": ("income_gain", "value_added"),
    "budgets": ("envelope",),
    "agents": ("in_post", "agent_months", "training_capacity"),
    "enabling": ("cost",),
    "settings": ("facilitation_cost", "agent_availability"),
}
"""The figures that a row's range may be of, by table, in the order in which they are tried."""
OWN_RANGE: Mapping[str, tuple[str, ...]] = {"effects": ("income_gain", "value_added")}
"""Figures with columns of their own for both ends, `_low` and `_high`."""
