"""Writes a frontier of whole clusters as records, and as a folder of tables with a manifest."""

from __future__ import annotations

from pathlib import Path

from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.form import Form
from tradeoff.reports.folder import as_json, plan_tables, tables_as_read, write_files
from tradeoff.reports.tables import as_csv, head

_STEP_COLUMNS = ("start", "end", "best", "best_at_end", "checked")


def whole_point_records(frontier: WholeScenarioFrontier) -> list[dict[str, object]]:
    """A record a point: plan, x, y, bound of y and the gap to it, outlook, gap to it, the other objectives."""
    others = [name for name in frontier.scenario.objectives if name not in (frontier.x, frontier.y)]
    return [
        {
            "plan": position,
            frontier.x: point.x,
            frontier.y: point.y,
            "bound": point.bound,
            "gap": within,
            "outlook": most,
            "outlook_gap": gap,
            **{name: plan.objectives[name] for name in others},
        }
        for position, (point, within, most, gap, plan) in enumerate(
            zip(
                frontier.extreme_points,
                frontier.gaps,
                frontier.outlook_values,
                frontier.outlook_gaps,
                frontier.plans,
                strict=True,
            )
        )
    ]


def step_records(frontier: WholeScenarioFrontier) -> list[dict[str, object]]:
    """A record a stretch between points: with x from start to end, y goes from best to best_at_end."""
    return [{name: getattr(step, name) for name in _STEP_COLUMNS} for step in frontier.stretches]


def whole_json(frontier: WholeScenarioFrontier) -> dict[str, object]:
    """The frontier as `tradeoff/whole/1`; `outlook` holds that of shares, whose points lines do join."""
    return {
        "schema": "tradeoff/whole/1",
        **head(frontier),
        "openings": "whole",
        "form": str(Form.WHOLE),
        "certificate": frontier.certificate.as_dict(),
        "points": whole_point_records(frontier),
        "steps": step_records(frontier),
        "outlook": {
            "certificate": frontier.outlook.certificate.as_dict(),
            "points": [{frontier.x: point.x, frontier.y: point.y} for point in frontier.outlook.extreme_points],
        },
    }


def write_whole_folder(frontier: WholeScenarioFrontier, folder: Path, *, overwrite: bool = False) -> None:
    """Save points, steps, the tables of every plan, those of the scenario as read, and a manifest.

    Args:
        frontier: What `trace_whole_frontier` returns.
        folder: Where to write.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder holds something already (unless `overwrite`) or cannot be written.
    """
    points = whole_point_records(frontier)
    files = {
        "whole.json": as_json(whole_json(frontier)),
        "points.csv": as_csv(points, list(points[0])).encode(),
        "steps.csv": as_csv(step_records(frontier), _STEP_COLUMNS).encode(),
        **plan_tables(frontier.plans, frontier.scenario),
        **tables_as_read(frontier.scenario),
    }
    write_files(folder, files, frontier, overwrite=overwrite)
