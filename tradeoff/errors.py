"""Holds every error `tradeoff` raises on purpose, and the fault of an input file.

    TradeoffError
    ├── ScenarioError      exit 3   the tables are wrong; carries every problem at once
    ├── InfeasibleError    exit 4   no plan satisfies the limits
    ├── UnboundedError     exit 5   an objective has no bound; names it
    └── SolverError        exit 6   the solver gave up, or its answer did not survive the check

Wrong arguments raise `ValueError`, as everywhere in Python; files that cannot be written raise `OSError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from reprlib import Repr

from tradeoff.words.spoken import headed, say, say_of

_SHOWN = "\u200c\u200d\u00a0"
"""What is no letter of its own and stands in words all the same: the joiners of Indian scripts, a blank that keeps."""
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
"""Spaces that keep words or thousands together."""
_LONGEST = 60
"""Letters of a value that a fault shows."""
_MOST_SHOWN = 80
"""Letters of an argument that a message shows; what frontiers and plans say of themselves is a little longer."""


class TradeoffError(Exception):
    """The root of the errors that `tradeoff` raises on purpose."""

    exit_code = 1


@dataclass(frozen=True, kw_only=True)
class InputFault:
    """One fault of the input, with its place and its mend, or a remark on something allowed but doubtful."""

    code: str
    """E1 to E15 for a fault, W1 to W38 for a remark."""
    file: str
    """The table's file, or the workbook it stands in."""
    row: int | None
    """The row as a spreadsheet counts it (the header is row 1); None when the fault is of the whole file."""
    column: str | None
    what: str
    """What is wrong, a sentence without its full stop."""
    value: str | None
    """The offending value as the file has it."""
    mend: str
    """What to do, a sentence without its full stop."""
    sheet: str | None = None
    """The sheet of the workbook; None in a file of its own."""
    letter: str | None = None
    """The column's letter in the sheet, where it has one."""
    head: str | None = None
    """What the column is called there, where that is another name."""

    def __str__(self) -> str:
        place = written_place(self.file, self.row, self.head or self.column, sheet=self.sheet, letter=self.letter)
        value = f" ({_brief(self.value)})" if self.value is not None else ""
        return visible(headed(place, f"{self.what}{value} -> {self.mend}"))


def visible(text: str) -> str:
    r"""A text with each letter that cannot be seen, or turns others round, as its escape: safe on any terminal.

    Example:
        >>> visible("a\x1b[31mb\u202e")
        'a\\x1b[31mb\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _SHOWN else ascii(one)[1:-1] for one in text)


def shown(value: object) -> str:
    """A value that was given, as Python shows it, on one line and no longer than a message bears.

    Example:
        >>> shown("H2"), shown(None), len(shown("x" * 1000))
        ("'H2'", 'None', 80)
    """
    brief = Repr()
    brief.maxstring = brief.maxother = _MOST_SHOWN
    return visible(" ".join(brief.repr(value).split()))


def quoted(value: str) -> str:
    r"""A value in quotation marks, spaces that do not break as spaces: nobody reads `30\u202f000`.

    Example:
        >>> quoted("30\u202f000")
        "'30 000'"
    """
    return repr(value.translate(_SPACES))


def _brief(value: str) -> str:
    """A value in quotation marks: all of it, or its begin and how long it is."""
    return (
        quoted(value)
        if len(value) <= _LONGEST
        else say("{begin!r}... of {count} letters", begin=value[:_LONGEST], count=len(value))
    )


def written_place(
    file: str, row: int | None, column: str | None, *, sheet: str | None = None, letter: str | None = None
) -> str:
    """A place as people look it up: `budgets.csv, row 3, envelope`, or `plan.xlsx, budgets!D3, envelope`.

    Args:
        file: A table's file or a workbook.
        row: The row as a spreadsheet counts it; None for all of them.
        column: The column's name; None for a whole row.
        sheet: The sheet of the workbook; None in a file of its own.
        letter: The column's letter there; None where there is no such column.
    """
    if column is not None and len(column) > _LONGEST:
        column = _brief(column)
    if sheet is not None:
        if row is not None and letter is not None:
            file, row = f"{file}, {written_cell(sheet, letter, row)}", None
        else:
            file = f"{file}, {_quoted(sheet)}"
    parts = [file, say("row {row}", row=row) if row is not None else None, column]
    return ", ".join(part for part in parts if part is not None)


def written_cell(sheet: str, letter: str, row: int) -> str:
    """A cell as a spreadsheet writes it: `limits!H2`, or `'my limits'!H2`.

    Args:
        sheet: The sheet's name.
        letter: The column's letter.
        row: The row.
    """
    return f"{_quoted(sheet)}!{letter}{row}"


def _quoted(sheet: str) -> str:
    return sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"


class ScenarioError(TradeoffError):
    """The tables of a scenario are wrong; `problems` lists every fault, each with its place and its mend."""

    exit_code = 3

    def __init__(self, scenario: str, problems: Sequence[InputFault]) -> None:
        self.scenario = scenario
        self.problems = tuple(problems)
        head = say_of(
            len(self.problems), "{count} problem in {scenario}:", "{count} problems in {scenario}:", scenario=scenario
        )
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class InfeasibleError(TradeoffError):
    """No plan satisfies all limits together."""

    exit_code = 4


class UnboundedError(TradeoffError):
    """An objective can grow without end; `objective` is its name."""

    exit_code = 5

    def __init__(self, message: str, *, objective: str | None = None) -> None:
        super().__init__(message)
        self.objective = objective


class SolverError(TradeoffError):
    """The solver stopped without an answer, or its answer did not survive an independent check."""

    exit_code = 6
