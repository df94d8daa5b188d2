"""Says which words and ids a spreadsheet shall offer in a column, and what it shall refuse there."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.scenario.measures import DIMENSIONS, GROUPS
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.references import ALL, START_UP, ids_of
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables.kinds import MATCH_ALL, CellKind, cell_kind
from tradeoff.scenario.tables.row import Row
from tradeoff.scenario.workbook.sheets import READ_ME, sheet_name
from tradeoff.scenario.written_words import allowed_words
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

_MOST = 255
"""Characters a spreadsheet takes in a list that stands in the rule itself."""
_HOMES = {
    "cluster_id": ("clusters", "cluster_id"),
    "department_id": ("departments", "department_id"),
    "paid_by": ("departments", "department_id"),
    "segment_id": ("segments", "segment_id"),
    "level_id": ("levels", "level_id"),
    "activity_id": ("activities", "activity_id"),
    "fund_id": ("funds", "fund_id"),
    "needs_fund": ("funds", "fund_id"),
    "opens_fund": ("funds", "fund_id"),
    "district": ("clusters", "district"),
    "sector": ("clusters", "sector"),
}
"""Where the ids of a column come from."""
_ALSO = {
    ("budgets", "department_id"): (ALL,),
    ("level_contents", "level_id"): (START_UP,),
    ("costs", "cluster_id"): (MATCH_ALL,),
    ("costs", "segment_id"): (MATCH_ALL,),
    ("levels", "segment_id"): (MATCH_ALL,),
}
_IDS = frozenset((*_HOMES, "ref", "limit_id", "investment_id")) - {"district", "sector"}
Rule = dict[str, object]
"""A rule of data validation, as XlsxWriter takes it."""


def is_id(kind: type[Row], column: str) -> bool:
    """Whether a column holds ids, which are texts even where all their signs are digits."""
    return column in _IDS and column in kind.model_fields


def rule_for(
    kind: type[Row],
    column: str,
    tables: Mapping[str, RawTable],
    columns: Mapping[str, list[str]],
    rows: Mapping[str, int],
    words: str,
) -> Rule | None:
    """What a spreadsheet offers and refuses in a column; None where anything goes.

    Args:
        kind: The type of the table's rows.
        column: The column.
        tables: What stands in the workbook's tables.
        columns: The columns of each of its sheets, in their order.
        rows: The last row of each sheet that is laid out to be filled in.
        words: What is told where the cell is chosen.
    """
    told: Rule = {"input_title": heading_of(column)[:32], "input_message": words[:_MOST]} if words else {}
    wanted, words_known = cell_kind(kind, column), allowed_words(kind, column)
    if (kind.TABLE, column) == ("settings", "key"):
        return _list([heading_of(key) for key in Settings.model_fields], told, strict=False) or None
    if (kind.TABLE, column) == ("limits", "measure"):
        return {"validate": "list", "source": f"='{sheet_name(READ_ME)}'!measures", "show_error": False, **told}
    if words_known:
        return _list(list(words_known), told, strict=True)
    if wanted is CellKind.FLAG:
        return _list(["0", "1"], told, strict=True)
    if wanted is CellKind.SHARE:
        mend = say("A share lies between 0 and 1: write 0.35, or 35%.")
        limits = {"criteria": "between", "minimum": 0, "maximum": 1, "error_title": column[:32], "error_message": mend}
        return {"validate": "decimal", **limits, **told}
    if (kind.TABLE, column) in (("limits", "group"), ("levels", "dimensions")):
        return _list(list(GROUPS if column == "group" else DIMENSIONS), told, strict=False)
    return _ids(kind, column, tables, columns, rows, told)


def _list(words: list[str], told: Rule, *, strict: bool) -> Rule:
    if len(",".join(words)) > _MOST:
        return {}
    return {
        "validate": "list",
        "source": words,
        "show_error": strict,
        "error_message": say("Choose from the list."),
        **told,
    }


def _ids(
    kind: type[Row],
    column: str,
    tables: Mapping[str, RawTable],
    columns: Mapping[str, list[str]],
    rows: Mapping[str, int],
    told: Rule,
) -> Rule | None:
    """The ids of the table they belong to: its column, so that new ones are offered too, or a list without doubles."""
    table, home = _HOMES.get(column, ("", ""))
    if table == kind.TABLE or home not in columns.get(table, ()):
        return {"validate": "any", **told} if told else None
    also = [*_ALSO.get((kind.TABLE, column), ()), *([MATCH_ALL] if kind.TABLE in ("effects", "limits") else [])]
    found = sorted(ids_of(tables, table, home))
    listed = [*also, *found]
    is_double = table in tables and len(found) < len([row for row in tables[table].rows if row[1].get(home)])
    if (also or is_double) and found and not any("," in word for word in listed) and len(",".join(listed)) <= _MOST:
        return _list(listed, told, strict=False)
    letter = _letter(columns[table].index(home))
    return {
        "validate": "list",
        "source": f"='{sheet_name(table)}'!${letter}$2:${letter}${rows[table]}",
        "show_error": False,
        **told,
    }


def _letter(index: int) -> str:
    """A column's letters in a spreadsheet, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
