"""Charts of what `trace` returns: axes, what is dashed, what is marked, and that each can be drawn."""

from __future__ import annotations

import html
from typing import Any
from xml.etree import ElementTree

import pulp
import pytest
import vl_convert

import tradeoff
from tradeoff.reports.pictures import as_svg


def bent(**asked: Any) -> tradeoff.Frontier:
    """Costs minimised: (0, 4), (1, 1), (4, 0), the corners of y >= 4 - 3 x and y >= (4 - x) / 3."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 9), problem.add_variable("y", 0, 9)
    problem += y >= 4 - 3 * x
    problem += 3 * y >= 4 - x
    return tradeoff.trace(problem, {"co[s]t.": 1 * x, "dirt": 1 * y}, sense={"co[s]t.": "min", "dirt": "min"}, **asked)


def whole(count: int, **asked: Any) -> tradeoff.Frontier:
    """Of 3 x + 4 y + 5 z <= 12 in whole numbers."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0, 9, cat="Integer") for name in "xyz"[:count]]
    problem += pulp.lpSum(factor * good for factor, good in zip((3, 4, 5), goods, strict=False)) <= 12
    objectives = {good.name: 1 * good for good in goods}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), whole=True, **asked)


def corner() -> tradeoff.Frontier:
    """Three goods from one budget of 1: the triangle between the unit vectors."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0) for name in "abc"]
    problem += pulp.lpSum(goods) <= 1
    objectives = {good.name: 1 * good for good in goods}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True)


def rows(chart: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of a layer."""
    found: list[dict[str, Any]] = chart["datasets"][layer["data"]["name"]]
    return found


def test_a_gap_shows_the_line_that_nothing_lies_beyond() -> None:
    """From the two ends alone it goes through (0, 0); an exact frontier has none to tell apart."""
    chart = bent(gap=0.9).chart().to_dict()
    dashed, line, dots = chart["layer"]
    assert dashed["mark"]["strokeDash"] == [5, 3]
    assert [(row["v0"], row["v1"]) for row in rows(chart, dashed)] == [(0, 4), (0, 0), (4, 0)]
    assert [(row["v0"], row["v1"]) for row in rows(chart, line)] == [(0, 4), (4, 0)]
    assert chart["title"]["text"] == ["no solution lies beyond the dashed line"]
    assert dots["encoding"]["x"]["title"] == "co[s]t. (less is better)"
    exact = bent(exact=True).chart().to_dict()
    assert not [layer for layer in exact["layer"] if layer["mark"].get("strokeDash")]
    assert "title" not in exact


def test_steps_under_which_something_may_hide_are_dashed() -> None:
    """Of all steps none; between the ends alone the one there is."""
    chart = whole(2, levels=[4, 0]).chart().to_dict()
    steps = chart["layer"][0]
    assert steps["mark"]["strokeDash"] == [5, 3]
    assert [(row["v0"], row["to"], row["v1"]) for row in rows(chart, steps)] == [(4, 0, 0)]
    assert chart["title"]["text"] == ["something better may hide under dashed steps"]
    checked = whole(2).chart().to_dict()
    assert not [layer for layer in checked["layer"] if layer["mark"].get("strokeDash")]
    assert "title" not in checked


def test_what_plan_gave_can_be_marked() -> None:
    """A ring where it lies, with its words; something else is refused."""
    found = bent()
    chart = found.chart({"here": found.plan(x=0.5)}).to_dict()
    *_, ring, words = chart["layer"]
    (row,) = rows(chart, ring)
    assert (row["v0"], row["v1"], row["words"]) == (pytest.approx(0.5), pytest.approx(2.5), "here")
    assert words["encoding"]["text"]["field"] == "words"
    with pytest.raises(ValueError, match=r"marked 'here' has no value of 'co\[s\]t\.'"):
        found.chart({"here": whole(2).plan(x=1)})
    with pytest.raises(ValueError, match="marked 'here' is 3; give what plan returns"):
        found.chart({"here": 3})  # type: ignore[dict-item]


def test_three_objectives_two_by_two_and_side_by_side() -> None:
    """Three projections with the three edges of the triangle, and a line a corner from worst to best."""
    found = corner()
    chart = found.chart({"a half": found.plan(a=0.5)}).to_dict()
    beside, parallel = chart["vconcat"]
    titles = [
        tuple(pair["layer"][1]["encoding"][axis]["title"].split(" ")[0] for axis in ("x", "y", "color"))
        for pair in beside["hconcat"]
    ]
    assert titles == [("a", "b", "c"), ("a", "c", "b"), ("b", "c", "a")]
    for pair in beside["hconcat"]:
        assert len(rows(chart, pair["layer"][0])) == 3
    lines, marked, named, *ends = parallel["layer"]
    assert [(row["part"], row["point"]) for row in rows(chart, named)] == [(pytest.approx(0), "a half")]
    assert [row["part"] for row in rows(chart, lines)] == [1, 0, 0, 0, 1, 0, 0, 0, 1]
    assert [row["part"] for row in rows(chart, marked)] == pytest.approx([0.5, 0.5, 0])
    assert [row["words"] for end in ends for row in rows(chart, end)] == ["1", "1", "1", "0", "0", "0"]


