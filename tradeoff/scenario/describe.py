"""Reads `scenario.yaml`: title, question and, for a variant, its base and changes, with their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import did_you_mean

FILE = "scenario.yaml"
_KEYS = ("title", "question", "based_on", "changes")
_CHANGE_KEYS = ("table", "where", "column", "set", "multiply", "add", "reason")


@dataclass(frozen=True, kw_only=True)
class WantedChange:
    """One entry of `changes`, and the line it stands on."""

    line: int
    table: str
    where: Mapping[str, str] = field(default_factory=dict)
    column: str = ""
    set_to: str | None = None
    multiply: str | None = None
    add: Mapping[str, str] | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Description:
    """What `scenario.yaml` says; blank where there is no such file."""

    title: str = ""
    question: str = ""
    based_on: str = ""
    based_on_line: int = 1
    changes: tuple[WantedChange, ...] = ()


def read_description(folder: Path, problems: list[InputFault]) -> Description:
    """Read `scenario.yaml`; faults go to `problems`, with their line as row."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    path = folder / FILE
    if not path.is_file():
        return Description()
    try:
        data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(fault("E2", FILE, None, f"not readable: {error.problem}", "mend this line", row=line))
        return Description()
    except (YAMLError, UnicodeDecodeError) as error:
        problems.append(fault("E2", FILE, None, f"not readable: {error}", "write it as UTF-8 YAML", row=1))
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
                    f"remove it{did_you_mean(str(key), _KEYS)}",
                    row=_line(data, key),
                    value=str(key),
                )
            )
    return Description(
        title=_text(data, "title", problems),
        question=_text(data, "question", problems),
        based_on=_text(data, "based_on", problems),
        based_on_line=_line(data, "based_on"),
        changes=_changes(data, problems),
    )


def _line(data: Any, key: object) -> int:
    try:
        return int(data.lc.key(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return 1


def _text(data: Mapping[str, object], key: str, problems: list[InputFault]) -> str:
    value = data.get(key, "")
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
        line = given.lc.item(position)[0] + 1 if hasattr(given, "lc") else 1
        wanted = _change(change, line, problems)
        if wanted is not None:
            found.append(wanted)
    return tuple(found)


def _change(change: object, line: int, problems: list[InputFault]) -> WantedChange | None:
    if not isinstance(change, Mapping) or "table" not in change:
        problems.append(
            fault("E2", FILE, "changes", "a change without its table", "write `table: ...` in it", row=line)
        )
        return None
    unknown = [str(key) for key in change if key not in _CHANGE_KEYS]
    if unknown:
        mend = f"remove it{did_you_mean(unknown[0], _CHANGE_KEYS)}"
        problems.append(fault("E2", FILE, "changes", "no such key in a change", mend, row=line, value=unknown[0]))
        return None
    if sum(key in change for key in ("set", "multiply", "add")) != 1:
        what, mend = "a change says one of set, multiply and add", "write exactly one of them"
        problems.append(fault("E2", FILE, "changes", what, mend, row=line))
        return None
    if "add" not in change and not ("where" in change and "column" in change):
        what, mend = "a change of a cell needs where and column", "add them"
        problems.append(fault("E2", FILE, "changes", what, mend, row=line))
        return None
    return WantedChange(
        line=line,
        table=str(change["table"]),
        where={str(key): str(value) for key, value in change.get("where", {}).items()},
        column=str(change.get("column", "")),
        set_to=str(change["set"]) if "set" in change else None,
        multiply=str(change["multiply"]) if "multiply" in change else None,
        add={str(key): str(value) for key, value in change["add"].items()} if "add" in change else None,
        reason=" ".join(str(change.get("reason", "")).split()),
    )
