"""Sets names that run from right to left apart from the sentences of a page that they stand in.

Sentences are plain text wherever they are told, and stay so: where a page writes them, such a name is put between two
marks that say to a browser what `<bdi>` says, in text, in attributes and in charts alike. A name that runs from left to
right turns nothing and is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields
from typing import Any

from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.scenario import Scenario

FIRST, LAST = "\u2068", "\u2069"
"""First strong isolate, and its end."""
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Embeddings, overrides and isolates: a name that opens one would turn the sentence that it stands in."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_names: ContextVar[re.Pattern[str] | None] = ContextVar("names", default=None)


def calm(text: str) -> str:
    """A text without signs that turn the direction of what follows."""
    return text.translate(_TURNING)


def isolated(text: str) -> str:
    """A calm text in which the names that run from right to left are set apart, where `setting_apart` knows them."""
    names = _names.get()
    return calm(text) if names is None else names.sub(rf"{FIRST}\g<0>{LAST}", calm(text))


def written(value: Any) -> Any:
    """A value as a template writes it: text with its names set apart, markup and all else as it is."""
    return isolated(value) if type(value) is str else value


@contextmanager
def setting_apart(scenarios: Iterable[Scenario]) -> Iterator[None]:
    """Have `isolated` know the texts of some scenarios' tables for a while.

    Args:
        scenarios: Whose names a page may show.
    """
    turned = {calm(text) for one in scenarios for text in _texts(one) if runs_from_right(text)}
    # Of two names the longer one first: the shorter may be a part of it.
    longest = sorted(turned, key=lambda name: (-len(name), name))
    before = _names.set(
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None,
    )
    try:
        yield
    finally:
        _names.reset(before)


def runs_from_right(text: str) -> bool:
    """Whether a text has a letter of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def _texts(scenario: Scenario) -> Iterator[str]:
    """Every text of a scenario's tables, its title and its question."""
    yield from (scenario.title, scenario.question)
    for table in fields(Tables):
        rows = getattr(scenario, table.name)
        for row in rows if isinstance(rows, tuple) else ():
            yield from (value for value in vars(row).values() if isinstance(value, str) and value)
