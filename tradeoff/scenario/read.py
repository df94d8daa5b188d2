"""Reads a folder, or a shipped scenario, into a checked `Scenario`; tells all its faults at once, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.catalogue import find_scenario
from tradeoff.scenario.collecting import uncollected
from tradeoff.scenario.csv_files import read_folder
from tradeoff.scenario.describe import Description, read_description
from tradeoff.scenario.faults import fault
from tradeoff.scenario.plain import as_plain
from tradeoff.scenario.resolve import resolve
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.variants import Changed, apply_changes


@uncollected()
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
    problems: list[InputFault] = []
    description = read_description(folder, problems)
    name = description.name or folder.resolve().name
    changed = _read_raw(folder, description, problems)
    return Scenario.of(
        resolve(name, changed, problems),
        name=name,
        title=description.title or name,
        question=description.question,
        based_on=description.based_on,
        changes=changed.changes,
    )


def _read_raw(folder: Path, description: Description, problems: list[InputFault]) -> Changed:
    """The raw tables of a scenario, or those of its base with its changes made."""
    names = [kind.TABLE for kind in TABLES]
    if not description.based_on:
        raw = as_plain(read_folder(folder, names))
        problems += raw.problems
        return Changed(tables=raw.tables, changes=(), places={}, readings=raw.readings, unread=raw.unread)
    try:
        base = find_scenario(description.based_on, beside=folder)
    except ValueError as error:
        row, value = description.based_on_line, description.based_on
        mend = "name a shipped scenario, or a folder as it is found from here, such as ../base"
        problems.append(fault("E2", "scenario.yaml", "based_on", str(error), mend, row=row, value=value))
        return Changed(tables={}, changes=(), places={})
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
        return Changed(tables={}, changes=(), places={})
    raw = as_plain(read_folder(base, names))
    problems += [*base_problems, *raw.problems]
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
    changed = apply_changes(raw.tables, description.changes, problems)
    return replace(changed, readings=raw.readings, unread=raw.unread)
