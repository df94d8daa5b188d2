"""Holds a plan that is kept whatever its figures turn out to be: what is decided in it, and who pays what.

Everything is plain numbers, so that a plan can be sent to another process and worked out there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from tradeoff.advice.fill import fill
from tradeoff.advice.worked import placed_columns
from tradeoff.errors import shown
from tradeoff.programme.columns import CarriedOver, ColumnKey, Enrolled, Facilitated, MovedIn, MovedOut, Opened, Paid
from tradeoff.programme.columns import Trained as TrainedAgents
from tradeoff.programme.decision import Decision, SavedPlan
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind
from tradeoff.programme.openings import is_running, years
from tradeoff.programme.plan import NEGLIGIBLE, Plan
from tradeoff.programme.programme import Programme, build_programme, exact_money_scale
from tradeoff.programme.purses import envelopes, funds, may_pay
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

Purse = tuple[str, str, int]
"""Department, fund, year."""
_Key = TypeVar("_Key", bound=ColumnKey)


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """What is decided in a plan, and what follows from that at the scenario's own figures."""

    scenario: Scenario
    households: Mapping[Enrolled, float]
    newly_opened: Mapping[tuple[str, int], float]
    """By cluster and year, the share that is opened in the year; none of a cluster that runs already."""
    months: Mapping[Facilitated, float]
    months_owed: Mapping[str, float]
    """By cluster, months of facilitation owed after the project and paid in its last year."""
    trained: Mapping[int, float]
    """Agents trained, by year."""
    can_train: Mapping[int, float]
    """The most that can be trained by year, at the scenario's own figures and the plan's own pilots."""
    fund_shares: Mapping[tuple[str, str, int], Mapping[str, float]]
    """By department, activity and year, how the funds share what is spent."""
    moved_in: Mapping[Purse, float]
    """Rupees, net."""
    moved_out: Mapping[Purse, float]
    carried_out: Mapping[Purse, float]
    """Rupees kept for the next year."""
    promised: Mapping[str, float]
    """Every offered aim in its unit, as the plan is worked out at the scenario's own figures."""
    spent: float
    """All money at these figures, in rupees."""


def require_plan_of(plan: object, scenario: Scenario) -> None:
    """Refuse what is no plan, and a plan that serves clusters which the scenario does not have."""
    if isinstance(plan, SavedPlan):
        return
    if not isinstance(plan, Plan):
        raise ValueError(
            say("{plan} is no plan; give what read_plan, plan_at or frontier.plan returns", plan=shown(plan))
        )
    known = {cluster.cluster_id for cluster in scenario.clusters}
    foreign = sorted({str(row["cluster"]) for row in plan.records["households"]} - known)
    if foreign:
        raise ValueError(
            say(
                "the plan serves {foreign}, which {name} does not have; name the scenario it is a plan of",
                foreign=", ".join(foreign[:3]),
                name=scenario.name,
            )
        )


def keep(scenario: Scenario, decision: Decision, programme: Programme | None = None) -> KeptPlan:
    """A plan by its decision; what nobody decides, such as which fund pays, is found so that least is broken.

    Args:
        scenario: What it decides on.
        decision: What is decided.
        programme: The scenario's own, in shares, where somebody has built it already.

    Raises:
        SolverError: What nobody decides could not be found.
    """
    programme = programme or build_programme(scenario.with_openings("share"))
    decided = placed_columns(programme, decision)
    values = decided | fill(programme, decided, cheapest=bool(decision.left_open))
    # No mapping: keys of two kinds that hold the same names are equal tuples.
    by_key = [(c.key, values[c.name]) for c in programme.columns if abs(values[c.name]) > NEGLIGIBLE]
    exact = {
        name: sum((factor * values[c.name] for c, factor in terms.items()), start=Fraction(0))
        for name, terms in programme.exact_objectives.items()
    }
    spent = sum((term.lakh * values[term.column.name] for term in programme.spending), start=Fraction(0))
    moved = _moved(by_key)
    return KeptPlan(
        scenario=scenario,
        households=_of(by_key, Enrolled),
        newly_opened=_newly_opened(scenario, _of(by_key, Opened)),
        months=_of(by_key, Facilitated),
        months_owed=_owed(programme, values),
        trained={key.year: agents for key, agents in _of(by_key, TrainedAgents).items()},
        can_train=_can_train(programme, values),
        fund_shares=_fund_shares(scenario, programme, _of(by_key, Paid)),
        moved_in={purse: rupees for purse, rupees in moved.items() if rupees > 0},
        moved_out={purse: -rupees for purse, rupees in moved.items() if rupees < 0},
        carried_out={
            (key.department_id, key.fund_id, key.year): lakh * RUPEES_IN_LAKH
            for key, lakh in _of(by_key, CarriedOver).items()
        },
        promised={name: float(value * exact_money_scale(scenario, name)) for name, value in exact.items()},
        spent=float(spent * RUPEES_IN_LAKH),
    )


