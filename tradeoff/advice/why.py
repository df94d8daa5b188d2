"""Says why a cluster, a district or an activity is in a plan or not: every sentence with the question solved for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tradeoff.advice.against import against_claims
from tradeoff.advice.claims import Claim, sentences
from tradeoff.advice.entry import factor_claims
from tradeoff.advice.forcing import forcing_claims, is_barred
from tradeoff.advice.given import frontier_claim, given_claims
from tradeoff.advice.in_shares import shares_sentence
from tradeoff.advice.inputs import input_claims
from tradeoff.advice.kept_in import KeptIn, kept_in, limits_words
from tradeoff.advice.loosened import reasons
from tradeoff.advice.ranges import range_claims
from tradeoff.advice.standpoint import Standpoint, stand
from tradeoff.advice.subjects import Sort, Subject, find_subject
from tradeoff.advice.together import together_claims
from tradeoff.frontier.named_plans import plan_called
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.study import ScenarioFrontier, Study, uninterrupted
from tradeoff.scenario.arguments import require_by_name
from tradeoff.scenario.levels import AimLevel, read_level
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_GAP = 0.01
"""Gap of the frontier on which it is looked where something is funded, where none is given."""
GIVEN, WHERE, INPUTS, REASONS, KEEPS, COST, FACTORS, RANGE, TOGETHER, AGAINST = (
    "What the plan gives",
    "Over which part of the frontier",
    "What the tables say",
    "What stands in the way",
    "What keeps it in",
    "What it costs",
    "At which factor",
    "In plans nearly as good",
    "Others left out",
    "Against another",
)
"""Headings of the answer."""
FREED_FACTORS = "At which factor, without {limits}"
"""Heading of the same where limits that keep it in are taken away."""
SOLVED = (
    "Every sentence but those of the tables was solved for: {solves} solves, and {confirmed} plans out of changed "
    "tables."
)
OUTLOOK = (
    "The plan they are solved for is the outlook's, in shares; the one to sanction at the same level, which `tradeoff "
    "plan` gives, may open and serve others."
)


@dataclass(frozen=True, kw_only=True)
class Why:
    """The answer to why something is in a plan or not: claims by heading."""

    scenario: Scenario = field(repr=False)
    trade: str
    subject: Subject
    held: str
    """The aim that is held at a level."""
    level: float
    is_funded: bool
    sections: Mapping[str, tuple[Claim, ...]]
    """Claims by heading, in the order in which they are read."""
    solves: int = field(compare=False)
    """Hot solves that it took, beside those of the frontier."""
    frontier_solves: int = field(compare=False)
    confirmed: int = field(compare=False)
    """Plans solved from the start, out of changed tables, to confirm factors."""

    def __str__(self) -> str:
        parts = [
            "\n".join([say("{heading}:", heading=heading), *(f"- {sentence}" for sentence in told)])
            for heading, told in self.told.items()
        ]
        return "\n\n".join([*parts, self.how_solved])

    @property
    def told(self) -> dict[str, tuple[str, ...]]:
        """What claims say by heading, in the language spoken: of sheets where the scenario is a workbook."""
        return {
            say(heading): tuple(map(self.scenario.placed, sentences(claims)))
            for heading, claims in self.sections.items()
        }

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in turn."""
        return tuple(claim for claims in self.sections.values() for claim in claims)

    @property
    def how_solved(self) -> str:
        """How the sentences came about, in one."""
        solved = say(SOLVED, solves=self.solves, confirmed=self.confirmed)
        return f"{solved} {shares_sentence(self.scenario) or say(OUTLOOK)}"