def generation() -> tradeoff.Frontier:
    """Costs in millions: mixtures of the three corners of the payoff table of Mavrotas 2009."""
    problem = pulp.LpProblem()
    parts = [problem.add_variable(name, 0) for name in "abc"]
    problem += pulp.lpSum(parts) == 1
    costs = {"cost": (3075000, 3855000, 3225000), "CO2": (62460, 45180, 55260), "fuel": (33000, 37000, 23000)}
    objectives = {name: pulp.LpAffineExpression(dict(zip(parts, row, strict=True))) for name, row in costs.items()}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys(costs, "min"), exact=True)


def test_figures_are_in_full_and_titles_say_unit_and_sense() -> None:
    """3,075,000 and not 3.075e+06, nor 30,75,000: that is for rupees; a unit of what is no objective is refused."""
    found = generation()
    chart = found.chart(units={"cost": "$", "CO2": "t"}).to_dict()
    beside, parallel = chart["vconcat"]
    best = rows(chart, parallel["layer"][-2])
    assert [(row["named"], row["words"]) for row in best] == [
        ("cost ($, min)", "3,075,000"),
        ("CO2 (t, min)", "45,180"),
        ("fuel (min)", "23,000"),
    ]
    encoding = beside["hconcat"][1]["layer"][-1]["encoding"]
    assert (encoding["x"]["title"], encoding["y"]["title"]) == ("cost ($; less is better)", "fuel (less is better)")
    assert encoding["color"]["title"] == "CO2 (t, min)"
    svg = as_svg(found.chart()).decode()
    assert ">3,800,000<" in svg
    assert "38,00,000" not in svg
    shown = found._repr_html_() or ""
    assert "3,075,000" in shown
    assert "30,75,000" not in shown
    with pytest.raises(ValueError, match="units has 'costs', which is no objective; name units of cost, CO2, fuel"):
        found.chart(units={"costs": "$"})


@pytest.mark.parametrize(
    "kind", [bent, lambda: bent(gap=0.9), lambda: whole(2), lambda: whole(3), lambda: whole(2, levels=[2]), corner]
)
def test_each_can_be_drawn(kind: Any) -> None:
    """Vega takes the specification, and a picture with a name on it comes out."""
    found = kind()
    svg = ElementTree.fromstring(as_svg(found.chart()))
    assert any(found.objectives[0] in (part.text or "") for part in svg.iter())


def test_a_line_has_the_colour_that_its_first_value_has_in_the_legend() -> None:
    """Of a cost the least is the best, and is as dark among lines as among dots."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0, 1) for name in "abc")
    problem += a + b + c >= 1
    found = tradeoff.trace(problem, {"a": a, "b": b, "c": c}, sense=dict.fromkeys("abc", "min"))
    chart = found.chart().to_dict()
    lines = rows(chart, chart["vconcat"][1]["layer"][0])
    of_a = [row for row in lines if row["named"].startswith("a")]
    assert sorted((row["part"], row["first"]) for row in of_a) == [(0, 1), (1, 0), (1, 0)]


@pytest.mark.parametrize("name", ["a\\b", "\\u", "\\", 'say \\"so\\"', "it's", "${q}", "a.b[0]"])
@pytest.mark.parametrize("more", [(), ("c",)])
def test_a_name_is_shown_as_it_stands(name: str, more: tuple[str, ...]) -> None:
    """Vega reads titles within expressions too, backslashes and quotation marks among them."""
    problem = pulp.LpProblem()
    aims = {each: +problem.add_variable(f"v{place}", 0, 10) for place, each in enumerate((name, "b", *more))}
    problem += pulp.lpSum(aims.values()) <= 15
    found = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "max"))
    chart = found.chart(units={"b": name}).to_json()
    assert f"{name} (more is better)" in html.unescape(vl_convert.vegalite_to_svg(chart))
    assert vl_convert.vegalite_to_png(chart).startswith(b"\x89PNG")
    assert found._repr_html_()


def test_what_breaks_a_line_is_no_unit_and_no_mark() -> None:
    """It would break the picture, or the process that draws it."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 10), problem.add_variable("y", 0, 10)
    problem += x + y <= 15
    found = tradeoff.trace(problem, {"a": +x, "b": +y}, sense={"a": "max", "b": "max"})
    with pytest.raises(ValueError, match=r"the unit of 'a' is 'EUR\\x00', and holds '\\x00'"):
        found.chart(units={"a": "EUR\0"})
    with pytest.raises(ValueError, match=r"beside a marked solution is 'here\\n', and holds '\\n'"):
        found.chart(marked={"here\n": found.plan(a=9)})


def test_a_ray_is_drawn_past_what_is_marked_on_it() -> None:
    """By hand: the least of x + 2 y at x - 3 y = -60 is 40, on the ray from (-18, 12); over the points f2 moves by 6."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    found = tradeoff.trace(problem, {"f1": x - 3 * y, "f2": x + 2 * y}, sense={"f1": "min", "f2": "min"})
    far = found.plan(f1=-60)
    assert far.objectives == pytest.approx({"f1": -60, "f2": 40})
    for marked, reach in (({}, -27), ({"far": far}, -18 - 1.1 * 42), ({"near": found.plan(f1=-20)}, -27)):
        chart = found.chart(marked=marked).to_dict()
        drawn = [(row["v0"], row["v1"]) for row in rows(chart, chart["layer"][0])]
        assert drawn == [pytest.approx((-18, 12)), pytest.approx((reach, 12 - (reach + 18) * 2 / 3))]
