"""Reads a folder, or a shipped scenario, into a checked `Scenario`; tells all its faults at once, or none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import cast

from tradeoff.errors import InputFault, ScenarioError
from tradeoff.scenario.catalogue import find_scenario
from tradeoff.scenario.cells import resolve_cells
from tradeoff.scenario.checks import check_cells, check_tables
from tradeoff.scenario.describe import Description, read_description
from tradeoff.scenario.faults import fault
from tradeoff.scenario.offered import missing_objectives
from tradeoff.scenario.parse import parse_settings, parse_table
from tradeoff.scenario.raw import RawTable, read_folder
from tradeoff.scenario.remarks import remark_cells
from tradeoff.scenario.scenario import Change, Scenario, Tables
from tradeoff.scenario.tables import TABLES, Row, Setting
from tradeoff.scenario.variants import apply_changes

REQUIRED = ("settings", "clusters", "levels", "costs", "budgets")


def read_scenario(scenario: str | Path) -> Scenario:
    """Read and check a scenario: a folder of CSV files, or the name of a shipped one.

    Raises:
        ScenarioError: The tables are wrong; the error lists every problem with its place and its mend.
        ValueError: There is no such folder and no shipped scenario of that name.

    Example:
        >>> import tradeoff
        >>> tradeoff.read_scenario("three-clusters").trades
        ('depth-breadth',)
    """
    folder = find_scenario(scenario)
    name = folder.resolve().name
    problems: list[InputFault] = []
    description = read_description(folder, problems)
    raw, changes = _read_raw(folder, description, problems)
    tables = _read_tables(raw, problems)
    if tables is None:
        raise ScenarioError(name, problems)
    problems += check_tables(tables, raw)
    cells, faults = resolve_cells(tables)
    unread = {problem.file for problem in problems}
    # A cost that could not be read is reported where it stands, not as missing too.
    problems += [found for found in faults if found.file not in unread]
    problems += check_cells(tables, cells)
    if problems:
        raise ScenarioError(name, _in_order(problems))
    title, question = description.title or name, description.question
    return Scenario(
        **{field: getattr(tables, field) for field in Tables.__dataclass_fields__},
        name=name,
        title=title,
        question=question,
        cells=cells,
        missing=missing_objectives(cells),
        based_on=description.based_on,
        changes=changes,
        remarks=remark_cells(tables, cells),
        data_hash=_hash(name, raw),
    )


def _read_raw(
    folder: Path, description: Description, problems: list[InputFault]
) -> tuple[dict[str, RawTable], tuple[Change, ...]]:
    """The raw tables of a scenario, or those of its base with its changes made."""
    names = [kind.TABLE for kind in TABLES]
    if not description.based_on:
        tables, faults = read_folder(folder, names)
        problems += faults
        return tables, ()
    base = find_scenario(description.based_on, beside=folder)
    base_problems: list[InputFault] = []
    if read_description(base, base_problems).based_on:
        what = f"its base {description.based_on} is a variant itself"
        problems.append(
            fault(
                "E2",
                "scenario.yaml",
                "based_on",
                what,
                "name a scenario with tables of its own",
                row=description.based_on_line,
                value=description.based_on,
            )
        )
        return {}, ()
    tables, faults = read_folder(base, names)
    problems += [*base_problems, *faults]
    for path in sorted(folder.glob("*.csv")):
        problems.append(
            fault(
                "E2",
                path.name,
                None,
                "a variant has no tables of its own",
                "write what differs under changes in scenario.yaml, and remove the file",
                value=path.name,
            )
        )
    return apply_changes(tables, description.changes, problems)


def _read_tables(raw: dict[str, RawTable], problems: list[InputFault]) -> Tables | None:
    """Typed rows of every table; None where settings or a required table cannot be read."""
    rows: dict[str, tuple[Row, ...]] = {}
    for kind in TABLES:
        if kind.TABLE in raw:
            rows[kind.TABLE] = parse_table(kind, raw[kind.TABLE], problems)
        else:
            rows[kind.TABLE] = ()
            if kind.TABLE in REQUIRED and not (kind.TABLE == "costs" and "level_contents" in raw):
                what = "the table is missing"
                mend = "add it; `tradeoff new three-clusters my-plan` shows one to start from"
                problems.append(fault("E1", f"{kind.TABLE}.csv", None, what, mend))
    settings = parse_settings(cast("tuple[Setting, ...]", rows.pop("settings")), "settings.csv", problems)
    if settings is None:
        return None
    return Tables(settings=settings, **rows)  # type: ignore[arg-type]


def _in_order(problems: list[InputFault]) -> list[InputFault]:
    """By file, row and column, so that a planner can walk through the tables once."""
    return sorted(problems, key=lambda found: (found.file, found.row or 0, found.column or ""))


def _hash(name: str, raw: dict[str, RawTable]) -> str:
    """sha256 over the tables as read, rows and columns sorted, and the scenario's name."""
    digest = hashlib.sha256(name.encode())
    for table in sorted(raw):
        digest.update(f"\x1d{table}".encode())
        rows = [
            sorted((column, text.strip()) for column, text in cells.items() if text.strip())
            for _, cells in raw[table].rows
        ]
        for cells in sorted(rows):
            digest.update("\x1e".join(f"{column}\x1f{text}" for column, text in cells).encode() + b"\x1d")
    return digest.hexdigest()
