"""Says which id is meant where somebody typed the name that goes with it: `Barpali weavers` in a column of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tradeoff.errors import InputFault
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.words.spoken import say

_HOMES = {
    "cluster_id": "clusters",
    "department_id": "departments",
    "level_id": "levels",
    "activity_id": "activities",
    "fund_id": "funds",
}
"""The tables in which ids have names."""


def with_ids(problems: Iterable[InputFault], raw: Mapping[str, RawTable]) -> Iterator[InputFault]:
    """The same faults; where a value is the name of one thing alone, the mend is the id of that thing.

    Args:
        problems: Faults, each told of its table's file.
        raw: The raw tables by name.
    """
    for one in problems:
        table = _HOMES.get(one.column or "")
        if one.value is None or table is None or table not in raw or one.file == f"{table}.csv":
            yield one
            continue
        wanted = one.value.casefold()
        rows = (cells for _, cells in raw[table].rows if text_of(cells, "name").casefold() == wanted)
        ids = {text_of(cells, one.column or "") for cells in rows}
        if len(ids) == 1 and one.value not in ids:
            yield replace(one, mend=say("write {id}, whose name it is", id=ids.pop()))
        else:
            yield one
