"""Has a page speak: its template by `say` of its own, its script by the words that it carries.

English stands in both, and in no other language is a word: `tradeoff/words/` holds those. The template's values are
escaped, and names in a sentence stand apart from the direction of the words around them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from tradeoff.reports.isolated import calm, isolated
from tradeoff.words.catalogue import ENGLISH
from tradeoff.words.spoken import language, say

_TEXT = r'"((?:[^"\\]|\\.)*)"'
_ONE = re.compile(rf"(?<![\w.])say\(\s*{_TEXT}")
_FORMS = re.compile(rf"(?<![\w.])sayOf\([^\"]*?,\s*{_TEXT},\s*{_TEXT}")
"""What says a sentence in the page's script, and what says one of two; the sentence stands there, in double quotes."""


def said(sentence: str, /, **values: object) -> Markup:
    """A sentence of the template in the language spoken, with its values escaped.

    Args:
        sentence: In English, as `say` takes it.
        **values: By name; what `apart` and `code` return keeps its element.
    """
    words = Markup(escape(say(sentence)))
    return words.format(**{name: isolated(one) if type(one) is str else one for name, one in values.items()})


def apart(name: str) -> Markup:
    """A name that does not turn the direction of the words around it, whatever script it is in."""
    return Markup("<bdi>{}</bdi>").format(calm(name))


def code(words: str) -> Markup:
    """What is typed or read by programs."""
    return Markup("<code>{}</code>").format(calm(words))


def sentences_of_script(script: str) -> Iterator[tuple[str, ...]]:
    """What a script of the page says: a sentence, or its singular and plural."""
    for call in (_ONE, _FORMS):
        for found in call.finditer(script):
            yield tuple(json.loads(f'"{words}"') for words in found.groups())


def spoken_by_script(script: str) -> dict[str, Any] | None:
    """What the page's script needs to speak another language than English: its sentences and signs; None in English.

    Args:
        script: The page's own script.
    """
    spoken = language()
    if spoken is ENGLISH:
        return None
    forms = {form for words in sentences_of_script(script) for form in words}
    return {
        "code": spoken.code,
        "digits": "en-IN" if spoken.grouping == ENGLISH.grouping else "en-US",
        "decimal": spoken.decimal,
        "group": spoken.group,
        "words": {form: say(form) for form in sorted(forms)},
    }
