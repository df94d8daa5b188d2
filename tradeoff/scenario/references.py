"""Finds ids that name nothing (E2), looked up in the text of the raw tables itself.

Rows that are faulty elsewhere are looked at too, so that a planner hears of every slip in one pass; and an id counts as
known even if its own row is faulty, so that one slip is not told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, did_you_mean, text_of
from tradeoff.scenario.told import Told
from tradeoff.scenario.written_words import parted
from tradeoff.words.spoken import say

ALL = "ALL"
START_UP = "start_up"
OF_THE_PROGRAMME = ("facilitation", START_UP, "training", "enabling")
"""What the programme spends money on itself; as ids of activities they say which funds may pay for it."""
WHOLE = "all"
"""The segment of a cluster without rows in `segments`."""
_ANY = frozenset({"", "*"})
_SPELT_ALIKE = (
    ("segments", "segment_id"),
    ("levels", "level_id"),
    ("clusters", "department_id"),
    ("clusters", "district"),
    ("clusters", "sector"),
    ("budgets", "department_id"),
    ("budgets", "fund_id"),
    ("futures", "future_id"),
)
"""Columns that gather rows by name, where two spellings of one name would part what belongs together."""

RawTables = Mapping[str, RawTable]

_MOST_HINTS = 500
"""Unknown ids of a column that are looked for among the known ones; nobody mends more by hand."""


def ids_of(raw: RawTables, table: str, column: str) -> set[str]:
    """The values of a column, as typed.

    Args:
        raw: The raw tables by name.
        table: The table's name; without it there are no values.
        column: The column's name.
    """
    return {text_of(cells, column) for _, cells in raw[table].rows} - {""} if table in raw else set()


def check_references(raw: RawTables, told: Told) -> Iterator[InputFault]:
    """Every id that is not in the table it belongs to, where that table could be read.

    Args:
        raw: The raw tables by name.
        told: What could not be read of them.
    """
    look = _Look(raw=raw, told=told)
    segments = ids_of(raw, "segments", "segment_id")
    yield from look.up("segments", "cluster_id", "clusters")
    if segments:
        yield from look.up("levels", "segment_id", "segments", also={"", "*", WHOLE})
    yield from look.up("level_contents", "level_id", "levels", also={"", START_UP})
    yield from look.up("level_contents", "activity_id", "activities")
    for table in ("costs", "effects"):
        yield from look.up(table, "cluster_id", "clusters", also=_ANY)
        yield from look.up(table, "segment_id", "segments", also={"", "*", WHOLE})
        yield from look.up(table, "level_id", "levels", also=_ANY)
    yield from look.up("effects", "sector", "clusters", also=_ANY)
    yield from look.up("futures", "cluster_id", "clusters", also=_ANY)
    yield from look.up("futures", "sector", "clusters", also=_ANY)
    yield from look.up("futures", "segment_id", "segments", also={"", "*", WHOLE})
    yield from look.up("futures", "level_id", "levels", also=_ANY)
    if ids_of(raw, "districts", "district"):
        yield from look.up("clusters", "district", "districts")
    yield from _check_purses(raw, look)
    yield from look.up("funds", "needs_fund", "funds", of="fund_id")
    yield from look.up("enabling", "opens_fund", "funds", of="fund_id")
    yield from look.up("enabling", "paid_by", "budgets", of="department_id")
    yield from look.up("cost_shares", "activity_id", "activities", also={"", "support"})
    yield from look.up("cost_shares", "segment_id", "segments", also={"", WHOLE})
    for table, column in _SPELT_ALIKE:
        yield from _check_capitals(raw, table, column, look.homes.get((table, column), frozenset()))


_MOST_TOLD = 1_000
"""Rows of a column that are told to name what is not there: nobody reads more."""


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Looks ids up in the tables they belong to."""

    raw: RawTables
    told: Told
    forgotten: set[str] = field(default_factory=set)
    """Tables that are not there and of which rows are named: told once each."""
    homes: dict[tuple[str, str], Set[str]] = field(default_factory=dict)
    """By table and column the ids that it may name."""

    def up(
        self, table: str, column: str, home: str, *, of: str | None = None, also: Set[str] = frozenset({""})
    ) -> Iterator[InputFault]:
        """The ids of a column that are not in their own table.

        Args:
            table: Where they are named.
            column: The column that names them.
            home: The table they belong to.
            of: The column that holds them there; None: one of the same name.
            also: What else may be named.
        """
        of = of or column
        if table not in self.raw or not self.told.knows(home, of):
            return
        ids = self.homes[table, column] = ids_of(self.raw, home, of)
        unknown = [
            (number, value)
            for number, cells in self.raw[table].rows
            if (value := text_of(cells, column)) not in ids and value not in also
        ]
        if unknown and not ids:
            number, value = unknown[0]
            if home in self.raw:
                what = say("{home}.csv has no {of} at all", home=home, of=of)
                mend = say("write there what is named here, or leave the column {column} out", column=column)
                yield fault("E2", self.raw[table].file, column, what, mend, row=number, value=value)
            elif home not in self.forgotten:
                self.forgotten.add(home)
                what = say(
                    "the table is missing, and row {number} of {table}.csv names {value!r} of it",
                    number=number,
                    table=table,
                    value=value,
                )
                yield fault("E1", f"{home}.csv", None, what, "add it, or name nothing of it")
            return
        hints: dict[str, str] = {}
        named = ids | (also & {START_UP})
        is_doubled = self.told.is_doubled(home, of)
        for number, value in unknown[:_MOST_TOLD]:
            if value not in hints:
                hints[value] = did_you_mean(value, named) if len(hints) < _MOST_HINTS else ""
            if not hints[value] and is_doubled:
                continue
            yield _unknown(self.raw[table].file, number, column, f"{home}.csv", value, hints[value])
        if len(unknown) > _MOST_TOLD:
            number, _ = unknown[_MOST_TOLD]
            more = len(unknown) - _MOST_TOLD
            what = say("not in {home}.csv, from here on in {count} rows", home=home, count=more)
            yield fault("E2", self.raw[table].file, column, what, "mend those above first", row=number)


