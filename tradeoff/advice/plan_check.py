"""Checks a plan: works out again what it reaches and costs, and says what is stated otherwise and what is broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from tradeoff.advice.broken import broken_sentence
from tradeoff.advice.wording import figure, listing
from tradeoff.advice.worked import Worked, work_out
from tradeoff.money import format_rupees
from tradeoff.programme.decision import Figures, SavedPlan
from tradeoff.programme.form import Form
from tradeoff.programme.purses import envelopes, funds
from tradeoff.programme.read_plan import read_plan
from tradeoff.words.spoken import headed, say, say_of

_ROUNDED = Fraction(1, 10**9)
"""Relative difference up to which two figures are one: files hold twelve digits."""
_RUPEE = Fraction(1)
"""Files hold whole rupees, divided so that they add up: a figure may be off by less than one for each fund."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that a plan states and that does not follow from what it decides."""

    table: str
    key: Mapping[str, str]
    """What names its row, by column; what is blank is left out."""
    column: str
    stated: float
    worked: float
    rows: tuple[int, ...] = ()
    """Where it stands, as a spreadsheet counts rows: several where all funds are counted together, none where it is not
    there and is taken as 0."""
    letter: str | None = None
    """The letter of its column where the plan is a workbook."""
    head: str | None = None
    """What its column is called there, where that is another name."""

    def __str__(self) -> str:
        return say(
            "{place} ({key}): {stated:.12g} is stated, {worked:.12g} follows",
            place=self._place,
            key=", ".join(self.key.values() if self.letter else map(" ".join, self.key.items())),
            stated=self.stated,
            worked=self.worked,
        )

    @property
    def _place(self) -> str:
        """Its cells in a workbook, `money!F5`; its rows and column in a file."""
        if self.letter and self.rows:
            return listing([f"{self.table}!{self.letter}{row}" for row in self.rows], most=len(self.rows))
        if not self.rows:
            file = say("the sheet {file}", file=self.table) if self.letter else f"{self.table}.csv"
            return say("{file}, in no row, {column}", file=file, column=self.head or self.column)
        return say_of(
            len(self.rows),
            "{file}, row {rows}, {column}",
            "{file}, rows {rows}, {column}",
            file=f"{self.table}.csv",
            rows=listing(list(map(str, self.rows)), most=len(self.rows)),
            column=self.column,
        )


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """What a plan reaches of all aims, what it costs, what is stated otherwise, and what it breaks."""

    plan: SavedPlan
    worked: Worked
    differences: tuple[Difference, ...]
    broken: tuple[str, ...]
    """Each limit or rule that it does not keep, with the amount."""

    @property
    def aims(self) -> dict[str, float]:
        """Every offered aim, in its unit."""
        return {name: float(value) for name, value in self.worked.aims.items()}

    @property
    def spent(self) -> float:
        """All money, in rupees."""
        return float(self.worked.spent)

    def __str__(self) -> str:
        return "\n".join(check_lines(self))


def check_plan(plan: SavedPlan | str | Path) -> PlanCheck:
    """What a plan reaches and costs, what its files state otherwise, and which limits it breaks.

    Args:
        plan: What `read_plan` returns, or its folder.

    Raises:
        ScenarioError: Its tables are wrong; it lists every problem.
        SolverError: What nobody decides could not be found.

    Example:
        >>> import tradeoff
        >>> print(tradeoff.check_plan("sanctioned"))  # doctest: +SKIP
    """
    saved = plan if isinstance(plan, SavedPlan) else read_plan(plan)
    worked = work_out(saved.scenario, saved.decision, whole=saved.form is not Form.OUTLOOK)
    broken = [broken_sentence(one, saved.scenario) for one in worked.broken]
    return PlanCheck(
        plan=saved,
        worked=worked,
        differences=tuple(_differences(saved, worked)),
        broken=(*broken, *_not_whole(saved)),
    )


def check_lines(check: PlanCheck) -> Iterator[str]:
    """All that was found, a line each."""
    scenario = check.plan.scenario
    for name, value in check.aims.items():
        yield headed(say(name), figure(scenario, name, value))
    yield say("money: {spent}", spent=format_rupees(check.spent))
    for table in check.worked.found:
        name = _called(table, check.plan)
        yield say("{name} is not there; it is taken as what breaks least, and of that costs least.", name=name)
    if check.differences:
        yield say("What is stated and what follows differ:")
        yield from (f"- {one}" for one in check.differences)
    elif check.plan.stated:
        tables = listing([_called(table, check.plan) for table in check.plan.stated], most=len(check.plan.stated))
        yield say("Every figure stated in {tables} follows from what is decided; nothing is different.", tables=tables)
    if check.broken:
        yield say("The plan breaks:")
        yield from (f"- {sentence}." for sentence in check.broken)
    else:
        yield say("It keeps every limit.")


def _called(table: str, plan: SavedPlan) -> str:
    """A table of a plan by its file, or by its sheet where the plan is a workbook."""
    return say("the sheet {file}", file=table) if plan.folder.is_file() else f"{table}.csv"


def _not_whole(saved: SavedPlan) -> Iterator[str]:
    """What is a fraction although the form says that it is whole."""
    if saved.form is Form.OUTLOOK:
        return
    said, named = say("the plan's form is {form}", form=saved.form), saved.scenario.settings.years
    for opened, share in saved.decision.openings.items():
        if share.denominator != 1:
            yield say(
                "{cluster_id} is open to {share:.6g} in {name}, and {said}",
                cluster_id=opened.cluster_id,
                share=float(share),
                name=named.name(opened.year),
                said=said,
            )
    if saved.form is Form.ACTION:
        for enrolled, count in saved.decision.households.items():
            if count.denominator != 1:
                place = ", ".join((*enrolled[:3], named.shown(enrolled.year)))
                yield say(
                    "{count:.6g} households enrol at {place}, and {said}", count=float(count), place=place, said=said
                )


