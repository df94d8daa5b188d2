"""Finds the one factor on a subject's costs, effects or lists at which it enters a plan by itself, or leaves it.

    enters at k  where  every best plan takes it in at k  and a plan as good leaves it out a hundredth away

In words: the factor is bisected on the hot programme until both sides lie within 1%, and both are then asked of the
tables with just that factor in them. What is not confirmed there is said not to be.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.own_rows import Factor, times
from tradeoff.advice.standpoint import Changes, Standpoint
from tradeoff.advice.wording import figure, listing
from tradeoff.errors import ScenarioError
from tradeoff.frontier.what_if import WhatIf
from tradeoff.programme.differences import Difference
from tradeoff.words.spoken import figures as figures_of
from tradeoff.words.spoken import say

_FAR = Fraction(20)
"""Factors are looked for up to this, and down to one over it."""
_BRACKET = 1.01
"""How far apart the two sides may lie."""
_DIGITS = 4
"""Significant digits of a factor, fine enough for the bracket."""
_STEP = Fraction(1, 2)
"""The factor from which the others are scaled, where the programme changes in proportion."""

ENTERS = (
    "With {what} times {inside} {name} enters the plan by itself, with {outside} not yet ({rows}); nothing else "
    "is changed."
)
LEAVES = (
    "With {what} times {inside} {name} is still in the plan, with {outside} a plan as good leaves it out ({rows}); "
    "nothing else is changed."
)
GONE = (
    "With {what} times {inside} {name} is still in the plan, with {outside} no plan has {level} of {held} any more "
    "({rows}); nothing else is changed."
)
UNCONFIRMED = (
    "Between {inside} and {outside} times {what} lies where {name} begins to add to {other}, but the plan itself does "
    "not bear out both sides ({rows})."
)
GONE_ANYWHERE = (
    "With {what} times {inside} {name} is still in the plan, with {outside} no plan keeps all limits any more, "
    "whatever its {held} ({rows}); nothing else is changed."
)
NEVER_ENTERS = "Even with {what} times {far} a plan as good leaves {name} out ({rows})."
NEVER_LEAVES = "With {what} times {far} {name} is still in the plan ({rows})."
NO_MATTER = "What {name} has of {what} counts in neither {held} nor {other}, and changes nothing here."
TIED = "A plan as good at both aims leaves {name} out: it is in this one by the order of ties alone."

_WHAT = {
    Factor.COSTS: "all its costs",
    Factor.EFFECTS: "all its effects",
    Factor.HOUSEHOLDS: "all households on its lists",
}
_Needed = Callable[[Fraction], bool]


def factor_claims(stand: Standpoint, *, confirm: bool = True) -> tuple[Claim, ...]:
    """At which factor on its costs, its effects and its lists a subject enters a plan, or leaves it.

    Args:
        stand: The plan, and the subject.
        confirm: Ask both sides of each factor of the tables too, which solves them from the start.
    """
    if stand.is_funded and not stand.is_needed():
        words = {"name": stand.subject.name}
        return (Claim(kind=Kind.ENTRY, template=TIED, words=words, expected=(stand.adds_nothing(()),)),)
    search = _Search(stand, confirm=confirm)
    there = [factor for factor in Factor if times(stand.scenario, stand.subject, factor, Fraction(2))]
    claims = []
    for factor in there:
        # Of a factor that the tables themselves refuse nothing is said.
        with suppress(ScenarioError):
            claims.append(search.claim(factor))
    return tuple(claims)


class _Search:
    """Looks for one factor after another from one plan."""

    def __init__(self, stand: Standpoint, *, confirm: bool) -> None:
        self._stand = stand
        self._confirm = confirm
        # Nothing of the subject's own counts where it is left out.
        found = stand.gain()
        self._without = 0.0 if found is None else found[1]

    def claim(self, factor: Factor) -> Claim:
        stand = self._stand
        words = {
            "what": say(_WHAT[factor]),
            "name": stand.subject.name,
            "rows": self._rows(factor),
            "held": say(stand.held),
            "other": say(stand.other),
            "level": figure(stand.scenario, stand.held, stand.level),
        }
        scaled = self._change(factor, _STEP)
        if isinstance(scaled, Difference) and self._is_idle(scaled):
            return Claim(kind=Kind.ENTRY, template=NO_MATTER, words=words, expected=(self._unmoved(factor),))
        # Of what is dear less takes it in; of what is good more does.
        far = _FAR if (factor is Factor.COSTS) == stand.is_funded else 1 / _FAR
        sides = self._sides(factor, scaled, far)
        if sides is None:
            template = NEVER_LEAVES if stand.is_funded else NEVER_ENTERS
            changes = self._times(factor, far)
            expected = stand.in_it(changes) if stand.is_funded else stand.adds_nothing(changes)
            words["far"] = _said(far)
            return Claim(
                kind=Kind.ENTRY, template=template, words=words, figures={"far": float(far)}, expected=(expected,)
            )
        inside, outside = sides
        words |= {"inside": _said(inside), "outside": _said(outside)}
        figures = {"inside": float(inside), "outside": float(outside)}
        within, beyond = self._times(factor, inside), self._times(factor, outside)
        outer = self._change(factor, outside)
        is_gone = stand.most(outer) is None
        template = LEAVES if stand.is_funded else ENTERS
        if is_gone and stand.most(outer, anywhere=True) is None:
            template = GONE_ANYWHERE
            after = exactly(Question(scenario=stand.scenario, most=stand.other, changes=beyond), None)
        elif is_gone:
            template = GONE
            after = exactly(stand.question(*beyond), None)
        else:
            after = stand.adds_nothing(beyond) if stand.is_funded else stand.out_of_it(beyond)
        claim = Claim(
            kind=Kind.ENTRY, template=template, words=words, figures=figures, expected=(stand.in_it(within), after)
        )
        if is_gone or not self._confirm or claim.check().holds:
            return claim
        both = (stand.adds(within), stand.adds_nothing(beyond))
        return Claim(kind=Kind.ENTRY, template=UNCONFIRMED, words=words, figures=figures, expected=both)

    def _times(self, factor: Factor, amount: Fraction) -> Changes:
        return times(self._stand.scenario, self._stand.subject, factor, amount)

    def _change(self, factor: Factor, amount: Fraction) -> Difference | WhatIf:
        return self._stand.change(self._times(factor, amount), touches=self._stand.subject.touches)

    def _is_idle(self, change: Difference) -> bool:
        aims = {self._stand.held, self._stand.other}
        return not (change.bounds or change.factors or aims & {aim for aim, _ in change.worths})

    def _unmoved(self, factor: Factor) -> Expected:
        stand = self._stand
        most = stand.question(*self._times(factor, _FAR))
        return Expected(question=most, minus=stand.question(), low=-stand.least_gain / 4, high=stand.least_gain / 4)

    def _sides(self, factor: Factor, scaled: Difference | WhatIf, far: Fraction) -> tuple[Fraction, Fraction] | None:
        """A factor with the subject in the plan and one without, within the bracket; None where there is none."""
        stand = self._stand

        def exactly_needed(amount: Fraction) -> bool:
            return stand.is_needed(self._change(factor, amount))

        if isinstance(scaled, Difference):
            difference = scaled

            def needed(amount: Fraction) -> bool:
                found = stand.most(difference.times(float((amount - 1) / (_STEP - 1))))
                return found is not None and found - self._without > stand.least_gain

            sides = _bisected(needed, far, begins=stand.is_funded)
            # What is not in proportion to the factor shows where both sides are written into the tables.
            if sides is None and exactly_needed(far) == stand.is_funded:
                return None
            if sides is not None and exactly_needed(sides[0]) and not exactly_needed(sides[1]):
                return sides
        return _bisected(exactly_needed, far, begins=stand.is_funded)

    def _rows(self, factor: Factor) -> str:
        """Which cells a planner multiplies for it."""
        tables = {str(change["table"]): change for change in self._times(factor, Fraction(2))}
        parts = []
        for table, change in sorted(tables.items()):
            added = "cost_per_household" if factor is Factor.COSTS else say("income_gain and value added")
            column = str(change["column"]) if "column" in change else say("{added} in a row of its own", added=added)
            parts.append(say("{column} of {table}.csv", column=column, table=table))
        return self._stand.scenario.placed(listing(parts))


def _bisected(needed: _Needed, far: Fraction, *, begins: bool) -> tuple[Fraction, Fraction] | None:
    """The two sides of the factor between 1 and `far` at which the answer turns, the one that is needed first.

    Args:
        needed: Whether a subject is needed at a factor.
        far: The end up to which it is looked for.
        begins: The answer at 1.
    """
    if needed(far) == begins:
        return None
    near, beyond = Fraction(1), far
    while max(near / beyond, beyond / near) > _BRACKET:
        middle = Fraction(f"{math.sqrt(near * beyond):.{_DIGITS}g}")
        if needed(middle) == begins:
            near = middle
        else:
            beyond = middle
    return (near, beyond) if begins else (beyond, near)


def _said(factor: Fraction) -> str:
    return figures_of(float(factor), f".{_DIGITS}g")
