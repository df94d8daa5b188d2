"""Takes the rows of a plan's tables as decisions on its scenario; what the scenario does not know is a fault."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import cast

from tradeoff.errors import InputFault
from tradeoff.programme.columns import Enrolled, Facilitated, Opened, Trained
from tradeoff.programme.decision import Decision
from tradeoff.programme.openings import can_open, is_running, years
from tradeoff.programme.plan_tables import AgentYears, Facilitation, Households, Openings, PlanRow, Transfers
from tradeoff.programme.purses import envelopes
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

Rows = Mapping[str, tuple[PlanRow, ...]]
_ROUNDED = Fraction(1, 10**9)
"""Of a share, what published digits leave."""


def typed_decision(rows: Rows, scenario: Scenario, problems: list[InputFault]) -> Decision:
    """The decision that rows describe.

    Args:
        rows: By table, those that are there.
        scenario: What they decide on.
        problems: Faults are added to it.
    """
    known = _Known(scenario, problems)
    return Decision(
        households=_households(known, cast("Sequence[Households]", rows.get("households", ()))),
        openings=_openings(known, cast("Sequence[Openings]", rows.get("openings", ()))),
        facilitation=_facilitation(known, cast("Sequence[Facilitation]", rows["facilitation"]))
        if "facilitation" in rows
        else None,
        agents=_agents(known, cast("Sequence[AgentYears]", rows["agents"])) if "agents" in rows else None,
        transfers=_transfers(known, cast("Sequence[Transfers]", rows["transfers"])) if "transfers" in rows else None,
    )


class _Known:
    """What a scenario knows, and what is said of the rest."""

    def __init__(self, scenario: Scenario, problems: list[InputFault]) -> None:
        self.scenario = scenario
        self.problems = problems
        self.clusters = {cluster.cluster_id: cluster for cluster in scenario.clusters}

    def has(self, row: PlanRow, column: str, value: object, known: Collection[object], what: str) -> bool:
        """Whether a value is known; else it is a fault.

        Args:
            row: Where it stands.
            column: In which column.
            value: What stands there.
            known: What may stand there.
            what: What is wrong otherwise.
        """
        if value in known:
            return True
        there = [str(one) for one in known]
        listed = (
            say("write one of {there}", there=", ".join([*there[:8], *(["..."] if len(there) > 8 else [])]))
            if there
            else say("remove it")
        )
        self.tell(row, column, value, what, listed + did_you_mean(str(value), there))
        return False

    def tell(self, row: PlanRow, column: str, value: object, what: str, mend: str) -> None:
        """A fault of a cell.

        Args:
            row: Where it stands.
            column: In which column.
            value: What stands there.
            what: What is wrong, without a full stop.
            mend: What to do, likewise.
        """
        self.problems.append(fault("E6", f"{row.TABLE}.csv", column, what, mend, row=row.row, value=value))

    def in_year(self, row: PlanRow, year: int) -> bool:
        """Whether a row's year is one of the project's."""
        last, years = self.scenario.settings.project_years, self.scenario.settings.years
        if 1 <= year <= last:
            return True
        mend = say("write {shown} to {shown2}", shown=years.shown(1), shown2=years.shown(last))
        self.tell(row, "year", year, say("a year outside the project"), mend)
        return False

    def in_cluster(self, row: PlanRow, cluster_id: str) -> bool:
        """Whether a row's cluster is there and can be open."""
        if not self.has(row, "cluster_id", cluster_id, list(self.clusters), say("the scenario has no such cluster")):
            return False
        if can_open(self.clusters[cluster_id]):
            return True
        what = say("the scenario lets this cluster never be open")
        self.tell(
            row,
            "cluster_id",
            cluster_id,
            what,
            self.scenario.placed(say("change its status or latest_start in clusters.csv")),
        )
        return False


def _households(known: _Known, rows: Sequence[Households]) -> dict[Enrolled, Fraction]:
    found: dict[Enrolled, Fraction] = {}
    for row in rows:
        if not (known.in_cluster(row, row.cluster_id) & known.in_year(row, row.year)):
            continue
        cells = {cell.segment_id: cell for cell in known.scenario.cells_of(row.cluster_id)}
        if not known.has(row, "segment_id", row.segment_id, list(cells), say("the cluster has no such segment")):
            continue
        offers = [offer.level_id for offer in cells[row.segment_id].offers]
        if known.has(row, "level_id", row.level_id, offers, say("these households are not offered this level")):
            found[Enrolled(row.cluster_id, row.segment_id, row.level_id, row.year)] = row.households
    return found


def _openings(known: _Known, rows: Sequence[Openings]) -> dict[Opened, Fraction]:
    """Every cluster's share by every year: what no row says is as the year before, and a running cluster is open."""
    given = {
        (row.cluster_id, row.year): row
        for row in rows
        if known.in_cluster(row, row.cluster_id) & known.in_year(row, row.year)
    }
    found: dict[Opened, Fraction] = {}
    for cluster in filter(can_open, known.scenario.clusters):
        share = Fraction(is_running(cluster))
        for year in years(known.scenario):
            row = given.get((cluster.cluster_id, year))
            if row is not None and not is_running(cluster) and share - row.opened > _ROUNDED:
                # What was opened would be paid back, and its money be spent on something else.
                what = say("below the {share:g} of the year before, and what is opened stays open", share=float(share))
                mend = say("write at least {share:g}, or lower the years before", share=float(share))
                known.tell(row, "opened", f"{float(row.opened):g}", what, mend)
            share = share if row is None else row.opened
            found[Opened(cluster.cluster_id, year)] = share
    return found


def _facilitation(known: _Known, rows: Sequence[Facilitation]) -> dict[Facilitated, Fraction]:
    return {
        Facilitated(row.cluster_id, row.year): row.months
        for row in rows
        if known.in_cluster(row, row.cluster_id) & known.in_year(row, row.year)
    }


def _agents(known: _Known, rows: Sequence[AgentYears]) -> dict[Trained, Fraction]:
    return {Trained(row.year): row.trained for row in rows if known.in_year(row, row.year)}


def _transfers(known: _Known, rows: Sequence[Transfers]) -> dict[tuple[str, str, int], Fraction]:
    purses = envelopes(known.scenario)
    departments = sorted({department for department, _, _ in purses})
    funds = sorted({fund for _, fund, _ in purses})
    found: dict[tuple[str, str, int], Fraction] = {}
    for row in rows:
        right = known.in_year(row, row.year)
        right &= known.has(row, "department_id", row.department_id, departments, say("no department with money"))
        right &= known.has(row, "fund_id", row.fund_id, funds, say("no fund with money"))
        if right:
            found[row.department_id, row.fund_id, row.year] = row.moved_in - row.moved_out
    return found
