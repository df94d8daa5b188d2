"""Runs HiGHS so that Ctrl-C ends it at once, whatever number of threads somebody else ran it with before.

Python serves a signal only between its own instructions, and HiGHS may be away from them for hours. So HiGHS is given
a callback, from where signals are served; Ctrl-C during a run only asks HiGHS to leave, through its own door, and
becomes what it is (KeyboardInterrupt, or what the program made of it) once HiGHS has left. Where HiGHS asks nobody,
inside presolve, a linear programme of few columns, and the first one of branch and cut, it takes until these are over.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import highspy

_ASKS = (
    highspy.cb.HighsCallbackType.kCallbackIpmInterrupt,
    highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
)
"""The moments at which HiGHS asks whether to go on."""
_STEP = highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt
"""At every step of the simplex method too: on a state's programme that took three times as long as the steps."""
_LONG = 20_000
"""Columns from which it is asked for: below, a linear programme is over within seconds."""


def run(highs: highspy.Highs) -> highspy.HighsStatus:
    """Run HiGHS on what it holds.

    Raises KeyboardInterrupt, or whatever the program's own handler of Ctrl-C raises.
    """
    with _heeded(highs):
        status = highs.run()
        if status == highspy.HighsStatus.kError and highs.getModelStatus() == highspy.HighsModelStatus.kNotset:
            # Threads are one pool to a process: HiGHS refuses to run with another number than the first who ran it.
            highspy.Highs.resetGlobalScheduler(True)
            status = highs.run()
    return status


@contextmanager
def _heeded(highs: highspy.Highs) -> Iterator[None]:
    """A context in which Ctrl-C makes HiGHS leave, and whose end passes it on."""
    served = signal.getsignal(signal.SIGINT) if threading.current_thread() is threading.main_thread() else None
    if not callable(served):
        yield
        return
    pressed: list[FrameType | None] = []

    def note(_: int, frame: FrameType | None) -> None:
        pressed.append(frame)

    signal.signal(signal.SIGINT, note)
    try:
        _ask(highs, lambda: bool(pressed))
        yield
    finally:
        signal.signal(signal.SIGINT, served)
        if pressed:
            served(signal.SIGINT, pressed.pop())


def _ask(highs: highspy.Highs, is_over: Callable[[], bool]) -> None:
    """Let HiGHS ask now and then whether to leave."""

    def answer(_kind: Any, _message: str, _told: Any, given: Any, _data: Any) -> None:
        if is_over():
            given.user_interrupt = True

    highs.setCallback(answer, None)
    for moment in (*_ASKS, _STEP) if highs.getNumCol() >= _LONG else _ASKS:
        highs.startCallback(moment)
