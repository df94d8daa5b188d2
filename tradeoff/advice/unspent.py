"""Says which money of a plan is left over, and why: what put it to use when it was loosened, by solving again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tradeoff.advice.claims import ROUNDING, Claim, Expected, Kind, Question, exactly
from tradeoff.advice.resources import Resource, resources
from tradeoff.advice.standpoint import eased
from tradeoff.advice.wording import figure, labelled, listing, purse_names, solved, year_name
from tradeoff.frontier.what_if import WhatIf
from tradeoff.money import format_rupees
from tradeoff.programme.differences import Difference, ShapeError
from tradeoff.programme.measured import purse_name
from tradeoff.programme.plan import Plan
from tradeoff.scenario.changes import cell_text
from tradeoff.scenario.reforms import is_open, works_from
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

SMALLEST = 100
"""Rupees below which a remainder is rounding, and no finding."""
_TWICE, _HALF = 100, -50
"""Steps of one per cent: how much a rule is loosened to see whether it is what keeps money idle."""
_TOLD = 3


@dataclass(frozen=True, kw_only=True)
class Left:
    """Money of one department and fund that a plan leaves over, in whole rupees by year."""

    department_id: str
    fund_id: str
    by_year: tuple[tuple[int, int], ...]

    @property
    def purse(self) -> str:
        """The purse's name among what may be asked for."""
        return purse_name(self.department_id, self.fund_id)

    @property
    def rupees(self) -> int:
        """All years together."""
        return sum(amount for _, amount in self.by_year)


def left_over(plan: Plan) -> tuple[Left, ...]:
    """What a plan leaves over, by department and fund."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for purse in plan.records["purses"]:
        amount = int(str(purse["unspent"]))
        if amount >= SMALLEST:
            found[str(purse["department"]), str(purse["fund"])].append((int(str(purse["year"])), amount))
    return tuple(
        Left(department_id=department, fund_id=fund, by_year=tuple(parts))
        for (department, fund), parts in sorted(found.items())
    )


def unspent_claims(plan: Plan, scenario: Scenario) -> tuple[Claim, ...]:
    """What a plan leaves over, by department and fund, as its own books have it; no reason is given."""
    return tuple(
        Claim(
            kind=Kind.FACT,
            template="{whose} leaves {money} unspent in {when}.",
            words=_words(left, scenario),
            figures={"rupees": left.rupees},
        )
        for left in left_over(plan)
    )


def unspent_sentences(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What a plan leaves over in words, without reasons."""
    return tuple(map(str, unspent_claims(plan, scenario)))


def idle_claims(what_if: WhatIf, plan: Plan, at: Mapping[str, float], y: str) -> tuple[Claim, ...]:
    """Why money of a plan is left over: what would put it to use, each tried by itself, or that nothing tried does.

    Args:
        what_if: The scenario's programme on a solver, with `purse_measures`.
        plan: The plan with the most y at the level.
        at: The aim that is held, and its level in the unit of `points`.
        y: The other aim.
    """
    left = left_over(plan)
    if not left:
        return ()
    ((x, asked_for),) = at.items()
    # A plan may have more of x than was asked for, and what it spends there is spent for something.
    level = eased(max(asked_for, plan.objectives[x]))
    scenario = what_if.programme.scenario
    best = what_if.most(y, {x: level})
    if best is None:
        return unspent_claims(plan, scenario)
    whole = _Question(asked=what_if, scenario=scenario, plan=plan, x=x, level=level, y=y, best=best)
    loosened = [found for found in map(whole.loosened, _rules(scenario)) if found is not None]
    return tuple(claim for one in left for claim in _claims(whole, one, loosened))


@dataclass(frozen=True, kw_only=True)
class _Loosened:
    """A rule loosened by so many steps, and the most y there is then; only where that is more."""

    resource: Resource
    steps: int
    change: Difference
    best: float

    @property
    def words(self) -> str:
        """What was tried: `twice the agents at work`."""
        return say("half the {resource}" if self.steps < 0 else "twice the {resource}", resource=self.resource.name)


