"""From a folder outside the tree to an environment of its own for the programs we compare with.

They are installed once and never into the project's environment: pyaugmecon pins an older NumPy. A peer that cannot be
installed is not an error; its rows say why it is not there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WANTED = {"pyaugmecon": "pyaugmecon==1.0.8", "pymoo": "pymoo", "benpy": "benpy"}
"""In this order: what pins most comes first."""
_NAMED = ("benpy", "pyaugmecon", "pymoo", "pyomo", "numpy", "scipy")
_PATIENCE = 1800


@dataclass(frozen=True, kw_only=True)
class Peers:
    """An environment with peers, and why one of them is missing."""

    python: str
    missing: Mapping[str, str]
    """By peer; blank if it is there."""
    versions: Mapping[str, str]


def default_folder() -> Path:
    """Where the environment is kept unless told otherwise: the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "tradeoff-benchmarks"


def no_peers(reason: str) -> Peers:
    """No environment at all."""
    return Peers(python="", missing=dict.fromkeys(WANTED, reason), versions={})


def make_peers(folder: Path) -> Peers:
    """The environment in `folder`, made and filled as far as it is not yet."""
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"  making an environment for peers in {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True)
    missing = {}
    for name, requirement in WANTED.items():
        missing[name] = "" if _version(python, name) else _install(python, name, requirement)
    if not missing["pyaugmecon"] and shutil.which("glpsol") is None:
        missing["pyaugmecon"] = "GLPK's solver is missing (Debian: apt-get install glpk-utils)"
    versions = {name: version for name in _NAMED if (version := _version(python, name))}
    return Peers(python=str(python), missing=missing, versions=versions)


def _install(python: Path, name: str, requirement: str) -> str:
    print(f"  installing {requirement}", file=sys.stderr)
    try:
        done = subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", requirement],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"{requirement} was not installed within {_PATIENCE} s"
    if done.returncode == 0:
        return ""
    if "glpk.h" in done.stderr + done.stdout:
        return f"{name} is built from C and GLPK's headers are missing (Debian: apt-get install libglpk-dev)"
    errors = [line.strip() for line in done.stderr.splitlines() if "ERROR" in line]
    return f"{requirement} could not be installed: {errors[-1] if errors else 'pip said nothing'}"[:200]


def _version(python: Path, name: str) -> str:
    source = (
        "import importlib.metadata as m, json, sys\n"
        "try: print(json.dumps(m.version(sys.argv[1])))\n"
        "except m.PackageNotFoundError: print(json.dumps(''))"
    )
    done = subprocess.run([str(python), "-c", source, name], capture_output=True, text=True, check=False)
    return str(json.loads(done.stdout)) if done.returncode == 0 else ""
