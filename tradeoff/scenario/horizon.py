"""Says in words which years a scenario counts: the project's own, and those after a household has joined.

Income within the project is counted in calendar years 1..P. Income afterwards is counted by the household's own age in
the programme, from its (P+1)th to its H-th year, so that joining late is worth no more. P: `project_years`, H:
`horizon_years`.
"""

from __future__ import annotations

from tradeoff.scenario.objectives import TODAY, TOMORROW
from tradeoff.scenario.settings import Settings
from tradeoff.words.spoken import say

_ENDINGS = {1: "{number}st", 2: "{number}nd", 3: "{number}rd", 0: "{number}th"}


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    last = 0 if 10 <= number % 100 <= 20 else number % 10
    return say(_ENDINGS[last if last in _ENDINGS else 0], number=number)


def project_words(settings: Settings) -> str:
    """The years in which households join and today's income is counted: `2026-27 to 2030-31`, `years 1 to 5`."""
    return settings.years.span(1, settings.project_years)


def after_words(settings: Settings) -> str:
    """The years of a household in which tomorrow's income is counted: `the 6th to 10th year after joining`."""
    first, last = settings.project_years + 1, settings.horizon_years
    return (
        say("the {ordinal} year after joining", ordinal=ordinal(first))
        if first == last
        else say("the {first} to {last} year after joining", first=ordinal(first), last=ordinal(last))
    )


def say_years(words: str, settings: Settings) -> str:
    """Words with `{years}` and `{after}` filled in; anything else in braces stays."""
    return say(words).replace("{years}", project_words(settings)).replace("{after}", after_words(settings))


def years_sentence(settings: Settings) -> str:
    """What `project_years` and `horizon_years` mean here, in one sentence."""
    return say(
        "households join in {project_words}; {within} is income in {project_words}, {beyond} is "
        "income in {after_words}, whatever the year of joining.",
        project_words=project_words(settings),
        within=say(TODAY.name),
        beyond=say(TOMORROW.name),
        after_words=after_words(settings),
    )
