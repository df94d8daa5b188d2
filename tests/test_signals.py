"""Signals that come where Python drops what is raised: the run ends all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX systems")

_STRUCK = """
import os, signal, sys, time
from tradeoff.cli.signals import heed_the_end

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), {sign})
        for _ in range(1000):
            pass

signal.signal(signal.SIGINT, signal.default_int_handler)
heed_the_end()
try:
    Cleared()
    for _ in range({cleared}):
        Cleared()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        pass
    print("went on")
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("cleared", [0, 3])
def test_an_end_asked_for_while_an_object_is_cleared_away(sign: signal.Signals, cleared: int) -> None:
    """Python prints and drops an exception of `__del__`; a planner who pressed Ctrl-C once has to press no more."""
    text = _STRUCK.format(sign=int(sign), cleared=cleared)
    ended = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("ended\n", "")


def test_another_fault_of_a_finaliser_is_still_printed() -> None:
    text = _STRUCK.replace("os.kill(os.getpid(), {sign})", "raise ValueError('mine')").replace("+ 20", "+ 0.1")
    ended = subprocess.run([sys.executable, "-c", text.format(cleared=0)], capture_output=True, text=True, check=False)
    assert ended.stdout == "went on\n"
    assert "ValueError: mine" in ended.stderr
