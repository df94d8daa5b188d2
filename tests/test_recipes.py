"""The recipes of CONTRIBUTING, run by a script: their blocks go into a copy of the tree, and the commands show the
result.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.independent.folders import settings, write_folder

TOP = Path(__file__).parent.parent
STEP = re.compile(
    r"(?:`(?P<file>tradeoff/[^`]+)`)|(?:(?P<where>below|above)\s+`(?P<anchor>[^`]+)`:)|(?:^```(?:python)?\n(?P<block>.*?)^```$)",
    re.DOTALL | re.MULTILINE,
)
SMALL = {
    "settings": settings(),
    "clusters": "cluster_id name department_id poor_households\nroads Roads d 100\nlabs Labs d 100",
    "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nfull 2 Full 1 1",
    "costs": "cluster_id level_id cost_per_household agent_months_per_household\n* entry 1 2\n* full 4 2",
    "budgets": "department_id year envelope\nd 1 100",
}
DRIVER = """
import contextlib, io, json, sys
from tradeoff.cli import commands
from tradeoff.cli.failures import told
found = []
for arguments in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = told(commands, arguments)
    found.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the package with a recipe's changes, and the source files that the recipe touched."""

    folder: Path
    touched: set[str]

    def run(self, *commands: str) -> list[str]:
        """What each of some commands prints, all in one interpreter; each must succeed."""
        asked = json.dumps([command.split() for command in commands])
        done = subprocess.run(
            [sys.executable, "-c", DRIVER], input=asked, capture_output=True, text=True, cwd=self.folder, check=True
        )
        found = json.loads(done.stdout)
        for command, (code, out, err) in zip(commands, found, strict=True):
            assert code == 0, (command, out, err)
        return [out for _, out, _ in found]


def follow(title: str, folder: Path) -> Copy:
    """Copy the package, and put each block of the recipe where the words before it say."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(TOP / "tradeoff", folder / "tradeoff", ignore=skip)
    for name in ("three-clusters", "three-pairs"):
        shutil.copytree(TOP / "scenarios" / name, folder / "scenarios" / name)
    text = (TOP / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = text.partition(f"### {title}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    path, where, anchor, touched = "", "", "", set()
    for step in STEP.finditer(recipe):
        if step["file"]:
            path, where = step["file"], ""
        elif step["where"]:
            where, anchor = step["where"], step["anchor"]
        else:
            place(folder / path, where, anchor, step["block"])
            touched.add(path)
    assert touched
    return Copy(folder, touched)


def place(path: Path, where: str, anchor: str, block: str) -> None:
    """Put a block below or above the one line that reads like the anchor; without an anchor it is a new file."""
    if not where:
        assert not path.exists()
        path.write_text(block, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (found,) = [number for number, line in enumerate(lines) if line.strip() == anchor]
    apart = "\n" if where == "above" and block.count("\n") > 1 else ""
    lines.insert(found + (where == "below"), block + apart)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copy goes."""
    return tmp_path / "copy"


@pytest.mark.slow
def test_a_newcomer_adds_an_aim(folder: Path) -> None:
    """Three source files; then every command that has figures shows jobs in person-years.

    Entry costs 1 and brings no job, full support costs 4 and brings 3: of 100, 100 entries reach 100 without a job, and
    25 full ones are 75 person-years with a reach of 25. Of 80 it is 80, and 60 with 20: at 30 person-years 50, not 70.
    """
    copy = follow("Add an aim", folder)
    assert len(copy.touched) <= 3
    plan = {**SMALL, "effects": "level_id income_gain persistence jobs\nentry 1 1 0\nfull 5 1 3"}
    for name, money in (("plan", 100), ("less", 80)):
        write_folder(folder / name, {**plan, "budgets": f"department_id year envelope\nd 1 {money}"})
    shown = dict(
        zip(
            (
                "help",
                "list",
                "check",
                "lacking",
                "table",
                "json",
                "csv",
                "other",
                "plan",
                "compare",
                "report",
                "verify",
            ),
            copy.run(
                "frontier --help",
                "list",
                "check plan --format json",
                "check three-pairs",
                "frontier plan --trade jobs-breadth --certify --out saved",
                "frontier plan --trade jobs-breadth --format json",
                "frontier plan --trade jobs-breadth --format csv",
                "frontier plan --trade depth-breadth",
                "plan plan --trade jobs-breadth --at jobs=30",
                "compare plan less --trade jobs-breadth",
                "report plan --out page.html",
                "verify saved",
            ),
            strict=True,
        )
    )
    assert "jobs-breadth" in shown["help"]
    assert "jobs-breadth" in json.loads(shown["check"])["trades"]
    assert "- jobs is not offered: effects.csv has no jobs for" in shown["lacking"]
    for name in ("table", "other"):
        assert "jobs in person-years" in shown[name]
    assert "work for 75 person-years while 25 households are reached, or for 0 person-years while 100" in shown["table"]
    found = json.loads(shown["json"])
    assert found["units"]["jobs"] == "person-years"
    assert [(point["jobs"], point["breadth"]) for point in found["points"]] == [(75.0, 25.0), (0.0, 100.0)]
    assert [float(row["jobs"]) for row in csv.DictReader(shown["csv"].splitlines())] == [75.0, 0.0]
    assert re.search(r"jobs +30 +person-years", shown["plan"])
    assert "At the same jobs of 30 person-years, less costs about 20 households of breadth" in shown["compare"]
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Jobs: person-years of paid work of all who are enrolled." in page
    assert '"label":"Jobs or breadth"' in page
    assert (
        (folder / "saved" / "chart.svg")
        .read_text(encoding="utf-8")
        .count("jobs: person-years of paid work, more is better")
    )


def test_a_newcomer_adds_a_measure(folder: Path) -> None:
    """At most 50 households of the majority leave 50 of the 100 households the money could reach."""
    copy = follow("Add a measure for limits", folder)
    limits = "limit_id measure sense value\ncap majority_households <= 50"
    write_folder(folder / "plan", {**SMALL, "limits": limits})
    table, plan = copy.run(
        "frontier plan --trade depth-breadth --format json", "plan plan --trade depth-breadth --at breadth=50 --all"
    )
    assert json.loads(table)["points"][0]["breadth"] == pytest.approx(50)
    assert "Limit cap: households of the majority at most 50 is met with nothing to spare." in plan


def test_a_newcomer_adds_a_mechanism(folder: Path) -> None:
    """Roads takes in 30 households and labs 40: 70 are reached where money would reach 100."""
    copy = follow("Add a mechanism", folder)
    clusters = "cluster_id name department_id poor_households intake\nroads Roads d 100 30\nlabs Labs d 100 40"
    write_folder(folder / "plan", {**SMALL, "clusters": clusters})
    found, plan = copy.run(
        "frontier plan --trade depth-breadth --format json", "plan plan --trade depth-breadth --at breadth=70 --all"
    )
    assert json.loads(found)["points"][0]["breadth"] == pytest.approx(70)
    assert "As many households as can be taken in within a year are enrolled in Labs and Roads." in plan


def test_a_newcomer_adds_an_output(folder: Path) -> None:
    """A report as text, with the sentences the frontier command prints."""
    copy = follow("Add an output", folder)
    copy.run("report three-clusters --out report.txt")
    words = (folder / "report.txt").read_text(encoding="utf-8")
    assert words.startswith("Of the poor the state can, with Rs 31 lakh, reach 1,100 households")
    assert "- Reaching 50 more poor households costs about 22 households their sufficient support" in words
