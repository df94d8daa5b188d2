"""Reads the text of a cell as what it may hold: exact numbers, amounts, shares, flags, ids.

Numbers are exact (`fractions.Fraction`). What cannot be read without guessing is an error that says the mend.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator

from tradeoff.scenario.written_numbers import COMMA, PLAIN, POINT, WrittenNumber, number_among_words, written_number
from tradeoff.words.spoken import any_of, say

_FRACTION = re.compile(r"[+-]?\d+/0*[1-9]\d*", re.ASCII)
"""An amount that has no plain decimal, as changes in proportion leave it in a saved plan."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9_]{1,32}")
_UNKNOWN = frozenset(
    {"nan", "na", "n/a", "n.a.", "inf", "-inf", "none", "null", "?", "-", "--", "–", "—", "nil", "tbd"}
    | {"nd", "n.d.", "nc", "n.c.", "unknown", "inconnu"}
)
_WORDS_FOR_IT = frozenset({"yes", "y", "no", "n", "true", "false", "oui", "o", "non", "x", "✓", "✔"})
"""Yes and no as people write them."""
_MONTH = r"(jan|f[eé]v|feb|mar|apr|avr|ma[iy]|jui[nl]|jun|jul|aug|ao[uû]|sep|oct|nov|d[eé]c)[a-zéû]{0,6}\.?"
_DATE = re.compile(
    rf"\d{{1,4}}[-/ ]{_MONTH}([-/ ]\d{{2,4}})?|{_MONTH}[- ]\d{{2,4}}|\d{{1,4}}[-/]\d{{1,2}}[-/]\d{{1,4}}", re.IGNORECASE
)
_SHORT = re.compile(r"(?P<number>\d+(\.\d+)?) ?(?P<unit>[kKlL])\.?")
_SHORTENED = {"k": "{number} thousand", "l": "{number} lakh"}
_RANGE = re.compile(
    r"[\d.,]+ *(-|–|—|\.\.|to|à) *[\d.,]+|(between|from|entre|de) [\d.,]+ *(and|to|et|à) *[\d.,]+", re.IGNORECASE
)
_BRACKETS = re.compile(r"(rs\.?|₹)?\s*\([^()]*\d[^()]*\)[^\d()]*", re.IGNORECASE)
_DIGITS = re.compile(r"^\D*\d[\d.,' ]*")
_ALONE = "write {number} alone, if that is meant"
_DECIMAL = "write a plain decimal number such as 250000 or 2.5"
_TYPE_IT = "type the number, or leave the cell blank where it is not known"
_TYPE_IT_OR_0 = "type the number, or leave the cell blank where it is not known; write 0 for nothing"
IN_FULL = {_TYPE_IT: "type the number", _TYPE_IT_OR_0: "type the number; write 0 for nothing"}
"""What the mends that offer a blank say of a cell that may not be blank."""
YES_OR_NO = "write 1 for yes or 0 for no, or a share such as 0.35"
MATCH_ALL = "*"


MOST = 10**15
"""The income of a large country in a year, in rupees, is a third of that."""
LEAST = Fraction(1, 10**30)
_LONGEST = 400
"""Letters of a number; exact fractions in a saved plan may be long."""
MOST_WHOLE = 1_000_000
"""Of years, months and plans that are counted one by one."""


class CellKind(StrEnum):
    """What the cells of a column are, by which it is known how they may be written."""

    NUMBER = "number"
    AMOUNT = "amount"
    """0 or more of something: households, months, agents."""
    MONEY = "money"
    """0 or more, in the scenario's money unit."""
    RATE = "rate"
    """A share that may lie beyond 0 and 1, such as a growth a year."""
    SHARE = "share"
    WHOLE = "whole"
    YEAR = "year"
    """A project year: 1, 2, ..., or its name, such as 2026-27."""
    FLAG = "flag"
    UNIT = "unit"
    """The name of a unit of money, or its worth in rupees."""
    MEASURED = "measured"
    """In the unit of what the row's `measure` counts."""


def cell_kind(rows: type[BaseModel], column: str) -> CellKind | None:
    """What the cells of a column are; None where they are texts or ids.

    Args:
        rows: The type of the rows.
        column: One of its fields.

    Example:
        >>> from tradeoff.scenario.tables import Budget
        >>> cell_kind(Budget, "envelope"), cell_kind(Budget, "fund_id")
        (<CellKind.MONEY: 'money'>, None)
    """
    field = rows.model_fields[column]
    said = [*field.metadata, *(part for one in get_args(field.annotation) for part in get_args(one))]
    return next((one for one in said if isinstance(one, CellKind)), None)


def _mend(what: str, mend: str) -> ValueError:
    """The error a validator raises: what is wrong, a tab, and the mend (the reader splits them)."""
    return ValueError(f"{what}\t{mend}")


