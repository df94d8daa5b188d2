"""Reads the language of changes: which rows of which table, and what becomes of them. In files and in memory alike.

    {table, where, column, set | multiply}   the cell of every row that `where` matches; {} matches all rows
    {table, where, remove: true}             every row that `where` matches is gone
    {table, add: {column: value, ...}}       one row more

Each may have a `reason`. Values are text or numbers; a number becomes its plain decimal, a float its shortest one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.plain_texts import on_one_line, text_fault
from tradeoff.scenario.raw import Reading, Sheet, did_you_mean
from tradeoff.scenario.written_numbers import MOST_DIGITS, significant_digits
from tradeoff.words.spoken import say

_KEYS = ("table", "where", "column", "set", "multiply", "add", "remove", "reason")
_DEEDS = ("set", "multiply", "add", "remove")
_NEEDED = {"set": ("where", "column"), "multiply": ("where", "column"), "remove": ("where",), "add": ()}


@dataclass(frozen=True, kw_only=True)
class WantedChange:
    """One change that is asked for, and where it stands: a file with its line, or `change 2` of those in memory."""

    file: str
    line: int | None = None
    table: str
    where: Mapping[str, str] = field(default_factory=dict)
    column: str = ""
    set_to: str | None = None
    multiply: str | Fraction | None = None
    add: Mapping[str, str] | None = None
    remove: bool = False
    reason: str = ""
    sheet: Sheet | None = None
    """Where it stands in a workbook; None in a file, or in memory."""

    def fault(self, code: str, column: str | None, what: str, mend: str, value: object = None) -> InputFault:
        """What is wrong with it, at its line, or at its cell in a workbook.

        Args:
            code: The fault's code.
            column: Its key, or the column of the table that it changes.
            what: What is wrong.
            mend: What to do.
            value: What stands there; None where nothing does.
        """
        if self.sheet is None:
            return fault(code, self.file, column, what, mend, row=self.line, value=value)
        file, sheet, letter = self.sheet.workbook, self.sheet.name, self._letter(column)
        found = fault(code, file, column, what, mend, row=self.line, value=value, sheet=sheet, letter=letter)
        return replace(found, head=self.sheet.heads.get(column or ""))

    def reading(self, column: str, what: str, value: str) -> Reading:
        """How a value of it was read.

        Args:
            column: The column of the table that it changes.
            what: How it was read.
            value: What stands there.
        """
        if self.sheet is None:
            return Reading(file=self.file, what=what, row=self.line, column=column, value=value)
        file, sheet, letter = self.sheet.workbook, self.sheet.name, self._letter(column)
        return Reading(file=file, what=what, row=self.line, column=column, value=value, sheet=sheet, letter=letter)

    def _letter(self, column: str | None) -> str | None:
        """The letter of a key in its sheet; for a column of the table that of what it does there."""
        deeds = {"add": self.add is not None, "remove": self.remove, "multiply": self.multiply is not None}
        deed = next((name for name, is_it in deeds.items() if is_it), "set")
        letters = self.sheet.letters if self.sheet is not None else {}
        return letters.get(column or "") or letters.get(deed)


def read_changes(changes: Sequence[object], problems: list[InputFault]) -> tuple[WantedChange, ...]:
    """The changes of a list in memory; faults go to `problems`, with `change 1` and so on as their file."""
    found = [read_change(change, problems, file=say("change {i}", i=i)) for i, change in enumerate(changes, start=1)]
    return tuple(change for change in found if change is not None)


def read_change(
    change: object, problems: list[InputFault], *, file: str, line: int | None = None
) -> WantedChange | None:
    """One change; None where it cannot be read.

    Args:
        change: What was written, keys and values.
        problems: Faults are added to it.
        file: The file it stands in, or what it is called where it stands in none.
        line: Its line in that file.
    """
    return _Reader(file, line, problems).read(change)


def plain_decimal(number: Fraction) -> str | None:
    """The decimal of a fraction, digit by digit; None where it does not end."""
    rest = number.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    return f"{Decimal(f'{int(number * 10**places)}E-{places}'):f}"


def exact_text(number: Fraction) -> str | None:
    """A number as a file may hold it: its decimal, or where that has too many digits for one the fraction itself.

    None where its decimal does not end.
    """
    decimal = plain_decimal(number)
    if decimal is None or significant_digits(decimal) <= MOST_DIGITS:
        return decimal
    return f"{number.numerator}/{number.denominator}" if number.denominator != 1 else decimal


def cell_text(number: Fraction) -> str:
    """A number as a cell may hold it: its decimal, or fifteen significant digits where that does not end."""
    return exact_text(number) or f"{float(number):.15g}"


class _Reader:
    """Reads the values of one change, and says of each that is none what it should be."""

    def __init__(self, file: str, line: int | None, problems: list[InputFault]) -> None:
        self._file = file
        self._line = line
        self._problems = problems

    def read(self, change: object) -> WantedChange | None:
        """The change; None where it cannot be read."""
        if not isinstance(change, Mapping) or "table" not in change:
            self._refuse("changes", "a change without its table", "write `table: ...` in it")
            return None
        if unknown := [str(key) for key in change if key not in _KEYS]:
            mend = say("remove it{hint}", hint=did_you_mean(unknown[0], _KEYS))
            self._refuse("changes", "no such key in a change", mend, value=unknown[0])
            return None
        deeds = [key for key in _DEEDS if key in change]
        if len(deeds) != 1:
            what = "a change says one of `set`, `multiply`, `add` and `remove`"
            self._refuse("changes", what, "write exactly one of them")
            return None
        needed = _NEEDED[deeds[0]]
        if not all(key in change for key in needed):
            what = (
                say("a change of a cell needs `where` and `column`")
                if "column" in needed
                else say("to remove rows needs `where`")
            )
            self._refuse("changes", what, "add them; `where: {}` matches all rows")
            return None
        if idle := [key for key in ("where", "column") if key in change and key not in needed]:
            self._refuse(idle[0], say("{deed} takes no {idle}", deed=deeds[0], idle=idle[0]), "remove it")
            return None
        before = len(self._problems)
        wanted = WantedChange(
            file=self._file,
            line=self._line,
            table=self._text("table", change["table"]),
            where=self._mapping("where", change.get("where", {})),
            column=self._text("column", change.get("column", "")),
            set_to=self._text("set", change["set"]) if "set" in change else None,
            multiply=self._text("multiply", change["multiply"]) if "multiply" in change else None,
            add=self._mapping("add", change["add"]) if "add" in change else None,
            remove=self._agreed("remove", change["remove"]) if "remove" in change else False,
            reason=" ".join(self._text("reason", change.get("reason", "")).split()),
        )
        return wanted if len(self._problems) == before else None

    def _refuse(self, key: str, what: str, mend: str, *, value: object = None) -> None:
        self._problems.append(fault("E2", self._file, key, what, mend, row=self._line, value=value))

    def _mapping(self, key: str, given: object) -> dict[str, str]:
        if isinstance(given, Mapping):
            return {str(column): self._text(key, value) for column, value in given.items()}
        self._refuse(key, "not columns and values", say("write `{key}: {{column: value}}`", key=key), value=given)
        return {}

    def _agreed(self, key: str, given: object) -> bool:
        if given is not True:
            self._refuse(
                key, say("{key} is true or is not written", key=key), say("write `{key}: true`", key=key), value=given
            )
        return True

    def _text(self, key: str, value: object) -> str:
        """A value as a cell of a table would have it."""
        if isinstance(value, str):
            if found := text_fault(value):
                self._refuse(key, *found, value=value)
            return on_one_line(value)
        if isinstance(value, bool):
            self._refuse(
                key, "true and false stand in no table", "write 1 or 0, or a text in quotation marks", value=value
            )
        elif value is None:
            self._refuse(key, "the value is missing", 'write it; "" empties a cell')
        elif isinstance(value, Integral):
            return str(int(value))
        elif isinstance(value, date):
            return str(value)
        elif isinstance(value, Decimal | Real) and not math.isfinite(value):
            self._refuse(key, "not a number", 'write the number; "" empties a cell', value=value)
        elif isinstance(value, Decimal | Fraction):
            if (decimal := exact_text(Fraction(value))) is not None:
                return decimal
            mend = "round it to a decimal with as many digits as matter"
            self._refuse(key, "a fraction whose decimal does not end", mend, value=value)
        elif isinstance(value, Real):
            return (
                str(value) if significant_digits(str(value)) <= MOST_DIGITS else exact_text(Fraction(str(value))) or ""
            )
        else:
            self._refuse(key, "neither a text nor a number", "write one text or one number", value=value)
        return ""
