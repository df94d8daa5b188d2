"""What a step of one aim costs in the other: on paper, asked again, and at random places of every stretch.

three-clusters with Rs 31 lakh (H1c): (1100, 0), (800, 400/3), (675, 175), (775/3, 775/3); rates 4/9, 1/3, 1/5.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_scenario import SMALL
from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.rates import beside_plans, rates_along, rates_at, spans
from tradeoff.advice.rounding import near, no_less, no_more, round_step

SEED = 41
SMALL_ONES = ("three-clusters", "three-clusters-more-money", "three-pairs", "three-pairs-austere")
BIG_ONES = ("orissa", "orissa-pilots", "orissa-trust", "orissa-transfers")
WITHIN = Fraction(5, 100)
H1C = (
    (Fraction(775, 3), Fraction(775, 3)),
    (Fraction(675), Fraction(175)),
    (Fraction(800), Fraction(400, 3)),
    (Fraction(1100), Fraction(0)),
)


def on_paper(points: tuple[tuple[Fraction, Fraction], ...]) -> Callable[[float | Fraction], Fraction]:
    """The most y at a level of x on a frontier whose points are known, from the least x."""

    def most(level: float | Fraction) -> Fraction:
        x = max(Fraction(level), points[0][0])
        (a, y_a), (b, y_b) = next(pair for pair in pairwise(points) if x <= pair[1][0])
        return y_a + (x - a) / (b - a) * (y_b - y_a)

    return most


def holds_inside(claim: Claim, most: Callable[[float], float | Fraction], dice: random.Random) -> bool:
    """Whether steps at 20 random places of a claim's stretch cost what it says, within 5% where it is one figure."""
    figures = claim.figures
    low, high, step = figures["low"], figures["high"], figures["step"]
    least = figures.get("nearby_least", figures["least"])
    most_said = figures.get("nearby_most", figures["most"])
    room = float(WITHIN) if least == most_said else 1e-6
    for _ in range(20):
        at = dice.uniform(low, high - step)
        cost = float(most(at) - most(at + step))
        if not least * (1 - room) <= cost <= most_said * (1 + room):
            return False
    return True


