"""What headers say in brackets: what the programme writes there is read in silence, and what contradicts is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.workbooks import Deed, put, said, saved, told, write
from tradeoff.scenario.head_units import head_fault, note_on, words_of
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.scenario.write import book_of, write_book
from tradeoff.words.spoken import in_language, say

UNITS = {"rupee": 1, "thousand": 1000, "lakh": 10**5, "crore": 10**7, "250 rupees": 250}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("money", UNITS)
def test_what_new_writes_is_silent(code: str, money: str) -> None:
    """Every column of every table, in both languages and every unit of money."""
    for kind in TABLES:
        for column in kind.model_fields:
            words = words_of(kind.TABLE, column)
            if words is None or not words.unit_in(money):
                continue
            with in_language(code):
                name = say("thousand") if money == "thousand" else money.replace("rupees", say("rupees"))
                unit = words.spoken_unit(name)
            held = cell_kind(kind, column)
            assert head_fault(words, held, unit, Fraction(UNITS[money])) is None, (column, unit)
            assert note_on(words, held, unit, Fraction(UNITS[money])) == "", (column, unit)


AGREEING = [
    ("budgets", "envelope", "Rs 000s"),
    ("budgets", "envelope", "000"),
    ("budgets", "envelope", "000's"),
    ("budgets", "envelope", "'000,"),
    ("budgets", "envelope", "in 000"),
    ("budgets", "envelope", "milliers de roupies par an"),
    ("budgets", "envelope", "Rs 1,000"),
    ("effects", "income_gain", "Rs '000 per household per annum"),
    ("effects", "income_gain", "thousand, 12 months"),
    ("agents", "agent_months", "agent-months"),
    ("agents", "agent_months", "months of agents a year"),
    ("agents", "agent_months", "mois d'agent"),
    ("segments", "households", "no. of families"),
    ("effects", "lag_years", "yrs"),
]


@pytest.mark.parametrize(("table", "column", "unit"), AGREEING)
def test_the_units_of_columns_in_other_words_are_silent(table: str, column: str, unit: str) -> None:
    """Of a scenario in thousands."""
    words = words_of(table, column)
    kind = next(kind for kind in TABLES if table == kind.TABLE)
    assert words is not None
    assert head_fault(words, cell_kind(kind, column), unit, Fraction(1000)) is None
    assert note_on(words, cell_kind(kind, column), unit, Fraction(1000)) == ""


OTHER = [
    ("effects", "income_gain", "thousand a month", "thousand a year, for one household"),
    ("effects", "income_gain", "thousand over 3 years", "thousand a year, for one household"),
    ("effects", "income_gain", "milliers de roupies par mois", "thousand a year, for one household"),
    ("budgets", "envelope", "thousand a month", "thousand, for the year of the row"),
    ("budgets", "envelope", "months", "thousand, for the year of the row"),
    ("agents", "agent_months", "days", "months"),
    ("agents", "agent_months", "agents", "months"),
    ("effects", "lag_years", "months", "years"),
    ("levels", "min_contact_days", "mois", "days"),
    ("activities", "agent_months_per_unit", "days", "months"),
    ("segments", "households", "persons", "households"),
    ("segments", "poor_share", "households", "shares between 0 and 1"),
    ("segments", "households", "%", "households"),
]


@pytest.mark.parametrize(("table", "column", "unit", "there"), OTHER)
def test_another_unit_is_refused(table: str, column: str, unit: str, there: str) -> None:
    """In one line, with both units."""
    kind, words = next(kind for kind in TABLES if table == kind.TABLE), words_of(table, column)
    assert words is not None
    found = head_fault(words, cell_kind(kind, column), unit, Fraction(1000))
    assert found is not None
    assert found.what == f"its header counts in {unit}, and the column is counted in {there}"
    assert found.mend == f"write the figures in {there}, and that in the header"


def test_headers_of_a_workbook(tmp_path: Path) -> None:
    """What contradicts is refused, every column in one line; what says nothing that is known is said."""
    path = tmp_path / "plan.xlsx"
    lines = told(
        saved(
            path,
            write("budgets", "envelope", 1, "envelope ('00000)"),
            write("agents", "agent_months", 1, "mois d'agent [jours]"),
            write("effects", "income_gain", 1, "income_gain [k€]"),
        )
    )
    assert sorted(lines) == [
        "agents!B1, mois d'agent: its header counts in jours, and the column is counted in months "
        '("mois d\'agent [jours]") -> write the figures in months, and that in the header',
        "budgets!C1, envelope: its header counts in lakh, and money_unit in the sheet settings is thousand "
        '("envelope (\'00000)") -> write the figures in thousand and that in the header, or change money_unit',
        "effects!E1, income_gain: its header counts in euro, and money_unit in the sheet settings is thousand "
        "('income_gain [k€]') -> write the figures in thousand and that in the header, or change money_unit",
    ]
    assert said(saved(path, write("budgets", "envelope", 1, "envelope [as per DIC list]"))) == [
        "budgets!C1: 'envelope [as per DIC list]' read as the column envelope, counted in thousand; "
        "nothing else that stands in its brackets counts"
    ]


def percents(table: str, column: str, head: str, *figures: float | str) -> Deed:
    """A column under another header, with other figures from its first row on."""

    def deed(workbook: object) -> None:
        write(table, column, 1, head)(workbook)
        sheet = workbook[table]  # type: ignore[index]
        at = next(cell.column for cell in sheet[1] if cell.value == head)
        for row, figure in enumerate(figures, start=2):
            sheet.cell(row, at).value = figure

    return deed


def test_percents_of_a_factor(tmp_path: Path) -> None:
    """As those of a share they are divided by a hundred, and that is said: the scenario is as it was."""
    deed = percents("segments", "cost_factor", "cost_factor [%]", *[100] * 7, "100%")
    path = saved(tmp_path / "plan.xlsx", deed)
    line = "segments!F2, cost_factor: '100' read as 1, the header saying that these are percents, and so are 6 more"
    assert any(one.startswith(line) for one in said(path))
    assert "segments, row 1: 'cost_factor [%]' read as the column cost_factor" in said(path)
    assert {row.cost_factor for row in tradeoff.read_scenario(path).segments} == {1}


def test_what_may_be_a_share_or_a_percent_is_asked(tmp_path: Path) -> None:
    """One line a column."""
    path = saved(
        tmp_path / "plan.xlsx",
        percents("segments", "poor_share", "poor_share [%]"),
        percents("segments", "women_share", "part des femmes [%]", 60, 0, 0.5, 70, 70, 70, 70, 70),
        percents("clusters", "sector_outlook", "sector_outlook [% a year]"),
        percents("segments", "households", "households", "1.200"),
        percents("segments", "cost_factor", "cost_factor", "120%"),
        percents("futures", "multiply", "multiply", "", "+50%", "-20%"),
    )
    lines = told(path)
    for words in (
        "segments!D2, poor_share: its header says percents, and this may be a share, and so are 3 more of this column "
        "('0.6') -> write 60% or 0.6%, whichever is meant, or take the % out of the header",
        "segments!G4, part des femmes: its header says percents, and this may be a share ('0.5') -> write 50% or 0.5%",
        "('-0.03') -> write -3% or -0.03%, whichever is meant",
        "segments!C2, households: its point may part thousands or decimals ('1.200') -> write 1200 or 1.2, whichever",
        "segments!F2, cost_factor: a percent stands where no share is wanted ('120%') -> write 1.2, if that is meant",
        "('+50%') -> write 1.5, if 50% more is meant",
        "('-20%') -> write 0.8, if 20% less is meant",
    ):
        assert sum(words in line for line in lines) == 1, (words, lines)
    assert len(lines) == 7


def test_a_number_with_three_decimals_is_one(tmp_path: Path) -> None:
    """Of a cell that holds a number it is known what its point is."""
    path = saved(tmp_path / "plan.xlsx", percents("segments", "households", "households", 1200.125))
    assert said(path) == []


def test_what_changes_leave_is_read_back(tmp_path: Path) -> None:
    """A count with three decimals is saved so that no point in it may part thousands."""
    half = {"table": "segments", "where": {"segment_id": "leaders"}, "column": "households", "multiply": "0.075"}
    scenario = tradeoff.read_scenario("three-pairs").with_changes([half])
    write_book(book_of(scenario), tmp_path / "plan")
    assert tradeoff.read_scenario(tmp_path / "plan").data_hash == scenario.data_hash


def test_percents_of_a_change(tmp_path: Path) -> None:
    """They are not passed over."""
    path = saved(tmp_path / "plan.xlsx", put("changes", "E1", "multiply [%]"), of="three-pairs-austere")
    assert any("its header says percents, and the factor itself is wanted" in line for line in told(path))
