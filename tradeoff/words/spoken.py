"""Says a sentence in the language that is spoken: English, until another is asked for by name.

    say("{count} clusters have no rows", count=3)

The English sentence is the message id. What a language has no words for is said in English; which sentences those are
stands in docs/words.md. The language of the machine is never looked at: the same command says the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from string import Formatter
from typing import Any

from tradeoff.words.catalogue import ENGLISH, Language, read_language
from tradeoff.words.elision import elided

_SAME = 1e-9
"""Shares this near are one: sums of floats."""


class _Formatter(Formatter):
    """Writes shares in hundredths with the signs of the language; nobody types those."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """A value in its form: `0.13%`, in French `0,13 %`."""
        text = str(super().format_field(value, format_spec))
        spoken = language()
        if spoken is ENGLISH or not format_spec.endswith("%"):
            return text
        return f"{spoken.sign(text[:-1])}{_HARD}%"


_FORMATTER = _Formatter()
_HARD = "\u00a0"
"""A blank at which no line breaks."""
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def say(sentence: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, with its values in place.

    Args:
        sentence: In English, with `{name}` where a value goes; without values it is taken as it stands.
        **values: By name. Numbers are written as tables have them, for they may be typed; `figures` and `money.py`
            write those that are only read.

    Example:
        >>> say("{share:g} of {total}", share=0.5, total="all")
        '0.5 of all'
    """
    spoken = language()
    said = spoken.sentences.get(sentence, sentence)
    if not values:
        return said
    if spoken.elides and sentence in spoken.sentences:
        said = elided(said, values, _FORMATTER)
    return _FORMATTER.vformat(said, (), values)


def say_of(count: float, one: str, many: str, /, **values: object) -> str:
    """A sentence about a number of things, in the singular or plural that the language has for it.

    Args:
        count: How many there are.
        one: The sentence in English about one.
        many: The same about several.
        **values: As in `say`; `count` is one of them.

    Example:
        >>> say_of(2, "{count} row", "{count} rows")
        '2 rows'
    """
    return say(one if language().is_one(figures(count, "")) else many, count=count, **values)


class Later(str):
    """A sentence in English, kept with its values so that another language can say it when it is asked for."""

    sentence: str
    values: Mapping[str, object]


_kept: dict[str, Later] = {}
"""What `later` kept, by the English text: who keeps a help text makes a new one of it."""


def later(sentence: str, /, **values: object) -> Later:
    """A sentence that is written down before anybody knows the language, as the help of a command is.

    Args:
        sentence: As in `say`.
        **values: As in `say`.
    """
    kept = Later(sentence.format(**values) if values else sentence)
    kept.sentence, kept.values = sentence, values
    _kept[str(kept)] = kept
    return kept


def again(said: str | None) -> str | None:
    """What `later` kept, or a sentence without values, in the language that is spoken; None stays None."""
    if said is None:
        return None
    kept = _kept.get(said)
    return say(said) if kept is None else say(kept.sentence, **kept.values)


def figures(number: float, form: str) -> str:
    """A number with the signs of the language, for reading: `figures(0.5, ".3g")` is `0,5` in French."""
    return language().sign(format(number, form))


def say_one(word: str, among: Iterable[str]) -> str:
    """A word in the language that is spoken where it is one of those that are said, else as it stands.

    Args:
        word: In English.
        among: Those that have a translation, written down where this is called.
    """
    return say(word) if word in among else word


def hundredths(share: float, form: str) -> str:
    """A share in hundredths to as many digits as a form has, with the blank of the language: `12.5%`.

    Args:
        share: 1 is all.
        form: As in `figures`, of the hundredths.

    Example:
        >>> hundredths(0.125, ".3g")
        '12.5%'
    """
    return say("{share}%", share=figures(100 * share, form))


def told_share(share: float) -> str:
    """A share in whole hundredths: what is not nothing is never said to be nothing, nor what is not all to be all.

    Example:
        >>> told_share(0.27), told_share(0.001), told_share(0.999)
        ('27%', 'less than 1%', 'more than 99%')
    """
    if _SAME < share <= 0.005:
        return say("less than 1%")
    return say("more than 99%") if 0.995 <= share < 1 - _SAME else hundredths(share, ".0f")


def all_of(words: Iterable[str]) -> str:
    """Words as a list in a sentence has them: `a, b and c`.

    Example:
        >>> all_of(["Barpali", "Sonepur", "Pipli"])
        'Barpali, Sonepur and Pipli'
    """
    from babel.lists import format_list

    return format_list(list(words), locale=language().locale)


def any_of(words: Iterable[str]) -> str:
    """Words to choose from, with `or` between every two: a comma might be taken for part of what is typed."""
    return say(" or ").join(words)


def clauses(words: Iterable[str]) -> str:
    """Sentences without their full stops, one behind the other: `it is wet; it is cold`, in French `...\u00a0; ...`."""
    return say("; ").join(words)


def headed(head: str, said: str) -> str:
    """What is said of something, behind its name: `Barpali: 3 rows`, in French `Barpali\u00a0: ...`."""
    return say("{head}: {said}", head=head, said=said)


def language() -> Language:
    """The language that is spoken."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak a language from here on, by its code; raises LookupError for one without a catalogue."""
    _spoken.set(read_language(code))


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak a language for a while.

    Example:
        >>> from tradeoff.money import format_number
        >>> with in_language("fr"):
        ...     print(format_number(1234.5, decimals=1).replace(chr(160), "_"))
        1_234,5
    """
    before = _spoken.set(read_language(code))
    try:
        yield
    finally:
        _spoken.reset(before)
