"""Keeps the colours and number formats of a workbook to fill in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

# Indian grouping: a spreadsheet has no other way to it, unless the whole computer is set to India.
WHOLE_NUMBERS = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0"
WITH_DECIMALS = r"[>=10000000]##\,##\,##\,##0.0#######;[>=100000]##\,##\,##0.0#######;##,##0.0#######"
"""For what is not whole: a format for whole numbers would show 0.4 lakh as 0."""
AS_TEXT = "@"
LINE = 15
"""Points that a line of text takes."""


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of that width in characters; no program measures it before it is opened."""
    return sum(1 + int(len(part) // (width * 0.95)) for part in text.split("\n"))


class Look(StrEnum):
    """How a cell looks."""

    HEADER = "header"
    NEEDED = "needed"
    """To be filled in."""
    OPTIONAL = "optional"
    """May stay blank."""
    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"
    NEEDED_COLOUR = "needed colour"
    OPTIONAL_COLOUR = "optional colour"


_GRID = {"border": 1, "border_color": "#C8C2B0"}
_NEEDED, _OPTIONAL = "#FFE699", "#FFF9E3"
_LOOKS: dict[Look, dict[str, object]] = {
    Look.HEADER: {"bold": True, "font_color": "#FFFFFF", "bg_color": "#35506B", "text_wrap": True, "valign": "top"},
    Look.NEEDED: {"bg_color": _NEEDED, "valign": "top", **_GRID},
    Look.OPTIONAL: {"bg_color": _OPTIONAL, "valign": "top", **_GRID},
    Look.TITLE: {"bold": True, "font_size": 16},
    Look.HEADING: {"bold": True, "font_size": 12, "font_color": "#35506B"},
    Look.PLAIN: {"text_wrap": True, "valign": "top"},
    Look.NEEDED_COLOUR: {"bg_color": _NEEDED, **_GRID},
    Look.OPTIONAL_COLOUR: {"bg_color": _OPTIONAL, **_GRID},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Look | None, str, bool], Format] = {}

    def of(self, look: Look, number: str = "", *, wrap: bool = False) -> Format:
        """The format of a look, with a number format where one is wanted.

        Args:
            look: How the cell looks.
            number: Its number format; blank for the spreadsheet's own.
            wrap: Whether long text goes on a second line.
        """
        more: dict[str, object] = {"num_format": number} if number else {}
        if wrap:
            more["text_wrap"] = True
        return self._kept((look, number, wrap), {**_LOOKS[look], **more})

    def number(self, number: str) -> Format:
        """A format of a number alone, for a rule that changes nothing else."""
        return self._kept((None, number, False), {"num_format": number})

    def _kept(self, key: tuple[Look | None, str, bool], properties: dict[str, object]) -> Format:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]
