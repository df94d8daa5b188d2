"""Sets two clusters side by side, and finds which single input of the one, given to the other, takes it into a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.inputs import GAINS, months_words
from tradeoff.advice.own_rows import Change, set_cost, set_effect
from tradeoff.advice.standpoint import Changes, Standpoint
from tradeoff.advice.subjects import Sort, Subject
from tradeoff.advice.wording import listing
from tradeoff.errors import ScenarioError
from tradeoff.money import exact_rupees
from tradeoff.scenario.cells import WHOLE_CLUSTER
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.words.spoken import all_of, say

SIDE = "{what}: {mine} in {name}, {theirs} in {other}."
SAME = "{name} and {other} have the same inputs, but for their names and departments."
DECIDES = "With {what} as in {other} and nothing else changed, the plan serves {name}."
NONE_DECIDES = (
    "No single input decides between them: given any one of {other}, {tried}, a plan as good still leaves {name} out."
)
_CLUSTER_COLUMNS = {
    "start_up_cost": "the cost of starting",
    "start_up_agent_months": "the agents' months that starting takes",
    "min_facilitation_months": "the least facilitation months",
    "max_facilitation_months": "the most facilitation months",
    "min_coverage": "the share of the list that must join",
    "latest_start": "the latest start",
    "early_gain_floor": "the income that opening must bring at once",
    "sector_outlook": "the outlook of the sector",
    "department_id": "the department that pays",
}
_OF_MONEY = ("start_up_cost", "early_gain_floor")
_SEGMENT_COLUMNS = {
    "households": "the households on the lists",
    "poor_share": "the share of the poor",
    "ability_to_pay": "what households can bring",
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """An input in which two clusters differ, and the changes that give one the other's."""

    what: str
    sides: tuple[tuple[str, str, str], ...]
    """What is compared, and the values of both: a line each."""
    changes: Changes


def against_claims(stand: Standpoint, other: Subject) -> tuple[Claim, ...]:
    """The inputs of two clusters side by side, and what decides between them.

    Args:
        stand: The plan, and the cluster that is asked about.
        other: The cluster it is set against.

    Raises ValueError where one of the two is no cluster.
    """
    if not stand.subject.sort == other.sort == Sort.CLUSTER:
        raise ValueError(
            say(
                "a cluster is set against a cluster; {name} and {other_name} are not both one",
                name=stand.subject.name,
                other_name=other.name,
            )
        )
    names = {"name": stand.subject.name, "other": other.name}
    found = list(differences(stand.scenario, stand.subject, other))
    claims = [
        Claim(kind=Kind.FACT, template=SIDE, words={**names, "what": _begin(what), "mine": mine, "theirs": theirs})
        for one in found
        for what, mine, theirs in one.sides
    ]
    if not found:
        return (Claim(kind=Kind.FACT, template=SAME, words=names),)
    return (*claims, *_decided(stand, found, names))


def _decided(stand: Standpoint, found: list[Difference], names: dict[str, str]) -> Iterator[Claim]:
    if stand.is_funded:
        return
    tried, decides = [], False
    for one in found:
        if not one.changes:
            continue
        try:
            change = stand.change(one.changes, touches=stand.subject.touches)
        except ScenarioError:
            # The tables themselves refuse it.
            continue
        if stand.is_needed(change):
            decides = True
            words = {**names, "what": one.what}
            yield Claim(kind=Kind.ENTRY, template=DECIDES, words=words, expected=(stand.in_it(one.changes),))
        else:
            tried.append(one)
    if not decides:
        words = {**names, "tried": listing([one.what for one in tried], most=len(tried))}
        expected = tuple(stand.adds_nothing(one.changes) for one in tried)
        if not tried:
            return
        yield Claim(kind=Kind.ENTRY, template=NONE_DECIDES, words=words, expected=expected)


