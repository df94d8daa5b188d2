"""What Jupyter shows: a headline, a picture and the first rows, in which nothing runs; and every `repr` is short."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pulp
import pytest

import tradeoff
from tradeoff.reports import display

NAMES = ("scenario", "frontier", "plan", "whole", "reforms", "comparison", "line", "surface", "steps")
EVIL = "<script>alert('x')</script>&\"<img src=x onerror=alert(1)>"
TOP = Path(__file__).parent.parent
ROOMY = 2_000
"""Characters that a `repr` may have."""
Things = dict[str, tuple[Any, str]]


def evil_scenario() -> tradeoff.Scenario:
    """A scenario whose names would run if they were written as they are."""
    base = tradeoff.read_scenario("three-clusters")
    named = [
        {"table": "clusters", "where": {}, "column": "name", "set": EVIL},
        {"table": "clusters", "where": {}, "column": "district", "set": EVIL},
    ]
    return base.with_changes(named, name=EVIL)


def any_frontier(count: int = 2, *, whole: bool = False) -> tradeoff.Frontier:
    """Of a problem with two or three objectives that are called what would run."""
    problem = pulp.LpProblem("any", pulp.LpMaximize)
    columns = [problem.add_variable(f"x{i}", 0, 4, cat="Integer" if whole else "Continuous") for i in range(3)]
    problem += columns[0] + 2 * columns[1] + 3 * columns[2] <= 9
    objectives = {f"{EVIL} [{i}.0]": pulp.LpAffineExpression(columns[i]) for i in range(count)}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), whole=whole)


@pytest.fixture(scope="module")
def things() -> Things:
    """One of each kind, and a word of its headline."""
    three, evil = tradeoff.read_scenario("three-clusters"), evil_scenario()
    frontier = tradeoff.trace_frontier(evil, "depth-breadth")
    reforms = tradeoff.read_scenario("invented-state")
    return {
        "scenario": (evil, "3 clusters, Rs 31 lakh over 1 year"),
        "frontier": (frontier, "4 points"),
        "plan": (frontier.plan(breadth=900), "A plan of Rs 31 lakh"),
        "whole": (tradeoff.trace_whole_frontier(three, "depth-breadth", step=0.5), "clusters open whole or not at all"),
        "reforms": (tradeoff.trace_reforms(reforms, "depth-breadth", gap=0.05), "2 combinations of reforms"),
        "comparison": (tradeoff.compare([three, evil.with_changes([], name="b")], "depth-breadth"), "of 2 scenarios"),
        "line": (any_frontier(), "every breakpoint"),
        "surface": (any_frontier(3), "points"),
        "steps": (any_frontier(whole=True), "points"),
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_shows_headline_picture_and_rows(things: Things, name: str) -> None:
    """The HTML is one element; the picture is an SVG that XML readers take; no more than five rows."""
    thing, word = things[name]
    html: str = thing._repr_html_()
    assert word in html
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    svg = ElementTree.fromstring(base64.b64decode(picture))
    assert svg.tag.endswith("svg")
    assert float(svg.attrib["width"]) > 100
    assert 1 <= html.count("<tr>") - 1 <= 5
    assert html.startswith("<div")
    assert html.endswith("</div>")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_it_runs(things: Things, name: str) -> None:
    """Names are escaped in the table, and in the picture, which stands in an `img`."""
    html: str = things[name][0]._repr_html_()
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    outside = html.replace(picture, "")
    tags = set(re.findall(r"<\s*([a-zA-Z]+)", outside))
    assert tags <= {"div", "p", "strong", "br", "img", "table", "thead", "tbody", "tr", "th", "td"}
    assert outside.count("<img") == 1
    assert "<script" not in base64.b64decode(picture).decode().lower()
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', outside))


def test_names_are_shown_as_they_are(things: Things) -> None:
    """Escaped once, not twice and not dropped."""
    html = things["scenario"][0]._repr_html_()
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot;" in html


@pytest.mark.parametrize("name", NAMES)
def test_every_repr_is_short(things: Things, name: str) -> None:
    """And says what it is of."""
    thing = things[name][0]
    assert len(repr(thing)) < ROOMY
    assert type(thing).__name__ in repr(thing)


def test_the_largest_are_short_too() -> None:
    """150 clusters with every row behind them."""
    orissa = tradeoff.read_scenario("orissa")
    assert repr(orissa) == "<Scenario 'orissa': 150 clusters, 0 changes>"


def test_without_charts_there_are_headline_and_rows(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where vl-convert is missing, no picture; the rest stays."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    html = things["frontier"][0]._repr_html_()
    assert "<img" not in html
    assert "4 points" in html
    assert html.count("<tr>") == 5


def test_what_is_none_of_these_is_its_repr() -> None:
    """Escaped."""
    assert display.html_of("<b>") == "<pre>&#x27;&lt;b&gt;&#x27;</pre>"


def test_nothing_is_drawn_before_it_is_shown() -> None:
    """Neither `import tradeoff` nor a traced frontier loads Altair."""
    code = (
        "import sys, tradeoff\n"
        "found = tradeoff.trace_frontier(tradeoff.read_scenario('three-clusters'), 'depth-breadth')\n"
        "repr(found)\n"
        "assert not {'altair', 'vl_convert'} & set(sys.modules)\n"
        "found._repr_html_()\n"
        "assert 'altair' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=TOP, check=True)
