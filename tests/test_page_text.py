"""What a script reads off the page's text, without charts and with no script run: the four questions of a minister."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.reports.page import render_page
from tradeoff.reports.page_named import side_by_side
from tradeoff.reports.reported import Reported
from tradeoff.reports.told import tell
from tradeoff.words.spoken import in_language

SILENT = {"script", "style", "svg", "noscript", "title"}
ENDS = {"p", "li", "tr", "summary", "h1", "h2", "h3", "caption"}


class PageText(HTMLParser):
    """The text of a page, a line for each paragraph, item and row; cells are parted by tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What is inside is no text of the page."""
        if tag in SILENT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A line or a cell ends."""
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()
        elif tag in ENDS:
            self.lines.append("")
        elif tag in ("td", "th"):
            self.lines[-1] += "\t"

    def handle_data(self, data: str) -> None:
        """Words of the line."""
        if not self.inside:
            self.lines[-1] += data


@dataclass(frozen=True, kw_only=True)
class _Words:
    """By which words a reader finds the answers."""

    reached: str
    more: str
    nothing: str
    sure: str
    rests: str
    word: str


ENGLISH = _Words(
    reached="poor households reached",
    more=r"At the plan called {word}: Reaching (\d+) more poor households costs about ([\d,]+) households",
    nothing=r"At the plan called {word} these clusters get nothing \((\d+)\)",
    sure="Every breakpoint is here",
    rests="households\tE placeholder\t100%",
    word="deep",
)
FRENCH = _Words(
    reached="ménages pauvres atteints",
    more=r"Au plan nommé {word}\s: Atteindre (\d+) ménages pauvres de plus prive environ ([\d\s]+) ménages",
    nothing=r"Au plan nommé {word}, ces grappes ne reçoivent rien \((\d+)\)",
    sure="Tous les points de rupture sont là",
    rests="ménages\tE valeur provisoire\t100\u00a0%",
    word="profond",
)


@pytest.fixture(scope="module")
def frontier() -> tradeoff.ScenarioFrontier:
    """Of three clusters, depth or breadth."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


@pytest.mark.parametrize(("code", "words"), [("en", ENGLISH), ("fr", FRENCH)])
def test_the_text_answers_four_questions(frontier: tradeoff.ScenarioFrontier, code: str, words: _Words) -> None:
    """How many are reached, what more cost, who gets nothing, how sure this is: at the plan with the most depth.

    Full support costs Rs 12,000 a household and entry Rs 2,000: ten households less of the one pay for sixty of the
    other, fifty more in all; 31 lakh pay for 258 of the one.
    """
    with in_language(code):
        reader = PageText()
        reader.feed(render_page(tell(Reported(frontiers=[frontier]))))
    lines = [re.sub(r"[ \n]+", " ", line).strip() for line in reader.lines]
    text = "\n".join(lines)
    plan = frontier.plans[-1]
    (reached,) = (line for line in lines if line.startswith(f"{words.reached}\t"))
    assert reached.split("\t")[-1] == f"{plan.objectives['breadth']:.0f}" == "258"
    step, cost = re.search(words.more.format(word=words.word), text).groups()
    assert (int(step), int(cost)) == (50, 10)
    at = next(place for place, line in enumerate(lines) if re.match(words.nothing.format(word=words.word), line))
    served = set(plan.households["cluster"])
    nothing = {cluster.name for cluster in frontier.scenario.clusters if cluster.cluster_id not in served}
    assert {name.strip() for name in lines[at + 1].split(";")} == nothing
    assert len(nothing) == int(re.search(words.nothing.format(word=words.word), lines[at])[1]) == 2
    assert words.sure in text
    assert words.rests in text


def test_who_gets_nothing_is_asked_why_by_the_command_that_is_named(frontier: tradeoff.ScenarioFrontier) -> None:
    """The page says that they get nothing, `tradeoff why` for which reason; a cluster is put where the command says."""
    (choice,) = side_by_side(tell(Reported(frontiers=[frontier])))
    _, _, command = choice["nothing"][-1]
    assert command == "tradeoff why three-clusters CLUSTER --trade depth-breadth --at deep"
    served = set(frontier.plans[-1].households["cluster"])
    left = next(one for one in frontier.scenario.clusters if one.cluster_id not in served)
    done = run(*shlex.split(command.replace("CLUSTER", left.cluster_id))[1:])
    assert f"{left.name} is not funded." in done.stdout
