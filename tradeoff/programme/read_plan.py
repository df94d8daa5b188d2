"""Reads a plan from a folder or a workbook: strictly, every fault at once, with its place, value and mend."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from tradeoff.door import read_plain, require_few
from tradeoff.errors import InputFault, ScenarioError
from tradeoff.programme.decision import REQUIRED, Figures, SavedPlan
from tradeoff.programme.form import Form
from tradeoff.programme.half_read import half_read
from tradeoff.programme.plan_tables import DECISIONS, FIGURES, LISTS, Aims, Owed, PlanRow
from tradeoff.programme.plan_workbook import is_plan_workbook, read_plan_workbook
from tradeoff.programme.typed_decision import typed_decision
from tradeoff.scenario.arguments import require_path
from tradeoff.scenario.csv_files import read_file
from tradeoff.scenario.faults import fault
from tradeoff.scenario.levels import read_levels
from tradeoff.scenario.names_for_ids import with_ids
from tradeoff.scenario.parse import parse_table
from tradeoff.scenario.raw import RawTable, Reading, text_of
from tradeoff.scenario.read import read_scenario
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.resolve import hash_of
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.totals import without_totals
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

SCENARIO, ABOUT = "scenario", "plan.json"
OF_SEVERAL = ("frontier.json", "whole.json")
_WRITTEN = "tradeoff/"
"""How the schema of what the program writes begins; whoever writes an allotment by hand names none."""
Rows = dict[str, tuple[PlanRow, ...]]
_KINDS = {kind.TABLE: kind for kind in (*DECISIONS, *FIGURES, *LISTS)}
"""The tables of a plan that are read, by name."""


def read_plan(
    plan: str | Path, *, number: int | None = None, scenario: Scenario | None = None, form: Form | None = None
) -> SavedPlan:
    """Read a plan from a folder or a workbook: one of `tradeoff plan --out`, one edited, or anybody's allotment.

    Of an allotment `households.csv` and `openings.csv` are enough; what is left out follows, or is found.

    Args:
        plan: The folder, or the workbook (.xlsx) that `tradeoff plan --out` wrote.
        number: Which plan, where the folder holds several; None: its only one.
        scenario: What it is a plan of; None: as the folder `scenario` in it says.
        form: How much of it is whole; None: as its `plan.json` says, an outlook where there is none.

    Raises:
        ScenarioError: Tables are wrong, those of the plan or of its scenario; it lists every problem.
        ValueError: There is no such folder, or it holds several plans and `number` names none of them.

    Example:
        >>> import tradeoff
        >>> tradeoff.read_plan("sanctioned").decision.households  # doctest: +SKIP
    """
    require_path(plan, say("folder of a plan"))
    if scenario is not None:
        require_scenario(scenario)
    folder = Path(plan)
    called = folder.name or folder.resolve().name
    if not is_plan(folder):
        raise ValueError(
            say(
                "{folder} holds no plan; name a folder with {t}",
                folder=folder,
                t=" and ".join(f"{t}.csv" for t in REQUIRED),
            )
        )
    problems: list[InputFault] = []
    book = read_plan_workbook(folder, problems, _KINDS) if folder.is_file() else None
    about = _read_about(folder, problems) if book is None else book.about
    asked = scenario or (_scenario_of(folder) if book is None else book.scenario())
    made_from, is_same = about.get("data_hash"), hash_of(str(about.get("scenario", "")), asked.resolved.raw)
    asked = _as_asked(asked, about, problems)
    level = _level_asked(asked, about, problems)
    found = _read_tables(folder, problems) if book is None else book.tables
    problems += _missing(folder, found, about)
    readings: list[Reading] = []
    half: Rows = {}
    rows = _parse_tables(found, asked, problems, readings, half)
    chosen = _one_plan(rows, folder, number)
    decision = typed_decision(chosen, asked, problems)
    typed_decision(half, asked, problems)
    problems = [*with_ids(problems, asked.resolved.raw)]
    if book is not None:
        problems = book.at_cells(problems)
    if problems:
        raise ScenarioError(called, sorted(problems, key=lambda one: (one.file, one.row or 0, one.column or "")))
    trade = about.get("trade")
    stating = [kind for kind in (*FIGURES, *LISTS) if kind.TABLE in chosen]
    return SavedPlan(
        folder=folder,
        scenario=asked,
        form=form or Form(about.get("form", Form.OUTLOOK)),
        decision=decision,
        trade=trade if isinstance(trade, str) and trade in asked.trades else None,
        asked=level,
        stated={kind.TABLE: _figures(kind, chosen[kind.TABLE]) for kind in stating},
        rows={kind.TABLE: {_key(kind, row): row.row for row in chosen[kind.TABLE]} for kind in stating},
        letters={name: raw.sheet.letters for name, raw in found.items() if raw.sheet is not None},
        heads={name: raw.sheet.heads for name, raw in found.items() if raw.sheet is not None},
        readings=tuple(readings),
        is_of_other_tables=made_from not in (None, is_same),
    )


def is_plan(folder: Path) -> bool:
    """Whether a folder, or a workbook, holds a plan, perhaps with a table missing, rather than a scenario."""
    if folder.is_file():
        return is_plan_workbook(folder)
    marks = (ABOUT, *(f"{table}.csv" for table in REQUIRED))
    return any((folder / name).is_file() for name in marks) and not (folder / "settings.csv").exists()


def _scenario_of(folder: Path) -> Scenario:
    if not (folder / SCENARIO).is_dir():
        raise ValueError(
            say(
                "{folder} does not say what it is a plan of: there is no folder {scenario} in it; copy the "
                "scenario's tables there, or name the scenario",
                folder=folder,
                scenario=SCENARIO,
            )
        )
    try:
        return read_scenario(folder / SCENARIO)
    except ScenarioError as error:
        problems = [replace(one, file=f"{SCENARIO}/{one.file}") for one in error.problems]
        raise ScenarioError(folder.name or folder.resolve().name, problems) from None


def _read_about(folder: Path, problems: list[InputFault]) -> Mapping[str, Any]:
    """What `plan.json` or, of several plans, that of their frontier says; nothing where there is none of these."""
    path = next((path for name in (ABOUT, *OF_SEVERAL) if os.path.lexists(path := folder / name)), None)
    if path is None:
        return {}
    try:
        content = read_plain(path)
        require_few(content)
        about = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except OSError as error:
        what, mend = (
            say("cannot be opened ({strerror})", strerror=error.strerror),
            say("make it a file that may be read, or remove it"),
        )
        problems.append(fault("E1", path.name, None, what, mend))
        return {}
    except (ValueError, RecursionError) as error:
        problems.append(
            fault("E1", path.name, None, say("not readable: {error}", error=error), "mend it, or remove the file")
        )
        return {}
    if not isinstance(about, dict) or about.get("form", Form.OUTLOOK) not in list(Form):
        what, mend = (
            say("not a plan's description"),
            say("write a form, {form}, or remove the file", form=", ".join(Form)),
        )
        problems.append(fault("E1", path.name, None, what, mend))
        return {}
    return cast("Mapping[str, Any]", about)


def _refuse(text: str) -> None:
    raise ValueError(say("{text} is no number", text=text))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(say("a key stands twice in one object"))
    return found


def _as_asked(scenario: Scenario, about: Mapping[str, Any], problems: list[InputFault]) -> Scenario:
    """The scenario with the reforms and floors that its plan was asked with."""
    reforms, floors = about.get("reforms", {}), about.get("floors") or {}
    try:
        if not isinstance(reforms, dict) or not all(isinstance(answer, bool) for answer in reforms.values()):
            raise ValueError(say("the reforms are not true or false each"))
        if not isinstance(floors, dict):
            raise ValueError(say("the floors are not an aim and a level each"))
        scenario = scenario.with_reforms(reforms) if reforms else scenario
        return scenario.with_floors(floors) if floors else scenario
    except (ValueError, TypeError, OverflowError) as error:
        problems.append(fault("E2", ABOUT, None, str(error), "name reforms and floors of this scenario"))
        return scenario


def _level_asked(scenario: Scenario, about: Mapping[str, Any], problems: list[InputFault]) -> dict[str, float]:
    """The aim of its choice that a plan was asked with, and its level; of several aims, which are wishes, none."""
    asked = about.get("asked") or {}
    if not isinstance(about.get("trade"), str):
        return {}
    try:
        if not isinstance(asked, dict) or len(asked) > 1:
            raise ValueError(say("what was asked is not one aim and a level"))
        return {aim: float(level) for aim, level in read_levels(asked, scenario).items()}
    except (ValueError, TypeError, OverflowError) as error:
        problems.append(fault("E2", ABOUT, None, str(error), "name an aim of this scenario and its level"))
        return {}


def _read_tables(folder: Path, problems: list[InputFault]) -> dict[str, RawTable]:
    paths = {name: folder / f"{name}.csv" for name in _KINDS}
    there = {name: path for name, path in paths.items() if os.path.lexists(path)}
    read = {name: read_file(path, _KINDS[name].model_fields, problems, []) for name, path in there.items()}
    return {name: raw for name, raw in read.items() if raw is not None}


def _counted(raw: RawTable, kind: type[PlanRow]) -> RawTable:
    """A list for the office without the columns that say names or are filled in by hand, and lines of these alone."""
    columns = [column for column in raw.columns if column in kind.model_fields]
    rows = ((row, {column: cells[column] for column in columns if column in cells}) for row, cells in raw.rows)
    filled = tuple((row, cells) for row, cells in rows if any(text_of(cells, column) for column in columns))
    return replace(raw, columns=tuple(columns), rows=filled)


def _missing(folder: Path, found: Collection[str], about: Mapping[str, Any]) -> Iterator[InputFault]:
    """A fault for each table that a plan cannot be without, or that stands in what the program writes of one.

    Args:
        folder: Its folder or workbook.
        found: The tables that were read.
        about: What it says of itself.
    """
    stated = [kind.TABLE for kind in FIGURES] if str(about.get("schema", "")).startswith(_WRITTEN) else []
    if any((folder / name).is_file() for name in OF_SEVERAL):
        stated = [table for table in stated if table != Aims.TABLE]
    for name in dict.fromkeys((*REQUIRED, *stated)):
        columns = (column for column in _KINDS[name].model_fields if column not in PlanRow.model_fields)
        head = ", ".join(map(heading_of, columns) if folder.is_file() else columns)
        mend = say("write it, with the columns {head}, or write the plan anew", head=head)
        if name not in found and folder.is_file():
            yield fault("E2", folder.name, None, say("the sheet {name} is missing", name=name), mend)
        elif name not in found and not (folder / f"{name}.csv").is_file():
            yield fault("E2", f"{name}.csv", None, "the table is missing", mend)


def _parse_tables(
    found: Mapping[str, RawTable],
    scenario: Scenario,
    problems: list[InputFault],
    readings: list[Reading],
    half: Rows,
) -> Rows:
    """The rows of tables, whose years may be named as results name them.

    Args:
        found: The raw tables by name.
        scenario: What they are a plan of.
        problems: Faults are added to it.
        readings: That rows of totals were left out is added to it.
        half: What is decided in rows whose figures are faulty is added to it, as far as it can be read.
    """
    years = scenario.settings.years
    # What is owed falls due after the project.
    after = {Owed.TABLE: replace(years, count=None)}
    rows: Rows = {}
    for name, kind in _KINDS.items():
        if name in found:
            raw = after.get(name, years).numbered(found[name], "year", problems)
            # Figures that are stated are held against what follows, and a total of them is none of those.
            if kind in (*DECISIONS, *LISTS):
                raw = without_totals(raw, found[name], kind, problems, readings)
            rows[name] = parse_table(kind, _counted(raw, kind) if kind in LISTS else raw, problems)
            if kind in DECISIONS:
                half[name] = half_read(kind, raw, rows[name], problems)
    return rows


def _one_plan(rows: Rows, folder: Path, number: int | None) -> Rows:
    """The rows of one plan.

    Args:
        rows: Of all plans.
        folder: Where they stand, for the error.
        number: Which; None where there is one alone.
    """
    numbers = sorted({row.plan for found in rows.values() for row in found if row.plan is not None})
    if number is None:
        if len(numbers) > 1:
            raise ValueError(
                say(
                    "{folder} holds {count} plans, {number} to {number2}; say which: --number",
                    folder=folder,
                    count=len(numbers),
                    number=numbers[0],
                    number2=numbers[-1],
                )
            )
        return rows
    if numbers and number not in numbers:
        raise ValueError(
            say(
                "{folder} holds no plan {number}; there are {map}",
                folder=folder,
                number=number,
                map=", ".join(map(str, numbers)),
            )
        )
    return {table: tuple(row for row in found if row.plan in (None, number)) for table, found in rows.items()}


def _figures(kind: type[PlanRow], rows: Sequence[PlanRow]) -> Figures:
    """What rows state, by their key without the plan's number."""
    return {
        _key(kind, row): {
            column: Fraction(value) for column in kind.FIGURES if (value := getattr(row, column)) is not None
        }
        for row in rows
    }


def _key(kind: type[PlanRow], row: PlanRow) -> tuple[Any, ...]:
    """What names a row, without the plan's number."""
    return tuple(getattr(row, column) for column in kind.KEY if column != "plan")
