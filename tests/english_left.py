"""Finds what is said in English though the language spoken has words for it: each sentence is looked for as a whole."""

from __future__ import annotations

import re
from functools import cache

from tradeoff.words.catalogue import read_language

_LEAST = 9
"""Letters of a sentence beside its values; a shorter one may stand in a name."""


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    found = []
    for sentence, said in read_language(code).sentences.items():
        fixed = re.split(r"\{[^{}]*\}", sentence.strip())
        if sentence != said and sum(len(re.sub("[^A-Za-z]", "", part)) for part in fixed) >= _LEAST:
            inside = "[^\n]{0,120}?".join(map(re.escape, fixed))
            if re.search(r"[A-Za-z]{2}[,:;]? [a-z]", sentence):
                found.append(re.compile(rf"(?<![\w-]){inside}(?![\w-])"))
    return tuple(found)


def english_left(text: str, code: str = "fr") -> list[str]:
    """The sentences of a text that stand in English in it and have words in the language.

    Args:
        text: What was said.
        code: The language.
    """
    return [found[0] for pattern in _patterns(code) if (found := pattern.search(text))]
