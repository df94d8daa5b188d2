"""Reads a folder, or a shipped scenario, into a checked `Scenario`; tells all its faults at once, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.catalogue import find_scenario, is_workbook
from tradeoff.scenario.collecting import uncollected
from tradeoff.scenario.describe import FILE, Description
from tradeoff.scenario.faults import fault
from tradeoff.scenario.plain import as_plain
from tradeoff.scenario.raw import RawScenario, RawTable
from tradeoff.scenario.resolve import resolve
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.source import name_of, read_source
from tradeoff.scenario.variants import Changed, apply_changes
from tradeoff.words.spoken import say


@uncollected()
def read_scenario(scenario: str | Path) -> Scenario:
    """Read and check a scenario: a folder of CSV files, a workbook, or the name of a shipped one.

    Raises:
        ScenarioError: The tables are wrong; the error lists every problem with its place and its mend.
        ValueError: There is no such folder or workbook and no shipped scenario of that name.

    Example:
        >>> import tradeoff
        >>> tradeoff.read_scenario("three-clusters").trades
        ('depth-breadth',)
    """
    path = find_scenario(scenario)
    description, raw = read_source(path)
    name = name_of(path, description)
    problems = list(raw.problems)
    changed = _changed(path, description, raw, problems)
    return Scenario.of(
        resolve(name, changed, problems),
        name=name,
        title=description.title or name,
        question=description.question,
        based_on=description.based_on,
        changes=changed.changes,
    )


def _changed(path: Path, description: Description, raw: RawScenario, problems: list[InputFault]) -> Changed:
    """The raw tables of a scenario, or those of its base with its changes made."""
    if not description.based_on:
        raw = as_plain(raw)
        problems[:] = raw.problems
        return Changed(tables=raw.tables, changes=(), places={}, readings=raw.readings, unread=raw.unread)
    try:
        base = find_scenario(description.based_on, beside=path.parent if is_workbook(path) else path)
    except ValueError as error:
        mend = "name a shipped scenario, or a folder or workbook as it is found from here, such as ../base"
        problems.append(_of_base(path, description, str(error), mend))
        return Changed(tables={}, changes=(), places={})
    its_own, base_raw = read_source(base)
    if its_own.based_on:
        what = say("its base {based_on} is a variant itself", based_on=description.based_on)
        mend = "name a scenario with tables of its own"
        problems.append(_of_base(path, description, what, mend))
        return Changed(tables={}, changes=(), places={})
    base_raw = as_plain(base_raw)
    problems += base_raw.problems
    problems += _own_tables(path, description, raw.tables)
    changed = apply_changes(base_raw.tables, description.changes, problems)
    return replace(changed, readings=(*raw.readings, *changed.readings, *base_raw.readings), unread=base_raw.unread)


def _of_base(path: Path, description: Description, what: str, mend: str) -> InputFault:
    """What is wrong with the base that a scenario names, at its line or cell.

    Args:
        path: The scenario's folder or workbook.
        description: What it says of itself.
        what: What is wrong.
        mend: What to do.
    """
    sheet, value = description.sheet, description.based_on
    file = path.name if is_workbook(path) else FILE
    row = description.based_on_line
    if sheet is None:
        return fault("E2", file, "based_on", what, mend, row=row, value=value)
    letter = sheet.letters.get("value")
    found = fault("E2", file, "based_on", what, mend, row=row, value=value, sheet=sheet.name, letter=letter)
    return replace(found, head=sheet.heads.get("based_on"))


def _own_tables(path: Path, description: Description, tables: Mapping[str, RawTable]) -> list[InputFault]:
    """What is told of the tables that stand beside changes: one line; of several files at what makes it a variant.

    Args:
        path: The scenario's folder or workbook.
        description: What it says of itself.
        tables: Its raw tables by name.
    """
    what = "a variant has no tables of its own"
    if is_workbook(path):
        names = ", ".join(sorted(table.sheet.name if table.sheet else name for name, table in tables.items()))
        heads = description.sheet.heads if description.sheet is not None else {}
        mend = say(
            "write what differs in the sheet of changes, and remove these sheets; or leave {based_on} blank",
            based_on=heads.get("based_on", "based_on"),
        )
        return [fault("E2", path.name, None, what, mend, value=names)] if tables else []
    if len(tables) > 1:
        # Who has tables of all kinds copied a line of another scenario, and wants to keep them.
        mend = "write what differs under changes, and remove these files; or remove based_on"
        named = ", ".join(f"{name}.csv" for name in sorted(tables))
        return [fault("E2", FILE, "based_on", what, mend, row=description.based_on_line, value=named)]
    mend = "write what differs under changes in scenario.yaml, and remove the file"
    return [fault("E2", f"{name}.csv", None, what, mend, value=f"{name}.csv") for name in sorted(tables)]
