"""Makes changes to raw tables, and keeps what stood there before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.changes import WantedChange, plain_decimal
from tradeoff.scenario.conventions import Conventions
from tradeoff.scenario.notes import Notes
from tradeoff.scenario.number_cells import unmistakable
from tradeoff.scenario.parse import blank_means, is_whole
from tradeoff.scenario.plain import plain_row
from tradeoff.scenario.raw import Cells, RawTable, Reading, did_you_mean, text_of
from tradeoff.scenario.resolved import Change
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.tables.kinds import CellKind, cell_kind, read_number
from tradeoff.scenario.written_numbers import MOST_DIGITS, POINT, significant_digits, written_number
from tradeoff.scenario.written_years import ProjectYears
from tradeoff.words.spoken import say

_KINDS: dict[str, type[Row]] = {kind.TABLE: kind for kind in TABLES}
_WHOLE_ROW = ""
"""Stands for the column where a change is of a whole row."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Raw tables with changes made, and what was made where."""

    tables: dict[str, RawTable]
    changes: tuple[Change, ...]
    places: Mapping[tuple[str, int, str], WantedChange]
    """By file, row and column (blank: the whole row) the change that wrote it."""
    readings: tuple[Reading, ...] = ()
    """What of the tables was read otherwise than it is written."""
    unread: frozenset[str] = frozenset()
    """Tables that are there and cannot be read, of which a problem says why."""

    def blame(self, problems: Iterable[InputFault]) -> list[InputFault]:
        """The same faults, each at the change that wrote what is faulty: no file has it."""
        found = []
        for problem in problems:
            wanted = None
            if problem.row is not None:
                # Of settings a fault names the key; what was written there is its value.
                written = "value" if problem.file == "settings.csv" else problem.column or _WHOLE_ROW
                columns = (written, _WHOLE_ROW)
                places = [(problem.file, problem.row, column) for column in columns]
                wanted = next((self.places[place] for place in places if place in self.places), None)
            if wanted is not None:
                what = say("{what}, in {file}", what=problem.what, file=problem.file)
                problem = wanted.fault(problem.code, problem.column, what, problem.mend, problem.value)
            found.append(problem)
        return found


def apply_changes(
    tables: Mapping[str, RawTable], changes: Iterable[WantedChange], problems: list[InputFault]
) -> Changed:
    """The tables with every change made, in their order, and the changes with what stood there before.

    Args:
        tables: The base's raw tables by name; they stay as they are, and those that no change names stay the same.
        changes: What is asked for.
        problems: Faults are added to it, and their changes left out.
    """
    work = _Work(tables=dict(tables), problems=problems)
    for wanted in changes:
        work.make(wanted)
    return Changed(tables=work.tables, changes=tuple(work.made), places=work.places, readings=tuple(work.readings))


def shown_cell(cell: str | Fraction) -> str:
    """A cell for people: its text, or a fraction to twelve significant digits."""
    return f"{float(cell):.12g}" if isinstance(cell, Fraction) else cell.strip()


def _shown_key(kind: type[Row], cells: Cells, years: ProjectYears) -> str:
    """What names a row: `department_id=forest, year=2026-27`."""
    held = ((column, text) for column in kind.KEY if (text := text_of(cells, column)))
    return ", ".join(f"{column}={_shown_year(kind, column, text, years)}" for column, text in held)


def _shown_year(kind: type[Row], column: str, text: str, years: ProjectYears) -> str:
    """A cell's text; of a project year, its name."""
    is_year = cell_kind(kind, column) is CellKind.YEAR and text.isascii() and text.isdigit()
    return years.shown(int(text)) if is_year else text


def _shown_rest(kind: type[Row], cells: Cells) -> str:
    return "; ".join(
        f"{column}={shown_cell(cell)}" for column, cell in cells.items() if column not in kind.KEY and cell
    )


def _plain_years(kind: type[Row], named: Mapping[str, str], years: ProjectYears) -> dict[str, str]:
    """Columns and values with project years by their numbers, where they are named as `first_year` names them.

    Args:
        kind: The rows that the columns are of.
        named: Columns and values.
        years: The names of the years.
    """
    return {
        column: years.plain(0, column, value.strip(), Notes())
        if column in kind.model_fields and cell_kind(kind, column) is CellKind.YEAR
        else value
        for column, value in named.items()
    }


