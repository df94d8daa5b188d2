"""Shows on a terminal how far some work is, on a line that goes when it is done; nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tradeoff.errors import visible
from tradeoff.words.spoken import headed, say


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[int, int, float], None] | None]:
    """Called with solves, points and the share of the work that is left; None where nobody watches."""
    with _line(what) as put:
        if put is None:
            yield None
            return

        def show(solves: int, points: int, gap: float) -> None:
            put(say("{points} points, {solves} solves, {gap:.2%} left", points=points, solves=solves, gap=gap))

        yield show


@contextmanager
def steps_of(what: str, count: int) -> Iterator[Callable[[], None] | None]:
    """Called after each of so many steps; None where nobody watches."""
    done = 0
    with _line(what) as put:
        if put is None:
            yield None
            return

        def step() -> None:
            nonlocal done
            done += 1
            put(say("{done} of {count} solved", done=done, count=count))

        yield step


@contextmanager
def counting(what: str, counted: str) -> Iterator[Callable[[int, int], None] | None]:
    """Called with how many are done and wanted; None where nobody watches.

    Args:
        what: The work.
        counted: What is counted, such as `draws`.
    """
    with _line(what) as put:
        if put is None:
            yield None
            return

        def told(done: int, wanted: int) -> None:
            put(say("{done} of {wanted} {counted}", done=done, wanted=wanted, counted=counted))

        yield told


@contextmanager
def _line(what: str) -> Iterator[Callable[[str], None] | None]:
    """Puts words behind the name of the work, which is text and nothing that a terminal obeys."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape

    shown = escape(visible(what))
    with Console(stderr=True).status(shown) as status:
        yield lambda words: status.update(headed(shown, escape(words)))
