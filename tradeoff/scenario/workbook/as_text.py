"""Turns a cell of a workbook into the text that a CSV file would have there, or says why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradeoff.scenario.tables.kinds import YES_OR_NO, CellKind
from tradeoff.scenario.workbook.grid import GridCell
from tradeoff.words.spoken import any_of, say

_DIGITS = 15
"""Significant digits that a spreadsheet shows; it stores more (0.1 * 3 as 0.30000000000000004)."""
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
"""Letters without width that come along when text is copied from a page."""
SPACED = "read without the spaces around it"
_MENDS_OF_ERRORS = {
    (False, True): "mend its formula, or type the figure; leave it blank where it is not known",
    (False, False): "mend its formula, or type the figure",
    (True, True): "mend its formula, or type the text; leave it blank where it is not known",
    (True, False): "mend its formula, or type the text",
}
"""What to do with an error, by whether a text is wanted, and whether the cell may be blank."""


@dataclass(frozen=True, kw_only=True)
class CellText:
    """A cell as text; or, where it is none, what is wrong and the mend."""

    text: str = ""
    refused: str = ""
    mend: str = ""
    said: str = ""
    """How it was read, where that is not what it shows."""


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it: to 15 significant digits, without an exponent."""
    shown = Decimal(f"{number:.{_DIGITS}g}")
    return f"{shown.normalize():f}" if shown else "0"


def shown_value(cell: GridCell) -> str:
    """What stands in a cell, for people."""
    if cell.kind == "n":
        return number_text(cell.value)
    if cell.kind == "b":
        return "TRUE" if cell.value else "FALSE"
    return str(cell.value).removesuffix(" 00:00:00") if cell.kind == "d" else str(cell.value)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a cell may hold."""

    kind: CellKind | None
    """None for texts and ids."""
    words: Sequence[str] = ()
    """Those that it knows, where it takes no other text."""
    takes_percent: bool = False
    """Whether a figure that shows as 35% is the share 0.35 there; elsewhere it stays 35%."""
    may_be_blank: bool = True


def cell_text(cell: GridCell, asked: Wanted) -> CellText:
    """A cell as text.

    Args:
        cell: The cell.
        asked: What it may hold.
    """
    kind = asked.kind
    wanted, form = (say("a text"), say("text")) if kind is None else (say("a number"), say("number"))
    if cell.kind in ("e", "f") and ">=" in asked.words:
        mend = say("type {words}; a spreadsheet takes => for a formula, so type >= for it", words=any_of(asked.words))
        return CellText(refused="an error of the spreadsheet", mend=mend)
    if cell.kind == "e":
        return CellText(refused="an error of the spreadsheet", mend=_MENDS_OF_ERRORS[kind is None, asked.may_be_blank])
    if cell.kind == "f":
        mend = "open the workbook in a spreadsheet program and save it, so that it is worked out; or type the figure"
        return CellText(refused="a formula whose value is not stored", mend=mend)
    if cell.kind == "d":
        what = say(
            "a date or time stands where {wanted} is wanted; spreadsheets make one of 4-5 or 2026-04", wanted=wanted
        )
        return CellText(refused=what, mend=say("format the cell as {split}, and type it again", split=form))
    if cell.kind == "b":
        if kind is CellKind.FLAG:
            return CellText(text=str(int(cell.value)), said=say("read as {value}", value=int(cell.value)))
        if asked.words:
            mend = say("write {allowed}", allowed=any_of(asked.words))
            return CellText(refused="TRUE or FALSE, which this column does not know", mend=mend)
        return CellText(
            refused=say("TRUE or FALSE stands where {wanted} is wanted", wanted=wanted),
            mend=say(YES_OR_NO) if kind is CellKind.SHARE else say("type {wanted}", wanted=wanted),
        )
    if cell.kind == "n":
        return _number(cell, takes_percent=asked.takes_percent)
    typed = str(cell.value)
    text = typed.translate({ord(letter): None for letter in _UNSEEN}).strip()
    is_spaced = text == typed.strip()
    said = SPACED if is_spaced else "read without the letters in it that cannot be seen"
    return CellText(text=text, said=said if text and text != typed else "")


def _number(cell: GridCell, *, takes_percent: bool) -> CellText:
    text = number_text(cell.value)
    if cell.is_percent and not takes_percent:
        return CellText(text=f"{(Decimal(text) * 100).normalize():f}%")
    return CellText(
        text=text, said=say("read as {text}, though its format shows it in thousands", text=text) if cell.is_cut else ""
    )
