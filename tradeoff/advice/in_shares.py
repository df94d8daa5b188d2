"""Says of answers in shares that the settings ask for whole clusters, so that nobody signs what is an outlook."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say

_SHARES = (
    "The settings open clusters whole; figures, prices and reasons here are the outlook's, in shares of clusters, and "
    "plans with whole clusters reach at most as much."
)


def shares_sentence(scenario: Scenario) -> str:
    """That what is told is the outlook of a scenario whose settings open clusters whole; blank for any other."""
    return say(_SHARES) if scenario.in_shares_though_whole else ""


def told_apart(scenarios: Sequence[Scenario], labels: Sequence[str], trade: str) -> tuple[str, ...]:
    """That scenarios differ in whether clusters open whole, which a comparison in shares does not show; else nothing.

    Args:
        scenarios: Those compared.
        labels: What each is called.
        trade: The choice at which they are compared.
    """
    whole = [label for scenario, label in zip(scenarios, labels, strict=True) if scenario.in_shares_though_whole]
    if not whole or len(whole) == len(scenarios):
        return ()
    told = say(
        "By their settings clusters open whole in {names} and in shares in the others. All are compared in shares "
        "here, so that this makes no difference; tradeoff frontier SCENARIO --trade {trade} finds each as its settings "
        "say.",
        names=all_of(whole),
        trade=trade,
    )
    return (told,)


def shares_note(scenario: Scenario) -> dict[str, object]:
    """The same as `note` of a JSON; nothing for any other scenario."""
    return {"note": say(_SHARES)} if scenario.in_shares_though_whole else {}
