"""Every measurement of the engine in one table, with versions, as Markdown on stdout and as JSON.

    python benchmarks/run.py                                    # hours: the table
    python benchmarks/run.py --quick --no-peers                 # seconds: does it run
    python benchmarks/run.py --only exact --only gaps
    python benchmarks/run.py --write docs/performance.md --json performance.json

Ratios are between CPU times of one run, on one thread. Peers are installed once, into an environment of their own
outside the tree (`--peers DIR`); what cannot be installed is said in its row.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.groups import GROUPS
from benchmarks.measure import run_once
from benchmarks.peers import default_folder, make_peers, no_peers
from benchmarks.rows import HEAD, Row, as_json
from benchmarks.setting import QUICK, Setting, Sizes

BEGIN, END = "<!-- table of benchmarks/run.py: begin -->", "<!-- table of benchmarks/run.py: end -->"
_OURS = ("highspy", "numba", "numpy", "pulp", "scipy")
_USES_PEERS = {"bensolve", "augmecon", "nsga"}


def main() -> None:
    """Measure, print, write."""
    asked = _arguments()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = asked.only or list(GROUPS)
    if asked.no_peers or not _USES_PEERS & set(wanted):
        peers = no_peers("peers were not asked for")
    else:
        peers = make_peers(asked.peers)
    started = time.time()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(
            sizes=QUICK if asked.quick else Sizes(),
            seed=asked.seed,
            rounds=1 if asked.quick else asked.rounds,
            peers=peers,
            folder=Path(folder),
        )
        run_once(setting.work("warm"), "compiling, if need be")
        for name in wanted:
            print(name, file=sys.stderr)
            rows += GROUPS[name](setting)
    about = {
        "date": time.strftime("%d %B %Y", time.gmtime(started)),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
            "system": platform.system(),
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "peers": dict(peers.versions),
        "seed": asked.seed,
        "rounds": setting.rounds,
        "quick": asked.quick,
    }
    text = render(rows, about)
    print(text)
    if asked.write is not None:
        asked.write.write_text(replaced(asked.write.read_text(encoding="utf-8"), text), encoding="utf-8")
    if asked.json is not None:
        found = {**about, "rows": [as_json(row) for row in rows]}
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the engine against others and print a table.")
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, one round: does everything run")
    parser.add_argument("--only", action="append", choices=list(GROUPS), help="one group; may be given several times")
    parser.add_argument("--write", type=Path, help="replace the marked section of this Markdown file")
    parser.add_argument("--json", type=Path, help="write the rows to this file too")
    parser.add_argument("--seed", type=int, default=7, help="of the instances and of the order")
    parser.add_argument("--rounds", type=int, default=3, help="of works that take seconds; the least time counts")
    parser.add_argument("--peers", type=Path, default=default_folder(), help="where the peers' environment is")
    parser.add_argument("--no-peers", action="store_true", help="install nothing; peers' rows say so")
    return parser.parse_args()


def render(rows: list[Row], about: dict[str, object]) -> str:
    """The table in Markdown, with what it was measured on."""
    machine, versions = about["machine"], about["versions"]
    assert isinstance(machine, dict)
    assert isinstance(versions, dict)
    used = ", ".join(f"{name} {number}" for name, number in versions.items())
    if peers := about["peers"]:
        assert isinstance(peers, dict)
        used += "; peers: " + ", ".join(f"{name} {number}" for name, number in peers.items())
    once = about["rounds"] == 1
    turns = "once each" if once else f"{about['rounds']} rounds (those of minutes: one), and the least time counts"
    hardware = f"{machine['processor']}, {machine['cores']} cores (one used), {machine['memory_gb']} GB"
    lines = [
        f"`python benchmarks/run.py`, {about['date']}, {hardware}, {machine['system']}; seed {about['seed']}.",
        f"{used[0].upper()}{used[1:]}.",
        "",
        "CPU seconds of a process and its children, one thread; ratios are of one run. Works that are compared take",
        f"turns in a random order, {turns}. Memory is the peak of our whole process, with the PuLP",
        "problem in it.",
        "",
        HEAD,
        *(row.markdown() for row in rows),
    ]
    return "\n".join(lines)


def replaced(page: str, text: str) -> str:
    """The page with `text` between its marks.

    Raises ValueError where the marks are missing.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no section between {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def _versions() -> dict[str, str]:
    found = {}
    for name in _OURS:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
