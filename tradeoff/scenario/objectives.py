"""Registers the aims and the pairs of aims: their names, units and words, and the columns they need.

This is the one place that names them. What an aim counts for a household stands under the same name in
`tradeoff/programme/objectives.py`; importing `tradeoff.programme` fails where one half is missing. Nothing heavy is
imported here, so that the command line can tell its choices at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tradeoff.scenario.units import HOUSEHOLDS, RUPEES, RUPEES_A_YEAR, Plural, Unit, uncounted

if TYPE_CHECKING:
    from tradeoff.scenario.resolved import Cell, Offer

Registered = TypeVar("Registered")


@dataclass(frozen=True, kw_only=True)
class Need:
    """A column an aim needs, and how to tell that a cell and one of its offers have it."""

    file: str
    column: str
    known: Callable[[Cell, Offer], bool]


@dataclass(frozen=True, kw_only=True)
class Aim:
    """Something a planner wants more of."""

    name: str
    unit: Unit
    axis: str
    """What it counts, as an axis says it; the unit follows where these words do not hold it. `{after}` stands for the
    years of a household in which tomorrow is counted, here and in every word below."""
    label: str
    """What it counts, as it is said behind a figure with its unit."""
    meaning: str
    """What the word means in a scenario's file. `{years}`, `{after}` and `{discount}` stand for its years and its
    discount rate; `{reached}`, `{deep}` and other flags of an offer for the levels that carry them."""
    needs: tuple[Need, ...]
    """The columns it needs. The first column of `effects.csv`, if there is one, holds the figure itself."""
    tie_place: int
    """Among equally good plans aims are maximised in the order of their places."""

    @property
    def effect(self) -> Need | None:
        """The column of `effects.csv` that holds the figure; None for an aim that rests on no effects."""
        return next((need for need in self.needs if need.file == "effects.csv"), None)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two aims to choose between, and the sentences on what one costs in the other.

    In the sentences `{money}` is all money, `{x1}`, `{y1}`, `{x2}`, `{y2}` are the values at the ends, `{step}` is a
    round amount of x, `{cost}` what it costs in y.
    """

    name: str
    x: str
    y: str
    heading: str
    names: tuple[str, str, str]
    """What people call the plan with the most x, one between, and the plan with the most y."""
    opening: str
    """The frontier in one sentence."""
    more: Plural
    """What more of x costs in y."""
    less: Plural
    """What less of x gives in y."""
    for_a_lakh: str = ""
    """What a lakh more of y costs in x (`{cost}`), for pairs of which this is worth saying."""
    part_of: str = ""
    """How many of a hundred counted in x are counted in y too (`{share}`), where y counts some of what x counts."""


_POOR_SHARE = Need(file="segments.csv", column="poor_share", known=lambda cell, _: cell.poor_share is not None)
_GAINS = (
    Need(file="effects.csv", column="income_gain", known=lambda _, offer: offer.income_gain is not None),
    Need(file="effects.csv", column="persistence", known=lambda _, offer: offer.persistence is not None),
    Need(
        file="effects.csv",
        column="poor_share_of_gain",
        known=lambda cell, offer: offer.poor_share_of_gain is not None or cell.poor_share is not None,
    ),
)

BREADTH = Aim(
    name="breadth",
    unit=HOUSEHOLDS,
    axis="poor households reached",
    label="poor households reached",
    meaning="Reached: a poor household enrolled at {reached}.",
    needs=(_POOR_SHARE,),
    tie_place=3,
)
DEPTH = Aim(
    name="depth",
    unit=HOUSEHOLDS,
    axis="poor households with sufficient support",
    label="poor households with sufficient support",
    meaning="Sufficient support: a poor household enrolled at {deep}.",
    needs=(
        _POOR_SHARE,
        Need(file="levels.csv", column="deep", known=lambda _, offer: offer.deep is not None),
    ),
    tie_place=4,
)
TODAY = Aim(
    name="today",
    unit=RUPEES,
    axis="income to the poor in the project years",
    label="income to the poor within the project years",
    meaning="Today: income to poor households in {years}, at constant prices{discount}.",
    needs=_GAINS,
    tie_place=1,
)
TOMORROW = Aim(
    name="tomorrow",
    unit=RUPEES,
    axis="income to the poor in {after}",
    label="income to the poor in {after}",
    meaning="Tomorrow: income to poor households in {after}, whatever the year they join, at constant "
    "prices{discount}. Nothing is counted later; what late joiners earn between the project's end and then counts in "
    "neither.",
    needs=_GAINS,
    tie_place=2,
)
PARTICIPATION = Aim(
    name="participation",
    unit=HOUSEHOLDS,
    axis="majority households taking part",
    label="majority households taking part",
    meaning="Taking part: a household of the majority enrolled at {participation}. Spill-over is no participation.",
    needs=(
        Need(
            file="levels.csv",
            column="participation",
            known=lambda cell, offer: offer.participation is not None or not cell.majority,
        ),
    ),
    tie_place=5,
)
SELECTIVITY = Aim(
    name="selectivity",
    unit=RUPEES_A_YEAR,
    axis="value added a year",
    label="value added",
    meaning="Growth: value added a year by all who are served, in the reference year, spill-over included once.",
    needs=(Need(file="effects.csv", column="value_added", known=lambda _, offer: offer.value_added is not None),),
    tie_place=6,
)

