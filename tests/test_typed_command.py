"""Commands that a page tells its reader to type do what it says: they are typed, word for word, where it was made."""

from __future__ import annotations

import html
import json
import shlex
from pathlib import Path
from typing import Any

from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_reforms import harmonise

CHOICE = ("--trade", "depth-breadth")


def data_of(page: Path) -> dict[str, Any]:
    """What the page's script reads."""
    text = page.read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.split('id="data">')[1].split("</script>")[0])
    return found


def test_a_refusal_can_be_typed_where_the_scenario_is_a_workbook(tmp_path: Path) -> None:
    """By its path, with a blank in it; the floor it was asked with is kept."""
    book = "my plan.xlsx"
    run("new", "three-clusters", book, folder=tmp_path)
    run("report", book, *CHOICE, "--floor", "depth=100.5", "--out", "page.html", folder=tmp_path)
    command = shlex.split(data_of(tmp_path / "page.html")["floors"]["command"])
    assert command == ["tradeoff", "plan", book, "--floor", "depth=100.5"]
    run(*command[1:], "--aim", "breadth=900", folder=tmp_path)


def test_a_budget_can_be_typed_and_floors_asked_for(tmp_path: Path) -> None:
    """The page without floors says how to have it with them; reforms that were decided stay decided."""
    write_folder(tmp_path / "my rules", harmonise("decide"))
    run(
        "report",
        "my rules",
        *CHOICE,
        "--reform",
        "harmonise=yes",
        "--no-at-least",
        "--out",
        "page.html",
        folder=tmp_path,
    )
    typed = data_of(tmp_path / "page.html")["report"]
    assert shlex.split(typed) == ["tradeoff", "report", "my rules", "--reform", "harmonise=yes"]
    words = html.unescape((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert f"<code>{typed} --out report.html</code>" in words
    run(*shlex.split(typed)[1:], "--budget", "90%", "--no-at-least", "--out", "again.html", folder=tmp_path)
    assert data_of(tmp_path / "again.html")["report"] == typed
