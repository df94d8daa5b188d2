"""The page in French: every word of its own, with French signs, and the same figures as in English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.english_left import english_left
from tests.independent.command_line import run
from tests.sentences import sentences_of_page
from tests.test_page_moves import type_level
from tests.test_page_reach import violations
from tests.test_report import Opened, in_browser
from tradeoff.reports.page import own_script
from tradeoff.reports.page.said import sentences_of_script
from tradeoff.words.catalogue import read_language
from tradeoff.words.spoken import in_language

HARD = "\u00a0"
EVERYTHING = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
WORDS = """() => {
  const found = [...document.querySelectorAll('[aria-label], [title], [aria-valuetext]')]
    .flatMap((each) => ['aria-label', 'title', 'aria-valuetext'].map((name) => each.getAttribute(name)));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest('script')) found.push(texts.currentNode.data);
  return found.filter(Boolean).map((words) => words.trim()).filter(Boolean);
}"""
"""Every text of a page by itself, those of charts and those for readers of screens included."""


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of three clusters, at two more budgets and with plans for action, as the command writes it."""
    path = tmp_path_factory.mktemp("french") / "page.html"
    more = ("--budget", "80%,120%", "--form", "action", "--no-at-least")
    run("report", "three-clusters", "--out", str(path), *more, "--lang", "fr")
    return path


def of_the_tables() -> list[str]:
    """What the scenario's own tables say, which nobody translates."""
    scenario = tradeoff.read_scenario("three-clusters")
    names = [one.name for table in (scenario.clusters, scenario.levels, scenario.departments) for one in table]
    return [scenario.heading, str(scenario.question), *names]


@in_browser
def test_no_word_of_the_page_stays_english(browser: Any, page_path: Path) -> None:
    """Neither a text that stands by itself nor a sentence inside another; axe and the console find nothing."""
    opened = Opened(browser, page_path)
    opened.page.evaluate(EVERYTHING)
    opened.page.locator("[data-named=x-end]").click()
    opened.slide(0.37)
    opened.page.wait_for_timeout(400)
    texts = opened.page.evaluate(WORDS)
    said = read_language("fr").sentences
    ours = {words for forms in sentences_of_page() for words in forms if words != said[words]}
    assert len(ours) > 100
    assert ours.intersection(texts) == set()
    told = "\n".join(texts)
    for own in of_the_tables():
        told = told.replace(own, "")
    assert english_left(told) == []
    assert opened.page.get_attribute("html", "lang") == "fr"
    assert opened.page.get_attribute("html", "dir") == "ltr"
    assert violations(opened) == []
    opened.close()


@in_browser
def test_figures_have_french_signs_and_are_typed_with_them(browser: Any, page_path: Path) -> None:
    """1,100 households and 31 lakh rupees; a level with a comma is read, and one out of reach is told of in French."""
    opened = Opened(browser, page_path)
    opened.page.locator("[data-named=x-end]").click()
    assert opened.text("#level-label") == f"Au moins 1{HARD}100 ménages pauvres atteints"
    assert "31 lakh de roupies" in opened.text("#figures")
    assert f"1{HARD}000" in opened.text("#main-chart")
    assert "1,000" not in opened.text("#main-chart")
    for typed in ("700,0", "700", " 700 "):
        type_level(opened, typed)
        assert opened.text("#level-label") == "Au moins 700 ménages pauvres atteints", typed
    for typed in ("700 roupies", "7 lakh", "7 00", "1,100", "1 10"):
        type_level(opened, typed)
        assert opened.text("#typed-fault") == f"Écrivez un chiffre, tel que 1{HARD}180."
    type_level(opened, "9 000")
    assert opened.text("#typed-fault").startswith("Les plans de ce graphique vont de 258 à")
    assert not re.search(r"\d\.\d", opened.text("main").replace("0.1.0", "")), "a decimal point"
    opened.close()


@in_browser
def test_money_is_typed_as_it_is_printed(browser: Any, tmp_path: Path) -> None:
    """Every level at an end, printed in lakh or crore of rupees a year, comes back as that end."""
    scenario = tradeoff.read_scenario("three-pairs")
    with in_language("fr"):
        tradeoff.write_report(tradeoff.trace_frontier(scenario, "today-tomorrow"), tmp_path / "page.html")
    opened = Opened(browser, tmp_path / "page.html")
    printed = opened.text("#end-low")
    assert "roupies" in printed
    for typed in (printed, printed.removesuffix(" de roupies")):
        opened.page.locator("[data-named=x-end]").click()
        type_level(opened, typed)
        assert opened.text("#typed-fault") == ""
        assert opened.text("#level-label").startswith(f"Au moins {printed} de revenu")
    opened.close()


def test_what_the_script_says_is_written_out() -> None:
    """Each call begins with its sentence in double quotes: no other is found, and then no language has words for it."""
    calls = re.findall(r"(?<![\w.])say(?:Of)?\((.)", own_script())
    written = list(sentences_of_script(own_script()))
    inside = own_script().count("return say(sentence, values)")
    assert len(calls) == len(written) + inside
    assert ("and {money} in {count} more cluster", "and {money} in {count} more clusters") in written


@in_browser
@pytest.mark.parametrize(
    ("code", "slips", "lakh"),
    [
        ("en", ("30", "26,5 lakh", "2,6 crore", "26.5.1 lakh", "2,65,0000"), ("26.5 lakh", "Rs 26,50,000", "0.265 crore", "Rs 2,650,000")),
        ("fr", ("30", "26,5", "1.2,5 lakh"), ("26,5 lakh", "26.5 lakh", "2 650 000 roupies", "0,265 crore")),
    ],
)  # fmt: skip
def test_an_amount_that_may_be_two_things_is_asked_back(
    browser: Any, tmp_path: Path, code: str, slips: tuple[str, ...], lakh: tuple[str, ...]
) -> None:
    """A comma that parts neither thousands nor lakhs is no comma to leave out, and 30 is no thirty rupees."""
    scenario = tradeoff.read_scenario("three-pairs")
    with in_language(code):
        tradeoff.write_report(tradeoff.trace_frontier(scenario, "today-tomorrow"), tmp_path / "page.html")
    opened = Opened(browser, tmp_path / "page.html")
    for typed in slips:
        type_level(opened, typed)
        assert "25 lakh" in opened.text("#typed-fault"), typed
    for typed in lakh:
        opened.page.locator("[data-named=x-end]").click()
        type_level(opened, typed)
        assert opened.text("#typed-fault") == ""
        assert ("26,5 lakh" if code == "fr" else "Rs 26.5 lakh") in opened.text("#level-label"), typed
    opened.close()
