"""Prints what an installed `tradeoff` is made of: a software bill of materials (CycloneDX 1.6, JSON), or a table.

`python .ci/sbom.py > sbom.json`; `python .ci/sbom.py --table` prints names, versions and licences for people. It lists
what `tradeoff` needs, and what that needs in turn, as they are installed: run it where you run `tradeoff`. The same
environment gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_OSI = "License :: OSI Approved :: "
_SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
}
"""What packages write that give no SPDX expression."""


def needed(root: str = "tradeoff") -> dict[str, Distribution]:
    """Every distribution that is needed, by canonical name, the root among them."""
    found: dict[str, Distribution] = {}
    todo = [root]
    while todo:
        name = canonicalize_name(todo.pop())
        if name not in found:
            found[name] = distribution(name)
            todo += direct(found[name])
    return dict(sorted(found.items()))


def direct(of: Distribution) -> list[str]:
    """What a distribution itself needs here, sorted; extras are left out."""
    wanted = [Requirement(line) for line in of.requires or ()]
    return sorted(
        {canonicalize_name(one.name) for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})}
    )


def licence(of: Distribution) -> str:
    """Its licence: an SPDX expression where it gives one, else the name it gives."""
    said = of.metadata.get("License-Expression")
    if said:
        return str(said)
    classed = [line.removeprefix(_OSI) for line in of.metadata.get_all("Classifier") or () if line.startswith(_OSI)]
    short = str(of.metadata.get("License") or "").strip()
    words = short if 0 < len(short) <= 40 and "\n" not in short else next(iter(classed), "")
    return _NAMES.get(words, words) or "see its files"


def bill() -> dict[str, object]:
    """The bill of materials."""
    parts = needed()
    root = parts.pop("tradeoff")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_component(root), "type": "application"}},
        "components": [_component(one) for one in parts.values()],
        "dependencies": [
            {"ref": _purl(one), "dependsOn": [_purl(distribution(name)) for name in direct(one)]}
            for one in (root, *parts.values())
        ],
    }


def table() -> str:
    """Name, version and licence of each, as Markdown."""
    rows = [f"| {one.metadata['Name']} | {one.version} | {licence(one)} |" for one in needed().values()]
    return "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows])


def _component(one: Distribution) -> dict[str, object]:
    said = licence(one)
    how = {"expression": said} if _SPDX.fullmatch(said) else {"license": {"name": said}}
    return {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.metadata["Name"],
        "version": one.version,
        "licenses": [how],
        "purl": _purl(one),
    }


def _purl(one: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(one.metadata['Name'])}@{one.version}"


if __name__ == "__main__":
    try:
        sys.stdout.write((table() if "--table" in sys.argv else json.dumps(bill(), indent=1)) + "\n")
    except PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed here; run it where you run tradeoff")