def _differences(saved: SavedPlan, worked: Worked) -> Iterator[Difference]:
    stated = saved.stated
    if "aims" in stated:
        aims: Figures = {(name,): {"value": value} for name, value in worked.aims.items()}
        yield from _compare(saved, "aims", aims)
    if "money" in stated:
        yield from _money(saved, worked)
    if "purses" in stated:
        yield from _purses(saved)
    if "agents" in stated:
        yield from _compare(saved, "agents", {(year,): dict(uses) for year, uses in worked.months.items()})
    if "owed" in stated:
        yield from _compare(saved, "owed", {key: {"months": months} for key, months in worked.owed.items()})


_KEYS = {
    "aims": ("aim",),
    "agents": ("year",),
    "owed": ("cluster_id", "year"),
    "money": ("department_id", "cluster_id", "activity_id", "year"),
    "purses": ("department_id", "year", "fund_id"),
}
"""The columns that name a row of each table; of money all funds together, since who pays what is not decided."""


def _difference(
    saved: SavedPlan, table: str, place: tuple[Any, ...], column: str, stated: Fraction, worked: Fraction
) -> Difference:
    """A figure that differs, with where it stands.

    Args:
        saved: The plan.
        table: Its table.
        place: What names the row, in the order of `_KEYS`.
        column: Which column.
        stated: What stands there, of all rows together.
        worked: What follows.
    """
    names, years = _KEYS[table], saved.scenario.settings.years
    shown = ((name, years.shown(one) if name == "year" else str(one)) for name, one in zip(names, place, strict=True))
    rows = (row for key, row in saved.rows.get(table, {}).items() if key[: len(place)] == place)
    return Difference(
        table=table,
        key={name: one for name, one in shown if one},
        column=column,
        stated=float(stated),
        worked=float(worked),
        rows=tuple(sorted(rows)),
        letter=saved.letters.get(table, {}).get(column),
        head=saved.heads.get(table, {}).get(column),
    )


def _compare(saved: SavedPlan, table: str, follows: Figures) -> Iterator[Difference]:
    """Figures that are not the same to the digits that files hold; a row that is not there is one of zeros.

    Args:
        saved: The plan, which states the table.
        table: Where they stand.
        follows: What was worked out.
    """
    stated = saved.stated[table]
    for place in sorted({*stated, *follows}, key=str):
        said, right = stated.get(place, {}), follows.get(place, {})
        for column in sorted({*said, *right}):
            one, other = said.get(column, Fraction(0)), right.get(column, Fraction(0))
            if abs(one - other) > _ROUNDED * max(Fraction(1), abs(one), abs(other)):
                yield _difference(saved, table, place, column, one, other)


def _money(saved: SavedPlan, worked: Worked) -> Iterator[Difference]:
    """Rupees by department, cluster, activity and year, all funds together: who pays what is not decided."""
    stated: dict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    for key, figures in saved.stated["money"].items():
        stated[key[:4]] += figures["amount"]
    allowed = _RUPEE * len(funds(saved.scenario))
    for place in sorted({*stated, *worked.money}, key=str):
        follows = worked.money.get(place, Fraction(0))
        if abs(stated[place] - follows) > max(allowed, _ROUNDED * abs(follows)):
            yield _difference(saved, "money", place, "amount", stated[place], follows)


def _purses(saved: SavedPlan) -> Iterator[Difference]:
    """Whether each purse adds up: its envelope, the rows of money that it pays, the moves decided, what is left."""
    paid: dict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    for key, figures in saved.stated.get("money", {}).items():
        paid[key[0], key[3], key[4]] += figures["amount"]
    moved = saved.decision.transfers or {}
    there = {(department, year, fund): money for (department, fund, year), money in envelopes(saved.scenario).items()}
    for place, row in sorted(saved.stated["purses"].items(), key=str):
        department, year, fund = place
        net = moved.get((department, fund, year), Fraction(0))
        in_purse = row["envelope"] + row["moved_in"] - row["moved_out"] + row["carried_in"] - row["carried_out"]
        follows: dict[str, Fraction] = {
            "envelope": Fraction(there.get(place, Fraction(0)) // 1),
            "unspent": in_purse - row["spent"],
        }
        if "money" in saved.stated:
            follows["spent"] = paid[place]
        if saved.decision.transfers is not None:
            follows |= {"moved_in": max(net, Fraction(0)), "moved_out": max(-net, Fraction(0))}
        for column, value in follows.items():
            if row[column] != value:
                yield _difference(saved, "purses", place, column, row[column], value)


def check_json(check: PlanCheck) -> Mapping[str, object]:
    """What was found as `tradeoff/plan-check/1`; money in rupees."""
    return {
        "schema": "tradeoff/plan-check/1",
        "scenario": check.plan.scenario.name,
        "data_hash": check.plan.scenario.data_hash,
        "form": str(check.plan.form),
        "aims": check.aims,
        "spent": check.spent,
        "found": list(check.worked.found),
        "differences": [vars(one) for one in check.differences],
        "broken": [
            {
                "kind": str(one.row.kind),
                **dict(one.row.keys),
                "sense": one.row.sense,
                "by": float(one.by),
                "unit": "rupees" if one.counts_money else one.row.unit.many,
            }
            for one in check.worked.broken
        ],
        "sentences": list(check.broken),
    }
