"""Calls columns in sentences as the sheets of a workbook do: `cost_per_household` is « coût par ménage » there.

A sentence names a column with an underscore as it stands, and one that is a word like any other in backticks or behind
its file: `offered`, "agents.csv, posts". A measure that is called as a column is left alone where limits are spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import TABLES
from tradeoff.words.names import french, french_head
from tradeoff.words.spoken import say

_HOME_BEHIND = re.compile(r"`? (?:in|of|dans|de) ([a-z_]+)\.csv")
_HOME_BEFORE = re.compile(r"([a-z_]+)\.csv(?:, | has no | no | ne donne pas | la colonne )`?$")


def columns_as_there(words: str, table: str, tables: Mapping[str, RawTable]) -> str:
    """The same words with the heads that columns and settings have in a workbook, where those are other names.

    Args:
        words: What is said, files named as `costs.csv`.
        table: The table that it is said of; blank where it is of none.
        tables: The raw tables by name.
    """
    if not any(raw.sheet.heads for raw in tables.values() if raw.sheet is not None):
        return words

    def head(found: re.Match[str]) -> str:
        name = found["marked"] or found["behind"] or found["word"]
        beside = _HOME_BEHIND.match(words, found.end()) or _HOME_BEFORE.search(words[: found.start()])
        if beside is None and table == "limits" and name in all_measures():
            return found[0]
        called = _called(name, beside[1] if beside else table, tables)
        return found[0] if called == name else say("'{head}'", head=called)

    return _named().sub(head, words)


def _called(name: str, table: str, tables: Mapping[str, RawTable]) -> str:
    """What a column or setting is called in its table, or else in the first that has it."""
    homes = [home for home, names in _names().items() if name in names]
    for home in [table, *homes] if table in homes else homes:
        found = tables.get(home)
        if found is not None and found.sheet is not None:
            return found.sheet.heads.get(name, name)
    heads = [raw.sheet.heads for raw in tables.values() if raw.sheet is not None]
    is_french = any(head == french_head(other) for one in heads for other, head in one.items())
    return french_head(name) if is_french and name in french() else name


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """The columns of every table by its name, those of settings with their keys."""
    names = {kind.TABLE: frozenset(kind.model_fields) - {"row"} for kind in TABLES}
    return names | {"settings": names["settings"] | Settings.model_fields.keys()}


@cache
def _named() -> re.Pattern[str]:
    """A column as a sentence names it."""
    names = sorted(frozenset().union(*_names().values()), key=len, reverse=True)
    every, long = "|".join(names), "|".join(name for name in names if "_" in name)
    return re.compile(
        rf"`(?P<marked>{every})`|(?<=\.csv, )(?P<behind>{every})\b(?!['_-])"
        rf"|(?:(?<=\b[dl]')|(?<![\w'\"`/:-]))(?P<word>{long})(?![\w'\"`=-])"
    )
