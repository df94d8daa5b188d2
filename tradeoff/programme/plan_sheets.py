"""Names the sheets of a plan's workbook that are read back: its description, what is decided, its scenario."""

from __future__ import annotations

import math

ABOUT = "plan"
"""The first sheet; it tells a plan's workbook from any other by the schema that stands on it."""
SCHEMA_KEY, SCHEMA = "schema", "tradeoff/plan/2"
FACTS = (SCHEMA_KEY, "form", "scenario", "data_hash", "trade", "x", "y", "floors", "reforms", "asked")
"""What the first sheet says for programs: names in its first column, values as JSON in its second."""
SCENARIO = "scenario"
"""The sheet with the scenario's name, title and question."""
_TABLE_PREFIX = "scenario."


def table_sheet(table: str) -> str:
    """The sheet that holds a table of the scenario; a plan has tables of the same names."""
    return f"{_TABLE_PREFIX}{table}"


def table_of(sheet: str) -> str | None:
    """The scenario's table that a sheet holds; None where it holds none."""
    return sheet.removeprefix(_TABLE_PREFIX) if sheet.startswith(_TABLE_PREFIX) else None


def as_number(text: str) -> float | None:
    """The number that comes back from a sheet as just this text; None for any other text, which stays one."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number_text(number + 0.0) == text else None


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it, to 15 significant digits: Excel keeps 0.1 * 3 as 0.30000000000000004."""
    return f"{number:.15g}"
