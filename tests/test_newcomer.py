"""Slips of a first day: each is told in one line with a mend that leads on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import Slip, folder_with
from tests.test_messy_folder import SCENARIOS


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The tables of three-pairs, to be spoilt."""
    return Path(shutil.copytree(SCENARIOS / "three-pairs", tmp_path / "my-plan"))


def told(folder: Path, file: str, old: str, new: str) -> list[str]:
    """What is wrong after one text of a file is another, a line a fault."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder)
    return [str(one) for one in caught.value.problems]


def test_a_word_for_all_among_departments(plan: Path) -> None:
    """ALL would be one purse of everybody beside purses of some."""
    (line,) = told(plan, "budgets.csv", "textiles,1,", "all,1,")
    assert line.endswith("-> name one, in a row for each, or write ALL in every row")


def test_a_word_for_all_alone(plan: Path) -> None:
    """Where no department is named it is meant, and ALL is its word."""
    text = (plan / "budgets.csv").read_text(encoding="utf-8").splitlines()
    head, *rows = text
    kept = [row.replace("textiles", "all") for row in rows if row.startswith("textiles")]
    (plan / "budgets.csv").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(plan)
    assert all("write ALL, which means all of them" in str(one) for one in caught.value.problems)


@pytest.mark.parametrize("key", ["années du projet", "annees_du_projet", "anées du projet", "projct_years"])
def test_a_key_in_french_or_misspelt(plan: Path, key: str) -> None:
    """It is never to be removed where it names a setting that is missing then."""
    (line,) = told(plan, "settings.csv", "project_years", key)
    assert "rename it to project_years, if that is what it is" in line


def test_what_follows_from_an_unknown_cluster_is_no_fault_of_futures(plan: Path) -> None:
    """The row of effects is lost, and so is what a future would multiply."""
    (line,) = told(plan, "effects.csv", "*,*,majority,entry", "tous,*,majority,entry")
    assert line.startswith("effects.csv, row 2, cluster_id: not in clusters.csv ('tous') -> write *")


def test_a_misspelt_key_of_the_description(plan: Path) -> None:
    """One mend, not two that disagree."""
    (line,) = told(plan, "scenario.yaml", "title:", "titel:")
    assert line.endswith("-> rename it to title, if that is what it is, or remove it")


def test_a_purse_with_money_moved_in(plan: Path) -> None:
    """The envelope alone is not what there is."""
    scenario = tradeoff.read_scenario(plan)
    assert any(one.transfer_out_max_share for one in scenario.departments)
    run("plan", "my-plan", "--trade", "depth-breadth", "--at", "middle", "--out", "p", folder=plan.parent)
    path = plan.parent / "p" / "households.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if "entry" in line)
    cells = lines[place].split(",")
    column = lines[0].split(",").index("households")
    cells[column] = str(float(cells[column]) + 20)
    path.write_text("\n".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]) + "\n", encoding="utf-8")
    found = run("check", "p", folder=plan.parent, code=4)
    assert "more is needed than there is, its envelope of" in found.stdout


def test_a_retyped_header_over_a_figure_mistyped(tmp_path: Path) -> None:
    """What is half figures may be the column of figures that is missing: it is not to be removed."""
    slip = Slip("effects", "income_gain,persistence\nentry,0.1", "Net benefit,persistence\nentry,NA", "")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder_with(slip, tmp_path / "plan"))
    (one,) = caught.value.problems
    assert one.mend.startswith("rename it to income_gain or ")


def test_a_limit_that_cannot_be_read_whole_tells_all_its_faults(plan: Path) -> None:
    """In one pass: names that are none, beside a figure and a sign that are none."""
    (plan / "limits.csv").write_text(
        "limit_id,cluster_id,level_id,year,measure,sense,value\n"
        "a,nowhere,entry,1,houses,=>,lots\nb,,no_level,9,households,>=,-5\n",
        encoding="utf-8",
    )
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(plan)
    places = [(one.row, one.column) for one in caught.value.problems]
    assert places == [
        *((2, column) for column in ("cluster_id", "measure", "sense", "value")),
        *((3, column) for column in ("level_id", "value", "year")),
    ]


def test_a_bare_number_among_the_budgets_shown(plan: Path) -> None:
    """0.8 is 80%, not less than one in a hundred."""
    (line,) = told(plan, "settings.csv", "facilitation_cost", "budgets_shown,0.8\nfacilitation_cost")
    assert line.endswith("or a share such as 80%")


def test_funds_parted_by_commas(plan: Path) -> None:
    """They are two that are there, and none that is misspelt."""
    (plan / "funds.csv").write_text("fund_id,name\nstate,State\npartner,Partner\n", encoding="utf-8")
    text = (plan / "budgets.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{text[0]},fund_id", *(f"{row},state" for row in text[1:])]
    (plan / "budgets.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = (plan / "activities.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{text[0]},eligible_funds", *(f'{row},"state,partner"' for row in text[1:2]), *text[2:]]
    (plan / "activities.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(plan)
    lines = [str(one) for one in caught.value.problems]
    assert [line for line in lines if "eligible_funds" in line] == [
        "activities.csv, row 2, eligible_funds: funds without ; between them ('state,partner') -> write state; partner"
    ]


@pytest.mark.parametrize("name", ["limits.txt", "LIMITS.TXT", "limits.csv.bak", "limits.tsv"])
def test_a_table_saved_as_something_else(plan: Path, name: str) -> None:
    """It is not left out without a word; notes are, and so is a copy beside the table itself."""
    for other in ("README.txt", "notes.txt", "limits.pdf", "budgets.csv.bak"):
        (plan / other).write_text("x", encoding="utf-8")
    assert tradeoff.read_scenario(plan).readings == ()
    (plan / "limits.csv").rename(plan / name)
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(plan)
    (one,) = caught.value.problems
    assert (one.file, one.mend) == (name, "save it as limits.csv, or move it elsewhere")


def test_each_way_of_writing_numbers_is_said(plan: Path) -> None:
    """With one of them, and what it is read as."""
    path = plan / "budgets.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    figures = ["700 ", "1 300", "0.7 lakh", "८००", "7 lakh", "Rs 1.3 lakh"]
    typed = [
        ",".join([*row.split(",")[:2], figure, *row.split(",")[3:]])
        for row, figure in zip(rows[1:], figures, strict=True)
    ]
    path.write_text("\n".join([rows[0], *typed]) + "\n", encoding="utf-8")
    lines = [str(one) for one in tradeoff.read_scenario(plan).readings]
    assert [line.partition("envelope: ")[2] for line in lines if "envelope: '" in line][-4:] == [
        "'1 300' read as 1300",
        "'0.7 lakh' read as 70, and so is 1 more of this column",
        "'८००' read as 800",
        "'Rs 1.3 lakh' read as 130",
    ]


EFFECTS, LEVELS, OUTLOOK = "effects.csv", "levels.csv", "traditional,-0.03"


@pytest.mark.parametrize(
    ("file", "old", "new", "begins"),
    [
        # The sector that grows by half a year, not the shares of gains that are kept.
        ("clusters.csv", OUTLOOK, "traditional,0.5", "clusters.csv, row 2, sector_outlook: gains in effects.csv would grow by more than 5% a year with it ('0.5')"),
        # A blank gain is told where it is blank, once for all futures and aims that rest on it.
        (EFFECTS, "engineering,majority,skills,8,", "engineering,majority,skills,,", "effects.csv, row 6, income_gain: the cell is blank, and tomorrow, which futures.csv names, rests on it"),
        ("segments.csv", "weavers,majority,900,0.6", "weavers,majority,900,", "segments.csv, row 2, poor_share: the poor share of weavers, majority is blank"),
        (LEVELS, "intensive,majority", "intensive,leaders", "levels.csv, row 5, level_id: effects.csv has no row for it in brass/leaders, and tomorrow"),
        (LEVELS, "innovation,leaders", "innovation,majority", "levels.csv, segment_id: no level is meant for brass, leaders and 3 more ('leaders')"),
        # One purse of all among departments' own says nothing of what they may give each other.
        ("budgets.csv", "textiles,1,", "ALL,1,", "budgets.csv, row 2, department_id: one purse of ALL stands beside departments' own ('ALL')"),
        # The cost is named with the order that it upsets.
        ("level_contents.csv", "entry,network,1", "entry,network,10", "levels.csv, row 3, order: market stands above entry and costs less in brass, majority ('2') -> order the levels by cost, or mend the cost: most of entry is 10 of network, row 2 of level_contents.csv, at 1 each"),
        ("level_contents.csv", "start_up,study", "startup,study", "level_contents.csv, row 15, level_id: not in levels.csv ('startup') -> name one that is there, or add it; did you mean 'start_up'?"),
        ("activities.csv", "network,household", "network,cluster", "activities.csv, row 2, scope: every row of level_contents.csv with network is for a household ('cluster') -> set its scope to household"),
        ("activities.csv", "support_institution,cluster", "support_institution,household", "level_contents.csv, row 15, activity_id: study has scope household, and only cluster activities count here ('study') -> set its scope to cluster in activities.csv, or take it out"),
        ("scenario.yaml", "title:", "based_on: three-clusters\ntitle:", "scenario.yaml, row 1, based_on: a variant has no tables of its own"),
    ],
)  # fmt: skip
def test_one_slip_is_one_line_at_what_slipped(plan: Path, file: str, old: str, new: str, begins: str) -> None:
    """And not at what only follows from it."""
    (line,) = told(plan, file, old, new)
    assert line.startswith(begins)


def test_more_years_than_anybody_has_rows_for_may_be_the_slip(plan: Path) -> None:
    """33 years of agents are one line; of one year more than there is, it is the row that is missing."""
    lines = told(plan, "settings.csv", "project_years,3", "project_years,36")
    assert [line.partition(":")[0] for line in lines] == [
        "agents.csv, year",
        "budgets.csv, year",
        "settings.csv, row 3, horizon_years",
    ]
    assert all(line.endswith("; or mend project_years in settings.csv, 36") for line in lines[:2])
    lines = told(plan, "settings.csv", "project_years,36", "project_years,4")
    assert lines[0] == "agents.csv, year: no row for 2029-30 ('4') -> add it, or remove the table"
    assert not any("project_years in" in line for line in lines)


def test_a_unit_that_cannot_be_read_hides_nothing_else(plan: Path) -> None:
    """Neither what is blank, nor years, shares and names; what the unit decides is told in the next pass."""
    for file, old, new in (
        ("agents.csv", "3,50,", "5,50,"),
        ("segments.csv", "weavers,majority,900,0.6", "weavers,majority,900,"),
        ("segments.csv", "weavers,leaders", "brass,leaders"),
        ("limits.csv", ",0.4,", ",40,"),
    ):
        alone = told(plan, file, old, new)
    both = told(plan, "settings.csv", "money_unit,thousand", "money_unit,Lack")
    assert len(alone) == 4
    assert [line for line in both if not line.startswith("settings.csv")] == alone
    assert [line for line in both if line.startswith("settings.csv, row 4, money_unit: no unit of money")]


def test_all_agents_in_one_figure(tmp_path: Path) -> None:
    """500 for 5: more than the posts of every year, and told where it was typed."""
    shutil.copytree(SCENARIOS / "invented-state", tmp_path / "my-plan")
    (line,) = told(tmp_path / "my-plan", "agents.csv", "1,5,", "1,500,")
    assert line.startswith(
        "agents.csv, row 2, in_post: more than the 8 posts of that year, and nobody is sent away ('500')"
    )


def test_what_an_investment_opens_is_hardly_what_pays_for_it(tmp_path: Path) -> None:
    """The fund that was meant is offered first."""
    shutil.copytree(SCENARIOS / "invented-state", tmp_path / "my-plan")
    (line,) = told(tmp_path / "my-plan", "enabling.csv", "decide,partner", "decide,state")
    assert "-> write partner, if that is what it opens, or add another fund to the eligible_funds of enabling" in line


def test_a_name_in_other_capitals_is_one_fault(tmp_path: Path) -> None:
    """That a fund of that name has no money only follows."""
    shutil.copytree(SCENARIOS / "invented-state", tmp_path / "my-plan")
    (line,) = told(tmp_path / "my-plan", "funds.csv", "(invented),state", "(invented),State")
    assert line.startswith("funds.csv, row 3, needs_fund: not in funds.csv ('State')")
    assert line.endswith("did you mean 'state'?")
