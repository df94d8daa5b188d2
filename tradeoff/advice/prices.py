"""Says what limits a plan and what one step more of it is worth: each by solving again with one more and one less.

At the level of x that the plan reaches, with everything else as it is, y is solved for with a step more of each
resource and with a step less. What is used up and worth nothing is said to be worth nothing. Prices of the solver only
say where to look first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tradeoff.advice.claims import ROUNDING, Claim, Expected, Kind, Question, exactly
from tradeoff.advice.price_words import amounts, held_words, template_of
from tradeoff.advice.resources import SUMS, Resource, resources
from tradeoff.advice.standpoint import eased
from tradeoff.advice.wording import figure, labelled, listing
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.what_if import WhatIf
from tradeoff.programme.differences import Difference, ShapeError
from tradeoff.programme.draft import RowKind
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import build_programme
from tradeoff.scenario.arguments import require_first
from tradeoff.scenario.levels import AimLevel, read_level
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

FIRST = 5
"""Prices that are told where not all are asked for."""
_DOUBLINGS = 8
_SAME_RATE = 0.1
"""Share by which what many steps bring may differ from as many times the first before it is no longer said to hold."""
_GUESS = 2.0
"""How much more than the solver's prices say a change of factors may bring, when it is decided whether to ask."""
_END = 1e-6
"""Share of x from its most within which a level is the end: more than `eased` leaves out."""
_ALIKE = 6
"""Significant digits in which what may be expected must differ to be looked at first."""
_ROOM = 1e-9
"""Share of a level that is rounding."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """What one step more and one step less of something changes in y at the same x."""

    resource: Resource
    gain: float | None
    """What a step more adds to y, in its unit; below zero for a promise that costs, None where no plan reaches x."""
    loss: float | None
    """What a step less takes off y; None where no plan reaches x any more, 0 where the tables take no step less."""
    holds_to: int
    """Steps more that bring as many times what the first brings, within a tenth; 0 where it was not asked."""
    claim: Claim

    @property
    def worth(self) -> float:
        """The most that a step brings or costs, more or less of it; 0 where neither changes anything for the better.

        One agent more may bring little and one less cost most of what there is: it limits the plan no less.
        """
        return 0.0 if not self.gain and (self.loss or 0.0) >= 0 else max(self.gain or 0.0, abs(self.loss or 0.0))

    @property
    def is_told(self) -> bool:
        """Whether a step more changes anything for the better or worse, or a step less for the better."""
        return self.gain != 0 or self.worth > 0


@dataclass(frozen=True, kw_only=True)
class Prices:
    """What limits a plan: prices, the greatest worth first, and what is used up but worth nothing."""

    x: str
    level: float
    y: str
    best: float
    """The most y at that level of x."""
    prices: tuple[Price, ...]
    worthless: tuple[Price, ...]
    """Used up, and a step more brings nothing."""
    heading: str
    solves: int = field(compare=False)
    """Solves of the scenario's own programme that it took; those of one built anew for a step are not among them."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is said, in turn."""
        return tuple(price.claim for price in (*self.prices, *self.worthless))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The plan's question, with the solver that is asked."""

    what_if: WhatIf
    scenario: Scenario
    x: str
    y: str
    level: float
    best: float
    is_end: bool
    """Whether no plan has more of x: a step less of most things then leaves no plan with as much."""

    @property
    def held(self) -> dict[str, float]:
        return {self.x: self.level}

    def question(self, resource: Resource, steps: int) -> Question:
        changes = resource.changes(steps) if steps else ()
        return Question(scenario=self.scenario, most=self.y, at_least=((self.x, self.level),), changes=changes)

    def change(self, resource: Resource, steps: int) -> Difference | WhatIf:
        """What so many steps are to the programme; another programme where they add or take away a decision."""
        try:
            return resource.difference(self.what_if.differences, steps)
        except ShapeError:
            return WhatIf(build_programme(resource.change(self.scenario, steps)))

    def gain(self, change: Difference | WhatIf, *, is_less: bool = False) -> float | None:
        """What a change adds to y; None where no plan reaches x. `is_less`: it takes something away."""
        asked, added = (self.what_if, change) if isinstance(change, Difference) else (change, None)
        if self.is_end and is_less:
            # To see that nothing is left is dear; to see that x falls short is not.
            most = asked.most(self.x, change=added)
            if most is None or most < self.level - _ROOM * abs(self.level):
                return None
        found = asked.most(self.y, self.held, change=added)
        if found is None:
            return None
        return found - self.best if abs(found - self.best) > ROUNDING * (1 + abs(self.best)) else 0.0


