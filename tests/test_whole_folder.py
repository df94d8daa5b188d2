"""Folders that appear whole or not at all: killed at every step, on a full disk, beside somebody else's folders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tradeoff.whole_folder import SUFFIX, restore, whole_folder

KILLED = """
import os, signal, sys
from pathlib import Path
from tradeoff.whole_folder import whole_folder

place, sign = Path(sys.argv[1]), int(sys.argv[2])
WATCHED = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree")

def write(text):
    with whole_folder(place, replace=True) as filled:
        for number in range(3):
            (filled / f"{number}.txt").write_text(text)
        (filled / "scenario").mkdir()
        (filled / "scenario" / "a.csv").write_text(text)

step = 0
while True:
    step += 1
    child = os.fork()
    if not child:
        left = [step]
        def watch(event, arguments):
            if event in WATCHED:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), sign)
        sys.addaudithook(watch)
        write(f"{step}")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    stands = sorted(str(p.relative_to(place)) for p in place.rglob("*") if p.is_file()) if place.exists() else None
    texts = sorted({p.read_text() for p in place.rglob("*") if p.is_file()}) if place.exists() else None
    print(step, "done" if os.WIFEXITED(status) else "killed", stands, texts, sep="|", flush=True)
    if os.WIFEXITED(status):
        break