DEPTH_BREADTH = Pair(
    name="depth-breadth",
    x=BREADTH.name,
    y=DEPTH.name,
    heading="Depth or breadth",
    names=("broad", "middle", "deep"),
    opening="Of the poor the state can, with {money}, reach {x1} and give sufficient support to {y1}, or reach {x2} "
    "and give it to {y2}; every plan between is possible.",
    more=Plural(
        one="Reaching {step} more poor household costs {cost} their sufficient support.",
        many="Reaching {step} more poor households costs {cost} their sufficient support.",
    ),
    less=Plural(
        one="Reaching {step} poor household less lifts {cost} to sufficient support.",
        many="Reaching {step} fewer poor households lifts {cost} to sufficient support.",
    ),
    part_of="Of 100 poor households reached, {share} get sufficient support (depth over breadth).",
)
TODAY_TOMORROW = Pair(
    name="today-tomorrow",
    x=TODAY.name,
    y=TOMORROW.name,
    heading="Today or tomorrow",
    names=("today", "middle", "tomorrow"),
    opening="With {money} the poor can earn {x1} more within the project years and {y1} more in {after}, or "
    "{x2} and {y2}; every plan between is possible.",
    more=uncounted(
        "{step} more of income to the poor within the project years costs {cost} of their income in {after}."
    ),
    less=uncounted("{step} less of income within the project years gives {cost} more in {after}."),
)
PARTICIPATION_SELECTIVITY = Pair(
    name="participation-selectivity",
    x=PARTICIPATION.name,
    y=SELECTIVITY.name,
    heading="Participation or selectivity",
    names=("many", "middle", "selective"),
    opening="With {money} {x1} of the majority can take part while the clusters add {y1} of value, or {x2} while they "
    "add {y2}; every plan between is possible.",
    more=Plural(
        one="Taking in {step} more majority household costs {cost} of value added.",
        many="Taking in {step} more majority households costs {cost} of value added.",
    ),
    less=Plural(
        one="Leaving out {step} majority household gives {cost} more of value added.",
        many="Leaving out {step} majority households gives {cost} more of value added.",
    ),
    for_a_lakh="Rs 1 lakh more of yearly value added costs {cost} of the majority their place.",
)

AIMS: dict[str, Aim] = {
    aim.name: aim
    for aim in (
        BREADTH,
        DEPTH,
        TODAY,
        TOMORROW,
        PARTICIPATION,
        SELECTIVITY,
    )
}
"""Every aim by its name, in the order in which they are shown."""
PAIRS: dict[str, Pair] = {
    pair.name: pair
    for pair in (
        DEPTH_BREADTH,
        TODAY_TOMORROW,
        PARTICIPATION_SELECTIVITY,
    )
}
"""Every pair by its name, in the order in which they are offered."""


def find_aim(name: str) -> Aim:
    """The aim of that name; raises LookupError, with those there are, for an unknown one."""
    return find_registered("aim", name, AIMS)


def find_pair(name: str) -> Pair:
    """The pair of that name; raises LookupError, with those there are, for an unknown one."""
    return find_registered("pair of aims", name, PAIRS)


def find_registered(kind: str, name: str, known: Mapping[str, Registered]) -> Registered:
    """What is registered under a name.

    Args:
        kind: What is looked for, for the message: `aim`.
        name: Its name.
        known: Everything registered, by name.

    Raises:
        LookupError: Nothing has this name; the message lists what there is.
    """
    if name not in known:
        raise LookupError(f"there is no {kind} called {name!r}; there are {', '.join(known)}")
    return known[name]


def tie_order() -> tuple[str, ...]:
    """The aims in the order in which they decide among equally good plans, where the settings name none."""
    return tuple(aim.name for aim in sorted(AIMS.values(), key=lambda aim: aim.tie_place))
