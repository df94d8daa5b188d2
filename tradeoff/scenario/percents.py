"""Says which columns take percents, and what to write for one where a percent is typed that is no share."""

from __future__ import annotations

from fractions import Fraction

from pydantic import BaseModel

from tradeoff.scenario.head_units import words_of
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.written_numbers import WrittenNumber, written_number
from tradeoff.words.spoken import say

_PARTS = frozenset({CellKind.SHARE, CellKind.RATE})
_FACTOR = "factor"
_ENDS = ("low", "high")


def takes_percents(kind: type[BaseModel], column: str) -> bool:
    """Whether 35% in a column is 0.35 where its header says percents, as it is of shares, growths and factors.

    Args:
        kind: The type of the table's rows.
        column: A column's name.
    """
    return column in kind.model_fields and (cell_kind(kind, column) in _PARTS or _is_factor(kind, column))


def percent_mend(kind: type[BaseModel], column: str, text: str) -> str:
    """What to write for a percent in a column of factors, or for one that says how far a figure may differ; else blank.

    Args:
        kind: The type of the table's rows.
        column: A column's name.
        text: What stands there.
    """
    number = written_number(text)
    if number is None or not number.is_percent or number.is_open or cell_kind(kind, column) in _PARTS:
        return ""
    if _is_factor(kind, column):
        return _factor_for(text, number)
    if column.rpartition("_")[2] in _ENDS:
        return say("write the amount itself, not the share by which it may differ")
    return ""


def _factor_for(text: str, number: WrittenNumber) -> str:
    part = number.meanings[0][1] / 100
    change = f"{float(abs(part) * 100):.15g}"
    if text.strip().startswith("+"):
        return say("write {factor}, if {change}% more is meant", factor=_shown(1 + part), change=change)
    if part < 0:
        return say("write {factor}, if {change}% less is meant", factor=_shown(1 + part), change=change)
    return say("write {factor}, if that is meant", factor=_shown(part))


def _shown(number: Fraction) -> str:
    return f"{float(number):.15g}"


def _is_factor(kind: type[BaseModel], column: str) -> bool:
    words = words_of(str(getattr(kind, "TABLE", "")), column)
    return words is not None and words.unit == _FACTOR
