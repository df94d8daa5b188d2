"""Says what a round step of x costs in y: beside one plan, along the frontier, and wherever the page's slider stands.

Each figure is the difference of two solved values (`StepCosts`), never the slope of a line drawn between plans; each
sentence is a claim that can be asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tradeoff.advice.choice import is_choice
from tradeoff.advice.claims import Claim
from tradeoff.advice.rate_claims import figure_of, rate_claim, steps_cost, value_at
from tradeoff.advice.step_costs import StepCosts
from tradeoff.advice.stretches import inside, stretches, within
from tradeoff.advice.wording import figure
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.at_level import ends_in, is_beyond, require_aim
from tradeoff.frontier.named_plans import MIDDLE, X_END, Y_END
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.programme.draft import RUPEES_IN_LAKH
from tradeoff.scenario.levels import AimLevel, greatest_words, read_level
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.units import Plural, uncounted
from tradeoff.words.spoken import say

HEADINGS = {
    X_END: "At the plan called {word}, with the most {x}, {level}:",
    MIDDLE: "At the middle, a place to start reading, with {level} of {x}:",
    Y_END: "At the plan called {word}, with the most {y}, and {level} of {x}:",
}
CUT_SHORT = "No rates are told of a search that was cut short: each takes more solves. `tradeoff.rates` has them."
"""For whoever prints rates unasked; a frontier that was cut short is asked no more than its user asks."""


def rates(frontier: ScenarioFrontier, **at: AimLevel) -> tuple[Claim, ...]:
    """What a round step more of x costs at a level, and what a step less gives, from plans at those very levels.

    At a bend of the frontier the two differ, and both are told. Near an end the step is shorter; at it there is only
    one of them, and where there is no choice none.

    Args:
        frontier: Of one scenario.
        **at: One of its two aims with a level, as in `frontier.plan`.

    Raises:
        InfeasibleError: No plan has as much.
        SolverError: The frontier cannot be closed there.
        ValueError: Another aim is named, none or both, or the level cannot be read.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> for claim in tradeoff.rates(frontier, breadth=800):
        ...     print(f"{claim.figures['step']:g}: {claim.figures['cost']:.1f}")
        50: 22.2
        50: 16.7
    """
    require_frontier(frontier)
    aim = require_aim(at, frontier.x, frontier.y)
    level = float(read_level(at[aim], aim, frontier.scenario))
    if is_beyond(level, ends_in(frontier, aim)[0]):
        most = greatest_words(ends_in(frontier, aim)[0], aim, frontier.scenario)
        raise InfeasibleError(
            say("no plan has so much {aim}: the greatest is {most}. Ask for that or less.", aim=say(aim), most=most)
        )
    if aim == frontier.y:
        level = StepCosts(frontier, frontier.y).most(level)
    return rates_at(frontier, level)


def rates_at(frontier: ScenarioFrontier, level: float) -> tuple[Claim, ...]:
    """The same at a level of x in its unit, which beyond an end is the end's."""
    return _Places(frontier).claims(level) if is_choice(frontier) else ()


def rates_along(frontier: ScenarioFrontier) -> tuple[Claim, ...]:
    """What a step more of x costs along the whole frontier, from the most x on, in six stretches at most.

    One figure for a stretch is within 5% of what every step inside it costs; else both figures it lies between are
    given. None where there is no choice. Raises SolverError where the frontier cannot be closed.
    """
    require_frontier(frontier)
    if not is_choice(frontier):
        return ()
    costs, pair = StepCosts(frontier), find_pair(frontier.trade)
    return tuple(_over(costs, pair.more, a, b) for a, b in reversed(list(pairwise(stretches(costs)))))


def beside_plans(frontier: ScenarioFrontier) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """What `rates_at` says beside both ends and the middle, each under a heading; none where there is no choice."""
    if not is_choice(frontier):
        return ()
    found, places = [], _Places(frontier)
    for plan in frontier.named_plans:
        level = figure(frontier.scenario, frontier.x, plan.x)
        heading = say(HEADINGS[plan.id], x=say(frontier.x), y=say(frontier.y), level=level, word=say(plan.word))
        found.append((heading, places.claims(plan.x)))
    return tuple(found)


