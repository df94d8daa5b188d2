"""A mechanism is a file and its lines in the build: without them everything that does not use it is as before."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tradeoff

TOP = Path(__file__).parent.parent
MECHANISMS = ("training", "method", "owed", "trust")
USED_BY = {"trust": "not trust and not agents_time and not cohorts"}
"""Which of the tests below a mechanism leaves, where some use it."""
UNTOUCHED = {"trust": "three-clusters"}
"""A shipped scenario that does not use the mechanism, where `three-pairs` does."""
TRACE = """
import json, sys, tradeoff
print(tradeoff.__file__)
scenario = tradeoff.read_scenario(sys.argv[1])
print(json.dumps([[p.x, p.y] for t in scenario.trades for p in tradeoff.trace_frontier(scenario, t).extreme_points]))
"""


def without(mechanism: str, folder: Path) -> Path:
    """A copy of the tree without a mechanism's file and without the lines of the build that name it."""
    skip = shutil.ignore_patterns("__pycache__", ".*", "golden")
    for name in ("tradeoff", "scenarios", "tests"):
        shutil.copytree(TOP / name, folder / name, ignore=skip)
    (folder / "tradeoff" / "programme" / f"{mechanism}.py").unlink()
    build = folder / "tradeoff" / "programme" / "programme.py"
    lines = build.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if f"{mechanism}." not in line and line.strip() != f"{mechanism},"]
    assert len(kept) < len(lines)
    build.write_text("".join(kept), encoding="utf-8")
    return folder


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_mechanism_can_be_taken_out(tmp_path: Path, mechanism: str) -> None:
    """A scenario that says nothing of it has the same frontiers."""
    folder, name = without(mechanism, tmp_path), UNTOUCHED.get(mechanism, "three-pairs")
    run = subprocess.run([sys.executable, "-c", TRACE, name], cwd=folder, capture_output=True, text=True, check=True)
    where, points = run.stdout.splitlines()
    assert Path(where).is_relative_to(folder)
    scenario = tradeoff.read_scenario(name)
    expected = [
        [point.x, point.y]
        for trade in scenario.trades
        for point in tradeoff.trace_frontier(scenario, trade).extreme_points
    ]
    assert json.loads(points) == expected
    check = [sys.executable, "-m", "tradeoff", "check", name]
    subprocess.run(check, cwd=folder, capture_output=True, check=True)


@pytest.mark.slow
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_tests_that_do_not_use_it_stay_green(tmp_path: Path, mechanism: str) -> None:
    """Worked examples, money and limits, in the copy."""
    folder = without(mechanism, tmp_path)
    shutil.copy(TOP / "pyproject.toml", folder)
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-k",
            USED_BY.get(mechanism, ""),
            "tests/test_oracles.py",
            "tests/test_joining.py",
            "tests/test_limits.py",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:]
