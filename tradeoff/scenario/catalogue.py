"""Finds the folder or workbook of a scenario by path or name, and lists the shipped ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tradeoff.scenario.arguments import require_path
from tradeoff.scenario.raw import did_you_mean
from tradeoff.words.spoken import say

_PACKAGE = Path(__file__).parent.parent
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods", ".xlt", ".xltx", ".xltm")
"""Suffixes of workbooks; only the first two are read, and of the others it is said why not."""


@dataclass(frozen=True, kw_only=True)
class ShippedScenario:
    """A scenario that comes with the package."""

    name: str
    title: str
    question: str
    based_on: str
    path: Path


def shipped_folder() -> Path:
    """Where the shipped scenarios are: in the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "_scenarios"
    return installed if installed.is_dir() else _PACKAGE.parent / "scenarios"


def shipped_names() -> tuple[str, ...]:
    """The names of the shipped scenarios, sorted."""
    return tuple(sorted(path.parent.name for path in shipped_folder().glob("*/scenario.yaml")))


def shipped_scenarios() -> tuple[ShippedScenario, ...]:
    """Every shipped scenario with its title and question."""
    from tradeoff.scenario.describe import read_description

    found = []
    for name in shipped_names():
        path = shipped_folder() / name
        described = read_description(path, [])
        found.append(
            ShippedScenario(
                name=name,
                title=described.title or name,
                question=described.question,
                based_on=described.based_on,
                path=path,
            )
        )
    return tuple(found)


def find_scenario(scenario: str | Path, *, beside: Path | None = None) -> Path:
    """The folder or workbook of a scenario: a path (relative to `beside`, where given), else the name of a shipped one.

    Raises ValueError, with the nearest name, where there is neither.
    """
    require_path(scenario, say("scenario"))
    path = Path(scenario) if beside is None else beside / scenario
    # A name too long for a file is one that is not there; `Path` would raise.
    if os.path.isdir(path):
        return path
    if os.path.isfile(path):
        if is_workbook(path):
            return path
        raise ValueError(
            say("{scenario} is a file; a scenario is a workbook (.xlsx) or a folder of CSV files", scenario=scenario)
        )
    names = shipped_names()
    if str(scenario) in names:
        return shipped_folder() / str(scenario)
    if path.suffix.lower().startswith((".xls", ".xslx")):
        raise ValueError(
            say("there is no file {path!r}; check its name, its suffix (.xlsx) and its folder", path=str(path))
        )
    hint = did_you_mean(str(scenario), names) or say("; shipped are {names}", names=", ".join(names))
    raise ValueError(
        say("there is no folder and no shipped scenario called {scenario!r}{hint}", scenario=str(scenario), hint=hint)
    )


def is_workbook(path: Path) -> bool:
    """Whether a path is a workbook rather than a folder: by its suffix, also of those that are refused when read."""
    return path.suffix.lower() in WORKBOOKS and not path.is_dir()
