"""Reads the text of a cell as what it may hold: exact numbers, amounts, shares, flags, ids.

Numbers are exact (`fractions.Fraction`). What cannot be read without guessing is an error that says the mend.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_FRACTION = re.compile(r"[+-]?\d+/0*[1-9]\d*")
"""An amount that has no plain decimal, as changes in proportion leave it in a saved plan."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9_]{1,32}")
MATCH_ALL = "*"


def _mend(what: str, mend: str) -> ValueError:
    """The error a validator raises: what is wrong, a tab, and the mend (the reader splits them)."""
    return ValueError(f"{what}\t{mend}")


def read_number(text: object) -> Fraction:
    """The one reader of numbers: a plain decimal or a fraction such as 1/3, taken exactly.

    Raises ValueError for anything else: thousands separators, currency signs, percents, words, NaN.
    """
    if isinstance(text, Fraction):
        return text
    cell = str(text)
    if _NUMBER.fullmatch(cell) or _FRACTION.fullmatch(cell):
        return Fraction(cell)
    if cell.endswith("%") and _NUMBER.fullmatch(cell[:-1].strip()):
        share = Fraction(cell[:-1].strip()) / 100
        raise _mend("a percent stands where a plain number is wanted", f"did you mean {float(share):g}?")
    plain = re.sub(r"[,\s₹_']|Rs\.?|INR", "", cell)
    if _NUMBER.fullmatch(plain):
        raise _mend("not a plain number", f"write it without separators or signs; did you mean {plain}?")
    if cell.lower() in {"nan", "na", "n/a", "inf", "-inf", "#div/0!", "#ref!", "#value!", "#n/a"}:
        raise _mend("not a number", "type the number, or leave the cell blank where it is not known")
    raise _mend("not a number", "write a plain decimal number such as 250000 or 2.5")


def _at_least_zero(text: object) -> Fraction:
    number = read_number(text)
    if number < 0:
        raise _mend("below zero", "write a number of 0 or more")
    return number


def _share(text: object) -> Fraction:
    number = read_number(text)
    if not 0 <= number <= 1:
        hint = f"; did you mean {float(number / 100):g}?" if 1 < number <= 100 else ""
        raise _mend("a share lies between 0 and 1", f"write a share such as 0.35{hint}")
    return number


def _whole(text: object) -> int:
    number = _at_least_zero(text)
    if number.denominator != 1:
        raise _mend("not a whole number", "write a whole number")
    return int(number)


def _flag(text: object) -> bool:
    number = read_number(text)
    if number not in (0, 1):
        raise _mend("neither 0 nor 1", "write 1 for yes or 0 for no")
    return bool(number)


def _identifier(text: object) -> str:
    if not _IDENTIFIER.fullmatch(str(text)):
        raise _mend("not an id", "use 1 to 32 letters, digits and underscores")
    return str(text)


def _pattern(text: object) -> str:
    return MATCH_ALL if str(text) == MATCH_ALL else _identifier(text)


Number = Annotated[Fraction, BeforeValidator(read_number)]
Amount = Annotated[Fraction, BeforeValidator(_at_least_zero)]
Share = Annotated[Fraction, BeforeValidator(_share)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Pattern = Annotated[str, BeforeValidator(_pattern)]
"""An id, or `*` for all of them."""
