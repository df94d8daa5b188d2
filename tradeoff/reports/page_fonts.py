"""Embeds the letters of Odia and Devanagari in a page, where names in it are written in them and not otherwise.

A machine without such a font shows boxes in place of a village's name. The fonts stand in `vendor/noto/` as they were
released; each is embedded whole, for what a script joins its letters by cannot be cut out of it by looking at letters.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache

from tradeoff.reports.vendor import Vendored, released

_FAMILY = "Page Letters"
"""One family of all that is embedded; letters of other scripts are left to the machine's own fonts."""
SOURCE = "font-src data:"
"""What a page's policy allows where a font is embedded."""


@dataclass(frozen=True, kw_only=True)
class Font(Vendored):
    """A font of others; its version is that of the npm package that it is from."""

    script: str
    letters: tuple[tuple[int, int], ...]
    """First and last code points of its script; what only joins them is left to the browser."""


DEVANAGARI = Font(
    script="Devanagari",
    name="Noto Sans Devanagari",
    version="@fontsource/noto-sans-devanagari 5.3.0",
    file="noto/noto-sans-devanagari-devanagari-400-normal.woff2",
    sha256="f86f14cbd1004f5795689ee9cc70d5d87d915f5135b30283525c1c7b8f0eb192",
    licences=("noto/LICENSE-devanagari",),
    letters=((0x0900, 0x097F), (0x1CD0, 0x1CF9), (0xA8E0, 0xA8FF)),
)
ODIA = Font(
    script="Odia",
    name="Noto Sans Oriya",
    version="@fontsource/noto-sans-oriya 5.3.0",
    file="noto/noto-sans-oriya-oriya-400-normal.woff2",
    sha256="7a8423c635edff22719ec5ec3e49cb2e9dfa048011b1b1f7b2295b15beac57b9",
    licences=("noto/LICENSE-oriya",),
    letters=((0x0B00, 0x0B7F),),
)
FONTS = (DEVANAGARI, ODIA)
_JOINERS = "U+200C-200D,U+25CC"
"""Signs that stand between letters of either script and are drawn by its font."""


def fonts_for(text: str) -> tuple[Font, ...]:
    """The fonts whose letters occur in a text."""
    return tuple(font for font in FONTS if re.search(_class_of(font), text))


def style_of(fonts: tuple[Font, ...]) -> str:
    """The style sheet that embeds fonts and draws their letters with them; blank for none."""
    if not fonts:
        return ""
    faces = [_face(font) for font in fonts]
    return "\n".join([*faces, *(f'{where} {{ font-family: "{_FAMILY}", {_OTHERS}; }}' for where in _WHERE)])


_OTHERS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif'
_WHERE = ("body", ".chart svg text")


@cache
def _face(font: Font) -> str:
    ranges = ",".join(f"U+{first:04X}-{last:04X}" for first, last in font.letters)
    encoded = base64.b64encode(released(font)).decode()
    return (
        f'@font-face {{ font-family: "{_FAMILY}"; src: url(data:font/woff2;base64,{encoded}) format("woff2"); '
        f"unicode-range: {ranges},{_JOINERS}; }}"
    )


def _class_of(font: Font) -> str:
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in font.letters) + "]"