def read_number(text: object) -> Fraction:
    """The one reader of plain numbers: a decimal or a fraction such as 1/3, taken exactly.

    Raises ValueError for anything else: thousands separators, currency signs, percents, words, NaN.
    """
    if isinstance(text, Fraction):
        return _sensible(text)
    cell = str(text)
    if len(cell) > _LONGEST:
        raise _mend(say("{count} letters long", count=len(cell)), "write a number that people can read")
    if PLAIN.fullmatch(cell) or _FRACTION.fullmatch(cell):
        return _sensible(Fraction(cell))
    raise _no_plain_number(cell)


def _sensible(number: Fraction) -> Fraction:
    """A number of a size that public money and people have, or 0; others are slips, and no computation's food."""
    if number and not LEAST <= abs(number) <= MOST:
        what = (
            say("larger than any amount here can be")
            if abs(number) > MOST
            else say("smaller than anything that counts")
        )
        raise _mend(
            what,
            say("write a number up to {most:.0e}, in a larger unit", most=MOST) if abs(number) > MOST else "write 0",
        )
    return number


def _no_plain_number(cell: str) -> ValueError:
    """Why a text is no plain number, and what to write for it where that can be known."""
    found = written_number(cell)
    if found is not None:
        return _written_otherwise(cell, found)
    if cell.lower() in _UNKNOWN:
        return _mend("not a number", _TYPE_IT_OR_0)
    if cell.startswith("#"):
        return _mend("not a number but a spreadsheet's error", _TYPE_IT)
    if cell.startswith("="):
        return _mend("a formula, not its value", "write the number that it gives")
    if _RANGE.fullmatch(cell):
        return _mend(
            "a range, where one number is wanted", "write the best guess here, and the range as `low` and `high`"
        )
    if _DATE.fullmatch(cell):
        return _mend("a date, or what a spreadsheet made of a number", _DECIMAL)
    if set(cell) <= set("0123456789., '"):
        return _mend("not a number: its marks part neither thousands nor decimals", _DECIMAL)
    if short := _SHORT.fullmatch(cell):
        number = say(_SHORTENED[short["unit"].lower()], number=short["number"])
        return _mend("not a number", say("write {number}, if that is meant", number=number))
    alone = number_among_words(cell)
    if alone is None:
        return _mend("not a number", _DECIMAL)
    if _BRACKETS.fullmatch(cell):
        mend = say("brackets mean below zero in accounts: write -{alone} or {alone}, whichever is meant", alone=alone)
        return _mend("not a number", mend)
    return _mend("not a number", say(_ALONE, number=alone)) if PLAIN.fullmatch(alone) else _no_plain_number(alone)


def _written_otherwise(cell: str, found: WrittenNumber) -> ValueError:
    """Why a number that is written otherwise is none here, and what to write for it."""
    if found.is_percent:
        return _mend("a percent stands where no share is wanted", "write the amount itself, not a part of something")
    if found.times is not None and (found.is_open or found.says == COMMA):
        return _with_unit(cell, found)
    if found.is_rupees:
        return _mend("a sign of rupees stands where no money is counted", "write the plain number")
    if found.times is not None:
        return _mend("a unit stands behind the number", "write the plain number in the unit of the column")
    if found.is_open:
        point, comma = _shown(found.value(POINT)), _shown(found.value(COMMA))
        return _mend(
            "the comma may part thousands or decimals",
            say("write {point} or {comma}, whichever is meant", point=point, comma=comma),
        )
    what = say("a decimal comma") if found.says == COMMA else say("a number with separators")
    meant = _shown(found.meanings[0][1])
    if found.says == COMMA and set(cell.partition(COMMA)[2]) == {"0"}:
        # 5,00 may be 500, grouped by a slip.
        meant = any_of((meant, cell.replace(COMMA, "")))
    return _mend(
        say("{what}, where a plain number is wanted", what=say(what)),
        say("write {meaning}, if that is meant", meaning=meant),
    )


def _with_unit(cell: str, found: WrittenNumber) -> ValueError:
    """What is wrong with the comma of a number with a unit: `2,5 crore`, `1,500 lakh`."""
    unit = _DIGITS.sub("", cell).strip()
    meant = any_of(f"{_shown(value)} {unit}" for _, value in found.meanings)
    if found.is_open:
        return _mend("the comma may part thousands or decimals", say("write {mend}, whichever is meant", mend=meant))
    what = say("{what}, where a plain number is wanted", what=say("a decimal comma"))
    return _mend(what, say("write {meaning}, if that is meant", meaning=meant))


def _shown(number: Fraction | None) -> str:
    """A number that was written in decimals, as a decimal."""
    if number is None:
        return ""
    return f"{float(number):.15g}"


def _refuse_brackets(text: object) -> None:
    """Refuse `(1300)` where nothing is below zero, as it is in accounts."""
    alone = number_among_words(text) if isinstance(text, str) and _BRACKETS.fullmatch(text) else None
    if alone is not None:
        mend = say(
            "brackets mean below zero in accounts, which nothing is here: write {alone}, if that is meant", alone=alone
        )
        raise _mend("not a number", mend)


