"""Refuses aims, pairs and measures of which one half is missing: the words in `scenario/`, or the terms here."""

from __future__ import annotations

from collections.abc import Iterable

from tradeoff.programme.limits import TERMS as OF_MEASURES
from tradeoff.programme.objectives import TERMS as OF_AIMS
from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.objectives import AIMS, PAIRS
from tradeoff.words.spoken import say


def missing_halves() -> tuple[str, ...]:
    """What is missing of the registered aims, pairs and measures, a sentence each; empty where all is there."""
    kinds = dict.fromkeys(measure.kind for measure in all_measures().values())
    return (
        *_unmatched("aim", AIMS, "objectives", OF_AIMS),
        *_unmatched("measure", kinds, "measures", OF_MEASURES, terms_in="limits"),
        *(
            say(
                "the pair {name!r} is of {name2!r}, and no aim of that name is registered in scenario/objectives.py",
                name=pair.name,
                name2=name,
            )
            for pair in PAIRS.values()
            for name in (pair.x, pair.y)
            if name not in AIMS
        ),
    )


def require_both_halves() -> None:
    """Raise ImportError, with what is missing, unless everything registered has its terms and the other way round."""
    if missing := missing_halves():
        raise ImportError("; ".join(missing))


def _unmatched(
    kind: str, registered: Iterable[str], registry: str, terms: Iterable[str], *, terms_in: str = "objectives"
) -> list[str]:
    here, there = f"programme/{terms_in}.py", f"scenario/{registry}.py"
    without_terms = [name for name in registered if name not in set(terms)]
    without_words = [name for name in terms if name not in set(registered)]
    return [
        *(
            say(
                "the {kind} {name!r} is registered in {there} and has no terms in {here}",
                kind=kind,
                name=name,
                there=there,
                here=here,
            )
            for name in without_terms
        ),
        *(
            say(
                "the {kind} {name!r} has terms in {here} and is not registered in {there}",
                kind=kind,
                name=name,
                here=here,
                there=there,
            )
            for name in without_words
        ),
    ]
