"""Holds what is told of a scenario in one language: the page and the workbook are written from it, and add nothing.

`told.py` gathers it. Figures are the plans' own, sentences stand as they were said, and claims can be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tradeoff.advice.choice import Ends
from tradeoff.advice.claims import Claim
from tradeoff.advice.compare import Comparison
from tradeoff.advice.evidence import GradeShare
from tradeoff.advice.how_sure import HowSure
from tradeoff.advice.not_funded import NotFunded
from tradeoff.advice.rates import Span
from tradeoff.advice.served import LevelCount, Served
from tradeoff.advice.standing import Standing
from tradeoff.frontier.floor_plans import FloorPlans
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.plan import Plan
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

Sums = Mapping[str, float]
"""Rupees, households or shares, by the id of what they are of."""


@dataclass(frozen=True, kw_only=True)
class PlanTold:
    """The figures of a plan added up, and what is said of it alone."""

    plan: Plan = field(repr=False)
    values: Sums
    """What it has of every aim, in the unit of `points`."""
    money: Mapping[str, Mapping[str, int]]
    """Rupees by `activity`, `cluster`, `year` and `fund`."""
    households: Mapping[str, Sums]
    """Households by cluster and level."""
    opened: Sums
    """The share of each cluster that is open in its last year."""
    districts: Sums
    """Poor households reached by district; empty where few districts are there to compare."""
    served: tuple[Served, ...]
    levels: tuple[LevelCount, ...]
    binding: tuple[str, ...]
    unspent: tuple[str, ...]
    closed: tuple[str, ...]
    not_funded: tuple[NotFunded, ...]

    @property
    def spent(self) -> int:
        """All rupees it spends."""
        return sum(self.money["activity"].values())


@dataclass(frozen=True, kw_only=True)
class NamedTold:
    """A plan with a name: in the outlook with what limits it there, and in action form beside it."""

    id: str
    word: str
    """What people call it, in the language of the story."""
    x: float
    outlook: PlanTold
    position: int | None
    """Which of the frontier's points it is; None where its plan is none of them."""
    action: NamedAction | None
    """The one that can be sanctioned; None where none was asked for."""
    rates: tuple[str, ...]
    """What a step more and a step less cost there."""
    prices: tuple[Claim, ...]
    idle: tuple[Claim, ...]
    """Why money is left over."""
    worthless: str
    """Of what more brings nothing; blank where nothing was tried in vain."""

    @property
    def limits(self) -> tuple[str, ...]:
        """What limits it, in words."""
        return tuple(filter(None, (*map(str, self.prices), self.worthless)))


@dataclass(frozen=True, kw_only=True)
class ChoiceTold:
    """One choice of the scenario: its frontier, what is said of it, its plans, and what is laid beside it."""

    frontier: ScenarioFrontier = field(repr=False)
    heading: str
    is_choice: bool
    """Whether both aims do not stay what they are from one end to the other."""
    ends: Ends
    statement: str
    """The frontier in one sentence."""
    opening: str
    """The same with the floors that hold and what shares mean here."""
    certificate: str
    assumed: str
    stamp: str
    rates: tuple[Span, ...]
    """What a step costs, stretch by stretch; none of a search that was cut short."""
    points: tuple[PlanTold, ...]
    """The plans at its points from the most x on; where there is no choice the first alone."""
    named: tuple[NamedTold, ...]
    """None of a search that was cut short."""
    standing: Standing | None
    """Where a saved plan stands beside it."""
    budgets: Comparison | None
    beside: Comparison | None
    reforms: ReformFrontiers | None
    whole: WholeScenarioFrontier | str | None
    """Its frontier with clusters opened whole, in words why there is none, or None where nobody asked."""
    sure: HowSure | None = field(repr=False)
    """How sure its plans with a name are; None where nobody asked."""

    @property
    def side_by_side(self) -> dict[str, Plan]:
        """The plans that are laid beside each other, by name; both ends of a search that was cut short."""
        if not self.named:
            return {say("first point"): self.points[0].plan, say("last point"): self.points[-1].plan}
        return {one.word: one.outlook.plan for one in self.named}

    @property
    def actions(self) -> tuple[NamedAction, ...]:
        """The plans one can sanction beside those with a name."""
        return tuple(one.action for one in self.named if one.action is not None)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A scenario as it is told: what is claimed, with which figures, of which plans, from which sources."""

    language: str
    """The code of the language that its sentences are in."""
    scenario: Scenario = field(repr=False)
    choices: tuple[ChoiceTold, ...]
    stands_for: str
    """Which combination of reforms it is about, and why; blank where nothing is left to decide."""
    ceiling: tuple[str, ...]
    findings: tuple[str, ...]
    remarks: tuple[str, ...]
    meanings: tuple[str, ...]
    left_out: tuple[str, ...]
    grades: tuple[GradeShare, ...]
    sources: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    versions: Mapping[str, str]
    floors: FloorPlans | None = field(repr=False)
    """Plans whose mixtures answer floors under all aims at once; None where none were looked for."""
    typed: str | None
    """How the scenario is named where it is typed, perhaps a path; None: by its own name."""
    listed_poor: Sums
    """Poor households on the lists by district; empty where few districts are there to compare."""