@dataclass(frozen=True, kw_only=True)
class _Question:
    """The plan's question, on a solver that knows what each purse spends."""

    asked: WhatIf
    scenario: Scenario
    plan: Plan
    x: str
    level: float
    y: str
    best: float

    def words(self, change: float) -> str:
        """A change of y in words."""
        return labelled(self.scenario, self.y, solved(self.scenario, self.y, change))

    def loosened(self, tried: tuple[Resource, int]) -> _Loosened | None:
        """What loosening a rule brings; None where it brings nothing."""
        resource, steps = tried
        try:
            change = resource.difference(self.asked.differences, steps)
        except ShapeError:
            return None
        found = self.asked.most(self.y, {self.x: self.level}, change=change)
        if found is None or found <= self.best + ROUNDING * (1 + abs(self.best)):
            return None
        return _Loosened(resource=resource, steps=steps, change=change, best=found)

    def spends(self, left: Left) -> float:
        """Rupees that the purse spends in the plan."""
        return sum(
            float(str(purse["spent"]))
            for purse in self.plan.records["purses"]
            if (purse["department"], purse["fund"]) == (left.department_id, left.fund_id)
        )

    def spent(self, purse: str, loosened: _Loosened) -> float:
        """The least rupees a purse spends in a plan that is best with a rule loosened."""
        held = {self.x: self.level, self.y: loosened.best}
        return self.asked.least(purse, held, change=loosened.change) or 0.0

    def held_back(self, purse: str, rupees: int, loosened: _Loosened) -> float | None:
        """The most y with a rule loosened where a purse may spend so many rupees at most.

        Args:
            purse: Its name among the measures.
            rupees: Whole ones.
            loosened: The rule.
        """
        held = {self.x: self.level}
        return self.asked.most(self.y, held, at_most={purse: rupees}, change=loosened.change)

    def expects(
        self, loosened: _Loosened | None, best: float | None, *, spends: tuple[Left, str, int] | None = None
    ) -> Expected:
        """That y is so much with a rule loosened, and with a purse made to spend at least or at most so many rupees.

        Args:
            loosened: The rule; None for none.
            best: How much y there is; None for no plan.
            spends: What is left over of the purse, `>=` or `<=`, and whole rupees; None for no such demand.
        """
        changes = () if loosened is None else loosened.resource.changes(loosened.steps)
        if spends is not None:
            left, sense, rupees = spends
            row = {
                "limit_id": "put_to_use",
                "measure": "money",
                "department_id": "" if left.department_id == "ALL" else left.department_id,
                "fund_id": left.fund_id,
                "sense": sense,
                "value": cell_text(Fraction(rupees) / self.scenario.settings.money_unit),
            }
            add = {column: text for column, text in row.items() if text}
            changes = (*changes, {"table": "limits", "add": add})
        question = Question(scenario=self.scenario, most=self.y, at_least=((self.x, self.level),), changes=changes)
        return exactly(question, best)


def _rules(scenario: Scenario) -> Iterator[tuple[Resource, int]]:
    """What may keep money idle: people, promises and rules, each loosened to twice or half of what it is."""
    for resource in resources(scenario):
        if resource.table == "budgets":
            continue
        if resource.is_share:
            tried, steps = resource, _HALF if resource.is_floor else _TWICE
        elif resource.value:
            tried, steps = replace(resource, by=resource.value), 1
        else:
            continue
        if tried.allows(steps):
            yield tried, steps


_USED = "{whose} leaves {money} unspent in {when}: {rule} would put {used} of it to use and bring another {gain}."
_ALSO_USED = "{whose}: {rule} would put {used} of it to use likewise, and bring another {gain}."
_TENTH_IMPOSSIBLE = "{whose} leaves {money} unspent in {when}: no plan with {level} uses even a tenth of it."
_HALF_IMPOSSIBLE = "{whose} leaves {money} unspent in {when}: {tenth}, and no plan at all with {level} uses half of it."
_HALF_FREE = (
    "{whose} leaves {money} unspent in {when}: plans as good at both aims can use half of it, and bring no more of "
    "either."
)
_HALF_COSTS = "{whose} leaves {money} unspent in {when}: {tenth}; to put half of it to use costs {cost}."
_TENTH_COSTS = "no plan as good at both aims uses even a tenth of it"
_TENTH_FREE = "plans as good at both aims can use a tenth of it, and bring no more of either"


