"""The lists of a plan for the office, as tables and as printed sheets."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import tradeoff
from tests.english_left import english_left
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_scenario import SMALL
from tradeoff.advice.posting import postings, short_sentences
from tradeoff.cli import commands
from tradeoff.frontier.action_plan import plan_for_action
from tradeoff.programme.plan import Plan
from tradeoff.reports.action import write_action_folder
from tradeoff.reports.folder import plan_files, write_plan_folder
from tradeoff.reports.lists_page import lists_html
from tradeoff.reports.tables import plan_json
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import in_language


def rows_of(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a list."""
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode())))


def files_of(scenario: Scenario, trade: str = "depth-breadth", **at: float) -> dict[str, bytes]:
    """What the folder of an outlook holds."""
    frontier = tradeoff.trace_frontier(scenario, trade)
    plan = frontier.plan(**at) if at else frontier.plans[0]
    return plan_files(scenario, plan, plan_json(frontier, plan))


def with_agents(plan: Plan, *, used: float, available: float | None, trained: float = 0) -> Plan:
    """A plan whose first year takes and has so many agent-months."""
    row = {"year": 1, "available": available, "trained": trained, "start_up": used, "facilitation": 0, "households": 0}
    return replace(plan, records={**plan.records, "agents": (row,)})


def foot_of(page: str, title: str) -> str:
    """The sums below a printed list."""
    return page.split(f"<h1>{title}</h1>")[1].split("<tfoot>")[1].split("</tfoot>")[0]


def cells_of(rows: str) -> list[list[str]]:
    """The filled cells of each row of a printed table."""
    found = [re.findall(r"<bdi>(.*?)</bdi>", row) for row in rows.split("</tr>")]
    return [[html.unescape(cell) for cell in row if cell] for row in found if row]


@pytest.mark.parametrize(("title", "heading"), [("", "Scenario f"), ("  ", "Scenario f"), ("Dry hills", "Dry hills")])
def test_a_scenario_without_a_title_is_called_one(tmp_path: Path, title: str, heading: str) -> None:
    """Not the bare name of its folder under each list, over the chart, in the workbook and on the page."""
    folder = tradeoff.copy_scenario("three-clusters", tmp_path / "f")
    (folder / "scenario.yaml").write_text(f'title: "{title}"\n', encoding="utf-8")
    scenario = tradeoff.read_scenario(folder)
    lists = files_of(scenario)["lists.html"].decode()
    assert re.findall(r'<p class="of"><bdi>(.*?)</bdi>', lists) == [heading] * 4
    assert f"<title>Lists: {heading}</title>" in lists
    assert (
        tradeoff.charts.frontier(tradeoff.trace_frontier(scenario, "depth-breadth")).to_dict()["title"]["text"]
        == heading
    )
    for name in ("page.html", "book.xlsx"):
        run("report", "f", "--no-at-least", "--out", name, folder=tmp_path)
    assert f"<h1><bdi>{heading}</bdi></h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets[0]["A1"].value == heading


def test_the_release_is_all_the_money_of_the_plan_and_its_sums_stand_at_the_foot() -> None:
    scenario = tradeoff.read_scenario("three-pairs")
    files = files_of(scenario, breadth=1180)
    amounts = [int(row["amount"]) for row in rows_of(files, "release")]
    spent = sum(int(row["amount"]) for row in rows_of(files, "money"))
    assert sum(amounts) == spent == 6_000_000
    page = files["lists.html"].decode()
    foot = foot_of(page, "Release of money")
    assert "60,00,000 (60 lakh)" in foot
    assert foot.count("<tr>") == 2 + 3 + 1
    assert "Rs 60" not in foot


def test_who_is_served_is_listed_by_district_cluster_and_level(tmp_path: Path) -> None:
    """380 thousand reach all 150 at 2 each; the 80 left give 10 of Barpali 8 more each, cheaper than in Sonepur.

    Sonepur's district is the first by name; levels come in their order, by the names of levels.csv.
    """
    tables = {
        **SMALL,
        "clusters": "cluster_id name department_id district poor_households\n"
        "barpali Barpali d Sambalpur 100\nsonepur Sonepur d Bolangir 50",
        "levels": "level_id order name reached deep\nb 1 Group 1 0\na 2 Workshop 1 1",
        "costs": "cluster_id level_id cost_per_household\n* b 2\nbarpali a 10\nsonepur a 12",
        "budgets": "department_id year envelope\nd 1 380",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "small", tables))
    found = plan_for_action(scenario, "depth-breadth", breadth=150)
    write_action_folder(found, tmp_path / "plan")
    files = {path.name: path.read_bytes() for path in (tmp_path / "plan").iterdir() if path.is_file()}
    names = ("district", "cluster", "level", "households")
    assert [tuple(row[name] for name in names) for row in rows_of(files, "enrolment")] == [
        ("Bolangir", "Sonepur", "Group", "50"),
        ("Sambalpur", "Barpali", "Group", "90"),
        ("Sambalpur", "Barpali", "Workshop", "10"),
    ]
    assert cells_of(foot_of(files["lists.html"].decode(), "Households to enrol")) == [
        ["Bolangir", "all years", "all levels", "50"],
        ["Sambalpur", "all years", "all levels", "100"],
        ["All", "all years", "Group", "140"],
        ["All", "all years", "Workshop", "10"],
        ["All", "all years", "all levels", "150"],
    ]


