"""What stands in tables on the screen in another language: heads, rows and figures, and how clashes are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.independent.command_line import run
from tradeoff.cli.heads import head_words
from tradeoff.cli.printing import shown
from tradeoff.scenario.objectives import AIMS

HARD = "\u00a0"
TABLES = (
    ("list",),
    ("check", "three-pairs"),
    ("frontier", "three-pairs", "--trade", "depth-breadth"),
    ("plan", "three-pairs", "--trade", "depth-breadth", "--at", "breadth=900", "--form", "outlook"),
    ("compare", "three-pairs", "--budget", "80%,120%", "--trade", "depth-breadth"),
    ("futures", "three-pairs"),
    ("frontier", "three-pairs", "--trade", "depth-breadth", "--openings", "whole", "--exact"),
    ("plan", "three-pairs", "--aim", "breadth=1000", "--aim", "depth=100"),
)


def test_tables_on_the_screen_are_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """No head stays an English word, beside names of aims, and no figure has a decimal point; ids stay."""
    heads: dict[str, str] = {}
    cells: list[str] = []

    def keep_head(name: str) -> str:
        return heads.setdefault(name, head_words(name))

    def keep_cell(value: object) -> str:
        cells.append(shown(value))
        return cells[-1]

    monkeypatch.setattr("tradeoff.cli.heads.head_words", keep_head)
    monkeypatch.setattr("tradeoff.cli.printing.shown", keep_cell)
    told = "".join(run(*command, "--lang", "fr").stdout for command in TABLES)
    unsaid = {name for name, said in heads.items() if said == name and re.fullmatch("[a-z_ ]+", name)}
    # The words for plans and tables are the same in both languages.
    assert unsaid - set(AIMS) - {"plan", "table", ""} == set()
    assert {"most_breadth", "least_in", "rate_left", "worst", "state", "bound", "outlook_gap", "best_at_end"} <= set(
        heads
    )
    assert {"nothing", "none"} & set(cells) == set()
    assert [cell for cell in cells if re.search(r"\d\.\d", cell)] == []
    assert any(re.fullmatch(r"\d+,\d+", cell) for cell in cells)
    assert "de environ" not in told


def test_heads_stay_as_they_are_in_english() -> None:
    """Those of CSV, with `_`, since people look for them there."""
    assert [head_words(name) for name in ("most_breadth", "rate_left", "worst", "forest")] == [
        "most_breadth",
        "rate_left",
        "worst",
        "forest",
    ]


def test_a_clash_is_told_in_french(tmp_path: Path) -> None:
    """What is short, what a limit counts, what would not do by itself, and a limit of several places."""
    folder = tmp_path / "plan"
    run("new", "three-pairs", str(folder))
    with (folder / "limits.csv").open("a", encoding="utf-8") as table:
        table.write("everywhere,poor_households,*,,>=,2000,,,\n")
    told = run("check", str(folder), "--lang", "fr", code=4)
    words = (told.stdout + told.stderr).replace(HARD, " ")
    assert "ménages pauvres au moins 2 000, partout où cela vaut (4 grappes)" in words
    assert "il manque" in words
    assert re.search(r"\bshort by|\bpoor households\b|\bmoney alone|\bclusters\b(?!\.csv)", words) is None


def test_two_plans_are_set_beside_each_other_in_french(tmp_path: Path) -> None:
    """Rows, what is counted and in what: words of the language, beside names of aims as they are typed."""
    for level in ("900", "1100"):
        at = ("--trade", "depth-breadth", "--at", f"breadth={level}", "--form", "outlook")
        run("plan", "three-pairs", *at, "--out", str(tmp_path / level))
    both = ("compare", "--plan", str(tmp_path / "900"), "--plan", str(tmp_path / "1100"))
    told = run(*both, "--lang", "fr").stdout
    assert "différence" in told
    assert re.search(r"^objectif breadth +ménages ", told, re.MULTILINE)
    assert re.search(r"^grappe \S.* ménages ", told, re.MULTILINE)
    assert re.search(r"\b(?:households|money|rupees|cluster|department|aim|whole|none)\b", told) is None
