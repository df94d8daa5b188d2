"""Writes a frontier, or one plan, as a folder of tables and pictures with a manifest: the same bytes every time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import tradeoff
from tradeoff.advice.promise import Promise
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.plan import TABLE_COLUMNS, Plan
from tradeoff.reports.limits import price_table
from tradeoff.reports.lists import list_tables
from tradeoff.reports.lists_page import lists_html
from tradeoff.reports.tables import (
    Record,
    aim_records,
    as_csv,
    file_columns,
    frontier_json,
    plan_json,
    plan_records,
    point_records,
    with_typed_years,
)
from tradeoff.reports.whole import whole_folder
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.write import scenario_files


def write_frontier_folder(
    frontier: ScenarioFrontier, folder: Path, *, actions: Sequence[NamedAction] = (), overwrite: bool = False
) -> None:
    """Save points, the tables of every plan, charts, a manifest and, where the frontier is certified, its certificate.

    The tables of the scenario as they were read lie in the folder `scenario`, so that `read_plan` reads any plan. The
    folder appears whole or not at all.

    Args:
        frontier: What `trace_frontier` returns.
        folder: Where to write.
        actions: What `plans_for_action` returns of it: marked on the charts. None of them: the outlook alone.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder holds something already (unless `overwrite`) or cannot be written.
    """
    write_files(folder, frontier_files(frontier, actions), frontier, overwrite=overwrite)


def frontier_files(frontier: ScenarioFrontier, actions: Sequence[NamedAction] = ()) -> dict[str, bytes]:
    """What the folder of a frontier holds besides its manifest, by file name."""
    from tradeoff.charts import frontier as chart
    from tradeoff.reports.pictures import as_png, as_svg

    points = point_records(frontier)
    files = {
        "frontier.json": as_json(frontier_json(frontier)),
        "points.csv": as_csv(points, list(points[0])).encode(),
        **plan_tables(frontier.plans, frontier.scenario),
        "chart.svg": as_svg(chart(frontier, actions)),
        "chart.png": as_png(chart(frontier, actions)),
        **tables_as_read(frontier.scenario),
    }
    if frontier.proof is not None:
        files["certificate.json"] = json.dumps(frontier.proof.as_dict(), ensure_ascii=False).encode() + b"\n"
    return files


def write_plan_folder(
    frontier: ScenarioFrontier,
    plan: Plan,
    folder: Path,
    *,
    at: Mapping[str, float] | None = None,
    limits: Mapping[str, object] | None = None,
    promise: Promise | None = None,
    overwrite: bool = False,
) -> None:
    """Save one plan: its scenario, its tables and lists, and a manifest; `read_plan` reads it back.

    Args:
        frontier: Whose plan.
        plan: The plan.
        folder: Where to write.
        at: The aim that was asked for, and its level, which are kept with it; None where it was asked for otherwise.
        limits: What `limits_json` says of it, for `plan.json` and `prices.csv`; None for neither.
        promise: What `promise_of` says of it, for `plan.json`; None where nobody asked or nothing is doubtful.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: As `write_frontier_folder`.
    """
    about = {**plan_json(frontier, plan, at=at, promise=promise), **(limits or {})}
    files = plan_files(frontier.scenario, plan, about)
    write_files(folder, files, frontier, certified=False, overwrite=overwrite)


def plan_files(scenario: Scenario, plan: Plan, about: Mapping[str, object]) -> dict[str, bytes]:
    """The files of a plan by name; those of its scenario lie in the folder `scenario`.

    Args:
        scenario: What it is a plan of.
        plan: The plan.
        about: What `plan.json` says.
    """
    return {
        "plan.json": as_json(about),
        **plan_tables([plan], scenario),
        "aims.csv": as_csv(aim_records(plan, scenario), ["aim", "value", "unit"]).encode(),
        **list_tables(plan, scenario),
        "lists.html": lists_html(plan, scenario, about),
        **({"prices.csv": price_table(about)} if "prices" in about else {}),
        **tables_as_read(scenario),
    }


def tables_as_read(scenario: Scenario) -> dict[str, bytes]:
    """The tables of a scenario by file name, in the folder `scenario`, so that `read_plan` needs nothing else."""
    return {f"scenario/{name}": content for name, content in scenario_files(scenario).items()}


def plan_tables(plans: Sequence[Plan], scenario: Scenario) -> dict[str, bytes]:
    """The tables of plans by file name, with the number of its plan in each row.

    Args:
        plans: The plans, numbered from 0 as they come.
        scenario: What they are plans of; it names the years.
    """
    files = {}
    for table in TABLE_COLUMNS:
        records: list[Record] = [
            {"plan": position, **record} for position, plan in enumerate(plans) for record in plan_records(plan, table)
        ]
        records = with_typed_years(records, scenario)
        files[f"{table}.csv"] = as_csv(records, ["plan", *file_columns(table)]).encode()
    return files


def write_files(
    folder: Path,
    files: Mapping[str, bytes],
    frontier: ScenarioFrontier | WholeScenarioFrontier,
    *,
    certified: bool = True,
    overwrite: bool,
) -> None:
    """Write files and their manifest as a folder, whole or not at all.

    Args:
        folder: Where to write.
        files: What each file holds, by name.
        frontier: What the manifest says they are of.
        certified: Whether they show the frontier, so that its certificate stands in the manifest.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: As `write_frontier_folder`.
    """
    write_whole(folder, files, manifest_of(frontier, files, certified=certified), overwrite=overwrite)


def write_whole(folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, object], *, overwrite: bool) -> None:
    """Write files beside a manifest, whole or not at all.

    Args:
        folder: Where to write.
        files: What each file holds, by name.
        manifest: What `manifest.json` says.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: As `write_frontier_folder`.
    """
    with whole_folder(folder, overwrite=overwrite) as partial:
        for name, content in files.items():
            write_below(partial, name, content)
        (partial / "manifest.json").write_bytes(as_json(manifest))


def write_below(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a folder, or of a folder in it.

    Args:
        folder: Where.
        name: What it is called there, as `points.csv` or `scenario/budgets.csv`.
        content: What it holds.
    """
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The sha256 of each file, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def manifest_of(
    frontier: ScenarioFrontier | WholeScenarioFrontier, files: Mapping[str, bytes], *, certified: bool = True
) -> dict[str, object]:
    """What a folder's manifest says: what its files are of, how good it is, and the hash of each file.

    Args:
        frontier: What they are of.
        files: What each holds, by name.
        certified: Whether they show the frontier, so that its certificate stands in it.
    """
    return {
        "schema": "tradeoff/manifest/1",
        "tradeoff": tradeoff.__version__,
        "scenario": frontier.scenario.name,
        "data_hash": frontier.scenario.data_hash,
        "trade": frontier.trade,
        **({"certificate": frontier.certificate.as_dict()} if certified else {}),
        "files": hashes_of(files),
    }


def as_json(data: Mapping[str, object]) -> bytes:
    """Plain data as a JSON file."""
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