def differences(scenario: Scenario, mine: Subject, theirs: Subject) -> Iterator[Difference]:
    """In which inputs two clusters differ.

    Args:
        scenario: Whose tables.
        mine: The one that is given the other's.
        theirs: The other.
    """
    rows = {cluster.cluster_id: cluster for cluster in scenario.clusters}
    here, there = rows[mine.subject_id], rows[theirs.subject_id]
    for column, what in _CLUSTER_COLUMNS.items():
        one, two = getattr(here, column), getattr(there, column)
        if one != two:
            change = {
                "table": "clusters",
                "where": {"cluster_id": here.cluster_id},
                "column": column,
                "set": _text(two),
            }
            sides = ((say(what), _said(scenario, column, one), _said(scenario, column, two)),)
            yield Difference(what=say(what), sides=sides, changes=(change,))
    pairs = _pairs(scenario, mine, theirs)
    for column, what in _SEGMENT_COLUMNS.items():
        differing = [(a, b) for a, b in pairs if getattr(a.segment, column) != getattr(b.segment, column)]
        if differing:
            here_said = _listed([(a, getattr(a.segment, column)) for a, _ in differing])
            there_said = _listed([(b, getattr(b.segment, column)) for _, b in differing])
            yield Difference(
                what=say(what),
                sides=((say(what), here_said, there_said),),
                changes=tuple(
                    change for a, b in differing for change in _of_cell(a, column, getattr(b.segment, column))
                ),
            )
    offers = [(a, x, y) for a, b in pairs for x in a.offers for y in b.offers if x.level_id == y.level_id]
    yield from _of_offers(scenario, offers)


def _of_offers(scenario: Scenario, offers: list[tuple[Cell, Offer, Offer]]) -> Iterator[Difference]:
    costs = [(a, x, y) for a, x, y in offers if (x.cost, x.agent_months) != (y.cost, y.agent_months)]
    if costs:
        what = say("the costs and agents' months a household")
        yield Difference(
            what=what,
            sides=_by_level(what, costs, _cost),
            changes=tuple(change for a, x, y in costs for change in set_cost(scenario, a, x, y)),
        )
    effects = [(a, x, y) for a, x, y in offers if _gains(x) != _gains(y) and y.effect is not None]
    if effects:
        what = say("the effects")
        yield Difference(
            what=what,
            sides=_by_level(what, effects, _effect),
            changes=tuple(change for a, x, y in effects for change in set_effect(scenario, a, x, y)),
        )


def _gains(offer: Offer) -> tuple[object, ...]:
    amounts = (offer.income_gain, offer.value_added, offer.spill_value_added)
    return (*amounts, offer.lag_years, offer.persistence, offer.poor_share_of_gain)


def _pairs(scenario: Scenario, mine: Subject, theirs: Subject) -> list[tuple[Cell, Cell]]:
    """The cells of both that are of one segment."""
    there = {cell.segment_id: cell for cell in scenario.cells_of(theirs.subject_id)}
    here = scenario.cells_of(mine.subject_id)
    return [(cell, there[cell.segment_id]) for cell in here if cell.segment_id in there]


def _of_cell(cell: Cell, column: str, value: object) -> tuple[Change, ...]:
    if cell.segment_id == WHOLE_CLUSTER and column == "households":
        where = {"cluster_id": cell.cluster_id}
        return ({"table": "clusters", "where": where, "column": "poor_households", "set": _text(value)},)
    where = {"cluster_id": cell.cluster_id, "segment_id": cell.segment_id}
    return ({"table": "segments", "where": where, "column": column, "set": _text(value)},)


def _said(scenario: Scenario, column: str, value: object) -> str:
    """A cell of `clusters` as people read it; money in rupees."""
    if isinstance(value, Fraction) and column in _OF_MONEY:
        return exact_rupees(float(value * scenario.settings.money_unit))
    return _text(value) or "-"


def _listed(values: list[tuple[Cell, Fraction | None]]) -> str:
    """Values of segments, each with its segment where the cluster has several."""
    said = [(cell.segment_id, _text(value) or "-") for cell, value in values]
    return said[0][1] if len(said) == 1 else all_of(f"{value} ({name})" for name, value in said)


def _by_level(
    what: str, values: list[tuple[Cell, Offer, Offer]], said: Callable[[Offer], str]
) -> tuple[tuple[str, str, str], ...]:
    """What is compared at each level, in each segment where there are several, and both values."""
    several = len({cell.segment_id for cell, _, _ in values}) > 1
    return tuple(
        (f"{what}, {x.name}, {cell.segment_id}" if several else f"{what}, {x.name}", said(x), said(y))
        for cell, x, y in values
    )


def _cost(offer: Offer) -> str:
    months = [months_words(float(offer.agent_months))] if offer.agent_months else []
    return all_of([exact_rupees(float(offer.cost)), *months])


def _effect(offer: Offer) -> str:
    """What an offer brings, as the rows of effects have it."""
    amounts = {name: getattr(offer, name) for name in GAINS if getattr(offer, name)}
    said = [say(GAINS[name], amount=exact_rupees(float(amount))) for name, amount in amounts.items()]
    return ", ".join(said) or "-"


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{float(value):.15g}" if isinstance(value, Fraction) else str(value)


def _begin(words: str) -> str:
    return words[0].upper() + words[1:]