def decision_of(plan: Plan) -> Decision:
    """What is decided in a plan that was read from a programme."""
    rows = plan.records
    moved = {
        (str(row["department"]), str(row["fund"]), _year(row)): _fraction(row["moved_in"]) - _fraction(row["moved_out"])
        for row in rows["transfers"]
    }
    return Decision(
        households={
            Enrolled(str(row["cluster"]), str(row["segment"]), str(row["level"]), _year(row)): _fraction(
                row["households"]
            )
            for row in rows["households"]
        },
        openings={Opened(str(row["cluster"]), _year(row)): _fraction(row["opened"]) for row in rows["openings"]},
        facilitation={
            Facilitated(str(row["cluster"]), _year(row)): _fraction(row["months"]) for row in rows["facilitation"]
        },
        agents={TrainedAgents(_year(row)): _fraction(row["trained"]) for row in rows["agents"]},
        transfers=moved,
    )


def _year(row: Mapping[str, object]) -> int:
    return int(str(row["year"]))


def _fraction(value: object) -> Fraction:
    return Fraction(str(value))


def _of(by_key: Sequence[tuple[ColumnKey, Fraction]], kind: type[_Key]) -> dict[_Key, float]:
    return {key: float(value) for key, value in by_key if isinstance(key, kind)}


def _newly_opened(scenario: Scenario, opened: Mapping[Opened, float]) -> dict[tuple[str, int], float]:
    found = {}
    for cluster in scenario.clusters:
        before = 0.0
        for year in () if is_running(cluster) else years(scenario):
            # After its last opening a cluster stays as open as it is.
            now = opened.get(Opened(cluster.cluster_id, year), before)
            if now != before:
                found[cluster.cluster_id, year] = now - before
            before = now
    return found


def _owed(programme: Programme, values: Mapping[str, Fraction]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for cluster, by_year in programme.months_owed.items():
        for terms, constant in by_year.values():
            months = constant + sum((factor * values[c.name] for c, factor in terms.items()), start=Fraction(0))
            if months:
                found[cluster] += float(months)
    return dict(found)


def _can_train(programme: Programme, values: Mapping[str, Fraction]) -> dict[int, float]:
    found = {}
    for meaning, row in zip(programme.rows, programme.exact_rows, strict=True):
        if meaning.kind is RowKind.TRAINING:
            # The row is: trained, less what pilots coach, at most what courses and reforms take.
            coached = [-factor * values[column.name] for column, factor in row.terms.items() if factor < 0]
            found[int(dict(meaning.keys)["year"])] = float(row.bound + sum(coached, start=Fraction(0)))
    return found


def _moved(by_key: Sequence[tuple[ColumnKey, Fraction]]) -> dict[Purse, float]:
    """Rupees that each purse receives, net; below 0 where it gives."""
    net: dict[Purse, float] = defaultdict(float)
    for moved_in, lakh in _of(by_key, MovedIn).items():
        net[moved_in.department_id, moved_in.fund_id, moved_in.year] += lakh * RUPEES_IN_LAKH
    for moved_out, lakh in _of(by_key, MovedOut).items():
        net[moved_out.department_id, moved_out.fund_id, moved_out.year] -= lakh * RUPEES_IN_LAKH
    return dict(net)


def _fund_shares(
    scenario: Scenario, programme: Programme, paid: Mapping[Paid, float]
) -> dict[tuple[str, str, int], dict[str, float]]:
    """How funds share what a department spends on an activity in a year; evenly where nothing is spent as planned."""
    departments = sorted({department for department, _, _ in envelopes(scenario)})
    activities = sorted({term.activity_id for term in programme.spending} | _priced(scenario))
    there = funds(scenario)
    shares: dict[tuple[str, str, int], dict[str, float]] = {}
    for department in departments:
        for activity in activities:
            able = [fund for fund in there if len(there) == 1 or may_pay(scenario, fund, activity)]
            for year in years(scenario):
                lakh = {fund: paid.get(Paid(department, activity, fund, year), 0.0) for fund in able}
                total = sum(lakh.values())
                shares[department, activity, year] = {
                    fund: amount / total if total else 1.0 / len(able)
                    for fund, amount in lakh.items()
                    if amount or not total
                }
    return shares


def _priced(scenario: Scenario) -> set[str]:
    return {content.activity_id for content in scenario.level_contents}
