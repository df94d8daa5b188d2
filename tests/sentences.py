"""Collects the sentences of the code that other languages must have, and writes them into the catalogues.

    python -m tests.sentences        adds what is missing to each catalogue, blank, and takes out what is unused

A sentence is what `say` and `say_of` are given, what a `Plural` or a `Unit` holds, and, in files that say what they are
given by others, every text in quotation marks that is more than a word.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).parent.parent
CATALOGUES = sorted((TOP / "tradeoff" / "words").glob("*.po"))
Sentence = tuple[str, ...]
"""Its id; of a sentence about a number the singular and the plural."""
ENGLISH = ("moo", "checker", "charts", "reports/page")
"""What speaks English only: docs/words.md says so."""
_PAIRS = {"Plural", "Unit"}
_NO_WORDS = {"AttributeError", "TypeError", "LookupError", "AssertionError", "KeyError", "NotImplementedError"}
"""What goes wrong in a program that uses this one, not in what a planner does."""


def sources() -> list[Path]:
    """The files whose sentences are translated."""
    rooms = [TOP / "tradeoff" / name for name in ENGLISH]
    return [
        path
        for path in sorted((TOP / "tradeoff").rglob("*.py"))
        if not any(path.is_relative_to(room) or path == room for room in rooms)
    ]


def sentences() -> set[Sentence]:
    """Every sentence of the code, once."""
    found = {sentence for path in sources() for sentence in sentences_of(path)}
    # What is told of a number needs no entry of its own for either form.
    told = {form for sentence in found if len(sentence) > 1 for form in sentence}
    return {sentence for sentence in found if len(sentence) > 1 or sentence[0] not in told}


def sentences_of(path: Path) -> Iterator[Sentence]:
    """The sentences of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    taken = set()
    for node in ast.walk(tree):
        if pair := _pair(node):
            one, many = pair
            taken |= {id(one), id(many)}
            yield (one.value,) if one.value == many.value else (one.value, many.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in ("say", "uncounted") and _is_text(node.args[:1]):
            taken.add(id(node.args[0]))
            yield (node.args[0].value,)
    for node in ast.walk(tree):
        is_free = isinstance(node, ast.Constant) and id(node) not in silent | taken
        if is_free and isinstance(node.value, str) and is_prose(node.value):
            yield (node.value,)


def is_prose(text: str) -> bool:
    """Whether a text is more than a word: a name of a file, a format, a pattern is none."""
    return bool(re.search(r"[a-z}]{2,}[,:;]? [a-z{]", text)) and not re.search(r"\[\^|\(\?|\\[dsw]|<\w+ |#,##", text)


def _pair(node: ast.AST) -> tuple[ast.Constant, ast.Constant] | None:
    """Singular and plural of a call, or of `one, many = "...", "..."`."""
    if isinstance(node, ast.Call):
        named = {key.arg: key.value for key in node.keywords}
        texts = [named.get("one"), named.get("many")] if _name(node) in _PAIRS else node.args[1:3]
        known = _name(node) in _PAIRS | {"say_of"}
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
        names = [name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)]
        texts, known = node.value.elts, names == ["one", "many"]
    else:
        return None
    return (texts[0], texts[1]) if known and len(texts) == 2 and _is_text(texts) else None


def _is_text(nodes: list[ast.expr | None]) -> bool:
    return bool(nodes) and all(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in nodes)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Parts that say nothing to a planner: docstrings, pieces of a formatted text, what programmers are told."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc) in _NO_WORDS:
        yield from ast.walk(node.exc)


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as lines:
        return read_po(lines)


def update(path: Path) -> None:
    """Add the sentences a catalogue lacks, and take out those that are said nowhere."""
    catalogue = read_catalogue(path)
    known = {_id(message.id): message.string for message in catalogue if message.id}
    fresh = Catalog(locale=catalogue.locale, project="tradeoff", charset="utf-8", fuzzy=False)
    fresh.mime_headers = [
        (name, value)
        for name, value in catalogue.mime_headers
        if name in ("Language", "Plural-Forms", "Content-Type", "Content-Transfer-Encoding", "MIME-Version")
    ]
    for sentence in sorted(sentences()):
        fresh.add(sentence if len(sentence) > 1 else sentence[0], known.get(sentence, ""))
    with path.open("wb") as lines:
        write_po(lines, fresh, width=0, omit_header=False)


def _id(words: str | tuple[str, ...]) -> Sentence:
    return (words,) if isinstance(words, str) else tuple(words)


if __name__ == "__main__":
    for catalogue in CATALOGUES:
        update(catalogue)
