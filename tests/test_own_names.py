"""What people call their scenarios, futures and plans stays as it is, beside heads that are words, in any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.independent.command_line import run
from tradeoff.cli.heads import head_words
from tradeoff.words.spoken import in_language

WORDS = {"base": "best", "boom": "mean", "bust": "worst"}
"""Ids of futures that are heads of other columns too, or words that French has."""


def heads_of(printed: str) -> list[str]:
    """The heads of the first table with a column `plan` that was printed, two blanks between any two."""
    line = next(line for line in printed.splitlines() if line.startswith("plan"))
    return [head.strip() for head in line.split("  ") if head.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pairs with futures of such names, without probabilities."""
    made = tmp_path_factory.mktemp("names") / "pairs"
    run("new", "three-pairs", str(made))
    table = made / "futures.csv"
    rows = [line.split(",") for line in table.read_text(encoding="utf-8").splitlines()]
    told = [[WORDS.get(row[0], row[0]), "" if row[0] in WORDS else row[1], *row[2:]] for row in rows]
    table.write_text("".join(",".join(row) + "\n" for row in told), encoding="utf-8")
    return made


def test_futures_are_called_by_their_ids_in_every_language(folder: Path) -> None:
    """One that is called as another column is told apart from it, and no figure stands in the place of another's."""
    asked = ("futures", str(folder), "--trade", "depth-breadth", "--at", "breadth=900")
    english, french = (run(*asked, "--lang", code).stdout for code in ("en", "fr"))
    assert heads_of(english) == [
        *("plan", "by the tables", "best", "future mean", "future worst", "worst", "greatest regret")
    ]
    assert heads_of(french)[2:5] == ["best", "avenir mean", "avenir worst"]
    assert head_words("best") == "best"
    with in_language("fr"):
        assert head_words("best") == "meilleur"


def test_scenarios_of_one_name_have_a_column_each(tmp_path: Path) -> None:
    """Two folders called alike, on the screen and as CSV, and one that is called as the aim beside it."""
    one, other, aim = (tmp_path / name for name in ("one/plan", "other/plan", "breadth"))
    for path, name in ((one, "three-clusters"), (other, "three-clusters-more-money"), (aim, "three-clusters")):
        path.parent.mkdir(exist_ok=True)
        run("new", name, str(path))
    asked = ("compare", str(one), str(other), "--trade", "depth-breadth")
    assert run(*asked, "--format", "csv").stdout.splitlines()[0] == "breadth,1: plan,2: plan"
    assert "breadth  1: plan  2: plan" in run(*asked).stdout
    asked = ("compare", str(aim), "three-clusters-more-money", "--trade", "depth-breadth")
    assert run(*asked, "--format", "csv").stdout.splitlines()[0] == "breadth,1: breadth,three-clusters-more-money"
    assert "breadth  1: breadth  three-clusters-more-money" in run(*asked, "--lang", "fr").stdout


@pytest.mark.parametrize("names", [("what", "difference"), ("plan", "best")])
def test_plans_are_called_by_their_folders(names: tuple[str, str], tmp_path: Path) -> None:
    """In French too, and told apart from the columns beside them."""
    for name, level in zip(names, ("900", "1000"), strict=True):
        asked = ("--trade", "depth-breadth", "--at", f"breadth={level}", "--form", "outlook")
        run("plan", "three-clusters", *asked, "--out", str(tmp_path / name))
    both = ("compare", "--plan", names[0], "--plan", names[1])
    for code, difference in (("en", "difference"), ("fr", "différence")):
        head = run(*both, "--lang", code, folder=tmp_path).stdout.splitlines()[0].split()
        shown = [*names] if names[0] == "plan" else ["1:", names[0], "2:", names[1]]
        assert head[-1 - len(shown) :] == [*shown, difference]
