"""Lists what a plan could have more or less of: money by purse, agents, training places, promises, rules.

Each is told in the tables' own terms, as changes that `Scenario.with_changes` takes, with one step in the unit people
think in: 1% of an envelope, one agent for a year, ten places, 1% of a promise, one point of what may be moved.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.advice.wording import purse_names, year_name
from tradeoff.money import format_number, format_rupees, format_significant
from tradeoff.programme.differences import Difference, Differences
from tradeoff.programme.openings import can_open, is_running
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.floors import FLOOR_ROW
from tradeoff.scenario.measures import find_measure
from tradeoff.scenario.people import is_pilot, is_staff_followed, rows_by_year
from tradeoff.scenario.reforms import is_open
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Row
from tradeoff.words.spoken import say

PERCENT = Fraction(1, 100)
"""One step of an envelope or a promise, and of a share that a rule allows."""
PLACES = Fraction(10)
"""One step of what can be trained in a year."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Something a plan may have more or less of, and what one step of it is."""

    name: str
    """In words: `money of Textiles, all years`."""
    step: str
    """One step in words: `Rs 4 lakh (1%)`."""
    table: str
    where: Mapping[str, str]
    """Which rows, by columns as typed; empty for all."""
    column: str
    by: Fraction
    """One step: what is added to the cell, or as a share of it where `is_share`."""
    is_share: bool
    value: Fraction | None = None
    """What the cell holds; None for envelopes, of which there are several."""
    least: Fraction = Fraction(0)
    """What the cell may hold at least."""
    most: Fraction | None = None
    """What it may hold at most; None for anything."""
    touches: tuple[str, ...] | None = ()
    """The clusters whose rows of the programme a change may touch; None for all."""
    is_floor: bool = False
    """Whether it is a promise of at least so much, of which less is easier."""
    many: str = "{count} steps"
    """Several steps in words: `{count}` is how often `size` they are, `{rupees}` the same of money."""
    size: Fraction = Fraction(1)
    """One step in what `many` counts."""

    def words(self, steps: int) -> str:
        """So many steps in words: `Rs 16 lakh (4%)`, `4 agents`."""
        amount = float(steps * self.size)
        return say(self.many, steps=steps, count=format_significant(amount), rupees=format_rupees(amount))

    def changes(self, steps: int) -> tuple[Mapping[str, object], ...]:
        """The change of the tables that so many steps more are; below zero for less."""
        what = {"table": self.table, "where": dict(self.where), "column": self.column}
        if self.is_share:
            return ({**what, "multiply": cell_text(1 + steps * self.by)},)
        assert self.value is not None
        return ({**what, "set": cell_text(self.value + steps * self.by)},)

    def change(self, scenario: Scenario, steps: int) -> Scenario:
        """The scenario with that change; the typed rows are edited where no cell rests on the table, which is quick."""
        if self.touches is None and self.table == "levels":
            return scenario.with_changes(list(self.changes(steps)))
        rows: list[Row] = []
        for row in getattr(scenario, self.table):
            if all(_text(row, column) == value for column, value in self.where.items()):
                old = getattr(row, self.column)
                new = old * (1 + steps * self.by) if self.is_share else old + steps * self.by
                row = row.model_copy(update={self.column: new})
            rows.append(row)
        return scenario.with_parts(**{self.table: tuple(rows)})

    def difference(self, differences: Differences, steps: int) -> Difference:
        """What so many steps more are to a programme; kept there for when another plan asks.

        Raises ShapeError where they add or take away a decision or a rule.
        """
        scenario = differences.scenario
        key = (self.table, *self.where.items(), self.column, self.by, steps)
        return differences.kept(key, lambda: self.change(scenario, steps), clusters=self.touches)

    def allows(self, steps: int) -> bool:
        """Whether the tables take so many steps more: no share beyond 1, nobody at work without a post."""
        if self.is_share and 1 + steps * self.by < 0:
            return False
        if self.value is None:
            return True
        after = self.value * (1 + steps * self.by) if self.is_share else self.value + steps * self.by
        return after >= self.least and (self.most is None or after <= self.most)


