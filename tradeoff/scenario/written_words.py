"""Reads the words of columns that know only a few: in any capitals, and with the signs that mean `<=` and `>=`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

_SIGNS = {"\u2264": "<=", "\u2265": ">=", "==": "="}
TURNED = {"=>": ">=", "=<": "<=", ">": ">=", "<": "<="} | {
    "at least": ">=", "minimum": ">=", "min": ">=", "au moins": ">=",
    "at most": "<=", "maximum": "<=", "max": "<=", "au plus": "<=",
}  # fmt: skip
"""Signs and words that no column knows, and the signs that were meant."""

_PARTED = re.compile(r"\s*[,/+&]\s*|\s+(?:and|et)\s+")
"""What people write between several words in place of `;`."""


@cache
def allowed_words(rows: type[BaseModel], column: str) -> tuple[str, ...]:
    """The words that a column knows; none where it takes any text."""
    annotation = rows.model_fields[column].annotation
    return tuple(word for word in get_args(annotation) if word) if get_origin(annotation) is Literal else ()


def plain_word(rows: type[BaseModel], column: str, text: str) -> str:
    """The word that a column knows for a text; the text itself where it knows none.

    Args:
        rows: The type of the rows.
        column: The column's name.
        text: What stands there.
    """
    known = allowed_words(rows, column)
    word = _SIGNS.get(text, text)
    if text in known or not known:
        return text
    return next((one for one in known if _folded(one) == _folded(word)), text)


def parted(text: str, known: Collection[str]) -> str | None:
    """Several known words with `;` between, from a text that has other marks there; None where it is none.

    Example:
        >>> parted("state,partner", ["state", "partner"]), parted("state", ["state"])
        ('state; partner', None)
    """
    parts = _PARTED.split(text.strip())
    return "; ".join(parts) if len(parts) > 1 and set(parts) <= set(known) else None


def _folded(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
