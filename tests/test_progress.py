"""What a command says of its work while it runs, on a terminal and elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tradeoff.cli.progress import counting, progress_of, steps_of

NAMED = "[bold]plan[/bold]\x1b[31m"
LINES: dict[str, tuple[Callable[[], Any], tuple[object, ...], str]] = {
    "progress": (lambda: progress_of(NAMED), (3, 2, 0.5), "2 points, 3 solves, 50.00% left"),
    "steps": (lambda: steps_of(NAMED, 4), (), "1 of 4 solved"),
    "draws": (lambda: counting(NAMED, "draws"), (50, 200), "50 of 200 draws"),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_name_is_text_on_the_line(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither markup nor an escape of a scenario's name is obeyed."""
    import rich.console

    said: list[str] = []

    class Status:
        def __enter__(self) -> Status:
            return self

        def __exit__(self, *_: object) -> None: ...

        def update(self, words: str) -> None:
            said.append(rich.console.Text.from_markup(words).plain)

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(rich.console.Console, "status", lambda *_: Status())
    line, arguments, told = LINES[kind]
    with line() as put:
        put(*arguments)
    assert said == [f"[bold]plan[/bold]\\x1b[31m: {told}"]


@pytest.mark.parametrize("kind", LINES)
def test_nobody_is_told_where_nobody_watches(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    with LINES[kind][0]() as put:
        assert put is None
