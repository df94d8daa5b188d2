"""Collects the sentences of the code that other languages must have, and writes them into the catalogues.

    python -m tests.sentences        adds what is missing to each catalogue, blank, and takes out what is unused

A sentence is what `say` and `say_of` are given, what a `Plural` or a `Unit` holds, and, in files that say what they are
given by others, every text in quotation marks that is more than a word.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from tradeoff.reports.page.said import sentences_of_script
from tradeoff.scenario.objectives import AIMS
from tradeoff.scenario.tables.columns import column_words

TOP = Path(__file__).parent.parent
CATALOGUES = sorted((TOP / "tradeoff" / "words").glob("*.po"))
Sentence = tuple[str, ...]
"""Its id; of a sentence about a number the singular and the plural."""
ENGLISH = (
    "moo",
    "checker",
    *(f"charts/{name}.py" for name in ("found", "found_rays", "found_three", "marks")),
    *(f"reports/{name}.py" for name in ("display", "pictures")),
)
"""What speaks English only: docs/words.md says so."""
_PAIRS = {"Plural", "Unit"}
_UNITS = ("text", "id", "number")
"""Units of columns that are told though each is a single word."""
_NAMES = {
    "Aim": ("name",),
    "Pair": ("names",),
    "Measure": ("words",),
}
"""Arguments that are said by others, though each is a single word."""
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
    found = {sentence for path in sources() for sentence in sentences_of(path)} | set(sentences_of_page())
    # What is said of one household is made of what is said of several.
    found |= {(aim.label.replace(aim.unit.many, aim.unit.one, 1),) for aim in AIMS.values()}
    found |= set(sentences_of_columns())
    # What is told of a number needs no entry of its own for either form.
    told = {form for sentence in found if len(sentence) > 1 for form in sentence}
    return {sentence for sentence in found if len(sentence) > 1 or sentence[0] not in told}


def sentences_of_columns() -> Iterator[Sentence]:
    """What comments on a workbook to fill in say of each column: what it is, a blank, its record, its unit."""
    for words in column_words().values():
        yield from ((text,) for text in (words.says, words.record) if text)
        is_typed = "," in words.unit and "between" not in words.unit
        unit = "" if words.is_money or is_typed else words.unit
        yield from ((text,) for text in (words.blank, unit) if is_prose(text) or text in _UNITS)


def sentences_of_page() -> Iterator[Sentence]:
    """The sentences of the template of pages and of their script."""
    page = TOP / "tradeoff" / "reports" / "page"
    for path in sorted(page.glob("*.j2")):
        found = extract_from_ast(Environment().parse(path.read_text(encoding="utf-8")), ["say"], babel_style=False)
        yield from ((words[0],) for _, _, words in found if words and words[0])
    for path in sorted(page.glob("*.js")):
        yield from sentences_of_script(path.read_text(encoding="utf-8"))


def sentences_of(path: Path) -> Iterator[Sentence]:
    """The sentences of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    tables = dict(_tables(tree))
    taken = set()
    for node in ast.walk(tree):
        if pair := _pair(node):
            one, many = pair
            taken |= {id(one), id(many)}
            yield (one.value,) if one.value == many.value else (one.value, many.value)
    for node in ast.walk(tree):
        for text in _said(node, tables):
            taken.add(id(text))
            yield (text.value,)
    for node in ast.walk(tree):
        if _is_text([node]) and id(node) not in silent | taken and is_prose(node.value):
            yield (node.value,)


def unsaid_in(path: Path) -> Iterator[str]:
    """Texts of a file that are put together in English: no other language can have words for them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(part) for node in ast.walk(tree) for part in _told_to_programmers(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in silent:
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if re.search(r"(^|[\s(])[A-Za-z]{2,}([\s,;:.)]|$)", text):
                yield text


def _told_to_programmers(node: ast.AST) -> Iterator[ast.AST]:
    """What `_silent` leaves out, what a notebook shows, and texts inside texts."""
    yield from _silent(node)
    if isinstance(node, ast.FunctionDef) and node.name in ("__repr__", "_repr_html_"):
        yield from ast.walk(node)
    elif isinstance(node, ast.JoinedStr):
        yield from (part for value in node.values for part in ast.walk(value) if part is not node)


def is_prose(text: str) -> bool:
    """Whether a text is more than a word: a name of a file, a format, a pattern is none."""
    return bool(re.search(r"(^|[\s(])[a-z]{2,}([\s,;:.)]|$)", text) and re.search(r"\S \S", text)) and not re.search(
        r"\[\^|\(\?|\\[dsw]|<\w+ |#,##|-src |window\.|%\(|svg text", text
    )


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


def _said(node: ast.AST, tables: Mapping[str, ast.expr]) -> Iterator[ast.Constant]:
    """What a call says: a text, one of two, or one of a table of them; and the names of aims, pairs and measures."""
    if not isinstance(node, ast.Call):
        return
    given = [key.value for key in node.keywords if key.arg in _NAMES.get(_name(node), ())]
    among = node.args[1:2] if _name(node) == "say_one" else []
    for said in [*(node.args[:1] if _name(node) in ("say", "later", "uncounted") else ()), *among, *given]:
        looked_up = said.value if isinstance(said, ast.Subscript) else said
        if isinstance(looked_up, ast.Name):
            said = tables.get(looked_up.id, said)
        elif isinstance(looked_up, ast.Dict):
            said = looked_up
        parts = said.values if isinstance(said, ast.Dict) else [said]
        yield from (text for part in parts for text in _texts(part))


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """What a file gives a name, outside its functions."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if _is_annotated(node) else []
        for name in targets:
            if isinstance(name, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from ((one.id, text) for one, text in zip(name.elts, node.value.elts, strict=True))
            elif isinstance(name, ast.Name):
                yield name.id, node.value


def _is_annotated(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and node.value is not None


def _texts(node: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(node, ast.IfExp):
        yield from (text for side in (node.body, node.orelse) for text in _texts(side))
    elif isinstance(node, ast.Tuple):
        yield from (text for part in node.elts for text in _texts(part))
    elif _is_text([node]) and node.value:
        yield node


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
    write_catalogue(path, {identity(message.id): message.string for message in read_catalogue(path) if message.id})


def write_catalogue(path: Path, said: Mapping[Sentence, str | tuple[str, ...]]) -> None:
    """Write a catalogue of all sentences of the code, in the order of their ids.

    Args:
        path: The catalogue; its header stays.
        said: What its language says for each id; what is not there is written blank.
    """
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    catalogue = Catalog(locale=read_catalogue(path).locale, charset="utf-8", fuzzy=False)
    for sentence in sorted(sentences()):
        blank = ("",) * len(sentence) if len(sentence) > 1 else ""
        catalogue.add(sentence if len(sentence) > 1 else sentence[0], said.get(sentence, blank))
    lines = BytesIO()
    write_po(lines, catalogue, width=0, omit_header=True)
    path.write_text(f"{header}\n\n{lines.getvalue().decode().strip()}\n", encoding="utf-8")


def identity(words: str | Sequence[str]) -> Sentence:
    """The id of a catalogue's entry."""
    return (words,) if isinstance(words, str) else tuple(words)


if __name__ == "__main__":
    for catalogue in CATALOGUES:
        update(catalogue)