def prices(frontier: ScenarioFrontier, *, first: int | None = FIRST, **at: AimLevel) -> Prices:
    """What limits the plan at a level of a frontier's aim, and what a step more or less of it is worth, solved anew.

    Args:
        frontier: A frontier of the scenario; its own points are not used.
        first: How many to tell, the greatest worth first: of those asked, none left out brings more; None for all.
        **at: One of the two aims, with a number in its unit or words, as in `frontier.plan`.

    Raises:
        InfeasibleError: No plan has as much.
        SolverError: The solver gave up.
        ValueError: Another aim is named, none or both, or the level or `first` cannot be read.
    """
    require_frontier(frontier)
    require_first(first, "first")
    plan = frontier.plan(**at)
    aim = next(iter(at))
    level = float(read_level(at[aim], aim, frontier.scenario))
    return price_plan(frontier.study.what_if, plan, {aim: level}, frontier.other(aim), first=first)


def price_plan(what_if: WhatIf, plan: Plan, at: Mapping[str, float], y: str, *, first: int | None = FIRST) -> Prices:
    """What limits a plan with the most y at a level of x, and what a step more or less of it changes in y.

    Args:
        what_if: The scenario's programme on a solver.
        plan: The plan; what is used up in it is asked about.
        at: The aim that is held, and its level in the unit of `points`.
        y: The other aim.
        first: How many to tell, the greatest worth first: of those asked, none left out brings more; None for all.

    Raises:
        InfeasibleError: No plan reaches the level.
        SolverError: The solver gave up.
    """
    ((x, level),) = at.items()
    level = eased(level)
    before = what_if.solves
    best = what_if.most(y, {x: level})
    if best is None:
        raise InfeasibleError(
            say("no plan reaches {level} of {x}", level=figure(what_if.programme.scenario, x, level), x=say(x))
        )
    most = what_if.most(x)
    is_end = most is None or level >= most - _END * abs(most)
    scenario = what_if.programme.scenario
    asked = _Asked(what_if=what_if, scenario=scenario, x=x, y=y, level=level, best=best, is_end=is_end)
    used_up = {row.name: row.kind for row in plan.binding}
    steps, others = [], []
    for resource in resources(asked.scenario, single=first is None or first > SUMS):
        if not resource.allows(1):
            continue
        change = asked.change(resource, 1)
        if not isinstance(change, Difference):
            # A step that adds a decision is expected to bring anything.
            others.append(_price(asked, resource, change))
        elif touched := used_up.keys() & {*change.bounds, *(row for row, _ in change.factors)}:
            steps.append((_passed_on(resource, {used_up[row] for row in touched}), change))
    expected = what_if.expected(y, {x: level}, [change for _, change in steps])
    # Equal ones stand in the tables' order, whichever of several optima the solver's prices are of.
    ordered = sorted(zip(steps, expected, strict=True), key=lambda item: -float(f"{abs(item[1]):.{_ALIKE}g}"))
    found = [*others, *_greatest(asked, ordered, first)]
    told = sorted((price for price in found if price.is_told), key=lambda price: -price.worth)[:first]
    # Of a sum of which only some is used up, more is worth nothing for all kinds of reasons.
    whole = {resource.name for resource, change in steps if change.bounds.keys() <= used_up.keys()}
    worthless = [price for price in found if not price.is_told and price.resource.name in whole]
    heading = _heading(asked)
    return Prices(
        x=x,
        level=level,
        y=y,
        best=best,
        prices=(*(_with_range(asked, price) for price in told[:FIRST]), *told[FIRST:]),
        worthless=tuple(worthless if first is None else worthless[:first]),
        heading=heading,
        solves=what_if.solves - before,
    )


