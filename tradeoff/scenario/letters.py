"""Reads the letters of a text file: UTF-8 unless its first bytes, or what its bytes can mean, say otherwise.

Nothing is guessed from frequencies: UTF-8 and UTF-16 are read strictly, and what is neither is old Windows text, of
which a word is shown so that people see whether it was.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""First bytes that say how a text is written; UTF-32 begins as UTF-16 does, and is refused for its empty letters."""
_NO_TEXT = {
    b"PK\x03\x04": "a workbook, or another archive, under the name of a CSV file",
    b"\xd0\xcf\x11\xe0": "an old workbook under the name of a CSV file",
    b"<": "a web page under the name of a CSV file",
    b"%PDF": "a PDF under the name of a CSV file",
}
OLD_WINDOWS = "cp1252"
_NO_LETTERS = frozenset("\x81\x8d\x8f\x90\x9d")
"""What the bytes that mean nothing in old Windows text become, each byte being read as one letter."""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """A text, or what is wrong with it."""

    text: str = ""
    written: str = "utf-8"
    """How the letters are written: `utf-8`, `utf-8-sig` with a mark before, `utf-16`, or `cp1252`."""
    fault: str = ""
    """Why it is no text; blank where it is one."""


def read_letters(content: bytes) -> Letters:
    """The text that the bytes of a file are.

    Example:
        >>> read_letters("Büro".encode("cp1252"))
        Letters(text='Büro', written='cp1252', fault='')
    """
    start = content.lstrip(b" \r\n\t\xef\xbb\xbf")
    for mark, what in _NO_TEXT.items():
        if start.startswith(mark):
            return Letters(fault=what)
    written = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(written)
    except UnicodeDecodeError:
        if written == "utf-16":
            return Letters(fault="begins as UTF-16 text does and does not go on so")
        # Read so, every byte is one letter: where some mean nothing, the row that holds them can then be named.
        written, text = OLD_WINDOWS, content.decode("latin-1")
        if is_known(text):
            text = content.decode(OLD_WINDOWS)
    if "\0" in text:
        return Letters(fault="its letters are written in a way that is not known: some are empty (NUL)")
    return Letters(text=text, written=written)


def is_known(text: str) -> bool:
    """Whether every letter of a text that was read as old Windows text means one there."""
    return not _NO_LETTERS & set(text)
