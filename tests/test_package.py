"""The house itself: who imports whom, how long files grow, what the wheel holds, what the tree must not name."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tradeoff

TOP = Path(__file__).parent.parent
SOURCES = sorted((TOP / "tradeoff").rglob("*.py"))
ROOMS = ("errors", "money", "scenario", "programme", "moo", "frontier", "advice", "charts", "reports", "cli", "checker")
MAY_IMPORT = {
    "errors": set(),
    "money": set(),
    "scenario": {"errors"},
    "programme": {"errors", "scenario"},
    "moo": {"errors"},
    "frontier": {"errors", "scenario", "programme", "moo"},
    "advice": {"errors", "money", "scenario", "programme", "moo", "frontier"},
    "charts": {"errors", "money", "scenario", "programme", "moo", "frontier", "advice"},
    "reports": {"errors", "money", "scenario", "programme", "moo", "frontier", "advice", "charts"},
    "cli": set(ROOMS),
    "checker": set(),
}
ONLY = {
    "pulp": {"programme", "moo"},
    "highspy": {"moo"},
    "numba": {"moo"},
    "altair": {"charts"},
    "click": {"cli"},
}


def room(path: Path) -> str:
    """The room a file stands in."""
    return path.relative_to(TOP / "tradeoff").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TOP)))
def test_data_goes_right_and_imports_go_left(path: Path) -> None:
    """Each room imports only rooms to its left; PuLP, HiGHS, Altair and Click stay in theirs."""
    here = room(path)
    for module in imports(path):
        package, _, rest = module.partition(".")
        if package in ONLY:
            assert here in ONLY[package], module
        if package == "tradeoff" and rest and here in MAY_IMPORT:
            assert rest.split(".")[0] in MAY_IMPORT[here] | {here}, module


@pytest.mark.parametrize("path", [*SOURCES, *sorted((TOP / "tests").rglob("*.py"))], ids=lambda path: path.name)
def test_files_stay_short(path: Path) -> None:
    """400 lines is the end."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_public_name_is_there_and_documented() -> None:
    """`tradeoff.__all__` resolves, and each name stands in the README or in docs."""
    words = "".join(path.read_text(encoding="utf-8") for path in [TOP / "README.md", *(TOP / "docs").glob("*.md")])
    for name in tradeoff.__all__:
        assert getattr(tradeoff, name) is not None
        assert name in words, name
    with pytest.raises(AttributeError):
        tradeoff.no_such_name  # noqa: B018


def tracked() -> list[Path]:
    """The files of the project, as far as git or the tree tells."""
    git = subprocess.run(["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=False)
    names = git.stdout.split() if git.returncode == 0 else []
    return [TOP / name for name in names if (TOP / name).is_file()]


def test_nothing_names_this_machine_or_a_registry() -> None:
    """No path of a developer's machine, no host of a package registry."""
    words = ["/" + part + "/" for part in ("work", "root", "home")] + ["pypi" + ".org", "files.python" + "hosted"]
    for path in tracked():
        if path.suffix in (".py", ".md", ".toml", ".txt", ".csv", ".yaml", ".json", ".ipynb", ".j2", ".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert not [word for word in words if word in text], path


def test_the_wheel_carries_scenarios_and_page_but_not_the_twin(tmp_path: Path) -> None:
    """Built offline, installed to a folder of its own, and asked for its scenarios from there."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    source = tmp_path / "source"
    skip = shutil.ignore_patterns(".git", "__pycache__", ".*cache", "build", "dist", "*.egg-info", ".hypothesis")
    shutil.copytree(TOP, source, ignore=skip)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(source)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "tradeoff/_scenarios/three-clusters/clusters.csv" in names
    assert "tradeoff/reports/page/page.html.j2" in names
    assert "tradeoff/py.typed" in names
    assert "cli.py" not in names
    assert not [name for name in names if name.startswith("tests/")]
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "import json, tradeoff; print(json.dumps([str(s.path) for s in tradeoff.shipped_scenarios()]))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    paths = json.loads(done.stdout)
    assert len(paths) == len(tradeoff.shipped_scenarios())
    assert all("_scenarios" in path for path in paths)


def test_shipped_scenarios_are_found_in_the_checkout() -> None:
    """Without package data, beside the package."""
    assert (TOP / "scenarios" / "three-clusters") in [found.path for found in tradeoff.shipped_scenarios()]
