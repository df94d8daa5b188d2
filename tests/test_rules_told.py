"""Rules of money that have no slack, in words: once where they hold of several departments alike."""

from __future__ import annotations

from pathlib import Path

from tests.independent.folders import settings
from tests.test_money_rules import ONE_LEVEL, words


def test_what_holds_of_several_departments_is_told_once(tmp_path: Path) -> None:
    """Two that will each pay 5, one 2.5: whole, whole and half a cluster of 5."""
    tables = {
        "settings": settings(),
        "departments": "department_id name post_funds\nd D 5\ne E 5\nf F 2.5",
        "clusters": "cluster_id name department_id poor_households post_cost\n"
        "a A d 100 5\nb B d 10 5\nc C e 100 5\ng G e 10 5\nh H f 100 5",
        "levels": ONE_LEVEL,
        "costs": "level_id cost_per_household\nentry 1",
        "budgets": "department_id year envelope\nd 1 900\ne 1 900\nf 1 900",
    }
    said = words(tmp_path / "post", tables)
    assert (
        "D and E have each said that they will pay Rs 5,000 a year after the project: their clusters take all" in said
    )
    assert "F has said that it will pay Rs 2,500 a year after the project: its clusters take all of it." in said
