"""The house itself: who imports whom, how long files grow, what the wheel holds, what the tree must not name."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

import tradeoff.moo

TOP = Path(__file__).parent.parent
SOURCES = sorted((TOP / "tradeoff").rglob("*.py"))
ROOMS = (
    "words",
    "door",
    "drawer",
    "errors",
    "money",
    "whole_folder",
    "workers",
    "scenario",
    "programme",
    "moo",
    "frontier",
    "advice",
    "charts",
    "reports",
    "cli",
    "checker",
)
MAY_IMPORT = {
    "door": {"words"},
    "drawer": set(),
    "errors": {"words"},
    "money": {"words"},
    "whole_folder": {"moo", "words"},
    "words": set(),
    "workers": {"errors", "words"},
    "scenario": {"door", "drawer", "errors", "money", "whole_folder", "words"},
    "programme": {"door", "drawer", "errors", "scenario", "words"},
    "moo": {"door", "errors"},
    "frontier": {"drawer", "errors", "scenario", "programme", "moo", "words", "workers"},
    "advice": {"drawer", "errors", "money", "words", "workers", "scenario", "programme", "moo", "frontier"},
    "charts": {"errors", "money", "words", "scenario", "programme", "moo", "frontier", "advice"},
    "reports": set(ROOMS) - {"drawer", "workers", "cli", "checker"},
    "cli": set(ROOMS),
    "checker": set(),
}
ENGINE = re.findall(r"\w+", (tradeoff.moo.__doc__ or "").partition("stands before it:")[2].partition(".\n")[0])
"""The rooms and files of `moo` as it tells them; each imports only what stands before it."""
ONLY = {
    "pulp": {"programme", "moo"},
    "highspy": {"moo"},
    "numba": {"moo"},
    "altair": {"charts"},
    "click": {"cli"},
    "openpyxl": {"scenario", "programme"},
}


@cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def room(path: Path) -> str:
    """The room a file stands in."""
    return path.relative_to(TOP / "tradeoff").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_data_goes_right_and_imports_go_left() -> None:
    """Each room imports only rooms to its left; PuLP, HiGHS, Altair and Click stay in theirs."""
    for path in SOURCES:
        here = room(path)
        for module in imports(path):
            package, _, rest = module.partition(".")
            if package in ONLY:
                assert here in ONLY[package], f"{path} imports {module}"
            if package == "tradeoff" and rest and here in MAY_IMPORT:
                assert rest.split(".")[0] in MAY_IMPORT[here] | {here}, f"{path} imports {module}"


MOO = TOP / "tradeoff" / "moo"
PLANNING = ("cluster", "household", "rupee", "budget", "poor", "scenario")


def test_the_engine_knows_no_planning() -> None:
    """What a problem is about stands nowhere in it: no planner's word, in code, docstrings or comments."""
    for path in MOO.rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in PLANNING if word in text], path


def test_the_engine_stands_alone_and_in_order() -> None:
    """Of the project it imports only `door` and `errors`; each room only rooms before it, or its own."""
    for path in MOO.rglob("*.py"):
        own = path.relative_to(MOO).parts[0].removesuffix(".py")
        for module, names in imported(path):
            parts = module.split(".")
            if parts[0] != "tradeoff" or parts[1:2] in (["door"], ["errors"]):
                continue
            assert parts[1:2] == ["moo"], f"{path} imports {module}"
            for other in [parts[2]] if len(parts) > 2 else names:
                assert other == own or ENGINE.index(other) < ENGINE.index(own), f"{path} imports {other}"


@pytest.mark.parametrize("room", sorted(MOO.rglob("__init__.py")), ids=lambda path: path.parent.name)
def test_every_room_says_what_it_holds(room: Path) -> None:
    """In about ten lines, with the way through it; every other file of it is named there."""
    words = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or ""
    assert len(words.splitlines()) <= 14
    for file in room.parent.glob("*.py"):
        assert file.stem == "__init__" or file.stem in words, file.name


def test_no_imports_go_round() -> None:
    """Of the modules of the package, none reaches itself by its imports."""
    # What `tradeoff` itself offers is imported when it is first asked for.
    known = {module_name(path): path for path in SOURCES if path.parent != TOP / "tradeoff" or path.stem != "__init__"}
    reach = {
        name: {other for module, names in imported(path) for other in reached(module, names, known.keys())}
        for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way, name])
        if name not in done:
            for other in sorted(reach[name] - {name}):
                visit(other, (*way, name))
            done.add(name)

    for name in sorted(known):
        visit(name, ())


