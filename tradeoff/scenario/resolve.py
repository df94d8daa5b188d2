"""Turns raw tables into checked rows, cells and remarks; tells all their faults at once, or none.

After a change only what it can reach is read again: the rows of tables that it names, and the cells where it names one
of those that cells rest on. What stands between tables is checked anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from tradeoff.errors import InputFault, ScenarioError
from tradeoff.scenario.blanks import check_blanks
from tradeoff.scenario.cells import resolve_cells
from tradeoff.scenario.checks import check_cells, check_tables
from tradeoff.scenario.faults import fault
from tradeoff.scenario.names_for_ids import with_ids
from tradeoff.scenario.offered import missing_objectives
from tradeoff.scenario.parse import parse_table
from tradeoff.scenario.parse_settings import parse_settings, unknown_settings
from tradeoff.scenario.placed import placed, placed_words
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.references import check_references
from tradeoff.scenario.remarks import Remarks
from tradeoff.scenario.resolved import Cell, Resolved, Tables
from tradeoff.scenario.tables import TABLES, Row, Setting
from tradeoff.scenario.told import Told, one_line_each
from tradeoff.scenario.variants import Changed
from tradeoff.scenario.words_for_all import with_signs_for_all

_CELL_FILES = frozenset({"segments.csv", "level_contents.csv", "costs.csv", "levels.csv"})
REQUIRED = ("settings", "clusters", "levels", "costs", "budgets")
_CELLS_REST_ON = ("clusters", "segments", "activities", "levels", "level_contents", "costs", "effects")


def resolve(name: str, changed: Changed, problems: list[InputFault], *, base: Resolved | None = None) -> Resolved:
    """The checked parts of a scenario.

    Args:
        name: The scenario's name, for the error.
        changed: Its raw tables, and which change wrote what.
        problems: What is known to be wrong already.
        base: What the tables were before the changes, so that the rest is not read again; None reads all.

    Raises ScenarioError with every fault where there is one, known before or found here.
    """
    raw = changed.tables
    problems = list(problems)
    if not raw and not problems:
        mend = "add its tables; `tradeoff new three-clusters my-plan` shows some to start from"
        problems.append(fault("E1", "settings.csv", None, "there is no table of a scenario here", mend))
    tables, doubtful = _read_tables(changed, problems, base) if raw else (None, frozenset())
    told = Told(raw=raw, unread=changed.unread | _missing(changed), problems=tuple(problems), doubtful=doubtful)
    unknown = told.new(check_references(raw, told))
    problems += unknown
    told = replace(told, unread=told.unread | {one.file.removesuffix(".csv") for one in unknown if one.row is None})
    if tables is not None:
        cells_told = {(one.file, one.row, one.column) for one in unknown}
        found = told.new(check_tables(tables, raw, told))
        problems += [one for one in found if one.row is None or (one.file, one.row, one.column) not in cells_told]
    cells: tuple[Cell, ...] = ()
    # What a cell lacks may be what an unknown id was to name.
    if tables is not None and told.is_whole(*_CELLS_REST_ON) and not any(one.file in _CELL_FILES for one in unknown):
        if base is not None and all(raw.get(table) is base.raw.get(table) for table in ("settings", *_CELLS_REST_ON)):
            cells = base.cells
        else:
            cells, faults = resolve_cells(tables)
            told = replace(told, problems=tuple(problems))
            problems += told.new(faults)
        rows = {(one.file, one.row) for one in unknown}
        wrong = {one.file for one in problems}
        known = {"costs_known": "costs.csv" not in wrong, "effects_known": "effects.csv" not in wrong}
        found = told.new(check_cells(tables, cells, **known, doubtful=doubtful))
        problems += [one for one in found if (one.file, one.row) not in rows]
    elif tables is not None:
        told = replace(told, problems=tuple(problems))
        problems += told.new(check_blanks(raw, told))
    if problems or tables is None:
        told_once = one_line_each(with_signs_for_all(with_ids(changed.blame(problems), raw), raw), raw)
        raise ScenarioError(name, _in_order(placed(told_once, raw)))
    remarks = Remarks(tables=tables, cells=cells, changed=changed if changed.places else None)
    return Resolved(
        raw=raw,
        as_read=raw,
        tables=tables,
        cells=cells,
        missing=tuple((name, placed_words(why, raw)) for name, why in missing_objectives(cells)),
        remarks=remarks,
        readings=changed.readings if base is None else base.readings,
    )


def hash_of(name: str, raw: Mapping[str, RawTable]) -> str:
    """sha256 over the tables as text, rows and columns sorted, and the scenario's name."""
    digest = hashlib.sha256(name.encode())
    for table in sorted(raw):
        digest.update(f"\x1d{table}".encode())
        rows = [
            sorted((column, text) for column, cell in cells.items() if (text := str(cell).strip()))
            for _, cells in raw[table].rows
        ]
        for cells in sorted(rows):
            digest.update("\x1e".join(f"{column}\x1f{text}" for column, text in cells).encode() + b"\x1d")
    return digest.hexdigest()


def _read_tables(changed: Changed, problems: list[InputFault], base: Resolved | None) -> tuple[Tables, frozenset[str]]:
    """Typed rows of every table, and the settings that are not known."""
    raw = changed.tables
    rows: dict[str, tuple[Row, ...]] = {}
    for kind in TABLES:
        table = kind.TABLE
        if base is not None and table != "settings" and raw.get(table) is base.raw.get(table):
            rows[table] = getattr(base.tables, table)
        elif table in raw:
            rows[table] = parse_table(kind, raw[table], problems)
            if table in ("clusters", "levels") and not raw[table].rows:
                problems.append(fault("E1", f"{table}.csv", None, "the table has no rows", "add at least one"))
        else:
            rows[table] = ()
            if table in _missing(changed):
                what = "the table is missing"
                mend = "add it; `tradeoff new three-clusters my-plan` shows one to start from"
                problems.append(fault("E1", f"{table}.csv", None, what, mend))
    stated = cast("tuple[Setting, ...]", rows.pop("settings"))
    settings, doubtful = parse_settings(stated, raw["settings"], problems) if stated else unknown_settings()
    return Tables(settings=settings, **rows), doubtful  # type: ignore[arg-type]


def _missing(changed: Changed) -> frozenset[str]:
    """The tables that every scenario must have, and that are neither there nor unreadable."""
    there = changed.tables.keys() | changed.unread
    return frozenset(REQUIRED) - there - (frozenset({"costs"}) if "level_contents" in there else frozenset())


def _in_order(problems: list[InputFault]) -> list[InputFault]:
    """By file, row and column, so that a planner can walk through the tables once."""
    return sorted(problems, key=lambda found: (found.file, found.sheet or "", found.row or 0, found.column or ""))
