"""Elides `de` and `que` before a value that begins with a vowel, as French does: `d'Industries`, `qu'Industries`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

_BEFORE = re.compile(r"\b(?P<stem>d|qu)e $", re.IGNORECASE)
_VOWEL = re.compile("[aeiouàâæéèêëîïôœùûü]", re.IGNORECASE)
"""Neither `h`, which mostly is none in names, nor `y`."""


@cache
def _parts(sentence: str) -> tuple[tuple[str, str], ...]:
    """(what stands before a value, the value as a template); the last without a value where none follows."""
    found = []
    for words, name, form, conversion in Formatter().parse(sentence):
        said = words.replace("{", "{{").replace("}", "}}")
        field = (
            "" if name is None else f"{{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}"
        )
        found.append((said, field))
    return tuple(found)


def elided(sentence: str, values: Mapping[str, object], formatter: Formatter) -> str:
    """The same template, with `d'` and `qu'` before the values that ask for it.

    Args:
        sentence: In French, with `{name}` where a value goes.
        values: By name.
        formatter: What writes a value.
    """
    if not any(field and _BEFORE.search(words) for words, field in _parts(sentence)):
        return sentence
    told = []
    for words, field in _parts(sentence):
        if field and _BEFORE.search(words) and _VOWEL.match(formatter.vformat(field, (), values)):
            words = _BEFORE.sub(lambda found: f"{found['stem']}'", words)
        told.append(words + field)
    return "".join(told)
