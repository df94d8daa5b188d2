"""The table of districts: read from folder and workbook, checked with place and mend, and laid out as the state lies."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run

SHIPPED = Path(__file__).parent.parent / "scenarios"
HEAD = "district,tile_column,tile_row\n"
NORTH_SOUTH = f"{HEAD}North,1,1\nSouth,1,2\n"


def folder_with(tmp_path: Path, districts: str) -> Path:
    """The invented state, its clusters in the districts North and South, with another table of districts."""
    folder = tmp_path / "plan"
    shutil.copytree(SHIPPED / "invented-state", folder)
    (folder / "districts.csv").write_text(districts, encoding="utf-8")
    return folder


def test_tiles_are_read_and_change_no_programme(tmp_path: Path) -> None:
    """By name; the best of an aim is the same without the table."""
    folder = folder_with(tmp_path, NORTH_SOUTH)
    with_tiles = tradeoff.read_scenario(folder)
    assert [(one.district, one.tile_column, one.tile_row) for one in with_tiles.districts] == [
        ("North", 1, 1),
        ("South", 1, 2),
    ]
    (folder / "districts.csv").unlink()
    without = tradeoff.read_scenario(folder)
    assert without.districts == ()
    assert (without.cells, without.limits) == (with_tiles.cells, with_tiles.limits)


@pytest.mark.parametrize(
    ("districts", "line"),
    [
        (f"{HEAD}North,1,1\n", "clusters.csv, row 4, district: not in districts.csv ('South')"),
        (f"{HEAD}North,1,1\nSouht,1,2\n", "did you mean 'Souht'?"),
        (
            f"{HEAD}North,1,1\nSouth,1,1\n",
            "South lies on the tile of North ('1') -> give each district a tile of its own",
        ),
        (f"{HEAD}North,0,1\nSouth,1,2\n", "districts.csv, row 2, tile_column: tiles are counted from 1 to 24 ('0')"),
        (f"{HEAD}North,1,1\nSouth,1,25\n", "districts.csv, row 3, tile_row: tiles are counted from 1 to 24 ('25')"),
        (f"{HEAD}North,1,1\nSouth,1,1.5\n", "districts.csv, row 3, tile_row: "),
        (f"{HEAD}North,1,1\nSouth,,2\n", "districts.csv, row 3, tile_column: the cell is blank"),
        (f"{HEAD}North,1,1\nSouth,1,2\nSouth,2,2\n", "districts.csv, row 4"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_place(tmp_path: Path, districts: str, line: str) -> None:
    """A district that has no tile, two on one, a place that no page has."""
    with pytest.raises(tradeoff.ScenarioError, match="problem") as refused:
        tradeoff.read_scenario(folder_with(tmp_path, districts))
    assert line in str(refused.value)


def test_a_workbook_to_fill_in_has_the_sheet(tmp_path: Path) -> None:
    """And gives the same scenario back."""
    folder = folder_with(tmp_path, NORTH_SOUTH)
    run("new", str(folder), str(tmp_path / "plan.xlsx"))
    assert tradeoff.read_scenario(tmp_path / "plan.xlsx").districts == tradeoff.read_scenario(folder).districts


def test_orissa_lies_as_it_lies() -> None:
    """All 30 districts, one tile each, in one piece; what a school atlas says of north, south, east and west holds."""
    with (SHIPPED / "orissa" / "districts.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with (SHIPPED / "orissa" / "clusters.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["district"] for row in rows} == {row["district"] for row in csv.DictReader(stream)}
    at = {row["district"]: (int(row["tile_column"]), int(row["tile_row"])) for row in rows}
    assert len(rows) == len(at) == len(set(at.values())) == 30
    # West of each other, from the border of Chhattisgarh to the sea; north of each other, from Jharkhand to Andhra.
    for line in (("Nuapada", "Balangir", "Anugul", "Dhenkanal", "Jajapur", "Bhadrak"), ("Koraput", "Gajapati", "Puri")):
        assert [at[name][0] for name in line] == sorted({at[name][0] for name in line}), line
    for line in (
        ("Sundargarh", "Debagarh", "Anugul", "Nayagarh", "Ganjam", "Gajapati"),
        ("Bargarh", "Balangir", "Kalahandi", "Nabarangapur", "Koraput", "Malkangiri"),
        ("Baleshwar", "Bhadrak", "Kendrapara", "Jagatsinghapur", "Puri"),
    ):
        assert [at[name][1] for name in line] == sorted({at[name][1] for name in line}), line
    reached, waiting = {at["Puri"]}, [at["Puri"]]
    while waiting:
        column, row = waiting.pop()
        around = {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)} & set(at.values())
        waiting += around - reached
        reached |= around
    assert len(reached) == 30
