"""Holds what others made and pages carry, as it was released, with its licence; names the scripts among it.

yalps is a linear programming solver (https://github.com/IanManske/YALPS, MIT): `dist/index.min.js` of its npm package.
heap 0.2.7 (https://github.com/qiao/heap.js, MIT) has no file of its own: that one has it inside.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradeoff.words.spoken import say

_HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Vendored:
    """A file of others, as it was released."""

    name: str
    version: str
    file: str
    """Where it lies in this folder."""
    sha256: str
    licences: tuple[str, ...]
    """Where the licences of all it is made of lie."""


SOLVER = Vendored(
    name="yalps",
    version="0.6.4",
    file="yalps/index.min.js",
    sha256="224a80dbfff5068734eaff69e0fe4e7e681499b2845dea285c7d9c3889eb71ab",
    licences=("yalps/LICENSE", "heap/LICENSE"),
)
"""Gives a page `YALPS.solve`."""
ALL = (SOLVER,)


def released(vendored: Vendored) -> bytes:
    """A file of others; raises OSError where it is not the one that was released."""
    content = (_HERE / vendored.file).read_bytes()
    if hashlib.sha256(content).hexdigest() != vendored.sha256:
        raise OSError(say("{file} is not what was released; install tradeoff anew", file=vendored.file))
    return content


@cache
def script_of(vendored: Vendored) -> str:
    """A script as a page carries it: behind its licences, without the last line, which names a missing map."""
    code = "\n".join(
        line for line in released(vendored).decode().splitlines() if not line.startswith("//# sourceMappingURL")
    )
    texts = [(_HERE / licence).read_text(encoding="utf-8").strip() for licence in vendored.licences]
    return "\n".join([f"/*! {vendored.name} {vendored.version}", *texts, "*/", code])
