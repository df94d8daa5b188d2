"""Turns a plan with whole decisions into plain records, and into a folder of tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tradeoff.frontier.action_plan import ActionPlan
from tradeoff.reports.folder import plan_files, write_files
from tradeoff.reports.tables import plan_json


def action_json(found: ActionPlan) -> dict[str, object]:
    """A plan with whole decisions as `tradeoff/plan/2`, with what it loses against the outlook."""
    return {
        **plan_json(found.frontier, found.plan),
        "asked": {found.aim: found.level},
        "shortfall": found.shortfall,
        "loss": dict(found.loss),
        "bound": found.bound,
        "bound_from": str(found.bound_from),
        "gap": found.gap,
        "checked": found.checked,
        "outlook": dict(found.outlook.objectives),
        "missed": [
            {"kind": str(miss.row.kind), **dict(miss.row.keys), "sense": miss.row.sense, "off_by": float(miss.by)}
            for miss in found.missed
        ],
    }


def write_action_folder(
    found: ActionPlan, folder: Path, *, limits: Mapping[str, object] | None = None, overwrite: bool = False
) -> None:
    """Save the tables of a plan with whole decisions with a manifest.

    Args:
        found: The plan.
        folder: Where to write.
        limits: What `limits_json` says of the outlook, for `plan.json` and `prices.csv`; None for neither.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder holds something already (unless `overwrite`) or cannot be written.
    """
    files = plan_files(found.frontier.scenario, found.plan, {**action_json(found), **(limits or {})})
    write_files(folder, files, found.frontier, certified=False, overwrite=overwrite)
