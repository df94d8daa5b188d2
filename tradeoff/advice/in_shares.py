"""Says of answers in shares that the settings ask for whole clusters, so that nobody signs what is an outlook."""

from __future__ import annotations

from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_SHARES = (
    "The settings open clusters whole; figures, prices and reasons here are the outlook's, in shares of clusters, and "
    "plans with whole clusters reach at most as much."
)


def shares_sentence(scenario: Scenario) -> str:
    """That what is told is the outlook of a scenario whose settings open clusters whole; blank for any other."""
    return say(_SHARES) if scenario.in_shares_though_whole else ""


def shares_note(scenario: Scenario) -> dict[str, object]:
    """The same as `note` of a JSON; nothing for any other scenario."""
    return {"note": say(_SHARES)} if scenario.in_shares_though_whole else {}
