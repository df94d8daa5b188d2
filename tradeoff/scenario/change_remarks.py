"""Remarks on changes that reach further than their line says (W37): every row of a table, or every amount of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tradeoff.errors import InputFault
from tradeoff.scenario.changes import WantedChange
from tradeoff.words.spoken import say


def remark_changes(places: Mapping[tuple[str, int, str], WantedChange]) -> Iterator[InputFault]:
    """One remark a change that names no row and changes several, and one where the unit of money is another.

    Args:
        places: By file, row and column the change that wrote it.
    """
    rows = Counter(id(wanted) for wanted in places.values())
    for wanted in {id(one): one for one in places.values()}.values():
        count = rows[id(wanted)]
        if wanted.line is None or wanted.add is not None:
            continue
        if not wanted.where and count > 1:
            what = say("it names no row, and all {count} rows of {table} are changed", count=count, table=wanted.table)
            yield wanted.fault("W37", "where", what, "name the rows that are meant, if these are not all")
        if wanted.table == "settings" and wanted.where.get("key") == "money_unit":
            what = "every amount of all tables is read in this unit, and none is converted"
            mend = "leave it out, unless the base has its amounts in this unit already"
            yield wanted.fault("W37", "set", what, mend, wanted.set_to)
