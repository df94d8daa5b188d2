"""Holds what a plan's files state against what follows from its decision: money, purses, aims, agents, lists.

What follows is worked out from the decision alone, so that a figure that was let stand after a decision was edited is
named, on the lists that are signed as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tradeoff.advice.difference import Difference, compared
from tradeoff.advice.posting import USES, posting
from tradeoff.advice.stated_money import money_differences, paid_by, purse_differences, release_differences
from tradeoff.advice.worked import Worked
from tradeoff.programme.columns import Trained
from tradeoff.programme.decision import Figures, SavedPlan
from tradeoff.programme.openings import is_running
from tradeoff.programme.plan import NEGLIGIBLE


def differences(saved: SavedPlan, worked: Worked) -> Iterator[Difference]:
    """Each figure that a plan states and that does not follow.

    Args:
        saved: The plan.
        worked: What follows from what it decides.
    """
    stated = saved.stated
    if "aims" in stated:
        aims: Figures = {(name,): {"value": value} for name, value in worked.aims.items()}
        yield from compared(saved, "aims", aims)
    if "money" in stated:
        yield from money_differences(saved, worked)
    paid = paid_by(saved, worked)
    if "purses" in stated:
        yield from purse_differences(saved, paid)
    if "agents" in stated:
        yield from compared(saved, "agents", {(year,): dict(uses) for year, uses in worked.months.items()})
    if "owed" in stated:
        yield from compared(saved, "owed", {key: {"months": months} for key, months in worked.owed.items()})
    if "enrolment" in stated:
        yield from compared(saved, "enrolment", _enrolment(saved))
    if "release" in stated:
        yield from release_differences(saved, paid)
    if "posting" in stated:
        yield from compared(saved, "posting", _posting(saved, worked))
    if "opened" in stated:
        yield from compared(saved, "opened", _opened(saved))


def _enrolment(saved: SavedPlan) -> Figures:
    return {tuple(key): {"households": count} for key, count in saved.decision.households.items() if count}


def _opened(saved: SavedPlan) -> Figures:
    """What each year opens more of a cluster that did not run before."""
    running = {cluster.cluster_id for cluster in saved.scenario.clusters if is_running(cluster)}
    before: dict[str, Fraction] = {}
    found: dict[tuple[Any, ...], Mapping[str, Fraction]] = {}
    for (cluster, year), share in sorted(saved.decision.openings.items()):
        more = share - before.get(cluster, Fraction(0))
        before[cluster] = share
        if cluster not in running and more > NEGLIGIBLE:
            found[cluster, year] = {"share": more}
    return found


def _posting(saved: SavedPlan, worked: Worked) -> Figures:
    """Months and agents of each year; how many are recruited where that is decided."""
    trained, found = saved.decision.agents, {}
    for year, months in worked.months.items():
        available = months.get("available")
        one = posting(
            year,
            {use: float(months[use]) for use in USES},
            None if available is None else float(available),
            0.0 if trained is None else float(trained.get(Trained(year), Fraction(0))),
            saved.scenario,
        )
        uses = {use: months[use] for use in USES}
        counts = {"agents": one.needed, "there": one.there, "short": one.short}
        found[(year,)] = {
            **uses,
            "months": sum(uses.values(), start=Fraction(0)),
            **({} if available is None else {"available": available}),
            **{name: Fraction(count) for name, count in counts.items() if count is not None},
            **({} if trained is None else {"recruited": trained.get(Trained(year), Fraction(0))}),
        }
    return found
