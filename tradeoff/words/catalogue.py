"""Reads a language from its catalogue, a committed `.po` file, when it is first spoken: no build step, Babel does it.

The message ids are the English sentences, with `{name}` where a value goes; a language is what it writes for each, and
how it writes numbers. English has no catalogue: it is what the code says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
ENGLISH_CODE = "en"


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language: its sentences, and how it writes numbers."""

    code: str
    locale: str
    """Whose digits and signs Babel writes."""
    grouping: str
    """Babel's pattern of a whole number."""
    decimal: str
    """What parts whole from fraction."""
    group: str
    """What parts thousands."""
    direction: str = "ltr"
    """Whether it runs from left to right (`ltr`) or from right to left."""
    sentences: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By the English sentence; of one about a number the English singular and plural each have their own."""

    @property
    def elides(self) -> bool:
        """Whether a small word loses its vowel before another one."""
        return self.code == "fr"

    def sign(self, figures: str) -> str:
        """Figures as Python writes them, with the signs of the language: `1,500.5` becomes `1 500,5` in French."""
        return figures.translate({ord("."): self.decimal, ord(","): self.group})

    def is_one(self, count: str) -> bool:
        """Whether a number, as the language writes it, is told in the singular; in French 0 and 1.5 are."""
        if self.code == ENGLISH_CODE:
            return count == "1"
        from babel import Locale

        try:
            number = float(count.replace(self.group, "").replace(self.decimal, "."))
        except ValueError:
            return False
        return Locale.parse(self.locale).plural_form(number) == "one"


ENGLISH = Language(code=ENGLISH_CODE, locale="en_IN", grouping="#,##,##0", decimal=".", group=",")


def languages() -> tuple[str, ...]:
    """The codes of all languages: English, and each that has a catalogue."""
    return (ENGLISH_CODE, *sorted(path.stem for path in _FOLDER.glob("*.po")))


def _forms(words: str | Iterable[str] | None) -> tuple[str, ...]:
    """The singular and the plural; a sentence about no number alone."""
    return (words,) if isinstance(words, str) else tuple(words or ())


@cache
def read_language(code: str) -> Language:
    """A language by its code; raises LookupError, with those there are, for an unknown one."""
    if code == ENGLISH_CODE:
        return ENGLISH
    if code not in languages():
        raise LookupError(f"there is no language called {code!r}; there are {', '.join(languages())}")
    from babel import Locale
    from babel.messages.pofile import read_po
    from babel.numbers import get_decimal_symbol, get_group_symbol

    with (_FOLDER / f"{code}.po").open("rb") as lines:
        catalogue = read_po(lines)
    sentences: dict[str, str] = {}
    for message in catalogue:
        pairs = zip(_forms(message.id), _forms(message.string), strict=False)
        sentences |= {one: said for one, said in pairs if one and said}
    locale = str(catalogue.locale or code)
    return Language(
        code=code,
        locale=locale,
        grouping=Locale.parse(locale).decimal_formats[None].pattern.partition(".")[0],
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        direction=Locale.parse(locale).text_direction,
        sentences=sentences,
    )
