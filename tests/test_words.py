"""What is said in another language: every sentence has words, values stand in all of them, and none stays English."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from string import Formatter

import pytest

import tradeoff
from tests.english_left import english_left
from tests.independent.command_line import run
from tests.sentences import CATALOGUES, identity, read_catalogue, sentences, sources, unsaid_in
from tests.slips import READ, REFUSED, Slip, folder_with
from tradeoff.advice.wording import about, listing
from tradeoff.money import format_number, format_rupees, format_significant, spell
from tradeoff.scenario.units import HOUSEHOLDS, Plural
from tradeoff.words.catalogue import languages, read_language
from tradeoff.words.elision import elided
from tradeoff.words.spoken import again, in_language, language, later, say, say_of

NAMES_OF_DATA = {"poor listed", "poor reached", "newly opened", "work done", "needed colour"}
"""Heads of columns, which are the names that CSV and JSON have too: they stay."""
HARD = "\u00a0"
OTHERS = [code for code in languages() if code != "en"]


def entries(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(id, what is said), one for the singular and one for the plural."""
    for message in read_catalogue(path):
        if message.id:
            said = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            yield identity(message.id), said


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_complete_and_holds_nothing_else(path: Path) -> None:
    """`python -m tests.sentences` adds what lacks, blank, and takes out the rest; docs/words.md says how to go on."""
    found = dict(entries(path))
    assert found.keys() - sentences() == set(), "said nowhere"
    assert sentences() - found.keys() == set(), "not in the catalogue"
    assert [one for one, said in found.items() if not all(said)] == [], "without words"


ENGLISH = {
    "Make {} choices explicit when a fixed budget helps clusters": "the first lines of `tradeoff --help`",
    "{}, futures": "what a line of progress is of",
    "of {}": "the name of a row, and of a column",
    "{} rupees": "a unit in JSON",
    "tradeoff.scenario.{}": "the name of a module",
    "Scenario {}": "what a notebook shows",
    "format(datum": "an expression that Vega works out",
    "width - scale(": "another",
    "@font-face {": "a rule of a style sheet",
    "left:{}%": "others",
    "tcp://": "an address",
    "{} of cluster": "the name of a row",
    "weighting of edge": "another",
    "purse:{}": "the name of what a purse spends, in the programme, and of a measure that plans are asked for",
}
"""What is put together in English, by how it begins, and why: nobody reads it as a sentence, or docs/words.md says so."""


def test_what_is_put_together_in_english_is_listed() -> None:
    """Every other text with values is a whole sentence that is said."""
    found = {text for path in sources() for text in unsaid_in(path)}
    assert {text for text in found if not any(text.startswith(known) for known in ENGLISH)} == set()
    assert {known for known in ENGLISH if not any(text.startswith(known) for text in found)} == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_each_value_has_its_place_in_both_languages(path: Path) -> None:
    """With the same form, so that no figure is lost or written otherwise."""
    for one, said in entries(path):
        for sentence, words in zip(one, said, strict=True):
            assert places(sentence) == places(words), sentence