def test_who_is_served_is_added_up_by_year_and_without_a_district(tmp_path: Path) -> None:
    """Of two segments, over two years, with a fraction of a household as plans in shares have it."""
    tables = {
        **SMALL,
        "settings": settings(project_years=2, horizon_years=3),
        "segments": "cluster_id segment_id households poor_share\nbarpali landless 60 1\nbarpali other 40 1\n"
        "sonepur other 50 1",
        "budgets": "department_id year envelope\nd 1 300\nd 2 300",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "small", tables))
    decided = [
        ("sonepur", "other", "entry", 2, 20.25),
        ("barpali", "other", "intensive", 2, 30.0),
        ("barpali", "landless", "intensive", 1, 4.0),
        ("barpali", "other", "entry", 2, 1.5),
    ]
    keys = ("cluster", "segment", "level", "year", "households")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=100)
    plan = replace(
        plan, records={**plan.records, "households": tuple(dict(zip(keys, row, strict=True)) for row in decided)}
    )
    page = lists_html(plan, scenario, {"trade": "depth-breadth", "x": "breadth", "y": "depth"}).decode()
    printed = page.split("<h1>Households to enrol</h1>")[1].split("</section>")[0]
    assert "District" not in printed
    assert cells_of(printed.split("<tbody>")[1].split("</tbody>")[0]) == [
        ["Barpali", "landless", "year 1", "Intensive", "4"],
        ["Barpali", "other", "year 2", "Entry", "1.5"],
        ["Barpali", "other", "year 2", "Intensive", "30"],
        ["Sonepur", "other", "year 2", "Entry", "20.25"],
    ]
    assert cells_of(foot_of(page, "Households to enrol")) == [
        ["All", "year 1", "all levels", "4"],
        ["All", "year 2", "all levels", "51.75"],
        ["All", "all years", "Entry", "21.75"],
        ["All", "all years", "Intensive", "34"],
        ["All", "all years", "all levels", "55.75"],
    ]


@pytest.mark.parametrize(
    ("used", "available", "needed", "there", "short"),
    [
        (2.478, 3.0, 3, 3, 0),
        (3.0, 3.0, 3, 3, 0),
        (3.0000000001, 3.0, 3, 3, 0),
        (2.6, 2.7, 3, 2, 1),
        (2.6, None, 3, None, None),
        (0.0, 0.0, 0, 0, 0),
    ],
)
def test_agents_are_whole_people_and_what_is_short_is_named(
    used: float, available: float | None, needed: int, there: int | None, short: int | None
) -> None:
    """Months are given here as those of so many agents: each works 12 times the availability of settings.csv."""
    scenario = tradeoff.read_scenario("three-pairs")
    each = 12 * float(scenario.settings.agent_availability)
    months = None if available is None else available * each
    plan = with_agents(tradeoff.plan_at(scenario, "depth-breadth", breadth=1180), used=used * each, available=months)
    (found,) = postings(plan, scenario)
    assert (found.needed, found.there, found.short) == (needed, there, short)
    told = list(short_sentences(plan, scenario))
    assert bool(told) == bool(short)
    assert not short or "2026-27 (3 needed, 2 there)" in told[0]


def test_an_action_plan_opens_and_recruits_whole_and_facilitates_in_halves(tmp_path: Path) -> None:
    found = plan_for_action(tradeoff.read_scenario("three-pairs"), "depth-breadth", breadth=900)
    write_action_folder(found, tmp_path / "plan")
    folder = tmp_path / "plan"
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert all(float(row["share"]) == 1 for row in rows_of(files, "opened"))
    assert all(float(row["months"]) % 0.5 == 0 for row in rows_of(files, "facilitation"))
    assert all(
        float(row[column]) % 1 == 0 for row in rows_of(files, "posting") for column in ("agents", "there", "recruited")
    )
    page = html.unescape(files["lists.html"].decode())
    assert "months of facilitation come in halves" in page
    assert "Share opened" not in page
    assert page.count("</section>") == 4


