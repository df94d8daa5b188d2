"""Tomorrow is counted by age: values worked by hand, the words that say which years, and the law of joining late."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.independent.random_scenario import write_random
from tests.test_oracles import assert_points, points
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.programme import build_programme
from tradeoff.scenario.horizon import after_words, ordinal, years_sentence
from tradeoff.scenario.settings import Settings

ONE_CLUSTER = {
    "clusters": "cluster_id name department_id poor_households\na A d 100",
    "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
    "costs": "cluster_id level_id cost_per_household\n* entry 1",
    "budgets": "department_id year envelope\nd 1 50\nd 2 50\nd 3 50",
}


@pytest.mark.parametrize(
    ("lag", "today", "tomorrow"), [(0, ("35/2", "15", "10"), "35/16"), (1, ("15", "10", "0"), "35/8")]
)
def test_tomorrow_by_age(tmp_path: Path, lag: int, today: tuple[str, ...], tomorrow: str) -> None:
    """L4: gain 10, kept by half, P = 3, H = 6. Lag 0: 10 + 5 + 2.5 in years 1 to 3; 1.25 + 0.625 + 0.3125 at ages 3 to 5."""
    tables = ONE_CLUSTER | {
        "settings": settings(project_years=3, horizon_years=6),
        "effects": f"level_id income_gain lag_years persistence\nentry 10 {lag} 0.5",
    }
    programme = build_programme(tradeoff.read_scenario(write_folder(tmp_path / "l4", tables)))
    names = {column.key: column.name for column in programme.columns}
    found = {
        aim: {variable.name: value * 100 for variable, value in programme.exact_objectives[aim].items()}
        for aim in ("today", "tomorrow")  # the programme counts money in lakh, the tables in thousand
    }
    for year, gained in zip((1, 2, 3), today, strict=True):
        column = names[Enrolled("a", "all", "entry", year)]
        assert found["today"][column] == Fraction(gained)
        assert found["tomorrow"][column] == Fraction(tomorrow)


L5 = {
    "settings": settings(project_years=3, horizon_years=8),
    "clusters": "cluster_id name department_id sector poor_households\nloom Loom d w 60\nshop Shop d s 60",
    "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
    "costs": "cluster_id level_id cost_per_household\nloom entry 4\nshop entry 5",
    "effects": "cluster_id level_id income_gain lag_years persistence\nloom entry 8 0 0.5\nshop entry 6 2 0.9",
    "budgets": "department_id year envelope\nd 1 100\nd 2 100\nd 3 100",
}
L5_POINTS = "730 1192539/3125; 650 2695729/5000; 420 9329791/10000; 120 3317031/2500"


def test_the_choice_is_of_what_and_not_of_when(tmp_path: Path) -> None:
    """L5: looms fade at once, shops start late and last; worked by hand and exact simplex."""
    assert_points(points(write_folder(tmp_path / "l5", L5), "today-tomorrow"), L5_POINTS)


@pytest.mark.parametrize("seed", range(8))
def test_joining_later_never_raises_today_and_leaves_tomorrow(tmp_path: Path, seed: int) -> None:
    """In every cell, at every level, whatever lag, decline and discount."""
    programme = build_programme(tradeoff.read_scenario(write_random(tmp_path / "random", seed, years=4)))
    enrolled = {column.key: column.name for column in programme.columns if isinstance(column.key, Enrolled)}
    values = {
        aim: {variable.name: value for variable, value in programme.exact_objectives[aim].items()}
        for aim in ("today", "tomorrow")
    }
    assert any(values["tomorrow"].values())
    for key, name in enrolled.items():
        later = enrolled.get(key._replace(year=key.year + 1))
        if later is not None:
            assert values["today"][later] <= values["today"][name]
            assert values["tomorrow"][later] == values["tomorrow"][name]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    """As English says them."""
    assert ordinal(number) == words


def test_words_on_the_years() -> None:
    """P = 5 and H = 10; one year after a project of one."""
    five = Settings.model_validate({"project_years": "5", "horizon_years": "10"})
    assert after_words(five) == "the 6th to 10th year after joining"
    assert years_sentence(five) == (
        "households join in years 1 to 5; today is income in years 1 to 5, tomorrow is income in the 6th to 10th year after "
        "joining, whatever the year of joining."
    )
    one = Settings.model_validate({"project_years": "1", "horizon_years": "2"})
    assert after_words(one) == "the 2nd year after joining"
    assert "year 1;" in years_sentence(one)