"""
"""Writes a folder again and again, killed one step later each time, and prints what stands there after each."""
WHOLE = "['0.txt', '1.txt', '2.txt', 'scenario/a.csv']"


def write(
    place: Path, meanwhile: Callable[[], object] = lambda: None, *, text: str = "second", replace: bool = True
) -> None:
    """A folder with one file, written at once; something may happen in the middle of it."""
    with whole_folder(place, replace=replace) as filled:
        (filled / "a.txt").write_text(text)
        meanwhile()


@pytest.mark.parametrize("sign", [9, 15])
@pytest.mark.parametrize("before", [False, True])
def test_killed_at_any_step_a_folder_is_whole_or_given_back_whole(sign: int, before: bool, tmp_path: Path) -> None:
    place = tmp_path / "plan"
    if before:
        with whole_folder(place) as filled:
            for name in ("0.txt", "1.txt", "2.txt"):
                (filled / name).write_text("first")
            (filled / "scenario").mkdir()
            (filled / "scenario" / "a.csv").write_text("first")
    found = subprocess.run(
        [sys.executable, "-c", KILLED, str(place), str(sign)], capture_output=True, text=True, check=True, timeout=300
    )
    lines = [line.split("|") for line in found.stdout.splitlines()]
    assert [line[1] for line in lines] == ["killed"] * (len(lines) - 1) + ["done"]
    assert len(lines) > 20
    missing = 0
    for _, _, stands, texts in lines:
        if stands == "None":
            # Before the first is whole, or between the two renames: the next start gives it back.
            missing += 1
        else:
            # All of one writing.
            assert stands == WHOLE
            assert texts.count("'") == 2
    assert restore(place) is False
    if before:
        assert 0 < missing <= 2


def test_a_folder_between_the_two_renames_is_given_back_at_the_next_start(tmp_path: Path) -> None:
    place, beside = tmp_path / "plan", tmp_path / f".plan.abcdefgh{SUFFIX}"
    (beside / "old.7" / "plan").mkdir(parents=True)
    (beside / "old.7" / "plan" / "a.txt").write_text("kept")
    (beside / "new").mkdir()
    beside.chmod(0o700)
    assert restore(place) is True
    assert (place / "a.txt").read_text() == "kept"
    # What was begun is nobody's loss, and still not deleted.
    assert (beside / "new").is_dir()


def test_what_was_replaced_is_not_given_back_when_its_successor_goes(tmp_path: Path) -> None:
    beside = tmp_path / f".plan.abcdefgh{SUFFIX}"
    (beside / "old.7" / "plan").mkdir(parents=True)
    beside.chmod(0o700)
    assert restore(tmp_path / "plan") is False


@pytest.mark.parametrize("name", ["pla", "plan.b", "plan2", "*"])
def test_no_other_folder_is_taken_for_it(name: str, tmp_path: Path) -> None:
    beside = tmp_path / f".plan.abcdefgh{SUFFIX}"
    (beside / "old.7" / "plan").mkdir(parents=True)
    (beside / "new").mkdir()
    beside.chmod(0o700)
    assert restore(tmp_path / name) is False
    assert not (tmp_path / name).exists()


def test_what_others_could_have_written_is_not_given_back(tmp_path: Path) -> None:
    beside = tmp_path / f".plan.abcdefgh{SUFFIX}"
    (beside / "old.7" / "plan").mkdir(parents=True)
    (beside / "new").mkdir()
    beside.chmod(0o770)
    assert restore(tmp_path / "plan") is False
    real = beside.rename(tmp_path / "elsewhere")
    real.chmod(0o700)
    beside.symlink_to(real)
    assert restore(tmp_path / "plan") is False


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives folders away")
def test_somebody_elses_folder_is_not_given_back(tmp_path: Path) -> None:
    beside = tmp_path / f".plan.abcdefgh{SUFFIX}"
    (beside / "old.7" / "plan").mkdir(parents=True)
    (beside / "new").mkdir()
    beside.chmod(0o700)
    os.chown(beside, 12345, 12345)
    assert restore(tmp_path / "plan") is False


def test_a_failure_in_the_middle_leaves_what_stood_there_and_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "plan"
    with whole_folder(place) as filled:
        (filled / "a.txt").write_text("first")
    with pytest.raises(ZeroDivisionError):
        write(place, lambda: 1 / 0)
    assert (place / "a.txt").read_text() == "first"
    assert list(tmp_path.iterdir()) == [place]


def test_a_failing_last_rename_gives_back_what_stepped_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "plan"
    with whole_folder(place) as filled:
        (filled / "a.txt").write_text("first")
    rename = Path.rename

    def failing(here: Path, there: Path) -> Path:
        if here.name == "new":
            raise OSError(5, "Input/output error")
        return rename(here, there)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match=r"cannot write .*plan: Input/output error"):
        write(place)
    assert (place / "a.txt").read_text() == "first"
    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    place = tmp_path / "plan"

    def meanwhile() -> None:
        place.mkdir()
        (place / "mine.txt").write_text("mine")

    with pytest.raises(FileExistsError, match="it is there already"):
        write(place, meanwhile, replace=False)
    assert (place / "mine.txt").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [place]


def test_a_link_stays_and_leads_to_the_new_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole_folder(tmp_path / "link", replace=True) as filled:
        (filled / "a.txt").write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "new"


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    place = tmp_path / ("ନ" * 80)
    with whole_folder(place) as filled:
        (filled / "a.txt").write_text("new")
    assert list(tmp_path.iterdir()) == [place]


def test_nobody_else_looks_into_what_is_not_done(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "plan") as filled:
        assert filled.parent.stat().st_mode & 0o077 == 0
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "plan").stat().st_mode & 0o777 == 0o777 & ~mask


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of 64 KiB."""
    if not hasattr(os, "getuid") or os.getuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root mounts a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    return disk


def test_a_full_disk_leaves_what_stood_there(small_disk: Path) -> None:
    place = small_disk / "plan"
    try:
        with whole_folder(place) as filled:
            (filled / "a.txt").write_text("first")
        with pytest.raises(OSError, match=r"cannot write .*plan: No space left"):
            write(place, text="much" * 25_000)
        assert (place / "a.txt").read_text() == "first"
        assert list(small_disk.iterdir()) == [place]
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def test_a_folder_one_may_not_look_into_is_no_error(tmp_path: Path) -> None:
    assert restore(tmp_path / "nowhere" / "plan") is False
    code = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from tradeoff.whole_folder import restore
        if os.getuid() == 0:
            os.setuid(12345)
        print(restore(Path(sys.argv[1])))
    """)
    if not hasattr(os, "getuid"):
        pytest.skip("every folder is readable here")
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0o300)
    found = subprocess.run(
        [sys.executable, "-c", code, str(shut / "plan")], capture_output=True, text=True, check=False
    )
    assert found.stdout in ("False\n", ""), found.stderr
    shut.chmod(0o700)
