"""What a misspelt word was to be: found as by comparing all, and soon where thousands are known."""

from __future__ import annotations

import random
import time
from difflib import get_close_matches
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import TABLES
from tradeoff.scenario.spelling import nearest

SYLLABLES = [
    "bar",
    "pa",
    "li",
    "so",
    "ne",
    "pur",
    "gan",
    "jam",
    "kal",
    "han",
    "di",
    "ray",
    "ga",
    "da",
    "na",
    "bal",
    "an",
    "gir",
]


def ids(count: int) -> list[str]:
    """Names as those of places are made, the same each time."""
    chance, found = random.Random(7), set()
    while len(found) < count:
        found.add("".join(chance.choice(SYLLABLES) for _ in range(chance.randint(3, 5))) + chance.choice(["", "_1"]))
    return sorted(found)


def slip(word: str, kind: int) -> str:
    """A letter left out, doubled, changed, or two in the wrong order."""
    place = len(word) // 2
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return (before + after, before + 2 * letter + after, before + "x" + after, before + after[:1] + letter + after[1:])[
        kind
    ]


def test_the_nearest_of_many_is_as_near_as_that_of_all() -> None:
    """Difflib over all words finds none that is nearer."""
    known = ids(1_500)
    chance = random.Random(3)
    for number, word in enumerate(chance.sample(known, 40)):
        wrong = slip(word, number % 4)
        (best,) = get_close_matches(wrong, known, n=1, cutoff=0.6)
        assert nearest(wrong, known) == best


def test_capitals_and_what_is_near_nothing() -> None:
    """Few words or many."""
    for known in (["Barpali", "Sonepur"], [*ids(1_000), "Barpali", "Sonepur"]):
        assert nearest("barpali", known) in ("Barpali", "barpali")
        assert nearest("qqqqqqqq", known) is None
        assert nearest("", known) is None


def test_hundreds_of_wrong_ids_among_thousands(tmp_path: Path) -> None:
    """Every one is asked back as the id that was meant or one as near, in a few seconds of this process."""
    known = ids(6_000)
    wrong = {word: slip(word, 0) for word in random.Random(5).sample(known, 700)}
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    rows = "".join(f"{one},{one},d,t,x\n" for one in known)
    (tmp_path / "clusters.csv").write_text(f"cluster_id,name,department_id,sector,district\n{rows}")
    rows = "".join(f"{wrong.get(one, one)},poor,100,0.5,1\n" for one in known)
    (tmp_path / "segments.csv").write_text(f"cluster_id,segment_id,households,poor_share,majority\n{rows}")
    before = time.process_time()
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(tmp_path)
    # Compared with all of them it is half a minute.
    assert time.process_time() - before < 15
    lines = [str(one) for one in caught.value.problems if one.column == "cluster_id"]
    assert len(lines) > 650
    assert 450 <= sum("did you mean" in line for line in lines) <= 500


@pytest.mark.parametrize("command", [("three-pairs",), ("--blank", "3")])
def test_a_place_that_cannot_be_written_is_named_as_it_was_typed(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Not by the hidden name that a file has until it is whole."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut").chmod(0o500)
    target = "/proc/plan.xlsx" if Path("/proc").is_dir() else str(tmp_path / "shut" / "plan.xlsx")
    assert run("new", *command, target, code=7).stderr.startswith(f"cannot write {target}: ")


def test_a_plan_that_is_not_there_names_those_that_are() -> None:
    """A name that is none; a middle where no plan lies between."""
    told = " ".join(run("plan", "three-pairs", "--trade", "depth-breadth", "--at", "midle", code=2).stderr.split())
    assert (
        "--at 'midle' names no level and no plan; write AIM=LEVEL, such as breadth=12000, or the name of a plan, x-end (broad), middle (middle), y-end (deep); did you mean 'middle'?"
        in told
    )
