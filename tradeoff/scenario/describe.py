"""Reads `scenario.yaml`: title, question and, for a variant, its base and changes, with their lines."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tradeoff.errors import InputFault
from tradeoff.scenario.changes import WantedChange, read_change
from tradeoff.scenario.faults import fault
from tradeoff.scenario.plain_texts import text_fault
from tradeoff.scenario.raw import Sheet
from tradeoff.scenario.spelling import nearest
from tradeoff.scenario.yaml_nodes import Items, Keys, OddYamlError, read_yaml
from tradeoff.words.spoken import say

FILE = "scenario.yaml"
_KEYS = ("name", "title", "question", "based_on", "changes")


@dataclass(frozen=True, kw_only=True)
class Description:
    """What `scenario.yaml` says; blank where there is no such file."""

    name: str = ""
    """What the scenario is called where its folder is called otherwise, as inside a saved plan."""
    title: str = ""
    question: str = ""
    based_on: str = ""
    based_on_line: int = 1
    sheet: Sheet | None = None
    """Where these stand in a workbook; None in a file."""
    changes: tuple[WantedChange, ...] = ()


def read_description(folder: Path, problems: list[InputFault]) -> Description:
    """Read `scenario.yaml`; faults go to `problems`, with their line as row."""
    path = folder / FILE
    if not os.path.lexists(path):
        return Description()
    try:
        data = read_yaml(path)
    except OddYamlError as odd:
        problems.append(fault("E2", FILE, None, odd.what, odd.mend, row=odd.line))
        return Description()
    if data is None:
        return Description()
    if not isinstance(data, Mapping):
        problems.append(
            fault("E2", FILE, None, "not a list of keys and values", "write `title: ...`, `question: ...`", row=1)
        )
        return Description()
    for key in data:
        if key not in _KEYS:
            problems.append(
                fault(
                    "E2",
                    FILE,
                    str(key),
                    "no such key",
                    _mend(str(key)),
                    row=_line(data, key),
                    value=str(key),
                )
            )
    return Description(
        name=_text(data, "name", problems),
        title=_text(data, "title", problems),
        question=_text(data, "question", problems),
        based_on=_text(data, "based_on", problems),
        based_on_line=_line(data, "based_on"),
        changes=_changes(data, problems),
    )


def _line(data: Mapping[str, object], key: str) -> int:
    return data.lines.get(key, 1) if isinstance(data, Keys) else 1


def _text(data: Mapping[str, object], key: str, problems: list[InputFault]) -> str:
    value = data.get(key, "")
    if isinstance(value, str) and (found := text_fault(value)):
        problems.append(fault("E2", FILE, key, *found, row=_line(data, key), value=value))
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    problems.append(
        fault(
            "E2",
            FILE,
            key,
            "not a text",
            "write one text, in quotation marks if needed",
            row=_line(data, key),
            value=str(value),
        )
    )
    return ""


def _changes(data: Mapping[str, object], problems: list[InputFault]) -> tuple[WantedChange, ...]:
    given = data.get("changes", [])
    if not given:
        return ()
    if not isinstance(given, list):
        problems.append(
            fault("E2", FILE, "changes", "not a list", "begin each change with `- `", row=_line(data, "changes"))
        )
        return ()
    if not data.get("based_on"):
        problems.append(
            fault(
                "E2",
                FILE,
                "changes",
                "changes without a base",
                "name the base under based_on",
                row=_line(data, "changes"),
            )
        )
        return ()
    found = []
    for position, change in enumerate(given):
        line = given.lines[position] if isinstance(given, Items) else 1
        wanted = read_change(change, problems, file=FILE, line=line)
        if wanted is not None:
            found.append(wanted)
    return tuple(found)


def _mend(key: str) -> str:
    """What to do with an unknown key: it may be one that is misspelt."""
    near = nearest(key, _KEYS)
    return say("rename it to {key}, if that is what it is, or remove it", key=near) if near else say("remove it")
