"""Every free text of every table means harm: on the page, in charts, on a terminal, in CSV, in workbooks, in notebooks
it is a text.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pulp
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.test_report import Opened, in_browser
from tests.test_texts import COLUMNS

HARM = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "--><style>*{display:none}</style>",
    "javascript:window.hit=1",
    "]]></text><script>window.hit=1</script>",
    "{{constructor.constructor('window.hit=1')()}}",
    "=HYPERLINK(0,1)",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "[red]hit[/red]",
    "[/]",
    "$\\href{javascript:window.hit=1}{x}$",
)
"""Scripts and markup for a page, a script in it and a picture; formulas; a terminal's markup; a template's."""
IDS = {column for _, column in COLUMNS if column.endswith("_id")} | {"paid_by", "eligible_funds"}
"""Names of rows, here or in another table."""
ANSWERED = {
    "key",
    "value",
    "measure",
    "table",
    "column",
    "dimensions",
    "group",
    "sector_type",
    "needs_fund",
    "opens_fund",
}
"""Texts of which only some words are read: any other is refused."""
FREE = {(kind.TABLE, column) for kind, column in COLUMNS} - {
    (kind.TABLE, column) for kind, column in COLUMNS if column in IDS | ANSWERED
}
DRAWN = {"svg", "g", "path", "text", "rect", "defs", "clipPath", "line", "tspan", "title", "linearGradient", "stop"}
"""What a picture is made of: nothing that runs or loads anything."""
BARE = re.compile(r"-?[\d.,e+%-]+")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table; none where there is no such table."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []


def harmful(source: Path, folder: Path) -> Path:
    """A copy of a scenario in which each free text is one of these, and the same text always the same."""
    shutil.copytree(source, folder)
    left, said = cycle(HARM), {}
    for path in sorted(folder.glob("*.csv")):
        rows = read_rows(path)
        for row in rows:
            for column in row:
                if (path.stem, column) in FREE and row[column] not in ("", "*", "all"):
                    row[column] = said.setdefault(row[column], f"{next(left)} {len(said)}")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    about = {"title": HARM[0], "question": HARM[2]}
    (folder / "scenario.yaml").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return folder


def to_decide(place: Path) -> list[str]:
    """The reforms that such a scenario leaves to decide."""
    return [row["investment_id"] for row in read_rows(place / "scenario" / "enabling.csv") if row["made"] == "decide"]


@pytest.fixture(scope="module", params=["three-clusters", pytest.param("invented-state", marks=pytest.mark.slow)])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is written of such a scenario, and what was printed."""
    place = tmp_path_factory.mktemp("harm")
    source = next(one.path for one in tradeoff.shipped_scenarios() if one.name == request.param)
    folder = harmful(source, place / "scenario")
    choice = ("--trade", "depth-breadth")
    run("report", str(folder), "--no-at-least", "--out", str(place / "page.html"))
    run("frontier", str(folder), *choice, "--out", str(place / "frontier"))
    asked = ("plan", str(folder), *choice, "--at", "middle")
    run(*asked, "--out", str(place / "plan"))
    run(*asked, "--out", str(place / "plan.xlsx"))
    run("check", str(folder), "--out", str(place / "copy.xlsx"))
    cluster = next(iter(read_rows(folder / "clusters.csv")))["cluster_id"]
    # Why it is as it is can be asked of one programme only.
    made = [part for one in to_decide(place) for part in ("--reform", f"{one}=yes")]
    for name, command in {
        "plan": asked,
        "check": ("check", str(folder)),
        "frontier": ("frontier", str(folder), *choice),
        "why": ("why", str(folder), cluster, *choice, "--at", "breadth=1", *made),
    }.items():
        (place / f"{name}.terminal").write_text(run(*command).stdout, encoding="utf-8")
        if name != "why":
            (place / f"{name}.csv").write_text(run(*command, "--format", "csv").stdout, encoding="utf-8", newline="")
    return place


@in_browser
def test_nothing_runs_on_the_page(written: Path, browser: Any) -> None:
    """Nothing is hit, hidden or fetched, whatever is unfolded or pointed at; the texts stand there."""
    opened = Opened(browser, written / "page.html")
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    opened.slide(0.3)
    assert opened.page.evaluate("window.hit") is None
    assert (
        opened.page.evaluate("[...document.querySelectorAll('*')].filter(e => e.onmouseover || e.onload).length") == 0
    )
    assert opened.page.evaluate("document.querySelectorAll('img[src=x], a[href^=javascript]').length") == 0
    assert HARM[0] in opened.text("body")
    opened.close()


@in_browser
def test_nothing_runs_in_a_picture_or_a_list(written: Path, browser: Any) -> None:
    found = [*written.rglob("*.svg"), *(path for path in written.rglob("*.html") if path.name != "page.html")]
    assert {path.suffix for path in found} == {".svg", ".html"}
    for path in found:
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_timeout(50)
        assert page.evaluate("window.hit") is None, path
        context.close()