def _passed_on(resource: Resource, kinds: set[RowKind]) -> Resource:
    """The resource; where it is money of which only what others may have or later years is used up, so named."""
    if resource.table != "budgets" or not kinds <= {RowKind.TRANSFER, RowKind.CARRY_OVER}:
        return resource
    where = say("to others") if RowKind.TRANSFER in kinds else say("to later years")
    return replace(
        resource,
        name=say("{money} (left over there; what part of it may go {where} counts)", money=resource.name, where=where),
    )


def _greatest(
    asked: _Asked, candidates: list[tuple[tuple[Resource, Difference], float]], first: int | None
) -> list[Price]:
    """Prices by solving, in the order in which most may be expected, until none that is left brings as much as these.

    What a step less of those that are left would cost is not asked.
    """
    found: list[Price] = []
    for (resource, change), expected in candidates:
        worths = sorted((price.worth for price in found), reverse=True)
        if first is not None and len(worths) >= first:
            # The prices of one optimum bound what a larger right-hand side brings; of other factors they are a guess.
            room = 1.0 if change.is_of_bounds else _GUESS
            if room * abs(expected) <= worths[first - 1]:
                break
        found.append(_price(asked, resource, change))
    return found


def _price(asked: _Asked, resource: Resource, change: Difference | WhatIf) -> Price:
    gain = asked.gain(change)
    less = asked.gain(asked.change(resource, -1), is_less=True) if resource.allows(-1) else 0.0
    loss = None if less is None else -less + 0.0
    return Price(resource=resource, gain=gain, loss=loss, holds_to=0, claim=_claim(asked, resource, gain, loss, 0))


def _with_range(asked: _Asked, price: Price) -> Price:
    """The price with the steps over which it holds, by doubling."""
    if not price.gain or price.gain < 0:
        return price
    holds_to, steps = 1, 1
    for _ in range(_DOUBLINGS):
        steps *= 2
        if not price.resource.allows(steps):
            break
        gain, of_first = asked.gain(asked.change(price.resource, steps)), steps * price.gain
        if gain is None or abs(gain - of_first) > _SAME_RATE * of_first:
            break
        holds_to = steps
    return replace(price, holds_to=holds_to, claim=_claim(asked, price.resource, price.gain, price.loss, holds_to))


def _claim(asked: _Asked, resource: Resource, gain: float | None, loss: float | None, holds_to: int) -> Claim:
    base = asked.question(resource, 0)

    def differs(steps: int, change: float | None, *, room: float = 0.0) -> Expected:
        """That y differs by so much after so many steps, within a share; None: that no plan is left."""
        question = asked.question(resource, steps)
        if change is None:
            return exactly(question, None)
        return Expected(question=question, minus=base, low=change * (1 - room), high=change * (1 + room))

    expected = [exactly(base, asked.best), differs(1, gain)]
    if resource.allows(-1):
        expected.append(differs(-1, None if loss is None else -loss))
    if holds_to > 1 and gain is not None:
        expected.append(differs(holds_to, holds_to * gain, room=_SAME_RATE))
    template = template_of(resource, gain, loss)
    changes = {"gain": gain, "loss": loss, "freed": -(loss or 0.0), "cost": -(gain or 0.0)}
    return Claim(
        kind=Kind.PRICE,
        template=template,
        words={
            "resource": f"{resource.name[0].upper()}{resource.name[1:]}",
            "step": resource.step,
            **amounts(asked.scenario, asked.y, template, changes),
            "level": labelled(asked.scenario, asked.x, figure(asked.scenario, asked.x, asked.level)),
            "holds": held_words(resource, holds_to),
        },
        figures={
            "holds_to": holds_to,
            **({} if gain is None else {"gain": gain}),
            **({} if loss is None else {"loss": loss}),
        },
        expected=tuple(expected),
    )


def _heading(asked: _Asked) -> str:
    return say(
        "What limits {y} at {level} of {x}, by solving again:",
        y=say(asked.y),
        level=figure(asked.scenario, asked.x, asked.level),
        x=say(asked.x),
    )


def worthless_sentence(found: Prices) -> str:
    """What is used up but worth nothing, in one line; blank where there is none."""
    names = [price.resource.name for price in found.worthless]
    return say("Used up, yet a step more brings nothing: {names}.", names=listing(names)) if names else ""
