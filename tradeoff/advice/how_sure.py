"""Says how sure the plans with a name of a frontier are, what is funded all along it, and which figures turn it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tradeoff.advice.no_regret import CLUSTER, NoRegret, no_regret
from tradeoff.advice.ranges_stated import ranges_stated
from tradeoff.advice.stress import DRAWS, SEED, Stress, stress
from tradeoff.advice.switches import Switches
from tradeoff.advice.switching import Told, switching
from tradeoff.frontier.named_plans import MIDDLE, NamedPlan
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.moo.pieces import Kind
from tradeoff.scenario.scenario import Scenario
from tradeoff.workers import Workers

FEW = 30
"""Clusters up to which every breakpoint is traced within a second or two, and what is funded all along unasked."""


@dataclass(frozen=True, kw_only=True)
class HowSure:
    """What is known of the plans with a name of one frontier when figures are other than stated."""

    frontier: ScenarioFrontier
    plans: tuple[tuple[NamedPlan, Stress], ...]
    """Each plan with a name, under the same draws; none where no figure states a range."""
    core: NoRegret | None
    """None where not every breakpoint is known."""
    turns: Switches | None
    """For the plan that is read first, where it was asked and nothing was interrupted before."""

    @property
    def is_cut(self) -> bool:
        """Whether draws or figures were interrupted before all of them were done."""
        return any(found.is_cut for _, found in self.plans) or (self.turns is not None and self.turns.is_cut)

    @property
    def first(self) -> tuple[NamedPlan, Stress] | None:
        """The plan that is read first: the one in the middle, or where there is none the first; None without ranges."""
        between = [one for one in self.plans if one[0].id == MIDDLE]
        return between[0] if between else self.plans[0] if self.plans else None

    @property
    def funded(self) -> Mapping[str, float]:
        """By cluster, the share of the frontier over which it is funded; empty where that is not known."""
        shares = self.core.shares if self.core else ()
        return {one.name: one.share for one in shares if one.sort == CLUSTER}


def is_quick(scenario: Scenario) -> bool:
    """Whether a scenario is so small that every breakpoint is traced where nobody asked."""
    return len(scenario.clusters) <= FEW


def how_sure(
    frontier: ScenarioFrontier,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    workers: Workers = 1,
    turns: bool = False,
    told: Told | None = None,
) -> HowSure:
    """What the plans with a name of a frontier deliver over the ranges stated, and what is funded all along it.

    Args:
        frontier: What `trace_frontier` returns; one with every breakpoint, or of few clusters, says what is funded all
            along. One whose search was cut short has no plans with a name.
        draws: How many, the same ones for each plan, as for `stress`.
        seed: As for `stress`.
        workers: As for `stress`.
        turns: Ask too at which value each figure would change the plan that is read first, as `switching` does.
        told: Called with figures asked and figures there are, where `turns`.

    Raises:
        SolverError: What nobody decides, such as which fund pays, could not be found.
        ValueError: A number of draws, a seed or workers that cannot be, or what is no frontier.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), "today-tomorrow", exact=True)
        >>> found = tradeoff.how_sure(frontier, draws=20)
        >>> [named.word for named, _ in found.plans], found.first[0].word
        (['today', 'middle', 'tomorrow'], 'middle')
    """
    require_frontier(frontier)
    scenario = frontier.scenario
    named = () if frontier.certificate.stopped else frontier.named_plans
    stressed = []
    if ranges_stated(scenario).figures:
        for one in named:
            plan = frontier.named_plan(one)
            found = stress(plan, scenario=scenario, draws=draws, seed=seed, workers=workers)
            stressed.append((one, found))
            if found.is_cut:
                break
    sure = HowSure(frontier=frontier, plans=tuple(stressed), core=_core(frontier), turns=None)
    if not turns or sure.first is None or sure.is_cut:
        return sure
    level = {frontier.x: sure.first[0].x}
    return replace(sure, turns=switching(scenario, frontier.trade, workers=workers, told=told, **level))


def _core(frontier: ScenarioFrontier) -> NoRegret | None:
    """What is funded all along; few clusters are traced exactly for it."""
    if frontier.certificate.stopped:
        return None
    if frontier.certificate.kind is Kind.EXACT:
        return no_regret(frontier)
    if not is_quick(frontier.scenario):
        return None
    return no_regret(frontier.study.frontier(frontier.trade, exact=True, choose=False))
