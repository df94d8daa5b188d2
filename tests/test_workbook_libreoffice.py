"""Workbooks that another program opened and saved again: the same scenario, points, plans and certificate."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.workbooks import changed, said, saved, write

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (libreoffice-calc-nogui) is not installed")
SECONDS = 180


def saved_by_libreoffice(path: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / path.name


def test_a_workbook_saved_by_libreoffice_is_its_folder(tmp_path: Path) -> None:
    """Made by `new`, changed by openpyxl as the folder was by hand, and saved again: the same points, plans, certificate
    and data hash; nothing is read otherwise than it is written.
    """
    folder = tradeoff.copy_scenario("three-pairs", tmp_path / "three-pairs")
    budgets = folder / "budgets.csv"
    budgets.write_text(budgets.read_text(encoding="utf-8").replace(",1,700,", ",1,812.5,", 1), encoding="utf-8")
    assert ",1,812.5," in budgets.read_text(encoding="utf-8")
    path = saved_by_libreoffice(saved(tmp_path / "plan.xlsx", write("budgets", "envelope", 2, 812.5)))
    by_hand, by_office = tradeoff.read_scenario(folder), tradeoff.read_scenario(path)
    assert said(path) == []
    assert by_office.data_hash == by_hand.data_hash
    for trade in by_hand.trades:
        ours, theirs = tradeoff.trace_frontier(by_hand, trade), tradeoff.trace_frontier(by_office, trade)
        assert theirs.points.equals(ours.points)
        assert theirs.certificate == ours.certificate
        x = ours.points.iloc[:, 1].mean()
        plans = [found.plan(**{ours.points.columns[1]: x}) for found in (ours, theirs)]
        assert plans[0].money.equals(plans[1].money)
        assert plans[0].households.equals(plans[1].households)
    run("check", str(path), "--out", "checked", folder=tmp_path)
    assert tradeoff.read_scenario(tmp_path / "checked").data_hash == by_hand.data_hash


def test_a_blank_workbook_filled_in_and_saved_by_libreoffice(tmp_path: Path) -> None:
    """A sum that it works out is read as it shows it."""
    run("new", "--blank", "2", "plan.xlsx", folder=tmp_path)
    deeds = [write("costs", "cost_per_household", 2, 0.05), write("costs", "cost_per_household", 3, 0.3)]
    deeds += [write("clusters", "name", row, f"Place {row}") for row in (2, 3)]
    deeds += [write("clusters", "poor_households", 2, 100), write("clusters", "poor_households", 3, "=40*3")]
    changed(tmp_path / "plan.xlsx", *deeds, write("budgets", "envelope", 2, "=0.1*3"))
    assert "a formula whose value is not stored" in run("check", "plan.xlsx", folder=tmp_path, code=3).stderr
    path = saved_by_libreoffice(tmp_path / "plan.xlsx")
    assert "the tables are right" in run("check", str(path), folder=tmp_path).stdout
    tables = tradeoff.read_scenario(path).resolved.raw
    assert tables["budgets"].rows[0][1]["envelope"] == "0.3"
    assert tables["clusters"].rows[1][1]["poor_households"] == "120"


@pytest.mark.parametrize("suffix", ["ods", "xls", "html"])
def test_what_it_saves_in_other_formats_is_refused(suffix: str, tmp_path: Path) -> None:
    """A real one of each, also under the name of a workbook."""
    saved(tmp_path / "plan.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plan.xlsx")], check=True, capture_output=True, timeout=SECONDS)
    for name in ("other.xls", "other.xlsx"):
        shutil.copyfile(tmp_path / f"plan.{suffix}", tmp_path / name)
        words = {
            "ods": "OpenDocument format (.ods)",
            "xls": "an old workbook (.xls)",
            "html": "a web page under the name",
        }
        assert words[suffix] in run("check", name, folder=tmp_path, code=3).stderr
