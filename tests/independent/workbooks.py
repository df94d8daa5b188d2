"""From a workbook and what is done to its cells to the workbook as somebody saved it."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

import tradeoff

Deed = Callable[[Any], object]


def saved(path: Path, *deeds: Deed, of: str = "three-pairs") -> Path:
    """A shipped scenario made as a workbook, changed by openpyxl, and saved."""
    path.write_bytes(_made(of))
    return changed(path, *deeds)


@cache
def _made(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return tradeoff.copy_scenario(name, Path(folder) / "plan.xlsx").read_bytes()


def changed(path: Path, *deeds: Deed) -> Path:
    """The same workbook with these things done to it."""
    workbook = openpyxl.load_workbook(path)
    for deed in deeds:
        deed(workbook)
    workbook.save(path)
    return path


def place(sheet: Any, column: str, row: int) -> Any:
    """The cell under a header, whatever unit stands behind its name."""
    at = next(cell.column for cell in sheet[1] if str(cell.value).split(" [")[0] == column)
    return sheet.cell(row, at)


def write(table: str, column: str, row: int, value: object, number_format: str | None = None) -> Deed:
    """Put a value in a cell."""

    def deed(workbook: Any) -> None:
        cell = place(workbook[table], column, row)
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format

    return deed


def put(table: str, address: str, value: object) -> Deed:
    """Put a value at an address."""

    def deed(workbook: Any) -> None:
        workbook[table][address] = value

    return deed


def repacked(path: Path, target: Path, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The workbook with some of its parts made otherwise."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for part in source.infolist():
            content = source.read(part)
            out.writestr(part.filename, parts[part.filename](content) if part.filename in parts else content)
    return target


def padded(path: Path, target: Path, part: str, *, megabytes: int) -> Path:
    """The workbook with so many blanks at the end of one of its parts, written without holding them in memory."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for one in source.infolist():
            with out.open(one.filename, "w", force_zip64=True) as stream:
                stream.write(source.read(one))
                for _ in range(megabytes if one.filename == part else 0):
                    stream.write(b" " * (1 << 20))
    return target


def told(path: Path) -> list[str]:
    """What is refused of a workbook, line by line, without its name."""
    try:
        tradeoff.read_scenario(path)
    except tradeoff.ScenarioError as error:
        return [str(problem).removeprefix(f"{path.name}, ") for problem in error.problems]
    return []


def said(path: Path) -> list[str]:
    """What was read otherwise than it is written, line by line, without the workbook's name."""
    return [str(reading).removeprefix(f"{path.name}, ") for reading in tradeoff.read_scenario(path).readings]
