"""The same bytes whatever surrounds a run: hash seed, locale, time zone, threads, folder."""

from __future__ import annotations

import os
import re
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


PYTHONS = [one for one in os.environ.get("TRADEOFF_PYTHONS", "").split(os.pathsep) if one]
"""Interpreters of other versions of Python that have what `tradeoff` needs, where somebody names them."""


def written(place: Path, environment: dict[str, str], python: str = sys.executable) -> dict[str, bytes]:
    """All that is written in such a place, by the names of the files."""
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
            [python, "-m", "tradeoff", *command],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
            check=True,
            capture_output=True,
        )
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


@pytest.mark.slow
def test_nothing_around_a_run_changes_a_byte(tmp_path: Path) -> None:
    first, *others = (written(tmp_path / f"{number} x", one) for number, one in enumerate(AROUND))
    assert len(first) > 20
    for other in others:
        assert other == first


@pytest.mark.slow
@pytest.mark.skipif(not PYTHONS, reason="TRADEOFF_PYTHONS names no other Python that has what tradeoff needs")
def test_another_python_changes_no_byte_but_the_versions_it_names(tmp_path: Path) -> None:
    """Manifests hold the sums of files that name versions, and are left out."""
    first, *others = (
        {name: re.sub(rb"(numpy\W+)[\d.]+\d", rb"\1", held) for name, held in files.items() if "manifest" not in name}
        for files in (
            written(tmp_path / str(number), {}, python) for number, python in enumerate([sys.executable, *PYTHONS])
        )
    )
    assert len(first) > 20
    for other in others:
        assert [name for name in first | other if first.get(name) != other.get(name)] == []
