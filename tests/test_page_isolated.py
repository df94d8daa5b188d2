"""Names that run from right to left stand apart on a page, and sentences stay plain text everywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.why import why
from tradeoff.reports.isolated import FIRST, LAST, isolated, setting_apart
from tradeoff.reports.letter import letter_html
from tradeoff.reports.page.packed import tenths

NAMES = ("الف", "الف نگر 2", "پٹنہ")
"""Three clusters in Urdu; the first is a part of the second, which ends in a digit."""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> tradeoff.Scenario:
    """50 households in each of three clusters, and money enough to reach them all."""
    folder = write_folder(tmp_path_factory.mktemp("urdu") / "urdu", SMALL)
    rows = "".join(f"c{place},{name},d,50\n" for place, name in enumerate(NAMES))
    head = "cluster_id,name,department_id,poor_households\n"
    (folder / "clusters.csv").write_text(head + rows, encoding="utf-8")
    return tradeoff.read_scenario(folder)


def apart(name: str) -> str:
    return f"{FIRST}{name}{LAST}"


def test_a_name_is_set_apart_whole_and_a_part_of_a_word_is_not(scenario: tradeoff.Scenario) -> None:
    first, second, third = NAMES
    said = f"Served: {first}, {second} and {third}: 12."
    with setting_apart([scenario]):
        assert isolated(said) == f"Served: {apart(first)}, {apart(second)} and {apart(third)}: 12."
        assert isolated("Barpali: 12") == "Barpali: 12"
        assert isolated(f"{first}{third}") == f"{first}{third}"
        assert isolated(f"\u202e{first}") == apart(first)
    assert isolated(said) == said


def test_sentences_stay_plain_text(scenario: tradeoff.Scenario) -> None:
    """Whatever page was written before: terminal, JSON and tables have what the tables have."""
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    said = " ".join(binding_sentences(frontier.plans[0], scenario))
    assert ", ".join(sorted(NAMES)[:2]) in said
    assert FIRST not in said


def test_a_letter_sets_them_apart_too(scenario: tradeoff.Scenario) -> None:
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    answer = why(frontier, "c1", at={"breadth": 150})
    letter = letter_html(answer)
    assert f"To {apart(NAMES[1])}</p>" in letter
    assert FIRST not in " ".join(str(claim) for claims in answer.sections.values() for claim in claims)


@in_browser
def test_names_in_a_sentence_stand_in_its_order(scenario: tradeoff.Scenario, browser: Any, tmp_path: Path) -> None:
    """A comma between two such names would otherwise put the second one first; what is downloaded has no marks."""
    path = tmp_path / "page.html"
    tradeoff.write_report(tradeoff.trace_frontier(scenario, "depth-breadth"), path)
    opened = Opened(browser, path)
    opened.page.locator("[data-named='x-end']").click()
    places = """(names) => {
      const item = [...document.querySelectorAll("#binding li")].find((each) => names.every((one) => each.textContent.includes(one)));
      const text = item.firstChild;
      return names.map((one) => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(one));
        range.setEnd(text, text.data.indexOf(one) + one.length);
        const box = range.getBoundingClientRect();
        return [box.top, box.left];
      });
    }"""
    # Sentences name clusters in this order; the shorter of these two is found where it stands by itself, before the other.
    found = opened.page.evaluate(places, sorted(NAMES)[:2])
    assert found == sorted(found)
    with opened.page.expect_download() as download:
        opened.page.click("#download")
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert NAMES[1] in table
    assert FIRST not in table
    opened.close()


@pytest.mark.parametrize(
    ("count", "carried"),
    [(784.4621, 784.4621), (784.5, 784.5), (784.54, 784.54), (12.34, 12.3), (0.46, 0.4600), (None, None)],
)
def test_no_figure_is_rounded_twice(count: float | None, carried: float | None) -> None:
    """784.46 households are 784: by way of 784.5 a page would show 785 beside the 784 of its cards."""
    assert tenths(count) == carried
