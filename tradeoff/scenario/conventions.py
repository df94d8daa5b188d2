"""Takes from the table `settings`, as text, how the cells of every table are read: in what money, with what years."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.settings import money_unit_of
from tradeoff.scenario.written_years import ProjectYears, named_year

_MOST_DIGITS = 5
"""Of a count of years; what is longer is refused when it is read."""


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """What the settings say of how cells are to be read."""

    money_unit: Fraction = Fraction(100_000)
    """Rupees in one unit of money."""
    years: ProjectYears = field(default_factory=ProjectYears)

    @classmethod
    def of(cls, settings: RawTable | None) -> Conventions:
        """The same from the table of settings; None where there is none."""
        if settings is None:
            return cls()
        said = {text_of(cells, "key"): text_of(cells, "value") for _, cells in settings.rows}
        count = said.get("project_years", "")
        return cls(
            money_unit=money_unit_of(said.get("money_unit", "")) or cls.money_unit,
            years=ProjectYears(
                first=named_year(said.get("first_year", "")),
                count=int(count) if count.isascii() and count.isdigit() and len(count) < _MOST_DIGITS else None,
            ),
        )
