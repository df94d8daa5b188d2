"""Names what each column of the programme decides: one type of key a kind of decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar


class Enrolled(NamedTuple):
    """Households newly enrolled."""

    cluster_id: str
    segment_id: str
    level_id: str
    year: int


class Opened(NamedTuple):
    """Share of a cluster open by the end of a year, or 0 or 1 where openings are whole."""

    cluster_id: str
    year: int


class Facilitated(NamedTuple):
    """Facilitation months done."""

    cluster_id: str
    year: int


class Trained(NamedTuple):
    """Agents trained; they work from the next year on."""

    year: int


class Paid(NamedTuple):
    """Lakh a fund pays."""

    department_id: str
    activity_id: str
    fund_id: str
    year: int


class MovedOut(NamedTuple):
    """Lakh a department gives away."""

    department_id: str
    fund_id: str
    year: int


class MovedIn(NamedTuple):
    """Lakh a department receives."""

    department_id: str
    fund_id: str
    year: int


class CarriedOver(NamedTuple):
    """Lakh of a department's money of one year and fund that is kept for the next year."""

    department_id: str
    fund_id: str
    year: int


class Made(NamedTuple):
    """Whether an enabling investment is made: 1; there is no column where it is not."""

    investment_id: str


ColumnKey = Enrolled | Opened | Facilitated | Trained | Paid | MovedOut | MovedIn | CarriedOver | Made
Key = TypeVar("Key", Enrolled, Opened, Facilitated, Trained, Paid, MovedOut, MovedIn, CarriedOver, Made)

_KINDS: dict[type[ColumnKey], str] = {
    Enrolled: "households",
    Opened: "opened",
    Facilitated: "facilitation",
    Trained: "trained",
    Paid: "spent",
    MovedOut: "moved_out",
    MovedIn: "moved_in",
    CarriedOver: "carried_over",
    Made: "made",
}
"""How an identity begins. Ties are decided by what is drawn from identities: another word here is another plan."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a generated column name stands for."""

    name: str
    key: ColumnKey

    @property
    def identity(self) -> str:
        """The same text for the same decision, whatever else the programme holds."""
        return "|".join((_KINDS[type(self.key)], *map(str, self.key)))
