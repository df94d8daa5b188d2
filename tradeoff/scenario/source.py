"""Reads what a scenario says and its tables as text, whether it is a folder or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tradeoff.errors import InputFault, ScenarioError
from tradeoff.scenario.book import Book
from tradeoff.scenario.catalogue import find_scenario, is_workbook
from tradeoff.scenario.csv_files import read_folder
from tradeoff.scenario.describe import Description, read_description
from tradeoff.scenario.raw import RawScenario, RawTable
from tradeoff.scenario.tables import TABLES

_COLUMNS = {kind.TABLE: tuple(name for name in kind.model_fields if name != "row") for kind in TABLES}
_TOLD_WHEN_EMPTY = ("settings", "clusters", "levels", "costs", "budgets")
"""Tables of which it is told that they have no rows; any other without rows is one that is not used."""


def read_source(path: Path) -> tuple[Description, RawScenario]:
    """What a scenario says of itself, and its tables as text.

    Raises ScenarioError for a workbook that cannot be read at all: nothing else can be told of it.
    """
    if is_workbook(path):
        from tradeoff.scenario.workbook.read import read_workbook

        description, raw = read_workbook(path)
        if raw.problems and not raw.tables and not description.based_on:
            raise ScenarioError(path.name, raw.problems)
        return description, replace(raw, tables=_used(raw.tables))
    problems: list[InputFault] = []
    description = read_description(path, problems)
    raw = read_folder(path, _COLUMNS)
    return description, replace(raw, tables=_used(raw.tables), problems=(*problems, *raw.problems))


def _used(tables: Mapping[str, RawTable]) -> dict[str, RawTable]:
    """The tables that say something: a header alone, as in a workbook to fill in, is no table."""
    used = {name: one for name, one in tables.items() if one.rows or one.refused or name in _TOLD_WHEN_EMPTY}
    if "costs" in used and not used["costs"].rows and "level_contents" in used:
        del used["costs"]
    return used


def name_of(path: Path, description: Description) -> str:
    """What a scenario is called: as it says itself, else as its folder or workbook is."""
    return description.name or (path.stem if is_workbook(path) else path.resolve().name)


def read_book(scenario: str | Path) -> Book:
    """A scenario as it is written down, unchecked: what can be written down otherwise.

    Raises:
        ScenarioError: It cannot be read as text.
        ValueError: There is none of that name.
    """
    path = find_scenario(scenario)
    description, raw = read_source(path)
    name = name_of(path, description)
    if raw.problems:
        raise ScenarioError(name, raw.problems)
    return Book(
        name=name,
        title=description.title,
        question=description.question,
        based_on=description.based_on,
        changes=description.changes,
        tables=raw.tables,
    )
