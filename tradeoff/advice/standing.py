"""Says where a plan stands: what it has of both aims of a choice, and what the outlook has at the same level.

    lost of y  =  most y with as much x  -  y        lost of x  =  most x with as much y  -  x

In words: any plan is held against the efficient plans in shares, whoever made it. What it has is worked out from what
it decides, never taken from what its files say. Below 0 is lost where it breaks limits that the outlook keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tradeoff.advice.plan_check import PlanCheck, check_plan
from tradeoff.advice.wording import figure, solved
from tradeoff.frontier.at_level import ends_in, is_beyond
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.refusals import require_decided
from tradeoff.frontier.study import ScenarioFrontier, Study, uninterrupted
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.plan import Plan
from tradeoff.words.spoken import say

LEAST = 2e-6
"""Share of the most of an aim below which a difference is what a solver's tolerance leaves of nothing."""
REACHES = "{name} (form {form}) has {x_figure} of {x} and {y_figure} of {y}, and takes {money} for {households}."
SAME = "The outlook, in shares, has no more {y} with as much {x}: the plan lies on the frontier."
LOSES = "The outlook, in shares, has {y_lost} more of {y} with as much {x}, or {x_lost} more of {x} with as much {y}."
LOSES_ONE = "The outlook, in shares, has {y_lost} more of {y} with as much {x}."
MORE_OF_BOTH = "The outlook with the most {y} has more of {x} besides: {x_best} of {x} and {y_best} of {y}."
TOO_MUCH = (
    "No plan that keeps the limits has as much of {x}: the most is {x_best}, and with it at most {y_best} of {y}."
)
BEYOND = "It has {y_over} more of {y} than any plan that keeps the limits has with as much {x}."
BREAKS_ONE = "It breaks a limit: {broken}. What it has cannot be had as it stands."
STATED_ONE = "A figure that its files state does not follow from what it decides; `tradeoff check` has it."
STATED = "{count} figures that its files state do not follow from what it decides; `tradeoff check` lists them."
BREAKS = "It breaks {count} limits, which `tradeoff check` names; what it has cannot be had as it stands."


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a plan stands on one choice, beside the outlook at its own level of x."""

    check: PlanCheck
    frontier: ScenarioFrontier = field(repr=False)
    outlook: Plan
    """The efficient plan in shares with as much x; with the most x there is, where the plan has more."""
    level: float
    """The x that the outlook was asked for."""
    lost: Mapping[str, float]
    """By aim, how much more of it the outlook has with as much of the other; left out where none has as much."""

    @property
    def plan(self) -> SavedPlan:
        """The plan as its folder has it."""
        return self.check.plan

    @property
    def reached(self) -> dict[str, float]:
        """What the plan has of the two aims."""
        return {aim: self.check.aims[aim] for aim in (self.frontier.x, self.frontier.y)}

    @property
    def has_too_much(self) -> bool:
        """Whether no plan that keeps the limits has as much x."""
        return is_beyond(self.reached[self.frontier.x], self.frontier.extreme_points[0].x)

    @property
    def households(self) -> float:
        """All households that it enrols."""
        return float(sum(self.plan.decision.households.values()))


def saved_frontier(saved: SavedPlan, trade: str | None = None, *, gap: float = ENDS_ALONE) -> ScenarioFrontier:
    """The outlook's frontier of the scenario that a plan is of.

    Args:
        saved: What `read_plan` returns.
        trade: The choice; None for the plan's own, or the first its scenario has data for.
        gap: As in `trace_frontier`; the ends alone where nothing is said, between which plans are found when asked for.

    Raises:
        ScenarioError: The scenario leaves reforms to decide.
        ValueError: The choice is unknown, or the scenario lacks its data.
    """
    require_decided(saved.scenario)
    wanted = trade or saved.trade or next(iter(saved.scenario.trades), None)
    if wanted is None:
        raise ValueError(say("{name} has data for none of the choices", name=saved.scenario.name))
    study = Study(saved.scenario.with_openings("share"))
    return uninterrupted(study.frontier(wanted, gap=gap, choose=gap != ENDS_ALONE))


def standing(saved: SavedPlan | PlanCheck, frontier: ScenarioFrontier) -> Standing:
    """Where a plan stands beside the outlook.

    Args:
        saved: What `read_plan` or `check_plan` returns.
        frontier: The outlook's, of the same scenario; its ends suffice.

    Raises:
        SolverError: What nobody decides could not be found, or the solver gave up.
    """
    check = saved if isinstance(saved, PlanCheck) else check_plan(saved)
    x, y = frontier.x, frontier.y
    most_x, most_y = frontier.extreme_points[0].x, frontier.extreme_points[-1].y
    level = min(check.aims[x], most_x)
    outlook = frontier.plan(**{x: level})
    lost = {}
    if not is_beyond(check.aims[x], most_x):
        lost[y] = outlook.objectives[y] - check.aims[y]
    if not is_beyond(check.aims[y], most_y):
        beside = frontier.plan(**{y: min(check.aims[y], most_y)})
        lost[x] = beside.objectives[x] - check.aims[x]
    most = {x: most_x, y: most_y}
    # What keeps every limit, to a rupee, is beyond the outlook by that rupee alone.
    kept = {aim: value if check.broken else max(value, 0.0) for aim, value in lost.items()}
    rounded = {aim: 0.0 if abs(value) <= LEAST * (1 + abs(most[aim])) else value for aim, value in kept.items()}
    return Standing(check=check, frontier=frontier, outlook=outlook, level=level, lost=rounded)


def standing_sentences(found: Standing) -> tuple[str, ...]:
    """Where a plan stands, in words: what it has, how far it lies from the outlook, whether it breaks limits."""
    return (*distance_sentences(found), *doubts(found.check))


def distance_sentences(found: Standing) -> tuple[str, ...]:
    """What a plan has of a choice's two aims, and how far it lies from the outlook."""
    return (_reaches(found), *_distance(found))


