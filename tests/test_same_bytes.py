"""The same bytes whatever surrounds a run: hash seed, locale, time zone, threads, folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_ended import AT, CHOICE

AROUND: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "3", "TZ": "UTC", "COLUMNS": "40"},
)


def written(place: Path, environment: dict[str, str]) -> dict[str, str]:
    """The sums of all that is written in such a place."""
    place.mkdir()
    asked = (
        ("report", "three-clusters", "--out", "page.html"),
        ("frontier", *CHOICE, "--certify", "--out", "frontier"),
        ("plan", *AT, "--out", "plan"),
        ("plan", *AT, "--out", "plan.xlsx"),
        ("new", "three-clusters", "new.xlsx"),
    )
    for command in asked:
        subprocess.run(
            [sys.executable, "-m", "tradeoff", *command],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
            check=True,
            capture_output=True,
        )
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_nothing_around_a_run_changes_a_byte(tmp_path: Path) -> None:
    first, *others = (written(tmp_path / f"{number} x", one) for number, one in enumerate(AROUND))
    assert len(first) > 20
    for other in others:
        assert other == first