def reached(module: str, names: list[str], known: Collection[str]) -> set[str]:
    """The modules that an import needs: of a package that is asked for its modules, these alone."""
    modules = {f"{module}.{name}" for name in names} & set(known)
    return modules if len(modules) == len(names) > 0 else modules | ({module} & set(known))


def module_name(path: Path) -> str:
    """As it is imported."""
    return ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")


@cache
def imported(path: Path) -> list[tuple[str, list[str]]]:
    """Every module a file imports when it runs, wherever in the file, and the names it takes from it."""
    found = []
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found += [(alias.name, []) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, [alias.name for alias in node.names]))
        # What only a type checker reads is no import.
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        waiting += [] if typing_only else ast.iter_child_nodes(node)
    return found


def test_files_stay_short() -> None:
    """350 lines is the end."""
    every = [*SOURCES, *(TOP / "tests").rglob("*.py")]
    assert [path for path in every if len(path.read_text(encoding="utf-8").splitlines()) > 350] == []


MANY = 3
"""Arguments, self aside, from which a docstring says what each of them is."""


def says_it_elsewhere(path: Path, owner: ast.ClassDef | None, function: ast.FunctionDef) -> bool:
    """What is exempt: commands of Click and what Click calls, whose help says it; the compiled kernels, each described
    in `kernels_numpy`; methods of a Protocol, described where they are implemented; and methods that override one.
    """
    bases = [ast.unparse(base) for base in owner.bases] if owner else []
    if room(path) == "cli":
        decorators = [ast.unparse(one) for one in function.decorator_list]
        return any(".command" in one for one in decorators) or any(base.startswith("click.") for base in bases)
    return (
        path.stem == "kernels_numba" or "Protocol" in bases or any(function.name in methods()[base] for base in bases)
    )


@cache
def methods() -> defaultdict[str, set[str]]:
    """The methods of every class of the package, by its name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        for one in ast.walk(tree_of(path)):
            if isinstance(one, ast.ClassDef):
                found[one.name] |= {node.name for node in one.body if isinstance(node, ast.FunctionDef)}
    return found


def public_functions() -> Iterator[tuple[Path, ast.ClassDef | None, ast.FunctionDef]]:
    """Of every file, with the class it stands in."""
    for path in SOURCES:
        tree = tree_of(path)
        for owner in [None, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
            for node in (owner or tree).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, owner, node


def test_many_arguments_are_documented() -> None:
    """A public function of three arguments or more says what each is; ruff sees that none is left out of `Args:`."""
    for path, owner, node in public_functions():
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [argument.arg for argument in every if argument.arg not in ("self", "cls")]
        if len(names) >= MANY and not says_it_elsewhere(path, owner, node):
            words = ast.get_docstring(node) or ""
            _, found, args = words.partition("Args:\n")
            assert found, f"{path}: {node.name}, line {node.lineno}"
            assert all(f"    {name}: " in args for name in names), f"{path}: {node.name}, line {node.lineno}"


def test_modules_open_with_what_they_do() -> None:
    """One plain sentence, "Reads a folder into a scenario", not "From a folder to a scenario"."""
    for path in SOURCES:
        first = (ast.get_docstring(tree_of(path)) or "").partition("\n\n")[0]
        assert first.endswith((".", ":", "?")), path
        assert not first.startswith("From "), path


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


def test_how_far_a_claim_is_trusted_has_two_words() -> None:
    """Checked in floating point, certified in exact fractions; a proof is for mathematics, where bases and bounds are."""
    engine = {MOO / "exact", MOO / "lp" / "branch_bound.py", MOO / "lp" / "integer_solver.py"}
    pages = [TOP / "README.md", *(TOP / "docs").glob("*.md"), *(TOP / "notebooks").glob("*.ipynb")]
    texts = [*pages, *SOURCES, *(TOP / "tradeoff").rglob("*.j2"), *(TOP / "tradeoff").rglob("*.js")]
    for path in texts:
        if not engine & {path, path.parent}:
            assert not re.search(r"\b(prove[ds]?|proven)\b", path.read_text(encoding="utf-8"), re.IGNORECASE), path


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
