"""Reads the little of YAML that a scenario says: texts, numbers, lists and keys, typed node by node.

A number stays the text it is written as, digit for digit. What YAML would turn into something else than it looks like,
such as `0o1700`, and what makes one node stand for many, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tradeoff.door import MEGABYTE, read_plain
from tradeoff.words.spoken import say

MOST_BYTES = MEGABYTE // 4
"""Room for some two thousand changes."""
MOST_DEPTH = 8
"""Lists and keys within each other; a change needs four."""
_MISSING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OTHER_NUMBERS = re.compile(r"[-+]?(0[xXoObB][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_.]*)")
"""What a reader of YAML would take for another number than stands there, or a text where a number stands."""


class OddYamlError(Exception):
    """It is no YAML that a scenario may have: the line, what is wrong, and the mend."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


class Keys(dict[str, Any]):
    """Keys with their values; `lines` says where each stands."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """The entries of a list; `lines` says where each stands."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read_yaml(path: Path) -> Any:
    """What a file says: a text, True, False, None, `Keys` or `Items`; None where it says nothing.

    Raises:
        OddYamlError: It is no such file, or holds more than a scenario may.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        text = read_plain(path, most=MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise OddYamlError(
            1, say("cannot be opened ({strerror})", strerror=error.strerror), "make it a text file, or remove it"
        ) from None
    except UnicodeDecodeError:
        raise OddYamlError(1, "its letters are not written as UTF-8", "save it as UTF-8") from None
    try:
        return _Builder(YAML(typ="safe", pure=True).parse(text)).document()
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OddYamlError(
            line, say("not readable: {problem}", problem=error.problem or error.context), "mend this line"
        ) from None
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise OddYamlError(
            line, say("holds a letter that cannot be shown ({character!r})", character=error.character), "remove it"
        ) from None
    except (YAMLError, ValueError) as error:
        raise OddYamlError(
            1, say("not readable: {splitline}", splitline=str(error).splitlines()[0]), "write it as UTF-8 YAML"
        ) from None


class _Builder:
    """Builds plain values out of what a parser tells."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def document(self) -> Any:
        """All that the file says."""
        from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent

        next(self._events)
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return None
        if event.version or event.tags:
            raise OddYamlError(_line(event), "begins with a directive (%)", "remove the line")
        found = self._node(next(self._events), depth=0)
        next(self._events)
        if isinstance(after := next(self._events), DocumentStartEvent):
            raise OddYamlError(_line(after), "a second document begins here (---)", "keep one")
        return found

    def _node(self, event: Any, *, depth: int) -> Any:
        from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

        if isinstance(event, AliasEvent):
            raise OddYamlError(_line(event), "stands for what is written elsewhere (*)", "write it out")
        if event.anchor is not None:
            raise OddYamlError(_line(event), "is named to be used elsewhere (&)", "write what is meant at each place")
        if event.ctag is not None:
            raise OddYamlError(_line(event), "says of what kind it is (!)", "write the text or number alone")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if depth >= MOST_DEPTH:
            raise OddYamlError(
                _line(event),
                say("lists and keys {most_depth} deep", most_depth=MOST_DEPTH),
                "write it as the manual shows",
            )
        return self._keys(depth + 1) if isinstance(event, MappingStartEvent) else self._items(depth + 1)

    def _keys(self, depth: int) -> Keys:
        from ruamel.yaml.events import MappingEndEvent, ScalarEvent

        found = Keys()
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise OddYamlError(_line(event), "a key that is no word", "write `key: value`")
            key = self._node(event, depth=depth)
            key = event.value if key is None or isinstance(key, bool) else key
            if key in found:
                raise OddYamlError(
                    _line(event), say("the key {key!r} stands twice", key=key[:40]), "keep one of the two"
                )
            found.lines[key] = _line(event)
            found[key] = self._node(next(self._events), depth=depth)
        return found

    def _items(self, depth: int) -> Items:
        from ruamel.yaml.events import SequenceEndEvent

        found = Items()
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.lines.append(_line(event))
            found.append(self._node(event, depth=depth))
        return found


def _scalar(event: Any) -> str | bool | None:
    """A text, or what a bare word means: true, false, or nothing."""
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _MISSING:
        return None
    if _OTHER_NUMBERS.fullmatch(text):
        raise OddYamlError(
            _line(event),
            say("{text!r} may be a number or a text", text=text[:40]),
            "write the number in plain digits, or a text in quotation marks",
        )
    return _TRUTH.get(text, text)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
