"""Writes a scenario back as the files of a folder that `read_scenario` reads as the same, with the same data hash."""

from __future__ import annotations

import csv
import io
import json

from tradeoff.scenario.describe import FILE
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.scenario import Scenario


def scenario_files(scenario: Scenario) -> dict[str, bytes]:
    """The tables of a scenario as they were read, with every change made, and its `scenario.yaml`, by file name.

    What was answered since, reforms, floors and whole openings, changes no table and is not in them.
    """
    # JSON texts are YAML texts, whatever stands in them.
    said = {"name": scenario.name, "title": scenario.title, "question": scenario.question}
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in said.items()]
    tables = {f"{name}.csv": _as_csv(table) for name, table in sorted(scenario.resolved.as_read.items())}
    return {FILE: "".join(lines).encode(), **tables}


def _as_csv(table: RawTable) -> bytes:
    """A table as text, cell for cell: what a spreadsheet would run stays what it is, since it is hashed."""
    more = {column for _, cells in table.rows for column in cells} - set(table.columns)
    columns = [*table.columns, *sorted(more)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([str(cells.get(column, "")).strip() for column in columns] for _, cells in table.rows)
    return out.getvalue().encode()
