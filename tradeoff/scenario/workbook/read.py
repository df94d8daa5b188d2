"""Reads a workbook as the folder it stands for: its tables as text, and what its sheets `scenario` and `changes` say.

The file is opened for reading only. Everything that is wrong is told at once, each with its sheet and cell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.changes import WantedChange, read_change
from tradeoff.scenario.describe import Description
from tradeoff.scenario.faults import fault
from tradeoff.scenario.measures import SHARE_OF_GROUP
from tradeoff.scenario.needed_columns import may_be_blank
from tradeoff.scenario.plain_texts import text_fault
from tradeoff.scenario.raw import Cells, RawScenario, Reading, did_you_mean, text_of
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.spelling import nearest
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.tables.columns import SETTING, column_words
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.workbook.as_table import ReadSheet, SheetTable, read_sheet
from tradeoff.scenario.workbook.grid import Grid, read_grids
from tradeoff.scenario.workbook.guard import UnreadableError, open_package
from tradeoff.scenario.workbook.heads import check_heads
from tradeoff.scenario.workbook.sheets import (
    CHANGES,
    READ_ME,
    SCENARIO,
    SHEET_COLUMNS,
    read_pairs,
    sheet_name,
    table_by_columns,
)
from tradeoff.scenario.written_words import allowed_words
from tradeoff.words.names import find_name, heads_as_written, plain
from tradeoff.words.spoken import say

_NAMES = ("name", "title", "question", "based_on")
_NEEDED_SETTINGS = frozenset(name for name, one in Settings.model_fields.items() if one.is_required())


def read_workbook(path: Path) -> tuple[Description, RawScenario]:
    """What a workbook says of the scenario, and its tables; what is wrong in either stands with the tables.

    Example:
        >>> import tempfile, tradeoff
        >>> plan = Path(tempfile.mkdtemp()) / "plan.xlsx"
        >>> _ = tradeoff.copy_scenario("three-clusters", plan)
        >>> description, raw = read_workbook(plan)
        >>> description.name, sorted(raw.tables)[:2], raw.problems
        ('three-clusters', ['budgets', 'clusters'], ())
    """
    try:
        grids = read_grids(open_package(path))
    except UnreadableError as error:
        problem = fault("E1", path.name, None, error.what, error.mend)
        return Description(), RawScenario(tables={}, problems=(problem,))
    return _Workbook(path.name, grids).read()


class _Workbook:
    """The sheets of one workbook."""

    def __init__(self, name: str, grids: list[Grid]) -> None:
        self._name, self._grids = name, grids
        self._problems: list[InputFault] = []
        self._readings: list[Reading] = []
        self._near: set[str] = set()
        """Tables that the name of a sheet comes near to."""

    def read(self) -> tuple[Description, RawScenario]:
        """What it says, and its tables."""
        kinds = {kind.TABLE: kind for kind in TABLES}
        found = self._sheets([*kinds, SCENARIO, CHANGES])
        sheets: dict[str, ReadSheet] = {}
        for name, grid in found.items():
            kind = kinds.get(name)
            sheet = read_sheet(grid, _asked(kind) if kind else _asked_of(name), self._name)
            if sheet is not None:
                sheets[name] = sheet
        if not sheets.keys() & kinds.keys() and CHANGES not in sheets and SCENARIO not in sheets:
            mend = "name sheets after the tables, as the workbook does that `tradeoff new` makes"
            problem = fault("E1", self._name, None, "no sheet has the name of a table", mend)
            return Description(), RawScenario(tables={}, problems=(problem,))
        if "settings" in sheets:
            _mend_settings(sheets["settings"])
        check_heads(sheets, kinds)
        tables = {name: sheet.table for name, sheet in sheets.items() if name in kinds and not sheet.is_unread}
        description = self._description(sheets.get(SCENARIO), sheets.get(CHANGES))
        for name, sheet in sheets.items():
            # Of a table they are told under the file it would be, so that what follows from them is not told again.
            self._problems += [
                problem if name in kinds else replace(problem, file=self._name) for problem in sheet.problems
            ]
            self._readings += sheet.readings
        if any(sheet.is_french for sheet in sheets.values()):
            what = "its sheets and headers have French names, each of which is read as what it is in English"
            self._readings.insert(0, Reading(file=self._name, what=say(what)))
        problems, readings = tuple(self._problems), tuple(self._readings)
        unread = self._near | {name for name in sheets if name in kinds}
        return description, RawScenario(
            tables=tables, problems=problems, readings=readings, unread=frozenset(unread - tables.keys())
        )

    def _sheets(self, known: list[str]) -> dict[str, Grid]:
        """The sheet of each name; a near miss is told, any other sheet is left out and that is said."""
        found: dict[str, Grid] = {}
        there = {find_name(grid.title, known) for grid in self._grids}
        lacking = [kind for kind in TABLES if kind.TABLE not in there]
        for grid in self._grids:
            name = find_name(grid.title, known)
            if not grid.rows or plain(grid.title) in (plain(READ_ME), "lisez_moi"):
                continue
            near = nearest(grid.title, known) if name is None else None
            table = table_by_columns(grid, lacking) if name is None else None
            if table is not None and near != table:
                self._near.add(table)
                what = say("its columns are those of {table}, and no sheet is called so", table=sheet_name(table))
                mend = say("name it {table}, or remove it", table=sheet_name(table))
                self._problems.append(fault("E1", self._name, None, what, mend, value=grid.title))
            elif name is None:
                if near:
                    self._near.add(near)
                    mend = say("rename or remove the sheet; did you mean {near!r}?", near=sheet_name(near))
                    self._problems.append(
                        fault("E1", self._name, None, "no table has this name", mend, value=grid.title)
                    )
                else:
                    what = "the sheet is no table; left out" + (", though it is hidden" if grid.is_hidden else "")
                    self._readings.append(Reading(file=self._name, sheet=grid.title, what=say(what)))
            elif name in found:
                what = say("two sheets of one meaning: this one and {title!r}", title=found[name].title)
                self._problems.append(
                    fault("E1", self._name, None, what, "keep one of them", value=grid.title, sheet=grid.title)
                )
            else:
                found[name] = grid
        return found

    def _description(self, said: ReadSheet | None, changes: ReadSheet | None) -> Description:
        texts: dict[str, str] = {}
        places: dict[str, int] = {}
        keys = _called_there(said, _NAMES) if said else {}
        for number, cells in said.table.rows if said else ():
            key = find_name(text_of(cells, "key"), _NAMES)
            if key is None:
                called = [keys.get(name, name) for name in _NAMES]
                mend = say("remove the row{hint}", hint=did_you_mean(text_of(cells, "key"), called))
                self._tell(SCENARIO, said, number, "key", "no such key", mend, text_of(cells, "key"))
            elif key in texts:
                self._tell(SCENARIO, said, number, "key", "the key stands twice", "keep one of them", key)
            elif found := text_fault(str(cells.get("value", ""))):
                self._tell(SCENARIO, said, number, "value", *found, text_of(cells, "value"))
            else:
                texts[key], places[key] = " ".join(text_of(cells, "value").split()), number
        wanted = self._changes(changes) if changes is not None else ()
        if wanted and not texts.get("based_on"):
            mend = say(
                "name the base under {based_on} in the sheet {scenario}, or remove them",
                based_on=keys.get("based_on", "based_on"),
                scenario=said.table.sheet.name if said and said.table.sheet else SCENARIO,
            )
            self._tell(CHANGES, changes, wanted[0].line, "table", "changes without a base", mend, None)
            wanted = ()
        return Description(
            name=texts.get("name", ""),
            title=texts.get("title", ""),
            question=texts.get("question", ""),
            based_on=texts.get("based_on", ""),
            based_on_line=places.get("based_on", 1),
            sheet=replace(said.table.sheet, heads=keys) if said and said.table.sheet else None,
            changes=wanted,
        )

    def _changes(self, sheet: ReadSheet) -> tuple[WantedChange, ...]:
        wanted = []
        file = f"{self._name}, {sheet.table.sheet.name if sheet.table.sheet else CHANGES}"
        for number, cells in sheet.table.rows:
            if any(row == number for row, _ in sheet.table.refused):
                continue
            given: dict[str, object] = {}
            for column in SHEET_COLUMNS[CHANGES]:
                text = text_of(cells, column)
                if column in ("where", "add") and text:
                    pairs = read_pairs(text)
                    if pairs is None:
                        mend = "write column = value, with ; between several"
                        self._tell(CHANGES, sheet, number, column, "not columns and values", mend, text)
                        break
                    given[column] = pairs
                elif text:
                    given[column] = text
            else:
                one = self._change(given, file, number, sheet)
                if one is not None:
                    wanted.append(replace(one, sheet=sheet.table.sheet))
        return tuple(wanted)

    def _change(self, given: dict[str, object], file: str, number: int, sheet: ReadSheet) -> WantedChange | None:
        if "remove" in given:
            if plain(str(given["remove"])) not in ("yes", "oui", "1", "true"):
                self._tell(CHANGES, sheet, number, "remove", "neither yes nor blank", "write yes", str(given["remove"]))
                return None
            given["remove"] = True
        if "add" not in given:
            given.setdefault("where", {})
        problems: list[InputFault] = []
        one = read_change(given, problems, file=file, line=number)
        for problem in problems:
            self._tell(CHANGES, sheet, number, problem.column or "table", problem.what, problem.mend, problem.value)
        return one

    def _tell(
        self, name: str, sheet: ReadSheet | None, row: int | None, column: str, what: str, mend: str, value: str | None
    ) -> None:
        place = sheet.table.sheet if sheet is not None else None
        letters = place.letters if place is not None else {}
        title = place.name if place is not None else name
        letter = letters.get(column, "A")
        found = fault("E2", self._name, column, what, mend, row=row, value=value, sheet=title, letter=letter)
        self._problems.append(replace(found, head=place.heads.get(column) if place is not None else None))


def _asked(kind: type[Row]) -> SheetTable:
    """What the sheet of a table may hold."""
    columns = [name for name in kind.model_fields if name != "row"]
    return SheetTable(
        name=kind.TABLE,
        columns=[*columns, *kind.GONE],
        needed=[name for name in columns if kind.model_fields[name].is_required()],
        kind=lambda column: cell_kind(kind, column) if column in columns else None,
        takes_percent=_takes_percent(kind),
        words=lambda column: allowed_words(kind, column) if column in columns else (),
        may_be_blank=lambda column: column in columns and may_be_blank(kind, column),
    )


def _asked_of(name: str) -> SheetTable:
    """What the sheets `scenario` and `changes` may hold: texts, and factors."""
    return SheetTable(
        name=name,
        columns=SHEET_COLUMNS[name],
        needed=[column for column in SHEET_COLUMNS[name] if column_words()[name, column].blank == "required"],
        kind=lambda column: CellKind.NUMBER if column == "multiply" else None,
        takes_percent=lambda column, _: column in ("set", "multiply"),
        words=lambda column: ("yes",) if column == "remove" else (),
        may_be_blank=lambda column: column_words()[name, column].blank != "required",
    )


def _takes_percent(kind: type[Row]) -> Callable[[str, Cells], bool]:
    """Whether a figure that shows as a percent is a share in a column."""

    def takes(column: str, left: Cells) -> bool:
        if (kind.TABLE, column) == ("settings", "value"):
            words = column_words().get((SETTING, find_name(text_of(left, "key"), Settings.model_fields) or ""))
            return words is not None and words.is_share
        if (kind.TABLE, column) == ("limits", "value"):
            return text_of(left, "measure").partition(":")[0] == SHARE_OF_GROUP
        if column not in kind.model_fields:
            return False
        wanted = cell_kind(kind, column)
        words = column_words().get((kind.TABLE, column))
        # The lowest and highest value of a row are in whatever its figure is in.
        is_part = words is None or words.is_share or words.unit == "factor"
        return wanted in (CellKind.SHARE, CellKind.RATE) or (wanted is not None and is_part)

    return takes


def _mend_settings(sheet: ReadSheet) -> None:
    """Take settings by their French names too; a key without a value is one that keeps its default."""
    rows = []
    for number, cells in sheet.table.rows:
        typed = text_of(cells, "key")
        key = find_name(typed, Settings.model_fields) or typed
        is_blank = not text_of(cells, "value") and (number, "value") not in sheet.table.refused
        if is_blank and key in Settings.model_fields and key not in _NEEDED_SETTINGS:
            continue
        rows.append((number, {**cells, "key": key} if key != typed else cells))
    place = sheet.table.sheet
    if place is not None:
        place = replace(place, heads=_called_there(sheet, Settings.model_fields))
    sheet.table = replace(sheet.table, rows=tuple(rows), sheet=place)


def _called_there(sheet: ReadSheet, known: Collection[str]) -> dict[str, str]:
    """What the columns of a sheet and the keys in its rows are called there, where they have other names.

    Args:
        sheet: A sheet of keys and values.
        known: The keys that it may have.
    """
    typed = [text_of(cells, "key") for _, cells in sheet.table.rows]
    keys = {key: word for word in typed if (key := find_name(word, known)) is not None}
    heads = sheet.table.sheet.heads if sheet.table.sheet is not None else {}
    return {**heads_as_written(keys, known), **heads}