def _check_capitals(raw: RawTables, table: str, column: str, ids: Set[str]) -> Iterator[InputFault]:
    """Names that differ in capitals alone, which would be two.

    Args:
        raw: The raw tables by name.
        table: The table.
        column: The column that holds the names.
        ids: Those that are right, where another table has them: of the others it is told that they are in none.
    """
    rows = raw[table].rows if table in raw else ()
    # The spelling that most rows have is the one that is meant.
    counts = Counter(text_of(cells, column) for _, cells in rows)
    usual = {one.casefold(): one for one, _ in reversed(counts.most_common())} | {
        one.casefold(): one for one in sorted(ids)
    }
    for number, cells in rows:
        value = text_of(cells, column)
        known = usual[value.casefold()]
        if known != value and value not in ids and known not in ids:
            what, mend = (
                say("differs from {known!r} in capitals alone", known=known),
                say("write {known} wherever it is meant", known=known),
            )
            yield fault("E2", raw[table].file, column, what, mend, row=number, value=value)


def _unknown(file: str, row: int, column: str, home: str, value: str, hint: str) -> InputFault:
    mend = say("name one that is there, or add it{hint}", hint=hint)
    return fault("E2", file, column, say("not in {home}", home=home), mend, row=row, value=value)


def _check_purses(raw: RawTables, look: _Look) -> Iterator[InputFault]:
    """Departments and funds."""
    funds = ids_of(raw, "funds", "fund_id")
    shared = ALL in ids_of(raw, "budgets", "department_id")
    home = "departments" if "departments" in raw or "departments" in look.told.unread else "clusters"
    if not shared and home == "departments":
        yield from look.up("clusters", "department_id", home)
    yield from look.up("budgets", "department_id", home, also={"", ALL})
    yield from look.up("budgets", "fund_id", "funds")
    for number, cells in raw["budgets"].rows if funds and "budgets" in raw else ():
        if not text_of(cells, "fund_id"):
            yield fault(
                "E1",
                "budgets.csv",
                "fund_id",
                "funds.csv names funds, but this money names none",
                say("write which fund the money is from: {funds}", funds=", ".join(sorted(funds))),
                row=number,
            )
    for number, cells in raw["activities"].rows if "activities" in raw and look.told.knows("funds", "fund_id") else ():
        for fund in filter(None, (part.strip() for part in text_of(cells, "eligible_funds").split(";"))):
            if (several := parted(fund, funds)) is not None:
                what, mend = "funds without ; between them", say("write {funds}", funds=several)
                yield fault("E2", "activities.csv", "eligible_funds", what, mend, row=number, value=fund)
            elif fund not in funds:
                yield _unknown("activities.csv", number, "eligible_funds", "funds.csv", fund, did_you_mean(fund, funds))