def _claims(whole: _Question, left: Left, loosened: list[_Loosened]) -> Iterator[Claim]:
    """What puts the money to use, the greatest use first, or what putting half of it to use would cost."""
    spent = whole.spends(left)
    uses = [(one, whole.spent(left.purse, one) - spent) for one in loosened]
    uses = sorted((use for use in uses if use[1] >= SMALLEST), key=lambda use: -use[1])[:_TOLD]
    level = labelled(whole.scenario, whole.x, figure(whole.scenario, whole.x, whole.level))
    words = _words(left, whole.scenario) | {"level": level}
    for place, (one, used) in enumerate(uses):
        # That it is needed, and not only taken: with half of the use alone there is less.
        without = int(spent + used / 2)
        needs = whole.held_back(left.purse, without, one)
        yield Claim(
            kind=Kind.IDLE,
            template=_ALSO_USED if place else _USED,
            words=words
            | {
                "rule": one.words,
                "used": format_rupees(min(used, left.rupees)),
                "gain": whole.words(one.best - whole.best),
            },
            figures={"rupees": left.rupees, "used": used, "gain": one.best - whole.best},
            expected=(
                whole.expects(one, one.best),
                whole.expects(one, one.best, spends=(left, ">=", int(spent + used))),
                whole.expects(one, needs, spends=(left, "<=", without)),
            ),
        )
    if not uses:
        yield _half_claim(whole, left, spent, words)


def _half_claim(whole: _Question, left: Left, spent: float, words: dict[str, str]) -> Claim:
    """What using a tenth and half of what is left over costs, where nothing that was tried puts any to use."""
    # Whole rupees, which a table of any unit can hold.
    tenth, half = (int(spent + left.rupees * share) for share in (0.1, 0.5))
    # To see that nothing is left is dear; to see that the purse cannot spend so much is not.
    spendable = whole.asked.most(left.purse, {whole.x: whole.level}) or 0.0

    def at_least(rupees: int) -> float | None:
        """The most y where the purse must spend so many rupees; None where no plan does."""
        if spendable < rupees:
            return None
        return whole.asked.most(whole.y, {whole.x: whole.level, left.purse: rupees})

    with_half = at_least(half)
    is_free = with_half is not None and not _is_less(with_half, whole.best)
    # What half of it costs nothing, a tenth of it does not either.
    with_tenth = with_half if is_free else at_least(tenth)
    figures = {"rupees": float(left.rupees)}
    words = words | {"tenth": say(_TENTH_COSTS) if _is_less(with_tenth, whole.best) else say(_TENTH_FREE)}
    expected = [whole.expects(None, with_half, spends=(left, ">=", half))]
    if not is_free:
        expected.append(whole.expects(None, with_tenth, spends=(left, ">=", tenth)))
    template = _TENTH_IMPOSSIBLE if with_tenth is None else _HALF_IMPOSSIBLE
    if with_half is not None:
        template = _HALF_FREE if is_free else _HALF_COSTS
        figures["cost"] = whole.best - with_half
        words["cost"] = whole.words(whole.best - with_half)
    return Claim(kind=Kind.IDLE, template=template, words=words, figures=figures, expected=tuple(expected))


def _is_less(found: float | None, best: float) -> bool:
    return found is None or found < best - ROUNDING * (1 + abs(best))


def _words(left: Left, scenario: Scenario) -> dict[str, str]:
    names, funds = purse_names(scenario), {fund.fund_id: fund.name for fund in scenario.funds}
    names |= {"ALL": say("The purse of all departments")}
    whose = names.get(left.department_id, left.department_id)
    return {
        "whose": whose + (f" ({funds[left.fund_id]})" if left.fund_id in funds else ""),
        "money": format_rupees(left.rupees),
        "when": listing([year_name(scenario, year) for year, _ in left.by_year]),
    }


def closed_sentences(scenario: Scenario) -> tuple[str, ...]:
    """Envelopes that no plan can spend, since no reform opens their fund in that year; by fund.

    Raises ValueError where a reform is still to be decided.
    """
    parts: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    for row in scenario.budgets:
        year = row.year or 1
        if row.envelope and not is_open(scenario, row.fund_id, year):
            parts[row.fund_id].append((year, row.envelope * scenario.settings.money_unit))
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    sentences = []
    for fund, closed in sorted(parts.items()):
        amount = format_rupees(float(sum(rupees for _, rupees in closed)))
        when = listing([year_name(scenario, year) for year in sorted({year for year, _ in closed})])
        openers = [row for row in scenario.enabling if row.opens_fund == fund]
        names = listing([row.name for row in openers])
        opens = [works_from(row) for row in openers if row.made == "yes"]
        until = (
            say("opens it from {year} on", year=year_name(scenario, min(opens)))
            if opens
            else say("would open it, and is not made")
        )
        sentences.append(
            say(
                "{fund} cannot be spent in {when}, {amount} in all: {names} {until}.",
                fund=funds[fund],
                when=when,
                amount=amount,
                names=names,
                until=until,
            )
        )
    return tuple(sentences)
