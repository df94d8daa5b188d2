"""Puts together the files of a folder that holds one plan: its scenario, what is decided, what follows, and lists."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import units
from tradeoff.reports.folder import as_json, plan_tables
from tradeoff.reports.lists import list_tables
from tradeoff.reports.tables import as_csv
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.write import scenario_files


def plan_files(scenario: Scenario, plan: Plan, about: Mapping[str, object]) -> dict[str, bytes]:
    """The files of a plan by name; those of its scenario lie in the folder `scenario`.

    Args:
        scenario: What it is a plan of.
        plan: The plan.
        about: What `plan.json` says.
    """
    unit = units(scenario)
    aims = [{"aim": name, "value": value, "unit": unit[name]} for name, value in plan.objectives.items()]
    return {
        "plan.json": as_json(about),
        **plan_tables([plan]),
        "aims.csv": as_csv(aims, ["aim", "value", "unit"]).encode(),
        **list_tables(plan, scenario),
        **{f"scenario/{name}": content for name, content in scenario_files(scenario).items()},
    }