@pytest.fixture(scope="module")
def three() -> tradeoff.ScenarioFrontier:
    """Its frontier, traced to the default gap, which is all of it."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


@pytest.fixture(scope="module")
def bent(tmp_path_factory: pytest.TempPathFactory) -> tradeoff.ScenarioFrontier:
    """Four clusters whose frontier is (50000, 50000), (60000, 45000), (64000, 41920), (64100, 41485), (65100, 1485).

    All reached at entry cost 30,000 + 3,080 + 435 + 40,000 of 75,000 thousand, and the 1,485 left lift as many in Alpha
    for 1 each. A household of Delta given up lifts 40 of them, one of Gamma 4.35, of Beta 0.77, of Alpha itself 0.5: the
    last 100 before the 40 cost 435, those before them 77. Thinned by shape, both were one edge at 86.
    """
    tables = {
        **SMALL,
        "clusters": "cluster_id name department_id poor_households\na Alpha d 60000\nb Beta d 4000\nc Gamma d 100\n"
        "e Delta d 1000",
        "costs": "cluster_id level_id cost_per_household confirmed\na entry 0.5 1\na intensive 1.5 1\nb entry 0.77 1\n"
        "b intensive 900 1\nc entry 4.35 1\nc intensive 900 1\ne entry 40 1\ne intensive 900 1",
        "budgets": "department_id year envelope\nd 1 75000",
    }
    folder = write_folder(tmp_path_factory.mktemp("bent") / "plan", tables)
    return tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth", exact=True)


BENT = ((50000, 50000), (60000, 45000), (64000, 41920), (64100, 41485), (65100, 1485))


def test_both_sides_of_a_bend(three: tradeoff.ScenarioFrontier) -> None:
    """At 800 fifty more cost 50 * 4/9 = 22.2, fifty less bring 50/3 = 16.7; each as far as its edge goes."""
    more, less = rates_at(three, 800)
    assert (str(more), str(less)) == (
        "Reaching 50 more poor households costs about 22 households their sufficient support. True from 800 to 1,100 "
        "households.",
        "Reaching 50 fewer poor households lifts about 17 households to sufficient support. True from 675 to 800 "
        "households.",
    )
    assert [claim.figures["cost"] for claim in (more, less)] == pytest.approx([200 / 9, 50 / 3], rel=1e-9)
    assert {claim.kind for claim in (more, less)} == {Kind.RATE}
    assert all(claim.check().holds for claim in (more, less))


def test_an_end_has_one_side_and_near_it_the_step_is_shorter(three: tradeoff.ScenarioFrontier) -> None:
    """No plan has more than 1,100; at 1,085 ten more cost 40/9 and fifty less bring 200/9."""
    assert [str(claim).split(".")[0] for claim in rates_at(three, 1100)] == [
        "Reaching 50 fewer poor households lifts about 22 households to sufficient support"
    ]
    assert [str(claim).split(" poor")[0] for claim in rates_at(three, 775 / 3)] == ["Reaching 50 more"]
    more, less = rates_at(three, 1085)
    assert (more.figures["step"], less.figures["step"]) == (10, 50)
    assert [claim.figures["cost"] for claim in (more, less)] == pytest.approx([40 / 9, 200 / 9], rel=1e-5)
    (one,) = [claim for claim in rates_at(three, 1099) if "more poor" in str(claim)]
    assert str(one).startswith("Reaching 1 more poor household costs less than one household their sufficient support.")


def test_the_whole_frontier_in_stretches(three: tradeoff.ScenarioFrontier) -> None:
    """Each edge of H1c is one stretch: 50 times 4/9, 1/3, 1/5, from and to whole tenths of a step."""
    told = rates_along(three)
    assert [(claim.figures["low"], claim.figures["high"], claim.figures["least"]) for claim in told] == [
        (800, 1100, 22),
        (675, 800, 17),
        (260, 675, 10),
    ]
    dice = random.Random(SEED)
    assert all(claim.check().holds and holds_inside(claim, on_paper(H1C), dice) for claim in told)
    headings = [heading for heading, _ in beside_plans(three)]
    assert headings[0] == "At the plan called broad, with the most breadth, 1,100 households:"
    # In shares of both ranges 675 lies 0.495 + 0.677 from the corner, 800 lies 0.644 + 0.516.
    assert [(plan.id, plan.x) for plan in three.named_plans][1] == ("middle", 675)


def test_what_no_stretch_carries_lies_between(bent: tradeoff.ScenarioFrontier) -> None:
    """77 and 435 a hundred are never told as one figure for both."""
    exact = on_paper(tuple((Fraction(x), Fraction(y)) for x, y in BENT))
    for point, known in zip(reversed(bent.extreme_points), BENT, strict=True):
        assert (point.x, point.y) == pytest.approx(known, rel=1e-9)
    more, less = rates_at(bent, 64000)
    assert more.figures["cost"] == pytest.approx(435 + 400 * 40, rel=1e-6)
    assert str(less).startswith("Reaching 500 fewer poor households lifts about 380 households")
    assert less.figures["cost"] == pytest.approx(385, rel=1e-6)
    (short,) = [claim for claim in rates_at(bent, 65100) if claim.figures["cost"]]
    assert short.figures["cost"] == pytest.approx(20000, rel=1e-5)
    assert rates_at(bent, 64100)[1].figures["cost"] == pytest.approx(435 + 400 * 0.77, rel=1e-6)
    dice = random.Random(SEED)
    told = [
        *rates_along(bent),
        *(claim for x in (50000, 60000, 64000, 64050, 64100, 65100) for claim in rates_at(bent, x)),
    ]
    assert 1 < len(rates_along(bent)) <= 6
    for claim in told:
        assert claim.check().holds
        assert "low" not in claim.figures or holds_inside(claim, exact, dice)


def test_a_wrong_rate_is_found_out(three: tradeoff.ScenarioFrontier) -> None:
    """A claim that holds says other figures are wrong: the same questions with a fifth more fail."""
    (claim, *_) = rates_along(three)
    high = tuple(replace(one, low=one.low * 1.2, high=one.high * 1.2) for one in claim.expected)
    verdict = replace(claim, expected=high).check()
    assert not verdict.holds
    assert "the most depth differs by" in verdict.instead[0]


@pytest.mark.parametrize("x", [*(775 / 3 + (1100 - 775 / 3) * share / 17 for share in range(18)), 675, 800])
def test_the_page_says_what_is_true_where_its_slider_stands(three: tradeoff.ScenarioFrontier, x: float) -> None:
    """Of each step what the narrowest stretch around the level says, against the frontier on paper."""
    most = on_paper(H1C)
    for about, back in (("more", 0.0), ("less", 1.0)):
        here = [span for span in spans(three) if span.about == about and span.low - 1e-6 <= x <= span.high + 1e-6]
        near_end = x > 1050 + 1e-6 if about == "more" else x < 775 / 3 + 50 - 1e-6
        assert bool(here) != near_end
        for span in here:
            step = span.claim.figures["step"]
            low = min(x - back * step, 1100 - step)
            cost = float(most(low) - most(low + step))
            least, greatest = span.claim.figures["least"], span.claim.figures["most"]
            room = 0.05 if least == greatest else 1e-6
            assert least * (1 - room) <= cost <= greatest * (1 + room)


def test_a_lakh_of_value_added() -> None:
    """On the last edge of three-pairs, at 0.7 thousand rupees a head, a lakh more costs 100 / 0.7 = 143 places."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "participation-selectivity", exact=True)
    start = frontier.extreme_points[-2]
    *_, lakh = rates_at(frontier, start.x)
    assert str(lakh).startswith("Rs 1 lakh more of yearly value added costs about 140 households of the majority")
    assert lakh.figures["cost"] == pytest.approx(100 / 0.7, rel=1e-6)
    assert lakh.check().holds


