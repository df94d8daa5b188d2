"""Turns amounts as results print them into what is typed: `59,8 lakh de roupies` is `59.8 lakh`, `1 100` is 1100.

What a command says can so be given back to it, in the language in which it was said.
"""

from __future__ import annotations

import re

from tradeoff.words.spoken import language, say

_PRINTED = (
    ("crore", ("Rs {amount} crore", "{amount} crore rupees")),
    ("lakh", ("Rs {amount} lakh", "{amount} lakh rupees")),
    ("thousand", ("{amount} thousand rupees",)),
    ("rupees", ("Rs {amount}", "{amount} rupees")),
)
"""The unit that is typed, and the sentences that say an amount in it."""
_A_YEAR = " a year"
_BY_BLANKS = re.compile(r"(?<![\d.,])\d{1,3}( \d{3})+(?!\d)")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,.])")
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


def as_typed(words: str) -> str:
    """An amount, or a number, as it is typed in English, whichever language printed it.

    Raises ValueError for a comma of which nobody knows whether it parts thousands or decimals.

    Example:
        >>> from tradeoff.words.spoken import in_language
        >>> as_typed("1 100"), as_typed("Rs 30 lakh a year")
        ('1100', '30 lakh')
        >>> with in_language("fr"):
        ...     as_typed("26,9 lakh de roupies par an")
        '26.9 lakh'
    """
    plain = " ".join(words.split()).removesuffix(say(_A_YEAR)).removesuffix(_A_YEAR)
    plain = _BY_BLANKS.sub(lambda found: found[0].replace(" ", ""), plain)
    if language().decimal == ",":
        plain = _DECIMAL_COMMA.sub(_with_point, plain)
    for unit, sentences in _PRINTED:
        for sentence in sentences:
            pattern = re.escape(say(sentence)).replace(r"\{amount\}", r"(?P<amount>[^\s%A-Za-z]+)")
            if found := re.fullmatch(" ".join(pattern.split()), plain):
                return f"{found['amount']} {unit}"
    return plain


def as_named(words: str) -> str:
    """A name as it is typed or printed in quotation marks, for comparing: in small letters, without the marks."""
    return " ".join(words.split()).strip("«»“”\"' ").casefold()


def _with_point(found: re.Match[str]) -> str:
    if _THOUSANDS.fullmatch(found[0]):
        raise ValueError(
            say(
                "{amount}: the comma may part thousands or decimals; write {whole} or {decimal}",
                amount=found[0],
                whole=found[0].replace(",", ""),
                decimal=found[0].replace(",", "."),
            )
        )
    return f"{found[1]}.{found[2]}"
