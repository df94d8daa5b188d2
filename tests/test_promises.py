"""What the page on promises lists is what there is: dependencies with licences, the bill of materials, exit codes."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.fuzz.run import ENDS
from tradeoff.cli import failures, signals, streams
from tradeoff.errors import InfeasibleError, ScenarioError, SolverError, UnboundedError

TOP = Path(__file__).parent.parent
PAGE = (TOP / "docs" / "promises.md").read_text(encoding="utf-8")


def test_every_dependency_stands_on_the_page_with_its_licence() -> None:
    listed = {canonicalize_name(name) for name in re.findall(r"^\| ([\w.-]+) \| \S.* \|$", PAGE, re.MULTILINE)}
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {canonicalize_name(Requirement(one).name) for one in project["dependencies"]} <= listed


def test_the_bill_of_materials_is_whole_and_the_same_each_time() -> None:
    """Every part once, with version and licence; every part that another needs is a part."""
    sbom = runpy.run_path(str(TOP / ".ci" / "sbom.py"))
    bill = json.loads(json.dumps(sbom["bill"]()))
    assert bill == sbom["bill"]()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = [bill["metadata"]["component"], *bill["components"]]
    refs = [part["bom-ref"] for part in parts]
    assert len(set(refs)) == len(refs) > 20
    assert [part["name"] for part in parts if not part["version"] or not part["licenses"]] == []
    assert {one["ref"] for one in bill["dependencies"]} == set(refs)
    assert {needed for one in bill["dependencies"] for needed in one["dependsOn"]} == set(refs[1:])


def test_the_exit_codes_on_the_page_are_those_there_are() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \| [a-z]", PAGE, re.MULTILINE)}
    errors = {error.exit_code for error in (ScenarioError, InfeasibleError, UnboundedError, SolverError)}
    ends = {signals.INTERRUPTED, signals.TERMINATED, streams.NOBODY_READS}
    assert listed == {0, failures.BUG, failures.USAGE, failures.CANNOT_WRITE} | errors | ends
    assert listed - ends - {failures.BUG} == ENDS