def test_a_range_shorter_than_a_step_has_no_rate() -> None:
    """With Rs 1,550, at 2 thousand a household, 0.775 are reached and 1.55 / 12 deeply: a range of less than one."""
    scenario = tradeoff.read_scenario("three-clusters")
    cut = {"table": "budgets", "where": {}, "column": "envelope", "multiply": "0.0005"}
    frontier = tradeoff.trace_frontier(scenario.with_changes([cut]), "depth-breadth")
    assert frontier.extreme_points[0].x == pytest.approx(0.775)
    assert tradeoff.rates_along(frontier) == ()
    assert tradeoff.rates(frontier, breadth=0.5) == ()


def test_the_command_tells_what_python_tells(three: tradeoff.ScenarioFrontier) -> None:
    """`frontier` prints the stretches and both ends and the middle; its JSON holds the stretches with their figures."""
    asked = ("frontier", "three-clusters", "--trade", "depth-breadth")
    table, found = run(*asked).stdout, json.loads(run(*asked, "--format", "json").stdout)
    for claim in (
        *tradeoff.rates_along(three),
        *tradeoff.rates(three, breadth=1100),
        *tradeoff.rates(three, depth=175),
    ):
        assert f"- {claim}\n" in table
    assert [row["figures"]["low"] for row in found["rates"]] == [800, 675, 260]
    assert found["rates"][0]["sentence"] == str(tradeoff.rates_along(three)[0])
    with pytest.raises(
        tradeoff.InfeasibleError, match=r"no plan has so much breadth: the greatest is 1,100 households"
    ):
        tradeoff.rates(three, breadth=1200)
    with pytest.raises(ValueError, match="a level of breadth or of depth is wanted"):
        tradeoff.rates(three, today=5)