def _reaches(found: Standing) -> str:
    scenario, frontier, count = found.plan.scenario, found.frontier, format_number(found.households)
    return say(
        REACHES,
        name=found.plan.name,
        form=found.plan.form,
        x=say(frontier.x),
        y=say(frontier.y),
        x_figure=figure(scenario, frontier.x, found.reached[frontier.x]),
        y_figure=figure(scenario, frontier.y, found.reached[frontier.y]),
        money=format_rupees(found.check.spent),
        households=f"{count} household{'' if count == '1' else 's'}",
    )


def _distance(found: Standing) -> tuple[str, ...]:
    scenario, x, y = found.plan.scenario, found.frontier.x, found.frontier.y
    y_lost, x_lost = found.lost.get(y), found.lost.get(x)
    words = {
        "x": say(x),
        "y": say(y),
        "x_best": figure(scenario, x, found.outlook.objectives[x]),
        "y_best": figure(scenario, y, found.outlook.objectives[y]),
        "y_lost": solved(scenario, y, abs(y_lost or 0.0)),
        "x_lost": solved(scenario, x, abs(x_lost or 0.0)),
        "y_over": solved(scenario, y, abs(y_lost or 0.0)),
    }
    if y_lost is None:
        return (say(TOO_MUCH, **words),)
    if y_lost < 0:
        return (say(BEYOND, **words),)
    if found.outlook.objectives[x] - found.level > LEAST * (1 + abs(ends_in(found.frontier, x)[0])):
        return (say(MORE_OF_BOTH, **words),)
    if not y_lost:
        return (say(SAME, **words),)
    # With a little more y than any plan in reach, as rounding leaves it, there is no x beside it.
    return (say(LOSES if x_lost else LOSES_ONE, **words),)


def doubts(check: PlanCheck) -> tuple[str, ...]:
    """Whether a plan breaks limits, or states what does not follow."""
    found = []
    if check.broken:
        one = say(BREAKS_ONE, broken=check.broken[0].removesuffix("."))
        found.append(one if len(check.broken) == 1 else say(BREAKS, count=format_number(len(check.broken))))
    if check.differences:
        several = say(STATED, count=format_number(len(check.differences)))
        found.append(say(STATED_ONE) if len(check.differences) == 1 else several)
    return tuple(found)
