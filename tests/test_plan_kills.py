"""`tradeoff plan --out PLAN` killed while it writes, and on a full or a read-only disk: a whole plan, or none."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.struck import Struck
from tests.test_ended import SIGNS, is_whole
from tradeoff.cli import commands
from tradeoff.whole_folder import restore

ASKED = ["plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=800", "--form", "outlook", "--out"]
STEPS = 160
"""More than the steps that saving such a plan over another takes."""


def killed_now_and_then(runs: Struck, tmp_path: Path, seeds: range) -> None:
    """Save a plan again and again over itself, killed at a random step each time."""
    draw, place = random.Random(f"kills {seeds}"), tmp_path / "plan"
    stopped = 0
    for _ in seeds:
        sign = draw.choice(["KILL", "TERM"])
        end = runs.run([*ASKED, str(place), "--overwrite"], tmp_path, draw.randint(1, STEPS), sign)
        assert end.code in (0, SIGNS[sign]), end
        stopped += end.code != 0
        if not place.exists():
            restore(place)
        assert not place.exists() or is_whole(place)
    assert stopped > len(seeds) / 4
    result = CliRunner().invoke(commands, [*ASKED, str(place), "--overwrite"])
    assert result.exit_code == 0, result.output
    assert is_whole(place)
    assert tradeoff.check_plan(place).differences == ()


def test_a_plan_killed_while_it_is_saved_is_whole_or_none(runs: Struck, tmp_path: Path) -> None:
    killed_now_and_then(runs, tmp_path, range(10))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_plan_killed_at_many_more_steps_is_whole_or_none(runs: Struck, part: int, tmp_path: Path) -> None:
    killed_now_and_then(runs, tmp_path, range(100 * part + 100, 100 * part + 150))


def mount(disk: Path, *options: str) -> None:
    """Mount a disk in memory, or skip."""
    if not hasattr(os, "getuid") or os.getuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root mounts a disk")
    disk.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no disk can be mounted here")


@pytest.mark.parametrize("kibibytes", [16, 64, 96])
def test_a_full_disk_leaves_the_plan_that_was_there_or_none(kibibytes: int, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    mount(disk, "-o", f"size={kibibytes}k")
    try:
        place = disk / "plan"
        first = CliRunner().invoke(commands, [*ASKED, str(place)])
        second = CliRunner().invoke(commands, [*ASKED, str(place), "--overwrite"])
        # A page is 4 KiB, and there are more than 16 files.
        assert second.exception is not None
        assert "No space left on device" in str(second.exception)
        assert place.exists() == (first.exit_code == 0)
        assert not place.exists() or is_whole(place)
        assert [path.name for path in disk.iterdir()] == (["plan"] if place.exists() else [])
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    "asked",
    [
        ASKED,
        ["plan", "three-clusters", "--aim", "breadth=500", "--out"],
        ["frontier", "three-clusters", "--trade", "depth-breadth", "--out"],
        ["frontier", "three-clusters", "--trade", "depth-breadth", "--openings", "whole", "--out"],
    ],
)
def test_a_read_only_target_is_told_before_anything_is_solved(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    mount(disk)
    try:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        from tradeoff.frontier.study import Study

        def solved(*_: object, **__: object) -> None:
            raise AssertionError("something was solved")

        monkeypatch.setattr(Study, "__init__", solved)
        result = CliRunner().invoke(commands, [*asked, str(disk / "plan")])
        assert isinstance(result.exception, OSError)
        assert "you may not write in the folder" in str(result.exception)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    "asked",
    [
        ["report", "three-clusters", "--out", "nowhere/page.html"],
        ["why", "three-clusters", "forest", "--letter", "--out", "nowhere/letter.html"],
        [
            "compare",
            "three-clusters",
            "three-clusters-more-money",
            "--trade",
            "depth-breadth",
            "--out",
            "nowhere/a.svg",
        ],
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_anything_is_solved(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tradeoff.frontier.study import Study

    def solved(*_: object, **__: object) -> None:
        raise AssertionError("something was solved")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Study, "__init__", solved)
    result = CliRunner().invoke(commands, asked)
    assert isinstance(result.exception, OSError)
    assert "there is no folder nowhere; make it first" in str(result.exception)


def test_who_reads_a_plan_that_a_kill_set_aside_finds_it(tmp_path: Path) -> None:
    place, beside = tmp_path / "plan", tmp_path / ".plan.abcdefgh.tradeoff"
    assert CliRunner().invoke(commands, [*ASKED, str(place)]).exit_code == 0
    for command in (["check", str(place)], ["why", "--plan", str(place), "forest", "--format", "json"]):
        (beside / "old.7").mkdir(parents=True)
        (beside / "new").mkdir()
        beside.chmod(0o700)
        place.rename(beside / "old.7" / "plan")
        result = CliRunner().invoke(commands, command)
        assert result.exit_code == 0, result.output
        assert is_whole(place)
        shutil.rmtree(beside)
