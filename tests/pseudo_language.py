"""A language that nobody speaks: every sentence as in English, and two fifths longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

from tradeoff.words import spoken
from tradeoff.words.catalogue import Language

MORE = 0.4
"""How much longer a sentence is: what English gains in most languages of Europe, and short words more."""
_PADDING = ("ündlen", "évårkt", "sö", "lângwords", "ø")


class _Longer(Mapping[str, str]):
    """What a language says for every sentence there may be."""

    def __getitem__(self, sentence: str) -> str:
        wanted = len(sentence) * (1 + MORE)
        core = sentence.rstrip()
        said = core
        words = cycle(_PADDING)
        while core.strip() and len(said) < wanted:
            said += f" {next(words)}"
        return said + sentence[len(core) :]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@contextmanager
def in_pseudo_language() -> Iterator[None]:
    """Speak it for a while, with the signs of French."""
    longer = Language(code="fr", locale="fr_CA", grouping="#,##0", decimal=",", group="\u00a0", sentences=_Longer())
    before = spoken._spoken.set(longer)
    try:
        yield
    finally:
        spoken._spoken.reset(before)
