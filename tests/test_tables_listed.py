"""`scenarios/README.md` lists every table, every column and every setting, and says which must be filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import TABLES, Row

LIST = (Path(__file__).parent.parent / "scenarios" / "README.md").read_text(encoding="utf-8")


def section(table: str) -> str:
    """What stands under a table's heading."""
    return LIST.split(f"### {table}.csv\n")[1].split("\n### ")[0]


def listed(text: str, head: str) -> dict[str, list[str]]:
    """The cells of a listing by column or key."""
    rows = text.split(f"| {head} | unit |")[1].split("\n\n")[0].splitlines()[2:]
    return {cells[0]: cells[1:] for cells in ([cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows)}


def check(kind: type[BaseModel], found: dict[str, list[str]], *, leave: set[str]) -> None:
    """Every field once, in order; required ones marked; a unit and an example each."""
    fields = {name: field for name, field in kind.model_fields.items() if name not in leave}
    assert list(found) == list(fields)
    for name, (unit, default, example, *_) in found.items():
        assert unit, name
        assert example, name
        assert (default == "**required**") == fields[name].is_required(), name
        value = fields[name].default
        if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch(r"[\d.]+", default):
            assert int(default) == value, name


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.TABLE)
def test_every_column_is_listed(kind: type[Row]) -> None:
    """With unit, default and example."""
    check(kind, listed(section(kind.TABLE), "column"), leave=set(Row.model_fields))


def test_every_setting_is_listed() -> None:
    """The keys of `settings.csv`."""
    check(Settings, listed(section("settings"), "key"), leave=set())
