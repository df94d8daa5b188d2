"""How sure the plans of a report are: on the page, in the workbook, and by the command that writes them."""

from __future__ import annotations

import dataclasses
import re
import shlex
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from click.testing import CliRunner

import tradeoff
from tests.test_page_text import PageText
from tests.test_report import Opened, in_browser
from tradeoff.advice.how_sure import FEW
from tradeoff.advice.stress_words import HOW_TO_READ
from tradeoff.advice.wording import bare_figure
from tradeoff.cli import commands
from tradeoff.cli.how_sure import DRAWS
from tradeoff.cli.report import report_scenario
from tradeoff.reports.page import render_page
from tradeoff.reports.page_stress import funded_on_page, promises, stress_on_page
from tradeoff.reports.reported import Reported
from tradeoff.reports.story import Story
from tradeoff.reports.told import tell
from tradeoff.words.spoken import in_language, told_share


@pytest.fixture(scope="module")
def pilots() -> tradeoff.HowSure:
    """The plans with a name of one choice of the pilots, under a few draws."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), "today-tomorrow", exact=True)
    return tradeoff.how_sure(frontier, draws=20)


def told(sure: tradeoff.HowSure) -> Story:
    """The story of a report on one frontier."""
    return tell(Reported(frontiers=[sure.frontier], sure=[sure]))


def test_each_plan_with_a_name_is_what_stress_says_of_it(pilots: tradeoff.HowSure) -> None:
    frontier = pilots.frontier
    assert [named.word for named, _ in pilots.plans] == ["today", "middle", "tomorrow"]
    assert pilots.first is not None
    named, found = pilots.first
    assert named.word == "middle"
    right = tradeoff.stress(frontier.plan(today=named.x), scenario=frontier.scenario, draws=20)
    assert found.delivered == right.delivered
    assert found.promised["today"] == pytest.approx(named.x, rel=1e-9)
    assert pilots.funded == dict.fromkeys(pilots.funded, 1.0)


def test_the_page_has_ten_figures_with_source_and_grade_and_says_how_to_read_their_bars(
    pilots: tradeoff.HowSure, tmp_path: Path
) -> None:
    (shown,) = stress_on_page(told(pilots))
    assert [one["aim"] for one in shown["tornados"]] == [
        "income to the poor within the project years",
        "income to the poor in the 4th to 8th year after joining",
    ]
    for tornado in shown["tornados"]:
        assert len(tornado["rows"]) == 10
        assert all(row["grade"] and row["source"] for row in tornado["rows"])
        widths = [
            sum(float(re.findall(r"width:([\d.]+)%", row[end])[0]) for end in ("low_bar", "high_bar"))
            for row in tornado["rows"]
        ]
        assert widths == sorted(widths, reverse=True)
    tradeoff.write_report(pilots.frontier, tmp_path / "page.html", sure=[pilots])
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count(HOW_TO_READ) == 1
    assert page.count('<td class="swing">') == 20
    assert "Funded wherever one stands: Rourkela engineering, " in page


def test_the_headline_of_each_plan_with_a_name_has_its_promise_and_what_the_ranges_leave(
    pilots: tradeoff.HowSure,
) -> None:
    words = promises(told(pilots))["today-tomorrow"]
    assert list(words) == ["x-end", "middle", "y-end"]
    today, tomorrow = words["middle"]
    money = r"Rs \S+ \w+"
    said = rf"Income to the poor within the project years: promised {money}; {money} to {money} in nine of ten draws over the ranges stated\."
    assert re.fullmatch(said, today)
    assert tomorrow.startswith("Income to the poor in the 4th to 8th year after joining: promised Rs ")
    assert set(funded_on_page(told(pilots))["today-tomorrow"].values()) == {1.0}


def test_the_workbook_has_sheets_for_it(pilots: tradeoff.HowSure, tmp_path: Path) -> None:
    tradeoff.write_report(pilots.frontier, tmp_path / "book.xlsx", sure=[pilots])
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    cells = {
        name: [[cell for cell in row if cell is not None] for row in book[name].iter_rows(values_only=True)]
        for name in ("how sure", "figures that matter", "no regret")
    }
    assert len([row for row in cells["figures that matter"] if row and row[0] == "today-tomorrow"]) == 20
    assert pilots.first is not None
    _, found = pilots.first
    row = next(row for row in cells["how sure"] if row[1:3] == ["middle", "tomorrow"])
    assert row[3] == pytest.approx(found.promised["tomorrow"])
    assert row[4:7] == pytest.approx(list(found.between("tomorrow")))
    assert len([row for row in cells["no regret"] if row[-1:] == [1]]) == 4


def test_of_few_clusters_a_report_says_it_unasked_and_leaves_it_out_where_told(tmp_path: Path) -> None:
    asked = ["report", "three-clusters", "--trade", "depth-breadth", "--no-at-least", "--out"]
    assert CliRunner().invoke(commands, [*asked, str(tmp_path / "with.html")]).exit_code == 0
    page = (tmp_path / "with.html").read_text(encoding="utf-8")
    # No range is stated there: nothing is promised over ranges, but the core needs none.
    assert (
        "Funded wherever one stands: Old Town brass workers (illustrative) and Riverside weavers (illustrative)."
        in page
    )
    assert "over the ranges stated" not in page
    assert "if doubtful figures are wrong cannot be told: none states a range." in page
    # Forest produce is funded on 300 of 1,100 - 775/3 households reached: 35.6%.
    assert '<td class="number">36%</td>' in page
    assert CliRunner().invoke(commands, [*asked, str(tmp_path / "without.html"), "--stress", "0"]).exit_code == 0
    assert "Funded wherever one stands" not in (tmp_path / "without.html").read_text(encoding="utf-8")
    wrong = CliRunner().invoke(commands, [*asked, str(tmp_path / "no.html"), "--stress", "0", "--switching"])
    assert wrong.exit_code == 2
    assert "--switching asks of plans that --stress 0 leaves out" in wrong.stderr


def test_what_takes_longer_is_named_with_a_command_that_gives_it(pilots: tradeoff.HowSure) -> None:
    """Where breakpoints are left out they are named too; each command is one that can be typed."""
    (shown,) = stress_on_page(told(dataclasses.replace(pilots, core=None)))
    asked = ["--no-regret", "--switching", "--optima 50"]
    typed = "tradeoff stress orissa-pilots --trade today-tomorrow --at middle"
    assert [command for _, command in shown["left"]] == [f"{typed} {option}" for option in asked]
    (with_core,) = stress_on_page(told(pilots))
    assert with_core["left"] == shown["left"][1:]
    more = [*shlex.split(shown["left"][0][1])[1:], "--draws", "5", "--format", "csv", "--table", "no-regret"]
    done = CliRunner().invoke(commands, more)
    assert done.exit_code == 0, done.output
    assert "cluster" in done.stdout


@pytest.mark.slow
def test_two_workers_write_the_same_page(tmp_path: Path) -> None:
    asked = ["report", "orissa-pilots", "--trade", "depth-breadth", "--no-at-least", "--stress", "300", "--switching"]
    pages = []
    for workers in ("1", "2"):
        out = tmp_path / "page.html"
        assert CliRunner().invoke(commands, [*asked, "--workers", workers, "--out", str(out)]).exit_code == 0
        pages.append(out.read_bytes())
        out.unlink()
    assert pages[0] == pages[1]


def test_how_sure_of_another_frontier_is_refused(pilots: tradeoff.HowSure, tmp_path: Path) -> None:
    other = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    with pytest.raises(ValueError, match="is told of the frontiers reported on"):
        tradeoff.write_report(other, tmp_path / "page.html", sure=[pilots])


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0%"),
        (0.005, "less than 1%"),
        (0.0051, "1%"),
        (0.27, "27%"),
        (0.995, "more than 99%"),
        (1, "100%"),
        (0.1 + 0.7 + 0.2, "100%"),
    ],
)
def test_one_draw_of_two_hundred_is_not_none(share: float, words: str) -> None:
    assert told_share(share) == words


def test_the_help_says_when_it_is_unasked() -> None:
    """So many draws, and for so many clusters what is funded all along, as the code has it."""
    asked = next(one for one in report_scenario.params if one.name == "draws")
    assert isinstance(asked, click.Option)
    assert f"Default: {DRAWS}." in str(asked.help)
    assert f"of up to {FEW} clusters, or with --exact" in str(report_scenario.help)


@pytest.mark.parametrize(
    ("code", "plan", "aim", "pair"),
    [
        ("en", "middle", "income to the poor within the project years", "Today or tomorrow"),
        ("fr", "milieu", "revenu des pauvres pendant les années du projet", "Aujourd'hui ou demain"),
    ],
)
def test_the_text_of_the_page_says_how_sure_it_is(
    pilots: tradeoff.HowSure, code: str, plan: str, aim: str, pair: str
) -> None:
    """Without charts and scripts: a row a plan and aim, as `stress` has it, in a section of its own."""
    assert pilots.first is not None
    _, found = pilots.first
    with in_language(code):
        reader = PageText()
        reader.feed(render_page(told(pilots)))
        figures = [
            bare_figure(found.scenario, "today", one) for one in (found.promised["today"], *found.between("today"))
        ]
    lines = [line.strip() for line in reader.lines]
    assert lines.count("\t".join([plan, aim, *figures])) == 1
    assert lines.index(pair) < lines.index("\t".join([plan, aim, *figures]))


@in_browser
def test_on_paper_the_question_has_its_answer(pilots: tradeoff.HowSure, browser: Any, tmp_path: Path) -> None:
    """What the plans deliver, without the figures behind it; what is said below each choice is not said again."""
    tradeoff.write_report(pilots.frontier, tmp_path / "page.html", sure=[pilots])
    opened = Opened(browser, tmp_path / "page.html")
    opened.page.emulate_media(media="print")
    shown = opened.text("#sure")
    assert "income to the poor within the project years" in shown
    assert "Funded wherever one stands: Rourkela engineering, " in shown
    assert HOW_TO_READ not in shown
    assert opened.page.locator("#how-good").is_hidden()
    opened.close()
