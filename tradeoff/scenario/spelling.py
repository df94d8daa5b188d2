"""Finds the known word that a misspelt one was to be, quickly where thousands are known.

Comparing one word with 6,000 ids letter by letter takes 60 ms, and a table with 500 wrong ids half a minute. So of many
only those with the most pairs of neighbouring letters in common are compared: a slip of the pen leaves most pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

_ALIKE = 0.6
"""Least likeness of two words, as `difflib` counts it, of which one is asked back for the other."""
_THE_SAME = 0.8
"""Least likeness of two words of which one is the other but for a slip."""
_FEW = 200
"""Up to so many words all are compared."""
_COMPARED = 40
"""Words that are compared where there are more."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to a word, capitals aside; None where none is near."""
    words = _words(frozenset(known))
    lower = word.lower()
    near = list(words.choices) if len(words.choices) <= _FEW else words.likely(lower)
    close = get_close_matches(lower, near, n=1, cutoff=_ALIKE)
    return words.choices[close[0]] if close else None


def alike(word: str, other: str) -> bool:
    """Whether one word is the other but for a slip of the pen, capitals aside."""
    return SequenceMatcher(a=word.lower(), b=other.lower()).ratio() >= _THE_SAME


class _Words:
    """Known words by their pairs of neighbouring letters."""

    def __init__(self, known: frozenset[str]) -> None:
        self.choices = {choice.lower(): choice for choice in sorted(known)}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        if len(self.choices) > _FEW:
            for choice in self.choices:
                for pair in _pairs(choice):
                    self._by_pair[pair].append(choice)

    def likely(self, word: str) -> list[str]:
        """Those with the most pairs in common, for their length."""
        shared = Counter(choice for pair in _pairs(word) for choice in self._by_pair.get(pair, ()))
        enough = max(shared.values(), default=0) / 2
        likeness = {one: count / (len(one) + len(word)) for one, count in shared.items() if count > enough}
        return sorted(likeness, key=lambda choice: (-likeness[choice], choice))[:_COMPARED]


@lru_cache(maxsize=8)
def _words(known: frozenset[str]) -> _Words:
    return _Words(known)


def _pairs(word: str) -> set[str]:
    """Pairs of neighbouring letters, the begin and the end of the word among them."""
    framed = f"\x02{word}\x03"
    return {framed[place : place + 2] for place in range(len(framed) - 1)}