def _text(row: Row, column: str) -> str:
    value = getattr(row, column)
    return "" if value is None else str(value)


def resources(scenario: Scenario, *, single: bool = True) -> tuple[Resource, ...]:
    """Everything of a scenario that a plan could have more or less of, broad before narrow.

    Args:
        scenario: Whose tables.
        single: Whether every single envelope of department, fund and year is one too, beside all sums of them. More
            money of a sum is worth at least that of each of its parts, and a single one is part of seven sums.
    """
    return (*_purses(scenario, single=single), *_agents(scenario), *_promises(scenario), *_rules(scenario))


SUMS = 7
"""Sums of envelopes that each single one of department, fund and year is part of."""


def _purses(scenario: Scenario, *, single: bool) -> Iterator[Resource]:
    """Envelopes: all of them, by department, fund and year, and together; rows that two of these share count once."""
    rows = [row for row in scenario.budgets if row.envelope and is_open(scenario, row.fund_id, row.year or 1)]
    names, funds = purse_names(scenario), {fund.fund_id: fund.name for fund in scenario.funds}
    seen: set[frozenset[int]] = set()
    keys = ("department_id", "fund_id", "year")
    subsets = itertools.chain.from_iterable(itertools.combinations(keys, count) for count in range(len(keys) + single))
    for subset in subsets:
        for values in sorted({tuple(_text(row, key) for key in subset) for row in rows}):
            where = dict(zip(subset, values, strict=True))
            own = [row for row in rows if all(_text(row, key) == value for key, value in where.items())]
            places = frozenset(row.row for row in own)
            if places in seen:
                continue
            seen.add(places)
            department, fund, year = (where.get(key) for key in keys)
            whose = say("all departments") if department is None else names.get(department, department)
            words = say("money of {whose}", whose=whose) + (f", {funds.get(fund, fund)}" if fund else "")
            words += f", {year_name(scenario, int(year))}" if year else say(", all years")
            rupees = sum((row.envelope for row in own), start=Fraction(0)) * scenario.settings.money_unit * PERCENT
            yield Resource(
                name=words.removesuffix(say(", all years")) if scenario.settings.project_years == 1 else words,
                step=say("{rupees} ({steps}%)", rupees=format_rupees(float(rupees)), steps=1),
                many="{rupees} ({steps}%)",
                size=rupees,
                table="budgets",
                where=where,
                column="envelope",
                by=PERCENT,
                is_share=True,
            )


def _agents(scenario: Scenario) -> Iterator[Resource]:
    """Agents at work, what can be trained, and posts, by year."""
    followed = is_staff_followed(scenario)
    year_of_agent = 12 * scenario.settings.agent_availability
    staff = _staying(scenario)
    for row in scenario.agents:
        when = say(" in {year}", year=year_name(scenario, row.year)) if row.year is not None else ""
        since = say(" from {year} on", year=year_name(scenario, row.year or 1)) if followed else when
        for column, name, step, many, by in (
            (
                "in_post",
                say("agents at work{since}", since=since),
                say("one agent"),
                "{count} agents",
                Fraction(1),
            ),
            (
                "agent_months",
                say("agents' months{when}", when=when),
                say("{year_of_agent} months", year_of_agent=format_significant(float(year_of_agent))),
                "{count} months",
                year_of_agent,
            ),
            (
                "training_capacity",
                say("training places{when}", when=when),
                say("{places} places", places=format_number(float(PLACES))),
                "{count} places",
                PLACES,
            ),
            ("posts", say("agents' posts{when}", when=when), say("one post"), "{count} posts", Fraction(1)),
        ):
            value = getattr(row, column)
            if value is not None and by:
                yield Resource(
                    name=name,
                    step=step,
                    many=many,
                    size=by,
                    table="agents",
                    where={"year": _text(row, "year")},
                    column=column,
                    by=by,
                    is_share=False,
                    value=value,
                    least=staff.get(row.year or 1, Fraction(0)) if column == "posts" else Fraction(0),
                    most=_most_in_post(scenario) if column == "in_post" else None,
                )


