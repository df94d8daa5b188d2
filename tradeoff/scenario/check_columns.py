"""Tells the columns that a table does not know and those that it lacks, in one line where the one is the other.

A column under a name that is not known holds figures that somebody typed: as long as it may be one that is missing, the
mend is its name, for whoever removes it loses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.needed_columns import needed_columns
from tradeoff.scenario.raw import RawTable, did_you_mean, text_of
from tradeoff.scenario.spelling import alike, nearest
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.columns import column_words
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.scenario.written_numbers import written_number
from tradeoff.words.names import french_head, plain
from tradeoff.words.spoken import any_of, say

_FEW = 3
"""Names of columns that are asked back for one."""
_EVERYWHERE = frozenset({"source", "grade", "note", "low", "high", "name", "value", "key"})
"""Columns of many tables, or of such names that they tell no table."""
_BRIEF = 5
"""Letters of a name that are too few to know another table's column by."""
_SHORT = 3
"""Letters of a name that is like many others."""


def check_columns(kind: type[Row], raw: RawTable, problems: list[InputFault]) -> list[str]:
    """The columns that every row must fill and that are not there under their names.

    Args:
        kind: The type of the table's rows.
        raw: The table as text, with one column at least that it knows.
        problems: Faults are added to it: unknown columns, and those that are missing under any name.
    """
    known = [name for name in kind.model_fields if name != "row"]
    absent = [name for name in known if name not in raw.columns]
    missing = [name for name in absent if kind.model_fields[name].is_required()]
    strange = [column for column in raw.columns if column not in known and column not in kind.GONE]
    look = _Look(
        kind=kind, raw=raw, absent=absent, missing=missing, there=[name for name in known if name in raw.columns]
    )
    meant = {column: look.meant_by(column) for column in strange}
    for column in raw.columns:
        if column in kind.GONE:
            what = "this column is no longer read"
            problems.append(fault("E1", raw.file, column, what, kind.GONE[column], row=raw.header_row, value=column))
        elif column in meant:
            what, mend = "no such column in this table", look.mend(column, meant[column], known)
            problems.append(fault("E1", raw.file, column, what, mend, row=raw.header_row, value=column))
    for name in missing:
        # Of more columns that are missing than unknown ones can be, one at least is nowhere.
        takers = [column for column, names in meant.items() if name in names]
        wanted = {other for column in takers for other in meant[column] if other in missing}
        if len(takers) < len(wanted) or not takers:
            problems.append(fault("E1", raw.file, name, "the column is missing", "add it", row=raw.header_row))
    return missing


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Looks for what an unknown column may be."""

    kind: type[Row]
    raw: RawTable
    absent: Sequence[str]
    """The known columns that are not there."""
    missing: Sequence[str]
    """Those of them that every row must fill."""
    there: Sequence[str]
    """The known columns that are there."""

    def home_of(self, column: str) -> str | None:
        """The one other table with a column of nearly this name, where no column that is absent here has it."""
        if len(column) <= _BRIEF or any(self._near(column, names) for names in (self.absent, self.there)):
            return None
        there = {(table, name) for table, name in column_words() if name not in _EVERYWHERE}
        found = {table for table, name in there if alike(column, name) or alike(column, french_head(name))}
        return found.pop() if len(found) == 1 else None

    def meant_by(self, column: str) -> list[str]:
        """The absent columns that an unknown one may be: first by their names, then by what stands in it."""
        needed = [name for name in self.absent if name in needed_columns(self.kind.TABLE)]
        for names in (self.missing, needed):
            if near := self._near(column, names):
                return near
        # `HH` shares half of its letters with `high`: of the others so short a word must be a word of theirs.
        look = self._by_words if len(column) <= _SHORT else self._near
        if not look(column, self.there) and (near := look(column, self.absent)):
            return near
        fitting = [name for name in self.missing if self._fits(column, name)] or [*self.missing]
        return [*fitting, *(name for name in needed if name not in self.missing and self._fits(column, name))]

    def _near(self, column: str, names: Iterable[str]) -> list[str]:
        """The columns with nearly the name of an unknown one, or every word of it: `poor_share` of "Poor"."""
        called = {self.raw.called(name): name for name in names}
        near = nearest(column, called)
        return self._by_words(column, names) if near is None else [called[near]]

    def _by_words(self, column: str, names: Iterable[str]) -> list[str]:
        """The columns with every word of an unknown one."""
        called = {self.raw.called(name): name for name in names}
        words = set(plain(column).split("_")) - {""}
        found = [name for head, name in called.items() if words and words <= set(plain(head).split("_"))]
        return found if len(found) <= _FEW else []

    def _fits(self, column: str, name: str) -> bool:
        """Whether a column that is absent could hold what stands in an unknown one: figures or words."""
        texts = [text for _, cells in self.raw.rows if (text := text_of(cells, column))]
        figures = sum(written_number(text) is not None or text[0].isdigit() for text in texts)
        most = len(texts) / 2
        # Where half of them are figures it may be either: one may be mistyped.
        return figures == most or (figures > most) == (cell_kind(self.kind, name) is not None)

    def mend(self, column: str, meant: Sequence[str], known: Iterable[str]) -> str:
        """What to do with an unknown column.

        Args:
            column: Its name.
            meant: The absent columns that it may be.
            known: All columns of the table.
        """
        home = None if self.missing else self.home_of(column)
        if home is not None:
            return say("move it to {file}, which has such a column, or remove it", file=f"{home}.csv")
        if not meant:
            return say("remove it{hint}", hint=did_you_mean(column, map(self.raw.called, known)))
        called = [self.raw.called(name) for name in meant]
        if len(called) == 1:
            return say("rename it to {column}, if that is what it is, or remove it", column=called[0])
        return say("rename it to {columns}, whichever it is, or remove it", columns=any_of(called))
