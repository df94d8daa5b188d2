"""Streams that are full, closed or read by nobody, places without a home or a language, and signals: ends in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.independent.command_line import run
from tradeoff.cli.streams import Outputs
from tradeoff.errors import visible

TRADEOFF = [sys.executable, "-m", "tradeoff"]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="shells, signals and /dev/full are of POSIX systems")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a shell makes of a line in which `tradeoff` is the command."""
    return subprocess.run(
        ["bash", "-c", line.replace("tradeoff", f"{sys.executable} -m tradeoff")],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", ["list", "--help"])
@pytest.mark.parametrize(("where", "why"), [("/dev/full", "No space left on device"), ("&-", "it is closed")])
def test_an_output_that_cannot_be_written_is_told(command: str, where: str, why: str) -> None:
    done = shell(f"tradeoff {command} >{where}")
    assert done.returncode == 7
    assert done.stderr.decode() == f"cannot write to the standard output: {why}\n"


@pytest.mark.parametrize("where", ["/dev/full", "&-"])
def test_errors_that_nobody_hears_end_with_their_code(where: str) -> None:
    assert shell(f"tradeoff check nowhere 2>{where}").returncode == 2
    done = shell(f"tradeoff list 2>{where}")
    assert (done.returncode, done.stdout) == (0, shell("tradeoff list").stdout)


def test_a_file_never_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """With all three closed the first file opened would be number 0, 1 or 2, and the solver prints there."""
    page = tmp_path / "page.html"
    done = shell(f"tradeoff report three-clusters --out {page} <&- >&- 2>&-")
    assert done.returncode == 0
    assert page.read_text().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("command", ["list", "check three-clusters"])
def test_an_output_that_nobody_reads_ends_as_tools_do(command: str) -> None:
    """141, as a shell counts SIGPIPE; nothing is said of it."""
    done = shell(f"tradeoff {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (141, b"")


def test_without_home_language_or_docstrings() -> None:
    """The same words; letters beyond ASCII are written as UTF-8."""
    plain = shell("tradeoff check three-clusters").stdout
    bare = shell("env -u HOME tradeoff check three-clusters", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert (bare.returncode, bare.stdout, bare.stderr) == (0, plain, b"")
    for command in ("list", "new", "check", "frontier", "plan", "why", "compare", "verify", "report"):
        assert run(command, "--help").stdout.count("\n") > 5
    assert shell("tradeoff verify --help", PYTHONOPTIMIZE="2").stdout.decode() == run("verify", "--help").stdout


def test_what_a_terminal_would_obey_is_shown_as_its_escape() -> None:
    done = run("check", "\x1b[31m\x07no\u202ewhere\u2028\udcff[red]", code=2)
    assert r"\x1b[31m\x07no\u202ewhere\u2028\udcff[red]" in done.stderr
    assert visible("a\u200cb क्‍ष ₹\xa01") == "a\u200cb क्‍ष ₹\xa01"


def test_words_after_an_interrupt_are_true(tmp_path: Path) -> None:
    """What is compared is what lies there, before and after."""
    page, folder = tmp_path / "page.html", tmp_path / "mine"
    page.write_text("first")
    outputs = Outputs(["report", "x", "--out", str(page)])
    new = Outputs(["new", "three-clusters", str(folder)])
    assert outputs.written() == new.written() == []
    (tmp_path / "beside").write_text("second")
    (tmp_path / "beside").replace(page)
    folder.mkdir()
    assert outputs.written() == [str(page)]
    assert new.written() == [str(folder)]


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("is_ignored", [False, True])
def test_a_signal_ends_a_run_in_words(sign: signal.Signals, code: int, is_ignored: bool, tmp_path: Path) -> None:
    """SIGTERM as Ctrl-C does, also in the background of a shell, where Ctrl-C is ignored."""
    page = tmp_path / "page.html"
    command = [*TRADEOFF, "report", "orissa", "--exact", "--out", str(page)]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_ignored else signal.getsignal(signal.SIGINT)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    time.sleep(3)
    process.send_signal(sign)
    if is_ignored and sign == signal.SIGINT:
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        code = 143
    said = process.communicate(timeout=60)[1]
    assert process.returncode == code
    if "nothing was written" in said:
        assert not page.exists()
    else:
        assert f"Wrote {page}" in said or f"{page} was written" in said
        assert page.read_text().rstrip().endswith("</html>")
    assert list(tmp_path.iterdir()) == ([page] if page.exists() else [])
