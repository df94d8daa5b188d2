"""Writes a scenario as the files of a folder, or a workbook, that `read_scenario` reads as the same, hash and all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from tradeoff.scenario.book import Book
from tradeoff.scenario.catalogue import is_workbook
from tradeoff.scenario.changes import WantedChange
from tradeoff.scenario.describe import FILE
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.scenario import Scenario
from tradeoff.whole_folder import restore, whole_folder, write_whole_file
from tradeoff.words.spoken import say


def scenario_files(scenario: Scenario) -> dict[str, bytes]:
    """The tables of a scenario as they were read, with every change made, and its `scenario.yaml`, by file name.

    What was answered since, reforms, floors and whole openings, changes no table and is not in them.
    """
    return book_files(book_of(scenario))


def book_of(scenario: Scenario) -> Book:
    """A scenario as it was read, with every change made."""
    return Book(name=scenario.name, title=scenario.title, question=scenario.question, tables=scenario.resolved.as_read)


def book_files(book: Book) -> dict[str, bytes]:
    """What is written down of a scenario, by file name: its tables, or its base and changes, and `scenario.yaml`."""
    # JSON texts are YAML texts, whatever stands in them.
    said = {"name": book.name, "title": book.title, "question": book.question}
    if book.based_on:
        said["based_on"] = book.based_on
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in said.items()]
    if book.changes:
        lines += ["changes:\n", *(f"  - {json.dumps(_told(one), ensure_ascii=False)}\n" for one in book.changes)]
    tables = {f"{name}.csv": _as_csv(table) for name, table in sorted(book.tables.items())}
    return {FILE: "".join(lines).encode(), **tables}


def write_book(book: Book, target: Path) -> None:
    """Write a scenario to a new folder or a new workbook, as the suffix says; whole or not at all.

    Raises:
        FileExistsError: `target` is there already.
        ValueError: It is a workbook of another kind than .xlsx.
        OSError: It cannot be written.
    """
    if is_workbook(target) and target.suffix.lower() != ".xlsx":
        raise ValueError(
            say("{name} ends with {suffix}; a workbook is written as .xlsx", name=target.name, suffix=target.suffix)
        )
    restore(target)
    if target.exists():
        raise FileExistsError(say("{target} is there already; choose another name, or remove it first", target=target))
    if not target.parent.is_dir():
        raise FileNotFoundError(
            say(
                "cannot write {target}: there is no folder {parent}; make it first", target=target, parent=target.parent
            )
        )
    if is_workbook(target):
        _write_workbook(book, target)
        return
    with whole_folder(target) as folder:
        for name, content in book_files(book).items():
            (folder / name).write_bytes(content)


def _write_workbook(book: Book, target: Path) -> None:
    from tradeoff.scenario.workbook.write import as_workbook

    try:
        write_whole_file(target, as_workbook(book), replace=False)
    except FileExistsError:
        raise
    except OSError as error:
        # Nobody has typed the name that the file has until it is whole.
        raise OSError(say("cannot write {target}: {why}", target=target, why=error.strerror)) from error


def _told(change: WantedChange) -> Mapping[str, object]:
    """A change as `scenario.yaml` has it."""
    deeds: dict[str, object] = {}
    if change.add is not None:
        deeds["add"] = dict(change.add)
    else:
        deeds["where"] = dict(change.where)
        if change.remove:
            deeds["remove"] = True
        else:
            deeds["column"] = change.column
            deeds |= {"set": change.set_to} if change.set_to is not None else {"multiply": str(change.multiply)}
    return {"table": change.table, **deeds, **({"reason": change.reason} if change.reason else {})}


def _as_csv(table: RawTable) -> bytes:
    """A table as text, cell for cell: what a spreadsheet would run stays what it is, since it is hashed."""
    more = {column for _, cells in table.rows for column in cells} - set(table.columns)
    columns = [*table.columns, *sorted(more)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([str(cells.get(column, "")).strip() for column in columns] for _, cells in table.rows)
    return out.getvalue().encode()
