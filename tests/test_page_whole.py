"""A page on a scenario that opens clusters whole: points and steps in a section of their own, and never a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.folders import write_folder
from tests.test_page_reach import violations
from tests.test_report import Opened, in_browser
from tests.test_whole_openings import BEST, OUTLOOK, START_UP, close
from tradeoff.cli import commands


def report(folder: Path, out: Path, *more: str) -> str:
    """The page on a scenario; what is said on the way is looked at where it fails."""
    done = CliRunner().invoke(commands, ["report", str(folder), "--no-at-least", "--out", str(out), *more])
    assert done.exit_code == 0, done.output
    return out.read_text(encoding="utf-8") if out.suffix == ".html" else ""


def pair_of(text: str) -> Any:
    """What the page's script reads of its one choice."""
    (pair,) = json.loads(text.split('<script type="application/json" id="data">')[1].split("</script>")[0])["pairs"]
    return pair


def rows_of(chart: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    """What a layer of a chart draws."""
    rows: list[dict[str, Any]] = chart["datasets"][layer["data"]["name"]]
    return rows


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of H4, whose settings open clusters whole."""
    folder = tmp_path_factory.mktemp("whole")
    report(write_folder(folder / "h4", START_UP), folder / "page.html")
    return folder / "page.html"


def test_the_page_shows_points_and_steps_and_no_line_but_the_outlook(page: Path) -> None:
    """The values found by trying all eight openings by hand; every step is level, as only plans can be had."""
    shown = pair_of(page.read_text(encoding="utf-8"))["whole"]
    chart = shown["chart"]
    marks: dict[str, list[dict[str, Any]]] = {}
    for layer in chart["layer"]:
        marks.setdefault(layer["mark"]["type"], []).append(layer)
    assert sorted(marks) == ["circle", "line", "rule"]
    (points,), (line,) = (marks[kind] for kind in ("circle", "line"))
    best = {round(row["breadth"]): row["depth"] for row in rows_of(chart, points)}
    assert {level: best[level] for level in BEST} == {level: close(depth) for level, depth in BEST.items()}
    assert [(row["breadth"], row["depth"]) for row in rows_of(chart, line)] == [
        (close(x), close(y)) for x, y in OUTLOOK
    ]
    steps = [row for layer in marks["rule"] for row in rows_of(chart, layer)]
    assert steps
    assert all(row["at"] == row["depth"] for row in steps)
    assert ["700", "17", "17", "0.0%", "17", "0.0%"] in [row[1:] for row in shown["rows"]]


def test_the_outlook_alone_is_had_by_asking_and_so_is_the_whole(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "h4", START_UP)
    assert pair_of(report(folder, tmp_path / "shares.html", "--form", "outlook"))["whole"] is None
    plain = {**START_UP, "settings": START_UP["settings"].replace("whole", "share")}
    other = write_folder(tmp_path / "plain", plain)
    assert pair_of(report(other, tmp_path / "plain.html"))["whole"] is None
    assert pair_of(report(other, tmp_path / "asked.html", "--form", "whole"))["whole"]["chart"]


def test_where_no_whole_plan_keeps_the_limits_the_page_says_what_is_shown(tmp_path: Path) -> None:
    """250 opens no cluster whole, the least is 300, and limits want ten households; shares serve them."""
    limits = "limit_id measure sense value\nwanted households >= 10"
    poor = {**START_UP, "budgets": "department_id year envelope\nd 1 250", "limits": limits}
    shown = pair_of(report(write_folder(tmp_path / "h4", poor), tmp_path / "page.html"))["whole"]
    (told,) = shown["sentences"]
    assert told.startswith("Not shown, as the outlook is all that was found: no plan of h4 that opens clusters whole")
    assert (shown["chart"], shown["rows"]) == (None, [])


def test_the_workbook_has_a_sheet_of_whole_plans(tmp_path: Path) -> None:
    report(write_folder(tmp_path / "h4", START_UP), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["depth-breadth whole"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (row,) = [row for row in rows if isinstance(row[1], int | float) and abs(row[1] - 500) < 1e-6]
    assert row[2] == close(BEST[500])


def test_a_frontier_of_another_scenario_is_refused(tmp_path: Path) -> None:
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    whole = {"depth-breadth": tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.5)}
    other = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    with pytest.raises(ValueError, match="of the scenario reported on"):
        tradeoff.write_report(other, tmp_path / "page.html", whole=whole)


def test_form_and_openings_that_contradict_each_other_are_wrong_usage() -> None:
    asked = ["frontier", "three-clusters", "--trade", "depth-breadth", "--form", "whole", "--openings", "share"]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 2
    assert "--form whole opens clusters whole; leave out --openings share" in " ".join(result.output.split())


def test_frontier_takes_whole_as_a_form() -> None:
    asked = ["frontier", "three-clusters", "--trade", "depth-breadth", "--form", "whole", "--step", "0.5"]
    shown = CliRunner().invoke(commands, [*asked, "--format", "json"])
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout)["form"] == "whole"


@in_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_the_section_on_whole_clusters_reaches_everybody(browser: Any, page: Path, width: int, scheme: str) -> None:
    """Nothing for axe, nothing wider than the screen; the slider does not move it; four sheets of paper at most."""
    opened = Opened(browser, page, width=width)
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.wait_for_timeout(100)
    assert violations(opened) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    before = opened.text("#whole")
    opened.slide(0.5)
    assert opened.text("#whole") == before
    assert opened.page.locator("#whole-chart svg").count() == 1
    opened.close()