def places(sentence: str) -> set[tuple[str, str | None, str | None]]:
    """The values of a sentence: name, form, conversion; none where it is no template and its braces are its own."""
    try:
        found = {(name, form, how) for _, name, form, how in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return set()
    return found if all(name.isidentifier() for name, _, _ in found) else set()


class _Anything:
    """A value that can stand anywhere: it is written as its mark, or, where a form is asked for, as a number of it."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __format__(self, form: str) -> str:
        return format(7.0, form) if form and form[-1] in "gfe%," else format(7, form) if form else self.mark

    def __repr__(self) -> str:
        return self.mark


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_sentence_can_be_said(path: Path) -> None:
    """Every one, of one and of many, in English and in the other language: each value stands in it, and no brace."""
    said_of = 0
    for one, words in entries(path):
        for count, sentence in enumerate(one, start=1):
            forms = {name: form for name, form, _ in places(sentence)}
            values = {name: _Anything(f"<{place}>") for place, name in enumerate(sorted(forms))}
            marks = {name: value.mark for name, value in values.items()}
            if len(one) > 1:
                marks["count"] = str(count)
            for code, template in (("en", sentence), (path.stem, words[count - 1])):
                with in_language(code):
                    if len(one) > 1:
                        told = {name: value for name, value in values.items() if name != "count"}
                        said = say_of(count, one[0], one[1], **told)
                    else:
                        said = say(sentence, **values)
                lost = [name for name, form in forms.items() if not form and marks[name] not in said]
                assert lost == [], said
                fixed = "".join(text for text, *_ in Formatter().parse(template)) if values else said
                assert sorted(re.findall("[{}]", said)) == sorted(re.findall("[{}]", fixed)), said
                said_of += 1
    assert said_of > 4000


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_language_has_a_singular_and_a_plural(path: Path) -> None:
    """Sentences about a number have two forms, in English and there: three would need another shape of the ids."""
    assert read_catalogue(path).num_plurals == 2


OF_SHEETS = (
    "name: what results call it; title and question: for people; based_on: only where it changes another scenario",
    "only where based_on names another scenario: a row a change",
    "tomorrow is counted to this year after joining; beyond project_years",
)
"""Said on sheets whose keys are in the language that is spoken."""


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_commands_and_columns_keep_their_names(path: Path) -> None:
    """What is typed is the same in every language: options, files, and words in backticks."""
    for one, said in entries(path):
        for sentence, words in zip(one, said, strict=True):
            for typed in re.findall(r"(?<!\w)--[a-z-]+|\b[a-z_]+\.csv\b|\b[a-z]+_[a-z_]+\b(?!\})", sentence):
                assert typed in words or f"{{{typed}" in sentence or sentence in OF_SHEETS, (typed, words)


SIGNS_BY_THEMSELVES = {
    "says of what kind it is (!)",
    "write column = value, with ; between several",
    "refs of evidence or the name of the file the figure is from; several with ; between",
    "amounts or shares, ; between",
    "column = value, ; between",
    "fund ids, ; between",
    "objectives, ; between",
    "voice, health, education, vulnerability, ; between",
}
"""Sentences that speak of a sign, as it is typed."""


def test_french_has_its_own_signs() -> None:
    """A blank that keeps before `:`, `%`, `;`, `!` and `?` and inside « », and none that breaks."""
    spoken_of = set()
    for one, said in entries(CATALOGUES[0]):
        for words in said:
            assert not re.search(r"\w :( |$)|[\d}] %( |$|[.;,)])|« | »", words), words
            read = re.sub(r"\{[^{}]*\}|`[^`]*`|&#?\w+;", "-", words)
            if re.search(rf"(?<!{HARD})[;!?]", read):
                spoken_of.add(one[0])
    assert spoken_of == SIGNS_BY_THEMSELVES


def test_figures_are_the_same_in_french() -> None:
    """Grouped by thousands with a blank, a comma for decimals; lakh and crore stay, since budgets are told in them."""
    with in_language("fr"):
        assert format_number(114189.4) == f"114{HARD}189"
        assert format_significant(0.04567, 2) == "0,046"
        assert format_rupees(3_100_000) == "31 lakh de roupies"
        assert format_rupees(26_50_00_000) == "26,5 crore de roupies"
        assert format_rupees(4500) == f"4{HARD}500 roupies"
        assert spell(3) == "trois"
        assert listing(["a", "b", "c"]) == "a, b et c"
    assert (format_number(114189.4), format_rupees(3_100_000)) == ("1,14,189", "Rs 31 lakh")


def test_a_difference_is_rounded_alike() -> None:
    """To two digits, in every language: nothing is read back from what was written."""
    scenario = tradeoff.read_scenario("three-clusters")
    with in_language("fr"):
        assert about(scenario, "breadth", 12_345) == f"environ 12{HARD}000 ménages"
    assert about(scenario, "breadth", 12_345) == "about 12,000 households"


def test_french_tells_nothing_in_the_singular() -> None:
    """0 and 1.5 are one in French, many in English; the form is the language's."""
    with in_language("fr"):
        assert [f"{n} {HOUSEHOLDS.of(n)}" for n in ("0", "1", "1,5", "2", f"1{HARD}100")] == [
            "0 ménage",
            "1 ménage",
            "1,5 ménage",
            "2 ménages",
            f"1{HARD}100 ménages",
        ]
        assert Plural(one="one", many="many").of("0") == "one"
        rows = say_of(2, "; the same in row {rows}{more}", "; the same in rows {rows}{more}", rows="3, 4", more="")
        assert rows == f"{HARD}; de même aux lignes 3, 4"
    assert [HOUSEHOLDS.of(n) for n in ("0", "1", "1.5")] == ["households", "household", "households"]


def test_a_language_is_spoken_for_a_while() -> None:
    """And then the one before it, whatever happens; an unknown one is refused with those there are."""
    with pytest.raises(LookupError, match="no language called 'xx'; there are en, fr"):
        in_language("xx").__enter__()
    with suppress(KeyError), in_language("fr"):
        assert language().code == "fr"
        raise KeyError
    assert language().code == "en"


def test_what_no_language_has_words_for_is_said_in_english() -> None:
    """A sentence without values stays as it is, its braces too."""
    with in_language("fr"):
        assert say("nobody says {this}") == "nobody says {this}"
        assert again(later("nobody says {what}", what="this")) == "nobody says this"
        assert again(None) is None


def told(folder: Path) -> list[str]:
    """What is told of a folder: its readings, or its faults."""
    try:
        return [str(reading) for reading in tradeoff.read_scenario(folder).readings]
    except tradeoff.ScenarioError as error:
        return [str(problem) for problem in error.problems]


@pytest.mark.parametrize("slip", [*READ, *REFUSED], ids=lambda slip: slip.name)
def test_slips_are_told_in_french(tmp_path: Path, slip: Slip) -> None:
    """As many lines, with the same places and values, and nothing that stays English."""
    folder = folder_with(slip, tmp_path / "plan")
    english = told(folder)
    with in_language("fr"):
        french = told(folder)
    assert english_left("\n".join(french)) == []
    assert len(french) == len(english)
    for one, other in zip(french, english, strict=True):
        assert one != other
        assert one.replace("ligne ", "row ").split(":")[0].rstrip(HARD) == other.split(":")[0]


COMMANDS = (
    ("check", "three-clusters"),
    ("frontier", "three-clusters", "--trade", "depth-breadth"),
    ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900", "--form", "outlook", "--all"),
    ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900"),
    ("plan", "three-clusters", "--aim", "breadth=900", "--aim", "depth=200"),
    ("why", "three-clusters", "forest"),
    ("compare", "three-clusters", "--budget", "80%,120%"),
    ("stress", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900"),
)
WRONG = (
    (2, ("check", "nowhere")),
    (2, ("frontier", "three-clusters", "--trade", "depth-bredth")),
    (2, ("plan", "three-clusters")),
    (2, ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=5crore")),
    (2, ("why", "three-clusters", "nobody")),
    (2, ("chek", "three-clusters")),
    (4, ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=90000")),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_speak_french(command: tuple[str, ...]) -> None:
    """Nothing that has words is printed in English, and what is printed is not what English prints."""
    french = run(*command, "--lang", "fr")
    assert set(english_left(french.stdout + french.stderr)) <= NAMES_OF_DATA
    assert french.stdout != run(*command).stdout


@pytest.mark.parametrize(("code", "command"), WRONG, ids=[" ".join(command) for _, command in WRONG])
def test_what_goes_wrong_is_told_in_french(code: int, command: tuple[str, ...]) -> None:
    """With the same exit code."""
    french = run("--lang", "fr", *command, code=code)
    assert english_left(french.stderr) == []
    assert french.stderr != run(*command, code=code).stderr


@pytest.mark.parametrize(
    "command", ["list", "new", "check", "frontier", "plan", "why", "compare", "report", "stress", "futures", "verify"]
)
def test_every_command_takes_a_language(command: str) -> None:
    """Its help stands in it, that of options with values too; another than those there are is wrong usage."""
    french = run(command, "--help", "--lang=fr").stdout
    paragraphs = re.findall(r"^  \S.*", french, re.MULTILINE)
    # What Click says of every command, and metavariables, are its own.
    ours = " ".join(" ".join(paragraphs).replace("Show this message and exit.", "").split())
    assert not re.findall(r"\b(?:the|with|which|this|of)\b", re.sub(r"[A-Z]{2,}\S*", "", ours))
    assert "Parler cette langue" in french
    assert "Speak this language" in run(command, "--help").stdout
    run(command, "--lang", "xx", code=2)


def test_english_is_spoken_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine speaks: the same command says the same everywhere."""
    english = run("check", "three-clusters").stdout
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "fr_FR.UTF-8")
    assert run("check", "three-clusters").stdout == english
    assert "tables are right" in english


def test_what_programs_read_is_the_same(tmp_path: Path) -> None:
    """Names of columns and of the fields of JSON, ids and figures; and a plan saved in French is read back."""
    plan = ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900")
    assert run(*plan, "--format", "csv", "--lang", "fr").stdout == run(*plan, "--format", "csv").stdout
    for out in ("saved", "saved.xlsx"):
        run(*plan, "--out", str(tmp_path / out), "--lang", "fr")
        assert "respecte toutes les limites" in run("check", str(tmp_path / out), "--lang", "fr").stdout
        assert "It keeps every limit" in run("check", str(tmp_path / out)).stdout


def test_english_loads_no_catalogue() -> None:
    """Neither `tradeoff` nor `--help` needs Babel; French needs it when it is first spoken."""
    for arguments in (["-c", "import tradeoff"], ["-m", "tradeoff", "--help"]):
        command = [sys.executable, "-X", "importtime", *arguments]
        loaded = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        assert "babel" not in loaded
    assert read_language("fr").sentences["merged cells"] == "cellules fusionnées"


def test_french_elides_before_a_name() -> None:
    """De Industries is d'Industries; before an h, a consonant, a figure and a quotation mark nothing is elided."""
    with in_language("fr"):
        told = [say("The money of {name}", name=name) for name in ("Industries", "Énergie", "Handloom", "Mines", "«I»")]
    assert told == [
        "L'argent d'Industries",
        "L'argent d'Énergie",
        "L'argent de Handloom",
        "L'argent de Mines",
        "L'argent de «I»",
    ]
    assert elided("Ce que {a!r} a, {{ce}} que {b:.1f} et {a} de {a}", {"a": "Angul", "b": 1.0}, Formatter()) == (
        "Ce que {a!r} a, {{ce}} que {b:.1f} et {a} d'{a}"
    )
