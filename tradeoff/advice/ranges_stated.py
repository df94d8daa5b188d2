"""Reads from the tables which figures are doubtful, between what ends, and which of them move together.

A row's `low` and `high` are the ends of its main figure: the first figure of its kind that lies between them. Rows
whose `source` names one and the same evidence are wrong together, if they are wrong: they share a quantile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tradeoff.scenario.parse import parse_table
from tradeoff.scenario.placed import placed_words
from tradeoff.scenario.ranged import MAIN, OWN_RANGE
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import TABLES, Row, Setting
from tradeoff.words.spoken import say

DOUBTFUL = frozenset("CDE")
NOT_STATED = "range not stated"
NOT_OF_A_FIGURE = "the range does not hold the figure of its row"
NOT_OF_A_PLAN = "a rule or a choice, which a plan that is kept does not ask again"
_ANSWERS_NOTHING = frozenset({"evidence", "futures", "districts"})
"""Tables that no figure of a plan at the own figures is worked out from."""


@dataclass(frozen=True, kw_only=True)
class Doubtful:
    """A figure with a range: where it stands, and what it may be."""

    table: str
    key: str
    """The row, as `column=value, ...`."""
    column: str
    row: int
    """As a spreadsheet counts it."""
    value: float
    low: float
    high: float
    source: str
    grade: str
    group: int
    """Figures of one group move together."""
    where: tuple[tuple[str, str], ...] = ()
    """The row as a change names it: every key column with its value, blank ones too."""
    sheet: str = ""
    """What its sheet is called where the tables stand in a workbook; blank where they are files."""

    @property
    def file(self) -> str:
        """The file of its table, or the sheet."""
        return say("the sheet {file}", file=self.sheet) if self.sheet else f"{self.table}.csv"

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return ", ".join(part for part in (self.file, self.name, self.column) if part)

    @property
    def name(self) -> str:
        """The values that name its row, `barpali, majority`; blank where its column says it."""
        values = ", ".join(part.partition("=")[2] for part in self.key.split(", "))
        return "" if values == self.column else values


@dataclass(frozen=True, kw_only=True)
class LeftAlone:
    """A row that stays as it is in every draw, and why."""

    table: str
    key: str
    row: int
    grade: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Every figure that is varied, and every doubtful or ranged row that is not."""

    figures: tuple[Doubtful, ...]
    """By table and key, whatever the order of rows in the files."""
    left: tuple[LeftAlone, ...]
    tables: Mapping[str, RawTable] = field(repr=False, compare=False)
    """As they were read, which says where people find their rows."""

    def placed(self, words: str) -> str:
        """Words with the sheets that they are about in place of files, where the tables stand in a workbook."""
        return placed_words(words, self.tables)

    @property
    def groups(self) -> int:
        """How many quantiles a draw takes."""
        return 1 + max((one.group for one in self.figures), default=-1)


def ranges_stated(scenario: Scenario) -> Ranges:
    """Which figures of a scenario are varied, between what ends and with which others; and which are left alone."""
    found: list[tuple[Row, Doubtful]] = []
    left: list[LeftAlone] = []
    for table, row in _rows(scenario):
        figures = list(_figures(table, row))
        found += [(row, one) for one in figures]
        if not figures and (why := _why_left(table, row)):
            left.append(LeftAlone(table=table, key=row_key(row), row=row.row, grade=row.grade, why=why))
    found.sort(key=lambda pair: (pair[1].table, pair[1].key, pair[1].column))
    groups = _groups([row for row, _ in found], frozenset(row.ref for row in scenario.evidence))
    tables = scenario.resolved.as_read
    sheets = {name: table.sheet.name for name, table in tables.items() if table.sheet is not None}
    grouped = (
        replace(one, group=group, sheet=sheets.get(one.table, ""))
        for (_, one), group in zip(found, groups, strict=True)
    )
    return Ranges(
        figures=tuple(grouped),
        left=tuple(sorted(left, key=lambda one: (one.table, one.key))),
        tables=tables,
    )


def _rows(scenario: Scenario) -> Iterator[tuple[str, Row]]:
    for kind in TABLES:
        if kind.TABLE in _ANSWERS_NOTHING:
            continue
        if kind is Setting:
            for row in parse_table(Setting, scenario.resolved.raw["settings"], []):
                yield kind.TABLE, row
        else:
            for row in getattr(scenario, kind.TABLE):
                yield kind.TABLE, row


def row_key(row: Row) -> str:
    """What names a row in its table, as `column=value, ...`; blank for a table of one row."""
    parts = ((column, getattr(row, column)) for column in row.KEY)
    return ", ".join(f"{column}={value}" for column, value in parts if value not in (None, ""))


def _value(row: Row, column: str) -> Fraction | None:
    if isinstance(row, Setting):
        return Fraction(row.value) if row.key == column else None
    found = getattr(row, column)
    return None if found is None else Fraction(found)


def _figures(table: str, row: Row) -> Iterator[Doubtful]:
    """The figures of a row that have a range."""
    own = set()
    for column in OWN_RANGE.get(table, ()):
        low, high = getattr(row, f"{column}_low"), getattr(row, f"{column}_high")
        value = _value(row, column)
        if value is not None and low is not None and high is not None and low <= value <= high:
            own.add(column)
            yield _doubtful(table, row, column, (low, value, high))
    if own or row.low is None or row.high is None:
        return
    for column in MAIN.get(table, ()):
        value = _value(row, column)
        if value is not None and row.low <= value <= row.high:
            yield _doubtful(table, row, column, (row.low, value, row.high))
            return


def _doubtful(table: str, row: Row, column: str, ends: tuple[Fraction, Fraction, Fraction]) -> Doubtful:
    low, value, high = map(float, ends)
    return Doubtful(
        table=table,
        key=row_key(row),
        column=column,
        row=row.row,
        value=value,
        low=low,
        high=high,
        source=row.source,
        grade=row.grade,
        group=-1,
        where=tuple((name, "" if (cell := getattr(row, name)) is None else str(cell)) for name in row.KEY),
    )


def _why_left(table: str, row: Row) -> str:
    """Why a row without a figure to vary stays as it is; blank where nobody would ask."""
    if row.low is None or row.high is None:
        return NOT_STATED if row.grade in DOUBTFUL else ""
    has_figure = any(_value(row, column) is not None for column in MAIN.get(table, ()))
    return NOT_OF_A_FIGURE if has_figure else NOT_OF_A_PLAN


def _groups(rows: list[Row], known: frozenset[str]) -> list[int]:
    """For each row the number of its group; groups are numbered by the first row in them.

    Args:
        rows: In an order that does not depend on the files.
        known: The sources that `evidence` lists.
    """
    head = list(range(len(rows)))

    def first(place: int) -> int:
        while head[place] != place:
            place = head[place]
        return place

    seen: dict[object, int] = {}
    for place, row in enumerate(rows):
        for name in (*_evidence(row, known), (type(row).TABLE, row_key(row))):
            other = first(seen.setdefault(name, place))
            mine = first(place)
            head[max(mine, other)] = min(mine, other)
    heads = sorted({first(place) for place in range(len(rows))})
    return [heads.index(first(place)) for place in range(len(rows))]


def _evidence(row: Row, known: frozenset[str]) -> tuple[str, ...]:
    """What a row names as its evidence: the sources listed, or where it names none of them, its words as they stand."""
    words = " ".join(row.source.split())
    named = tuple(part for part in (part.strip() for part in words.split(";")) if part in known)
    return named or ((words,) if words else ())