def test_a_place_has_one_price_on_every_door_and_a_step_one_stretch() -> None:
    """At the deep end of three-pairs 50 more cost 2.82, solved at both levels, where the slope of the line drawn is 2.95.

    Screen, Python and page say 2.8 of it; the stretches do not overlap, and a place names the one that it lies in.
    """
    scenario = tradeoff.read_scenario("three-pairs")
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    whole = {(claim.figures["low"], claim.figures["high"]): claim for claim in rates_along(frontier)}
    assert all(a[0] == b[1] for a, b in pairwise(whole))
    shown = run("frontier", "three-pairs", "--trade", "depth-breadth").stdout
    for named in frontier.named_plans:
        for claim in rates_at(frontier, named.x):
            low = named.x if "more" in str(claim) else named.x - 50
            ends = (tradeoff.plan_at(scenario, frontier.trade, breadth=x) for x in (low, min(low + 50, 1600)))
            start, end = (plan.objectives["depth"] for plan in ends)
            cost = claim.words["cost"]
            assert abs(float(cost.split()[1]) / (start - end) - 1) <= 0.02
            about = "more" if "more" in str(claim) else "less"
            here = [s for s in spans(frontier) if s.about == about and s.low == s.high == named.x]
            assert {span.claim.words["cost"] for span in here} == {cost}
            assert f"- {claim}\n" in shown
            stretch = whole[claim.figures["low"], claim.figures["high"]]
            assert stretch.words["cost"] == claim.words.get("nearby", cost)
    (deep,) = rates_at(frontier, frontier.extreme_points[-1].x)
    assert str(deep).startswith("Reaching 50 more poor households costs about 2.8 households their sufficient support.")


def drawn(name: str, dice: random.Random, count: int) -> list[Claim]:
    """Claims of a scenario at random levels of random choices, and from its overviews and pages."""
    study = tradeoff.Study(tradeoff.read_scenario(name))
    frontiers = [study.frontier(trade) for trade in study.scenario.trades]
    found: list[Claim] = []
    while len(found) < count:
        frontier = dice.choice(frontiers)
        low, high = frontier.extreme_points[-1].x, frontier.extreme_points[0].x
        said = dice.choice(("at", "along", "page"))
        claims = (
            rates_at(frontier, dice.choice([low, high, dice.uniform(low, high)]))
            if said == "at"
            else rates_along(frontier)
            if said == "along"
            else [span.claim for span in spans(frontier)]
        )
        found += dice.sample(list(claims), min(2, len(claims)))
    return found[:count]


@pytest.mark.parametrize("name", SMALL_ONES)
def test_claims_of_small_scenarios_hold(name: str) -> None:
    """Five of each by seed, asked again through the public door."""
    told = drawn(name, random.Random(f"{SEED} {name}"), 5)
    assert [(str(claim), claim.check().instead) for claim in told if not claim.check().holds] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BIG_ONES)
def test_claims_of_large_scenarios_hold(name: str) -> None:
    """The same where a solve takes seconds."""
    told = drawn(name, random.Random(f"{SEED} {name}"), 5)
    assert [(str(claim), claim.check().instead) for claim in told if not claim.check().holds] == []


@pytest.mark.parametrize("name", SMALL_ONES)
def test_steps_anywhere_in_a_stretch(name: str) -> None:
    """20 random places of each stretch, of an exact frontier of its own."""
    dice = random.Random(SEED)
    scenario = tradeoff.read_scenario(name)
    for trade in scenario.trades:
        bounded = tradeoff.trace_frontier(scenario, trade)
        exact = tradeoff.trace_frontier(scenario, trade, exact=True)
        levels = [dice.uniform(exact.extreme_points[-1].x, exact.extreme_points[0].x) for _ in range(4)]
        points = tuple((Fraction(point.x), Fraction(point.y)) for point in reversed(exact.extreme_points))
        claims = [*rates_along(bounded), *(claim for x in levels for claim in rates_at(bounded, x)[:2])]
        for claim in claims:
            assert "low" not in claim.figures or holds_inside(claim, on_paper(points), dice), str(claim)


def test_rounding_to_a_side() -> None:
    """Within 2% of the figure, two digits at least; a step is 1, 2 or 5 times a power of ten."""
    assert (near(1.049), no_more(1.049), no_less(1.041)) == (1.05, 1.04, 1.05)
    assert (no_more(77.9), no_less(434.2), near(0.0)) == (77, 440, 0)
    assert [round_step(x) for x in (0.09, 1, 4.99, 52, 999)] == [0.05, 1, 2, 50, 500]
