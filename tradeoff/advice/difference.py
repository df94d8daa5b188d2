"""Names a figure of a plan that does not follow from what it decides: where it stands, what is stated, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tradeoff.advice.wording import listing
from tradeoff.programme.decision import Figures, SavedPlan
from tradeoff.words.spoken import say, say_of

ROUNDED = Fraction(1, 10**9)
"""Relative difference up to which two figures are one: files hold twelve digits."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that a plan states and that does not follow from what it decides."""

    table: str
    key: Mapping[str, str]
    """What names its row, by column; what is blank is left out."""
    column: str
    stated: float
    worked: float
    rows: tuple[int, ...] = ()
    """Where it stands, as a spreadsheet counts rows: several where all funds are counted together, none where it is not
    there and is taken as 0."""
    letter: str | None = None
    """The letter of its column where the plan is a workbook."""
    head: str | None = None
    """What its column is called there, where that is another name."""

    def __str__(self) -> str:
        return say(
            "{place} ({key}): {stated:.12g} is stated, {worked:.12g} follows",
            place=self._place,
            key=", ".join(self.key.values() if self.letter else map(" ".join, self.key.items())),
            stated=self.stated,
            worked=self.worked,
        )

    @property
    def _place(self) -> str:
        """Its cells in a workbook, `money!F5`; its rows and column in a file."""
        if self.letter and self.rows:
            return listing([f"{self.table}!{self.letter}{row}" for row in self.rows], most=len(self.rows))
        if not self.rows:
            file = say("the sheet {file}", file=self.table) if self.letter else f"{self.table}.csv"
            return say("{file}, in no row, {column}", file=file, column=self.head or self.column)
        return say_of(
            len(self.rows),
            "{file}, row {rows}, {column}",
            "{file}, rows {rows}, {column}",
            file=f"{self.table}.csv",
            rows=listing(list(map(str, self.rows)), most=len(self.rows)),
            column=self.column,
        )


_KEYS = {
    "aims": ("aim",),
    "agents": ("year",),
    "owed": ("cluster_id", "year"),
    "money": ("department_id", "cluster_id", "activity_id", "year"),
    "purses": ("department_id", "year", "fund_id"),
    "enrolment": ("cluster_id", "segment_id", "level_id", "year"),
    "release": ("department_id", "year", "fund_id"),
    "posting": ("year",),
    "opened": ("cluster_id", "year"),
}
"""The columns that name a row of each table; of money all funds together, since who pays what is not decided."""


def difference(
    saved: SavedPlan, table: str, place: tuple[Any, ...], column: str, stated: Fraction, worked: Fraction
) -> Difference:
    """A figure that differs, with where it stands.

    Args:
        saved: The plan.
        table: Its table.
        place: What names the row, in the order of `_KEYS`; its beginning where it names several together.
        column: Which column.
        stated: What stands there, of all rows together.
        worked: What follows.
    """
    names, years = _KEYS[table], saved.scenario.settings.years
    shown = ((name, years.shown(one) if name == "year" else str(one)) for name, one in zip(names, place, strict=False))
    rows = (row for key, row in saved.rows.get(table, {}).items() if key[: len(place)] == place)
    return Difference(
        table=table,
        key={name: one for name, one in shown if one},
        column=column,
        stated=float(stated),
        worked=float(worked),
        rows=tuple(sorted(rows)),
        letter=saved.letters.get(table, {}).get(column),
        head=saved.heads.get(table, {}).get(column),
    )


def compared(saved: SavedPlan, table: str, follows: Figures) -> Iterator[Difference]:
    """Figures that are not the same to the digits that files hold; a row that is not there is one of zeros.

    Args:
        saved: The plan, which states the table.
        table: Where they stand.
        follows: What was worked out.
    """
    stated = saved.stated[table]
    for place in sorted({*stated, *follows}, key=str):
        said, right = stated.get(place, {}), follows.get(place, {})
        for column in sorted({*said, *right}):
            one, other = said.get(column, Fraction(0)), right.get(column, Fraction(0))
            if abs(one - other) > ROUNDED * max(Fraction(1), abs(one), abs(other)):
                yield difference(saved, table, place, column, one, other)