def test_names_that_bite_are_only_names() -> None:
    bites = "<script>alert(1)</script>\u202e\"'&=1+1"
    names = {"clusters": ("cluster_id", "handloom"), "departments": ("department_id", "industries")}
    scenario = tradeoff.read_scenario("three-clusters")
    changes = [
        {"table": table, "where": {key: value}, "column": "name", "set": f"</td>{bites}".replace("\u202e", "")}
        for table, (key, value) in names.items()
        if any(getattr(row, key) == value for row in getattr(scenario, table))
    ]
    assert changes
    named = replace(scenario.with_changes(changes), title=f"</title>{bites}")
    page = files_of(named)["lists.html"]
    text = page.decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert text.count("</title>") == 1
    # Nothing is fetched, and no style but the one written here counts.
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert html.unescape(policy[1]).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"(src|href|url|@import)\s*[=(]", text)
    assert "style=" not in text


def test_every_list_has_a_repeated_head_sums_once_and_space_to_sign() -> None:
    text = files_of(tradeoff.read_scenario("three-pairs"))["lists.html"].decode()
    assert "thead { display: table-header-group; }" in text
    assert "tfoot { display: table-row-group;" in text
    assert "tr { break-inside: avoid; }" in text
    for title in ("Households to enrol", "Release of money", "Posting of agents", "Clusters opened"):
        section = text.split(f"<h1>{title}</h1>")[1].split("</section>")[0]
        assert all(f'class="space">{head}</th>' in section for head in ("Order number", "Date", "Signature"))
        assert "Four clusters, three choices (illustrative)" in section
        assert "Depth or breadth: breadth 1,600 households, depth 64 households." in section


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")
    for name in ("a", "b"):
        write_plan_folder(frontier, frontier.plans[0], tmp_path / name)
    assert (tmp_path / "a" / "lists.html").read_bytes() == (tmp_path / "b" / "lists.html").read_bytes()


@pytest.mark.parametrize("form", ["outlook", "action"])
def test_the_folder_holds_all_that_json_says_and_whose_the_prices_are(form: str, tmp_path: Path) -> None:
    asked = ["plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900", "--form", form]
    result = CliRunner().invoke(commands, [*asked, "--format", "json", "--out", str(tmp_path / "plan")])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8")) == said
    with (tmp_path / "plan" / "prices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["form"], row["held"], row["aim"], row["unit"]) for row in rows} == {
        ("outlook", "breadth", "depth", "households")
    }
    assert {float(row["level"]) for row in rows} == {900}
    # Nine thousand rupees more bring one of handicraft from entry at 3 to 12; a hundredth of all there is are 31.
    money = rows[0]
    assert money["step"] == "Rs 31,000 (1%)"
    assert float(money["gain"]) == pytest.approx(31 / 9, rel=1e-6)
    assert [row["sentence"] for row in rows] == [price["sentence"] for price in said["prices"]]
    # The file is in the manifest, and reading the plan back takes no notice of it.
    assert "prices.csv" in json.loads((tmp_path / "plan" / "manifest.json").read_text())["files"]
    assert tradeoff.check_plan(tmp_path / "plan").differences == ()


def test_what_a_plan_lacks_of_the_level_stands_on_every_sheet() -> None:
    scenario = tradeoff.read_scenario("three-pairs")
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    about = {**plan_json(frontier, frontier.plan(breadth=1180)), "asked": {"breadth": 1182}, "shortfall": 2.0}
    page = plan_files(scenario, frontier.plan(breadth=1180), about)["lists.html"].decode()
    assert page.count("; 2 households short of the 1,182 households of breadth that was asked.") == 4


def test_lists_and_letters_are_written_in_french(tmp_path: Path) -> None:
    """Nothing that has words stays English in either; a year is told from other columns by its place, not by its head."""
    plan = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth").plans[0]
    scenario = tradeoff.read_scenario("three-clusters")
    about = {"trade": "depth-breadth", "x": "breadth", "y": "depth"}
    with in_language("fr"):
        page = lists_html(plan, scenario, about).decode()
    assert '<html lang="fr"' in page
    assert "Déblocage de l&#39;argent" in page
    assert '<td class="year"><bdi>2026-27</bdi></td>' in page
    assert english_left(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", "\n", page, flags=re.DOTALL))) == []
    run("why", "three-clusters", "handloom", "--letter", "--out", str(tmp_path / "letter.html"), "--lang", "fr")
    letter = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert "Votre part dans ce plan" in letter
    # The question is the scenario's own.
    shown = html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", "\n", letter, flags=re.DOTALL))
    assert english_left(shown.replace(scenario.question, "")) == []