def _most_in_post(scenario: Scenario) -> Fraction | None:
    """How many agents may be at work in year 1, since nobody is sent away for want of a post; None for any number."""
    left, found = Fraction(1), []
    for _, row in sorted(rows_by_year(scenario).items()):
        if row.posts is not None and left:
            found.append(row.posts / left)
        left *= 1 - (row.attrition or 0)
    return min(found, default=None)


def _staying(scenario: Scenario) -> dict[int, Fraction]:
    """Of those at work in year 1 how many are left in each year, each of whom keeps a post."""
    rows = rows_by_year(scenario)
    staff = (rows[1].in_post or Fraction(0)) if 1 in rows else Fraction(0)
    staying = {}
    for year, row in sorted(rows.items()):
        staying[year] = staff
        staff *= 1 - (row.attrition or 0)
    return staying


def _promises(scenario: Scenario) -> Iterator[Resource]:
    """Limits: 1% of what each asks for."""
    words = {"<=": say("ceiling"), ">=": say("floor"), "=": say("amount")}
    for row in scenario.limits:
        # A floor that was asked for with the question stands in no table.
        if not row.value or row.row == FLOOR_ROW:
            continue
        measure = find_measure(row.measure)
        each = any(getattr(row, key) == "*" for key in measure.keys)
        law = say(", a law") if row.law else ""
        yield Resource(
            name=f"{words[row.sense]} {row.limit_id} ({say(measure.words)}{law})",
            step=say("1% of it"),
            many="{count}% of it",
            table="limits",
            where={"limit_id": row.limit_id},
            column="value",
            by=PERCENT,
            is_share=True,
            value=row.value,
            most=Fraction(1) if measure.unit.is_share else None,
            is_floor=row.sense == ">=",
            touches=None if each or measure.unit.is_share else (),
        )


def _rules(scenario: Scenario) -> Iterator[Resource]:
    """What rules allow: money moved or kept, starts that a pilot shows, households that a month of trust opens."""
    for row in scenario.departments:
        for column, name in (
            ("transfer_out_max_share", say("may move to others")),
            ("carry_over_share", say("may keep for later")),
        ):
            value = getattr(row, column)
            if value and value < 1:
                by = min(PERCENT, value, 1 - value)
                points = format_significant(float(100 * by))
                yield Resource(
                    name=say("share that {name} {name2}", name=row.name, name2=name),
                    step=say("one point") if points == "1" else say("{points} points", points=points),
                    many="{count} points",
                    size=100 * by,
                    table="departments",
                    where={"department_id": row.department_id},
                    column=column,
                    by=by,
                    is_share=False,
                    value=value,
                    most=Fraction(1),
                )
    taught = [row for row in scenario.clusters if can_open(row) and not is_running(row) and not is_pilot(row)]
    for starts in scenario.replication:
        if starts.starts_per_pilot:
            yield Resource(
                name=say("starts that each pilot makes possible"),
                step=say("one start"),
                many="{count} starts",
                table="replication",
                where={},
                column="starts_per_pilot",
                by=Fraction(1),
                is_share=False,
                value=starts.starts_per_pilot,
                # Pilots are in every part, and one roll-out is enough for the rule to be there in each year.
                touches=tuple(row.cluster_id for row in taught[:1]),
            )
    for level in scenario.levels:
        if level.trust_gate:
            yield Resource(
                name=say("households that a month of facilitation opens at {name}", name=level.name),
                step=say("1% of them"),
                many="{count}% of them",
                table="levels",
                where={"level_id": level.level_id},
                column="trust_gate",
                by=PERCENT,
                is_share=True,
                touches=None,
            )
