"""Texts are texts: markup, scripts, formulas and controls in names are shown as they stand, or refused."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from itertools import cycle
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.cli.printing import print_table
from tradeoff.scenario.plain import as_plain
from tradeoff.scenario.raw import RawScenario, RawTable
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.scenario.written_words import allowed_words

SHIPPED = next(one.path for one in tradeoff.shipped_scenarios() if one.name == "three-clusters")
REFUSED = {
    "bell": "a\x07b",
    "escape": "\x1b[31mred",
    "control of the eighties": "a\x9b31mb",
    "delete": "a\x7f",
    "override": "a\u202eb",
    "isolate": "a\u2066b",
    "mark": "a\u200fb",
    "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b",
    "tag": "a\U000e0041b",
    "half a letter": "a\ud800b",
    "5,000 letters": "x" * 5_000,
}
INERT = (
    "[red]Hills[/red]",
    "[/]",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{{7*7}}${7*7}",
    "\"';--",
    "क्‍ष नदी",
)
COLUMNS = [
    (kind, column)
    for kind in TABLES
    for column in kind.model_fields
    if column != "row" and cell_kind(kind, column) is None and not allowed_words(kind, column)
]


@pytest.mark.parametrize("payload", REFUSED)
def test_in_every_text_of_every_table_what_cannot_be_seen_is_refused(payload: str) -> None:
    for kind, column in COLUMNS:
        table = RawTable(file=f"{kind.TABLE}.csv", columns=(column,), rows=((2, {column: REFUSED[payload]}),))
        problems = as_plain(RawScenario(tables={kind.TABLE: table})).problems
        assert [(one.file, one.row, one.column) for one in problems] == [(table.file, 2, column)]
        assert str(problems[0]).isprintable()
        assert len(str(problems[0])) < 300
    assert len(COLUMNS) > 50


@pytest.mark.parametrize("payload", REFUSED)
def test_a_header_or_a_file_of_such_a_name_is_told_harmlessly(payload: str, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(SHIPPED, folder)
    text = REFUSED[payload]
    head = (folder / "budgets.csv").read_text().replace("source", text.replace("\ud800", "x"))
    (folder / "budgets.csv").write_text(head, encoding="utf-8")
    (folder / f"{text[:100]}.csv".encode("utf-8", "replace").decode()).write_text("a\n")
    for form in ("table", "json"):
        done = run("check", str(folder), "--format", form, code=3)
        assert all(line.isprintable() for line in (done.stdout + done.stderr).split("\n"))
        assert max(map(len, done.stderr.split("\n"))) < 400


def test_line_breaks_in_a_cell_are_read_as_blanks_and_said(tmp_path: Path) -> None:
    """No name can add a line to what is printed."""
    folder = tmp_path / "plan"
    shutil.copytree(SHIPPED, folder)
    text = (folder / "clusters.csv").read_text()
    (folder / "clusters.csv").write_text(text.replace("Riverside weavers (illustrative)", '"Riverside\nweavers"'))
    scenario = tradeoff.read_scenario(folder)
    assert {row.name for row in scenario.clusters if row.cluster_id == "handloom"} == {"Riverside weavers"}
    assert any("line breaks" in str(reading) for reading in scenario.readings)


@pytest.fixture
def spoilt(tmp_path: Path) -> tuple[set[str], Path]:
    """The names of clusters, and a scenario that has one of these texts after the other in its free texts."""
    folder = tmp_path / "plan"
    shutil.copytree(SHIPPED, folder)
    payloads = cycle(INERT)
    names = set()
    for path in sorted(folder.glob("*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        for row in rows:
            for column in ("name", "district", "sector", "source", "note"):
                if column in row:
                    row[column] = next(payloads)
        names |= {row["name"] for row in rows if path.stem == "clusters"}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    said = {"title": INERT[2], "question": INERT[3]}
    (folder / "scenario.yaml").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return names, folder


def test_what_can_be_seen_is_shown_as_it_stands(spoilt: tuple[set[str], Path], tmp_path: Path) -> None:
    """On the terminal letter for letter, in the page and the lists as text, in CSV never as a formula."""
    names, folder = spoilt
    asked = ("plan", str(folder), "--trade", "depth-breadth", "--at", "breadth=900")
    plan = run(*asked, "--out", str(tmp_path / "saved"))
    assert [name for name in names if name not in plan.stdout] == []
    files = [path.read_text(encoding="utf-8") for path in (tmp_path / "saved").glob("*.csv")]
    for text in (run(*asked, "--format", "csv").stdout, *files):
        for cell in (cell for row in csv.reader(io.StringIO(text)) for cell in row):
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            assert not cell.startswith("-") or re.fullmatch(r"-[\d.e+-]+", cell), cell
    run("report", str(folder), "--no-at-least", "--out", str(tmp_path / "page.html"))
    for page in (tmp_path / "page.html", tmp_path / "saved" / "lists.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_printed_table_shows_markup_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """In heads and in cells; what a terminal obeys as its escape."""
    print_table([{"[b]of": text} for text in (*INERT, "\x1b[31m", "a\nb")])
    shown = capsys.readouterr().out
    assert "[b]of" in shown
    assert [text for text in INERT if text not in shown] == []
    assert r"\x1b[31m" in shown
    assert r"a\nb" in shown
