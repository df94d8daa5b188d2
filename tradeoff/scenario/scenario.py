"""Holds one frozen `Scenario`, the thing that is asked: its tables, cells and offers, and what-ifs made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from tradeoff.drawer import drawn
from tradeoff.errors import InputFault
from tradeoff.scenario.changes import WantedChange, read_changes
from tradeoff.scenario.floors import FLOOR_ROW, floored_aim, set_floors
from tradeoff.scenario.objectives import AIMS, PAIRS
from tradeoff.scenario.placed import placed, placed_words
from tradeoff.scenario.raw import Reading, text_of
from tradeoff.scenario.resolve import hash_of, resolve
from tradeoff.scenario.resolved import Cell, Change, Offer, Resolved, Tables
from tradeoff.scenario.variants import apply_changes
from tradeoff.words.spoken import all_of, say

if TYPE_CHECKING:
    from tradeoff.scenario.levels import AimLevel

__all__ = ["Cell", "Change", "Offer", "Scenario", "Tables"]

_HASH_IN_NAME = 6
"""Digits of the hash in the name of a scenario that was changed and given none: enough to tell a few hundred apart."""


@dataclass(frozen=True, kw_only=True)
class Scenario(Tables):
    """One planning question: its tables as typed rows, and the cells and offers they define."""

    name: str
    """The folder's name, or what its `scenario.yaml` says; never its path."""
    title: str
    question: str
    cells: tuple[Cell, ...]
    """Resolved from the tables, sorted by cluster and segment."""
    missing: tuple[tuple[str, str], ...]
    """(objective, why it is not offered: the missing table and column) for the objectives that lack data."""
    based_on: str
    """Name of the base of a variant, else blank."""
    changes: tuple[Change, ...]
    data_hash: str
    """sha256 over the tables as read, in canonical order, and the scenario's name."""
    rescaled_from: str = ""
    """The data hash of the scenario whose envelopes `with_budget` changed in proportion; blank: as it was read."""
    resolved: Resolved = field(repr=False, compare=False)
    """The tables as text and as rows, and the cells that came of them: what `with_changes` starts from."""

    def __post_init__(self) -> None:
        """Refuse rows or cells that are not those resolved together: the others would stay as they were."""
        resolved = self.resolved
        homes = {one.name: resolved.tables for one in fields(Tables)} | {"cells": resolved, "missing": resolved}
        if strange := [name for name, home in homes.items() if getattr(self, name) is not getattr(home, name)]:
            raise ValueError(
                say(
                    "{name}: {strange} replaced by hand, while the rest still follows the tables as they were "
                    'read; use scenario.with_changes([{{"table": ..., "where": ..., "column": ..., "set": ...}}])',
                    name=self.name,
                    strange=all_of(strange),
                )
            )

    def __repr__(self) -> str:
        return say(
            "<Scenario {name!r}: {count} clusters, {count2} changes>",
            name=self.name,
            count=len(self.clusters),
            count2=len(self.changes),
        )

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @classmethod
    def of(
        cls,
        resolved: Resolved,
        *,
        name: str,
        title: str,
        question: str,
        based_on: str,
        changes: tuple[Change, ...],
    ) -> Scenario:
        """The scenario of checked tables, with its data hash.

        Args:
            resolved: The tables, and what came of them.
            name: What it is called; it counts for the hash.
            title: For people.
            question: For people.
            based_on: Name of the base of a variant, else blank.
            changes: What differs from that base.
        """
        tables = resolved.tables
        return cls(
            **{one.name: getattr(tables, one.name) for one in fields(Tables)},
            name=name,
            title=title,
            question=question,
            cells=resolved.cells,
            missing=resolved.missing,
            based_on=based_on,
            changes=changes,
            data_hash=hash_of(name, resolved.raw),
            resolved=resolved,
        )

    @property
    def heading(self) -> str:
        """What stands over pages, lists and charts: the title, or `Scenario NAME` where it has none of its own."""
        return f"Scenario {self.name}" if self.title == self.name else self.title

    @property
    def remarks(self) -> tuple[InputFault, ...]:
        """What is allowed but doubtful in the tables alone (W codes that need no solve)."""
        return tuple(placed(self.resolved.remarks.told, self.resolved.as_read))

    def placed(self, words: str) -> str:
        """Words with the sheets that they are about in place of files, where it was read from a workbook."""
        return placed_words(words, self.resolved.as_read)

    @property
    def has_named_years(self) -> bool:
        """Whether its tables name years as `2026-27` anywhere; results then do so in their columns too."""
        return any(table.has_named_years for table in self.resolved.as_read.values())

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What of its files was read otherwise than it is written, or left out: `2.5 lakh`, a row of totals."""
        return self.resolved.readings

    @property
    def objectives(self) -> tuple[str, ...]:
        """The aims whose data are there, in the order in which they are registered."""
        missing = {name for name, _ in self.missing}
        return tuple(name for name in AIMS if name not in missing)

    @property
    def trades(self) -> tuple[str, ...]:
        """The pairs both of whose aims are offered."""
        return tuple(pair.name for pair in PAIRS.values() if {pair.x, pair.y} <= set(self.objectives))

    @property
    def rupees(self) -> Fraction:
        """All envelopes of all years together, in rupees."""
        return sum((row.envelope for row in self.budgets), start=Fraction(0)) * self.settings.money_unit

    def with_changes(self, changes: Sequence[Mapping[str, object]], *, name: str | None = None) -> Scenario:
        """The scenario with changes made to its tables, checked as if it were read so; no file is read or written.

        Its title, question and remaining rows stay; it has a name and a data hash of its own, and `changes` lists what
        was changed before and now. The same changes in the `scenario.yaml` of a folder of that name give the same.

        Args:
            changes: One mapping a change, as in the `scenario.yaml` of a variant: `table`, `where` (column to value; {}
                matches all rows) and `column` with `set` or `multiply`; `where` with `remove` true; or `add` with a new
                row; and perhaps a `reason`. Money in the scenario's money unit.
            name: What it is called; None: the name it has, `-changed-` and a few digits that tell changes apart.

        Raises:
            ScenarioError: A change cannot be made, or the tables are wrong with them; it lists every problem.
            ValueError: `changes` is no list.

        Example:
            >>> import tradeoff
            >>> cut = {"table": "budgets", "where": {}, "column": "envelope", "multiply": 0.9}
            >>> lean = tradeoff.read_scenario("three-clusters").with_changes([cut], name="a-tenth-less")
            >>> lean.changes[0].before, lean.changes[0].after
            ('3100', '2790')
        """
        if isinstance(changes, Mapping | str):
            raise ValueError("changes are a list of mappings; write [{...}] for a single one")
        problems: list[InputFault] = []
        return self.changed_by(read_changes(changes, problems), name=name, problems=problems)

    def changed_by(
        self, wanted: Sequence[WantedChange], *, name: str | None = None, problems: Sequence[InputFault] = ()
    ) -> Scenario:
        """The same for changes that are read already; raises as `with_changes` does.

        Args:
            wanted: The changes.
            name: As for `with_changes`.
            problems: What was wrong with those that could not be read.
        """
        found = list(problems)
        changed = apply_changes(self.resolved.raw, wanted, found)
        if name is None:
            digits = hash_of(self.name, changed.tables)[:_HASH_IN_NAME]
            name = f"{self.name}-changed-{digits}" if changed.changes else self.name
        after = Scenario.of(
            resolve(name, changed, found, base=self.resolved),
            name=name,
            title=self.title,
            question=self.question,
            based_on=self.based_on or self.name,
            changes=(*self.changes, *changed.changes),
        )
        return after.with_floors(self.floors) if self.floors else after

    def with_parts(self, **parts: Any) -> Scenario:
        """The same with other typed rows or cells in place of its own: what a programme of some of it is built from.

        Its tables as text stay as they were, and `with_changes` starts from those.

        Args:
            parts: Tables or `cells` by name.
        """
        tables = {name: rows for name, rows in parts.items() if name != "cells"}
        resolved = replace(self.resolved, tables=replace(self.resolved.tables, **tables))
        if "cells" in parts:
            resolved = replace(resolved, cells=parts["cells"])
        return replace(self, **parts, resolved=resolved)

    def with_openings(self, openings: Literal["share", "whole"]) -> Scenario:
        """The same question with clusters opened in shares, or whole or not at all, whatever its settings say."""
        if openings == self.settings.openings:
            return self
        key = {"key": "openings"}
        if any(text_of(cells, "key") == "openings" for _, cells in self.resolved.raw["settings"].rows):
            typed = WantedChange(file="", table="settings", where=key, column="value", set_to=openings)
        else:
            typed = WantedChange(file="", table="settings", add={**key, "value": openings})
        return self._answered([typed], settings=self.settings.model_copy(update={"openings": openings}))

    @property
    def in_shares_though_whole(self) -> bool:
        """Whether its settings, as they were read, open clusters whole, and shares are asked for all the same."""
        rows = self.resolved.as_read["settings"].rows
        said = [text_of(cells, "value") for _, cells in rows if text_of(cells, "key") == "openings"]
        return self.settings.openings == "share" and said == ["whole"]

    @property
    def floors(self) -> dict[str, Fraction]:
        """The floors that were asked for, by aim, in its unit."""
        return {floored_aim(limit): limit.value for limit in self.limits if limit.row == FLOOR_ROW}

    def with_floors(self, floors: Mapping[str, AimLevel]) -> Scenario:
        """The same question of plans that have at least so much of some aims; an aim's earlier floor is replaced.

        Args:
            floors: For each aim a number in its unit, or words with a unit: {"today": "26 crore"}.

        Raises:
            ValueError: An aim is not offered, or its level cannot be read or is below 0.
        """
        return set_floors(self, floors)

    def with_reforms(self, made: Mapping[str, bool]) -> Scenario:
        """The same question with some of its enabling investments made or not, whatever its table says.

        Raises ValueError for an investment that is not in the table.
        """
        known = {row.investment_id for row in self.enabling}
        if unknown := sorted(made.keys() - known):
            there = ", ".join(sorted(known)) or say("none")
            raise ValueError(
                say(
                    "{name} has no enabling investment called {unknown!r}; there are {there}",
                    name=self.name,
                    unknown=unknown[0],
                    there=there,
                )
            )
        said = {name: "yes" if is_made else "no" for name, is_made in made.items()}
        typed = [
            WantedChange(file="", table="enabling", where={"investment_id": name}, column="made", set_to=answer)
            for name, answer in said.items()
        ]
        rows = tuple(row.model_copy(update={"made": said.get(row.investment_id, row.made)}) for row in self.enabling)
        return self._answered(typed, enabling=rows)

    def _answered(self, typed: Iterable[WantedChange], **rows: Any) -> Scenario:
        """The same with an answer typed into its tables, which a later change then finds; name and hash stay."""
        raw = apply_changes(self.resolved.raw, typed, []).tables
        tables = replace(self.resolved.tables, **rows)
        return replace(self, **rows, resolved=replace(self.resolved, raw=raw, tables=tables))

    @cached_property
    def _cells_by_cluster(self) -> dict[str, tuple[Cell, ...]]:
        cells: dict[str, list[Cell]] = {}
        for cell in self.cells:
            cells.setdefault(cell.cluster_id, []).append(cell)
        return {cluster_id: tuple(found) for cluster_id, found in cells.items()}

    def cells_of(self, cluster_id: str) -> tuple[Cell, ...]:
        """The cells of one cluster, by segment."""
        return self._cells_by_cluster.get(cluster_id, ())
