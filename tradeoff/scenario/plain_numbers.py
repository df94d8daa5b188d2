"""Makes the numbers of one table plain: `12,34,567` becomes 1234567, and `2.5 lakh` what it is in the table's unit.

Whether a comma begins decimals is for the whole file to say. What can mean two things is refused here, or left to the
strict reader of its column, which refuses it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.changes import plain_decimal
from tradeoff.scenario.notes import Notes
from tradeoff.scenario.number_cells import NumberCell, refuse_shares_as_percents, refuse_thousands
from tradeoff.scenario.tables.kinds import CellKind
from tradeoff.scenario.written_numbers import (
    COMMA,
    EXACT,
    LONGEST,
    MOST_DIGITS,
    PLAIN,
    POINT,
    WrittenNumber,
    decimal_signs,
    written_number,
)
from tradeoff.words.spoken import any_of, say

_COUNTED = frozenset({CellKind.AMOUNT, CellKind.NUMBER, CellKind.WHOLE})
_PARTS = frozenset({CellKind.SHARE, CellKind.RATE})


@dataclass(frozen=True, kw_only=True)
class _Written:
    """A cell and the number written in it."""

    cell: NumberCell
    number: WrittenNumber


def plain_numbers(
    cells: Sequence[NumberCell], *, may_have_commas: bool, money_unit: Fraction, notes: Notes
) -> Iterator[tuple[int, str, str]]:
    """(row, column, plain text) of every cell of a table that is written otherwise; the others are plain, or no number.

    Args:
        cells: All cells of the table that should hold numbers.
        may_have_commas: Whether a comma may be the decimal sign of the file.
        money_unit: Rupees in one unit of the table's money.
        notes: How each was read, and why it cannot be, is added to it.
    """
    odd = [cell for cell in cells if may_have_commas or cell.as_percent or not cell.is_surely_plain]
    written = [_Written(cell=cell, number=number) for cell in odd if (number := written_number(cell.text)) is not None]
    _say_quotients(odd, notes)
    if not may_have_commas:
        refuse_thousands(cells, notes)
    signs = decimal_signs(one.number for one in written)
    if not may_have_commas and any(one.number.is_open for one in written):
        signs |= _signs_of_all(cells)
    if not may_have_commas and len(signs) > 1:
        # What has a decimal comma here is refused whatever the others mean, and told alone.
        signs = {POINT}
    if may_have_commas and len(signs) != 1:
        _refuse_open(written, notes)
    sign = COMMA if may_have_commas and signs == {COMMA} else POINT
    refuse_shares_as_percents(((one.cell, one.number) for one in written), sign, notes)
    for one in written:
        cell = one.cell
        if one.number.digits > MOST_DIGITS:
            what = say(
                "more than {most_digits} significant digits, of which the last were made up on the way",
                most_digits=MOST_DIGITS,
            )
            notes.say(
                cell.row, cell.column, cell.text, what, way="digits", mend="round it to the digits that are known"
            )
        elif (cell.row, cell.column) not in notes.refused and not (one.number.is_open and len(signs) != 1):
            plain = _plain_text(one, sign, money_unit)
            if plain is not None and plain != cell.text and (what := _how(one, sign, plain)):
                notes.say(cell.row, cell.column, cell.text, what, way=f"{what.replace(plain, '')}{_form(one)}")
            if plain is not None:
                yield cell.row, cell.column, plain


def _say_quotients(cells: Iterable[NumberCell], notes: Notes) -> None:
    """Say how `3/5` is read, which may be a date to whoever typed it; what divides by nothing its reader refuses."""
    for cell in cells:
        if len(cell.text) <= LONGEST and EXACT.fullmatch(cell.text) and int(cell.text.partition("/")[2]):
            value = f"{float(Fraction(cell.text)):.6g}"
            what = say("read as a quotient, which is {value}", value=value)
            notes.say(cell.row, cell.column, cell.text, what, way="quotient")


def _signs_of_all(cells: Iterable[NumberCell]) -> set[str]:
    with_points = (written_number(cell.text) for cell in cells if POINT in cell.text)
    return decimal_signs(number for number in with_points if number is not None)


def _plain_text(one: _Written, sign: str, money_unit: Fraction) -> str | None:
    """The plain decimal of a number; the text itself where it is one, None where only its strict reader may say."""
    value = _value(one, sign, money_unit)
    if value is not None and one.cell.as_percent and not one.number.is_percent:
        value = value / 100
    if value is not None and PLAIN.fullmatch(one.cell.text) and Fraction(one.cell.text) == value:
        return None if "E+" not in one.cell.text else plain_decimal(value)
    return None if value is None else plain_decimal(value)


def _value(one: _Written, sign: str, money_unit: Fraction) -> Fraction | None:
    """What a number means in its column; None where it means nothing there, or more than one thing."""
    number, kind = one.number, one.cell.kind
    value = number.value(sign)
    if value is None or (number.is_percent and kind not in _PARTS and not one.cell.as_percent):
        return None
    if number.is_percent:
        return value / 100
    if number.times is None and not number.is_rupees:
        return value
    if kind is CellKind.MONEY:
        # A sign of rupees alone may adorn an amount in lakh.
        if number.times is None and money_unit != 1:
            return None
        return value * (number.times or 1) / money_unit
    # A count of households can be 2.5 lakh, and never Rs 3.
    times = number.times or 1
    return value * times if kind in _COUNTED and not number.is_rupees and times > 1 else None


def _form(one: _Written) -> str:
    """How a number is written: with which unit, in which script, grouped; numbers of one form are told in one line."""
    number, text = one.number, one.cell.text
    script = next((unicodedata.name(letter).split()[0] for letter in text if letter.isdecimal()), "")
    marks = "" if number.times else "".join(sorted({letter for letter in text if not letter.isalnum()} - {POINT}))
    return f"{number.times or ''}{script}{marks}{number.is_rupees}{number.is_percent}"


def _how(one: _Written, sign: str, plain: str) -> str:
    """How a number was read, in words; blank where nothing is to be said."""
    text = one.cell.text
    if one.cell.as_percent and not one.number.is_percent:
        return say("read as {plain}, the header saying that these are percents", plain=plain)
    if "E+" in text:
        return say("read as {plain}; a spreadsheet that writes so may have cut digits off", plain=plain)
    if sign == COMMA and PLAIN.fullmatch(text.replace(COMMA, POINT)):
        return say("read as {plain}, for commas begin the decimals of this file", plain=plain)
    return say("read as {plain}", plain=plain)


def _refuse_open(written: Sequence[_Written], notes: Notes) -> None:
    """Tell once that a file does not say its decimal sign, or says two; every cell that depends on it is refused."""
    commas = [one for one in written if one.number.says == COMMA]
    points = [one for one in written if one.number.says == POINT]
    doubtful = [one for one in written if one.number.is_open or one in commas]
    if not doubtful:
        return
    first = doubtful[0]
    if commas:
        there = points[0].cell
        what = say(
            "decimal commas and decimal points in one file: {text} in row {row}, {column}",
            text=there.text,
            row=there.row,
            column=there.column,
        )
        mend = "write all its numbers with a decimal point"
    else:
        what = "its mark may part thousands or decimals, and no other number of the file says which"
        mend = any_of(f"{float(value):.15g}" for _, value in first.number.meanings)
        mend = say("write {mend}, whichever is meant", mend=mend)
    for one in doubtful:
        notes.refused.add((one.cell.row, one.cell.column))
    notes.say(first.cell.row, first.cell.column, first.cell.text, what, way="sign", mend=mend)
