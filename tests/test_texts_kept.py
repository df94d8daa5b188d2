"""Texts come back from a plan's workbook as they went in, or are refused before: the data hash stays."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run


def renamed(folder: Path, name: str) -> Path:
    """three-clusters whose first cluster has another name."""
    tradeoff.copy_scenario("three-clusters", folder)
    head, first, *rest = (folder / "clusters.csv").read_text().splitlines()
    cells = first.split(",")
    cells[head.split(",").index("name")] = '"' + name.replace('"', '""') + '"'
    (folder / "clusters.csv").write_text("\n".join([head, ",".join(cells), *rest]) + "\n")
    return folder


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("A\ufffe", "holds a letter that cannot be seen (U+FFFE)"),
        ("A\uffff", "holds a letter that cannot be seen (U+FFFF)"),
        ("A\ufdd0", "holds a letter that cannot be seen (U+FDD0)"),
        ("A\U0001fffe", "holds a letter that cannot be seen (U+1FFFE)"),
        ("A\x07", "holds a letter that cannot be seen (U+0007)"),
        ("A\x1b[31m", "holds a letter that cannot be seen (U+001B)"),
        ("#N/A", "a spreadsheet's error, not a text"),
        ("#REF!", "a spreadsheet's error, not a text"),
    ],
)
def test_what_a_workbook_cannot_hold_is_refused(tmp_path: Path, name: str, told: str) -> None:
    """In one line, at its cell, before anything is solved; likewise where a change in memory writes it."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(renamed(tmp_path / "mine", name))
    (line,) = map(str, caught.value.problems)
    assert line.startswith(f"clusters.csv, row 2, name: {told}")
    if not name.startswith("#"):
        change = {"table": "clusters", "where": {}, "column": "note", "set": name}
        with pytest.raises(tradeoff.ScenarioError, match="cannot be seen"):
            tradeoff.read_scenario("three-clusters").with_changes([change])


def test_every_other_text_comes_back(tmp_path: Path) -> None:
    """What a spreadsheet might take for something else: numbers, formulas, escapes, marks and joiners."""
    texts = [
        "'abc",
        "1e5",
        "007",
        "TRUE",
        "=1+2",
        "1.10",
        "-",
        "_x0041_",
        "é e\u0301",
        "क्\u200dष",
        "#1 & <b>",
        'say "a"',
    ]
    folder = renamed(tmp_path / "mine", "plain")
    scenario = tradeoff.read_scenario(folder).with_changes(
        [
            {"table": "clusters", "where": {"cluster_id": one.cluster_id}, "column": column, "set": text}
            for one, some in zip(
                tradeoff.read_scenario(folder).clusters, (texts[:4], texts[4:8], texts[8:]), strict=True
            )
            for column, text in zip(("name", "source", "note", "district"), some, strict=True)
        ],
        name="marked",
    )
    from tradeoff.scenario.write import book_of, write_book

    write_book(book_of(scenario), tmp_path / "marked")
    asked = ("--trade", "depth-breadth", "--at", "breadth=300", "--form", "outlook", "--out", "plan.xlsx")
    run("plan", "marked", *asked, folder=tmp_path)
    assert tradeoff.read_plan(tmp_path / "plan.xlsx").scenario.data_hash == scenario.data_hash
