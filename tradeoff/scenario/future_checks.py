"""Finds what is wrong in the table `futures`: rows that say too little or too much, probabilities that add up to less.

A row says one of three things: nothing beside its future's id, a column of a table with multiply or set, or an outcome
with multiply. Codes: E1 for what is missing, E2 for what is not there or may not move, E9 for probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.future_rows import KEYS, MOVABLE, OUTCOMES, changes_of, rows_by_future
from tradeoff.scenario.offered import Lacking, no_data
from tradeoff.scenario.parse import parse_table
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.references import WHOLE, RawTables
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.tables import TABLES, Future
from tradeoff.scenario.variants import apply_changes
from tradeoff.words.spoken import say

_FILE = "futures.csv"
_KINDS = {kind.TABLE: kind for kind in TABLES}


def check_futures(tables: Tables, raw: RawTables) -> Iterator[InputFault]:
    """Every fault of the table that shows without cells.

    Args:
        tables: The typed tables.
        raw: The same as text: what a future makes of its cells is read as any cell is.
    """
    yield from _check_probabilities(tables)
    sound = True
    for row in tables.futures:
        for found in (*_check_meaning(row), *_check_places(row, tables)):
            sound = False
            yield found
    if sound and _names_are_known(tables):
        yield from _check_cells(tables, raw)


def check_outcomes(tables: Tables, cells: tuple[Cell, ...], missing: Mapping[str, Lacking]) -> Iterator[InputFault]:
    """Outcomes of aims that have no data, and of households that nothing is offered to.

    Args:
        tables: The typed tables.
        cells: Resolved from them.
        missing: What the data of each aim lack, as far as they lack any.
    """
    clusters = {cluster.cluster_id: cluster for cluster in tables.clusters}
    for row in tables.futures:
        if row.outcome not in OUTCOMES or "*" in (row.cluster_id, row.sector, row.segment_id, row.level_id):
            continue
        if row.outcome in missing:
            yield from no_data(missing[row.outcome], _FILE, "outcome", row.row, row.outcome)
        elif not any(
            row.cluster_id in ("", cell.cluster_id)
            and row.sector in ("", clusters[cell.cluster_id].sector)
            and row.segment_id in ("", cell.segment_id)
            and any(row.level_id in ("", offer.level_id) for offer in cell.offers)
            for cell in cells
        ):
            given = ", ".join(f"{key}={getattr(row, key)}" for key in KEYS if getattr(row, key))
            what, mend = "it matches nothing that is offered", "widen it, or remove the row"
            yield fault("E2", _FILE, "outcome", what, mend, row=row.row, value=given or row.outcome)


def _check_probabilities(tables: Tables) -> Iterator[InputFault]:
    """One of each future or of none, the same in all its rows, and 1 together."""
    named = {row.future_id for row in tables.futures}
    if len({name.casefold() for name in named}) < len(named):
        # Of one future under two spellings it is told that it is one, and either may lack what the other has.
        return
    given: dict[str, Fraction] = {}
    for row in tables.futures:
        if row.probability is None:
            continue
        first = given.setdefault(row.future_id, row.probability)
        if first != row.probability:
            what = say("another row says {first} of {future_id}", first=_shown(first), future_id=row.future_id)
            mend = "write one probability a future, in one of its rows or alike in all"
            yield fault("E9", _FILE, "probability", what, mend, row=row.row, value=_shown(row.probability))
    if not given:
        return
    without = [(name, rows[0].row) for name, rows in rows_by_future(tables).items() if name not in given]
    for name, number in without:
        what = say("{name} has no probability, and {given} have one", name=name, given=", ".join(sorted(given)))
        mend = "write it, or leave all of them blank; 0 for what is thought impossible"
        yield fault("E9", _FILE, "probability", what, mend, row=number)
    total = sum(given.values(), start=Fraction(0))
    if not without and total != 1:
        parts = ", ".join(f"{name} {_shown(value)}" for name, value in sorted(given.items()))
        mend = "make them add up to 1, thirds as 1/3, or leave all of them blank"
        yield fault("E9", _FILE, "probability", say("together {total}, not 1", total=_shown(total)), mend, value=parts)


def _check_meaning(row: Future) -> Iterator[InputFault]:
    """Which of the three things a row says, and whether it says all of it and no more."""
    number = row.row
    if row.outcome and (row.table or row.column):
        what, mend = "an outcome beside a table's column", "write one of the two, and the other in a row of its own"
        yield fault("E2", _FILE, "outcome", what, mend, row=number, value=row.outcome)
    elif row.outcome:
        if row.outcome not in OUTCOMES:
            mend = say(
                "write one of {outcomes}{hint}", outcomes=", ".join(OUTCOMES), hint=did_you_mean(row.outcome, OUTCOMES)
            )
            yield fault("E2", _FILE, "outcome", "no such outcome", mend, row=number, value=row.outcome)
        if row.set is not None:
            what, mend = "an outcome is multiplied, not set", "write `multiply`, or set the column behind it"
            yield fault("E2", _FILE, "set", what, mend, row=number, value=_shown(row.set))
        elif row.multiply is None:
            yield fault("E1", _FILE, "multiply", "the factor is missing", "write it; 1 changes nothing", row=number)
    elif row.table or row.column:
        yield from _check_column(row)
        if row.multiply is not None and row.set is not None:
            what, mend = "`multiply` and `set` in one row", "keep one of them"
            yield fault("E2", _FILE, "multiply", what, mend, row=number, value=_shown(row.multiply))
        elif row.multiply is None and row.set is None:
            yield fault("E1", _FILE, "multiply", "neither `multiply` nor `set`", "write one of them", row=number)
    elif row.multiply is not None or row.set is not None or any(getattr(row, key) for key in KEYS):
        what, mend = "it does not say what is otherwise", "write `table` and `column`, or an `outcome`"
        yield fault("E1", _FILE, "table", what, mend, row=number)


def _check_column(row: Future) -> Iterator[InputFault]:
    if row.table not in MOVABLE:
        what = say("no such table") if row.table not in _KINDS else "a future changes what a household gains, not this"
        mend = say("name one of {movable}{hint}", movable=", ".join(MOVABLE), hint=did_you_mean(row.table, MOVABLE))
        if not row.table:
            yield fault("E1", _FILE, "table", "the table is missing", mend, row=row.row)
        else:
            yield fault("E2", _FILE, "table", what, mend, row=row.row, value=row.table)
        return
    columns = MOVABLE[row.table]
    if row.column not in columns:
        is_there = row.column in _KINDS[row.table].model_fields
        what = (
            "a future changes what a household gains, not this"
            if is_there
            else say("no such column of {table}", table=row.table)
        )
        mend = say("name one of {columns}{hint}", columns=", ".join(columns), hint=did_you_mean(row.column, columns))
        if not row.column:
            yield fault("E1", _FILE, "column", "the column is missing", mend, row=row.row)
        else:
            yield fault("E2", _FILE, "column", what, mend, row=row.row, value=row.column)
    for key in KEYS:
        if getattr(row, key) and key not in _KINDS[row.table].model_fields:
            what, mend = say("{table} has no such column", table=row.table), "leave it blank"
            yield fault("E2", _FILE, key, what, mend, row=row.row, value=getattr(row, key))


def _check_places(row: Future, tables: Tables) -> Iterator[InputFault]:
    """A star, which a table may hold and an outcome has no use for."""
    for key in KEYS:
        if row.outcome and getattr(row, key) == "*":
            yield fault("E2", _FILE, key, "no name", "leave it blank for all together", row=row.row, value="*")


def _names_are_known(tables: Tables) -> bool:
    """Whether every id and sector is there: what is not is told as such, and not as a row that matches nothing."""
    known = {
        "cluster_id": {cluster.cluster_id for cluster in tables.clusters},
        "sector": {cluster.sector for cluster in tables.clusters},
        "segment_id": {WHOLE, *(segment.segment_id for segment in tables.segments)},
        "level_id": {level.level_id for level in tables.levels},
    }
    return all(getattr(row, key) in {"", "*", *known[key]} for row in tables.futures for key in KEYS)


def _check_cells(tables: Tables, raw: RawTables) -> Iterator[InputFault]:
    """Rows that match nothing, cells changed twice, and figures that their column does not take."""
    for rows in rows_by_future(tables).values():
        problems: list[InputFault] = []
        changed = apply_changes(raw, [change for row in rows for change in changes_of(row)], problems)
        # A row with a low and a high is changed in three columns, for one reason.
        yield from {one.row: one for one in reversed(problems)}.values()
        if problems:
            continue
        for table in sorted({row.table for row in rows if row.table}):
            wrong: list[InputFault] = []
            parse_table(_KINDS[table], changed.tables[table], wrong)
            yield from changed.blame(wrong)


def _shown(number: Fraction) -> str:
    return f"{float(number):.12g}"
