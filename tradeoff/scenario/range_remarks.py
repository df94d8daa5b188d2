"""Remarks on ranges of which nothing is drawn (W35): they do not hold the figure of their row, or have one end alone.

It is no fault: a change, or a figure moved to see whether the advice turns, may leave the range that the base states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.ranged import MAIN, OWN_RANGE
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Row
from tradeoff.scenario.unit_slips import plain_figure
from tradeoff.words.spoken import any_of, say, say_of

_SETTINGS = "settings"
"""The keys whose rows no typed table holds."""


def remark_ranges(tables: Tables) -> Iterator[InputFault]:
    """One remark a table on ranges that do not hold their figure, and one on those of a single end."""
    for table in MAIN:
        rows = () if table == _SETTINGS else getattr(tables, table)
        ranged = [(row, figures) for row in rows if (figures := _figures(table, row))]
        outside = [(row, figures) for row, figures in ranged if _is_outside(row, figures)]
        others = [(row, name) for row, figures in ranged if (name := _of_another(table, row, figures))]
        open_ones = [row for row, _ in ranged if (row.low is None) != (row.high is None)]
        if outside:
            row, figures = outside[0]
            named = any_of(f"{column} {plain_figure(value)}" for column, value in figures.items())
            low, high = plain_figure(row.low), plain_figure(row.high)
            what = say(
                "the range {low} to {high} does not hold the figure of its row, {named}, and nothing of it is "
                "drawn{more}",
                low=low,
                high=high,
                named=named,
                more=_more(outside),
            )
            mend = "mend the figure or the range, so that the best guess lies between `low` and `high`"
            yield fault("W35", f"{table}.csv", "low", what, mend, row=row.row, value=low)
        if others:
            row, name = others[0]
            first, low, high = MAIN[table][0], plain_figure(row.low), plain_figure(row.high)
            what = say(
                "the range {low} to {high} does not hold {first} {value}, and is drawn as that of {name}{more}",
                low=low,
                high=high,
                first=first,
                value=plain_figure(getattr(row, first)),
                name=name,
                more=_more(others),
            )
            mend = say(
                "write it as {first}_low and {first}_high, or as {name}_low and {name}_high", first=first, name=name
            )
            yield fault("W35", f"{table}.csv", "low", what, mend, row=row.row, value=low)
        if open_ones:
            column, other = ("low", "high") if open_ones[0].high is None else ("high", "low")
            what = say(
                "`{column}` without `{other}`, and nothing of the range is drawn{more}",
                column=column,
                other=other,
                more=_more(open_ones),
            )
            value = plain_figure(getattr(open_ones[0], column))
            yield fault("W35", f"{table}.csv", column, what, "write both ends", row=open_ones[0].row, value=value)


def _figures(table: str, row: Row) -> dict[str, Fraction]:
    """The figures that a row's range may be of; none where each has a range of its own."""
    given = {column: getattr(row, column) for column in MAIN[table] if getattr(row, column) is not None}
    own = [name for name in OWN_RANGE.get(table, ()) if getattr(row, f"{name}_low") is not None]
    return {} if own else given


def _is_outside(row: Row, figures: dict[str, Fraction]) -> bool:
    if row.low is None or row.high is None:
        return False
    return not any(row.low <= value <= row.high for value in figures.values())


def _of_another(table: str, row: Row, figures: dict[str, Fraction]) -> str:
    """The figure that a range is of where it does not hold the main one; blank where the table cannot say it better."""
    if table not in OWN_RANGE or _is_outside(row, figures) or row.low is None or row.high is None:
        return ""
    held = next((name for name, value in figures.items() if row.low <= value <= row.high), "")
    return "" if not held or held == next(iter(figures)) else held


def _more(rows: Sequence[object]) -> str:
    others = len(rows) - 1
    return say_of(others, ", and so in {count} more row", ", and so in {count} more rows") if others else ""
