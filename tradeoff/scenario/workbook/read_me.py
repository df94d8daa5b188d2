"""Writes the first sheet of a workbook: how it is filled in, what its colours mean, what its sheets hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradeoff.scenario.book import Book
from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.columns import column_words
from tradeoff.scenario.workbook.looks import LINE, Look, Looks, lines_of
from tradeoff.scenario.workbook.sheets import CHANGES, READ_ME, SCENARIO, sheet_name
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTHS = (24, 96)
_HOW = (
    "Fill in the yellow cells, sheet by sheet from left to right. Rest the pointer on a header to read what belongs "
    "there, in which unit, and which record holds the figure.",
    "Leave blank what is not known, and write 0 where there is nothing. No figure is guessed for a blank cell.",
    "Say in {source} where a figure is from, and in {grade} how good it is: A measured with a comparison group, "
    "B administrative record, C expert range, D assumption, E placeholder.",
    "Save, and run: tradeoff check FILE.xlsx. It tells every slip with its sheet and cell and how to mend it, and for "
    "which choices the figures are enough. It never writes into this file.",
    "Then: tradeoff report FILE.xlsx --out report.html, or tradeoff plan FILE.xlsx --trade CHOICE --at AIM=LEVEL.",
)
_RULES = (
    "Each sheet has its headers in one row and a record in each row below. Columns and rows may stand in any order, "
    "and more may be added.",
    "Ids are 1 to 32 letters, digits and underscores. Lists offer the ids of the sheet they belong to.",
    "Money is in the unit that the headers name, at constant prices. For another unit change {money_unit} in "
    "{settings}, and the headers.",
    "Do not merge cells. A row of totals is left out where it adds up. A column or sheet you do not need may go.",
)


def write_read_me(workbook: Workbook, looks: Looks, book: Book, tables: Sequence[str]) -> None:
    """Write the sheet.

    Args:
        workbook: To which it is added.
        looks: Its formats.
        book: What the workbook is of.
        tables: The tables that have a sheet.
    """
    name = sheet_name(READ_ME)
    sheet = workbook.add_worksheet(name)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    row = 0

    def line(first: str, second: str = "", look: Look = Look.PLAIN, first_look: Look = Look.PLAIN) -> None:
        nonlocal row
        sheet.write_string(row, 0, first, looks.of(first_look))
        sheet.write_string(row, 1, second, looks.of(look))
        sheet.set_row(row, LINE * lines_of(second, _WIDTHS[1]))
        row += 1

    def heading(words: str) -> None:
        nonlocal row
        sheet.write_string(row + 1, 0, words, looks.of(Look.HEADING))
        row += 2

    sheet.write_string(0, 0, book.title or book.name or say("A scenario to fill in"), looks.of(Look.TITLE))
    row = 1
    if book.question:
        sheet.merge_range(1, 0, 1, 1, book.question, looks.of(Look.PLAIN))
        sheet.set_row(1, LINE * lines_of(book.question, sum(_WIDTHS)))
        row = 2
    heading(say("How to fill it in"))
    for number, words in enumerate(_HOW, start=1):
        line(str(number), say(words, source=heading_of("source"), grade=heading_of("grade")))
    heading(say("Colours"))
    line(say("yellow"), say("to be filled in"), first_look=Look.NEEDED_COLOUR)
    line(say("pale"), say("may stay blank"), first_look=Look.OPTIONAL_COLOUR)
    heading(say("Rules"))
    for words in _RULES:
        line("", say(words, settings=sheet_name("settings"), money_unit=heading_of("money_unit")))
    heading(say("Sheets"))
    line(sheet_name(SCENARIO), say("What the scenario is called and asks."))
    for kind in TABLES:
        if kind.TABLE in tables:
            line(sheet_name(kind.TABLE), _told(kind.TABLE))
    line(
        sheet_name(CHANGES),
        say(
            "Only where {based_on} of the sheet {scenario} names another scenario: what differs from it, a row a "
            "change.",
            scenario=sheet_name(SCENARIO),
            based_on=heading_of("based_on"),
        ),
    )
    more = [kind for kind in TABLES if kind.TABLE not in tables]
    if more and tables:
        heading(say("Sheets that may be added, under these names"))
        for kind in more:
            line(sheet_name(kind.TABLE), _told(kind.TABLE))
    heading(say("What a limit can be set on"))
    first = row + 1
    for kind_of, measure in all_measures().items():
        line(kind_of, say(measure.words))
    workbook.define_name(f"'{name}'!measures", f"='{name}'!$A${first}:$A${row}")
    sheet.hide_gridlines(2)
    sheet.set_footer("&L&F, &A&R&P / &N")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _told(table: str) -> str:
    return say(column_words()[table, ""].says) + "."
