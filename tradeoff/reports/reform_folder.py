"""Writes the frontiers of every combination of reforms as a folder: one folder each, and what they are together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import tradeoff
from tradeoff.frontier.reform_study import Alternative, ReformFrontiers
from tradeoff.reports.folder import as_json, frontier_files, manifest_of, write_below
from tradeoff.reports.tables import as_csv, point_records, reforms_json
from tradeoff.reports.whole import MANIFEST, whole_folder


def write_reforms_folder(found: ReformFrontiers, folder: Path, *, overwrite: bool = False) -> None:
    """Save a folder for each combination, as `write_frontier_folder` does, and beside them their union and a chart.

    `frontiers.json` holds all of them and the union, which is not certified as one. All appears whole or not at all.

    Args:
        found: What `trace_reforms` returns.
        folder: Where to write.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder holds something already (unless `overwrite`) or cannot be written.
    """
    parts = {folder_name(one): frontier_files(one.frontier) for one in found.alternatives}
    manifests = {
        folder_name(one): as_json(manifest_of(one.frontier, parts[folder_name(one)])) for one in found.alternatives
    }
    together = _together(found)
    manifest = {
        "schema": "tradeoff/manifest/1",
        "tradeoff": tradeoff.__version__,
        "scenario": found.scenario.name,
        "data_hash": found.scenario.data_hash,
        "trade": found.trade,
        "files": {name: _hash(content) for name, content in sorted(together.items())},
        "folders": {name: _hash(content) for name, content in manifests.items()},
    }
    with whole_folder(folder, overwrite=overwrite) as partial:
        for name, content in together.items():
            (partial / name).write_bytes(content)
        for part, files in parts.items():
            (partial / part).mkdir(exist_ok=True)
            for name, content in (*files.items(), (MANIFEST, manifests[part])):
                write_below(partial / part, name, content)
        (partial / MANIFEST).write_bytes(as_json(manifest))


def folder_name(one: Alternative) -> str:
    """What the folder of a combination is called: `rules-made`, `none-made`."""
    return one.name.replace(" ", "-")


def _together(found: ReformFrontiers) -> dict[str, bytes]:
    """What is of all combinations: their frontiers and the union, their points, their chart."""
    from tradeoff.charts import compare_frontiers
    from tradeoff.charts import frontier as chart_of_one
    from tradeoff.reports.pictures import as_png, as_svg

    several = len(found.alternatives) > 1
    frontiers = [one.frontier for one in found.alternatives]
    names = [one.name for one in found.alternatives]
    chart = compare_frontiers(frontiers, names) if several else chart_of_one(frontiers[0])
    points = [{"reforms": one.name, **record} for one in found.alternatives for record in point_records(one.frontier)]
    return {
        "frontiers.json": as_json(reforms_json(found, [folder_name(one) for one in found.alternatives])),
        "points.csv": as_csv(points, list(points[0])).encode(),
        "chart.svg": as_svg(chart),
        "chart.png": as_png(chart),
    }


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
