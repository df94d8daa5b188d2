"""Says what stands for all of them in a column where somebody typed a word for it: `*`, ALL, a blank, or nothing.

The list of columns says which of these a column knows (`tables/columns.csv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tradeoff.errors import InputFault
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.references import ALL
from tradeoff.scenario.tables import Limit
from tradeoff.scenario.tables.columns import column_words
from tradeoff.words.spoken import say

_FOR_ALL = frozenset({"*", "all", "any", "each", "every", "everything", "tous", "toutes", "tout", "toute", "chaque"})
"""What people write where all of them are meant."""
_SIGNS = ("*", ALL)
_NAMING = ("id", "text", "project", "department")
"""How the units of columns begin that name one of several: an id, a text such as a district, a project year."""


def with_signs_for_all(problems: Iterable[InputFault], tables: Mapping[str, RawTable]) -> Iterator[InputFault]:
    """The same faults; where a value is a word for all of them, the mend is what the column has for that.

    Args:
        problems: Faults, each told of its table's file.
        tables: The raw tables by name.
    """
    for one in problems:
        mend = None if one.value is None or one.value.casefold() not in _FOR_ALL else _mend(one, tables)
        yield one if mend is None else replace(one, mend=mend)


def _mend(one: InputFault, tables: Mapping[str, RawTable]) -> str | None:
    """What to write for all of them; None where the column names none of several, or its fault says it already."""
    table = one.file.removesuffix(".csv")
    words = column_words().get((table, one.column or ""))
    if words is None or words.unit.split()[0] not in _NAMING:
        return None
    sign = next((sign for sign in _SIGNS if words.unit.endswith(f" {sign}")), None)
    if sign == one.value:
        # It is legal there, and something else is wrong with it.
        return None
    if table == Limit.TABLE and sign is not None:
        return say("leave it blank for all together, or write * for each")
    named = {text_of(cells, one.column or "").casefold() for _, cells in tables[table].rows} - {"", *_FOR_ALL}
    if sign == ALL and named:
        # One purse of all beside purses of some is none.
        return say("name one, in a row for each, or write {sign} in every row", sign=sign)
    if sign is not None:
        return say("write {sign}, which means all of them", sign=sign)
    if words.blank.startswith(("all", "every")):
        return say("leave the cell blank, which means all of them")
    return say("name one, in a row for each; no word for all of them is read here")