class _Places:
    """Says of levels of one frontier what steps there cost, and of which stretch of the whole each of them is."""

    def __init__(self, frontier: ScenarioFrontier) -> None:
        self._pair = find_pair(frontier.trade)
        self._costs = StepCosts(frontier)
        self._ends = stretches(self._costs)
        self._inverse = _by_lakh(frontier) if self._pair.for_a_lakh else None
        self._inverse_ends = stretches(self._inverse) if self._inverse else ()

    def claims(self, level: float) -> tuple[Claim, ...]:
        """A step more and a step less at a level, which beyond an end is the end's."""
        costs, pair, inverse = self._costs, self._pair, self._inverse
        level = min(max(level, costs.low), costs.high)
        claims = []
        for sentence, room, back in ((pair.more, costs.high - level, 0.0), (pair.less, level - costs.low, 1.0)):
            step = costs.step_within(min(costs.step, room))
            if step is not None:
                claims.append(_beside(costs, self._ends, sentence, level, level - back * step, step))
        if inverse and pair.for_a_lakh:
            reached, sentence = costs.most(level), uncounted(pair.for_a_lakh)
            if inverse.holds(reached, reached + inverse.step):
                claims.append(_beside(inverse, self._inverse_ends, sentence, reached, reached, inverse.step))
        return tuple(claims)


@dataclass(frozen=True, kw_only=True)
class Span:
    """What is said at the levels of x from one to another; at a single level where they are the same."""

    about: str
    """Of which step: `more`, `less`, `lakh`."""
    low: float
    high: float
    claim: Claim


def spans(frontier: ScenarioFrontier) -> tuple[Span, ...]:
    """What a step more costs and a step less gives at every level that the page can show, from two values a point.

    At a point it is what the step there costs, and a step away from the next point likewise. Between two such levels it
    lies between what it costs at either, since the frontier is concave. Within a step of an end nothing is said of
    steps beyond it. None where there is no choice; raises SolverError where the frontier cannot be closed.
    """
    if not is_choice(frontier):
        return ()
    costs, pair = StepCosts(frontier), find_pair(frontier.trade)
    found = [
        *_spans(costs, "more", pair.more, back=0.0),
        *_spans(costs, "less", pair.less, back=costs.step),
    ]
    if pair.for_a_lakh:
        inverse = _by_lakh(frontier)
        at = {point.y: point.x for point in frontier.extreme_points}
        for span in _spans(inverse, "lakh", uncounted(pair.for_a_lakh), back=0.0):
            high, low = (at[y] if y in at else inverse.most(y) for y in (span.low, span.high))
            found.append(replace(span, low=low, high=high))
    return tuple(found)


def _spans(costs: StepCosts, about: str, sentence: Plural, *, back: float) -> list[Span]:
    """What is said of a step that begins at each level, or so much before it, at points and between them."""
    step = costs.step
    first, last = costs.low + back, costs.high - step + back
    if first > last:
        return []
    # Along an edge every step costs the same until it reaches beyond: the last and the first such level are told apart.
    beyond = 2 * back - step
    ends = {level + side for level in costs.levels for side in (0.0, beyond)}
    levels = sorted({first, last, *(level for level in ends if first < level < last)})
    found = []
    for a, b in [*((level, level) for level in levels), *pairwise(levels)]:
        cost = figure_of(costs, *(costs.cost(level - back, level - back + step) for level in (a, b)))
        checks = steps_cost(costs, (a - back, (a + b) / 2 - back, b - back), step, cost)
        claim = rate_claim(costs, sentence, step, cost, expected=checks, figures={"from": a, "to": b})
        found.append(Span(about=about, low=a, high=b, claim=claim))
    return found


def _by_lakh(frontier: ScenarioFrontier) -> StepCosts:
    """What each lakh of y costs in x."""
    return StepCosts(frontier, frontier.y, step=RUPEES_IN_LAKH / float(frontier.scenario.settings.money_unit))


def _beside(costs: StepCosts, ends: Sequence[float], sentence: Plural, level: float, low: float, step: float) -> Claim:
    """What one step costs, and what such steps cost in the stretch of the frontier that it lies in.

    Args:
        costs: Of the frontier.
        ends: Of its stretches, in which `rates_along` tells it whole.
        sentence: With places for the step and the cost.
        level: Where the plan is.
        low: Where the step begins.
        step: How long it is.
    """
    cost = costs.cost(low, low + step)
    said, nearby = figure_of(costs, cost, cost), None
    over = costs.around(low, step, ends)
    expected = [value_at(costs, low), value_at(costs, low + step), *steps_cost(costs, (low,), step, said)]
    if over is not None:
        such = within(costs, over, step)
        nearby = None if such == said else such
        expected += inside(over, costs, step, such)
    return rate_claim(
        costs,
        sentence,
        step,
        said,
        expected=tuple(expected),
        over=over,
        nearby=nearby,
        figures={"level": level, "cost": cost},
    )


def _over(costs: StepCosts, sentence: Plural, a: float, b: float) -> Claim:
    """What steps within a stretch cost."""
    said = within(costs, (a, b), costs.step)
    expected = inside((a, b), costs, costs.step, said)
    return rate_claim(costs, sentence, costs.step, said, expected=expected, over=(a, b))
