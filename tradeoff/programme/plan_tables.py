"""Types the rows of a plan's tables as its files have them: what is decided, and the figures that follow from it."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from tradeoff.scenario.tables import Amount, Row, Share, Whole
from tradeoff.scenario.tables.kinds import Identifier, Number, Year

NOTHING = Fraction(0)


class PlanRow(Row):
    """A row of a plan; where a folder holds several plans, `plan` is the number of its own."""

    FIGURES: ClassVar[tuple[str, ...]] = ()
    """The columns that follow from what is decided."""

    plan: Whole | None = None


class Households(PlanRow):
    """Households newly enrolled."""

    TABLE = "households"
    KEY = ("plan", "cluster_id", "segment_id", "level_id", "year")

    cluster_id: Identifier
    segment_id: Identifier = "all"
    level_id: Identifier
    year: Year
    households: Amount


class Openings(PlanRow):
    """Share of a cluster open by the end of a year; a year without a row is as the one before."""

    TABLE = "openings"
    KEY = ("plan", "cluster_id", "year")

    cluster_id: Identifier
    year: Year
    opened: Share


class Facilitation(PlanRow):
    """Facilitation months."""

    TABLE = "facilitation"
    KEY = ("plan", "cluster_id", "year")

    cluster_id: Identifier
    year: Year
    months: Amount


class AgentYears(PlanRow):
    """Agents trained in a year, and the months that there are and that are used."""

    TABLE = "agents"
    KEY = ("plan", "year")
    FIGURES = ("available", "start_up", "facilitation", "households")

    year: Year
    trained: Amount = NOTHING
    available: Amount | None = None
    start_up: Amount | None = None
    facilitation: Amount | None = None
    households: Amount | None = None


class Transfers(PlanRow):
    """Rupees that a department receives from others or gives to them."""

    TABLE = "transfers"
    KEY = ("plan", "department_id", "year", "fund_id")

    department_id: Identifier
    year: Year
    fund_id: Identifier = ""
    moved_in: Amount = NOTHING
    moved_out: Amount = NOTHING


class Money(PlanRow):
    """Rupees spent; a blank cluster is the state as a whole."""

    TABLE = "money"
    KEY = ("plan", "department_id", "cluster_id", "activity_id", "year", "fund_id")
    FIGURES = ("amount",)

    department_id: Identifier
    cluster_id: Identifier = ""
    activity_id: Identifier
    year: Year
    fund_id: Identifier = ""
    amount: Number
    unit: str = "INR"


class Purses(PlanRow):
    """Rupees of each purse."""

    TABLE = "purses"
    KEY = ("plan", "department_id", "year", "fund_id")
    FIGURES = ("envelope", "moved_in", "moved_out", "carried_in", "carried_out", "spent", "unspent")

    department_id: Identifier
    year: Year
    fund_id: Identifier = ""
    envelope: Number
    moved_in: Number
    moved_out: Number
    carried_in: Number
    carried_out: Number
    spent: Number
    unspent: Number


class Aims(PlanRow):
    """What is reached of each aim, in its unit."""

    TABLE = "aims"
    KEY = ("plan", "aim")
    FIGURES = ("value",)

    aim: Identifier
    value: Number
    unit: str = ""


class Owed(PlanRow):
    """Facilitation months owed after the project."""

    TABLE = "owed"
    KEY = ("plan", "cluster_id", "year")
    FIGURES = ("months",)

    cluster_id: Identifier
    year: Year
    months: Amount


class Enrolment(PlanRow):
    """A row of the list of households to enrol."""

    TABLE = "enrolment"
    KEY = ("plan", "cluster_id", "segment_id", "level_id", "year")
    FIGURES = ("households",)

    cluster_id: Identifier
    segment_id: Identifier = "all"
    level_id: Identifier
    year: Year
    households: Amount


class Release(PlanRow):
    """A row of the list of money to release."""

    TABLE = "release"
    KEY = ("plan", "department_id", "year", "fund_id")
    FIGURES = ("amount",)

    department_id: Identifier
    year: Year
    fund_id: Identifier = ""
    amount: Number


class PostingYear(PlanRow):
    """A row of the list of agents to post."""

    TABLE = "posting"
    KEY = ("plan", "year")
    FIGURES = (
        "start_up",
        "facilitation",
        "households",
        "months",
        "available",
        "agents",
        "there",
        "short",
        "recruited",
    )

    year: Year
    start_up: Amount | None = None
    facilitation: Amount | None = None
    households: Amount | None = None
    months: Amount | None = None
    available: Amount | None = None
    agents: Amount | None = None
    there: Amount | None = None
    short: Amount | None = None
    recruited: Amount | None = None


class NewlyOpened(PlanRow):
    """A row of the list of clusters to open."""

    TABLE = "opened"
    KEY = ("plan", "cluster_id", "year")
    FIGURES = ("share",)

    cluster_id: Identifier
    year: Year
    share: Share


DECISIONS: tuple[type[PlanRow], ...] = (Households, Openings, Facilitation, AgentYears, Transfers)
FIGURES: tuple[type[PlanRow], ...] = (AgentYears, Money, Purses, Aims, Owed)
LISTS: tuple[type[PlanRow], ...] = (Enrolment, Release, PostingYear, NewlyOpened)
"""The lists for the office: of their columns those are read that name a row or count, no names and signatures."""