def why(
    asked: Scenario | ScenarioFrontier,
    name: str,
    *,
    trade: str | None = None,
    at: Mapping[str, AimLevel] | str | None = None,
    against: str | None = None,
    confirm: bool = True,
) -> Why:
    """Why a cluster, a district or an activity is in a plan or not, what would take it in, and what that costs.

    Args:
        asked: A scenario, its reforms decided, or a frontier of it that was traced. Where it opens clusters whole the
            answer is of the outlook in shares, and says so.
        name: The id or the name of the cluster, district or activity.
        trade: The choice whose plans are looked at. None for the frontier's, or the first the scenario has data for.
        at: One of its two aims with a level, in its unit or in words with a unit; or the name of a plan, "middle". None
            for the plan of the frontier farthest from the straight line between its ends; it is then also said where
            the subject is funded.
        against: Another cluster to set it against. None for none.
        confirm: Solve both sides of each factor anew from changed tables.

    Raises:
        InfeasibleError: No plan satisfies the limits, or reaches the level.
        ScenarioError: The scenario leaves reforms to decide.
        ValueError: There is no such cluster, choice or aim, or the level cannot be read.

    Example:
        >>> import tradeoff
        >>> scenario = tradeoff.read_scenario("three-clusters")
        >>> answer = tradeoff.why(scenario, "forest", at={"breadth": 700}, confirm=False)
        >>> answer.is_funded, {name: round(lost) for name, lost in answer.sections["What it costs"][0].figures.items()}
        (False, {'lost_other': 5, 'lost_held': 23})
    """
    if not isinstance(asked, ScenarioFrontier):
        require_scenario(asked)
    if isinstance(asked, Scenario):
        asked = asked.with_openings("share")
    scenario = asked if isinstance(asked, Scenario) else asked.scenario
    subject = find_subject(scenario, name)
    other = find_subject(scenario, against) if against is not None else None
    if other == subject:
        raise ValueError(say("{name!r} is set against itself; name another", name=name))
    frontier = asked if isinstance(asked, ScenarioFrontier) else _frontier(asked, trade, traced=at is None)
    if trade is not None and trade != frontier.trade:
        raise ValueError(
            say(
                "the frontier is of {trade}, not of {trade2}; trace it, or leave trade out",
                trade=frontier.trade,
                trade2=trade,
            )
        )
    held, level = _level(frontier, at)
    here = stand(frontier, subject, held, level)
    sections: dict[str, tuple[Claim, ...]] = {GIVEN: given_claims(here)}
    if at is None or isinstance(asked, ScenarioFrontier):
        sections[say(WHERE)] = (frontier_claim(frontier, subject),)
    sections[say(INPUTS)] = input_claims(scenario, subject)
    barred = is_barred(here)
    confirmed = 0
    if not (barred or here.is_funded):
        sections[say(REASONS)] = reasons(here)
    kept = kept_in(here) if here.is_funded else KeptIn()
    sections[say(KEEPS)] = kept.claims
    sections[say(COST)] = forcing_claims(here, is_kept=bool(kept.limit_ids))
    more = 0
    if not barred:
        sections[say(FACTORS)] = factor_claims(here, confirm=confirm)
        if kept.frees:
            heading, claims, solves = _freed_factors(here, kept, confirm=confirm)
            sections[heading], more = claims, more + solves
        factors = [claim for claims in sections.values() for claim in claims if "inside" in claim.figures]
        confirmed = sum(len(claim.expected) for claim in factors) if confirm else 0
        sections[say(RANGE)] = range_claims(here)
        if not here.is_funded and subject.sort is Sort.CLUSTER:
            sections[say(TOGETHER)], more = together_claims(here)
    if other is not None:
        sections[say(AGAINST)] = against_claims(here, other)
    return Why(
        scenario=scenario,
        trade=frontier.trade,
        subject=subject,
        held=held,
        level=here.level,
        is_funded=here.is_funded,
        sections={heading: claims for heading, claims in sections.items() if claims},
        solves=here.solves + more,
        frontier_solves=frontier.certificate.solves,
        confirmed=confirmed,
    )


def _freed_factors(here: Standpoint, kept: KeptIn, *, confirm: bool) -> tuple[str, tuple[Claim, ...], int]:
    """At which factors a subject leaves the plan where the limits that keep it in are taken away, and their solves."""
    frontier = here.frontier
    without = Study(here.scenario.with_changes(list(kept.freed)))
    there = stand(without.frontier(frontier.trade, gap=ENDS_ALONE, choose=False), here.subject, here.held, here.level)
    heading = say(FREED_FACTORS, limits=limits_words(kept.limit_ids))
    return heading, factor_claims(there, confirm=confirm), there.solves


def _frontier(scenario: Scenario, trade: str | None, *, traced: bool) -> ScenarioFrontier:
    """Every plan within a gap, or the ends alone, from which the plan at a level is found all the same."""
    if trade is None:
        if not scenario.trades:
            raise ValueError(say("{name} has data for none of the choices", name=scenario.name))
        trade = scenario.trades[0]
    study = Study(scenario)
    return (
        uninterrupted(study.frontier(trade, gap=_GAP))
        if traced
        else study.frontier(trade, gap=ENDS_ALONE, choose=False)
    )


def _named(frontier: ScenarioFrontier, name: str) -> float:
    """The level of the first aim of a plan with a name."""
    plans = {plan.id: plan for plan in frontier.named_plans}
    found = plans.get(plan_called(name, frontier.trade) or "")
    if found is None:
        there = ", ".join(f"{plan.id} ({say(plan.word)})" for plan in plans.values())
        raise ValueError(
            say(
                "there is no plan called {name!r} here; there are {there}, or give an aim with its level",
                name=name,
                there=there,
            )
        )
    return found.x


def _level(frontier: ScenarioFrontier, at: Mapping[str, AimLevel] | str | None) -> tuple[str, float]:
    """The aim that is held and its level; without one those of the point farthest from the line between the ends."""
    if isinstance(at, str):
        return frontier.x, _named(frontier, at)
    if at is not None:
        require_by_name(at, "at")
        if len(at) != 1:
            raise ValueError(say("one aim is held at a level; got {at}", at=", ".join(at) or say("none")))
        ((name, level),) = at.items()
        if name not in (frontier.x, frontier.y):
            raise ValueError(
                say(
                    "{name} is no aim of {trade}; hold {x} or {y}",
                    name=name,
                    trade=frontier.trade,
                    x=say(frontier.x),
                    y=say(frontier.y),
                )
            )
        return name, float(read_level(level, name, frontier.scenario))
    points = frontier.extreme_points
    first, last = points[0], points[-1]
    wide, high = (first.x - last.x) or 1.0, (last.y - first.y) or 1.0
    shares = [(point.x - last.x) / wide + (point.y - first.y) / high for point in points]
    return frontier.x, points[shares.index(max(shares))].x
