"""Holds what a report is on: the frontiers of one scenario, and all that stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tradeoff.advice.compare import Comparison
from tradeoff.advice.how_sure import HowSure
from tradeoff.advice.standing import Standing
from tradeoff.frontier.floor_plans import FloorPlans
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What a report is on."""

    frontiers: Sequence[ScenarioFrontier]
    """Of one scenario, each of another choice."""
    budgets: Sequence[Comparison] = ()
    """The scenario at several budgets, one for each choice that shows them."""
    beside: Sequence[Comparison] = ()
    """The scenario against others, one for each choice that shows them."""
    reforms: Sequence[ReformFrontiers] = ()
    """What each combination of reforms gives, for each choice, where reforms are to be decided."""
    standings: Sequence[Standing] = ()
    """Where a saved plan stands on each choice."""
    actions: Sequence[NamedAction] = ()
    """Beside each plan with a name, the one that can be sanctioned."""
    whole: Mapping[str, WholeScenarioFrontier | str] = field(default_factory=dict)
    """By choice the frontier over whole openings, or in words why there is none."""
    sure: Sequence[HowSure] = ()
    """How sure the plans with a name of each choice are, where it was asked or takes no time."""
    floors: FloorPlans | None = None
    """Plans whose mixtures answer floors under all aims at once; None for none."""
    typed: str | None = None
    """How the scenario is named where it is typed; None: by its own name."""
