"""Refuses texts that do not show what they hold: letters that cannot be seen or turn others round, and endless ones.

What passes can be printed, written and shown anywhere as it is. Joiners that Indian scripts need are letters like any.
"""

from __future__ import annotations

import unicodedata

from tradeoff.words.spoken import say

MOST_LETTERS = 2_000
"""Of one text; the longest note of a shipped scenario has a tenth of that."""
_LINE_BREAKS = frozenset("\t\n\r")
"""What a cell of a spreadsheet may hold between words; read as a blank."""
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories: controls, halves of letters, line and paragraph separators."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction in which what follows is shown."""
_TAGS = range(0xE0000, 0xE0080)
_NOTES = range(0xFFF9, 0xFFFC)
_NO_LETTERS = range(0xFDD0, 0xFDF0)
"""No letters at all, as are the last two of every 65,536: a workbook cannot hold some, and comes back as other data."""


def text_fault(text: str) -> tuple[str, str] | None:
    r"""What is wrong with a text, and the mend; None where it shows what it holds.

    Example:
        >>> text_fault("Barpali\u202eilaprab")
        ('holds a letter that cannot be seen (U+202E)', 'type the text anew')
    """
    if len(text) > MOST_LETTERS:
        return say("{count} letters long", count=len(text)), say(
            "shorten it to at most {most_letters}", most_letters=MOST_LETTERS
        )
    if text.isprintable():
        return None
    unseen = next((letter for letter in text if _is_unseen(letter)), None)
    return (
        None
        if unseen is None
        else (say("holds a letter that cannot be seen (U+{ord:04X})", ord=ord(unseen)), "type the text anew")
    )


def on_one_line(text: str) -> str:
    """A text with line breaks and tabs as blanks, as it stands in a table or a sentence."""
    return text if _LINE_BREAKS.isdisjoint(text) else " ".join(text.split())


def _is_unseen(letter: str) -> bool:
    if letter in _LINE_BREAKS:
        return False
    code = ord(letter)
    is_none = code in _NO_LETTERS or code & 0xFFFE == 0xFFFE
    return is_none or unicodedata.category(letter) in _UNSEEN or letter in _TURNING or code in _TAGS or code in _NOTES
