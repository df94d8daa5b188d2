"""Workbooks of results as LibreOffice works them out: with stored values taken away, its totals are ours."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tradeoff.reports.workbook.as_xlsx import as_xlsx
from tradeoff.reports.workbook.plan_sheets import plan_workbook
from tradeoff.reports.workbook.plan_words import outlook_on_sheets

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice found: nothing is recalculated")
_FORMULA = re.compile(r"(<f>[^<]*</f>)<v>[^<]*</v>")
SHEETS = ("money by activity", "households", "purses")


def without_values(content: bytes) -> bytes:
    """The workbook without the stored value of any formula: whoever shows one has to work it out."""
    out = io.BytesIO()
    stripped = 0
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = _FORMULA.subn(r"\1", part.decode())
                part, stripped = text.encode(), stripped + count
            new.writestr(name, part)
    assert stripped > 20
    return out.getvalue()


def recalculated(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Rows of every sheet as LibreOffice exports them: unformatted, each sheet a file."""
    (folder / "plan.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    as_files = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", as_files, "--outdir", str(folder), "plan.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    found = {}
    for name in SHEETS:
        with (folder / f"plan-{name}.csv").open(newline="", encoding="utf-8") as file:
            found[name] = list(csv.reader(file))
    return found


@pytest.mark.slow
def test_libreoffice_finds_the_same_totals_and_follows_what_is_typed(tmp_path: Path) -> None:
    """Every total of three sheets; and 1,000 households more in one cell are 1,000 more in its total."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")
    level = {"breadth": 1500.5}
    content = as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {})))
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    first = tmp_path / "first"
    first.mkdir()
    theirs = recalculated(without_values(content), first)
    for name in SHEETS:
        for place, cell in enumerate(ours[name][2]):
            if isinstance(cell.value, int | float):
                assert float(theirs[name][1][place]) == pytest.approx(cell.value, rel=1e-9)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["households"]["E4"] = book["households"]["E4"].value + 1000
    edited = io.BytesIO()
    book.save(edited)
    second = tmp_path / "second"
    second.mkdir()
    # What openpyxl saves has no stored value of any formula.
    changed = recalculated(edited.getvalue(), second)
    assert float(changed["households"][1][4]) == pytest.approx(float(theirs["households"][1][4]) + 1000)
