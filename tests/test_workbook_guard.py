"""What is no workbook, or one made to harm: refused in one line with the mend, exit 3, within bounds of memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.workbooks import padded, put, repacked, saved, told

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
SHEET = "xl/worksheets/sheet5.xml"
MEGABYTES = 500


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that can be read."""
    return tradeoff.copy_scenario("three-pairs", tmp_path_factory.mktemp("made") / "plan.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("old.xls", OLE, "an old workbook (.xls) -> open it in a spreadsheet program and save it as"),
        ("old.xlsx", OLE, "an old workbook (.xls)"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password -> save a copy without"),
        ("page.xls", b"\n<html><table><tr><td>1</table>", "a web page under the name of a workbook (.xls)"),
        ("page.xlsx", b"\xef\xbb\xbf<!DOCTYPE html><html>", "a web page under the name of a workbook (.xlsx)"),
        ("old.xml.xls", b'<?xml version="1.0"?><Workbook/>', "XML under the name of a workbook"),
        ("table.xlsx", b"a,b\n1,2\n", "not a workbook, though it is called .xlsx"),
        ("print.xlsx", b"%PDF-1.7", "a PDF under the name of a workbook"),
        ("nothing.xlsx", b"", "an empty file -> save the workbook again"),
        ("zip.xlsx", b"PK\x03\x04" + b"\0" * 100, "a workbook of which a part is missing or damaged"),
    ],
)
def test_other_files_are_refused_for_what_they_are(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    """One line, exit 3, whatever the suffix says."""
    (tmp_path / name).write_bytes(content)
    done = run("check", name, folder=tmp_path, code=3)
    assert done.stderr.startswith(f"1 problem in {name}:\n  {name}: {words}")
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.parametrize("name", ["plan.xls", "plan.xlsb", "plan.ods", "plan.xltx"])
def test_a_workbook_under_another_suffix_is_refused(name: str, workbook: Path, tmp_path: Path) -> None:
    """What it is, is not guessed at."""
    (tmp_path / name).write_bytes(workbook.read_bytes())
    assert told(tmp_path / name) == [
        f"{name}: called {Path(name).suffix}, as workbooks of another kind are -> open it in a spreadsheet program and "
        "save it as an Excel workbook (.xlsx)"
    ]


def test_a_truncated_or_damaged_workbook(workbook: Path, tmp_path: Path) -> None:
    """Cut short, with bytes turned, with a sheet that ends in the middle, without a part: never a traceback."""
    content = workbook.read_bytes()
    for cut in (30, 5_000, len(content) // 2, len(content) - 30):
        (tmp_path / "cut.xlsx").write_bytes(content[:cut])
        assert "missing or damaged" in run("check", "cut.xlsx", folder=tmp_path, code=3).stderr
    (tmp_path / "turned.xlsx").write_bytes(
        content[:9_000] + bytes(255 - one for one in content[9_000:9_040]) + content[9_040:]
    )
    assert "missing or damaged" in told(tmp_path / "turned.xlsx")[0]
    ends = repacked(workbook, tmp_path / "ends.xlsx", {SHEET: lambda xml: xml[:-300]})
    assert "not readable as a workbook (ParseError: " in told(ends)[0]


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        (SHEET, lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]>', 1), "declares ent"),
        ("xl/sharedStrings.xml", lambda xml: xml.replace(b"?>", b'?><!doctype a SYSTEM "file:///x">', 1), "declares ent"),
        ("xl/styles.xml", lambda xml: xml.decode().encode("utf-16"), "is not written as UTF-8"),
        (SHEET, lambda xml: xml.replace(b'"UTF-8"', b'"cp037"', 1), "is not written as UTF-8"),
        (SHEET, lambda xml: xml + b" " * 20_000_000, "unpacks to far more than a sheet of figures does"),
        (SHEET, lambda xml: xml.replace(b"</row>", b'<c r="Z2"/>' * 700_000 + b"</row>", 1), "unpacks to far more"),
    ],
)  # fmt: skip
def test_bombs_are_refused(
    part: str, change: Callable[[bytes], bytes], words: str, workbook: Path, tmp_path: Path
) -> None:
    """Entities, other encodings that would hide them, and what unfolds without end."""
    (problem,) = told(repacked(workbook, tmp_path / "plan.xlsx", {part: change}))
    assert words in problem


def within(path: Path) -> str:
    """What reading a workbook prints, in a process of its own that may take no more than so much memory."""
    code = (
        "import re, sys, tradeoff\n"
        "try:\n    print(*tradeoff.read_scenario(sys.argv[1]).readings)\n"
        "except tradeoff.ScenarioError as error:\n    print(error)\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    words, _, megabytes = done.stdout.rstrip().rpartition("\n")
    assert int(megabytes) < MEGABYTES
    return words


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says how much memory a process took")
def test_memory_stays_within_bounds(workbook: Path, tmp_path: Path) -> None:
    """A part that unpacks a thousand times, too many filled rows, a cell in the last row and column."""
    assert "more than 128 megabytes" in within(padded(workbook, tmp_path / "bomb.xlsx", SHEET, megabytes=200))
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(60, 101_000))
    many = repacked(
        workbook, tmp_path / "many.xlsx", {SHEET: lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")}
    )
    assert "the sheet clusters has more than 100,000 filled rows" in within(many)
    stray = saved(tmp_path / "stray.xlsx", put("clusters", "XFD1048576", "x"))
    assert within(stray) == "stray.xlsx, clusters!XFD1048576: 'x' stands under no header; left out"


def test_a_plan_made_to_harm_is_refused_as_a_scenario_is(tmp_path: Path) -> None:
    """Whatever command is given the workbook of a plan: it is looked at before it is read."""
    run("plan", "three-clusters", "--trade", "depth-breadth", "--at", "middle", "--out", "made.xlsx", folder=tmp_path)
    sheet = "xl/worksheets/sheet2.xml"
    entities = {sheet: lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "b">]>', 1)}
    repacked(tmp_path / "made.xlsx", tmp_path / "plan.xlsx", entities)
    padded(tmp_path / "made.xlsx", tmp_path / "bomb.xlsx", sheet, megabytes=20)
    for name, words in (("plan.xlsx", "declares entities of its own"), ("bomb.xlsx", "unpacks to far more than")):
        done = run("check", name, folder=tmp_path, code=3)
        assert done.stderr.startswith(f"1 problem in {name}:\n  {name}: not opened, since it may be made to harm: ")
        assert words in done.stderr
        with pytest.raises(tradeoff.ScenarioError, match=words):
            tradeoff.read_scenario(tmp_path / name)


def test_a_workbook_is_never_written_to(workbook: Path, tmp_path: Path) -> None:
    """Whatever is asked about it: its bytes and its times stay, and nothing appears beside it."""
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(workbook.read_bytes())
    plan.chmod(0o444)
    before = (plan.read_bytes(), plan.stat().st_mtime_ns)
    at = ("--trade", "depth-breadth", "--at", "middle")
    for command in (
        ["check"],
        ["plan", *at],
        ["frontier", *at[:2]],
        ["why", "weavers", *at[:2], "--at", "breadth=1500"],
    ):
        run(command[0], "plan.xlsx", *command[1:], folder=tmp_path)
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]