def _at_least_zero(text: object) -> Fraction:
    _refuse_brackets(text)
    number = read_number(text)
    if number < 0:
        raise _mend("below zero", "write a number of 0 or more")
    return number


def _money(text: object) -> Fraction:
    _refuse_brackets(text)
    found = written_number(text) if isinstance(text, str) and not PLAIN.fullmatch(text) else None
    if found is not None and found.is_rupees and found.times is None and not found.is_open:
        # In a table in lakh the sign may adorn the amount, or say that this one is in rupees.
        amount = _shown(found.meanings[0][1])
        mend = say("write {amount} where the money unit is meant, or {amount} rupees", amount=amount)
        raise _mend("a sign of rupees does not say whether rupees or the money unit are meant", mend)
    alone = number_among_words(str(text)) if found is None else None
    if alone is not None and (number := written_number(alone)) is not None and number.times is not None:
        raise _mend("not a number", say(_ALONE, number=alone))
    return _at_least_zero(text)


def _rate(text: object) -> Fraction:
    return read_number(_percent_as_share(text))


def _rate_at_least_zero(text: object) -> Fraction:
    return _at_least_zero(_percent_as_share(text))


def _share(text: object) -> Fraction:
    if str(text).lower() in _WORDS_FOR_IT:
        # All of it or nothing are shares too: a level is sufficient for those who get it, or it is not.
        raise _mend("neither 0 nor 1", YES_OR_NO)
    try:
        number = read_number(_percent_as_share(text, most=1))
    except ValueError as error:
        alone = number_among_words(str(text))
        if alone is not None and alone != str(text):
            # What is no share either is told as such.
            _share(alone)
        raise ValueError(str(error).replace(_DECIMAL, "write a share such as 0.35")) from None
    if not 0 <= number <= 1:
        # 1.2 may be 120 % or 1.2 %: nobody knows.
        hint = say("; did you mean {number:g}?", number=float(number / 100)) if 2 <= number <= 100 else ""
        raise _mend("a share lies between 0 and 1", say("write a share such as 0.35{hint}", hint=hint))
    return number


def _percent_as_share(text: object, *, most: int | None = None) -> object:
    """Refuse a percent with the share that it is; one above `most` is given back as a number."""
    found = written_number(number_among_words(text) or text) if isinstance(text, str) and "%" in text else None
    if found is not None and found.is_percent and not found.is_open:
        share = _shown(found.meanings[0][1] / 100)
        if most is not None and found.meanings[0][1] > 100 * most:
            return share
        raise _mend("a percent, where the share itself is wanted", say("did you mean {share}?", share=share))
    return text


def _whole(text: object) -> int:
    number = _at_least_zero(text)
    if number.denominator != 1:
        raise _mend("not a whole number", "write a whole number")
    if number > MOST_WHOLE:
        raise _mend(say("more than {most_whole}", most_whole=MOST_WHOLE), "write the number that is meant")
    return int(number)


def _year(text: object) -> int:
    try:
        return _whole(text)
    except ValueError as error:
        raise ValueError(str(error).replace(_DECIMAL, "write 1, 2 and so on, or a year such as 2026-27")) from None


def _flag(text: object) -> bool:
    if text not in ("0", "1"):
        try:
            number = read_number(text)
        except ValueError:
            number = Fraction(2)
        if number not in (0, 1):
            raise _mend("neither 0 nor 1", "write 1 for yes or 0 for no")
        return bool(number)
    return text == "1"


def _identifier(text: object) -> str:
    if not _IDENTIFIER.fullmatch(str(text)):
        raise _mend("not an id", "use 1 to 32 letters, digits and underscores")
    return str(text)


def _pattern(text: object) -> str:
    return MATCH_ALL if str(text) == MATCH_ALL else _identifier(text)


Number = Annotated[Fraction, BeforeValidator(read_number), CellKind.NUMBER]
Amount = Annotated[Fraction, BeforeValidator(_at_least_zero), CellKind.AMOUNT]
Money = Annotated[Fraction, BeforeValidator(_money), CellKind.MONEY]
Measured = Annotated[Fraction, BeforeValidator(_at_least_zero), CellKind.MEASURED]
Growth = Annotated[Fraction, BeforeValidator(_rate), CellKind.RATE]
Rate = Annotated[Fraction, BeforeValidator(_rate_at_least_zero), CellKind.RATE]
Share = Annotated[Fraction, BeforeValidator(_share), CellKind.SHARE]
Whole = Annotated[int, BeforeValidator(_whole), CellKind.WHOLE]
Year = Annotated[int, BeforeValidator(_year), CellKind.YEAR]
Flag = Annotated[bool, BeforeValidator(_flag), CellKind.FLAG]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Pattern = Annotated[str, BeforeValidator(_pattern)]
"""An id, or `*` for all of them."""