def test_a_picture_holds_no_script(written: Path) -> None:
    """Nor what loads one, by its elements and their attributes."""
    for path in written.rglob("*.svg"):
        for element in ElementTree.parse(path).iter():
            assert element.tag.rpartition("}")[2] in DRAWN
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on")
                assert not value.lower().startswith("javascript:")


def test_a_cell_is_no_formula(written: Path) -> None:
    """In CSV by how it begins, in a workbook by its type; formulas of our own hold none of these texts."""
    for path in written.rglob("*.csv"):
        if path.parent.name == "scenario":
            # A copy of what was read, letter for letter.
            continue
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or BARE.fullmatch(cell), (path, cell)
    for path in written.glob("*.xlsx"):
        cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        texts = [cell for cell in cells if any(harm in str(cell.value) for harm in HARM)]
        assert {cell.data_type for cell in texts} == {"s"}
        assert [cell for cell in texts if cell.hyperlink] == []


def test_a_terminal_shows_it_letter_for_letter(written: Path) -> None:
    """Nothing in it is obeyed; markup stands as it was typed."""
    shown = {path.stem: path.read_text(encoding="utf-8") for path in written.glob("*.terminal")}
    for text in shown.values():
        assert [one for one in text if not one.isprintable() and one != "\n"] == []
    assert "[red]hit[/red]" in "".join(shown.values())


class _Tags(HTMLParser):
    """The elements of a piece of HTML, and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def assert_harmless(shown: str | None) -> None:
    """HTML of words, tables and pictures that hold no script either."""
    assert shown is not None
    found = _Tags(shown)
    assert found.tags <= {"div", "p", "strong", "br", "img", "table", "thead", "tbody", "tr", "th", "td"}
    assert {name for name, _ in found.attributes} <= {"style", "alt", "src", "colspan", "scope"}
    assert [one for one in shown if not one.isprintable() and one not in "\n\u200c\u200d\xa0"] == []
    for name, value in found.attributes:
        if name == "src":
            assert value is not None
            assert value.startswith("data:image/svg+xml;base64,")
            picture = ElementTree.fromstring(base64.b64decode(value.partition(",")[2]))
            assert {one.tag.rpartition("}")[2] for one in picture.iter()} <= DRAWN


NOTEBOOK = (*HARM, "a\u202eb", "\ufffe")
NO_LINE = ("\x1b[31mhit", "\x07", "a\u2028b", "a\ud800b", "a\nb", "a\0b")


@pytest.mark.parametrize("harm", NOTEBOOK)
def test_a_notebook_shows_objectives_as_texts(harm: str, tmp_path: Path) -> None:
    """Of a problem of one's own, whose names nobody has checked: shown as texts and drawn as texts."""
    problem = pulp.LpProblem()
    a, b = (problem.add_variable(name, 0, 4) for name in "ab")
    problem += a + 2 * b <= 6
    frontier = tradeoff.trace(problem, {harm: a + 0, "b": b + 0}, sense={harm: "max", "b": "max"})
    assert_harmless(frontier._repr_html_())
    frontier.save(tmp_path / "kept.json")
    assert_harmless(tradeoff.Frontier.load(tmp_path / "kept.json")._repr_html_())


@pytest.mark.parametrize("harm", NO_LINE)
def test_no_objective_is_called_what_stands_in_no_line(harm: str) -> None:
    """No title of an axis can show it, and it comes back to no terminal."""
    problem = pulp.LpProblem()
    a, b = (problem.add_variable(name, 0, 4) for name in "ab")
    problem += a + 2 * b <= 6
    with pytest.raises(ValueError, match="an objective's name") as caught:
        tradeoff.trace(problem, {harm: a + 0, "b": b + 0}, sense={harm: "max", "b": "max"})
    assert str(caught.value).isprintable()


def test_scenarios_and_plans_in_a_notebook_are_texts(written: Path) -> None:
    scenario = tradeoff.read_scenario(written / "scenario").with_reforms(dict.fromkeys(to_decide(written), True))
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    for shown in (scenario, frontier, frontier.plans[0]):
        assert_harmless(shown._repr_html_())


@pytest.mark.parametrize("column", sorted(IDS))
def test_an_id_is_none_of_these(column: str, tmp_path: Path) -> None:
    """Letters, digits and underscores, wherever an id may stand."""
    source = next(one.path for one in tradeoff.shipped_scenarios() if one.name == "invented-state")
    shutil.copytree(source, tmp_path / "plan")
    path = next(
        (one for one in sorted((tmp_path / "plan").glob("*.csv")) if column in one.read_text().split("\n")[0]), None
    )
    if path is None:
        pytest.skip("no table of this example has it")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[0][column] = HARM[0]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run("check", str(tmp_path / "plan"), code=3)
    assert f"{path.name}, row 2, {column}: " in done.stderr
