"""No version that the project pins has a hole that is known: asked where advisories can be reached, skipped elsewhere."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"


@pytest.mark.slow
def test_no_pinned_version_has_a_known_hole() -> None:
    if importlib.util.find_spec("pip_audit") is None:
        pytest.skip("pip-audit is not installed")
    asked = [
        "--requirement",
        str(CONSTRAINTS),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *asked], capture_output=True, text=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired:
        pytest.skip("advisories did not answer within five minutes")
    if not done.stdout.startswith("{"):
        pytest.skip(f"advisories cannot be reached: {done.stderr.strip().splitlines()[-1:]}")
    found = json.loads(done.stdout)["dependencies"]
    assert len(found) > 20
    assert [(one["name"], hole["id"]) for one in found for hole in one.get("vulns", ())] == []
