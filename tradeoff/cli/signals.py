"""Lets Ctrl-C and SIGTERM end a run in order, never in the middle of an import, and never in vain.

What is being written is taken back, what was found is kept where the command can use it. A module that is interrupted
while it is loaded leaves halves behind, and what fails next is something else: so the end waits until it is loaded.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143
_IMPORTER = "importlib._bootstrap"
_AGAIN = 0.02
"""Seconds after which is asked again, since an import was not over or a finaliser could not be ended."""
_asked: list[int] = []
"""The exit codes that were asked for, one for each signal that came."""
_is_waiting = threading.Event()
"""Set from a signal that came where nothing can be ended until it is asked again."""
_is_over = threading.Event()
"""Set when the run has ended, and only words are left."""


def heed_the_end() -> None:
    """Let SIGTERM end a run as Ctrl-C does; where Ctrl-C is ignored, as in the background of a shell, it stays so."""
    _asked.clear()
    _is_waiting.clear()
    _is_over.clear()
    sys.unraisablehook = _unraisable
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, _interrupted)
    signal.signal(signal.SIGTERM, _terminated)


def hear_no_more() -> None:
    """Let no further signal disturb the words that are left."""
    _is_over.set()


def ignore_the_end() -> None:
    """Let no signal disturb the end of the process: what was asked is done or told by now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def was_asked_to_end() -> bool:
    """Whether a signal came, whatever was made of it."""
    return bool(_asked)


def ended_by(code: int) -> int:
    """The exit code of a run that was cut short, by the signal that cut it; any other code stays."""
    return TERMINATED if code == INTERRUPTED and TERMINATED in _asked else code


def _terminated(_: int, __: FrameType | None) -> None:
    _asked.append(TERMINATED)
    if not callable(signal.getsignal(signal.SIGINT)):
        # In the background of a shell Ctrl-C is nobody's business, and the end of it still is.
        signal.signal(signal.SIGINT, _interrupted)
    signal.raise_signal(signal.SIGINT)


def _interrupted(_: int, frame: FrameType | None) -> None:
    """End what runs; in an import after it, unless somebody asks once more."""
    _asked.append(INTERRUPTED)
    if _is_over.is_set():
        return
    if _is_importing(frame) and not _is_waiting.is_set():
        _wait()
        return
    _is_waiting.clear()
    raise KeyboardInterrupt


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised while an object or a generator is cleared away: an end asked for then is not lost."""
    if what.exc_type is KeyboardInterrupt and _asked:
        _wait()
    else:
        sys.__unraisablehook__(what)


def _wait() -> None:
    _is_waiting.set()
    # A bare thread: a lock of `threading` may be held by what is interrupted.
    _thread.start_new_thread(_ask_again, ())


def _ask_again() -> None:
    time.sleep(_AGAIN)
    if _is_waiting.is_set():
        _is_waiting.clear()
        _thread.interrupt_main()


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_globals.get("__name__") == _IMPORTER:
            return True
        frame = frame.f_back
    return False
