"""Finds the table, column or setting that a planner's word names, in English or French, however it is spelled.

`names.csv` beside this file is the list: the name in the code, and its French words, `;` between. Capitals, accents,
spaces, hyphens and apostrophes make no difference; neither does a unit in brackets at the end.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tradeoff.words.spoken import language, say

_LIST = Path(__file__).parent / "names.csv"
_UNIT = re.compile(r"\s*[\[(]([^\[\]()]*)[\])]\s*$")


def plain(word: str) -> str:
    """A word without capitals, accents and signs: `Coût par ménage` and `cout_par_menage` are the same."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(r"[^a-z0-9]+", "_", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip(
        "_"
    )


def without_unit(header: str) -> tuple[str, str]:
    """A column's header without the unit in brackets at its end, and that unit; blank where there is none."""
    found = _UNIT.search(header)
    return (header[: found.start()].strip(), found[1].strip()) if found else (header.strip(), "")


@cache
def french() -> Mapping[str, tuple[str, ...]]:
    """The French words of every name, the first one preferred."""
    with _LIST.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: tuple(word.strip() for word in row["french"].split(";")) for row in csv.DictReader(lines)}


def heading_of(name: str) -> str:
    """A column's name as a head of a sheet has it in the language that is spoken: `find_name` reads both back.

    Example:
        >>> heading_of("cluster_id")
        'cluster_id'
    """
    if language().code != "fr":
        return name
    return french_head(name) or say(name)


def french_head(name: str) -> str:
    """A name as French sheets have it: `ménages pauvres` of `poor_households`; blank for one that has no French."""
    return french()[name][0].replace("_", " ") if name in french() else ""


def heads_as_written(written: Mapping[str, str], known: Iterable[str]) -> Mapping[str, str]:
    """What columns are called on a sheet, by their names, where that is another name; those that lack in its language.

    Args:
        written: The heads that stand there, without units, by the columns they name.
        known: All columns of the table.

    Example:
        >>> dict(heads_as_written({"cluster_id": "grappe", "name": "name"}, ["cluster_id", "name", "sector"]))
        {'cluster_id': 'grappe', 'sector': 'secteur'}
    """
    others = {name: head for name, head in written.items() if head != name}
    is_french = any(plain(head) in map(plain, french().get(name, ())) for name, head in others.items())
    lacking = [name for name in known if is_french and name not in written and name in french()]
    return others | {name: french_head(name) for name in lacking}


def find_name(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that a word names, in English or French; None where it names none."""
    wanted = plain(word)
    names = list(known)
    for name in names:
        if plain(name) == wanted:
            return name
    return next((name for name in names if wanted in map(plain, french().get(name, ()))), None)
