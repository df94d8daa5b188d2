"""Which doubtful rows state no range: `check` names them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.test_stress import small
from tradeoff.cli import commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cluster c2 (row 3, grade C) states no range; each other doubtful row has its low and high."""
    return small(tmp_path_factory.mktemp("ranges") / "small")


def test_check_names_the_row_without_a_range(folder: Path) -> None:
    result = CliRunner().invoke(commands, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    words = result.stdout.partition("Doubtful rows whose range is not stated")[2].partition("\n\n")[0]
    assert words.splitlines()[1:] == ["- clusters.csv: 1 row of grade C, range not stated (row 3)"]


def test_programs_get_each_row(folder: Path) -> None:
    found = json.loads(CliRunner().invoke(commands, ["check", str(folder), "--format", "json"]).stdout)["ranges"]
    # The envelope, the list of c1 and the cost of entry; the range of the other cost does not hold its figure.
    assert found == {
        "stated": 3,
        "not_stated": [{"table": "clusters", "row": 3, "key": "cluster_id=c2", "grade": "C"}],
    }
