"""Tests what must be said before anything is drawn: is there a choice at all, and between what?

T1 trade-off exists; T2 two aims are one axis; T3 a level is never worth its money; T4 money lies idle at an end; T5
edges too short to tell apart. Test 1 looks at the two ends of each chart, test 2 at those that every two aims would
have: the most of the one, then of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tradeoff.advice.choice import Ends, aim_pairs, ends_between, is_choice, no_choice, together
from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.unspent import unspent_sentences
from tradeoff.advice.wording import cluster_names, listing
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.study import Study
from tradeoff.money import format_number
from tradeoff.moo.lp.stopping import CutOffError, Watch
from tradeoff.programme.plan import Plan
from tradeoff.scenario.objectives import DEPTH, find_aim, find_pair
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.units import Plural
from tradeoff.words.spoken import say

DOMINATED = (
    "{level} ({level_id}) is nowhere the best use of money for {aim}: a mixture of the levels below and above it gives "
    "more sufficient support for the same money."
)
DOMINATED_IN = (
    "{level} ({level_id}) is never the best use of money for {aim} in {cells}: a mixture of the levels below and above "
    "it gives more sufficient support for the same money."
)
SHORT = Plural(
    one="{count} of the edges between {x} and {y} is shorter than {least}; rates are told of longer steps.",
    many="{count} of the edges between {x} and {y} are shorter than {least}; rates are told of longer steps.",
)
IDLE = "At {where}, money lies idle. At that for {first}: {told}"
BEST_PLAN, BEST_PLANS = "the best plan for {aims} alone", "the best plans for {aims}, each asked for alone"
WITH = "With {combination}: {sentence}"
WHATEVER = "whatever reforms are made"
IN_ALL = "Whatever reforms are made: {sentence}"
_MOST_CELLS = 8
"""So many cells are named."""
_MICRO_SHARE = 0.001
"""An edge shorter than this share of the range, or than one of what is counted, cannot be told apart in practice."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One result of the tests."""

    code: str
    objectives: tuple[str, ...]
    """The aims it is of."""
    claim: Claim
    combination: str = ""
    """Of which reforms it holds, where they are to be decided; `WHATEVER` for all."""

    @property
    def sentence(self) -> str:
        """It in words."""
        template = {"": "{sentence}", WHATEVER: IN_ALL}.get(self.combination, WITH)
        return say(template, combination=self.combination, sentence=self.claim)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the tests find, and how far every two aims go together."""

    tests: tuple[Finding, ...]
    together: tuple[Finding, ...]
    """A finding of every two aims, T2 whatever it says."""
    is_cut: bool = False
    """Whether time ended it, so that what is not told was not asked."""


def findings(study: Study) -> tuple[Finding, ...]:
    """Tests T1 to T4 on a scenario, by one lexicographic solve an objective and two for every two of them."""
    return look(study).tests


def look(study: Study, *, watch: Watch | None = None) -> Findings:
    """Tests T1 to T4 on a scenario, and how far every two aims go together; what is known where time ends it.

    Args:
        study: The scenario on its solver.
        watch: How long it may take, and who is told after each solve; None for no limit.
    """
    scenario, watch = study.scenario, watch or Watch()
    try:
        ends = ends_between(study.programme, aim_pairs(scenario), watch=watch)
    except CutOffError:
        return Findings(tests=tuple(_dominated(scenario)), together=(), is_cut=True)
    empty = _empty_choices(scenario, ends)
    told = {finding.objectives for finding in empty}
    shares = {aims: Finding(code="T2", objectives=aims, claim=together(scenario, aims, ends[aims])) for aims in ends}
    same = [shares[aims] for aims in ends if not ends[aims].is_choice and aims not in told]
    tests = (*empty, *same, *_dominated(scenario))
    try:
        idle = _idle(scenario, _best_plans(study, watch), watch)
    except CutOffError:
        return Findings(tests=tests, together=tuple(shares.values()), is_cut=True)
    return Findings(tests=(*tests, *idle), together=tuple(shares.values()))


def solves_of(scenario: Scenario) -> int:
    """How many questions `look` solves for: two for every two aims, the best plan of each, and its idle money."""
    return 2 * (len(aim_pairs(scenario)) + len(scenario.objectives))


def _best_plans(study: Study, watch: Watch) -> dict[str, Plan]:
    study.stop_after(watch.left)
    plans = {}
    for name in study.scenario.objectives:
        plans[name] = study.best(name)
        watch.step()
    return plans


def edge_finding(frontier: ScenarioFrontier) -> tuple[Finding, ...]:
    """T5 for one traced frontier."""
    count = micro_edges(frontier)
    if not count or not is_choice(frontier):
        return ()
    unit = find_aim(frontier.x).unit
    words = {
        "count": format_number(count),
        "x": say(frontier.x),
        "y": say(frontier.y),
        "least": say("0.1% of the range") if unit.is_money else say("one {one} or 0.1% of the range", one=unit.of("1")),
    }
    claim = Claim(kind=Kind.FACT, template=SHORT.of(words["count"]), words=words, figures={"count": count})
    return (Finding(code="T5", objectives=(frontier.x, frontier.y), claim=claim),)


def micro_edges(frontier: ScenarioFrontier) -> int:
    """How many edges are shorter than one of what is counted, or than 0.1% of the range."""
    points = [point.x for point in frontier.extreme_points]
    shortest = max(_MICRO_SHARE * (points[0] - points[-1]), 0.0 if find_aim(frontier.x).unit.is_money else 1.0)
    return sum(a - b < shortest for a, b in pairwise(points))


def _empty_choices(scenario: Scenario, ends: Mapping[tuple[str, str], Ends]) -> list[Finding]:
    found = []
    for trade in scenario.trades:
        aims = find_pair(trade).x, find_pair(trade).y
        if not ends[aims].is_choice:
            found.append(Finding(code="T1", objectives=aims, claim=no_choice(scenario, trade, ends[aims])))
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
        dominated = [cell for cell, offer in cells if is_dominated(cell, offer)]
        if dominated:
            words = {"level": name, "level_id": level_id, "aim": say(DEPTH.name)}
            template = DOMINATED
            if len(dominated) < len(cells):
                template = DOMINATED_IN
                words["cells"] = listing(_cell_names(scenario, dominated), most=_MOST_CELLS)
            claim = Claim(kind=Kind.FACT, template=template, words=words, figures={"cells": len(dominated)})
            found.append(Finding(code="T3", objectives=(DEPTH.name,), claim=claim))
    return found


def _cell_names(scenario: Scenario, cells: Sequence[Cell]) -> list[str]:
    """Each cell by the name of its cluster, with its segment where the cluster has several."""
    names = cluster_names(scenario)
    several = {cell.cluster_id for cell in scenario.cells if len(scenario.cells_of(cell.cluster_id)) > 1}
    return [names[cell.cluster_id] + (f" ({cell.segment_id})" if cell.cluster_id in several else "") for cell in cells]


def _idle(scenario: Scenario, plans: dict[str, Plan], watch: Watch) -> list[Finding]:
    idle = {}
    for name, plan in plans.items():
        idle[name] = unspent_sentences(plan, scenario)
        watch.step()
    names = [name for name, sentences in idle.items() if sentences]
    if not names:
        return []
    where = say(BEST_PLAN if len(names) == 1 else BEST_PLANS, aims=listing([say(name) for name in names], most=6))
    words = {"where": where, "first": say(names[0]), "told": " ".join(idle[names[0]][:2])}
    return [Finding(code="T4", objectives=tuple(names), claim=Claim(kind=Kind.IDLE, template=IDLE, words=words))]