def _matches(kind: type[Row], cells: Cells, where: Mapping[str, str]) -> bool:
    """Whether a row has these values; a blank cell matches what it means, such as `*`, and year 1 a written 01."""
    return all(
        value.strip() in (text := text_of(cells, column), text or blank_means(kind, column))
        or (is_whole(kind, column) and _same_number(text, value))
        for column, value in where.items()
    )


def _same_number(one: str, other: str) -> bool:
    try:
        return read_number(one) == read_number(other)
    except ValueError:
        return False


@dataclass(kw_only=True)
class _Work:
    """The tables while changes are made to them."""

    tables: dict[str, RawTable]
    problems: list[InputFault]
    made: list[Change] = field(default_factory=list)
    places: dict[tuple[str, int, str], WantedChange] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)

    def make(self, wanted: WantedChange) -> None:
        """Make one change, or say why not."""
        kind = _KINDS.get(wanted.table)
        if kind is None:
            mend = say("name one of {kinds}{hint}", kinds=", ".join(_KINDS), hint=did_you_mean(wanted.table, _KINDS))
            self._refuse(wanted, "table", "no such table", mend, value=wanted.table)
            return
        columns = [name for name in kind.model_fields if name != "row"]
        written = [*wanted.add] if wanted.add is not None else [] if wanted.remove else [wanted.column]
        given = [*wanted.where, *written]
        if unknown := [column for column in given if column not in columns]:
            mend = say("name a column of {table}{hint}", table=wanted.table, hint=did_you_mean(unknown[0], columns))
            key = "where" if unknown[0] in wanted.where else "column" if wanted.add is None else "add"
            self._refuse(wanted, key, say("{table} has no such column", table=wanted.table), mend, value=unknown[0])
            return
        table = self.tables.get(wanted.table, RawTable(file=f"{wanted.table}.csv", columns=(), rows=()))
        before = len(self.problems)
        wanted = self._plain(kind, table, wanted)
        if len(self.problems) > before:
            return
        deed = self._add if wanted.add is not None else self._remove if wanted.remove else self._alter
        self.tables[wanted.table] = deed(kind, table, wanted)

    def _plain(self, kind: type[Row], table: RawTable, wanted: WantedChange) -> WantedChange:
        """The same change with what it names and writes as tables hold it: year 1 for 2026-27, 2.5 for `2.5 lakh`.

        Args:
            kind: The rows of the table that it changes.
            table: The table.
            wanted: The change.
        """
        wanted = replace(wanted, where=_plain_years(kind, wanted.where, self.years))
        if wanted.add is not None:
            return replace(wanted, add=self._plain_row(kind, wanted.add, wanted, [*wanted.add]))
        if wanted.set_to:
            # What a value is may be said by its row: that of a limit by what it limits, of a setting by its key.
            row = next((cells for _, cells in table.rows if _matches(kind, cells, wanted.where)), {})
            said = {name: text_of(row, name) for name in (*kind.KEY, "measure") if text_of(row, name)}
            new = self._plain_row(kind, {**said, wanted.column: wanted.set_to}, wanted, [wanted.column])
            return replace(wanted, set_to=new[wanted.column])
        if isinstance(wanted.multiply, str) and (factor := written_number(wanted.multiply)) and factor.is_percent:
            value = factor.value(POINT)
            return wanted if value is None else replace(wanted, multiply=plain_decimal(value / 100) or wanted.multiply)
        return wanted

    def _plain_row(
        self, kind: type[Row], cells: Mapping[str, str], wanted: WantedChange, written: Collection[str]
    ) -> dict[str, str]:
        """The cells of a row as the table holds them; what cannot be read is refused, and how others were read is said.

        Args:
            kind: The rows of the table.
            cells: Columns and texts.
            wanted: The change that writes them.
            written: The columns that it writes.
        """
        notes = Notes()
        plain = plain_row(kind, cells, Conventions.of(self.tables.get("settings")), notes)
        for column, value, what, mend in notes.each():
            if column in written and mend:
                self._refuse(wanted, column, what, mend, value=value)
            elif column in written and (wanted.line is not None):
                self.readings.append(wanted.reading(column, what, value))
        return plain

    @property
    def years(self) -> ProjectYears:
        """The names of the project years, as the settings are now."""
        return Conventions.of(self.tables.get("settings")).years

    def _refuse(self, wanted: WantedChange, column: str, what: str, mend: str, *, value: object = None) -> None:
        self.problems.append(wanted.fault("E2", column, what, mend, value))

    def _add(self, kind: type[Row], table: RawTable, wanted: WantedChange) -> RawTable:
        new = dict(wanted.add or {})
        key = [new.get(column, "").lower() for column in kind.KEY]
        if any([text_of(cells, column).lower() for column in kind.KEY] == key for _, cells in table.rows):
            what, mend = (
                say("{table} has this row already", table=wanted.table),
                "change it with `where` and `set` instead",
            )
            self._refuse(wanted, "add", what, mend, value=_shown_key(kind, new, self.years))
            return table
        self._note(wanted, _shown_key(kind, new, self.years), before="", after=_shown_rest(kind, new))
        columns = (*table.columns, *(column for column in new if column not in table.columns))
        taken = [number for number, _ in table.rows] + [row for file, row, _ in self.places if file == table.file]
        number = max(taken, default=1) + 1
        self.places[table.file, number, _WHOLE_ROW] = wanted
        return replace(table, columns=columns, rows=(*table.rows, (number, new)))

    def _remove(self, kind: type[Row], table: RawTable, wanted: WantedChange) -> RawTable:
        rows, years = [], self.years
        for number, cells in table.rows:
            if not _matches(kind, cells, wanted.where):
                rows.append((number, cells))
                continue
            if any((file, row) == (table.file, number) for file, row, _ in self.places):
                key = _shown_key(kind, cells, years)
                self._refuse(
                    wanted, "remove", "one change writes this row and another removes it", "keep one", value=key
                )
            self.places[table.file, number, _WHOLE_ROW] = wanted
            self._note(wanted, _shown_key(kind, cells, years), before=_shown_rest(kind, cells), after="")
        if len(rows) == len(table.rows):
            self._refuse_no_match(wanted)
        return replace(table, rows=tuple(rows))

    def _alter(self, kind: type[Row], table: RawTable, wanted: WantedChange) -> RawTable:
        rows: list[tuple[int, Cells]] = []
        matched, years = False, self.years
        for number, cells in table.rows:
            if _matches(kind, cells, wanted.where):
                matched = True
                place = (table.file, number, wanted.column)
                if place in self.places:
                    what, mend = "two changes of one cell", "keep one of them"
                    self._refuse(wanted, wanted.column, what, mend, value=_shown_key(kind, cells, years))
                self.places[place] = wanted
                before = cells.get(wanted.column, "")
                after = unmistakable(kind, wanted.column, self._new_value(before, wanted))
                self._note(
                    wanted, _shown_key(kind, cells, self.years), before=shown_cell(before), after=shown_cell(after)
                )
                cells = {**cells, wanted.column: after}
            rows.append((number, cells))
        if not matched:
            self._refuse_no_match(wanted)
        columns = table.columns if wanted.column in table.columns else (*table.columns, wanted.column)
        return replace(table, columns=columns, rows=tuple(rows))

    def _new_value(self, before: str | Fraction, wanted: WantedChange) -> str | Fraction:
        if wanted.set_to is not None:
            return wanted.set_to
        old = before if isinstance(before, Fraction) else before.strip()
        try:
            product = read_number(old) * read_number(wanted.multiply)
        except ValueError:
            what, mend = (
                say("{old!r} cannot be multiplied", old=old),
                "multiply a cell that holds a number, by a plain number",
            )
            self._refuse(wanted, "multiply", what, mend, value=wanted.multiply)
            return before
        decimal = plain_decimal(product)
        # A file holds no number of more digits than a spreadsheet keeps.
        return product if decimal is None or significant_digits(decimal) > MOST_DIGITS else decimal

    def _refuse_no_match(self, wanted: WantedChange) -> None:
        shown = ", ".join(f"{column}={value}" for column, value in wanted.where.items())
        what = (
            say("no row of {table} matches", table=wanted.table)
            if wanted.where
            else say("{table} has no rows", table=wanted.table)
        )
        self._refuse(wanted, "where", what, "name a row that is there", value=shown)

    def _note(self, wanted: WantedChange, key: str, *, before: str, after: str) -> None:
        column, reason = wanted.column, wanted.reason
        self.made.append(Change(table=wanted.table, key=key, column=column, before=before, after=after, reason=reason))
