"""Draws the pictures of `docs/workbook.md`: sheets of workbooks that the commands of that page make.

    python docs/draw_workbook.py

Needs LibreOffice and pdftoppm (poppler). Beside each picture stands its text in `workbook-pictures.json`, which
a test compares with what the commands write today.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

DOCS = Path(__file__).parent
TEXTS = DOCS / "workbook-pictures.json"
CLUSTERS = (("Hill weavers", 220), ("River weavers", 340), ("Old Town brass", 180))
COSTS = (0.05, 0.3)
PURSE = 60
DOTS, MARGIN = 80, 6
"""Dots an inch, and dots of paper left around what is printed."""
PICTURES: Mapping[str, tuple[str, str, int]] = {
    "workbook-read-me.png": ("blank", "Read-me", 14),
    "workbook-clusters.png": ("filled", "clusters", 6),
    "workbook-costs.png": ("filled", "costs", 4),
    "workbook-plan.png": ("plan", "plan", 16),
    "workbook-households.png": ("plan", "households", 12),
}
"""By file: which workbook, which of its sheets, and how many of its rows are shown."""


def make_workbooks(folder: Path) -> dict[str, Path]:
    """The three workbooks of the page: as `new --blank` makes it, filled in, and the plan of it."""
    import openpyxl

    from tradeoff.cli import commands

    blank, filled, plan = (folder / f"{name}.xlsx" for name in ("blank", "filled", "plan"))
    commands.main(["new", "--blank", str(len(CLUSTERS)), str(blank)], standalone_mode=False)
    book = openpyxl.load_workbook(blank)
    book["scenario"]["B2"] = "my-district"
    for row, (name, households) in enumerate(CLUSTERS, start=2):
        book["clusters"][f"B{row}"], book["clusters"][f"F{row}"] = name, households
    for row, cost in enumerate(COSTS, start=2):
        book["costs"][f"C{row}"] = cost
    book["budgets"]["C2"] = PURSE
    book.save(filled)
    asked = ["--trade", "depth-breadth", "--at", "breadth=600", "--out", str(plan)]
    commands.main(["plan", str(filled), *asked], standalone_mode=False)
    return {"blank": blank, "filled": filled, "plan": plan}


def texts_of(path: Path, sheet: str, rows: int) -> list[list[str]]:
    """What stands in the first rows of a sheet; numbers to six digits, of which nobody sees more."""
    import openpyxl

    found = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(max_row=rows, values_only=True)
    return [[_shown(value) for value in row] for row in found]


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, int | float) else str(value)


def draw(path: Path, sheet: str, rows: int, target: Path) -> None:
    """A picture of the first rows of a sheet, as LibreOffice prints them.

    Args:
        path: The workbook.
        sheet: Which of its sheets.
        rows: How many of its rows.
        target: The PNG file.
    """
    import openpyxl

    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside)
        book = openpyxl.load_workbook(path)
        for name in book.sheetnames:
            if name != sheet:
                book[name].sheet_state = "hidden"
        shown = book[sheet]
        book.active = book.sheetnames.index(sheet)
        shown.delete_rows(rows + 1, shown.max_row)
        shown.print_options.gridLines = True
        shown.oddFooter.left.text = shown.oddFooter.right.text = None
        shown.page_setup.orientation = "landscape"
        shown.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        shown.page_setup.fitToHeight = 0
        book.save(folder / "one.xlsx")
        office = shutil.which("soffice") or "libreoffice"
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", beside, str(folder / "one.xlsx")]
        subprocess.run(convert, check=True, capture_output=True, timeout=180)
        _crop(folder / "one.pdf", target)


def _crop(pdf: Path, target: Path) -> None:
    """The first page as a picture, without the paper around what is printed."""
    page = ["pdftoppm", "-r", str(DOTS), "-l", "1", "-singlefile"]
    subprocess.run([*page, str(pdf), str(pdf.with_suffix(""))], check=True, timeout=60)
    _, size, _, pixels = pdf.with_suffix(".ppm").read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    inked = (np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, 3) < 250).any(axis=2)
    (top, *_, bottom), (left, *_, right) = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
    corner = ["-x", str(left - MARGIN), "-y", str(top - MARGIN)]
    cut = [*corner, "-W", str(right - left + 2 * MARGIN), "-H", str(bottom - top + 2 * MARGIN)]
    subprocess.run([*page, "-png", *cut, str(pdf), str(target.with_suffix(""))], check=True, timeout=60)


def main() -> None:
    """Draw every picture, and write down what stands in it."""
    told = {}
    with tempfile.TemporaryDirectory() as beside:
        made = make_workbooks(Path(beside))
        for name, (workbook, sheet, rows) in PICTURES.items():
            draw(made[workbook], sheet, rows, DOCS / name)
            digest = hashlib.sha256((DOCS / name).read_bytes()).hexdigest()
            told[name] = {"sha256": digest, "rows": texts_of(made[workbook], sheet, rows)}
    TEXTS.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
