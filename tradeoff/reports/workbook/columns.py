"""Says how the columns of a plan's tables and lists are headed on a sheet: their units, and which are added up."""

from __future__ import annotations

from tradeoff.reports.workbook.sheets import Column, Figure
from tradeoff.words.spoken import say

RUPEES, HOUSEHOLDS, AGENT_MONTHS, MONTHS = "Rs", "households", "agent-months", "months"
_ADDED: dict[tuple[str, str], tuple[str, Figure]] = {
    ("money", "amount"): (RUPEES, Figure.RUPEES),
    ("contributions", "amount"): (RUPEES, Figure.RUPEES),
    ("release", "amount"): (RUPEES, Figure.RUPEES),
    **{
        ("purses", name): (RUPEES, Figure.RUPEES)
        for name in ("envelope", "moved_in", "moved_out", "carried_in", "carried_out", "spent", "unspent")
    },
    ("transfers", "moved_in"): (RUPEES, Figure.RUPEES),
    ("transfers", "moved_out"): (RUPEES, Figure.RUPEES),
    ("households", "households"): (HOUSEHOLDS, Figure.COUNT),
    ("enrolment", "households"): (HOUSEHOLDS, Figure.COUNT),
    ("facilitation", "months"): (MONTHS, Figure.COUNT),
    ("owed", "months"): (MONTHS, Figure.COUNT),
    ("agents", "available"): (AGENT_MONTHS, Figure.COUNT),
    ("agents", "trained"): ("agents", Figure.COUNT),
    ("agents", "start_up"): (AGENT_MONTHS, Figure.COUNT),
    ("agents", "facilitation"): (AGENT_MONTHS, Figure.COUNT),
    ("agents", "households"): (AGENT_MONTHS, Figure.COUNT),
    **{
        ("posting", name): (AGENT_MONTHS, Figure.COUNT)
        for name in ("start_up", "facilitation", "households", "months", "available")
    },
    ("posting", "recruited"): ("agents", Figure.COUNT),
    ("opened", "share"): ("share of a cluster", Figure.SHARE),
}
"""Of a table's column its unit and what it is, where a sum of its rows means something."""
_MEASURED: dict[tuple[str, str], tuple[str, Figure]] = {
    ("openings", "opened"): ("share of a cluster", Figure.SHARE),
    ("posting", "agents"): ("agents", Figure.COUNT),
    ("posting", "there"): ("agents", Figure.COUNT),
    ("posting", "short"): ("agents", Figure.COUNT),
    ("aims", "value"): ("in the unit beside it", Figure.COUNT),
}
"""The same where it means nothing: what is open by the end of each year, who is at work in each."""
_YEAR = "of project"


def column(table: str, key: str) -> Column:
    """How a column of a table is headed and shown."""
    if key == "year":
        return Column(key=key, unit=say(_YEAR), figure=Figure.YEAR)
    unit, figure = _ADDED.get((table, key)) or _MEASURED.get((table, key)) or ("", Figure.TEXT)
    return Column(key=key, unit=unit, figure=figure, is_added=(table, key) in _ADDED)
