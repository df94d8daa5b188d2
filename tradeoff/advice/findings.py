"""Tests what must be said before anything is drawn: is there a choice at all, and between what?

T1 trade-off exists; T2 two objectives are one axis; T3 a level is never worth its money; T4 money lies idle at an end;
T5 edges too short to tell apart. Test 1 looks at the two ends of each chart, test 2 at lexicographic plans: the best of
each objective, then the others in the tie order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tradeoff.advice.choice import Ends, ends_of, is_choice, no_choice_sentence
from tradeoff.advice.rates import micro_edges
from tradeoff.advice.unspent import unspent_sentences
from tradeoff.advice.wording import listing
from tradeoff.frontier.ends import chart_ends
from tradeoff.frontier.study import ScenarioFrontier, Study
from tradeoff.programme.plan import Plan
from tradeoff.scenario.objectives import DEPTH, find_aim, find_pair
from tradeoff.scenario.scenario import Cell, Offer, Scenario

ALIGNED = 0.95
"""Two objectives are one axis if the best plan of each has this share of the other's own range, both ways."""
_SAME = 1e-7


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One result of the tests, in words."""

    code: str
    objectives: tuple[str, ...]
    sentence: str


def findings(study: Study, frontiers: Sequence[ScenarioFrontier] = ()) -> tuple[Finding, ...]:
    """Tests T1 to T4 on a scenario, by one lexicographic solve an objective.

    `frontiers`: those of this scenario that are traced already; the ends of other charts are solved for.
    """
    scenario = study.scenario
    plans = {name: study.best(name) for name in scenario.objectives}
    ends = {frontier.trade: ends_of(frontier) for frontier in frontiers}
    unknown = [trade for trade in scenario.trades if trade not in ends]
    if unknown:
        found = chart_ends(study.programme, unknown)
        ends |= {trade: Ends(most_x=most_x, most_y=most_y) for trade, (most_x, most_y) in found.items()}
    empty = _empty_choices(scenario, ends)
    return (
        *empty,
        *_alignments(plans, {finding.objectives for finding in empty}),
        *_dominated(scenario),
        *_idle(scenario, plans),
    )


def edge_finding(frontier: ScenarioFrontier) -> tuple[Finding, ...]:
    """T5 for one traced frontier."""
    count = micro_edges(frontier)
    if not count or not is_choice(frontier):
        return ()
    unit = find_aim(frontier.x).unit
    least = "0.1 %" if unit.is_money else f"one {unit.one} or 0.1 %"
    sentence = (
        f"{count} of the points between {frontier.x} and {frontier.y} lie less than {least} of the range apart; "
        "sentences treat them as one, the tables keep them."
    )
    return (Finding(code="T5", objectives=(frontier.x, frontier.y), sentence=sentence),)


def _empty_choices(scenario: Scenario, ends: Mapping[str, Ends]) -> list[Finding]:
    return [
        Finding(
            code="T1",
            objectives=(find_pair(trade).x, find_pair(trade).y),
            sentence=no_choice_sentence(scenario, trade, ends[trade]),
        )
        for trade in scenario.trades
        if not ends[trade].is_choice
    ]


def _alignments(plans: dict[str, Plan], empty: set[tuple[str, ...]]) -> list[Finding]:
    """Pairs of aims that rise and fall together; those of `empty` are told already."""
    values = {name: [plan.objectives[name] for plan in plans.values()] for name in plans}

    def kept(best: str, other: str) -> float:
        low, high = min(values[other]), max(values[other])
        return 1.0 if high - low <= _SAME * (1 + abs(high)) else (plans[best].objectives[other] - low) / (high - low)

    found = []
    for one, other in combinations(plans, 2):
        if not empty & {(one, other), (other, one)} and min(kept(one, other), kept(other, one)) >= ALIGNED:
            sentence = (
                f"{one.capitalize()} and {other} are the same axis in this file: of what the best plans of all aims "
                f"differ by in {one}, the best plan for {other} keeps at least {ALIGNED:.0%}, and the other way round."
            )
            found.append(Finding(code="T2", objectives=(one, other), sentence=sentence))
    return found


def is_dominated(cell: Cell, offer: Offer) -> bool:
    """Whether a mixture of a cheaper and a dearer level gives more depth for the same money than `offer`."""
    credit = offer.deep or 0
    for below in cell.offers:
        for above in cell.offers:
            if below.cost < offer.cost < above.cost:
                share = (offer.cost - below.cost) / (above.cost - below.cost)
                if (below.deep or 0) + share * ((above.deep or 0) - (below.deep or 0)) > credit:
                    return True
    return False


def _dominated(scenario: Scenario) -> list[Finding]:
    # A rule about this one aim: only its credit is what levels are mixed for.
    # Where households share in the cost, what a level costs the purse differs from year to year.
    if DEPTH.name not in scenario.objectives or scenario.cost_shares:
        return []
    found = []
    levels = {offer.level_id: offer.name for cell in scenario.cells for offer in cell.offers}
    for level_id, name in levels.items():
        cells = [(cell, offer) for cell in scenario.cells for offer in cell.offers if offer.level_id == level_id]
        dominated = [cell.cluster_id for cell, offer in cells if is_dominated(cell, offer)]
        if dominated:
            where = "everywhere" if len(dominated) == len(cells) else f"in {len(dominated)} of {len(cells)} cells"
            sentence = (
                f"{name} ({level_id}) is never the best use of money for {DEPTH.name} {where}: a mixture of the "
                "levels below and above it gives more sufficient support for the same money."
            )
            found.append(Finding(code="T3", objectives=(DEPTH.name,), sentence=sentence))
    return found


def _idle(scenario: Scenario, plans: dict[str, Plan]) -> list[Finding]:
    idle = {name: unspent_sentences(plan, scenario) for name, plan in plans.items()}
    names = [name for name, sentences in idle.items() if sentences]
    if not names:
        return []
    where = f"the best plan for {names[0]}" if len(names) == 1 else f"the best plans for {listing(names, most=6)}"
    sentence = f"At {where}, money lies idle. At that for {names[0]}: {' '.join(idle[names[0]][:2])}"
    return [Finding(code="T4", objectives=tuple(names), sentence=sentence)]
